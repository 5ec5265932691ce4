/** Access lists: entries in order of evaluation, and everything a line of a list can turn into. */
import type { Span } from '@aclift/diagnostics';
import type { AddressMatch, Family } from './address.ts';
import type { Condition } from './condition.ts';
import type { IcmpMatch, PortMatch, ProtocolMatch } from './service.ts';

export type Action = 'permit' | 'deny';

/** Logging of an ACE. Changes nothing about what it matches. */
export interface Log {
  /** `input`: `log-input`, which adds interface and MAC address. */
  readonly kind: 'log' | 'log-input';
  readonly cookie?: string;
  readonly span: Span;
}

/** One permit or deny line. */
export interface Ace {
  readonly kind: 'ace';
  /** As written; absent when the text gives none. Order of evaluation is the order in {@link Acl.entries}. */
  readonly sequence?: number;
  readonly action: Action;
  /** Standard entries: any protocol. */
  readonly protocol: ProtocolMatch;
  readonly source: AddressMatch;
  /** Absent: every source port. */
  readonly sourcePorts?: PortMatch;
  /** Standard entries: any destination. */
  readonly destination: AddressMatch;
  /** Absent: every destination port. */
  readonly destinationPorts?: PortMatch;
  /** Absent: every message. Only with ICMP. */
  readonly icmp?: IcmpMatch;
  readonly conditions: readonly Condition[];
  readonly log?: Log;
  /** Packets counted by `show access-lists`; absent in configurations. Exceeds 32 bits. */
  readonly hits?: number;
  /** The whole command, without leading or trailing blanks and line end. */
  readonly span: Span;
}

/** A comment line; belongs to the entry that follows it. */
export interface Remark {
  readonly kind: 'remark';
  readonly sequence?: number;
  readonly text: string;
  readonly span: Span;
}

/** `evaluate NAME`: the return traffic of a reflexive list's flows. */
export interface Evaluate {
  readonly kind: 'evaluate';
  readonly sequence?: number;
  readonly name: string;
  readonly span: Span;
}

/**
 * A line of the list that was not understood, kept in its place. With `action` it is an ACE that could not be read:
 * whoever computes with the list must assume the worst about it.
 */
export interface Unrecognized {
  readonly kind: 'unrecognized';
  readonly sequence?: number;
  /** Present when the line is a permit or deny. */
  readonly action?: Action;
  readonly text: string;
  readonly span: Span;
}

export type AclEntry = Ace | Remark | Evaluate | Unrecognized;

/**
 * `other`: an IP list kind whose entries are not address filters (role-based); entries are `unrecognized`. A list of host
 * names is `extended`: its entries that name a host are `unrecognized`, the others are read.
 */
export type AclType = 'standard' | 'extended' | 'other';

/** One access list of a device. */
export interface Acl {
  /** Case-sensitive; numbers are text here. */
  readonly name: string;
  readonly family: Family;
  readonly type: AclType;
  /**
   * In order of evaluation, as written: the deny at the end is not here, nor are the permits of neighbour discovery
   * (nd-na, nd-ns) that an IPv6 list has before it. Empty: the list exists and permits everything where it is bound.
   */
  readonly entries: readonly AclEntry[];
  /** The header, or the first line of a numbered list. */
  readonly span: Span;
}

/** Why a line that stood in the text is not part of its list. */
export type RemovalReason =
  /** A later `no` or `default` line deleted the entry. */
  | 'deleted-entry'
  /** A later `no` line deleted the whole list. */
  | 'deleted-list'
  /** The device refuses a sequence number that is taken. */
  | 'duplicate-sequence'
  /** The device refuses or ignores an entry equal to an earlier one. */
  | 'duplicate-entry'
  /** The device refuses a list whose name another type has. */
  | 'refused-list'
  /** The device answered the line with an error, as the text shows: `% Invalid input detected`. */
  | 'refused-by-device'
  /** It stands in no list: the header above it was not understood, or there is none. {@link RemovedEntry.list} is empty. */
  | 'no-list';

/** A permit or deny line that the device would not keep, so that it still has a place in the account. */
export interface RemovedEntry {
  readonly list: string;
  readonly family: Family;
  readonly entry: Ace | Unrecognized;
  readonly reason: RemovalReason;
  /** The line that removed it, or the earlier entry it repeats. */
  readonly by: Span;
}
