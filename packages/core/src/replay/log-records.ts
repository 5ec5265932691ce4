/** Messages of access lists as flows: where the reader of a vendor's log and the replay meet. */
import type { Action } from '@aclift/ir';
import { type LineReader, recordOf } from './flow-record.ts';

/** A message about packets, as a vendor's front end reads it. */
interface LoggedPackets {
  readonly list: string;
  readonly action: Action;
  readonly protocol: number;
  readonly source: string;
  /** Absent: the list looks at the source only. */
  readonly destination?: string;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly icmp?: { readonly type: number; readonly code: number };
}

/** Reads one line of a log, such as `readLogMessage` of the front end for IOS. */
export type LogReader = (line: string) =>
  | { readonly kind: 'message'; readonly message: LoggedPackets }
  /** About something else. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable'; readonly expected: string };

/** Lines about other things are nothing; standard lists say no destination, so there is no flow to judge. */
export function logRecords(readLog: LogReader): LineReader {
  return (line) => {
    const read = readLog(line);
    if (read.kind === 'other') return { kind: 'nothing' };
    if (read.kind === 'unreadable') return { kind: 'bad', expected: read.expected };
    const { action, destination, destinationPort, icmp, list, protocol, source, sourcePort } =
      read.message;
    if (destination === undefined) {
      return { kind: 'bad', expected: 'a destination: messages of standard lists have none' };
    }
    const result = recordOf({
      source,
      destination,
      protocol: String(protocol),
      ...(destinationPort === undefined ? {} : { port: String(destinationPort) }),
      ...(sourcePort === undefined ? {} : { sourcePort: String(sourcePort) }),
      ...(icmp === undefined ? {} : { icmp: { type: String(icmp.type), code: String(icmp.code) } }),
    });
    return result.kind === 'record'
      ? { kind: 'record', record: { ...result.record, logged: { list, action } } }
      : result;
  };
}
