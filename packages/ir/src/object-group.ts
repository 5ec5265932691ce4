/** Named sets that entries refer to. Members keep the order of the text. */
import type { Span } from '@aclift/diagnostics';
import type { PortMatch } from './service.ts';

export type NetworkMember =
  | { readonly kind: 'host'; readonly address: number; readonly span: Span }
  /** `A MASK` (a subnet mask here) or `A/len`; host bits cleared. */
  | {
      readonly kind: 'prefix';
      readonly address: number;
      readonly length: number;
      readonly span: Span;
    }
  /** A mask with gaps: `mask` bits set to 1 are compared. */
  | {
      readonly kind: 'masked';
      readonly address: number;
      readonly mask: number;
      readonly span: Span;
    }
  /** Inclusive, ascending. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number; readonly span: Span }
  | { readonly kind: 'any'; readonly span: Span }
  | { readonly kind: 'host6'; readonly address: string; readonly span: Span }
  | {
      readonly kind: 'prefix6';
      readonly address: string;
      readonly length: number;
      readonly span: Span;
    }
  | { readonly kind: 'group-object'; readonly name: string; readonly span: Span }
  | { readonly kind: 'unrecognized'; readonly text: string; readonly span: Span };

export type ServiceMember =
  /** `ip`, or a bare protocol. `protocol` absent: every protocol. */
  | { readonly kind: 'protocol'; readonly protocol?: number; readonly span: Span }
  /** Ports absent: every port on that side. */
  | {
      readonly kind: 'ports';
      /** IP protocol numbers: one, or TCP and UDP for `tcp-udp`. */
      readonly protocols: readonly number[];
      readonly sourcePorts?: PortMatch;
      readonly destinationPorts?: PortMatch;
      readonly span: Span;
    }
  /** `type` absent: every message. */
  | { readonly kind: 'icmp'; readonly type?: number; readonly span: Span }
  | { readonly kind: 'group-object'; readonly name: string; readonly span: Span }
  | { readonly kind: 'unrecognized'; readonly text: string; readonly span: Span };

interface GroupBase {
  /** Case-sensitive. */
  readonly name: string;
  readonly description?: string;
  /** The header line. */
  readonly span: Span;
}

/** `family` ipv6 for `object-group v6-network`. */
export interface NetworkGroup extends GroupBase {
  readonly kind: 'network';
  readonly family: 'ipv4' | 'ipv6';
  readonly members: readonly NetworkMember[];
}

/** `family` ipv6 for `object-group v6-service`: its ICMP types are those of ICMPv6. Absent: IPv4. */
export interface ServiceGroup extends GroupBase {
  readonly kind: 'service';
  readonly family?: 'ipv6';
  readonly members: readonly ServiceMember[];
}

/** `security`, `fqdn`, `geo`, Catalyst's `ip address` and `ip port`: recognised, members not modelled. */
export interface OtherGroup extends GroupBase {
  readonly kind: 'other';
  readonly type: string;
}

export type ObjectGroup = NetworkGroup | ServiceGroup | OtherGroup;
