/** Records from the texts that formats are made of: addresses, ports, protocols. */
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import type { Value } from '@aclift/packet-set';
import { hasPorts, icmpProtocol } from '@aclift/verify';
import { bad, type FlowRecord, type PodName, type ReadLine } from './flow-record.ts';

/** The parts of a record as texts. Empty is as good as absent. */
export interface RecordTexts {
  readonly source?: string | undefined;
  readonly destination?: string | undefined;
  readonly protocol?: string | undefined;
  readonly port?: string | undefined;
  readonly sourcePort?: string | undefined;
  readonly icmp?: { readonly type: string; readonly code: string } | undefined;
  readonly pods?: { readonly source?: PodName; readonly destination?: PodName };
}

/** What a record says besides who talks to whom. */
export type RecordSays = Pick<FlowRecord, 'answer' | 'flags' | 'assumed' | 'refused' | 'logged'>;

/**
 * What a record of the format must have. `sparse`: a protocol, port or type that is missing is unknown, and not a fault of the record.
 * `aggregated`: ends may be missing too.
 */
export type Parts = 'complete' | 'sparse' | 'aggregated';

/** Assigned names that recorders write, with their numbers. @see IANA Assigned Internet Protocol Numbers */
const PROTOCOL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['icmpv4', 1],
  ['igmp', 2],
  ['ipip', 4],
  ['ipencap', 4],
  ['tcp', 6],
  ['egp', 8],
  ['igp', 9],
  ['udp', 17],
  ['ipv6', 41],
  ['rsvp', 46],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['nhrp', 54],
  ['icmp6', 58],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ['eigrp', 88],
  ['ospf', 89],
  ['ospfigp', 89],
  ['pim', 103],
  ['ipcomp', 108],
  ['vrrp', 112],
  ['l2tp', 115],
  ['sctp', 132],
  ['udplite', 136],
]);

/** A record from texts, or what is wrong with them. */
export function recordOf(
  texts: RecordTexts,
  says: RecordSays = {},
  parts: Parts = 'complete',
): ReadLine {
  const ends = endsOf(texts, parts);
  if ('kind' in ends) return ends;
  const word = texts.protocol?.trim() ?? '';
  const protocol = protocolOf(word);
  if (protocol === undefined && (word !== '' || parts === 'complete')) {
    return bad(`a protocol, not "${word}"`);
  }
  const service = serviceOf(ends.family, protocol, texts, parts);
  if (typeof service === 'object') return service;
  const sourcePort = sourcePortOf(protocol, texts.sourcePort);
  if (typeof sourcePort === 'object') return sourcePort;
  return {
    kind: 'record',
    record: {
      ...ends,
      ...says,
      ...(texts.pods === undefined ? {} : { pods: texts.pods }),
      ...(protocol === undefined ? {} : { protocol }),
      ...(service === undefined ? {} : { service }),
      ...(sourcePort === undefined ? {} : { sourcePort }),
    },
  };
}

type Addresses = Pick<FlowRecord, 'family' | 'source' | 'destination'>;

/** An end without an address is a pod that the record names, or one of several that a recorder put together. */
function endsOf(texts: RecordTexts, parts: Parts): Addresses | ReadLine {
  const found: { family?: Family; source?: Value; destination?: Value } = {};
  for (const end of ['source', 'destination'] as const) {
    const text = texts[end]?.trim() ?? '';
    if (text === '' && (parts === 'aggregated' || texts.pods?.[end] !== undefined)) continue;
    const address = addressOf(text);
    if (address === undefined) return bad(`an address as ${end}, not "${text}"`);
    if (found.family !== undefined && found.family !== address.family) {
      return bad('two addresses of one family');
    }
    found.family = address.family;
    found[end] = address.value;
  }
  return found;
}

/** Undefined: not recorded. Port 0 is reserved (RFC 6335): recorders write it where they do not know. */
function serviceOf(
  family: Family | undefined,
  protocol: number | undefined,
  { icmp, port }: RecordTexts,
  parts: Parts,
): number | undefined | ReadLine {
  if (protocol === undefined) return undefined;
  if (isIcmp(family, protocol)) {
    if (icmp === undefined && parts !== 'complete') return undefined;
    const type = numberOf(icmp?.type, 255);
    const code = numberOf(icmp?.code ?? '0', 255);
    if (type === undefined || code === undefined) return bad('a type and a code of ICMP');
    return type * 256 + code;
  }
  if (!hasPorts(protocol)) return 0;
  if (parts !== 'complete' && (port === undefined || port.trim() === '')) return undefined;
  const service = numberOf(port, 65535);
  if (service === undefined) return bad(`a destination port, not "${port ?? ''}"`);
  return service === 0 ? undefined : service;
}

/** @param family undefined: the record has no address, and may be of either. */
function isIcmp(family: Family | undefined, protocol: number): boolean {
  return family === undefined
    ? protocol === icmpProtocol('ipv4') || protocol === icmpProtocol('ipv6')
    : protocol === icmpProtocol(family);
}

function sourcePortOf(
  protocol: number | undefined,
  text: string | undefined,
): number | undefined | ReadLine {
  if (protocol === undefined || !hasPorts(protocol)) return undefined;
  if (text === undefined || text.trim() === '') return undefined;
  const port = numberOf(text, 65535);
  if (port === undefined) return bad(`a source port, not "${text}"`);
  return port === 0 ? undefined : port;
}

/** IPv4 in the clothes of IPv6 (RFC 4291, section 2.5.5.2) is IPv4: sockets of both families show it so. */
export function addressOf(
  text: string,
): { readonly family: Family; readonly value: Value } | undefined {
  const four = parseIpv4(text);
  if (four !== undefined) return { family: 'ipv4', value: four };
  const six = parseIpv6(text);
  if (six === undefined) return undefined;
  return six >> 32n === 0xffffn
    ? { family: 'ipv4', value: Number(six & 0xffffffffn) }
    : { family: 'ipv6', value: six };
}

function protocolOf(text: string): number | undefined {
  return PROTOCOL_NUMBERS.get(text.toLowerCase()) ?? numberOf(text, 255);
}

/** A decimal number from 0 to `max`; undefined for anything else. */
export function numberOf(text: string | undefined, max: number): number | undefined {
  const word = text?.trim() ?? '';
  if (!/^\d{1,5}$/.test(word)) return undefined;
  return Number(word) <= max ? Number(word) : undefined;
}
