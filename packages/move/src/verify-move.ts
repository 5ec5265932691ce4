/** Compares what is on devices with what a plan says of a state, line by line; tells in which states a device may be. */
import { type Device, type Family } from '@aclift/ir';
import { type AroundFault, aroundFaults } from './around.ts';
import type { Dialect } from './dialect.ts';
import { listLines } from './list-lines.ts';
import type { ListText } from './plan-move.ts';
import type { PlanReport } from './plan-report.ts';

/** One line that is not as it should be. */
export interface LineFault {
  readonly kind: 'missing' | 'too-much' | 'out-of-order';
  readonly device: string;
  readonly list: string;
  readonly text: string;
  /** Where it should stand: behind this line; null: at the top. */
  readonly behind: string | null;
}

/** A list or device that is not there at all. */
export interface AbsentPart {
  readonly kind: 'no-device' | 'no-list';
  readonly device: string;
  readonly list: string;
}

/** A line that is to be removed and still matches packets, or of which nothing is known. */
export interface BusyLine {
  readonly device: string;
  readonly list: string;
  readonly text: string;
  /** Packets between the two counts; null: one of the two has no counter for it. */
  readonly packets: number | null;
}

/** The lists of a state, those that it leaves as they are too. @returns undefined: the plan has no such state. */
export function stateLists(plan: PlanReport, state: string): readonly ListText[] | undefined {
  const lists =
    state === 'today'
      ? plan.today
      : plan.waves.flatMap(({ states }) => states).find(({ name }) => name === state)?.lists;
  return lists === undefined ? undefined : [...lists, ...plan.others];
}

/** Names of the states of a plan, in order. */
export function stateNames(plan: PlanReport): readonly string[] {
  return ['today', ...plan.waves.flatMap(({ states }) => states.map(({ name }) => name))];
}

/** Compares devices with the lists of a state. */
export function verifyState(
  lists: readonly ListText[],
  devices: readonly Device[],
  dialect: Dialect,
): { readonly absent: readonly AbsentPart[]; readonly faults: readonly LineFault[] } {
  const absent: AbsentPart[] = [];
  const faults: LineFault[] = [];
  for (const wanted of lists) {
    const { device: name, name: list } = wanted;
    const device = deviceOf(devices, wanted);
    if (device === undefined) {
      if (!absent.some((one) => one.kind === 'no-device' && one.device === name)) {
        absent.push({ kind: 'no-device', device: name, list });
      }
      continue;
    }
    const actual = linesOf(device, list, wanted.family, dialect);
    if (actual === undefined) absent.push({ kind: 'no-list', device: name, list });
    else faults.push(...compareLines(name, list, wanted.lines, actual));
  }
  return { absent, faults };
}

/** Compares what stands around the lists of a plan with devices: a missing device is told by {@link verifyState}. */
export function verifyAround(
  { around, waves }: PlanReport,
  devices: readonly Device[],
): readonly AroundFault[] {
  const left = waves.flatMap(({ leaves }) => leaves);
  return around.flatMap((one) => {
    const device = deviceOf(devices, one);
    return device === undefined ? [] : aroundFaults(one, device, left);
  });
}

/** The states of a plan in which a device's lists are exactly as they are; empty: between states, or edited by somebody else. */
export function statesOf(
  plan: PlanReport,
  devices: readonly Device[],
  dialect: Dialect,
): readonly { readonly device: string; readonly states: readonly string[] }[] {
  const names = [...new Set([...plan.today, ...plan.others].map(({ device }) => device))];
  const disturbed = new Set(verifyAround(plan, devices).map(({ device }) => device));
  return names.map((name) => ({
    device: name,
    states: stateNames(plan).filter((state) => {
      // Its lines mean something else than they did.
      if (disturbed.has(name)) return false;
      const lists = (stateLists(plan, state) ?? []).filter(({ device }) => device === name);
      const { absent, faults } = verifyState(lists, devices, dialect);
      return absent.length + faults.length === 0;
    }),
  }));
}

/**
 * Lines that a wave removes, with the packets that they matched between two counts.
 * @param first and `second`: devices read from `show access-lists`, taken some time apart.
 */
export function busyLines(
  plan: PlanReport,
  wave: number,
  first: readonly Device[],
  second: readonly Device[],
  dialect: Dialect,
): readonly BusyLine[] {
  const devices = plan.waves.find(({ number }) => number === wave)?.devices ?? [];
  return devices.flatMap(({ device, removes }) =>
    removes.flatMap(({ list, text }): readonly BusyLine[] => {
      const [before, after] = [first, second].map((counted) =>
        hitsOf(counted, device, list, text, dialect),
      );
      const packets =
        before === undefined || after === undefined || after < before ? null : after - before;
      return packets === 0 ? [] : [{ device, list, text, packets }];
    }),
  );
}

function hitsOf(
  devices: readonly Device[],
  name: string,
  list: string,
  text: string,
  dialect: Dialect,
): number | undefined {
  // A counted output names no device: with one of them there is no doubt.
  const own = devices.filter((device) => device.hostname === name || device.source.includes(name));
  for (const { acls } of own.length > 0 ? own : devices.length === 1 ? devices : []) {
    // A configuration has no counters at all, and says nothing about use.
    const counted = acls.some(({ entries }) =>
      entries.some((entry) => entry.kind === 'ace' && entry.hits !== undefined),
    );
    if (!counted) continue;
    const acl = acls.find((one) => one.name === list);
    for (const entry of acl?.entries ?? []) {
      if (acl !== undefined && entry.kind === 'ace' && dialect.line(entry, acl) === text) {
        // An entry that never matched has no counter in the output.
        return entry.hits ?? 0;
      }
    }
  }
  return undefined;
}

function deviceOf(
  devices: readonly Device[],
  { device, source }: Pick<ListText, 'device' | 'source'>,
): Device | undefined {
  return (
    devices.find(({ hostname }) => hostname === device) ??
    devices.find((one) => one.source === source)
  );
}

function linesOf(
  device: Device,
  name: string,
  family: Family,
  dialect: Dialect,
): readonly string[] | undefined {
  const acl = device.acls.find((one) => one.name === name && one.family === family);
  return acl === undefined ? undefined : listLines(acl, dialect);
}

/** The fewest lines that differ; one that is missing in one place and too much in another is out of order. */
function compareLines(
  device: string,
  list: string,
  wanted: readonly string[],
  actual: readonly string[],
): readonly LineFault[] {
  const kept = commonLines(wanted, actual);
  const missing = wanted.flatMap((text, at) =>
    kept.wanted.has(at) ? [] : [{ text, behind: at === 0 ? null : (wanted[at - 1] ?? null) }],
  );
  const extra = actual.flatMap((text, at) =>
    kept.actual.has(at) ? [] : [{ text, behind: at === 0 ? null : (actual[at - 1] ?? null) }],
  );
  const spare = extra.map(({ text }) => text);
  const faults = missing.map(({ behind, text }): LineFault => {
    const at = spare.indexOf(text);
    if (at >= 0) spare.splice(at, 1);
    return { kind: at >= 0 ? 'out-of-order' : 'missing', device, list, text, behind };
  });
  for (const { behind, text } of extra) {
    const at = spare.indexOf(text);
    if (at < 0) continue;
    spare.splice(at, 1);
    faults.push({ kind: 'too-much', device, list, text, behind });
  }
  return faults;
}

/** Most pairs of lines that are compared. */
const MOST_COMPARED = 16_000_000;

/** A longest common run of lines, as indexes. What both begin and end with is not searched. */
function commonLines(
  a: readonly string[],
  b: readonly string[],
): { readonly wanted: ReadonlySet<number>; readonly actual: ReadonlySet<number> } {
  const wanted = new Set<number>();
  const actual = new Set<number>();
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    wanted.add(start);
    actual.add(start);
    start += 1;
  }
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) {
    endA -= 1;
    endB -= 1;
    wanted.add(endA);
    actual.add(endB);
  }
  const [rows, columns] = [endA - start, endB - start];
  // Nothing alike in so many lines: they are told one by one.
  if (rows * columns > MOST_COMPARED) return { wanted, actual };
  const width = columns + 1;
  const best = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i -= 1) {
    for (let j = columns - 1; j >= 0; j -= 1) {
      best[i * width + j] =
        a[start + i] === b[start + j]
          ? (best[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
    }
  }
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (a[start + i] === b[start + j]) {
      wanted.add(start + i);
      actual.add(start + j);
      i += 1;
      j += 1;
    } else if ((best[(i + 1) * width + j] ?? 0) >= (best[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return { wanted, actual };
}
