/**
 * Filters that are no plain list at an interface: chains of lists with one end, and constructs that drop or pass what lists
 * select. Dialects lower them to steps, so that whoever computes knows no dialect.
 */
import type { Span } from '@aclift/diagnostics';
import type { Action } from './acl.ts';
import type { Family } from './address.ts';

/**
 * A list by name; absent `family`: of either, whichever is defined. A list of one family permits no packet of the other, so
 * that what it does not permit holds all of them.
 */
export interface ListName {
  readonly list: string;
  readonly family?: Family;
  /** What the list does not permit is meant. Absent: what it permits. */
  readonly negated?: boolean;
}

/** The entries of a list decide; a packet that none of them matches goes on to the next step. */
export interface EntriesStep {
  readonly kind: 'entries';
  readonly list: string;
}

/**
 * What lists permit is selected and gets the action; everything else goes on to the next step. Every list that is named has
 * entries in the text: a step whose list is missing or empty is uncertain and does not name it.
 */
export interface SelectStep {
  readonly kind: 'select';
  /** Empty: every packet. */
  readonly lists: readonly ListName[];
  /** Whether all of the lists have to permit a packet, or one of them is enough. */
  readonly join: 'every' | 'some';
  readonly action: Action;
  /** False: something besides the lists has a say that nobody knows, so what they select is only perhaps selected; nothing else is. */
  readonly certain: boolean;
  /** The command that makes the step, trimmed, and its place: `class WORM`, `vlan access-map VM 10`. */
  readonly text: string;
  readonly span: Span;
}

/** One step of a filter. Steps are tried in order, and the first that takes a packet decides. */
export type FilterStep = EntriesStep | SelectStep;

/** What kind of command makes a filter. */
export type FilterKind =
  /** `vlan access-map` with `vlan filter`. */
  | 'vlan-map'
  /** Classes that drop, under `service-policy` on an interface. */
  | 'service-policy'
  /** `set interface Null0` in a route map under `ip policy`. */
  | 'policy-route'
  /** Packets for the device itself. */
  | 'receive'
  /** Between two security zones. */
  | 'zone-pair';

/** A filter of forwarded packets made of steps. */
export interface PacketFilter {
  readonly kind: FilterKind;
  /** What people call it: the name of the map or policy. */
  readonly name: string;
  /** Whose packets it sees. */
  readonly families: readonly Family[];
  readonly steps: readonly FilterStep[];
  /** What becomes of a packet that no step takes. */
  readonly otherwise: Action;
  /** Lets the answers to what it permits back by itself. Absent: it does not. */
  readonly stateful?: boolean;
  /** The command that applies it. */
  readonly span: Span;
}
