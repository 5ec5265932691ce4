/** `aclift migrate`: reads files, runs the pipeline, writes the output folder. */
import { dirname, join } from 'node:path';
import { Command, Option } from 'commander';
import {
  type ClientPorts,
  type DraftShape,
  migrate,
  summaryLines,
  type Target,
  type UnseenTraffic,
} from '@aclift/core';
import { explain, type ExplainedDiagnostic, printable, type SourceText } from '@aclift/diagnostics';
import {
  type Decisions,
  inventoryCatalogue,
  readDecisions,
  readInventory,
} from '@aclift/inventory';
import { iosCatalogue, parseIos } from '@aclift/ios';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { expandInputs, InputError, isFile, readSource } from '../input.ts';
import { writeOutput } from '../output.ts';
import { printDiagnostics } from '../terminal.ts';

interface Flags {
  readonly inventory?: string;
  readonly decisions?: string;
  readonly defaultCoverage?: 'grant' | 'withhold';
  readonly target: Target;
  readonly out?: string;
  readonly json?: true;
  readonly unseenTraffic: UnseenTraffic;
  readonly clientPorts: ClientPorts;
  readonly shape: DraftShape;
  readonly selectorKeys?: readonly string[];
  readonly acl: readonly string[];
  readonly upstream: readonly string[];
}

const EXAMPLES = `
Examples:
  aclift migrate edge.cfg
      What do the lists say, and which addresses should the inventory name first?
  aclift migrate edge.cfg -i inventory.yaml -o out/
      NetworkPolicy drafts, report.md and report.json in out/.
  aclift migrate core1.cfg core2.cfg -i inventory.yaml -t cilium -o out/
      Several routers, CiliumNetworkPolicy drafts with deny rules where they say the same.
  aclift migrate snippet.cfg --acl WEB-IN -i inventory.yaml --json
      One list, taken to filter every flow; the report on standard output.

Exit codes:
  0 done and proven   2 wrong usage or unreadable input
  3 the proof found a difference that nothing explains (a bug: do not use the drafts)
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function migrateCommand(exit: (code: ExitCode) => void): Command {
  const collect = (value: string, sofar: readonly string[]): readonly string[] => [...sofar, value];
  return new Command('migrate')
    .summary('lift access lists into policy drafts, with proof and a ledger of every line')
    .description(
      'Reads IOS and IOS-XE configurations, maps their access lists onto the workloads of an inventory, and drafts\n' +
        'policies for them. Every line of every list ends in one outcome; every draft is read back and compared with\n' +
        'the lists over all flows. Without an inventory it says what the lists hold and writes one to fill in.',
    )
    .argument('<config...>', 'running configurations, or folders of them; - reads standard input')
    .option(
      '-i, --inventory <file>',
      'which workloads have which addresses (see docs/inventory.md)',
    )
    .addOption(
      new Option('-t, --target <kind>', 'kind of objects to draft')
        .choices(['networkpolicy', 'cilium'])
        .default('networkpolicy'),
    )
    .option(
      '-d, --decisions <file>',
      'what was decided about open cases (see docs/decisions-file.md); default: decisions.yaml beside the inventory',
    )
    .option('-o, --out <folder>', 'write drafts and reports there; without it nothing is written')
    .option('--json', 'print report.json on standard output instead of the summary')
    .addOption(
      new Option(
        '--unseen-traffic <mode>',
        'flows that no list sees today, in workloads that drafts isolate: keep them, or allow only what lists permit',
      )
        .choices(['preserve', 'strict'])
        .default('preserve'),
    )
    .addOption(
      new Option(
        '--client-ports <which>',
        'source ports that connections open from: any, or from 1024 (ephemeral)',
      )
        .choices(['any', 'ephemeral'])
        .default('any'),
    )
    .addOption(
      new Option(
        '--default-coverage <how>',
        'services that only some addresses of a workload have, where no decision is about them',
      ).choices(['grant', 'withhold']),
    )
    .addOption(
      new Option(
        '--shape <which>',
        'one object for workloads that need the same rules (shared), or one for each workload',
      )
        .choices(['shared', 'per-workload'])
        .default('shared'),
    )
    .option(
      '--selector-keys <keys>',
      'label keys that selectors should use where they can, the best first: app,tier',
      labelKeys,
    )
    .option(
      '--acl <name>',
      'take this list as a filter of every flow, wherever it is bound (repeatable)',
      collect,
      [],
    )
    .option(
      '--upstream <interface>',
      'the interface that leads to addresses without a route (repeatable)',
      collect,
      [],
    )
    .addHelpText('after', EXAMPLES)
    .action(async (configs: readonly string[], flags: Flags) => {
      exit(await runMigrate(configs, flags));
    });
}

function labelKeys(text: string): readonly string[] {
  return text
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
}

async function runMigrate(configs: readonly string[], flags: Flags): Promise<ExitCode> {
  const names = await expandInputs(configs);
  if ([flags.inventory, flags.decisions, ...names].filter((name) => name === '-').length > 1) {
    throw new InputError('standard input (-) can be read only once');
  }
  const sources: SourceText[] = [];
  const said: ExplainedDiagnostic[] = [];
  const devices = [];
  for (const name of names) {
    const source = await readSource(name);
    sources.push(source);
    const { device, dialect, diagnostics } = parseIos(source);
    said.push(...diagnostics.map((d) => explain(iosCatalogue, d)));
    if (dialect.kind === 'ios') devices.push(device);
  }
  let inventory: ReturnType<typeof readInventory>['value'];
  if (flags.inventory !== undefined) {
    const source = await readSource(flags.inventory);
    sources.push(source);
    const read = readInventory(source);
    const explained = read.diagnostics.map((d) => explain(inventoryCatalogue, d));
    said.push(...explained);
    inventory = read.value;
    if (inventory === undefined || explained.some(({ severity }) => severity === 'error')) {
      printDiagnostics(said, sources);
      process.stderr.write('Nothing was drafted: mend the inventory first.\n');
      return EXIT.usage;
    }
  }
  const decided = await readDecided(flags, sources);
  said.push(...decided.diagnostics);
  if (!decided.ok) {
    printDiagnostics(said, sources);
    process.stderr.write('Nothing was drafted: mend the decisions first.\n');
    return EXIT.usage;
  }
  if (devices.length < names.length) {
    printDiagnostics(said, sources);
    process.stderr.write(
      'Nothing was drafted: leave out the files that are no IOS configurations.\n',
    );
    return EXIT.usage;
  }

  const { report, files, diagnostics } = migrate({
    devices,
    sources,
    inventory,
    ...(decided.decisions === undefined ? {} : { decisions: decided.decisions }),
    diagnostics: said,
    options: {
      ...(flags.defaultCoverage === undefined ? {} : { defaultCoverage: flags.defaultCoverage }),
      target: flags.target,
      unseenTraffic: flags.unseenTraffic,
      clientPorts: flags.clientPorts,
      detached: flags.acl,
      upstream: flags.upstream,
      shape: flags.shape,
      ...(flags.selectorKeys === undefined ? {} : { selectorKeys: flags.selectorKeys }),
    },
  });
  const all = [...said, ...diagnostics];
  printDiagnostics(all, [...sources, ...files.map(({ path, text }) => ({ name: path, text }))]);
  if (flags.out !== undefined) await writeOutput(flags.out, files);
  if (flags.json === true) {
    process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    process.stdout.write(`${summaryLines(report).map(printable).join('\n')}\n`);
    if (flags.out !== undefined)
      process.stdout.write(`\nWritten to ${flags.out}: start with report.md.\n`);
  }
  if (diagnostics.some(({ severity }) => severity === 'error')) return EXIT.usage;
  return report.proof.proven ? EXIT.done : EXIT.unexplained;
}

/** The decisions file that the user named, or the one beside the inventory. Its text is added to `sources`. */
async function readDecided(
  { inventory, decisions: named }: Flags,
  sources: SourceText[],
): Promise<{
  readonly ok: boolean;
  readonly decisions: Decisions | undefined;
  readonly diagnostics: readonly ExplainedDiagnostic[];
}> {
  const beside =
    inventory === undefined || inventory === '-'
      ? undefined
      : join(dirname(inventory), 'decisions.yaml');
  const name = named ?? (beside !== undefined && (await isFile(beside)) ? beside : undefined);
  if (name === undefined) return { ok: true, decisions: undefined, diagnostics: [] };
  const source = await readSource(name);
  sources.push(source);
  const { value, diagnostics } = readDecisions(source);
  const explained = diagnostics.map((d) => explain(inventoryCatalogue, d));
  const ok = value !== undefined && explained.every(({ severity }) => severity !== 'error');
  return { ok, decisions: value, diagnostics: explained };
}
