/** Wildcard masks as ranges of addresses. */
import { maskOfLength } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';

/** Free bits above the trailing run for which a discontiguous wildcard is still expanded: 4,096 blocks. */
const MAX_SCATTERED_BITS = 12;

/**
 * The addresses of `base` under `wildcard`, exactly.
 * @returns undefined when the mask scatters into more than 4,096 blocks (a netmask typed as a wildcard does).
 * @see IOS Security Command Reference, `access-list (IP extended)`: a set wildcard bit is not compared.
 */
export function wildcardRanges(base: number, wildcard: number): Ranges<number> | undefined {
  const trailing = Math.clz32(~wildcard >>> 0) === 32 ? 32 : trailingOnes(wildcard);
  const scattered: number[] = [];
  for (let bit = trailing; bit < 32; bit += 1) {
    if ((wildcard >>> bit) & 1) scattered.push(bit);
  }
  if (scattered.length > MAX_SCATTERED_BITS) return undefined;
  const low = (base & ~wildcard) >>> 0;
  const size = 2 ** trailing;
  const ranges: Range<number>[] = [];
  for (let choice = 0; choice < 2 ** scattered.length; choice += 1) {
    let from = low;
    scattered.forEach((bit, i) => {
      if ((choice >>> i) & 1) from += 2 ** bit;
    });
    ranges.push({ from, to: from + size - 1 });
  }
  return normalizeRanges(ranges);
}

/** The addresses that a subnet mask selects, gaps allowed; undefined as for {@link wildcardRanges}. */
export function maskRanges(address: number, mask: number): Ranges<number> | undefined {
  return wildcardRanges(address, ~mask >>> 0);
}

/** First to last address that `base` under `wildcard` can reach. */
export function wildcardHull(base: number, wildcard: number): Range<number> {
  return { from: (base & ~wildcard) >>> 0, to: (base | wildcard) >>> 0 };
}

/** The addresses of an IPv4 prefix. */
export function prefixRange(address: number, length: number): Range<number> {
  const mask = maskOfLength(length);
  const from = (address & mask) >>> 0;
  return { from, to: (from | ~mask) >>> 0 };
}

function trailingOnes(value: number): number {
  let count = 0;
  while (count < 32 && (value >>> count) & 1) count += 1;
  return count;
}
