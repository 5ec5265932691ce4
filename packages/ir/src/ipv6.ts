/** IPv6 addresses as 128-bit integers, and back to canonical text (RFC 5952). */
import ipaddr from 'ipaddr.js';

/** @returns undefined when the text is no IPv6 address. Zone identifiers are refused. */
export function parseIpv6(text: string): bigint | undefined {
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return undefined;
  let value = 0n;
  for (const part of ipaddr.IPv6.parse(text).parts) value = (value << 16n) | BigInt(part);
  return value;
}

/** Canonical text of a 128-bit address. */
export function showIpv6(address: bigint): string {
  const parts: number[] = [];
  for (let shift = 112n; shift >= 0n; shift -= 16n)
    parts.push(Number((address >> shift) & 0xffffn));
  return new ipaddr.IPv6(parts).toRFC5952String();
}
