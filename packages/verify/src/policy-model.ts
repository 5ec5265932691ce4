/**
 * Policies in one form, whatever object they come from: whom they apply to, which direction they isolate, and what
 * their rules match. Made from the re-read objects by code that has no part in drafting them.
 */
import type { PolicyDocument } from '@aclift/policy';
import type { Ranges } from '@aclift/packet-set';

export type PolicyDirection = 'ingress' | 'egress';

/** Which peers a rule matches. */
export type PeerMatch =
  /** No peer is named: everyone, pods and outside alike. */
  | { readonly kind: 'anyone' }
  | {
      readonly kind: 'some';
      /** Workload ids. */
      readonly workloads: ReadonlySet<string>;
      /** Addresses outside the cluster: a block never selects pods. */
      readonly outside: Ranges;
    };

/** A protocol, or all of them, with `service` values; absent: every one. */
export interface ServiceMatch {
  readonly protocol?: number;
  readonly service?: Ranges;
}

/** One rule of a policy. */
export interface RuleModel {
  readonly direction: PolicyDirection;
  readonly action: 'allow' | 'deny';
  readonly peers: PeerMatch;
  /** Alternatives; `[]` matches nothing. */
  readonly services: readonly ServiceMatch[];
  readonly document: PolicyDocument;
  /** Where in the object: `spec`, `ingress`, 0. */
  readonly path: readonly (string | number)[];
}

/** One policy, or one rule object of a Cilium policy. */
export interface PolicyModel {
  readonly document: PolicyDocument;
  /** Workload ids. */
  readonly subjects: ReadonlySet<string>;
  readonly isolates: { readonly ingress: boolean; readonly egress: boolean };
  readonly rules: readonly RuleModel[];
}

/** Something in an object that the evaluator does not model: its verdicts would not be proof. */
export interface NotModelled {
  readonly document: PolicyDocument;
  readonly path: readonly (string | number)[];
  readonly what: string;
}
