/** Flows that somebody saw: what records of every format come down to. */
import { type Action, type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import type { Value } from '@aclift/packet-set';
import { type Flow, hasPorts, icmpProtocol } from '@aclift/verify';

/** One observed flow. */
export interface FlowRecord {
  readonly family: Family;
  readonly source: Value;
  readonly destination: Value;
  readonly protocol: number;
  /** Destination port, or ICMP type × 256 + code; 0 for other protocols. */
  readonly service: number;
  /** Absent: not recorded. */
  readonly sourcePort?: number;
  /** The record is about packets that answer, from the other end of the connection; absent: nobody said. */
  readonly answer?: boolean;
  /** What a device says that one of its lists did. */
  readonly logged?: { readonly list: string; readonly action: Action };
}

/** One line of a file. */
export type ReadLine =
  | { readonly kind: 'record'; readonly record: FlowRecord }
  /** Headers, summaries, empty lines, messages about other things. */
  | { readonly kind: 'nothing' }
  /** A record that cannot be used, and what was expected. */
  | { readonly kind: 'bad'; readonly expected: string };

/** Reads a file line by line; one reader for each file, because headers tell columns. */
export type LineReader = (line: string) => ReadLine;

export const NOTHING_HERE: ReadLine = { kind: 'nothing' };

export function bad(expected: string): ReadLine {
  return { kind: 'bad', expected };
}

/** The parts of a record as texts. */
export interface RecordTexts {
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  /** Absent or empty: none. */
  readonly port?: string;
  readonly sourcePort?: string;
  readonly icmp?: { readonly type: string; readonly code: string };
  readonly answer?: boolean;
}

/** Assigned names that flow collectors write, with their numbers. @see IANA Assigned Internet Protocol Numbers */
const PROTOCOL_NUMBERS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['ipip', 4],
  ['tcp', 6],
  ['udp', 17],
  ['ipv6', 41],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['icmp6', 58],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ['eigrp', 88],
  ['ospf', 89],
  ['pim', 103],
  ['vrrp', 112],
  ['l2tp', 115],
  ['sctp', 132],
]);

/** A record from texts, or what is wrong with them. */
export function recordOf(texts: RecordTexts): ReadLine {
  const source = addressOf(texts.source);
  const destination = addressOf(texts.destination);
  if (source === undefined) return bad(`an address as source, not "${texts.source}"`);
  if (destination === undefined) {
    return bad(`an address as destination, not "${texts.destination}"`);
  }
  if (source.family !== destination.family) return bad('two addresses of one family');
  const protocol = protocolOf(texts.protocol);
  if (protocol === undefined) return bad(`a protocol, not "${texts.protocol}"`);
  const common = {
    family: source.family,
    source: source.value,
    destination: destination.value,
    protocol,
    ...(texts.answer === undefined ? {} : { answer: texts.answer }),
  };
  if (protocol === icmpProtocol(source.family)) {
    const type = numberOf(texts.icmp?.type, 255);
    const code = numberOf(texts.icmp?.code ?? '0', 255);
    if (type === undefined || code === undefined) return bad('a type and a code of ICMP');
    return { kind: 'record', record: { ...common, service: type * 256 + code } };
  }
  if (!hasPorts(protocol)) return { kind: 'record', record: { ...common, service: 0 } };
  const service = numberOf(texts.port, 65535);
  if (service === undefined) return bad(`a destination port, not "${texts.port ?? ''}"`);
  const given = texts.sourcePort !== undefined && texts.sourcePort !== '';
  const sourcePort = given ? numberOf(texts.sourcePort, 65535) : undefined;
  if (given && sourcePort === undefined) return bad(`a source port, not "${texts.sourcePort}"`);
  return {
    kind: 'record',
    record: { ...common, service, ...(sourcePort === undefined ? {} : { sourcePort }) },
  };
}

function addressOf(text: string): { readonly family: Family; readonly value: Value } | undefined {
  const four = parseIpv4(text.trim());
  if (four !== undefined) return { family: 'ipv4', value: four };
  const six = parseIpv6(text.trim());
  return six === undefined ? undefined : { family: 'ipv6', value: six };
}

function protocolOf(text: string): number | undefined {
  const word = text.trim().toLowerCase();
  return PROTOCOL_NUMBERS.get(word) ?? numberOf(word, 255);
}

/** A decimal number from 0 to `max`; undefined for anything else. */
export function numberOf(text: string | undefined, max: number): number | undefined {
  const word = text?.trim() ?? '';
  if (!/^\d{1,5}$/.test(word)) return undefined;
  return Number(word) <= max ? Number(word) : undefined;
}

/** Ports from which connections are opened begin here (RFC 6056); below it services listen. */
const FIRST_CLIENT_PORT = 1024;

/**
 * Whether a record looks like an answer: from a service's port to a client's. Said of records that do not say themselves who
 * opened the connection.
 */
export function looksLikeAnswer({ protocol, service, sourcePort }: FlowRecord): boolean {
  return (
    hasPorts(protocol) &&
    sourcePort !== undefined &&
    sourcePort < FIRST_CLIENT_PORT &&
    service >= FIRST_CLIENT_PORT
  );
}

/** The opening packet of the connection that a record belongs to. @param port source port where none was recorded. */
export function openingOf(record: FlowRecord, answers: boolean, port = 49152): Flow {
  const { source, destination, protocol, service, sourcePort } = record;
  return answers
    ? {
        source: destination,
        destination: source,
        protocol,
        service: sourcePort ?? service,
        sourcePort: sourcePort === undefined ? port : service,
      }
    : { source, destination, protocol, service, sourcePort: sourcePort ?? port };
}
