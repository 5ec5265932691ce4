/** CIDR text to numbers, and the spelling that nobody can misread. */
import ipaddr from 'ipaddr.js';

export interface Prefix {
  readonly family: 'ipv4' | 'ipv6';
  /** First address; host bits cleared. */
  readonly first: bigint;
  readonly length: number;
  /** The address has bits set beyond the length. */
  readonly hostBits: boolean;
  /** The address is an IPv4 address written as IPv6: `::ffff:0:0/96`. */
  readonly mapped: boolean;
  /** Masked, without leading zeros, RFC 5952. */
  readonly canonical: string;
}

/**
 * @returns undefined when the text is no `address/length`. Host bits, leading zeros and long IPv6 spellings are read;
 * compare with `canonical` to find them.
 */
export function parsePrefix(text: string): Prefix | undefined {
  const match = /^([0-9a-fA-F:.]{2,45})\/(0|[1-9][0-9]{0,2})$/.exec(text);
  const bytes = bytesOf(match?.[1] ?? '');
  const length = Number(match?.[2]);
  if (match === null || bytes === undefined || length > bytes.length * 8) return undefined;
  const width = bytes.length * 8;
  const address = bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n);
  const first = (address >> BigInt(width - length)) << BigInt(width - length);
  const masked = bytes.map((_, at) => Number((first >> BigInt(width - 8 * (at + 1))) & 255n));
  const family = width === 32 ? 'ipv4' : 'ipv6';
  const shown = family === 'ipv4' ? masked.join('.') : new ipaddr.IPv6(masked).toRFC5952String();
  const mapped = family === 'ipv6' && address >> 32n === 0xffffn;
  return {
    family,
    first,
    length,
    hostBits: first !== address,
    mapped,
    canonical: `${shown}/${length}`,
  };
}

/** Whether every address of `inner` is in `outer`. */
export function contains(outer: Prefix, inner: Prefix): boolean {
  if (outer.family !== inner.family || inner.length < outer.length) return false;
  const shift = BigInt((outer.family === 'ipv4' ? 32 : 128) - outer.length);
  return inner.first >> shift === outer.first >> shift;
}

function bytesOf(address: string): readonly number[] | undefined {
  const parts = address.split('.');
  if (/^[0-9.]+$/.test(address) && parts.length === 4) {
    const bytes = parts.map((part) => (/^[0-9]{1,3}$/.test(part) ? Number(part) : 256));
    return bytes.every((byte) => byte < 256) ? bytes : undefined;
  }
  if (!address.includes(':') || !ipaddr.IPv6.isValid(address)) return undefined;
  return ipaddr.IPv6.parse(address).toByteArray();
}
