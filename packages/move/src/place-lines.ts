/** Where new lines stand in their list, and with which numbers. */
import type { AclEntry, Family } from '@aclift/ir';
import { type Diagram, NOTHING, type Space } from '@aclift/packet-set';
import { type FilterList, type FlowField, type ListFunction, TCP } from '@aclift/verify';
import type { LineGroup, Want } from './choose-lines.ts';
import type { Resequence } from './edits.ts';
import type { Line } from './line.ts';

/** New lines before one entry of a list. */
export interface Slot {
  /** Index into the entries of the list; their number: behind all. */
  readonly before: number;
  /** They stand directly behind the entry that they are like. */
  readonly adjacent: boolean;
  readonly lines: readonly Line[];
}

/** A list as openings and answers see it. */
export interface TwoFunctions {
  readonly openings: ListFunction;
  readonly answers: ListFunction;
}

/** How to place lines: behind what they are like, or all at the top of the list. */
export type InsertAt = 'adjacent' | 'top';

/**
 * Places each group behind the entry that it is like, unless an earlier entry decides some of it otherwise: then before the
 * first such entry.
 */
export function placeGroups(
  space: Space<FlowField>,
  list: FilterList,
  functions: TwoFunctions,
  want: Want,
  groups: readonly LineGroup[],
  insert: InsertAt,
): readonly Slot[] {
  const slots = new Map<string, { before: number; adjacent: boolean; lines: Line[] }>();
  for (const group of groups) {
    const { adjacent, before } =
      insert === 'top'
        ? { before: 0, adjacent: false }
        : placeOf(space, list, functions, want, group);
    // What an entry further up denies already needs no deny before the permit.
    const isNeeded = (guard: Line): boolean => {
      const last = group.at(-1) as Line;
      const both = space.intersect(space.box(guard.box), space.box(last.box));
      return !(
        (guard.established || isDenied(space, list, functions.openings, both, before)) &&
        isDenied(space, list, functions.answers, both, before)
      );
    };
    const key = String(before);
    const slot = slots.get(key) ?? { before, adjacent, lines: [] };
    slot.lines.push(...group.filter((line) => line === group.at(-1) || isNeeded(line)));
    if (!adjacent) slot.adjacent = false;
    slots.set(key, slot);
  }
  return [...slots.values()].toSorted((a, b) => a.before - b.before);
}

function placeOf(
  space: Space<FlowField>,
  list: FilterList,
  functions: TwoFunctions,
  want: Want,
  group: LineGroup,
): { readonly before: number; readonly adjacent: boolean } {
  const line = group.at(-1) as Line;
  const box = space.box(line.box);
  const tcp = space.box({ protocol: [{ from: TCP, to: TCP }] });
  const [openings, answers] =
    line.action === 'deny'
      ? [space.intersect(want.forbidden, box), NOTHING]
      : [
          line.established ? NOTHING : space.intersect(want.missing.openings, box),
          space.intersect(want.missing.answers, line.established ? space.intersect(box, tcp) : box),
        ];
  const decided = line.action === 'deny' ? 'decidedMax' : 'decidedMin';
  const first = Math.min(
    firstRule(space, functions.openings[decided], openings),
    firstRule(space, functions.answers[decided], answers),
  );
  const limit = first === Infinity ? list.acl.entries.length : entryOf(list, first);
  if (line.origin?.list.id === list.id) {
    const own = entryOf(list, line.origin.rule) + 1;
    if (own <= limit) return { before: own, adjacent: true };
  }
  // Remarks belong to the entry after them.
  let before = limit;
  while (before > 0 && list.acl.entries[before - 1]?.kind === 'remark') before -= 1;
  return { before, adjacent: false };
}

/** Whether entries before one deny all of some flows for certain. */
function isDenied(
  space: Space<FlowField>,
  list: FilterList,
  { decidedMax, decidedMin }: ListFunction,
  flows: Diagram,
  before: number,
): boolean {
  return [decidedMin, decidedMax].every((decided) => {
    const denied = space.mapTerminals(decided, (label) =>
      label > 0 && list.rules[label - 1]?.action === 'deny' && entryOf(list, label - 1) < before
        ? 1
        : 0,
    );
    return space.subtract(flows, denied) === NOTHING;
  });
}

/** Index of the first rule that decides some of the flows. Infinity: the end of the list does. */
function firstRule(space: Space<FlowField>, decided: Diagram, flows: Diagram): number {
  if (flows === NOTHING) return Infinity;
  const [first] = space.terminals(space.mask(decided, flows));
  return first === undefined ? Infinity : first - 1;
}

/** Index into the entries of a rule's entry. Rules that IPv6 adds by itself stand at the end. */
export function entryOf(list: FilterList, rule: number): number {
  const entry = list.rules[rule]?.entry;
  const at = entry === undefined ? -1 : list.acl.entries.indexOf(entry);
  return at < 0 ? list.acl.entries.length : at;
}

/** Numbers for entries and new lines. */
export interface Numbering {
  readonly resequence?: Resequence;
  /** Of the entries of the list as they are then; remarks have that of the entry after them. */
  readonly entries: readonly number[];
  /** Of the lines of each slot, in order. */
  readonly slots: readonly (readonly number[])[];
}

const LARGEST = 2_147_483_647;

/**
 * Finds numbers. Where the text of the list shows none, or there is no room, the list is renumbered first. @param counts how many
 * numbers each slot needs. @returns undefined: the family has no command for that.
 */
export function numberSlots(
  entries: readonly AclEntry[],
  slots: readonly Slot[],
  counts: readonly number[],
  family: Family,
): Numbering | undefined {
  const known = knownNumbers(entries);
  if (known !== undefined) {
    const fitted = fit(known, slots, counts, false);
    if (fitted !== undefined) return { entries: known, slots: fitted };
  }
  if (family === 'ipv6') return undefined;
  for (const step of [10, 100, 1000, 10_000]) {
    const numbers = numbered(entries, step);
    const fitted = fit(numbers, slots, counts, true);
    if (fitted !== undefined) {
      return { resequence: { first: step, step }, entries: numbers, slots: fitted };
    }
  }
  return undefined;
}

/** Numbers of the entries as the text shows them; undefined: it does not show all of them, or they do not grow. */
export function knownNumbers(entries: readonly AclEntry[]): readonly number[] | undefined {
  const numbers: number[] = [];
  let after = Infinity;
  let last = Infinity;
  for (const entry of entries.toReversed()) {
    if (entry.kind === 'remark') {
      numbers.push(after);
      continue;
    }
    const { sequence } = entry;
    if (sequence === undefined || sequence >= last) return undefined;
    last = sequence;
    after = sequence;
    numbers.push(sequence);
  }
  return numbers.toReversed();
}

function numbered(entries: readonly AclEntry[], step: number): readonly number[] {
  let next = step;
  return entries.map((entry) => {
    const own = next;
    if (entry.kind !== 'remark') next += step;
    return own;
  });
}

function fit(
  numbers: readonly number[],
  slots: readonly Slot[],
  counts: readonly number[],
  spread: boolean,
): readonly (readonly number[])[] | undefined {
  const out: (readonly number[])[] = [];
  const finite = numbers.filter((one) => one !== Infinity);
  for (const [at, { adjacent, before }] of slots.entries()) {
    const count = counts[at] ?? 0;
    const low = Math.max(0, ...finite.slice(0, before).slice(-1));
    const high = numbers[before] ?? Infinity;
    if (high === Infinity && (!adjacent || low === 0)) {
      if (low + 10 * count > LARGEST) return undefined;
      out.push(Array.from({ length: count }, (_, i) => low + 10 * (i + 1)));
      continue;
    }
    const end = high === Infinity ? low + Math.max(10, count + 1) : high;
    if (end - low - 1 < count) return undefined;
    const step = adjacent && !spread ? 1 : Math.floor((end - low) / (count + 1));
    out.push(Array.from({ length: count }, (_, i) => low + step * (i + 1)));
  }
  return out;
}
