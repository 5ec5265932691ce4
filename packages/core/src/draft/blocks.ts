/**
 * Address sets as the blocks that policies can write: a prefix with prefixes cut out of it. The shortest way to say it
 * that is still exact where it has to be.
 */
import type { Family } from '@aclift/ir';
import { showIpv4, showIpv6 } from '@aclift/ir';
import { familiesOf, fromLine, type Stack } from '../families/stack.ts';
import { allAddresses } from '@aclift/verify';
import { type Range, type Ranges, subtractRanges, type Value } from '@aclift/packet-set';

/** A prefix in canonical text with what is cut out of it, ascending. `except` lies strictly inside. */
export interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** A prefix as its first address and its length. */
interface Prefix {
  readonly from: Value;
  readonly length: number;
}

/** A block while it is being put together. */
interface OpenBlock {
  readonly prefix: Prefix;
  readonly except: Prefix[];
}

/** How to cover a prefix: how many prefixes that writes, and the writing itself. */
interface Plan {
  readonly cost: number;
  readonly write: (blocks: OpenBlock[], around: OpenBlock | undefined) => void;
}

const NOTHING_TO_DO: Plan = { cost: 0, write: () => undefined };

/**
 * Covers `wanted` without touching anything outside `allowed`.
 * @param wanted must be covered.
 * @param allowed may be covered; a superset of `wanted`.
 * @returns the fewest prefixes, cut-outs counted, ascending by address, IPv4 first. A block may lie in a hole of another one.
 * Cost grows with the ends of the sets times the length of an address.
 */
export function coverBlocks(stack: Stack, wanted: Ranges, allowed: Ranges): readonly Block[] {
  return familiesOf(stack).flatMap((family) =>
    blocksOf(family, fromLine(stack, family, wanted), fromLine(stack, family, allowed)),
  );
}

function blocksOf(family: Family, wanted: Ranges, allowed: Ranges): readonly Block[] {
  if (wanted.length === 0) return [];
  const forbidden = subtractRanges([allAddresses(family)], allowed);
  const blocks: OpenBlock[] = [];
  const all = { from: allAddresses(family).from, length: 0 };
  new Planner(family, wanted, forbidden).plans(all).outside.write(blocks, undefined);
  return blocks
    .toSorted((a, b) => byAddress(a.prefix, b.prefix))
    .map(({ prefix, except }) => ({
      cidr: showPrefix(family, prefix),
      except: except.toSorted(byAddress).map((hole) => showPrefix(family, hole)),
    }));
}

/** The two ways to come to a prefix. */
interface Plans {
  /** No block lies around it: leave it, open a block here, or look at its halves. */
  readonly outside: Plan;
  /** A block lies around it: leave it in, cut it out, or look at its halves. */
  readonly within: Plan;
}

/** Part of a sorted set: the ranges with these indexes, the last one excluded. */
interface Part {
  readonly start: number;
  readonly end: number;
}

/** Both plans of a prefix at once, from those of its halves: one visit each. Looks at ranges by index, so nothing is copied. */
class Planner {
  readonly #wanted: Ranges;
  readonly #forbidden: Ranges;
  /** How many addresses a prefix of each length has. */
  readonly #sizes: readonly Value[];

  constructor(family: Family, wanted: Ranges, forbidden: Ranges) {
    this.#wanted = wanted;
    this.#forbidden = forbidden;
    const bits = family === 'ipv4' ? 32 : 128;
    this.#sizes = Array.from({ length: bits + 1 }, (_, length) =>
      family === 'ipv4' ? 2 ** (bits - length) : 1n << BigInt(bits - length),
    );
  }

  plans(prefix: Prefix): Plans {
    return this.#plans(
      prefix,
      { start: 0, end: this.#wanted.length },
      { start: 0, end: this.#forbidden.length },
    );
  }

  #plans(prefix: Prefix, wanted: Part, forbidden: Part): Plans {
    const isWanted = wanted.start < wanted.end;
    if (forbidden.start >= forbidden.end) {
      return {
        outside: isWanted ? open(prefix, NOTHING_TO_DO) : NOTHING_TO_DO,
        within: NOTHING_TO_DO,
      };
    }
    if (!isWanted) return { outside: NOTHING_TO_DO, within: cut(prefix, NOTHING_TO_DO) };
    const length = prefix.length + 1;
    const middle = plus(prefix.from, this.#sizes[length] as Value);
    const [lowWanted, highWanted] = split(this.#wanted, wanted, middle);
    const [lowForbidden, highForbidden] = split(this.#forbidden, forbidden, middle);
    const low = this.#plans({ from: prefix.from, length }, lowWanted, lowForbidden);
    const high = this.#plans({ from: middle, length }, highWanted, highForbidden);
    const outside = sum(low.outside, high.outside);
    const within = sum(low.within, high.within);
    return {
      outside: cheaper(outside, open(prefix, within)),
      within: cheaper(within, cut(prefix, outside)),
    };
  }
}

/** The ranges below an address, and those at or above it; one that holds both sides is in both. */
function split(ranges: Ranges, { start, end }: Part, middle: Value): readonly [Part, Part] {
  let low = start;
  let high = end;
  while (low < high) {
    const at = (low + high) >> 1;
    if ((ranges[at] as Range).from < middle) low = at + 1;
    else high = at;
  }
  const crosses = low > start && (ranges[low - 1] as Range).to >= middle;
  return [
    { start, end: low },
    { start: crosses ? low - 1 : low, end },
  ];
}

/** The sum of two values of one kind. */
function plus(a: Value, b: Value): Value {
  return typeof a === 'bigint' ? a + BigInt(b) : a + Number(b);
}

/** The first where both cost the same: plain prefixes read better than cut-outs. */
function cheaper(plain: Plan, other: Plan): Plan {
  return other.cost < plain.cost ? other : plain;
}

function open(prefix: Prefix, rest: Plan): Plan {
  return {
    cost: 1 + rest.cost,
    write: (blocks) => {
      const block = { prefix, except: [] };
      blocks.push(block);
      rest.write(blocks, block);
    },
  };
}

function cut(prefix: Prefix, rest: Plan): Plan {
  return {
    cost: 1 + rest.cost,
    write: (blocks, around) => {
      around?.except.push(prefix);
      rest.write(blocks, undefined);
    },
  };
}

function sum(a: Plan, b: Plan): Plan {
  if (a.cost === 0) return b;
  if (b.cost === 0) return a;
  return {
    cost: a.cost + b.cost,
    write: (blocks, around) => {
      a.write(blocks, around);
      b.write(blocks, around);
    },
  };
}

function byAddress(a: Prefix, b: Prefix): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : a.length - b.length;
}

function showPrefix(family: Family, { from, length }: Prefix): string {
  return `${family === 'ipv4' ? showIpv4(Number(from)) : showIpv6(BigInt(from))}/${length}`;
}

/** The fewest plain prefixes that hold exactly these addresses, as text, ascending, IPv4 first. */
export function cidrsOf(stack: Stack, addresses: Ranges): readonly string[] {
  return familiesOf(stack).flatMap((family) =>
    prefixesOf(family, fromLine(stack, family, addresses)),
  );
}

function prefixesOf(family: Family, ranges: Ranges): readonly string[] {
  const bits = family === 'ipv4' ? 32 : 128;
  const out: string[] = [];
  for (const range of toBig(ranges)) {
    let { from } = range;
    while (from <= range.to) {
      // The largest aligned block that starts here and does not pass the end.
      let free = 0;
      while (
        free < bits &&
        (from & ((1n << BigInt(free + 1)) - 1n)) === 0n &&
        from + (1n << BigInt(free + 1)) - 1n <= range.to
      ) {
        free += 1;
      }
      out.push(showPrefix(family, { from, length: bits - free }));
      from += 1n << BigInt(free);
    }
  }
  return out;
}

function toBig(ranges: Ranges<Value>): Ranges<bigint> {
  return ranges.map(({ from, to }) => ({ from: BigInt(from), to: BigInt(to) }));
}
