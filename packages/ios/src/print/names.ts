/** Numbers back to the names that the device prints. Names that only some images know stay numbers. */
import {
  DSCP_NAMES,
  IP_OPTION_NAMES,
  MOBILITY_NAMES,
  PRECEDENCE_NAMES,
  TOS_NAMES,
} from '../names/header-names.ts';
import { ICMP6_NAMES, ICMP_NAMES, type IcmpName } from '../names/icmp-names.ts';
import { IGMP_NAMES } from '../names/igmp-names.ts';
import { CANONICAL_TCP_PORTS, CANONICAL_UDP_PORTS } from '../names/port-names.ts';
import { PROTOCOLS, PROTOCOLS6, TCP, UDP } from '../names/protocol-names.ts';

/** Names that old or new images only know: a number is understood by all. */
const NOT_EVERYWHERE = new Set([
  'drip',
  'msrpc',
  'onep-plain',
  'onep-tls',
  'ripv6',
  'igrp',
  'sctp',
]);

/** The first name of each number. */
function inverse(names: ReadonlyMap<string, number>): ReadonlyMap<number, string> {
  const byNumber = new Map<number, string>();
  for (const [name, number] of names) {
    if (!byNumber.has(number) && !NOT_EVERYWHERE.has(name)) byNumber.set(number, name);
  }
  return byNumber;
}

function inverseIcmp(names: ReadonlyMap<string, IcmpName>): ReadonlyMap<string, string> {
  const byNumbers = new Map<string, string>();
  for (const [name, { type, code }] of names) {
    const key = icmpKey(type, code);
    if (!byNumbers.has(key)) byNumbers.set(key, name);
  }
  return byNumbers;
}

const icmpKey = (type: number, code: number | undefined): string => `${type}/${code ?? ''}`;

const protocols = inverse(PROTOCOLS);
const protocols6 = inverse(PROTOCOLS6);
const icmp = inverseIcmp(ICMP_NAMES);
const icmp6 = inverseIcmp(ICMP6_NAMES);
const igmp = inverse(IGMP_NAMES);

export function protocolName(protocol: number, family: 'ipv4' | 'ipv6'): string {
  return (family === 'ipv4' ? protocols : protocols6).get(protocol) ?? String(protocol);
}

/** @param protocol absent or without names: the number. */
export function portName(port: number, protocol: number | undefined): string {
  const names =
    protocol === TCP ? CANONICAL_TCP_PORTS : protocol === UDP ? CANONICAL_UDP_PORTS : undefined;
  const name = names?.get(port);
  return name === undefined || NOT_EVERYWHERE.has(name) ? String(port) : name;
}

export function icmpName(type: number, code: number | undefined, family: 'ipv4' | 'ipv6'): string {
  const name = (family === 'ipv4' ? icmp : icmp6).get(icmpKey(type, code));
  return name ?? (code === undefined ? String(type) : `${type} ${code}`);
}

export function igmpName(index: number): string {
  return igmp.get(index) ?? String(index);
}

type ValueKind = 'dscp' | 'precedence' | 'tos' | 'option' | 'mobility';

const values: Readonly<Record<ValueKind, ReadonlyMap<number, string>>> = {
  dscp: inverse(DSCP_NAMES),
  precedence: inverse(PRECEDENCE_NAMES),
  tos: inverse(TOS_NAMES),
  option: inverse(IP_OPTION_NAMES),
  mobility: inverse(MOBILITY_NAMES),
};

export function valueName(kind: ValueKind, value: number): string {
  return values[kind].get(value) ?? String(value);
}
