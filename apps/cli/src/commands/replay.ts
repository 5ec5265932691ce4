/** `aclift replay`: observed flows against lists and policies. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Engine, ENGINES, type Target } from '@aclift/core';
import {
  FLOW_FORMATS,
  FlowFile,
  type FlowFormat,
  type FlowVerdictLine,
  Replay,
  type ReplayedFile,
  type ReplayReport,
  UnknownFormat,
} from '@aclift/insight';
import { jsonLine } from '@aclift/diagnostics';
import { readLogMessage } from '@aclift/dialects';
import { configOption, requireArguments, requireConfigs } from '../config-option.ts';
import { cidrMatchModeOption, engineFlags, type EngineFlags } from '../engine-flags.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { BrokenOff } from '@aclift/workspace';
import { flowFileLines } from '../flow-file-lines.ts';
import { StreamFile } from '../files/stream-file.ts';
import { InputError } from '../input.ts';
import { type ListsFlags, listsOptions, withListsOptions } from '../lists-options.ts';
import { printPolicyFindings, unlessUnread } from '../policy-findings.ts';
import { readWorkspaceFiles } from '../read-workspace.ts';
import { readPolicyArguments } from '../read-policy-files.ts';
import { nothingJudged, replayLines } from '../replay-summary.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines, warnLines } from '../print.ts';
import { targetOption } from '../target-option.ts';

type FailOn = 'would-drop' | 'would-allow' | 'any' | 'none';

/** Most records that may be left unjudged: so many, or so large a part of all. */
type Limit = { readonly kind: 'number' | 'percent'; readonly most: number };

interface Flags extends ListsFlags, EngineFlags {
  readonly config: readonly string[];
  readonly policies: readonly string[];
  readonly target: Target;
  readonly engine?: Engine;
  readonly format?: FlowFormat;
  readonly answers?: 'by-port' | 'as-recorded';
  readonly failOn: FailOn;
  readonly maxUnjudged: Limit;
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
  0 no difference of the kind that --fail-on names   1 some
  2 wrong usage, unreadable input (also in the middle of a file), a file of which nothing was judged, or more records that could not be
    judged than --max-unjudged allows
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function replayCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  const command = new Command('replay')
    .summary('judge observed flows by the lists and by policies')
    .description(
      'Reads flows that somebody recorded (CSV, NetFlow, flow logs of clusters and clouds, messages of the access lists) and\n' +
        'says of each what the lists do with it and what the policies would do: what would drop, what would open, which\n' +
        'entries and rules were never touched. Files may be of any length; memory stays the same.',
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
    .addOption(targetOption('kind of objects to draft, without --policies'))
    .addOption(
      new Option('--engine <name>', 'what enforces NetworkPolicies, as in aclift verify').choices(
        ENGINES,
      ),
    )
    .addOption(cidrMatchModeOption())
    .addOption(
      new Option(
        '--format <name>',
        'format of all files; default: told from their first lines',
      ).choices(FLOW_FORMATS),
    )
    .addOption(
      new Option(
        '--answers <how>',
        'records that nothing tells the opener of: the lower port is the server (by-port), all are openings as they stand (as-recorded); default: they are not judged',
      ).choices(['by-port', 'as-recorded']),
    )
    .addOption(
      new Option(
        '--max-unjudged <limit>',
        'most records that may be unreadable, or unjudged because direction, port or end are unknown: a number, or a percentage',
      )
        .default({ kind: 'percent', most: 50 } satisfies Limit, '50%')
        .argParser(readLimit),
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
  const workspace = await readWorkspaceFiles(
    { ...flags, configs: flags.config },
    'Nothing was replayed',
  );
  if (workspace?.inventory === undefined) return EXIT.usage;
  const { decisions, devices, diagnostics, inventory, sources } = workspace;
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
      ...(await listsOptions(flags)),
      target: flags.target,
      ...(flags.engine === undefined ? {} : { engine: flags.engine }),
      ...engineFlags(flags),
    },
  });
  const verdicts =
    flags.verdicts === undefined
      ? undefined
      : await StreamFile.begin(flags.verdicts, flags.force === true);
  const read: ReplayedFile[] = [];
  let broken: BrokenOff | undefined;
  try {
    for (const file of files) {
      await replayFile(replay, file, flags, verdicts, read);
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
  const report = replay.report(read, broken === undefined);
  printDiagnostics(diagnostics, sources);
  printPolicyFindings(report.diagnostics);
  if (flags.json === true) printJson(report);
  else printLines(replayLines(report));
  if (broken !== undefined) {
    warnLines([`aclift: ${broken.message}`]);
    return EXIT.usage;
  }
  const notRead = notReadLines(report, flags.maxUnjudged);
  warnLines(notRead.map((line) => `aclift: ${line}`));
  if (notRead.length > 0) return EXIT.usage;
  const code = fails(report, flags.failOn) ? EXIT.findings : EXIT.done;
  return unlessUnread(code, report.diagnostics);
}

/** @param read takes what became of it. @throws BrokenOff when the file ends in the middle. */
async function replayFile(
  replay: Replay,
  file: string,
  { answers, format }: Flags,
  verdicts: StreamFile | undefined,
  read: ReplayedFile[],
): Promise<void> {
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
    for await (const text of flowFileLines(file)) {
      const known = flows.line(text);
      // Waiting costs more than judging: only where there is something to write.
      if (known.length > 0) await write(known);
    }
    await write(flows.end());
  } catch (error) {
    if (error instanceof BrokenOff) {
      await write(endOf(flows));
      read.push(flows.account);
    }
    if (!(error instanceof UnknownFormat)) throw error;
    throw new InputError(
      `${error.message}. Name one with --format, or see docs/commands/replay.md for what each looks like`,
    );
  }
  read.push(flows.account);
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

/** Why the report is no evidence, or not enough of it; empty: it is. */
function notReadLines({ files, records }: ReplayReport, limit: Limit): readonly string[] {
  const nothing = files.filter(({ judged }) => judged === 0).map((file) => nothingJudged(file));
  if (nothing.length > 0) return nothing;
  const { bad, directionUnknown, endsUnknown, portsUnknown } = records;
  // Other records are about what nobody asked.
  const left = bad + directionUnknown + endsUnknown + portsUnknown;
  const most = limit.kind === 'number' ? limit.most : ((records.judged + left) * limit.most) / 100;
  if (left <= most) return [];
  const shown = limit.kind === 'number' ? `${limit.most}` : `${limit.most}%`;
  return [
    `${left} of ${records.judged + left} records could not be judged, and --max-unjudged allows ${shown}`,
  ];
}

function readLimit(text: string): Limit {
  const [, number, percent] = /^(\d{1,15})(%?)$/.exec(text) ?? [];
  if (number === undefined || (percent === '%' && Number(number) > 100)) {
    throw new InvalidArgumentError('It is a number of records, or a percentage such as 10%.');
  }
  return { kind: percent === '%' ? 'percent' : 'number', most: Number(number) };
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
