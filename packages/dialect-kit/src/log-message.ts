/** What devices report of single packets: the messages that entries with `log` send to syslog. */
import type { Action, Family } from '@aclift/ir';

/** What one message says. */
export interface LogMessage {
  readonly family: Family;
  readonly list: string;
  /** Sequence number of the entry; IPv6 messages have it. */
  readonly sequence?: number;
  readonly action: Action;
  /** Absent: the list looks at addresses only, and the message does not say it. */
  readonly protocol?: number;
  readonly source: string;
  /** Absent: a standard list looks at the source only. */
  readonly destination?: string;
  /** Of TCP, UDP and SCTP. Absent: the list looks at no ports up to the entry, and the message has 0. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** Present with ICMP. */
  readonly icmp?: { readonly type: number; readonly code: number };
  /** Packets that the message sums up. */
  readonly packets: number;
}

/** A line of a log: a message about packets, something else, or a message that says less than it should. */
export type LogLine =
  | { readonly kind: 'message'; readonly message: LogMessage }
  /** No message of an access list. `missed`: it is one about packets that are in no other; absent: it is not. */
  | { readonly kind: 'other'; readonly missed?: number }
  | { readonly kind: 'unreadable'; readonly expected: string };
