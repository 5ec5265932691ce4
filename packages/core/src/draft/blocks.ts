/**
 * Address sets as the blocks that policies can write: a prefix with prefixes cut out of it. The shortest way to say it
 * that is still exact where it has to be.
 */
import { type Family, showIpv4, showIpv6 } from '@aclift/ir';
import { familiesOf, fromLine, type Stack } from '../sides/stack.ts';
import { allAddresses } from '@aclift/verify';
import {
  type Range,
  type Ranges,
  subtractRanges,
  unionRanges,
  type Value,
} from '@aclift/packet-set';
import { BlockPlan, type PlannedBlock, type Prefix } from './block-plan.ts';

/** A prefix in canonical text with what is cut out of it, ascending. `except` lies strictly inside. */
export interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** A choice of blocks, written when somebody asks for it. */
export interface Cover {
  /** How many prefixes there are to read, cut-outs counted. */
  readonly length: number;
  /** Ascending by address, IPv4 first. */
  readonly blocks: () => readonly Block[];
}

/** Nothing to cover. */
export const NO_BLOCKS: Cover = { length: 0, blocks: () => [] };

/** What blocks must not touch: everything outside some addresses. For any number of plans. */
export class Limits {
  readonly stack: Stack;
  readonly #forbidden: ReadonlyMap<Family, Ranges>;
  readonly #besides: Besides | undefined;

  /** @param besides must not be touched either. */
  constructor(stack: Stack, allowed: Ranges, besides?: Besides) {
    this.stack = stack;
    this.#forbidden = new Map(
      familiesOf(stack).map((family) => [
        family,
        subtractRanges([allAddresses(family)], fromLine(stack, family, allowed)),
      ]),
    );
    this.#besides = besides;
  }

  /** Made for whoever asks and not kept: there may be far more besides than there is to write. */
  of(family: Family): Ranges {
    return unionRanges(this.#forbidden.get(family) ?? [], this.#besides?.get(family) ?? []);
  }

  /**
   * How many prefixes it takes at least, cut-outs counted: each has two ends, and something ends wherever what is wanted gives way
   * to what is forbidden, or begins again behind it. Far cheaper than a plan.
   * @param most above it nothing is counted any more.
   */
  least(wanted: Ranges, most: number): number {
    let least = 0;
    for (const family of familiesOf(this.stack)) {
      const own = fromLine(this.stack, family, wanted);
      const lists = [this.#forbidden.get(family) ?? [], this.#besides?.get(family) ?? []];
      least += Math.ceil(changesBetween(own, lists, 2 * (most - least)) / 2);
      if (least > most) break;
    }
    return least;
  }
}

/** Addresses of each family. */
export type Besides = ReadonlyMap<Family, Ranges>;

/**
 * How often, in order of the addresses, a wanted one is followed by a forbidden one or the other way round.
 * @param most above it they are not counted on.
 */
function changesBetween(wanted: Ranges, forbidden: readonly Ranges[], most: number): number {
  let changes = 0;
  let before: Value | undefined;
  for (const { from, to } of wanted) {
    const start = before;
    // Wanted and forbidden ranges are disjoint, so a forbidden one that begins in between lies in between.
    if (forbidden.some((ranges) => beginsBetween(ranges, start, from))) {
      changes += start === undefined ? 1 : 2;
      if (changes > most) return changes;
    }
    before = to;
  }
  const end = before;
  const more =
    end !== undefined && forbidden.some((ranges) => beginsBetween(ranges, end, undefined));
  return changes + (more ? 1 : 0);
}

/** Whether a range begins above one address and below another; undefined: wherever the addresses begin, or end. */
function beginsBetween(
  ranges: Ranges,
  after: Value | undefined,
  before: Value | undefined,
): boolean {
  let low = 0;
  let high = ranges.length;
  while (after !== undefined && low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as Range).from > after) high = middle;
    else low = middle + 1;
  }
  const first = ranges[low];
  return first !== undefined && (before === undefined || first.from < before);
}

/**
 * Covers addresses with the fewest prefixes. A block may lie in a hole of another one.
 * @param wanted must be covered, and lies within the limits.
 */
export function planBlocks(wanted: Ranges, limits: Limits): Cover {
  const { stack } = limits;
  const plans = () =>
    familiesOf(stack).flatMap((family) => {
      const own = fromLine(stack, family, wanted);
      return own.length === 0
        ? []
        : [{ family, plan: new BlockPlan(family, own, limits.of(family)) }];
    });
  // Few covers are written, and a plan is large: it is made again for those.
  return {
    length: plans().reduce((sum, { plan }) => sum + plan.cost, 0),
    blocks: () => plans().flatMap(({ family, plan }) => shownBlocks(family, plan.blocks())),
  };
}

/** Covers `wanted` without touching anything outside `allowed`, a superset, as {@link planBlocks} does. */
export function coverBlocks(stack: Stack, wanted: Ranges, allowed: Ranges): readonly Block[] {
  return planBlocks(wanted, new Limits(stack, allowed)).blocks();
}

function shownBlocks(family: Family, blocks: readonly PlannedBlock[]): readonly Block[] {
  return blocks
    .toSorted((a, b) => byAddress(a.prefix, b.prefix))
    .map(({ prefix, except }) => ({
      cidr: showPrefix(family, prefix),
      except: except.toSorted(byAddress).map((hole) => showPrefix(family, hole)),
    }));
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
  return family === 'ipv4'
    ? ranges.flatMap(({ from, to }) => ipv4Prefixes(Number(from), Number(to)))
    : ranges.flatMap(({ from, to }) => ipv6Prefixes(BigInt(from), BigInt(to)));
}

function ipv4Prefixes(first: number, last: number): readonly string[] {
  const out: string[] = [];
  for (let from = first; from <= last;) {
    // The largest aligned block that starts here and does not pass the end.
    let free = from === 0 ? 32 : 31 - Math.clz32(from & -from);
    while (from + 2 ** free - 1 > last) free -= 1;
    out.push(showPrefix('ipv4', { from, length: 32 - free }));
    from += 2 ** free;
  }
  return out;
}

function ipv6Prefixes(first: bigint, last: bigint): readonly string[] {
  const out: string[] = [];
  for (let from = first; from <= last;) {
    let free = 0;
    while (free < 128 && isFree(from, free + 1) && from + (1n << BigInt(free + 1)) - 1n <= last) {
      free += 1;
    }
    out.push(showPrefix('ipv6', { from, length: 128 - free }));
    from += 1n << BigInt(free);
  }
  return out;
}

/** Whether the last bits of an address are zero. */
function isFree(address: bigint, bits: number): boolean {
  return (address & ((1n << BigInt(bits)) - 1n)) === 0n;
}
