/** What reading the parts of a Cilium rule needs, and where the parts report what they cannot decide. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type {
  CIDRRule,
  CiliumAuthentication,
  CiliumEntity,
  CiliumService,
  EndpointSelector,
  FQDNSelector,
  ICMPRule,
  PortRule,
} from '@aclift/policy';
import type { BlockMode } from './cilium-identity.ts';
import type { PolicyNote, RuleCaveat } from './policy-model.ts';

/** A CiliumCIDRGroup at hand. */
export interface CidrGroup {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly cidrs: readonly string[];
}

/** Ingress and egress items, allow and deny, with peers under one name. Absent and empty stay apart. */
export interface CiliumItem {
  readonly endpoints?: readonly EndpointSelector[];
  readonly entities?: readonly CiliumEntity[];
  readonly cidr?: readonly string[];
  readonly cidrSet?: readonly CIDRRule[];
  readonly groups?: readonly unknown[];
  readonly nodes?: readonly EndpointSelector[];
  readonly services?: readonly CiliumService[];
  readonly names?: readonly FQDNSelector[];
  readonly ports?: readonly PortRule[];
  readonly icmps?: readonly ICMPRule[];
  readonly authentication?: CiliumAuthentication;
}

/** What every part of an item needs. */
export interface ItemContext extends BlockMode {
  /** Undefined in a cluster-wide policy. */
  readonly namespace: string | undefined;
  readonly inventory: Inventory;
  readonly family: Family;
  readonly groups: readonly CidrGroup[];
  /** Subject selector of the rule. */
  readonly subject?: EndpointSelector;
  readonly direction: 'ingress' | 'egress';
  /** Names what only the cluster can decide. */
  readonly undecided: (caveat: RuleCaveat, what: string) => void;
  /** Names what is understood and worth knowing. */
  readonly note: (kind: PolicyNote['kind'], what: string) => void;
}
