/** Addresses and protocols as the inventory has them. */
import type { Span } from '@aclift/diagnostics';

/** Consecutive IPv4 addresses as 32-bit unsigned numbers, both ends included. */
export interface AddressRange4 {
  readonly family: 'ipv4';
  readonly from: number;
  readonly to: number;
  /** As written: a host, a CIDR or `from-to`. */
  readonly text: string;
  readonly span: Span;
}

/** Consecutive IPv6 addresses as 128-bit unsigned numbers, both ends included. */
export interface AddressRange6 {
  readonly family: 'ipv6';
  readonly from: bigint;
  readonly to: bigint;
  /** As written: a host, a CIDR or `from-to`. */
  readonly text: string;
  readonly span: Span;
}

export type AddressRange = AddressRange4 | AddressRange6;

export type VipProtocol = 'TCP' | 'UDP' | 'SCTP';
