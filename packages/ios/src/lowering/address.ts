/** The source or destination of an entry, from its words to the IR. */
import { type AddressMatch, maskOfLength, parseIpv4, parseIpv6, showIpv6 } from '@aclift/ir';
import type { Span } from '@aclift/diagnostics';
import type { IToken } from 'chevrotain';
import type { AddressParts } from '../grammar/parts.ts';
import { Ipv4, Ipv6, Prefix4, Prefix6 } from '@aclift/dialect-kit';
import { Any, Host } from '../lexer/vocabulary.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';
import { reportWildcard } from './wildcard.ts';

/** @returns undefined after a report: the words are no address of the list's family. */
export function lowerAddress(parts: AddressParts, reading: Reading): AddressMatch | undefined {
  const { head, value } = parts;
  if (head === undefined) throw new Error('an address without words got past the grammar');
  const type = head.tokenType;
  if (type === Any) return { kind: 'any', span: spanOf(reading, head) };
  const span = value === undefined ? spanOf(reading, head) : spanOver(reading, head, value);
  if (type === Host && value !== undefined) return lowerHost(value, span, reading);
  const isAddress = type === Ipv4 || type === Ipv6 || type === Prefix4 || type === Prefix6;
  if (!isAddress && value !== undefined) return { kind: 'object-group', name: value.image, span };
  if (reading.family === 'ipv6') return lowerIpv6(head, value, span, reading);
  return lowerIpv4(head, value, span, reading);
}

// host 10.0.0.1   host 2001:db8::1
function lowerHost(value: IToken, span: Span, reading: Reading): AddressMatch | undefined {
  if (reading.family === 'ipv6') {
    const address = parseIpv6(value.image);
    if (address !== undefined) return { kind: 'host6', address: showIpv6(address), span };
  } else {
    const address = parseIpv4(value.image);
    if (address !== undefined) return { kind: 'host', address, span };
  }
  return refuse(value, reading);
}

function lowerIpv4(
  head: IToken,
  value: IToken | undefined,
  span: Span,
  reading: Reading,
): AddressMatch | undefined {
  if (head.tokenType === Prefix4) return lowerPrefix4(head, span, reading);
  const address = parseIpv4(head.image);
  if (address === undefined) return refuse(head, reading);
  if (value === undefined) {
    if (!reading.standard) reading.report.add('ios/bare-host', span, { address: head.image });
    return { kind: 'host', address, span };
  }
  const wildcard = parseIpv4(value.image);
  if (wildcard === undefined) return refuse(value, reading);
  if (wildcard === 0) return { kind: 'host', address, span };
  if (wildcard === 0xffffffff) return { kind: 'any', span };
  const base = (address & ~wildcard) >>> 0;
  if (base !== address || (wildcard & (wildcard + 1)) !== 0) {
    reportWildcard(address, wildcard, span, reading.report);
  }
  return { kind: 'wildcard', base, wildcard, span };
}

// 10.0.0.0/8: how neighbouring dialects print an address
function lowerPrefix4(head: IToken, span: Span, reading: Reading): AddressMatch | undefined {
  const slash = head.image.indexOf('/');
  const address = parseIpv4(head.image.slice(0, slash));
  const length = Number(head.image.slice(slash + 1));
  if (address === undefined || length > 32) return refuse(head, reading);
  reading.report.add('ios/prefix-spelling', span, { text: head.image });
  if (length === 0) return { kind: 'any', span };
  if (length === 32) return { kind: 'host', address, span };
  const wildcard = ~maskOfLength(length) >>> 0;
  const base = (address & ~wildcard) >>> 0;
  if (base !== address) reportWildcard(address, wildcard, span, reading.report);
  return { kind: 'wildcard', base, wildcard, span };
}

// 2001:db8::/32
function lowerIpv6(
  head: IToken,
  value: IToken | undefined,
  span: Span,
  reading: Reading,
): AddressMatch | undefined {
  if (value !== undefined) {
    reading.report.add('ios/ipv6-wildcard', span, { text: `${head.image} ${value.image}` });
    return undefined;
  }
  if (head.tokenType === Ipv6) {
    const address = parseIpv6(head.image);
    if (address === undefined) return refuse(head, reading);
    reading.report.add('ios/bare-host', span, { address: head.image });
    return { kind: 'host6', address: showIpv6(address), span };
  }
  const prefix = head.tokenType === Prefix6 ? parsePrefix6(head.image) : undefined;
  if (prefix === undefined) return refuse(head, reading);
  if (prefix.length === 0) return { kind: 'any', span };
  if (prefix.length === 128) return { kind: 'host6', address: prefix.address, span };
  return { kind: 'prefix6', ...prefix, span };
}

/** `2001:db8::1/32` to its first address and length, host bits cleared. */
export function parsePrefix6(text: string): { address: string; length: number } | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseIpv6(text.slice(0, slash));
  const length = Number(text.slice(slash + 1));
  if (address === undefined || !(length <= 128)) return undefined;
  const low = BigInt(128 - length);
  return { address: showIpv6((address >> low) << low), length };
}

/** Tells an address of the other family and a host name from a mere typing error. */
export function refuse(token: IToken, reading: Reading): undefined {
  const { family, report } = reading;
  const span = spanOf(reading, token);
  const four = token.tokenType === Ipv4 || token.tokenType === Prefix4;
  const six = token.tokenType === Ipv6 || token.tokenType === Prefix6;
  if ((family === 'ipv4' && six) || (family === 'ipv6' && four)) {
    report.add('ios/wrong-family', span, { text: token.image, family });
  } else {
    const hostname = /^[A-Za-z][\w-]*(?:\.[\w-]+)+$/.test(token.image);
    report.add('ios/bad-address', span, { text: token.image, hostname });
  }
  return undefined;
}
