/** `aclift replay`: observed flows against lists and policies. */
import { Command, Option } from 'commander';
import {
  type Engine,
  ENGINES,
  FLOW_FORMATS,
  FlowFile,
  type FlowFormat,
  type FlowVerdictLine,
  Replay,
  type ReplayReport,
  type Target,
  UnknownFormat,
} from '@aclift/core';
import { jsonLine } from '@aclift/diagnostics';
import { readLogMessage } from '@aclift/ios';
import { configOption, requireArguments, requireConfigs } from '../config-option.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { BrokenOff, flowLines } from '../flow-lines.ts';
import { StreamFile } from '../files/stream-file.ts';
import { InputError } from '../input.ts';
import { type ListsFlags, listsOptions, withListsOptions } from '../lists-options.ts';
import { readEstate } from '../read-estate.ts';
import { readPolicyArguments } from '../read-policy-files.ts';
import { replayLines } from '../replay-summary.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines, warnLines } from '../print.ts';

type FailOn = 'would-drop' | 'would-allow' | 'any' | 'none';

interface Flags extends ListsFlags {
  readonly config: readonly string[];
  readonly policies: readonly string[];
  readonly target: Target;
  readonly engine?: Engine;
  readonly format?: FlowFormat;
  readonly answers?: 'by-port' | 'as-recorded';
  readonly failOn: FailOn;
  readonly verdicts?: string;
  readonly force?: true;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  aclift replay flows.csv.gz --config router.cfg -i inventory.yaml
      Would the drafts drop anything that was seen?

  hubble observe -o jsonpb | aclift replay - --config router.cfg -i inventory.yaml --policies out/policies
      The flows of a cluster against drafts that somebody edited.

  aclift replay router.log --config router.cfg -i inventory.yaml --verdicts verdicts.jsonl
      Messages of the lists themselves; one verdict a line for another program.

Exit codes:
  0 no difference of the kind that --fail-on names   1 some   2 wrong usage or unreadable input, also in the middle of a file
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function replayCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  const command = new Command('replay')
    .summary('judge observed flows by the lists and by policies')
    .description(
      'Reads flows that somebody recorded (CSV, nfdump, Hubble, messages of the access lists) and says of each what the\n' +
        'lists do with it and what the policies would do: what would drop, what would open, which entries and rules were\n' +
        'never touched. Files may be of any length; memory stays the same.',
    )
    .usage('[options] <flows...>')
    .argument('[flows...]', 'files, gzip or not; - reads standard input')
    .addOption(configOption())
    .option(
      '--policies <file...>',
      'policy files or folders (one or several, repeatable); default: the drafts of a migration',
      collect,
      [],
    )
    .addOption(
      new Option('-t, --target <kind>', 'kind of objects to draft, without --policies')
        .choices(['networkpolicy', 'cilium'])
        .default('networkpolicy'),
    )
    .addOption(
      new Option('--engine <name>', 'what enforces NetworkPolicies, as in aclift verify').choices(
        ENGINES,
      ),
    )
    .addOption(
      new Option(
        '--format <name>',
        'format of all files; default: told from their first lines',
      ).choices(FLOW_FORMATS),
    )
    .addOption(
      new Option(
        '--answers <how>',
        'records from a port below 1024 to one above: answers (by-port, default for nfdump and syslog) or openings',
      ).choices(['by-port', 'as-recorded']),
    )
    .addOption(
      new Option('--fail-on <kind>', 'differences that give exit code 1')
        .choices(['would-drop', 'would-allow', 'any', 'none'])
        .default('any'),
    )
    .option('--verdicts <file>', 'write one JSON object for each flow there')
    .option('--force', 'overwrite the file of --verdicts if it is there');
  return withListsOptions(command)
    .option('--json', 'print everything as JSON (schema aclift/replay/1)')
    .addHelpText('after', EXAMPLES)
    .action(async (files: readonly string[], flags: Flags) => {
      exit(await runReplay(files, flags));
    });
}

async function runReplay(files: readonly string[], flags: Flags): Promise<ExitCode> {
  requireConfigs(flags.config);
  requireArguments('files of flows', files, [...flags.config, ...flags.policies]);
  const inputs = [...files, ...flags.config, ...flags.policies, flags.inventory];
  if (inputs.filter((name) => name === '-').length > 1) {
    throw new InputError('standard input (-) can be read only once');
  }
  const estate = await readEstate({ ...flags, configs: flags.config }, 'Nothing was replayed');
  if (estate?.inventory === undefined) return EXIT.usage;
  const { decisions, devices, diagnostics, inventory, sources } = estate;
  const policies =
    flags.policies.length === 0 ? undefined : await readPolicyArguments(flags.policies, true);
  const replay = new Replay({
    devices,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    ...(policies === undefined ? {} : { policies }),
    sources,
    diagnostics,
    options: {
      ...listsOptions(flags),
      target: flags.target,
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
    },
  });
  const verdicts =
    flags.verdicts === undefined
      ? undefined
      : await StreamFile.begin(flags.verdicts, flags.force === true);
  const formats: ReplayReport['flows'][number][] = [];
  let broken: BrokenOff | undefined;
  try {
    for (const file of files) {
      const format = await replayFile(replay, file, flags, verdicts);
      formats.push({ file: nameOf(file), format });
    }
  } catch (error) {
    if (!(error instanceof BrokenOff)) {
      await verdicts?.abandon();
      throw error;
    }
    broken = error;
  } finally {
    clearProgress();
  }
  await verdicts?.end();
  const report = replay.report(formats, broken === undefined);
  printDiagnostics(diagnostics, sources);
  if (flags.json === true) printJson(report);
  else printLines(replayLines(report));
  if (broken !== undefined) {
    warnLines([`aclift: ${broken.message}`]);
    return EXIT.usage;
  }
  const { bad, judged, otherFamily } = report.records;
  if (judged + otherFamily === 0 && bad > 0) return EXIT.usage;
  return fails(report, flags.failOn) ? EXIT.findings : EXIT.done;
}

/** @returns the format. @throws BrokenOff when the file ends in the middle. */
async function replayFile(
  replay: Replay,
  file: string,
  { answers, format }: Flags,
  verdicts: StreamFile | undefined,
): Promise<FlowFormat> {
  const flows = new FlowFile(replay, nameOf(file), {
    ...(format === undefined ? {} : { format }),
    ...(answers === undefined ? {} : { answers }),
    readLog: readLogMessage,
  });
  const write = async (known: readonly FlowVerdictLine[]): Promise<void> => {
    showProgress(replay.seen);
    if (verdicts === undefined) return;
    for (const verdict of known) {
      await verdicts.line(jsonLine(verdict));
    }
  };
  try {
    for await (const text of flowLines(file)) {
      const known = flows.line(text);
      // Waiting costs more than judging: only where there is something to write.
      if (known.length > 0) await write(known);
    }
    await write(flows.end());
  } catch (error) {
    if (error instanceof BrokenOff) await write(endOf(flows));
    if (!(error instanceof UnknownFormat)) throw error;
    throw new InputError(
      `${error.message}. Name one with --format, or see docs/replay.md for the columns of CSV`,
    );
  }
  if (flows.format === undefined) throw new Error('a file that was judged without a format');
  return flows.format;
}

/** What can be said of a file that broke off before its format was told. */
function endOf(flows: FlowFile): readonly FlowVerdictLine[] {
  try {
    return flows.end();
  } catch (error) {
    if (error instanceof UnknownFormat) return [];
    throw error;
  }
}

function fails({ differences }: ReplayReport, failOn: FailOn): boolean {
  if (failOn === 'none') return false;
  return differences.some(({ kind }) => failOn === 'any' || kind === failOn);
}

function nameOf(file: string): string {
  return file === '-' ? '(standard input)' : file;
}

const EVERY = 50_000;

function showProgress(seen: number): void {
  if (process.stderr.isTTY && seen % EVERY === 0) process.stderr.write(`\r${seen} flows`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
}
