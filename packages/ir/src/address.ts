/**
 * What an entry or a group member may say about an address. IPv4 addresses are 32-bit unsigned numbers; IPv6
 * addresses are canonical text (RFC 5952), because the IR is JSON-safe and JSON has no 128-bit integers.
 */
import type { Span } from '@aclift/diagnostics';

/** Address family of a list, a binding or a flow. Lists never mix families. */
export type Family = 'ipv4' | 'ipv6';

/** The source or the destination of an ACE. */
export type AddressMatch =
  /** Every address of the list's family. */
  | { readonly kind: 'any'; readonly span: Span }
  /** One IPv4 address. */
  | { readonly kind: 'host'; readonly address: number; readonly span: Span }
  /**
   * IPv4 address and wildcard mask. A set wildcard bit means "any value here"; the mask may be discontiguous.
   * `base` has those bits cleared, as the device stores it.
   */
  | {
      readonly kind: 'wildcard';
      readonly base: number;
      readonly wildcard: number;
      readonly span: Span;
    }
  /** One IPv6 address, canonical text. */
  | { readonly kind: 'host6'; readonly address: string; readonly span: Span }
  /** IPv6 prefix: canonical text of the first address, length 0 to 128. */
  | {
      readonly kind: 'prefix6';
      readonly address: string;
      readonly length: number;
      readonly span: Span;
    }
  /** A network object-group; Catalyst's `addrgroup` reads the same. Resolved by {@link resolveNetworkGroup}. */
  | { readonly kind: 'object-group'; readonly name: string; readonly span: Span };

/** IPv4 prefix as a number and a length. Host bits are clear. */
export interface Prefix4 {
  readonly address: number;
  readonly length: number;
}
