/** Address ranges for people and inventories: hosts and CIDRs, or `from-to` where CIDRs would be many. */
import type { Family } from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';
import { showAddress } from '@aclift/verify';
import { cidrsOf } from './blocks.ts';

/** Most address texts of one set: longer ones are named by their first ranges. */
const MAX_RANGES = 64;

/** @param mostCidrs a range that needs more of them is written `from-to`. */
export function addressTexts(family: Family, ranges: Ranges, mostCidrs = 2): readonly string[] {
  const full = family === 'ipv4' ? '/32' : '/128';
  return ranges.slice(0, MAX_RANGES).flatMap(({ from, to }) => {
    const cidrs = cidrsOf(family, [{ from, to }]);
    return cidrs.length <= mostCidrs
      ? cidrs.map((cidr) => (cidr.endsWith(full) ? cidr.slice(0, -full.length) : cidr))
      : [`${showAddress(family, from)}-${showAddress(family, to)}`];
  });
}
