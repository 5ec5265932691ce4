/**
 * networking.k8s.io/v1 NetworkPolicy as written: nothing is defaulted, so absent and empty stay apart. A field that
 * is `null` in the text is absent here, as it is for the API server.
 */
import type { JsonValue } from './json.ts';
import type { LabelSelector, ObjectMeta } from './meta.ts';

export interface NetworkPolicy {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'NetworkPolicy';
  readonly metadata: ObjectMeta;
  readonly spec?: NetworkPolicySpec;
  /** Kubernetes 1.24 to 1.27 wrote one; it means nothing to traffic. */
  readonly status?: JsonValue;
}

export type PolicyType = 'Ingress' | 'Egress';

export interface NetworkPolicySpec {
  /** Absent or `{}`: all pods of the namespace. */
  readonly podSelector?: LabelSelector;
  /** Absent or empty: `Ingress`, and `Egress` too if `egress` has a rule. */
  readonly policyTypes?: readonly PolicyType[];
  /** Absent or empty: nothing may enter, where `Ingress` is among the policy types. */
  readonly ingress?: readonly NetworkPolicyIngressRule[];
  readonly egress?: readonly NetworkPolicyEgressRule[];
}

export interface NetworkPolicyIngressRule {
  /** Absent or empty: any source. */
  readonly from?: readonly NetworkPolicyPeer[];
  /** Absent or empty: any port of any protocol. */
  readonly ports?: readonly NetworkPolicyPort[];
}

export interface NetworkPolicyEgressRule {
  /** Absent or empty: any destination. */
  readonly to?: readonly NetworkPolicyPeer[];
  /** Absent or empty: any port of any protocol. */
  readonly ports?: readonly NetworkPolicyPort[];
}

/** `podSelector`, `namespaceSelector`, both, or `ipBlock` alone. */
export interface NetworkPolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: IPBlock;
}

export interface IPBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}

export interface NetworkPolicyPort {
  /** Absent: TCP. */
  readonly protocol?: 'TCP' | 'UDP' | 'SCTP';
  /** A number, or the name of a container port. Absent: every port of the protocol. */
  readonly port?: number | string;
  /** Last port of a range that begins at a numeric `port`. */
  readonly endPort?: number;
}
