/** `aclift migrate`: reads files, runs the pipeline, writes the output folder. */
import { Command, Option } from 'commander';
import {
  type Baseline,
  BASELINES,
  CLIENT_PORTS,
  type ClientPorts,
  DEFAULT_COVERAGES,
  DEFAULT_OPTIONS,
  DRAFT_SHAPES,
  type DraftShape,
  migrate,
  type PolicyDirection,
  summaryLines,
  type Target,
  TARGET_NAMES,
  TARGETS,
  UNSEEN_TRAFFIC,
  type UnseenTraffic,
} from '@aclift/core';
import { systemsRead } from '@aclift/workspace';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError } from '../input.ts';
import { networkFacts, type NetworkFlags, withNetworkOptions } from '../network-options.ts';
import { type Left, writeOutput } from '../output.ts';
import { DRAFTS } from '../output-kinds.ts';
import {
  leftLines,
  overEdited,
  type OverEditedFlags,
  withOverEditedOptions,
} from '../over-edited-options.ts';
import { configsOf, findProject } from '../project.ts';
import { readWorkspaceFiles } from '../read-workspace.ts';
import { printDiagnostics } from '../terminal.ts';
import { printJson, printLines } from '../print.ts';
import { targetOption } from '../target-option.ts';

/** Targets with an audit mode. */
function audited(): readonly Target[] {
  return TARGET_NAMES.filter((name) => TARGETS[name].audit !== undefined);
}

interface Flags extends NetworkFlags, OverEditedFlags {
  readonly inventory?: string;
  readonly project?: string;
  readonly decisions?: string;
  readonly defaultCoverage?: 'grant' | 'withhold';
  readonly target: Target;
  readonly out?: string;
  readonly json?: true;
  readonly unseenTraffic: UnseenTraffic;
  readonly clientPorts: ClientPorts;
  readonly audit?: true;
  readonly shape: DraftShape;
  readonly selectorKeys?: readonly string[];
  readonly acl: readonly string[];
  readonly as: PolicyDirection;
  readonly baseline?: Baseline;
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
  const command = new Command('migrate')
    .summary('lift access lists into policy drafts, with proof and a ledger of every line')
    .description(
      `Reads ${systemsRead()} configurations, maps their access lists onto the workloads of an inventory, and drafts\n` +
        'policies for them. Every line of every list ends in one outcome; every draft is read back and compared with\n' +
        'the lists over all flows. Without an inventory it says what the lists hold and writes one to fill in.',
    )
    .argument('[config...]', 'running configurations, or folders of them; - reads standard input')
    .option(
      '-i, --inventory <file>',
      'which workloads have which addresses (see docs/files/inventory.md)',
    )
    .addOption(targetOption('kind of objects to draft'))
    .option(
      '-d, --decisions <file>',
      'what was decided about open cases (see docs/files/decisions.md); default: decisions.yaml beside the inventory',
    )
    .option('-o, --out <folder>', 'write drafts and reports there; without it nothing is written');
  return withNetworkOptions(withOverEditedOptions(command))
    .option(
      '--audit',
      `also write the allow rules without isolation, for a rollout in ${audited()
        .map((name) => TARGETS[name].audit?.mode)
        .join(' or ')}`,
    )
    .option('--json', 'print report.json on standard output instead of the summary')
    .addOption(
      new Option(
        '--unseen-traffic <mode>',
        'flows that no list sees today, in workloads that drafts isolate: keep them, allow only what lists permit, or do that and write what would keep them beside the drafts',
      )
        .choices(UNSEEN_TRAFFIC)
        .default(DEFAULT_OPTIONS.unseenTraffic),
    )
    .addOption(
      new Option(
        '--client-ports <which>',
        'source ports that connections open from: any, or from 1024 (ephemeral)',
      )
        .choices(CLIENT_PORTS)
        .default(DEFAULT_OPTIONS.clientPorts),
    )
    .addOption(
      new Option(
        '--default-coverage <how>',
        'services that only some addresses of a workload have, where no decision is about them',
      ).choices(DEFAULT_COVERAGES),
    )
    .addOption(
      new Option(
        '--shape <which>',
        'one object for workloads that need the same rules (shared), or one for each workload',
      )
        .choices(DRAFT_SHAPES)
        .default(DRAFT_SHAPES[0]),
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
    .addOption(
      new Option('--as <direction>', 'which end enforces the lists of --acl between two workloads')
        .choices(['ingress', 'egress'])
        .default('ingress'),
    )
    .addOption(
      new Option(
        '--baseline <which>',
        'what drafts allow that no list knows of: lookups at the resolver of the cluster, or nothing; default: dns where unseen traffic is kept',
      ).choices(BASELINES),
    )
    .option(
      '--project <file>',
      'project file (see docs/files/project.md); default: aclift.yaml in this folder',
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
  const { audit, objects } = TARGETS[flags.target];
  if (flags.audit === true && audit === undefined) {
    throw new InputError(
      `--audit needs --target ${audited().join(' or ')}: a ${objects} has no audit mode`,
    );
  }
  const over = overEdited(flags);
  const project = await findProject(flags.project);
  const inventoryFile = flags.inventory ?? project?.inventory;
  const workspace = await readWorkspaceFiles(
    {
      ...flags,
      configs: configsOf(configs, project),
      ...(inventoryFile === undefined ? {} : { inventory: inventoryFile }),
    },
    'Nothing was drafted',
  );
  if (workspace === undefined) return EXIT.usage;
  const { decisions, devices, diagnostics: said, inventory, sources } = workspace;
  const { report, files, diagnostics } = migrate({
    devices,
    sources,
    inventory,
    ...(decisions === undefined ? {} : { decisions }),
    diagnostics: said,
    options: {
      ...(flags.defaultCoverage === undefined ? {} : { defaultCoverage: flags.defaultCoverage }),
      target: flags.target,
      unseenTraffic: flags.unseenTraffic,
      clientPorts: flags.clientPorts,
      detached: flags.acl,
      detachedAs: flags.as,
      ...(flags.baseline === undefined ? {} : { baseline: flags.baseline }),
      ...(await networkFacts(flags)),
      shape: flags.shape,
      ...(flags.audit === undefined ? {} : { audit: flags.audit }),
      ...(flags.selectorKeys === undefined ? {} : { selectorKeys: flags.selectorKeys }),
    },
  });
  const all = [...said, ...diagnostics];
  printDiagnostics(all, [...sources, ...files.map(({ path, text }) => ({ name: path, text }))]);
  let left: Left | undefined;
  if (flags.out !== undefined) left = await writeOutput(flags.out, files, DRAFTS, over);
  if (flags.json === true) {
    printJson(report);
  } else {
    printLines([
      ...summaryLines(report),
      ...(flags.out === undefined
        ? []
        : ['', `Written to ${flags.out}: start with report.html in a browser, or report.md.`]),
      ...(left === undefined ? [] : leftLines(left)),
    ]);
  }
  if (diagnostics.some(({ severity }) => severity === 'error')) return EXIT.usage;
  return report.proof.proven ? EXIT.done : EXIT.unexplained;
}
