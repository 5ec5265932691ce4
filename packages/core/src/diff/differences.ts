/** Where two lists treat packets differently: exactly, and split by the two lines that are responsible. */
import type { Action } from '@aclift/ir';
import { type Diagram, EVERYTHING, NOTHING } from '@aclift/packet-set';
import type { ListModel } from '../lint/list-model.ts';
import { PERMIT } from '../lint/list-space.ts';

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
 */
export function differences(before: ListModel, after: ListModel): readonly Difference[] {
  const { space } = before;
  if (space !== after.space) throw new Error('the lists were not modelled together');
  const [old, young] = [permitted(before), permitted(after)];
  if (old === young) return [];
  return [
    ...split(before, after, space.subtract(young, old), 'permit'),
    ...split(before, after, space.subtract(old, young), 'deny'),
  ];
}

/** What a list lets through; a list without lines lets everything through. */
export function permitted({ lines, space, tree }: ListModel): Diagram {
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

/** The lines that decide packets of a set, each with those it decides; what is left falls to the end of the list. */
export function deciders(
  { space, tree }: ListModel,
  packets: Diagram,
): readonly { readonly line: number | undefined; readonly packets: Diagram }[] {
  const out: { line: number | undefined; packets: Diagram }[] = [];
  let rest = packets;
  if (rest === NOTHING) return out;
  for (const line of tree.linesWhere(0, tree.size, (stretch) => space.meets(rest, stretch))) {
    const taken = space.intersect(rest, tree.line(line));
    if (taken === NOTHING) continue;
    out.push({ line, packets: taken });
    rest = space.subtract(rest, tree.line(line));
    if (rest === NOTHING) return out;
  }
  out.push({ line: undefined, packets: rest });
  return out;
}
