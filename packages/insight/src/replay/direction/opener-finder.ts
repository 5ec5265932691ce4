/**
 * Finds out which end opened the connection of each record of a file. What one record does not tell, another of the same connection
 * may: those that wait for it, and what is known of connections, are kept in tables of bounded size.
 */
import type { Value } from '@aclift/packet-set';
import { hasPorts } from '@aclift/verify';
import type { FlowRecord } from '../flow-record.ts';
import { type Opener, openerByLowerPort, openerByPorts } from './by-ports.ts';
import type { NamedPorts } from './named-ports.ts';

/** How to take records that do not say themselves who opened. Absent: told only where it can be told. */
export type Answers = 'by-port' | 'as-recorded';

/** A record with what it was given along, and the end that opened; undefined: it cannot be told. */
export interface Found<Along> {
  readonly record: FlowRecord;
  readonly along: Along;
  readonly opener: Opener | undefined;
}

/** Most records that wait for another one of their connection. */
const MOST_WAITING = 32_768;
/** Most connections in each of two generations: when the younger one is full, the elder is forgotten. */
const MOST_KNOWN = 65_536;

/** The end with the smaller text of the two, or the other one. */
type End = 'first' | 'second';

interface Known {
  readonly opener: End;
  /** Said by a record; else only likely by its ports. */
  readonly said: boolean;
}

interface Waiting<Along> {
  readonly record: FlowRecord;
  readonly along: Along;
  readonly source: End;
}

/** For one file. */
export class OpenerFinder<Along> {
  readonly #named: NamedPorts;
  readonly #answers: Answers | undefined;
  #young = new Map<string, Known>();
  #old = new Map<string, Known>();
  readonly #waiting = new Map<string, Waiting<Along>[]>();
  #waitingCount = 0;

  constructor(named: NamedPorts, answers: Answers | undefined) {
    this.#named = named;
    this.#answers = answers;
  }

  /**
   * Takes a record of a protocol other than ICMP.
   * @returns what is told by now: it, and those that waited for it, or those that have waited too long.
   */
  take(record: FlowRecord, along: Along): readonly Found<Along>[] {
    const said = saidBy(record);
    if (said === 'both') return [{ record, along, opener: undefined }];
    const connection = connectionOf(record);
    if (connection === undefined) {
      return [{ record, along, opener: said ?? this.#likely(record) }];
    }
    const { key, source } = connection;
    const known = this.#young.get(key) ?? this.#old.get(key);
    const opener = said ?? openerIn(known, source) ?? this.#likely(record);
    if (opener === undefined) return this.#wait(key, { record, along, source });
    const end = (opener === 'source') === (source === 'first') ? 'first' : 'second';
    if (known === undefined || (said !== undefined && (!known.said || known.opener !== end))) {
      this.#know(key, { opener: end, said: said !== undefined });
    }
    const found = { record, along, opener };
    return this.#waiting.size === 0 ? [found] : [found, ...this.#release(key, end)];
  }

  /** The file is over: what still waits will never be told. */
  end(): readonly Found<Along>[] {
    return [...this.#waiting.keys()].flatMap((key) => this.#release(key, undefined));
  }

  #likely(record: FlowRecord): Opener | undefined {
    const { assumed, protocol, service, sourcePort } = record;
    if (this.#answers === 'as-recorded') return 'source';
    if (assumed === 'opening' && this.#answers === undefined) return 'source';
    if (protocol === undefined || !hasPorts(protocol)) return 'source';
    const pair = { source: sourcePort, destination: service };
    const opener = openerByPorts(pair, (port) => this.#named.has(protocol, port));
    return opener ?? (this.#answers === 'by-port' ? openerByLowerPort(pair) : undefined);
  }

  #know(key: string, known: Known): void {
    if (this.#young.size >= MOST_KNOWN) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, known);
  }

  #wait(key: string, waiting: Waiting<Along>): readonly Found<Along>[] {
    const others = this.#waiting.get(key);
    if (others === undefined) this.#waiting.set(key, [waiting]);
    else others.push(waiting);
    this.#waitingCount += 1;
    if (this.#waitingCount <= MOST_WAITING) return [];
    const [eldest] = this.#waiting.keys();
    return eldest === undefined ? [] : this.#release(eldest, undefined);
  }

  #release(key: string, opener: End | undefined): readonly Found<Along>[] {
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) return [];
    this.#waiting.delete(key);
    this.#waitingCount -= waiting.length;
    return waiting.map(({ along, record, source }) => ({
      record,
      along,
      opener: opener === undefined ? undefined : opener === source ? 'source' : 'destination',
    }));
  }
}

/** What the record says itself; `both`: its parts contradict each other. */
function saidBy({ answer, flags }: FlowRecord): Opener | 'both' | undefined {
  const byFlags = flags === undefined ? undefined : flags === 'opens' ? 'source' : 'destination';
  if (answer === undefined) return byFlags;
  const byRecord = answer ? 'destination' : 'source';
  return byFlags !== undefined && byFlags !== byRecord ? 'both' : byRecord;
}

function openerIn(known: Known | undefined, source: End): Opener | undefined {
  if (known === undefined) return undefined;
  return known.opener === source ? 'source' : 'destination';
}

/**
 * What both directions of a connection have in common, and which of its ends is the source.
 * @returns undefined: a port or an address is missing, so it cannot be told from others.
 */
function connectionOf(
  record: FlowRecord,
): { readonly key: string; readonly source: End } | undefined {
  const { destination, protocol, service, source, sourcePort } = record;
  if (source === undefined || destination === undefined || protocol === undefined) return undefined;
  const [from, to] = hasPorts(protocol) ? [sourcePort, service] : [0, 0];
  if (from === undefined || to === undefined) return undefined;
  return source < destination || (source === destination && from <= to)
    ? { key: keyOf(source, from, destination, to, protocol), source: 'first' }
    : { key: keyOf(destination, to, source, from, protocol), source: 'second' };
}

/** Sixteen bits a character: keys are made for every record, and numbers as text take long. */
function keyOf(a: Value, aPort: number, b: Value, bPort: number, protocol: number): string {
  return typeof a === 'number' && typeof b === 'number'
    ? String.fromCharCode(a >>> 16, a & 0xffff, aPort, b >>> 16, b & 0xffff, bPort, protocol)
    : `${a} ${aPort} ${b} ${bPort} ${protocol}`;
}
