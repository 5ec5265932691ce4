/**
 * Address sets as the blocks that policies can write: a prefix with prefixes cut out of it. The shortest way to say it
 * that is still exact where it has to be.
 */
import type { Family } from '@aclift/ir';
import { showIpv4, showIpv6 } from '@aclift/ir';
import { familiesOf, fromLine, type Stack } from '../families/stack.ts';
import {
  intersectRanges,
  type Range,
  type Ranges,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';

/** A prefix in canonical text with what is cut out of it, ascending. `except` lies strictly inside. */
export interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** A prefix as its first address and its length. */
interface Prefix {
  readonly from: bigint;
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
  const bits = family === 'ipv4' ? 32 : 128;
  const everything: Range<bigint> = { from: 0n, to: (1n << BigInt(bits)) - 1n };
  const forbidden = subtractRanges([everything], toBig(allowed));
  const blocks: OpenBlock[] = [];
  plansOf(bits, { from: 0n, length: 0 }, toBig(wanted), forbidden).outside.write(blocks, undefined);
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

/** Both plans of a prefix at once, from those of its halves: one visit each. */
function plansOf(
  bits: number,
  prefix: Prefix,
  wanted: Ranges<bigint>,
  forbidden: Ranges<bigint>,
): Plans {
  if (forbidden.length === 0) {
    return {
      outside: wanted.length === 0 ? NOTHING_TO_DO : open(prefix, NOTHING_TO_DO),
      within: NOTHING_TO_DO,
    };
  }
  if (wanted.length === 0) return { outside: NOTHING_TO_DO, within: cut(prefix, NOTHING_TO_DO) };
  const [low, high] = halves(bits, prefix).map((half) =>
    plansOf(bits, half, inside(half, wanted, bits), inside(half, forbidden, bits)),
  ) as [Plans, Plans];
  const outside = sum(low.outside, high.outside);
  const within = sum(low.within, high.within);
  return {
    outside: cheaper(outside, open(prefix, within)),
    within: cheaper(within, cut(prefix, outside)),
  };
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

function halves(bits: number, { from, length }: Prefix): readonly [Prefix, Prefix] {
  const half = 1n << BigInt(bits - length - 1);
  return [
    { from, length: length + 1 },
    { from: from + half, length: length + 1 },
  ];
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

function inside({ from, length }: Prefix, ranges: Ranges<bigint>, bits: number): Ranges<bigint> {
  return intersectRanges(ranges, [{ from, to: from + (1n << BigInt(bits - length)) - 1n }]);
}

function byAddress(a: Prefix, b: Prefix): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : a.length - b.length;
}

function showPrefix(family: Family, { from, length }: Prefix): string {
  return `${family === 'ipv4' ? showIpv4(Number(from)) : showIpv6(from)}/${length}`;
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
