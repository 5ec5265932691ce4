/**
 * What `aclift policy-diff` found: two sets of policies against each other, as plain data, versioned. Counts of flows
 * are text, because they exceed what JSON numbers hold.
 */
import type { Family } from '@aclift/ir';
import type { Engine, RuleCaveat, WitnessFlow } from '@aclift/verify';
import type { ReportedDiagnostic } from '@aclift/core';
import type { PolicyPlace, ReportedNote, SideVerdict } from '../verify-policies/verify-report.ts';

/** One of the two sets. */
export type PolicySide = 'a' | 'b';

/** The files of one set, and what they hold. */
export interface DiffedSet {
  readonly files: readonly string[];
  /** Objects that are in force. */
  readonly accepted: number;
  /** Objects that a cluster refuses or an engine does not enforce: what would differ with them is left to the cluster. */
  readonly refused: readonly PolicyPlace[];
  /** What was not read and may be a policy: what it may be about is left to the cluster. */
  readonly unread: readonly PolicyPlace[];
}

/** What one set does with a flow at both ends. */
export interface SetVerdict {
  readonly egress: SideVerdict;
  readonly ingress: SideVerdict;
}

/** Flows of one pair of ends that are decided by the same rules. */
export interface DiffedRegion {
  /** Workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  /** `tcp/443`, `udp/8000-8080`, `icmp/8`: services of which some flows differ. */
  readonly services: readonly string[];
  readonly flows: string;
  /** One of the flows. Pods have the addresses that the inventory gives; without any it is {@link NO_ADDRESS}. */
  readonly witness: WitnessFlow;
  readonly a: SetVerdict;
  readonly b: SetVerdict;
}

/** What a witness has for the address of a workload that the inventory gives none. */
export const NO_ADDRESS = '(no address)';

export interface DiffedGroup {
  /** `opened`: B lets it through and A does not. `closed`: A does, and B does not. */
  readonly kind: 'opened' | 'closed';
  /** Both let the connection open, and only one of them looks into what is said in it. */
  readonly inPart: boolean;
  readonly flows: string;
  readonly regions: readonly DiffedRegion[];
}

/** Numbers of flows of one family. Disjoint, but that `undecided` is part of `notComparable`. */
export interface DiffedFlows {
  readonly family: Family;
  readonly same: string;
  readonly opened: string;
  readonly closed: string;
  readonly notComparable: string;
  readonly undecided: string;
}

export interface PolicyDiffReport {
  readonly schema: 'aclift/policy-diff/1';
  readonly inventory: string;
  readonly engine: Engine;
  readonly a: DiffedSet;
  readonly b: DiffedSet;
  /** There are flows to compare, none of them differs, and none is left to the cluster. */
  readonly equal: boolean;
  /** By family; those that no workload of the inventory has are left out. */
  readonly flows: readonly DiffedFlows[];
  /** Opened before closed. */
  readonly differences: readonly DiffedGroup[];
  /** Flows of which only the cluster knows whether the sets treat them alike. */
  readonly undecided: readonly DiffedRegion[];
  /**
   * Objects that apply to no workload of the inventory and are not in the same words in the other set: what they change
   * for others nobody has compared.
   */
  readonly notCovered: readonly (PolicyPlace & { readonly side: PolicySide })[];
  /** Parts with a meaning that only the cluster knows. */
  readonly notModelled: readonly (ReportedNote & {
    readonly side: PolicySide;
    readonly caveat: RuleCaveat;
  })[];
  readonly notes: readonly (ReportedNote & { readonly side: PolicySide })[];
  /** What the numbers rest on and do not cover, one sentence each. */
  readonly limits: readonly string[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}
