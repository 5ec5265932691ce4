/** Which lines two lists have in common, in the same order. */

/** What an edited line's place holds instead of its partner's index. */
export const EDITED = -1;

/** For each line the index of its partner in the other list, or {@link EDITED}. */
export interface CommonLines {
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/**
 * Lines of two lists that are equal and in the same order, one for one: those at both ends, and between those the
 * longest run, not necessarily adjacent, of lines that occur once on each side. Not always the most that could be
 * found. Costs n log n.
 */
export function commonLines(before: readonly number[], after: readonly number[]): CommonLines {
  const common = {
    before: new Int32Array(before.length).fill(EDITED),
    after: new Int32Array(after.length).fill(EDITED),
  };
  const pair = (k: number, j: number): void => {
    common.before[k] = j;
    common.after[j] = k;
  };
  let start = 0;
  let [oldEnd, newEnd] = [before.length, after.length];
  while (start < Math.min(oldEnd, newEnd) && before[start] === after[start]) {
    pair(start, start);
    start += 1;
  }
  while (oldEnd > start && newEnd > start && before[oldEnd - 1] === after[newEnd - 1]) {
    pair(--oldEnd, --newEnd);
  }
  const newPlaces = placesOfSingles(after, start, newEnd);
  const singles = [...placesOfSingles(before, start, oldEnd)].flatMap(([line, k]) => {
    const j = newPlaces.get(line);
    return j === undefined ? [] : [{ k, j }];
  });
  for (const { k, j } of longestRising(singles)) pair(k, j);
  return common;
}

/** Where each line stands that occurs once between two indexes, in order. */
function placesOfSingles(
  lines: readonly number[],
  from: number,
  to: number,
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  const repeated = new Set<number>();
  for (let k = from; k < to; k += 1) {
    const line = lines[k] as number;
    if (places.has(line)) repeated.add(line);
    places.set(line, k);
  }
  for (const line of repeated) places.delete(line);
  return places;
}

interface Pair {
  readonly k: number;
  readonly j: number;
}

/** The longest subsequence of pairs, which rise in `k`, that rises in `j` too. */
function longestRising(pairs: readonly Pair[]): readonly Pair[] {
  // By length of a rising run: the index of the pair with the least `j` that ends one.
  const ends: number[] = [];
  const previous: number[] = [];
  pairs.forEach(({ j }, i) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] as number] as Pair).j < j) low = middle + 1;
      else high = middle;
    }
    previous.push(low === 0 ? -1 : (ends[low - 1] as number));
    ends[low] = i;
  });
  const out: Pair[] = [];
  for (let i = ends.at(-1) ?? -1; i >= 0; i = previous[i] as number) out.push(pairs[i] as Pair);
  return out.toReversed();
}
