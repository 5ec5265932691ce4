/**
 * cilium.io/v2 CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy and CiliumCIDRGroup as written (schema of Cilium
 * 1.20). Absent and empty stay apart: in a rule the one means "any", the other "none".
 */
import type { JsonValue } from './json.ts';
import type { LabelSelector, ObjectMeta } from './meta.ts';

export interface CiliumNetworkPolicy {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: 'CiliumNetworkPolicy';
  readonly metadata: ObjectMeta;
  readonly spec?: CiliumRule;
  readonly specs?: readonly CiliumRule[];
  readonly status?: JsonValue;
}

export interface CiliumClusterwideNetworkPolicy {
  readonly apiVersion: 'cilium.io/v2';
  readonly kind: 'CiliumClusterwideNetworkPolicy';
  readonly metadata: ObjectMeta;
  readonly spec?: CiliumRule;
  readonly specs?: readonly CiliumRule[];
  readonly status?: JsonValue;
}

export interface CiliumCIDRGroup {
  readonly apiVersion: 'cilium.io/v2' | 'cilium.io/v2alpha1';
  readonly kind: 'CiliumCIDRGroup';
  readonly metadata: ObjectMeta;
  readonly spec: { readonly externalCIDRs: readonly string[] };
}

/**
 * Keys may carry a source (`k8s:app`). In a namespaced policy a selector that names no namespace is confined to the
 * policy's own.
 */
export type EndpointSelector = LabelSelector;

export interface CiliumRule {
  readonly endpointSelector?: EndpointSelector;
  /** Cluster-wide policies only; exactly one of the two selectors. */
  readonly nodeSelector?: EndpointSelector;
  readonly ingress?: readonly CiliumIngressRule[];
  readonly ingressDeny?: readonly CiliumIngressDenyRule[];
  readonly egress?: readonly CiliumEgressRule[];
  readonly egressDeny?: readonly CiliumEgressDenyRule[];
  /** Absent per direction: true when the rule says anything about that direction. */
  readonly enableDefaultDeny?: { readonly ingress?: boolean; readonly egress?: boolean };
  readonly description?: string;
  readonly labels?: JsonValue;
  readonly log?: { readonly value?: string };
}

interface IngressPeers {
  readonly fromEndpoints?: readonly EndpointSelector[];
  readonly fromEntities?: readonly CiliumEntity[];
  readonly fromCIDR?: readonly string[];
  readonly fromCIDRSet?: readonly CIDRRule[];
  readonly fromGroups?: readonly JsonValue[];
  readonly fromNodes?: readonly EndpointSelector[];
  /** Removed in Cilium 1.19: only an empty list is accepted. */
  readonly fromRequires?: readonly JsonValue[];
}

interface EgressPeers {
  readonly toEndpoints?: readonly EndpointSelector[];
  readonly toEntities?: readonly CiliumEntity[];
  readonly toCIDR?: readonly string[];
  readonly toCIDRSet?: readonly CIDRRule[];
  readonly toServices?: readonly CiliumService[];
  readonly toGroups?: readonly JsonValue[];
  readonly toNodes?: readonly EndpointSelector[];
  /** Removed in Cilium 1.19: only an empty list is accepted. */
  readonly toRequires?: readonly JsonValue[];
}

export interface CiliumIngressRule extends IngressPeers {
  readonly toPorts?: readonly PortRule[];
  readonly icmps?: readonly ICMPRule[];
  readonly authentication?: CiliumAuthentication;
}

export interface CiliumIngressDenyRule extends IngressPeers {
  readonly toPorts?: readonly PortDenyRule[];
  readonly icmps?: readonly ICMPRule[];
}

export interface CiliumEgressRule extends EgressPeers {
  readonly toFQDNs?: readonly FQDNSelector[];
  readonly toPorts?: readonly PortRule[];
  readonly icmps?: readonly ICMPRule[];
  readonly authentication?: CiliumAuthentication;
}

export interface CiliumEgressDenyRule extends EgressPeers {
  readonly toPorts?: readonly PortDenyRule[];
  readonly icmps?: readonly ICMPRule[];
}

/** `cluster-mesh` is known to the 1.20 agent; the custom resource definition of that release refuses it. */
export type CiliumEntity =
  | 'all'
  | 'world'
  | 'cluster'
  | 'cluster-mesh'
  | 'host'
  | 'init'
  | 'ingress'
  | 'unmanaged'
  | 'remote-node'
  | 'health'
  | 'none'
  | 'kube-apiserver';

/** Exactly one of `cidr`, `cidrGroupRef` and `cidrGroupSelector`; `except` belongs to `cidr`. */
export interface CIDRRule {
  readonly cidr?: string;
  readonly cidrGroupRef?: string;
  readonly cidrGroupSelector?: EndpointSelector;
  readonly except?: readonly string[];
}

export interface CiliumService {
  readonly k8sService?: { readonly serviceName?: string; readonly namespace?: string };
  readonly k8sServiceSelector?: {
    readonly selector: EndpointSelector;
    readonly namespace?: string;
  };
}

export interface FQDNSelector {
  readonly matchName?: string;
  readonly matchPattern?: string;
}

export interface PortRule extends PortDenyRule {
  /** Layer 7: allows less than the ports alone. */
  readonly rules?: JsonValue;
  readonly serverNames?: readonly string[];
  readonly listener?: JsonValue;
  readonly terminatingTLS?: JsonValue;
  readonly originatingTLS?: JsonValue;
}

export interface PortDenyRule {
  /** Absent or empty: the item matches nothing. */
  readonly ports?: readonly PortProtocol[];
}

export type CiliumProtocol =
  | 'ANY'
  | 'TCP'
  | 'UDP'
  | 'SCTP'
  | 'VRRP'
  | 'IGMP'
  | 'GRE'
  | 'IPIP'
  | 'IPV6'
  | 'ESP'
  | 'AH';

export interface PortProtocol {
  /** Decimal number or service name, always text; `"0"` is every port. */
  readonly port?: string;
  readonly endPort?: number;
  /** Absent: ANY, which is TCP, UDP and SCTP. */
  readonly protocol?: CiliumProtocol;
}

export interface ICMPRule {
  readonly fields?: readonly ICMPField[];
}

export interface ICMPField {
  /** Absent: IPv4. */
  readonly family?: 'IPv4' | 'IPv6';
  /** Number or name. 0 matches every type. */
  readonly type: number | string;
}

export interface CiliumAuthentication {
  readonly mode: 'disabled' | 'required' | 'test-always-fail';
}
