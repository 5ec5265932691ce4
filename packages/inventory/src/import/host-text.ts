/** Addresses as other programs write them. */
import ipaddr from 'ipaddr.js';
import { parseAddressText, parseHost, showHost } from '../address-text.ts';

const NOWHERE = { start: 0, end: 0 };

/** A host in canonical spelling, without a prefix length (`10.0.0.1/24`) or zone behind it. */
export function hostText(text: string): string | undefined {
  const host = parseHost(text.trim().replace(/[/%].*$/, ''));
  return host === undefined ? undefined : showHost(host);
}

/** A host, CIDR or range as the inventory wants it; a CIDR of one host becomes the host. */
export function rangeText(text: string): string | undefined {
  const trimmed = text.trim();
  const range = parseAddressText(trimmed, NOWHERE);
  if (!range.ok) return undefined;
  const { family, from, to } = range.value;
  if (from !== to) return trimmed.toLowerCase();
  return family === 'ipv4' ? showHost({ family, value: from }) : showHost({ family, value: from });
}

/** Loopback, link-local, multicast, broadcast and unspecified addresses: they name nobody in particular. */
export function isSpecial(host: string): boolean {
  if (parseHost(host) === undefined) return false;
  return SPECIAL.has(ipaddr.parse(host).range());
}

const SPECIAL: ReadonlySet<string> = new Set([
  'loopback',
  'linkLocal',
  'multicast',
  'broadcast',
  'unspecified',
]);
