/** CIDR text of policies as ranges. */
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { type Ranges, subtractRanges } from '@aclift/packet-set';
import { prefix6Range } from './object-groups.ts';
import { prefixRange } from './wildcard.ts';

/**
 * Addresses of a block in one family; host bits are ignored as the API does.
 * @returns `[]` for a block of the other family; undefined for text that is no CIDR.
 */
export function cidrRanges(family: Family, cidr: string): Ranges | undefined {
  const match = /^([0-9A-Fa-f.:]+)\/(\d{1,3})$/.exec(cidr);
  if (match === null) return undefined;
  const [, address = '', digits = ''] = match;
  const length = Number(digits);
  const four = parseIpv4(address);
  if (four !== undefined) {
    if (length > 32) return undefined;
    return family === 'ipv4' ? [prefixRange(four, length)] : [];
  }
  const six = parseIpv6(address);
  if (six === undefined || length > 128) return undefined;
  // An IPv4 address written as IPv6: Cilium takes such a prefix for an IPv4 one here and for an IPv6 one there.
  if (six >> 32n === 0xffffn) return undefined;
  return family === 'ipv6' ? [prefix6Range(address, length)] : [];
}

/** A block without what is cut out of it; undefined when some text is no CIDR. */
export function blockRanges(
  family: Family,
  cidr: string,
  except: readonly string[],
): Ranges | undefined {
  let ranges = cidrRanges(family, cidr);
  for (const hole of except) {
    const cut = cidrRanges(family, hole);
    if (cut === undefined || ranges === undefined) return undefined;
    ranges = subtractRanges(ranges, cut);
  }
  return ranges;
}

/** Whether a block is that of every address of its family. */
export function isEveryAddress(cidr: string): boolean {
  return /\/0+$/.test(cidr);
}
