/** `aclift lint`: reads files, runs the list analyser, shows its findings. */
import { Command, Option } from 'commander';
import {
  DEFAULT_THRESHOLDS,
  fixLists,
  lint,
  lintMarkdown,
  type LintOptions,
  type LintReport,
  lintSarif,
} from '@aclift/analysis';
import { type Severity, type SourceText } from '@aclift/diagnostics';
import type { Device } from '@aclift/ir';
import { printLine, readDevice } from '@aclift/dialects';
import { InputError, readSource } from '../input.ts';
import { systemsRead } from '@aclift/workspace';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { fixFiles } from '../fix-files.ts';
import { fixLines } from '../fix-summary.ts';
import { lintLines } from '../lint-summary.ts';
import { writeOutput } from '../output.ts';
import { FIXED_LISTS } from '../output-kinds.ts';
import {
  leftLines,
  overEdited,
  type OverEditedFlags,
  withOverEditedOptions,
} from '../over-edited-options.ts';
import { printJson, printLines, printText, warnLines } from '../print.ts';
import { configsOf, findProject, type FoundProject } from '../project.ts';
import { devicesOf, type ReadDevices, readDevices } from '../read-devices.ts';
import { failsAt, SEVERITIES } from '../severity.ts';
import { version } from '../version.ts';

interface Flags extends OverEditedFlags {
  readonly json?: true;
  readonly format: Format;
  readonly notes?: true;
  readonly hits?: string;
  readonly today?: string;
  readonly failOn?: Severity;
  readonly project?: string;
  readonly fix?: true;
  readonly out?: string;
}

type Format = 'terminal' | 'json' | 'sarif' | 'markdown';
const FORMATS: readonly Format[] = ['terminal', 'json', 'sarif', 'markdown'];

const EXAMPLES = `
Examples:
  aclift lint edge.cfg
      Dead, contradictory and needless lines, each with the lines that cause it and a packet that shows it.
  aclift lint configs/ --json > lint.json
      The same for every configuration of a folder, for programs.
  aclift lint configs/ --format sarif > lint.sarif
      For code scanning: every finding at its line.
  aclift lint edge.cfg --fail-on warning
      For change review: exit code 1 if there is a warning or an error.

  aclift lint edge.cfg --hits counters.txt --notes
      Beside what the device has counted (show access-lists): lines nobody uses, and an order that costs less.
  aclift lint edge.cfg --fix | patch -p0
      Take out what does nothing, proven to change no packet. Without patch: see the diff.
  aclift lint configs/ --fix -o cleaned/
      The cleaned configurations with their diffs, in a folder of their own.

Exit codes:
  0 no finding at or above --fail-on   1 some   2 wrong usage, unreadable input, or another dialect
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function lintCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('lint')
    .summary('find what is dead, wrong or dangerous in access lists, exactly')
    .description(
      `Reads ${systemsRead()} configurations and says what is wrong with their access lists. Reachability is exact over\n` +
        'all packets: a line is called dead only if no packet can ever be decided by it, and why is shown.',
    )
    .argument('[config...]', 'configurations or folders of them; - reads standard input')
    .addOption(
      new Option('--format <kind>', 'what to print on standard output')
        .choices(FORMATS)
        .default('terminal'),
    )
    .option('--json', 'the same as --format json (schema aclift/lint/1)')
    .option('--notes', 'show notes in full; without it they are only counted')
    .option(
      '--hits <file>',
      'what the device shows for its lists (show access-lists): judge by its counters',
    )
    .option('--today <date>', 'the day to judge time ranges by, as YYYY-MM-DD (default: today)')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 if there is a finding so bad or worse')
        .choices(SEVERITIES)
        .default(undefined, 'error'),
    )
    .option(
      '--project <file>',
      'project file (see docs/files/project.md); default: aclift.yaml in this folder',
    )
    .option(
      '--fix',
      'print a diff that removes dead lines and merges others, proven to change no packet',
    )
    .option('-o, --out <folder>', 'with --fix: write cleaned configurations and diffs there');
  return withOverEditedOptions(command)
    .addHelpText('after', EXAMPLES)
    .action(async (configs: readonly string[], flags: Flags) => {
      if (flags.out !== undefined && flags.fix !== true) {
        throw new InputError('--out says where --fix writes; give both');
      }
      if (overEdited(flags) !== undefined && flags.out === undefined) {
        throw new InputError('--force and --beside are about the folder of --out; give it too');
      }
      exit(await runLint(configs, flags));
    });
}

async function runLint(configs: readonly string[], flags: Flags): Promise<ExitCode> {
  const project = await findProject(flags.project);
  const read = await readDevices(configsOf(configs, project));
  const { devices, diagnostics, foreign } = read;
  const sources = [...read.sources, ...(project === undefined ? [] : [project.source])];
  const counters = flags.hits === undefined ? undefined : await readCounters(flags.hits, devices);
  const report = lint({
    devices,
    sources,
    diagnostics,
    printLine,
    options: {
      today: flags.today ?? new Date().toISOString().slice(0, 10),
      ...(counters === undefined ? {} : { counters }),
      ...(project === undefined ? {} : settingsOf(project)),
    },
  });
  if (flags.fix === true) return fix(devices, sources, report, flags);
  show(report, flags, sources);
  if (foreign.length > 0) return EXIT.usage;
  const failOn = flags.failOn ?? project?.lint.failOn ?? 'error';
  return failsAt(report.totals, failOn) ? EXIT.findings : EXIT.done;
}

function settingsOf({ lint: settings, source }: FoundProject): LintOptions {
  const { ignore, namedPorts, wideSources } = settings;
  return {
    thresholds: {
      namedPorts: namedPorts === undefined ? DEFAULT_THRESHOLDS.namedPorts : BigInt(namedPorts),
      wideSources: wideSources === undefined ? DEFAULT_THRESHOLDS.wideSources : BigInt(wideSources),
    },
    accepted: ignore.map((each) => ({ ...each, source: source.name })),
  };
}

/** @throws InputError when it has no counters, or nothing tells whose they are. */
async function readCounters(name: string, devices: ReadDevices['devices']): Promise<Device> {
  if (devices.length !== 1) {
    throw new InputError('--hits takes the counters of one device; give one configuration');
  }
  const [device] = devicesOf([await readSource(name)]).devices;
  const counted = device?.acls.some(({ entries }) =>
    entries.some((entry) => entry.kind === 'ace' && entry.hits !== undefined),
  );
  if (device === undefined || counted !== true) {
    throw new InputError(
      `${name} shows no lists with counters; give the output of show access-lists`,
    );
  }
  return device;
}

async function fix(
  devices: ReadDevices['devices'],
  sources: readonly SourceText[],
  { suppressed }: LintReport,
  flags: Flags,
): Promise<ExitCode> {
  const report = fixLists({ devices, sources, printLine, suppressed, reread: readDevice });
  const left =
    flags.out === undefined
      ? undefined
      : await writeOutput(flags.out, fixFiles(report), FIXED_LISTS, overEdited(flags));
  const lines = fixLines(report);
  if (flags.json === true || flags.format === 'json') {
    printJson(report);
  } else if (flags.out === undefined) {
    printText(report.files.map(({ diff }) => diff).join(''));
    warnLines(lines);
  } else {
    const more = left === undefined ? [] : leftLines(left);
    printLines([...lines, `Written to ${flags.out}.`, ...more]);
  }
  return report.refused.length === 0 ? EXIT.done : EXIT.findings;
}

function show(report: LintReport, flags: Flags, sources: readonly SourceText[]): void {
  switch (flags.json === true ? 'json' : flags.format) {
    case 'json':
      return printJson(report);
    case 'sarif':
      return printJson(lintSarif(report, version));
    case 'markdown':
      return printText(lintMarkdown(report));
    case 'terminal':
      return printLines(lintLines(report, sources, flags.notes === true));
  }
}
