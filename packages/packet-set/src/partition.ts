/**
 * Rank compression of one field: between two neighbouring cuts all values behave alike, so a diagram needs only the
 * index of the interval. Exact, whatever the width of the field.
 */
import { next, type Range, type Ranges, type Value } from './ranges.ts';

/** The intervals of one field, from 0 to its largest value, numbered from 0. */
export class Partition {
  readonly max: Value;
  readonly #starts: readonly Value[];

  /** @param cuts every set of values that anybody will ask about: their ends become interval ends. */
  constructor(max: Value, cuts: Iterable<Range>) {
    this.max = max;
    const starts = new Set<Value>([typeof max === 'bigint' ? 0n : 0]);
    for (const { from, to } of cuts) {
      starts.add(from);
      if (to < max) starts.add(next(to));
    }
    this.#starts = [...starts].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** How many intervals. */
  get size(): number {
    return this.#starts.length;
  }

  /** How many bits a rank needs; 0 when nothing cuts the field. */
  get bits(): number {
    return this.size === 1 ? 0 : 32 - Math.clz32(this.size - 1);
  }

  /** The interval that holds `value`. */
  rankOf(value: Value): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] as Value) <= value) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The values of the intervals `from` to `to`, both included. */
  valuesOf(from: number, to: number): Range {
    const after = this.#starts[to + 1];
    return {
      from: this.#starts[from] as Value,
      to:
        after === undefined
          ? this.max
          : ((typeof after === 'bigint' ? after - 1n : after - 1) as Value),
    };
  }

  /** How many values the intervals `from` to `to` hold. */
  width(from: number, to: number): bigint {
    const values = this.valuesOf(from, to);
    return BigInt(values.to) - BigInt(values.from) + 1n;
  }

  /**
   * Ranks of a set of values.
   * @throws Error when the set ends inside an interval: its ends were not among the cuts, which is our bug.
   */
  ranksOf(ranges: Ranges): Ranges<number> {
    return ranges.map(({ from, to }) => {
      const first = this.rankOf(from);
      const last = this.rankOf(to);
      const values = this.valuesOf(first, last);
      if (values.from !== from || values.to !== to) {
        throw new Error(`${from}-${to} was not announced as a cut`);
      }
      return { from: first, to: last };
    });
  }
}
