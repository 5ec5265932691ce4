/**
 * One address entry of the file, text to range: a host, a CIDR, or `from-to`; IPv4 or IPv6. Strict on purpose: what
 * could be read in two ways (leading zeros, host bits, zone names) is refused with the reason.
 */
import type { Result, Span } from '@aclift/diagnostics';
import ipaddr from 'ipaddr.js';
import type { AddressRange } from './address-range.ts';

export type AddressFault =
  | { readonly kind: 'not-an-address'; readonly text: string }
  | { readonly kind: 'bad-prefix-length'; readonly text: string; readonly most: number }
  | { readonly kind: 'host-bits'; readonly text: string; readonly network: string }
  | { readonly kind: 'reversed'; readonly text: string; readonly swapped: string }
  | { readonly kind: 'mixed-families'; readonly text: string };

/** One address of either family as a number of its family's width. */
export type Host =
  | { readonly family: 'ipv4'; readonly value: number }
  | { readonly family: 'ipv6'; readonly value: bigint };

/** Dotted quad without leading zeros, or IPv6 in any RFC 4291 spelling without a zone. */
export function parseHost(text: string): Host | undefined {
  if (/^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/.test(text)) {
    if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
    const bytes = ipaddr.IPv4.parse(text).toByteArray();
    return { family: 'ipv4', value: bytes.reduce((value, byte) => value * 256 + byte, 0) };
  }
  // 45 is the longest spelling, one with an IPv4 tail.
  if (text.length > 45 || !text.includes(':') || text.includes('%') || !ipaddr.IPv6.isValid(text)) {
    return undefined;
  }
  const bytes = ipaddr.IPv6.parse(text).toByteArray();
  return {
    family: 'ipv6',
    value: bytes.reduce((value, byte) => value * 256n + BigInt(byte), 0n),
  };
}

/** Canonical spelling: dotted quad, or RFC 5952. */
export function showHost(host: Host): string {
  if (host.family === 'ipv4') {
    const { value } = host;
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  }
  const bytes = Array.from({ length: 16 }, (_, at) =>
    Number((host.value >> BigInt(8 * (15 - at))) & 255n),
  );
  return new ipaddr.IPv6(bytes).toRFC5952String();
}

/** Reads one entry of an `addresses` list. */
export function parseAddressText(text: string, span: Span): Result<AddressRange, AddressFault> {
  const fault = (error: AddressFault): Result<AddressRange, AddressFault> => ({ ok: false, error });
  const slash = text.indexOf('/');
  if (slash >= 0) return parseCidr(text, slash, span);
  const parts = text.split('-').map((part) => part.trim());
  const from = parseHost(parts[0] ?? '');
  const to = parseHost(parts[1] ?? parts[0] ?? '');
  if (from === undefined || to === undefined || parts.length > 2) {
    return fault({ kind: 'not-an-address', text });
  }
  if (from.family !== to.family) return fault({ kind: 'mixed-families', text });
  if (from.value > to.value) {
    return fault({ kind: 'reversed', text, swapped: `${showHost(to)}-${showHost(from)}` });
  }
  return { ok: true, value: rangeOf(from, to, text, span) };
}

function parseCidr(text: string, slash: number, span: Span): Result<AddressRange, AddressFault> {
  const host = parseHost(text.slice(0, slash));
  const lengthText = text.slice(slash + 1);
  if (host === undefined) return { ok: false, error: { kind: 'not-an-address', text } };
  const width = host.family === 'ipv4' ? 32 : 128;
  const length = /^(?:0|[1-9]\d{0,2})$/.test(lengthText) ? Number(lengthText) : width + 1;
  if (length > width) return { ok: false, error: { kind: 'bad-prefix-length', text, most: width } };
  const size = 1n << BigInt(width - length);
  const value = BigInt(host.value);
  const first = value - (value % size);
  const toHost = (n: bigint): Host =>
    host.family === 'ipv4' ? { family: 'ipv4', value: Number(n) } : { family: 'ipv6', value: n };
  if (first !== value) {
    const network = `${showHost(toHost(first))}/${length}`;
    return { ok: false, error: { kind: 'host-bits', text, network } };
  }
  return { ok: true, value: rangeOf(host, toHost(first + size - 1n), text, span) };
}

function rangeOf(from: Host, to: Host, text: string, span: Span): AddressRange {
  if (from.family === 'ipv4' && to.family === 'ipv4') {
    return { family: 'ipv4', from: from.value, to: to.value, text, span };
  }
  return { family: 'ipv6', from: BigInt(from.value), to: BigInt(to.value), text, span };
}
