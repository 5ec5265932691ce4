/** Addresses as other programs write them. */
import ipaddr from 'ipaddr.js';
import { parseAddressText, parseHost, showHost } from '../address-text.ts';
import type { AddressRange } from '../address-range.ts';

const NOWHERE = { start: 0, end: 0 };

/** Class E: nothing but masks is written there. */
const CLASS_E = 0xf0000000;
const ALL_ONES = 0xffffffff;

/**
 * A host in canonical spelling; a zone behind an IPv6 address is left out. Netmasks are none, but 255.255.255.255 is
 * one: the broadcast address.
 */
export function hostText(text: string): string | undefined {
  const host = parseHost(text.trim().replace(/%[\w.-]+$/, ''));
  if (host === undefined) return undefined;
  if (host.family === 'ipv4' && host.value >= CLASS_E && host.value < ALL_ONES) return undefined;
  return showHost(host);
}

/** The host of an address with the length of its network's prefix behind it, as interfaces have it: `10.0.0.5/24`. */
export function interfaceHost(text: string): string | undefined {
  const [, host = '', length] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text.trim()) ?? [];
  const most = host.includes(':') ? 128 : 32;
  return length !== undefined && Number(length) > most ? undefined : hostText(host);
}

/** A host, CIDR or range as the inventory wants it; a CIDR of one host becomes the host. */
export function rangeText(text: string): string | undefined {
  const trimmed = text.trim();
  const range = rangeOf(trimmed);
  if (range === undefined) return undefined;
  const { family, from, to } = range;
  if (family === 'ipv4' && from >= CLASS_E && from < ALL_ONES) return undefined;
  if (from !== to) return trimmed.toLowerCase().replaceAll(/\s+/g, '');
  return hostText(
    family === 'ipv4' ? showHost({ family, value: from }) : showHost({ family, value: from }),
  );
}

/** The addresses of a host, CIDR or range; undefined when it is none. */
export function rangeOf(text: string): AddressRange | undefined {
  const range = parseAddressText(text, NOWHERE);
  return range.ok ? range.value : undefined;
}

/** Whether the text is one host and not a network. */
export function isOneHost(text: string): boolean {
  const range = rangeOf(text);
  return range !== undefined && range.from === range.to;
}

/** Length of a netmask (`255.255.255.0`) or of a prefix (`24`, `/24`); undefined when it is neither. */
export function maskLength(text: string): number | undefined {
  const [, length] = /^\/?(\d{1,3})$/.exec(text.trim()) ?? [];
  if (length !== undefined) return Number(length) <= 128 ? Number(length) : undefined;
  const mask = parseHost(text.trim());
  if (mask?.family !== 'ipv4') return undefined;
  const ones = mask.value.toString(2).padStart(32, '0');
  return /^1*0*$/.test(ones) ? ones.replaceAll('0', '').length : undefined;
}

/** The CIDR of an address and the length of its mask; undefined when the address is not the first of the network. */
export function networkText(address: string, length: number): string | undefined {
  return rangeText(`${address.trim()}/${length}`);
}

/** Loopback, link-local, multicast, broadcast and unspecified addresses, and networks of them: nobody in particular. */
export function isSpecial(text: string): boolean {
  const [from = '', to = from] = text.split('-');
  const range = rangeOf(text);
  if (range === undefined) return false;
  if (range.from === range.to) return kindOf(from) !== undefined;
  const last =
    range.family === 'ipv4'
      ? showHost({ family: 'ipv4', value: range.to })
      : showHost({ family: 'ipv6', value: range.to });
  const kind = kindOf(text.includes('-') ? from : (text.split('/', 1)[0] ?? ''));
  return kind !== undefined && kind === kindOf(text.includes('-') ? to : last);
}

function kindOf(host: string): string | undefined {
  if (parseHost(host) === undefined) return undefined;
  const kind = ipaddr.parse(host).range();
  return SPECIAL.has(kind) ? kind : undefined;
}

const SPECIAL: ReadonlySet<string> = new Set([
  'loopback',
  'linkLocal',
  'multicast',
  'broadcast',
  'unspecified',
]);
