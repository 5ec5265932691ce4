/** Where two lists treat packets differently: exactly, and split by the two lines that are responsible. */
import type { Action } from '@aclift/ir';
import { type Diagram, EVERYTHING, NOTHING } from '@aclift/packet-set';
import type { ListModel } from './list-model.ts';
import { PERMIT } from './list-space.ts';
import { commonLines, EDITED } from './common-lines.ts';

/** Share of the lines that may match packets of edited lines before flattening both lists is the shorter way. */
const MOST_TOUCHED = 1 / 8;

/** Packets that one pair of lines treats differently. */
export interface Difference {
  /** What the new list does with them; the old one did the other. */
  readonly now: Action;
  /** Index of the deciding line of each list; undefined: its end, or the list is empty. */
  readonly oldLine: number | undefined;
  readonly newLine: number | undefined;
  readonly packets: Diagram;
}

/**
 * The differences of two lists that were modelled together, newly permitted first, then in order of the new lines and
 * of the old. They do not overlap, and together they are all packets that fare differently; none: the lists are equal.
 * Where edited lines touch few others only those are asked; else both lists are flattened.
 * @param most share of the lines that may match packets of edited ones before that; changes cost, never the answer.
 */
export function differences(
  before: ListModel,
  after: ListModel,
  most: number = MOST_TOUCHED,
): readonly Difference[] {
  const { space } = before;
  if (space !== after.space) throw new Error('the lists were not modelled together');
  const touched = touchedByEdits(before, after, most);
  const found =
    touched === undefined ? flattened(before, after) : decidedApart(before, after, touched);
  return [
    ...found.filter(({ now }) => now === 'permit'),
    ...found.filter(({ now }) => now === 'deny'),
  ];
}

/** Packets that lines of one list only match, and the lines of both lists that match some of them. */
interface Touched {
  readonly packets: Diagram;
  readonly oldLines: readonly number[];
  readonly newLines: readonly number[];
}

/**
 * Outside these packets only common lines match, and those stand in the same order in both lists: nothing differs.
 * @returns undefined where so many lines match them that flattening is the shorter way.
 */
function touchedByEdits(before: ListModel, after: ListModel, most: number): Touched | undefined {
  // A list without lines has another end.
  if (before.lines.length === 0 || after.lines.length === 0) return undefined;
  const [old, young] = [before, after].map(({ lines, tree }) => lines.map((_, k) => tree.line(k)));
  if (old === undefined || young === undefined) return undefined;
  const common = commonLines(old, young);
  const edits = (partners: Int32Array): readonly number[] =>
    [...partners.keys()].filter((k) => partners[k] === EDITED);
  const [oldEdits, newEdits] = [edits(common.before), edits(common.after)];
  const limit = most * (old.length + young.length);
  if (oldEdits.length + newEdits.length > limit) return undefined;
  const { space } = before;
  const packets = space.unionAll(
    [...oldEdits.map((k) => old[k] as Diagram), ...newEdits.map((j) => young[j] as Diagram)].map(
      (line) => space.mapTerminals(line, (value) => (value === 0 ? 0 : 1)),
    ),
  );
  const oldLines = old.flatMap((line, k) => (space.meets(line, packets) ? [k] : []));
  // A common line matches the same packets in both lists.
  const newLines = [
    ...oldLines.flatMap((k) => (common.before[k] === EDITED ? [] : [common.before[k] as number])),
    ...newEdits,
  ].toSorted((a, b) => a - b);
  return oldLines.length + newLines.length > limit ? undefined : { packets, oldLines, newLines };
}

function decidedApart(
  before: ListModel,
  after: ListModel,
  { newLines, oldLines, packets }: Touched,
): readonly Difference[] {
  const action = ({ lines }: ListModel, line: number | undefined): Action =>
    line === undefined ? 'deny' : (lines[line]?.action ?? 'deny');
  return deciders(after, packets, newLines).flatMap((young) => {
    const now = action(after, young.line);
    return deciders(before, young.packets, oldLines)
      .filter((old) => action(before, old.line) !== now)
      .map((old) => ({ now, oldLine: old.line, newLine: young.line, packets: old.packets }));
  });
}

function flattened(before: ListModel, after: ListModel): readonly Difference[] {
  const { space } = before;
  const [old, young] = [permitted(before), permitted(after)];
  return [
    ...split(before, after, space.subtract(young, old), 'permit'),
    ...split(before, after, space.subtract(old, young), 'deny'),
  ];
}

/** What a list lets through; a list without lines lets everything through. */
function permitted({ lines, space, tree }: ListModel): Diagram {
  if (lines.length === 0) return EVERYTHING;
  return space.mapTerminals(tree.whole, (value) => (value === PERMIT ? 1 : 0));
}

function split(
  before: ListModel,
  after: ListModel,
  packets: Diagram,
  now: Action,
): readonly Difference[] {
  return deciders(after, packets).flatMap((young) =>
    deciders(before, young.packets).map((old) => ({
      now,
      oldLine: old.line,
      newLine: young.line,
      packets: old.packets,
    })),
  );
}

/**
 * The lines that decide packets of a set, each with those it decides; what is left falls to the end of the list.
 * @param among indexes of all lines that may match some of them, in order; absent: the list's tree is asked for them.
 */
export function deciders(
  { space, tree }: ListModel,
  packets: Diagram,
  among?: readonly number[],
): readonly { readonly line: number | undefined; readonly packets: Diagram }[] {
  const out: { line: number | undefined; packets: Diagram }[] = [];
  let rest = packets;
  if (rest === NOTHING) return out;
  for (const line of among ?? tree.linesWhere(0, tree.size, (node) => space.meets(rest, node))) {
    if (!space.meets(rest, tree.line(line))) continue;
    out.push({ line, packets: space.intersect(rest, tree.line(line)) });
    rest = space.subtract(rest, tree.line(line));
    if (rest === NOTHING) return out;
  }
  out.push({ line: undefined, packets: rest });
  return out;
}
