/** Which other lines make a line what it is: the fewest that are enough. */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import { type Candidate, conciseCover } from './blockers.ts';
import type { ListModel } from './list-model.ts';
import { effectsOf, leftOf, type Standing } from './reachability.ts';

/** Why a line never decides a packet. */
export interface Shadow {
  /** Indexes of lines above that together match all that it matches, ascending. */
  readonly by: readonly number[];
  /** What lines of the other action decide of it. */
  readonly otherwise: Diagram;
}

/** Why a list does the same without a line. */
export interface Cover {
  /** Indexes of lines below that together match all that it decides, ascending. */
  readonly by: readonly number[];
  /** What the line decides. */
  readonly decided: Diagram;
}

/** Lines above for a shadowed line. The line of the other action that decides most of it is always among them. */
export function shadowOf({ lines, space, tree }: ListModel, k: number): Shadow {
  const set = tree.line(k);
  const candidates = overlapping(space, tree, 0, k, set);
  const chosen = new Set(conciseCover(space, set, candidates));
  const isOpposite = (index: number): boolean => lines[index]?.action !== lines[k]?.action;
  let most = 0n;
  let worst: number | undefined;
  let otherwise: Diagram = NOTHING;
  let rest = set;
  for (const { index, matches } of candidates) {
    if (rest === NOTHING) break;
    const taken = space.intersect(rest, matches);
    rest = space.subtract(rest, matches);
    if (!isOpposite(index) || taken === NOTHING) continue;
    otherwise = space.union(otherwise, taken);
    const count = space.count(taken);
    if (count > most) {
      most = count;
      worst = index;
    }
  }
  if (worst !== undefined && ![...chosen].some(isOpposite)) chosen.add(worst);
  return { by: [...chosen].toSorted((a, b) => a - b), otherwise };
}

/** Lines below for a redundant line. @param standings of the list: lines that are dead cover nothing. */
export function coverOf(
  { lines, space, tree }: ListModel,
  standings: readonly Standing[],
  k: number,
): Cover {
  const decided = leftOf(space, tree.line(k), tree.touching(0, k, tree.line(k)));
  const effects = effectsOf(lines);
  const later = overlapping(space, tree, k + 1, tree.size, decided).filter(
    ({ index }) => effects[index] === effects[k] && standings[index] !== 'shadowed',
  );
  return { by: conciseCover(space, decided, later), decided };
}

function overlapping(
  space: ListModel['space'],
  tree: ListModel['tree'],
  from: number,
  to: number,
  set: Diagram,
): readonly Candidate[] {
  const indexes = tree.linesWhere(from, to, (stretch) => space.meets(set, stretch));
  return [...indexes].map((index) => ({ index, matches: tree.line(index) }));
}
