/**
 * How much a list opens, as one number: 100 for everything, 0 for one service between two hosts or less, and equal steps
 * for equal factors between. Ranks lists and lines; proves nothing.
 */
import type { Family } from '@aclift/ir';
import { type ListModel, type PacketSpace, PERMIT } from '@aclift/lists';
import { type Diagram, EVERYTHING } from '@aclift/packet-set';

/** Bits of two addresses, a protocol and a port. */
const BITS: Readonly<Record<Family, number>> = { ipv4: 32 + 32 + 8 + 16, ipv6: 128 + 128 + 8 + 16 };

/** Of a list as a whole, and of each line as if it stood alone; a deny opens nothing. An empty list opens everything. */
export function permissivenessOf({ lines, list, space, tree }: ListModel): {
  readonly list: number;
  readonly lines: readonly number[];
} {
  const { family } = list.acl;
  const permitted = space.mapTerminals(tree.whole, (value) => (value === PERMIT ? 1 : 0));
  return {
    list: lines.length === 0 ? 100 : opened(space, family, permitted),
    lines: lines.map(({ action }, k) =>
      action === 'permit' ? opened(space, family, tree.line(k)) : 0,
    ),
  };
}

/** @returns 0 to 100 with one decimal; 0 also for the empty set. */
function opened(space: PacketSpace, family: Family, permitted: Diagram): number {
  const count = space.count(permitted);
  if (count === 0n) return 0;
  const share = log2(count) - log2(space.count(EVERYTHING));
  return Math.round(Math.max(0, 1 + share / BITS[family]) * 1000) / 10;
}

/** Counts exceed what a number holds. */
function log2(value: bigint): number {
  const digits = value.toString(2);
  const head = Number.parseInt(digits.slice(0, 53), 2);
  return Math.log2(head) + Math.max(0, digits.length - 53);
}
