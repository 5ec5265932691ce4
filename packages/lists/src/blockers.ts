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

/** Whether a candidate holds all of `set` by itself. */
export function holdsAlone(space: PacketSpace, set: Diagram, { matches }: Candidate): boolean {
  return space.isWithin(set, matches);
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
  const alone = candidates.find((candidate) => holdsAlone(space, set, candidate));
  if (alone !== undefined) return [alone.index];
  const chosen = candidates.length > MOST_CANDIDATES ? [] : largestFirst(space, set, candidates);
  let rest = chosen.reduce((left, { matches }) => space.subtract(left, matches), set);
  for (const candidate of candidates) {
    if (rest === NOTHING) break;
    if (!space.meets(rest, candidate.matches)) continue;
    rest = space.subtract(rest, candidate.matches);
    chosen.push(candidate);
  }
  return withoutSpare(space, set, chosen)
    .map(({ index }) => index)
    .toSorted((a, b) => a - b);
}

/** The candidate that takes most of what is left, again and again; of equals the first. */
function largestFirst(
  space: PacketSpace,
  set: Diagram,
  candidates: readonly Candidate[],
): Candidate[] {
  const chosen: Candidate[] = [];
  let rest = set;
  // What is left only becomes less, so an old count is a bound: most candidates need not be counted again.
  const bids = candidates.map((candidate) => ({
    candidate,
    most: space.count(space.intersect(set, candidate.matches)),
    countedAt: 0,
  }));
  for (let round = 0; rest !== NOTHING;) {
    const best = bids.reduce((a, b) => (b.most > a.most ? b : a));
    if (best.most === 0n) break;
    if (best.countedAt < round) {
      best.most = space.count(space.intersect(rest, best.candidate.matches));
      best.countedAt = round;
      continue;
    }
    chosen.push(best.candidate);
    rest = space.subtract(rest, best.candidate.matches);
    best.most = 0n;
    round += 1;
  }
  return chosen;
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
    // All together hold the set, so what only this one holds lies within it.
    let own = space.intersect(set, candidate.matches);
    for (const { matches } of others) {
      if (own === NOTHING) break;
      own = space.subtract(own, matches);
    }
    if (own === NOTHING) kept = others;
  }
  return kept;
}
