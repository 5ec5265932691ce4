/** Who owns each address: the inventory's ranges cut into disjoint pieces, the narrower range winning. */
import type { Family } from '@aclift/ir';
import { claimsOf, sameOwner } from './claims.ts';
import type { Claim, Owner } from './claims.ts';
import type { Inventory } from './inventory.ts';

/** Consecutive addresses with one owner, both ends included. IPv4 as number, IPv6 as bigint. */
export interface OwnedRange<Address extends number | bigint = number | bigint> {
  readonly from: Address;
  readonly to: Address;
  readonly owner: Owner;
}

/**
 * @returns ascending, disjoint; touching pieces have different owners. Addresses that nobody owns are in no piece.
 * @throws Error when ranges cross: `readInventory` leaves such ranges out, so this is a caller's bug.
 */
export function addressMap(inventory: Inventory, family: 'ipv4'): readonly OwnedRange<number>[];
export function addressMap(inventory: Inventory, family: 'ipv6'): readonly OwnedRange<bigint>[];
export function addressMap(inventory: Inventory, family: Family): readonly OwnedRange[];
export function addressMap(inventory: Inventory, family: Family): readonly OwnedRange[] {
  const pieces: OwnedRange[] = [];
  /** The ranges that hold `next`, the narrowest on top. */
  const open: Claim[] = [];
  /** First address not yet given away. */
  let next: number | bigint = family === 'ipv4' ? 0 : 0n;
  const giveUntil = (end: number | bigint, owner: Owner): void => {
    if (next > end) return;
    const last = pieces.at(-1);
    if (last !== undefined && after(last.to) === next && sameOwner(last.owner, owner)) {
      pieces[pieces.length - 1] = { from: last.from, to: end, owner: last.owner };
    } else pieces.push({ from: next, to: end, owner });
    next = after(end);
  };
  const closeBefore = (limit: number | bigint | undefined): void => {
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (limit !== undefined && top.range.to >= limit) break;
      giveUntil(top.range.to, top.owner);
      open.pop();
    }
  };
  for (const claim of claimsOf(inventory, family)) {
    const { from, to } = claim.range;
    closeBefore(from);
    const top = open.at(-1);
    if (top !== undefined) {
      if (top.range.to < to)
        throw new Error(`ranges ${top.range.text} and ${claim.range.text} cross`);
      if (next < from) giveUntil(before(from), top.owner);
    }
    next = from;
    open.push(claim);
  }
  closeBefore(undefined);
  return pieces;
}

function after(address: number | bigint): number | bigint {
  return typeof address === 'number' ? address + 1 : address + 1n;
}

function before(address: number | bigint): number | bigint {
  return typeof address === 'number' ? address - 1 : address - 1n;
}
