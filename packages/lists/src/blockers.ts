/** Which lines cause something: the few among many that are enough to explain it. */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import type { PacketSpace } from './list-space.ts';

/** Above so many candidates counting each of them costs more than the answer is worth; the first that suffice are taken. */
const MOST_CANDIDATES = 300;

/** A line by its index, with what it matches. */
export interface Candidate {
  readonly index: number;
  readonly matches: Diagram;
}

/**
 * Some candidates that together hold all of `set`, none of them to spare: one if one is enough, else by how much of
 * the rest each takes.
 * @param candidates in order of evaluation; together they hold `set`.
 * @returns indexes, ascending.
 */
export function conciseCover(
  space: PacketSpace,
  set: Diagram,
  candidates: readonly Candidate[],
): readonly number[] {
  const alone = candidates.find(({ matches }) => space.subtract(set, matches) === NOTHING);
  if (alone !== undefined) return [alone.index];
  const chosen: Candidate[] = [];
  let rest = set;
  let open = candidates.length > MOST_CANDIDATES ? [] : [...candidates];
  while (rest !== NOTHING && open.length > 0) {
    let best: Candidate | undefined;
    let most = 0n;
    for (const candidate of open) {
      const taken = space.count(space.intersect(rest, candidate.matches));
      if (taken > most) {
        best = candidate;
        most = taken;
      }
    }
    if (best === undefined) break;
    chosen.push(best);
    rest = space.subtract(rest, best.matches);
    open = open.filter((candidate) => candidate !== best);
  }
  for (const candidate of candidates) {
    if (rest === NOTHING) break;
    const left = space.subtract(rest, candidate.matches);
    if (left !== rest) chosen.push(candidate);
    rest = left;
  }
  return withoutSpare(space, set, chosen)
    .map(({ index }) => index)
    .toSorted((a, b) => a - b);
}

/** Drops what the others hold as well, the last chosen first. */
function withoutSpare(
  space: PacketSpace,
  set: Diagram,
  chosen: readonly Candidate[],
): readonly Candidate[] {
  let kept = chosen;
  if (chosen.length > MOST_CANDIDATES) return kept;
  for (const candidate of chosen.toReversed()) {
    const others = kept.filter((other) => other !== candidate);
    const rest = others.reduce((left, { matches }) => space.subtract(left, matches), set);
    if (rest === NOTHING) kept = others;
  }
  return kept;
}
