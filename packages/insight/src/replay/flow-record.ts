/** Flows that somebody saw: what records of every format come down to. */
import type { Action, Family } from '@aclift/ir';
import type { Value } from '@aclift/packet-set';
import { answeredIcmpType, type Flow, hasPorts, icmpProtocol } from '@aclift/verify';

/** A pod as a record names it. */
export interface PodName {
  readonly namespace: string;
  /** Its own labels, without those that only the recorder adds. */
  readonly labels: Readonly<Record<string, string>>;
}

/** One observed flow. */
export interface FlowRecord {
  /** Absent: no end has an address. */
  readonly family?: Family;
  /** Absent: the record names a pod, and no address of it. */
  readonly source?: Value;
  readonly destination?: Value;
  /** The ends that are pods, where the record says which. */
  readonly pods?: { readonly source?: PodName; readonly destination?: PodName };
  /** Absent: not recorded. */
  readonly protocol?: number;
  /** Destination port, or ICMP type × 256 + code; 0 for other protocols. Absent: not recorded. */
  readonly service?: number;
  /** Never 0. Absent: not recorded. */
  readonly sourcePort?: number;
  /** The record is about packets that answer, from the other end of the connection; absent: nobody said. */
  readonly answer?: boolean;
  /** What TCP flags say of the end that sent the packets; absent: nothing. */
  readonly flags?: 'opens' | 'answers';
  /** The format puts the end that opened first, unless something says otherwise. */
  readonly assumed?: 'opening';
  /** Whoever recorded it stopped it, for this reason. */
  readonly refused?: string;
  /** What a device says that one of its lists did. */
  readonly logged?: { readonly list: string; readonly action: Action };
}

/** Why a line holds no record: nothing is wrong with it. */
export type Skipped =
  /** Blank lines, headers, comments, summaries, brackets. */
  | 'layout'
  /** Messages of a log about other things. */
  | 'other-messages'
  /** Events of a recorder about itself or the cluster. */
  | 'other-events'
  /** What a program asked its kernel for, before it became packets. */
  | 'socket-events'
  /** The recorder saw nothing in this interval. */
  | 'no-data';

/** What one line or one object of a file says. */
export type ReadLine =
  | { readonly kind: 'record'; readonly record: FlowRecord }
  /** No record is here. `missed`: how many packets or events the recorder says it has lost; absent: none. */
  | { readonly kind: 'nothing'; readonly why: Skipped; readonly missed?: number }
  /** A record that cannot be used, and what was expected. */
  | { readonly kind: 'bad'; readonly expected: string };

/** Takes what a line says. @param line from 1: where it begins. */
export type Take = (read: ReadLine, line: number) => void;

/** Reads a file line by line; one for each file, because headers tell columns. */
export interface RecordReader {
  readonly line: (text: string, line: number, take: Take) => void;
  /** The file is over: what is still open is told. */
  readonly end: (take: Take) => void;
}

export const LAYOUT: ReadLine = { kind: 'nothing', why: 'layout' };

export function bad(expected: string): ReadLine {
  return { kind: 'bad', expected };
}

/** A reader that needs one line at a time. */
export function eachLine(read: (text: string) => ReadLine): RecordReader {
  return {
    line: (text, line, take) => {
      take(read(text), line);
    },
    end: () => {},
  };
}

/** A client's port where none was recorded: the first that IANA leaves to clients (RFC 6335). */
const SOME_CLIENT_PORT = 49152;

/** A record with everything that an opening needs. */
export type Openable = FlowRecord & { readonly protocol: number };

/** The fields of an opening packet but its ends. */
export type Opening = Pick<Flow, 'protocol' | 'service' | 'sourcePort'>;

/**
 * What the opening packet of the connection carries that a record belongs to.
 * @param answers whether the record is about packets from the other end.
 * @returns undefined: the port, or the type of ICMP, was not recorded.
 */
export function openingOf(record: Openable, answers: boolean): Opening | undefined {
  const { family, protocol, service, sourcePort } = record;
  if (hasPorts(protocol)) {
    const [to, from] = answers ? [sourcePort, service] : [service, sourcePort];
    if (to === undefined) return undefined;
    return { protocol, service: to, sourcePort: from ?? SOME_CLIENT_PORT };
  }
  if (service === undefined) return undefined;
  const request =
    answers && family !== undefined && protocol === icmpProtocol(family)
      ? answeredIcmpType(family, service >> 8)
      : undefined;
  return {
    protocol,
    service: request === undefined ? service : request * 256,
    sourcePort: SOME_CLIENT_PORT,
  };
}
