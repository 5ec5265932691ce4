/** Which other lines make a line what it is: the fewest that are enough. */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import { type Candidate, conciseCover, holdsAlone } from './blockers.ts';
import type { ListModel } from './list-model.ts';
import { DENY, PERMIT } from './list-space.ts';
import { effectsOf, leftOf, type Standing } from './reachability.ts';

/** Why a list does the same without a line. */
export interface Cover {
  /** Indexes of lines below that together match all that it decides, ascending. */
  readonly by: readonly number[];
  /** What the line decides. */
  readonly decided: Diagram;
}

/** What lines of the other action decide of a shadowed line. */
export function decidedOtherwise({ lines, space, tree }: ListModel, k: number): Diagram {
  const set = tree.line(k);
  const other = lines[k]?.action === 'permit' ? DENY : PERMIT;
  const blocks = tree.touching(0, k, set).map((block) => space.mask(block, set));
  return space.mapTerminals(space.firstMatch(blocks), (value) => (value === other ? 1 : 0));
}

/**
 * Lines above for a shadowed line: indexes of lines that together match all that it matches, ascending. The line of the other
 * action that decides most of it is always among them.
 */
export function shadowOf(model: ListModel, k: number): readonly number[] {
  const { lines, space, tree } = model;
  const set = tree.line(k);
  const candidates: Candidate[] = [];
  let alone: Candidate | undefined;
  for (const candidate of overlapping(model, 0, k, set)) {
    candidates.push(candidate);
    if (!holdsAlone(space, set, candidate)) continue;
    alone = candidate;
    break;
  }
  const chosen = new Set(
    alone === undefined ? conciseCover(space, set, candidates) : [alone.index],
  );
  const isOpposite = (index: number): boolean => lines[index]?.action !== lines[k]?.action;
  if ([...chosen].some(isOpposite) || decidedOtherwise(model, k) === NOTHING) {
    return [...chosen].toSorted((a, b) => a - b);
  }
  let most = 0n;
  let worst: number | undefined;
  let rest = set;
  for (const { index, matches } of candidates) {
    if (rest === NOTHING) break;
    if (isOpposite(index)) {
      const count = space.count(space.intersect(rest, matches));
      if (count > most) {
        most = count;
        worst = index;
      }
    }
    rest = space.subtract(rest, matches);
  }
  if (worst !== undefined) chosen.add(worst);
  return [...chosen].toSorted((a, b) => a - b);
}

/** Lines below for a redundant line. @param standings of the list: lines that are dead cover nothing. */
export function coverOf(model: ListModel, standings: readonly Standing[], k: number): Cover {
  const { lines, space, tree } = model;
  const decided = leftOf(space, tree.line(k), tree.touching(0, k, tree.line(k)));
  const effects = effectsOf(lines);
  const later = [...overlapping(model, k + 1, tree.size, decided)].filter(
    ({ index }) => effects[index] === effects[k] && standings[index] !== 'shadowed',
  );
  return { by: conciseCover(space, decided, later), decided };
}

/** Lines of a stretch that match some of a set, in order. */
function* overlapping(
  { space, tree }: ListModel,
  from: number,
  to: number,
  set: Diagram,
): Generator<Candidate> {
  for (const index of tree.linesWhere(from, to, (stretch) => space.meets(set, stretch))) {
    yield { index, matches: tree.line(index) };
  }
}
