/** Addresses as entries write them, for searching only: what an entry matches is computed elsewhere. */
import { parseIpv4 } from '@aclift/ir';

const ADDRESS = /(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2})|\s+(\d{1,3}(?:\.\d{1,3}){3}))?/g;

/**
 * Whether some address, prefix or address with wildcard in the text holds `address`. Groups are not looked into, and
 * `any` holds nothing here: a search for an address wants the lines that speak of it.
 */
export function addressInText(text: string, address: number): boolean {
  for (const [, base = '', length, wildcard] of text.matchAll(ADDRESS)) {
    const from = parseIpv4(base);
    if (from === undefined) continue;
    if (from === address) return true;
    const mask =
      length !== undefined
        ? length === '0'
          ? 0
          : (-1 << (32 - Math.min(32, Number(length)))) >>> 0
        : wildcard === undefined
          ? undefined
          : ~(parseIpv4(wildcard) ?? 0);
    // A mask of zeros is `any` in other words.
    if (mask !== undefined && mask >>> 0 !== 0 && ((from ^ address) & mask) === 0) return true;
    // The second address of the pair may stand for itself: `permit ip host 10.0.0.1 10.0.0.9 0.0.0.0`.
    if (wildcard !== undefined && parseIpv4(wildcard) === address) return true;
  }
  return false;
}
