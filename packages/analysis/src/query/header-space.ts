/** A header space as people type it: `tcp any 10.1.0.0/16 443`. */
import type { Result } from '@aclift/diagnostics';
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { type PacketBox, protocolOf } from '@aclift/lists';
import { normalizeRanges, type Range, type Ranges } from '@aclift/packet-set';
import { hasPorts, MAX_PORT, prefix6Range, prefixRange } from '@aclift/verify';

/**
 * Reads `PROTOCOL SOURCE DESTINATION [PORTS]`. A protocol is `ip` or `any`, a name or a number; an end is `any`, an address,
 * a prefix or `A-B`; ports are `443`, `80,443` or `8000-8100`.
 * @returns the reason for the user when the text is none of that.
 */
export function parseHeaderSpace(text: string, family: Family): Result<PacketBox, string> {
  const [protocol = '', source = '', destination = '', ports, ...more] = text.trim().split(/\s+/);
  if (destination === '' || more.length > 0) {
    return wrong(`"${text}" is not PROTOCOL SOURCE DESTINATION [PORTS]`);
  }
  const box: { -readonly [K in keyof PacketBox]: PacketBox[K] } = {};
  const number = protocolOf(protocol);
  if (!/^(ip|ipv6|any)$/i.test(protocol)) {
    if (number === undefined) return wrong(`"${protocol}" is no protocol`);
    box.protocol = [{ from: number, to: number }];
  }
  for (const [field, end] of [
    ['source', source],
    ['destination', destination],
  ] as const) {
    if (end.toLowerCase() === 'any') continue;
    const range = addressRange(end, family);
    if (range === undefined) return wrong(`"${end}" is no address of an ${FAMILY[family]} list`);
    box[field] = [range];
  }
  if (ports !== undefined) {
    if (number === undefined || !hasPorts(number)) return wrong('ports need tcp, udp or sctp');
    const ranges = portRanges(ports);
    if (ranges === undefined) return wrong(`"${ports}" is no list of ports`);
    box.service = ranges;
  }
  return { ok: true, value: box };
}

const FAMILY: Readonly<Record<Family, string>> = { ipv4: 'IPv4', ipv6: 'IPv6' };

function wrong(error: string): Result<PacketBox, string> {
  return { ok: false, error };
}

function addressRange(text: string, family: Family): Range | undefined {
  const parse = family === 'ipv4' ? parseIpv4 : parseIpv6;
  const [address = '', digits] = text.split('/');
  if (digits !== undefined) {
    const length = /^\d{1,3}$/.test(digits) ? Number(digits) : Number.NaN;
    const base = parse(address);
    if (base === undefined || !(length <= (family === 'ipv4' ? 32 : 128))) return undefined;
    return family === 'ipv4' ? prefixRange(Number(base), length) : prefix6Range(address, length);
  }
  const [first = '', last = first, ...more] = text.split('-');
  const [from, to] = [parse(first), parse(last)];
  if (from === undefined || to === undefined || from > to || more.length > 0) return undefined;
  return { from, to };
}

function portRanges(text: string): Ranges | undefined {
  const ranges: Range<number>[] = [];
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(part) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first === undefined || from > to || to > MAX_PORT) return undefined;
    ranges.push({ from, to });
  }
  return normalizeRanges(ranges);
}
