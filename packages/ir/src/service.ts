/** What an entry or a service group may say about protocol, ports and message types. */
import type { Span } from '@aclift/diagnostics';

/** The protocol of an ACE. */
export type ProtocolMatch =
  /** `ip` or `ipv6`: every protocol. */
  | { readonly kind: 'any'; readonly span: Span }
  /** An IP protocol number, 0 to 255, however it was spelt. */
  | { readonly kind: 'number'; readonly protocol: number; readonly span: Span }
  /** `object-group NAME`: a service group stands for protocol and ports. */
  | { readonly kind: 'service-group'; readonly name: string; readonly span: Span };

/** A port condition on one side of an ACE. Ports are 0 to 65535. Absent where an ACE has none: every port. */
export type PortMatch =
  /** One to ten ports. */
  | { readonly kind: 'eq'; readonly ports: readonly number[]; readonly span: Span }
  /** Every port but these. */
  | { readonly kind: 'neq'; readonly ports: readonly number[]; readonly span: Span }
  /** port+1 to 65535; `gt 65535` is empty. */
  | { readonly kind: 'gt'; readonly port: number; readonly span: Span }
  /** 0 to port-1; `lt 0` is empty. */
  | { readonly kind: 'lt'; readonly port: number; readonly span: Span }
  /** Inclusive and ascending: the device stores it so whatever was typed. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly span: Span }
  /** Catalyst 6500 port group: recognised, members not modelled. */
  | { readonly kind: 'portgroup'; readonly name: string; readonly span: Span };

/** ICMP or ICMPv6 message of an ACE. `code` absent: every code of the type. */
export interface IcmpMatch {
  readonly type: number;
  readonly code?: number;
  readonly span: Span;
}
