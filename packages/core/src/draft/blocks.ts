/**
 * Address sets as the blocks that policies can write: a prefix with prefixes cut out of it. The shortest way to say it
 * that is still exact where it has to be.
 */
import type { Family } from '@aclift/ir';
import { showIpv4, showIpv6 } from '@aclift/ir';
import { intersectRanges, type Range, type Ranges, subtractRanges, type Value } from '@aclift/packet-set';

/** A prefix in canonical text with what is cut out of it, ascending. `except` lies strictly inside. */
export interface Block {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** A prefix as a range and its length. */
interface Prefix {
  readonly from: bigint;
  readonly length: number;
}

interface Cover {
  /** How many prefixes are written, cut-outs included. */
  readonly cost: number;
  readonly blocks: readonly { readonly prefix: Prefix; readonly except: readonly Prefix[] }[];
}

/**
 * Covers `wanted` without touching anything outside `allowed`.
 * @param wanted must be covered.
 * @param allowed may be covered; a superset of `wanted`. Blocks that hold nothing wanted are left out.
 * @returns ascending by address. Prefixes with cut-outs are used only where they are shorter than plain ones.
 */
export function coverBlocks(family: Family, wanted: Ranges, allowed: Ranges): readonly Block[] {
  const bits = family === 'ipv4' ? 32 : 128;
  const set = toBig(allowed);
  const need = toBig(wanted);
  const cover = (prefix: Prefix, inside: Ranges<bigint>): Cover => {
    if (inside.length === 0) return { cost: 0, blocks: [] };
    const size = 1n << BigInt(bits - prefix.length);
    const whole: Range<bigint> = { from: prefix.from, to: prefix.from + size - 1n };
    if (intersectRanges(need, [whole]).length === 0) return { cost: 0, blocks: [] };
    const only = inside[0] as Range<bigint>;
    if (only.from === whole.from && only.to === whole.to) {
      return { cost: 1, blocks: [{ prefix, except: [] }] };
    }
    const half = size / 2n;
    const low = { from: prefix.from, length: prefix.length + 1 };
    const high = { from: prefix.from + half, length: prefix.length + 1 };
    const lower = cover(low, intersectRanges(inside, [{ from: low.from, to: high.from - 1n }]));
    const upper = cover(high, intersectRanges(inside, [{ from: high.from, to: whole.to }]));
    const split = { cost: lower.cost + upper.cost, blocks: [...lower.blocks, ...upper.blocks] };
    if (split.cost <= 2) return split;
    const holes = prefixesOf(bits, subtractRanges([whole], inside));
    const cut = { cost: 1 + holes.length, blocks: [{ prefix, except: holes }] };
    return cut.cost < split.cost ? cut : split;
  };
  const { blocks } = cover({ from: 0n, length: 0 }, set);
  const show = ({ from, length }: Prefix): string =>
    `${family === 'ipv4' ? showIpv4(Number(from)) : showIpv6(from)}/${length}`;
  return blocks.map(({ prefix, except }) => ({ cidr: show(prefix), except: except.map(show) }));
}

/** The fewest plain prefixes that hold exactly these addresses, as text. */
export function cidrsOf(family: Family, ranges: Ranges): readonly string[] {
  const bits = family === 'ipv4' ? 32 : 128;
  return prefixesOf(bits, toBig(ranges)).map(
    ({ from, length }) => `${family === 'ipv4' ? showIpv4(Number(from)) : showIpv6(from)}/${length}`,
  );
}

function prefixesOf(bits: number, ranges: Ranges<bigint>): readonly Prefix[] {
  const out: Prefix[] = [];
  for (const range of ranges) {
    let from = range.from;
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
      out.push({ from, length: bits - free });
      from += 1n << BigInt(free);
    }
  }
  return out;
}

function toBig(ranges: Ranges<Value>): Ranges<bigint> {
  return ranges.map(({ from, to }) => ({ from: BigInt(from), to: BigInt(to) }));
}
