/**
 * Rows of the tables in which devices keep their neighbours: ARP, IPv6 neighbours, MAC addresses. Hosts have no names
 * there: they are called like the interface behind which they were seen.
 */
import type { Span } from '@aclift/diagnostics';
import { interfaceName, macText } from '../device-text.ts';
import { hostText } from '../host-text.ts';
import { namedHost } from '../named.ts';
import { oneLine, skipped } from '../record.ts';
import type { SourceRecord } from '../record.ts';

/** One table: what its first line says of its columns. */
export type Table =
  | { readonly kind: 'arp'; readonly isIos: boolean; readonly place: number }
  | { readonly kind: 'ipv6'; readonly isNxos: boolean }
  | { readonly kind: 'mac' };

const HEADS: readonly (readonly [RegExp, Table])[] = [
  // Internet  10.10.20.11   12   0050.56aa.0011  ARPA   Vlan20
  [/^Protocol\s+Address\s+Age/i, { kind: 'arp', isIos: true, place: 4 }],
  // 10.10.20.11   00:01:02  0050.56aa.0011  Vlan20   [port-channel1 …]
  [/^Address\s+Age\s+MAC Address\s+Interface/i, { kind: 'arp', isIos: false, place: 3 }],
  // 10.10.20.11   01:25:23   0050.56aa.0011  Dynamic    ARPA  GigabitEthernet0/0/0/0
  [
    /^Address\s+Age\s+Hardware Addr\s+State\s+Type\s+Interface/i,
    { kind: 'arp', isIos: false, place: 5 },
  ],
  // 2001:DB8:20::11   3 0050.56aa.0011  STALE Vl20
  [/^IPv6 Address\s+Age\s+Link-layer Addr\s+State\s+Interface/i, { kind: 'ipv6', isNxos: false }],
  // 2001:db8:20::11   00:01:46  0050.56aa.0011  50   icmpv6     Vlan20
  [/^Address\s+Age\s+MAC Address\s+Pref\s+Source\s+Interface/i, { kind: 'ipv6', isNxos: true }],
  //   20    0050.56aa.0011    DYNAMIC     Gi1/0/7
  [/^vlan\s+mac\s*address\s+type/i, { kind: 'mac' }],
  [/^destination address\s+address type\s+vlan/i, { kind: 'mac' }],
  [/^interface\s+mac\s+address\s+type/i, { kind: 'mac' }],
];

/** The table that a line begins. */
export function tableOf(line: string): Table | undefined {
  const text = line.trim();
  return HEADS.find(([head]) => head.test(text))?.[1];
}

/** `   inside 10.10.20.11 0050.56aa.0011 12`: the ARP table of ASA has no first line. */
const ASA =
  /^\s*(\S+)\s+(\d+\.\d+\.\d+\.\d+)\s+([0-9a-f]{4}(?:\.[0-9a-f]{4}){2})\s+(?:-|\d+)(?:\s.*)?$/i;

export function isAsaArp(line: string): boolean {
  return ASA.test(line);
}

const MAC =
  /(?:^|\s)([0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}|(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2})(?=\s|$)/i;

/** Whether a line tells a MAC address: legends and titles do not. */
export function hasMac(line: string): boolean {
  return MAC.test(line);
}

/** @param table absent: no first line came before. */
export function rowRecord(span: Span, text: string, table: Table | undefined): SourceRecord {
  const words = text.trim().split(/\s+/);
  if (table === undefined) {
    const [, place = '', address = '', hardware = ''] = ASA.exec(text) ?? [];
    return address === ''
      ? skipped(span, text, 'unreadable')
      : seen(span, text, address, hardware, place);
  }
  switch (table.kind) {
    case 'arp': {
      if (table.isIos && words[0] !== 'Internet') return skipped(span, text, 'unreadable');
      const [address = '', , hardware = ''] = table.isIos ? words.slice(1) : words;
      const place = words[table.place + (table.isIos ? 1 : 0)] ?? '';
      return seen(span, text, address, hardware, place);
    }
    case 'ipv6':
      return ipv6Record(span, text, words, table.isNxos);
    case 'mac':
      return macRecord(span, text);
  }
}

function ipv6Record(
  span: Span,
  text: string,
  words: readonly string[],
  isNxos: boolean,
): SourceRecord {
  // Groups that the router itself has joined.
  if (/^\s*\[Mcast/i.test(text)) return skipped(span, text, 'other-kind');
  const [address = '', , hardware = '', third = '', fourth = '', fifth = ''] = words;
  const [state, place] = isNxos ? ['', fifth] : [third, fourth];
  return /^(?:incmp|incomp|delete)/i.test(state)
    ? skipped(span, text, 'not-in-use')
    : seen(span, text, address, hardware, interfaceName(place));
}

function macRecord(span: Span, text: string): SourceRecord {
  const written = MAC.exec(text)?.[1];
  if (written === undefined) return skipped(span, text, 'unreadable');
  const mac = macText(written);
  if (mac === undefined) return skipped(span, text, 'no-address');
  return { span, what: oneLine(text), content: { kind: 'station', mac } };
}

function seen(
  span: Span,
  text: string,
  address: string,
  hardware: string,
  place: string,
): SourceRecord {
  if (hostText(address) === undefined && !/^\d+\./.test(address)) {
    return skipped(span, text, 'unreadable');
  }
  // Nobody has answered.
  if (/^(?:incomplete|0000\.0000\.0000)$/i.test(hardware)) return skipped(span, text, 'not-in-use');
  const record = namedHost(span, address, place === '-' ? '' : place, text, 'place');
  const mac = macText(hardware);
  return mac === undefined ? record : { ...record, mac };
}
