/**
 * Conditions of an ACE beyond addresses, protocol, ports and message type. Each narrows what the entry matches; which
 * of them a policy can express, and what happens where it cannot, is decided elsewhere.
 */
import type { Span } from '@aclift/diagnostics';

/** TCP header flags by their IOS names. */
export type TcpFlag = 'ack' | 'fin' | 'psh' | 'rst' | 'syn' | 'urg';

/** A comparison as `ttl` uses it; values 0 to 255. */
export type Comparison =
  | { readonly operator: 'eq' | 'neq' | 'gt' | 'lt'; readonly value: number }
  | { readonly operator: 'range'; readonly from: number; readonly to: number };

/** IPv6 extension-header keywords of an ACE. */
export type ExtensionHeader = 'routing' | 'dest-option' | 'mobility' | 'hbh' | 'auth';

/** One condition. An ACE matches a packet only if all of its conditions hold. */
export type Condition =
  /** TCP with ACK or RST set: never the packet that opens a connection. */
  | { readonly kind: 'established'; readonly span: Span }
  /** `any`: at least one of the flags has the wanted value. `all`: every one has. Bare flags read as `any`, set. */
  | {
      readonly kind: 'tcp-flags';
      readonly mode: 'any' | 'all';
      readonly flags: readonly { readonly flag: TcpFlag; readonly set: boolean }[];
      readonly span: Span;
    }
  /** Non-initial fragments only. */
  | { readonly kind: 'fragments'; readonly span: Span }
  /** IGMP message by IOS index 0 to 15, not the wire type. */
  | { readonly kind: 'igmp'; readonly index: number; readonly span: Span }
  | { readonly kind: 'dscp'; readonly value: number; readonly span: Span }
  | { readonly kind: 'precedence'; readonly value: number; readonly span: Span }
  | { readonly kind: 'tos'; readonly value: number; readonly span: Span }
  | { readonly kind: 'ttl'; readonly comparison: Comparison; readonly span: Span }
  /** IP option by number; `any` for `any-options`. */
  | { readonly kind: 'option'; readonly value: number | 'any'; readonly span: Span }
  /** `active`: what `show access-lists` said of the range at that moment; absent in configurations. */
  | {
      readonly kind: 'time-range';
      readonly name: string;
      readonly active?: boolean;
      readonly span: Span;
    }
  /** Lock-and-key template: inactive until a user authenticates. `timeout` in minutes. */
  | {
      readonly kind: 'dynamic';
      readonly name: string;
      readonly timeout?: number;
      readonly span: Span;
    }
  /** The entry also records the mirrored flow in a reflexive list. `timeout` in seconds. Narrows nothing. */
  | {
      readonly kind: 'reflect';
      readonly name: string;
      readonly timeout?: number;
      readonly span: Span;
    }
  /** `value`: the number after `routing-type` or `mobility-type`, where one was given. */
  | {
      readonly kind: 'extension-header';
      readonly header: ExtensionHeader;
      readonly value?: number;
      readonly span: Span;
    }
  | { readonly kind: 'flow-label'; readonly value: number; readonly span: Span }
  | { readonly kind: 'undetermined-transport'; readonly span: Span };

const KINDS: Readonly<Record<Condition['kind'], true>> = {
  established: true,
  'tcp-flags': true,
  fragments: true,
  igmp: true,
  dscp: true,
  precedence: true,
  tos: true,
  ttl: true,
  option: true,
  'time-range': true,
  dynamic: true,
  reflect: true,
  'extension-header': true,
  'flow-label': true,
  'undetermined-transport': true,
};

/** Every kind, for what has to know them all and no type can hold to it: documents, schemas, generators. */
export const CONDITION_KINDS: readonly Condition['kind'][] = Object.keys(
  KINDS,
) as Condition['kind'][];
