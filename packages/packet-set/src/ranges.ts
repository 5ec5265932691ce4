/**
 * Sets of unsigned integers as sorted, disjoint, non-touching closed ranges. The form is canonical, so equal sets have
 * equal ranges. Knows nothing of ports or addresses. Values are numbers up to 2^53 or bigints; one set holds one kind.
 */

/** A value of a field: `number` for everything up to 32 bits, `bigint` for IPv6 addresses. */
export type Value = number | bigint;

/** Closed at both ends; `from` is never above `to`. */
export interface Range<V extends Value = Value> {
  readonly from: V;
  readonly to: V;
}

/** Sorted, disjoint, non-touching. `[]` is the empty set. */
export type Ranges<V extends Value = Value> = readonly Range<V>[];

/** The next value up. */
export function next<V extends Value>(value: V): V {
  return (typeof value === 'bigint' ? value + 1n : (value as number) + 1) as V;
}

/** The next value down. */
export function previous<V extends Value>(value: V): V {
  return (typeof value === 'bigint' ? value - 1n : (value as number) - 1) as V;
}

/** Sorts and merges any list of ranges into canonical form. */
export function normalizeRanges<V extends Value>(ranges: Iterable<Range<V>>): Ranges<V> {
  return merged(inOrder([...ranges]), ({ from, to }) => ({ from, to }));
}

/** Everything in any of some sets. */
export function joinRanges<V extends Value>(sets: readonly Ranges<V>[]): Ranges<V> {
  const some = sets.filter((set) => set.length > 0);
  const [only = []] = some;
  // Large sets are joined again and again: what is whole is not copied.
  return some.length > 1 ? merged(inOrder(some.flat()), (range) => range) : only;
}

/** Everything in `a` or `b`. */
export function unionRanges<V extends Value>(a: Ranges<V>, b: Ranges<V>): Ranges<V> {
  return joinRanges([a, b]);
}

/** By their first value. Most are in order already, and sorting asks a function for each. */
function inOrder<V extends Value>(ranges: readonly Range<V>[]): readonly Range<V>[] {
  for (let i = 1; i < ranges.length; i += 1) {
    if ((ranges[i] as Range<V>).from < (ranges[i - 1] as Range<V>).from) {
      return ranges.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
    }
  }
  return ranges;
}

/** @param keep what a range becomes that is merged with no other. */
function merged<V extends Value>(
  sorted: readonly Range<V>[],
  keep: (range: Range<V>) => Range<V>,
): Ranges<V> {
  const out: Range<V>[] = [];
  for (let i = 0; i < sorted.length;) {
    const first = sorted[i] as Range<V>;
    let { to } = first;
    for (i += 1; i < sorted.length; i += 1) {
      const range = sorted[i] as Range<V>;
      if (range.from > to && range.from !== next(to)) break;
      if (range.to > to) ({ to } = range);
    }
    out.push(to === first.to ? keep(first) : { from: first.from, to });
  }
  return out;
}

/** Everything in both. Stretches of one that the other has nothing in are leapt over. */
export function intersectRanges<V extends Value>(a: Ranges<V>, b: Ranges<V>): Ranges<V> {
  const out: Range<V>[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a[i] as Range<V>;
    const y = b[j] as Range<V>;
    if (x.to < y.from) i = firstReaching(a, y.from, i + 1);
    else if (y.to < x.from) j = firstReaching(b, x.from, j + 1);
    else {
      const from = x.from > y.from ? x.from : y.from;
      const to = x.to < y.to ? x.to : y.to;
      // Large sets are cut again and again: what is whole is not copied.
      out.push(x.from === from && x.to === to ? x : { from, to });
      if (x.to < y.to) i += 1;
      else j += 1;
    }
  }
  return out;
}

/** Everything in `a` that is not in `b`. Stretches of `b` that `a` has nothing in are leapt over. */
export function subtractRanges<V extends Value>(a: Ranges<V>, b: Ranges<V>): Ranges<V> {
  if (b.length === 0) return a;
  const out: Range<V>[] = [];
  let j = 0;
  for (const range of a) {
    let from = range.from;
    let gone = false;
    j = firstReaching(b, from, j);
    for (let k = j; k < b.length; k += 1) {
      const hole = b[k] as Range<V>;
      if (hole.from > range.to) break;
      if (hole.from > from) out.push({ from, to: previous(hole.from) });
      if (hole.to >= range.to) {
        gone = true;
        break;
      }
      from = next(hole.to);
    }
    if (!gone) out.push(from === range.from ? range : { from, to: range.to });
  }
  return out;
}

/** Index of the first range from `start` on that ends at or above a value. Costs the logarithm of the way to it. */
function firstReaching<V extends Value>(ranges: Ranges<V>, value: V, start: number): number {
  let low = start;
  let high = start;
  for (let step = 1; high < ranges.length && (ranges[high] as Range<V>).to < value; step *= 2) {
    low = high + 1;
    high += step;
  }
  high = Math.min(high, ranges.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range<V>).to < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether `value` is a member. Binary search. */
export function rangesHold<V extends Value>(ranges: Ranges<V>, value: V): boolean {
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle] as Range<V>;
    if (value < range.from) high = middle - 1;
    else if (value > range.to) low = middle + 1;
    else return true;
  }
  return false;
}

/** How many values the set holds. */
export function countRanges(ranges: Ranges): bigint {
  let total = 0n;
  for (const { from, to } of ranges) total += BigInt(to) - BigInt(from) + 1n;
  return total;
}

/** Whether both hold the same values. */
export function equalRanges(a: Ranges, b: Ranges): boolean {
  return (
    a.length === b.length &&
    a.every((range, i) => range.from === b[i]?.from && range.to === b[i]?.to)
  );
}
