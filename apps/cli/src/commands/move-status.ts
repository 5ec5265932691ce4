/** `aclift move status`: in which state of a plan devices and workloads are. */
import { stateNames, statesOf } from '@aclift/move';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { clusterLines, clusterStatus } from '../move-cluster.ts';
import { printJson, printLines } from '../print.ts';
import { IOS_DIALECT } from './move-plan.ts';
import { readDevices, readPlan } from './move-verify.ts';

interface StatusFlags {
  readonly cluster?: readonly string[];
  readonly json?: true;
}

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function moveStatusCommand(exit: (code: ExitCode) => void): Command {
  return new Command('status')
    .summary('in which state of a plan each device is')
    .argument('<plan>', 'plan.json of aclift move plan')
    .argument('<config...>', 'configurations as they are now, or folders of them')
    .option(
      '--cluster <files...>',
      'objects of the cluster: kubectl get pods,services,networkpolicies (or those of Cilium) -A -o json',
    )
    .option('--json', 'print the result as JSON (schema aclift/move-status/1)')
    .addHelpText(
      'after',
      `
Examples:
  aclift move status plan/plan.json edge.cfg core.cfg
      In which states may both routers be?
  aclift move status plan/plan.json edge.cfg --cluster now.json
      Also: do pods of each wave run, and do the policies and source ranges of the plan apply?

Exit codes:
  0 every device is in some state, and there is one that all are in
  1 some device is between states, or they differ; or pods run before what holds them applies
  2 wrong usage or unreadable input
`,
    )
    .action(async (planFile: string, configs: readonly string[], flags: StatusFlags) => {
      exit(await runStatus(planFile, configs, flags));
    });
}

async function runStatus(
  planFile: string,
  configs: readonly string[],
  { cluster: clusterFiles, json }: StatusFlags,
): Promise<ExitCode> {
  const plan = await readPlan(planFile);
  const devices = statesOf(plan, await readDevices(configs), IOS_DIALECT);
  const common = stateNames(plan).filter((state) =>
    devices.every(({ states }) => states.includes(state)),
  );
  const moved = plan.waves.filter(({ number }) => common.some((state) => state === `${number}.4`));
  const cluster =
    clusterFiles === undefined ? undefined : await clusterStatus(plan, planFile, clusterFiles);
  if (json === true) {
    printJson({
      schema: 'aclift/move-status/1',
      devices,
      common,
      ...(cluster === undefined ? {} : { cluster: cluster.waves }),
    });
  } else {
    printLines([
      ...devices.map(({ device, states }) =>
        states.length === 0
          ? `${device}: between states, or disturbed; aclift move verify tells what`
          : `${device}: ${states.join(', ')}`,
      ),
      common.length === 0
        ? 'There is no state that all devices are in.'
        : `All devices are in ${common.join(', ')}.`,
      ...moved.flatMap(({ workloads }) => workloads.map((id) => `Out of the lists: ${id}`)),
      ...(cluster === undefined ? [] : clusterLines(cluster)),
    ]);
  }
  return common.length === 0 || cluster?.wrong === true ? EXIT.findings : EXIT.done;
}
