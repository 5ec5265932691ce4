/** Every range of an inventory with its owner, flat and sorted: what ownership checks and the address map work on. */
import type { Family } from '@aclift/ir';
import { showHost } from './address-text.ts';
import type { External, Workload } from './inventory.ts';
import type { AddressRange } from './address-range.ts';

/** Whose an address is. */
export type Owner =
  | { readonly kind: 'workload'; readonly id: string }
  /** `workload` is its id, `address` canonical text; the workload's `vips` tell the ports. */
  | { readonly kind: 'vip'; readonly workload: string; readonly address: string }
  | { readonly kind: 'external'; readonly name: string };

/** One range of the file. */
export interface Claim {
  readonly range: AddressRange;
  readonly owner: Owner;
}

/** Ranges of one family by first address, of those with one first address the widest first. */
export function claimsOf(
  inventory: { readonly workloads: readonly Workload[]; readonly externals: readonly External[] },
  family: Family,
): readonly Claim[] {
  const claims: Claim[] = [];
  const add = (range: AddressRange, owner: Owner): void => {
    if (range.family === family) claims.push({ range, owner });
  };
  for (const { id, addresses, vips } of inventory.workloads) {
    for (const range of addresses) add(range, { kind: 'workload', id });
    for (const { address } of vips) {
      add(address, { kind: 'vip', workload: id, address: showFirst(address) });
    }
  }
  for (const { name, addresses } of inventory.externals) {
    for (const range of addresses) add(range, { kind: 'external', name });
  }
  return claims.sort(
    (a, b) => compare(a.range, b.range) || a.range.span.start - b.range.span.start,
  );
}

export function sameOwner(a: Owner, b: Owner): boolean {
  switch (a.kind) {
    case 'workload':
      return b.kind === 'workload' && a.id === b.id;
    case 'vip':
      return b.kind === 'vip' && a.workload === b.workload && a.address === b.address;
    case 'external':
      return b.kind === 'external' && a.name === b.name;
  }
}

/** `workload shop/web`, `virtual address 10.0.0.1 of shop/web`, `external "branches"`. */
export function showOwner(owner: Owner): string {
  switch (owner.kind) {
    case 'workload':
      return `workload ${owner.id}`;
    case 'vip':
      return `virtual address ${owner.address} of ${owner.workload}`;
    case 'external':
      return `external "${owner.name}"`;
  }
}

function compare(a: AddressRange, b: AddressRange): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  if (a.to !== b.to) return a.to > b.to ? -1 : 1;
  return 0;
}

function showFirst(range: AddressRange): string {
  return range.family === 'ipv4'
    ? showHost({ family: 'ipv4', value: range.from })
    : showHost({ family: 'ipv6', value: range.from });
}
