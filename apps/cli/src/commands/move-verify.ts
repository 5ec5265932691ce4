/** `aclift move verify`: what is on the devices, against a state of a plan. */
import { printable } from '@aclift/diagnostics';
import { readText } from '@aclift/dialects';
import type { Device } from '@aclift/ir';
import {
  type BusyLine,
  busyLines,
  type LineFault,
  type PlanReport,
  stateLists,
  stateNames,
  type AroundFault,
  verifyAround,
  verifyState,
} from '@aclift/move';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { expandInputs, InputError, readSource } from '../input.ts';
import { printJson, printLines } from '../print.ts';
import { IOS, IOS_DIALECT } from './move-plan.ts';

interface VerifyFlags {
  readonly state: string;
  readonly hits?: readonly string[];
  readonly json?: true;
}

const VERIFY_EXAMPLES = `
Examples:
  aclift move verify plan/plan.json edge.cfg core.cfg --state 1.1
      Do the lists of both routers say what state 1.1 wants?
  aclift move verify plan/plan.json edge.cfg --state 1.3 --hits monday.txt thursday.txt
      The same, and whether the lines that after.ios removes have stood still between two show access-lists.

Exit codes:
  0 as the state wants it   1 something is missing, too much or out of order, or a line is in use
  2 wrong usage or unreadable input
`;

/** The command, ready to be added to the program. `exit` receives the exit code. */
export function moveVerifyCommand(exit: (code: ExitCode) => void): Command {
  return new Command('verify')
    .summary('what is on devices against a state of a plan, line by line')
    .argument('<plan>', 'plan.json of aclift move plan')
    .argument('<config...>', 'configurations as they are now, or folders of them')
    .requiredOption('--state <name>', 'state of the plan: today, or such as 1.1')
    .option(
      '--hits <files...>',
      'two outputs of show access-lists: lines that the wave removes must not have matched between them',
    )
    .option('--json', 'print the result as JSON (schema aclift/move-verify/1)')
    .addHelpText('after', VERIFY_EXAMPLES)
    .action(async (plan: string, configs: readonly string[], flags: VerifyFlags) => {
      exit(await runVerify(plan, configs, flags));
    });
}

async function runVerify(
  planFile: string,
  configs: readonly string[],
  { hits, json, state }: VerifyFlags,
): Promise<ExitCode> {
  const plan = await readPlan(planFile);
  const lists = stateLists(plan, state);
  if (lists === undefined) {
    throw new InputError(`the plan has no state "${state}": ${stateNames(plan).join(', ')}`);
  }
  if (hits !== undefined && hits.length !== 2) {
    throw new InputError('--hits needs two files: show access-lists at two times');
  }
  const devices = await readDevices(configs);
  const { absent, faults } = verifyState(lists, devices, IOS_DIALECT);
  const around = verifyAround(plan, devices);
  let busy: readonly BusyLine[] = [];
  if (hits !== undefined) {
    const [first = [], second = []] = await Promise.all(hits.map((file) => readDevices([file])));
    busy = busyLines(plan, Number(state.split('.')[0]), first, second, IOS_DIALECT);
  }
  if (json === true) {
    printJson({ schema: 'aclift/move-verify/1', state, absent, faults, around, busy });
  } else {
    printLines([
      ...absent.map(({ device, kind, list }) =>
        kind === 'no-device'
          ? `${device}: none of the configurations is of it`
          : `${device}: there is no list ${list}; where it is bound it permits everything`,
      ),
      ...faults.map(faultLine),
      ...around.map(aroundLine),
      ...busy.map(({ device, list, packets, text }) =>
        packets === null
          ? `${device} ${list}: nobody counted "${text}"`
          : `${device} ${list}: "${text}" matched ${packets} packets between the two counts`,
      ),
      absent.length + faults.length + around.length + busy.length === 0
        ? `State ${state}: every list is as the plan wants it.`
        : `State ${state}: not as the plan wants it.`,
    ]);
  }
  return absent.length + faults.length + around.length + busy.length === 0
    ? EXIT.done
    : EXIT.findings;
}

function faultLine({ behind, device, kind, list, text }: LineFault): string {
  const where = behind === null ? 'at the top' : `behind "${behind}"`;
  switch (kind) {
    case 'missing':
      return `${device} ${list}: missing "${text}", ${where}`;
    case 'too-much':
      return `${device} ${list}: too much "${text}", ${where}`;
    case 'out-of-order':
      return `${device} ${list}: out of order "${text}", it belongs ${where}`;
  }
}

function aroundLine({ device, kind, text, what }: AroundFault): string {
  switch (kind) {
    case 'not-applied':
      return `${device}: ${what} is not applied any more`;
    case 'applied':
      return `${device}: ${what} is applied, and was not when the plan was made`;
    case 'group-lacks':
      return `${device}: object-group ${what} does not hold ${text} any more`;
    case 'group-holds':
      return `${device}: object-group ${what} holds ${text}, and did not when the plan was made`;
    case 'no-group':
      return `${device}: there is no object-group ${what} any more`;
  }
}

/** @throws InputError when the file is no plan. */
export async function readPlan(file: string): Promise<PlanReport> {
  const { text } = await readSource(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InputError(`${file} is no JSON: give plan.json of aclift move plan`);
  }
  const { schema } = (value ?? {}) as { readonly schema?: unknown };
  if (schema !== 'aclift/move-plan/1') {
    throw new InputError(
      `${file} is no plan of this version: its schema is ${printable(String(schema))}, not aclift/move-plan/1`,
    );
  }
  return value as PlanReport;
}

/** @throws InputError when a file cannot be read, or is no IOS. */
export async function readDevices(names: readonly string[]): Promise<readonly Device[]> {
  const devices: Device[] = [];
  for (const name of await expandInputs(names)) {
    const { device, dialect, refusal } = readText(await readSource(name));
    if (refusal !== undefined || dialect.id !== IOS) {
      throw new InputError(`${name} is ${refusal?.name ?? dialect.name}, not IOS`);
    }
    devices.push(device);
  }
  return devices;
}
