/**
 * Makes sure that "the narrower range wins" has one answer for every address: two ranges are disjoint, or one lies
 * within the other, or they are equal and have one owner.
 */
import type { Family } from '@aclift/ir';
import { claimsOf, sameOwner, showOwner } from './claims.ts';
import type { Claim } from './claims.ts';
import type { InventoryCode, OverlapFacts } from './diagnostic.ts';
import type { External, Workload } from './inventory.ts';
import type { AddressRange } from './address-range.ts';
import type { Reporter } from './reporter.ts';

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

/** Reports ranges that break the rule and leaves them out. */
export function settleOwnership(
  workloads: readonly Workload[],
  externals: readonly External[],
  reporter: Reporter,
): { readonly workloads: readonly Workload[]; readonly externals: readonly External[] } {
  const refused = new Set<AddressRange>();
  for (const family of FAMILIES) {
    const claims = claimsOf({ workloads, externals }, family);
    for (const claim of conflicting(claims, reporter)) refused.add(claim.range);
  }
  if (refused.size === 0) return { workloads, externals };
  const keep = (ranges: readonly AddressRange[]): readonly AddressRange[] =>
    ranges.filter((range) => !refused.has(range));
  return {
    workloads: workloads.map((workload) => ({
      ...workload,
      addresses: keep(workload.addresses),
      vips: workload.vips.filter(({ address }) => !refused.has(address)),
    })),
    externals: externals.map((one) => ({ ...one, addresses: keep(one.addresses) })),
  };
}

/** One pass with the ranges that hold the current first address on a stack, the narrowest on top. */
function conflicting(claims: readonly Claim[], reporter: Reporter): readonly Claim[] {
  const refused: Claim[] = [];
  const open: Claim[] = [];
  for (const claim of claims) {
    const { from, to } = claim.range;
    let top = open.at(-1);
    while (top !== undefined && top.range.to < from) {
      open.pop();
      top = open.at(-1);
    }
    if (top !== undefined && top.range.to < to) {
      report('inventory/crossing-ranges', claim, top, reporter);
      refused.push(claim);
      continue;
    }
    const equal = top !== undefined && top.range.from === from && top.range.to === to;
    if (top !== undefined && equal && !sameOwner(top.owner, claim.owner)) {
      report('inventory/address-owned-twice', claim, top, reporter);
      refused.push(claim);
      continue;
    }
    open.push(claim);
  }
  return refused;
}

function report(
  code: Extract<InventoryCode, 'inventory/crossing-ranges' | 'inventory/address-owned-twice'>,
  a: Claim,
  b: Claim,
  reporter: Reporter,
): void {
  const [earlier, later] = a.range.span.start < b.range.span.start ? [a, b] : [b, a];
  const facts: OverlapFacts = {
    text: later.range.text,
    owner: showOwner(later.owner),
    otherText: earlier.range.text,
    otherOwner: showOwner(earlier.owner),
    other: reporter.place(earlier.range.span),
  };
  reporter.add(code, later.range.span, facts);
}
