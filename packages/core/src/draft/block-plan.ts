/**
 * How to cover addresses with the fewest prefixes, where prefixes may be cut out of prefixes: for each prefix that matters two
 * prices, with and without a block around it, from those of its halves. Plans are kept as numbers in arrays, because a run makes
 * tens of thousands of them and writes few.
 */
import type { Family } from '@aclift/ir';
import type { Range, Ranges, Value } from '@aclift/packet-set';

/** A prefix as its first address and its length. */
export interface Prefix {
  readonly from: Value;
  readonly length: number;
}

/** A prefix with those that are cut out of it. */
export interface PlannedBlock {
  readonly prefix: Prefix;
  readonly except: Prefix[];
}

/** Nothing is forbidden in the prefix: with something wanted in it, or without. */
const FREE_WANTED = 1;
const FREE = 2;
/** Nothing is wanted in it, and something is forbidden. */
const UNWANTED = 3;
/** It is made of its halves. These bits are added where a block begins here, and where one ends here. */
const HALVES = 4;
const OPENS = 8;
const CUTS = 16;

const SIZES: Readonly<Record<Family, readonly Value[]>> = {
  ipv4: Array.from({ length: 33 }, (_, length) => 2 ** (32 - length)),
  ipv6: Array.from({ length: 129 }, (_, length) => 1n << BigInt(128 - length)),
};

/** The plan of one family for the whole range of its addresses. */
export class BlockPlan {
  /** How many prefixes it writes, cut-outs counted. */
  readonly cost: number;
  readonly #wanted: Ranges;
  readonly #forbidden: Ranges;
  readonly #sizes: readonly Value[];
  /** What becomes of each prefix looked at, halves behind their whole. */
  readonly #steps: number[] = [];
  /** Where the steps of a prefix end. */
  readonly #ends: number[] = [];
  /** What the prefix planned last costs with a block around it. */
  #within = 0;

  /** @param wanted and `forbidden` are disjoint. Cost grows with the ends of both times the length of an address. */
  constructor(family: Family, wanted: Ranges, forbidden: Ranges) {
    this.#wanted = wanted;
    this.#forbidden = forbidden;
    this.#sizes = SIZES[family];
    this.cost = this.#plan(family === 'ipv4' ? 0 : 0n, 0, 0, wanted.length, 0, forbidden.length);
  }

  /** @returns what the prefix costs without a block around it. Ranges are looked at by index, the last one excluded. */
  #plan(
    from: Value,
    length: number,
    wantedFrom: number,
    wantedTo: number,
    forbiddenFrom: number,
    forbiddenTo: number,
  ): number {
    const step = this.#steps.length;
    this.#steps.push(0);
    this.#ends.push(0);
    let outside: number;
    if (forbiddenFrom >= forbiddenTo) {
      const isWanted = wantedFrom < wantedTo;
      this.#steps[step] = isWanted ? FREE_WANTED : FREE;
      this.#within = 0;
      outside = isWanted ? 1 : 0;
    } else if (wantedFrom >= wantedTo) {
      this.#steps[step] = UNWANTED;
      this.#within = 1;
      outside = 0;
    } else {
      const half = length + 1;
      const middle = plus(from, this.#sizes[half] as Value);
      const wanted = firstFrom(this.#wanted, wantedFrom, wantedTo, middle);
      const forbidden = firstFrom(this.#forbidden, forbiddenFrom, forbiddenTo, middle);
      let apart = this.#plan(from, half, wantedFrom, wanted, forbiddenFrom, forbidden);
      let together = this.#within;
      // A range that holds both sides is in both.
      const wantedHigh = crosses(this.#wanted, wantedFrom, wanted, middle) ? wanted - 1 : wanted;
      const forbiddenHigh = crosses(this.#forbidden, forbiddenFrom, forbidden, middle)
        ? forbidden - 1
        : forbidden;
      apart += this.#plan(middle, half, wantedHigh, wantedTo, forbiddenHigh, forbiddenTo);
      together += this.#within;
      // Plain prefixes read better than cut-outs that cost the same.
      const opens = 1 + together < apart;
      const cuts = 1 + apart < together;
      this.#steps[step] = HALVES | (opens ? OPENS : 0) | (cuts ? CUTS : 0);
      this.#within = cuts ? 1 + apart : together;
      outside = opens ? 1 + together : apart;
    }
    this.#ends[step] = this.#steps.length;
    return outside;
  }

  /** The blocks, in no order. */
  blocks(): PlannedBlock[] {
    const blocks: PlannedBlock[] = [];
    /** @param given the block around the prefix. */
    const write = (
      step: number,
      from: Value,
      length: number,
      given: PlannedBlock | undefined,
    ): void => {
      let around = given;
      const said = this.#steps[step] as number;
      if (around === undefined) {
        if (said !== FREE_WANTED && (said & OPENS) === 0) {
          if ((said & HALVES) === 0) return;
        } else {
          around = { prefix: { from, length }, except: [] };
          blocks.push(around);
        }
      } else if (said === UNWANTED || (said & CUTS) !== 0) {
        around.except.push({ from, length });
        around = undefined;
      }
      if ((said & HALVES) === 0) return;
      const low = step + 1;
      write(low, from, length + 1, around);
      const middle = plus(from, this.#sizes[length + 1] as Value);
      write(this.#ends[low] as number, middle, length + 1, around);
    };
    write(0, this.#sizes === SIZES.ipv4 ? 0 : 0n, 0, undefined);
    return blocks;
  }
}

/** Index of the first range that begins at or above an address. */
function firstFrom(ranges: Ranges, start: number, end: number, middle: Value): number {
  let low = start;
  let high = end;
  while (low < high) {
    const at = (low + high) >> 1;
    if ((ranges[at] as Range).from < middle) low = at + 1;
    else high = at;
  }
  return low;
}

/** Whether the range before `end` goes on at or above an address. */
function crosses(ranges: Ranges, start: number, end: number, middle: Value): boolean {
  return end > start && (ranges[end - 1] as Range).to >= middle;
}

/** The sum of two values of one kind. */
function plus(a: Value, b: Value): Value {
  return typeof a === 'bigint' ? a + (b as bigint) : a + (b as number);
}
