/** `aclift move plan`: configurations and inventory in, a folder with the plan out. */
import { migrate, type Target } from '@aclift/core';
import { type Inventory, readInventory } from '@aclift/inventory';
import { byId } from '@aclift/dialects';
import { type Dialect, type MovePlan, planFiles, planMove, type WavePolicies } from '@aclift/move';
import { DiagramBudgetError, normalizeRanges } from '@aclift/packet-set';
import { Command, Option } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { InputError } from '../input.ts';
import { networkFacts, type NetworkFlags, withNetworkOptions } from '../network-options.ts';
import { type Left, writeOutput } from '../output.ts';
import { MOVE_PLANS } from '../output-kinds.ts';
import {
  leftLines,
  overEdited,
  type OverEditedFlags,
  withOverEditedOptions,
} from '../over-edited-options.ts';
import { configsOf, findProject } from '../project.ts';
import { readWorkspaceFiles } from '../read-workspace.ts';
import type { Workspace } from '@aclift/workspace';
import { printDiagnostics } from '../terminal.ts';
import { residueFiles } from '../move-residue.ts';
import { planSummary } from '../move-summary.ts';
import { printJson, printLines } from '../print.ts';
import { targetOption } from '../target-option.ts';

interface Flags extends NetworkFlags, OverEditedFlags {
  readonly inventory?: string;
  readonly project?: string;
  readonly decisions?: string;
  readonly wave: readonly (readonly string[])[];
  readonly target: Target;
  readonly unmoved: 'strict' | 'pass';
  readonly insert: 'adjacent' | 'top';
  readonly out?: string;
  readonly json?: true;
}

/** The commands of a plan are written for IOS. */
export const IOS = 'ios';

/** How the plan reads and writes configurations. */
export const IOS_DIALECT: Dialect = {
  read: (source) => byId(IOS).read(source).device,
  line: byId(IOS).printLine,
};

const EXAMPLES = `
Examples:
  aclift move plan edge.cfg core.cfg -i inventory.yaml -o plan/
      Waves as aclift proposes them; plan/plan.md is for reading, plan/wave-1/edge/before.ios for typing.
  aclift move plan edge.cfg -i inventory.yaml --wave shop/web,shop/api --wave shop/db -o plan/
      Two waves by hand, in this order.

Exit codes:
  0 planned and proven; findings may ask for decisions   2 wrong usage or unreadable input
  3 the proof found a state that lets through what it should not, or stops what it should not: do not use the plan
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function movePlanCommand(exit: (code: ExitCode) => void): Command {
  const command = new Command('plan')
    .summary('what every router changes before and after each wave, with proof')
    .description(
      'Reads configurations and an inventory that says how pods leave and where clients reach them. Writes a folder with\n' +
        'plan.md, plan.json, and for each wave and router before.ios, after.ios and rollback.ios.',
    )
    .argument('[config...]', 'running configurations, or folders of them; - reads standard input')
    .option('-i, --inventory <file>', 'who moves, and how (see docs/files/inventory.md)')
    .option('-d, --decisions <file>', 'what was decided about open cases of the policies')
    .option(
      '--wave <workloads>',
      'workloads that move together, separated by commas (repeatable, in order); default: proposed',
      (value: string, sofar: readonly (readonly string[])[]) => [
        ...sofar,
        value.split(',').map((one) => one.trim()),
      ],
      [],
    )
    .addOption(targetOption('kind of policies to draft for each wave'))
    .addOption(
      new Option(
        '--unmoved <how>',
        'flows to new addresses that are denied to the old ones: denied by the last list too, or by the policies alone',
      )
        .choices(['strict', 'pass'])
        .default('strict'),
    )
    .addOption(
      new Option('--insert <where>', 'new lines behind those that they are like, or all at the top')
        .choices(['adjacent', 'top'])
        .default('adjacent'),
    )
    .option('-o, --out <folder>', 'write the plan there; without it nothing is written');
  return withNetworkOptions(withOverEditedOptions(command))
    .option('--json', 'print plan.json on standard output instead of the summary')
    .option(
      '--project <file>',
      'project file (see docs/files/project.md); default: aclift.yaml in this folder',
    )
    .addHelpText('after', EXAMPLES)
    .action(async (configs: readonly string[], flags: Flags) => {
      exit(await runPlan(configs, flags));
    });
}

async function runPlan(configs: readonly string[], flags: Flags): Promise<ExitCode> {
  const over = overEdited(flags);
  const project = await findProject(flags.project);
  const inventoryFile = flags.inventory ?? project?.inventory;
  if (inventoryFile === undefined) {
    throw new InputError('name an inventory with -i: it says who moves, and how');
  }
  const workspace = await readWorkspaceFiles(
    { ...flags, configs: configsOf(configs, project), inventory: inventoryFile },
    'Nothing was planned',
  );
  if (workspace?.inventory === undefined) return EXIT.usage;
  const { inventory } = workspace;
  checkWaves(flags.wave, inventory);
  const { behind, unused, upstream } = await networkFacts(flags);
  const plan = planned(() =>
    planMove({
      devices: workspace.devices,
      configs: workspace.sources.filter(({ name }) =>
        workspace.devices.some(({ source }) => source === name),
      ),
      inventory,
      inventoryText: textOf(workspace, inventory.source),
      ...(flags.wave.length === 0 ? {} : { waves: flags.wave }),
      dialect: IOS_DIALECT,
      options: {
        upstream,
        unused,
        behind: new Map(
          behind.map(({ addresses, port }) => [
            port,
            normalizeRanges(addresses.map(({ from, to }) => ({ from, to }))),
          ]),
        ),
        unmoved: flags.unmoved,
        insert: flags.insert,
      },
    }),
  );
  const { files: ofWaves, report } = planFiles(plan, await policiesOf(plan, workspace, flags));
  const files = [...ofWaves, ...residueFiles(plan)];
  printDiagnostics(workspace.diagnostics, workspace.sources);
  let left: Left | undefined;
  if (flags.out !== undefined) left = await writeOutput(flags.out, files, MOVE_PLANS, over);
  if (flags.json === true) printJson(report);
  else {
    printLines([
      ...planSummary(plan, report),
      ...(flags.out === undefined ? [] : ['', `Written to ${flags.out}: start with plan.md.`]),
      ...(left === undefined ? [] : leftLines(left)),
    ]);
  }
  const drafted = report.waves.every(({ policies }) => policies?.proven !== false);
  return plan.proven && drafted ? EXIT.done : EXIT.unexplained;
}

function textOf({ sources }: Workspace, name: string): Workspace['sources'][number] {
  const found = sources.find((source) => source.name === name);
  if (found === undefined) throw new Error(`no text of ${name}`);
  return found;
}

function planned(make: () => MovePlan): MovePlan {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof DiagramBudgetError)) throw error;
    throw new InputError(
      'the lists are too tangled to plan exactly: give fewer configurations at once, or fewer workloads',
    );
  }
}

/** @throws InputError for a workload that is not there, twice, or has nothing to move. */
function checkWaves(waves: readonly (readonly string[])[], { workloads }: Inventory): void {
  const seen = new Set<string>();
  for (const id of waves.flat()) {
    const workload = workloads.find((one) => one.id === id);
    if (workload === undefined) {
      const known = workloads.map((one) => one.id).join(', ');
      throw new InputError(`--wave names "${id}", which is no workload of the inventory: ${known}`);
    }
    if (workload.addresses.length + workload.vips.length === 0) {
      throw new InputError(`--wave names ${id}, which has no old address to move from`);
    }
    if (seen.has(id)) throw new InputError(`--wave names ${id} twice: a workload moves once`);
    seen.add(id);
  }
}

/** The policies of each wave: drafted from the inventory of the state in which old and new addresses are in use. */
async function policiesOf(
  plan: MovePlan,
  workspace: Workspace,
  flags: Flags,
): Promise<ReadonlyMap<number, WavePolicies>> {
  const facts = await networkFacts(flags);
  const policies = new Map<number, WavePolicies>();
  for (const { number, states } of plan.waves) {
    const both = states.find(({ step }) => step === 3);
    const name = workspace.inventory?.source ?? '';
    const text = { name, text: both?.inventory ?? '' };
    const { value } = readInventory(text);
    const { files, report } = migrate({
      devices: workspace.devices,
      sources: workspace.sources.map((source) => (source.name === name ? text : source)),
      inventory: value,
      ...(workspace.decisions === undefined ? {} : { decisions: workspace.decisions }),
      diagnostics: [],
      options: {
        target: flags.target,
        unseenTraffic: 'preserve',
        clientPorts: 'any',
        detached: [],
        ...facts,
        shape: 'shared',
      },
    });
    const texts = files.filter(({ path }) => /^(?:policies|entries|exits)/.test(path));
    const { proven } = report.proof;
    policies.set(number, {
      proven,
      headline: proven
        ? 'The drafts are proven against the lists of today.'
        : 'The drafts are NOT proven: do not apply them.',
      files: texts.map(({ path }) => path),
      entries: (report.edge?.entries ?? []).map(
        ({ address, because, port, protocol, verdict, workload }) => ({
          workload,
          entry: `${address} ${protocol} ${port}`,
          verdict: because === undefined ? verdict : `${verdict}, because ${because}`,
          proven: verdict === 'equal',
        }),
      ),
      // What is said of a plan's own ways in and out; the rest is said by migrate.
      warnings: report.diagnostics
        .filter(
          ({ code, severity }) =>
            severity !== 'note' && /^core\/(?:entry|front|hidden|hairpin)-/.test(code),
        )
        .map(({ code, help, message }) => ({ code, message, help: help ?? null })),
      texts,
    });
  }
  return policies;
}
