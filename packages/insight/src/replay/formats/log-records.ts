/** Messages of access lists as flows: where the reader of a vendor's log and the replay meet. */
import type { Action } from '@aclift/ir';
import { bad, type ReadLine } from '../flow-record.ts';
import { recordOf } from '../record-texts.ts';

/** A message about packets, as a vendor's front end reads it. */
interface LoggedPackets {
  readonly list: string;
  readonly action: Action;
  /** Absent: the list did not look at it. */
  readonly protocol?: number;
  readonly source: string;
  /** Absent: the list looks at the source only. */
  readonly destination?: string;
  /** Absent: the list did not look at ports. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  readonly icmp?: { readonly type: number; readonly code: number };
}

/** Reads one line of a log, such as `readLogMessage` of the front end for IOS. */
export type LogReader = (line: string) =>
  | { readonly kind: 'message'; readonly message: LoggedPackets }
  /** About something else. `missed`: packets that it says are in no message; absent: none. */
  | { readonly kind: 'other'; readonly missed?: number }
  | { readonly kind: 'unreadable'; readonly expected: string };

/** Lines about other things are nothing; standard lists say no destination, so there is no flow to judge. */
export function logRecord(readLog: LogReader, line: string): ReadLine {
  if (line.trim() === '') return { kind: 'nothing', why: 'layout' };
  const read = readLog(line);
  if (read.kind === 'other') {
    const { missed } = read;
    return { kind: 'nothing', why: 'other-messages', ...(missed === undefined ? {} : { missed }) };
  }
  if (read.kind === 'unreadable') return bad(read.expected);
  const { action, destination, destinationPort, icmp, list, protocol, source, sourcePort } =
    read.message;
  if (destination === undefined) {
    return bad('a destination: messages of standard lists have none');
  }
  return recordOf(
    {
      source,
      destination,
      protocol: textOf(protocol),
      port: textOf(destinationPort),
      sourcePort: textOf(sourcePort),
      ...(icmp === undefined ? {} : { icmp: { type: String(icmp.type), code: String(icmp.code) } }),
    },
    { logged: { list, action } },
    'sparse',
  );
}

function textOf(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
