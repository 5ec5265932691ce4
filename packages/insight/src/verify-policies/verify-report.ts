/**
 * What `aclift verify` found: any policies against the lists, as plain data, versioned. Counts of flows are text,
 * because they exceed what JSON numbers hold.
 */
import type { Approximation, Engine, RuleCaveat, WitnessFlow } from '@aclift/verify';
import type { ReportedDiagnostic, ReportedEntry } from '@aclift/core';

/** A part of a policy file. */
export interface PolicyPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** `Kind namespace/name`, or `Kind name`. */
  readonly object: string;
  /** Where in the object: `spec.ingress[0]`. */
  readonly path: string;
}

/** What one end of a flow does with it. */
export type SideVerdict =
  /** No policy isolates the end in this direction, or it is outside the cluster. */
  | { readonly verdict: 'not-isolated' }
  /** A pod talks to itself, which no policy stops. */
  | { readonly verdict: 'itself' }
  | { readonly verdict: 'allowed' | 'allowed-in-part' | 'denied'; readonly rule: PolicyPlace }
  /** Only the cluster knows whether the rule matches, or the policy applies. */
  | { readonly verdict: 'undecided'; readonly rule: PolicyPlace }
  /** The engine does not say what becomes of the protocol where policies apply. */
  | { readonly verdict: 'undecided-protocol' }
  | { readonly verdict: 'isolated'; readonly by: readonly PolicyPlace[] };

/** Flows of one pair of ends with the same kind of difference and the same cause. */
export interface ReportedRegion {
  /** Workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  /** `tcp/443`, `udp/8000-8080`, `icmp/8`, `any`: services of which some flows differ. */
  readonly services: readonly string[];
  readonly flows: string;
  /** One of the flows, with addresses of today. */
  readonly witness: WitnessFlow;
  /** The entries that decide the witness today; empty: no list sees it. */
  readonly entries: readonly ReportedEntry[];
  readonly egress: SideVerdict;
  readonly ingress: SideVerdict;
}

export interface ReportedDifferenceGroup {
  readonly kind: 'widened' | 'narrowed';
  /** What no policy could say otherwise; null: these policies could. */
  readonly because: Approximation | null;
  readonly flows: string;
  readonly regions: readonly ReportedRegion[];
}

/** Something about a policy that a reader of verdicts should know. */
export interface ReportedNote extends PolicyPlace {
  readonly what: string;
}

export interface VerifyReport {
  readonly schema: 'aclift/verify/1';
  readonly configs: readonly string[];
  readonly inventory: string;
  /** Null: none were given. */
  readonly decisions: string | null;
  readonly policies: readonly string[];
  readonly engine: Engine;
  readonly objects: {
    /** Objects that are in force. */
    readonly accepted: number;
    /** Objects that a cluster refuses or an engine does not enforce: what would differ with them is left to the cluster. */
    readonly refused: readonly PolicyPlace[];
    /** What was not read and may be a policy: what it may be about is left to the cluster. */
    readonly unread: readonly PolicyPlace[];
  };
  /** No flow differs, but perhaps packets of the devices themselves, and none is left to the cluster. */
  readonly equal: boolean;
  /** Disjoint; `undecided` is part of `notComparable`. */
  readonly flows: {
    readonly preserved: string;
    readonly widened: string;
    readonly narrowed: string;
    readonly notComparable: string;
    readonly undecided: string;
  };
  /** Widened before narrowed; those that these policies could avoid first. */
  readonly differences: readonly ReportedDifferenceGroup[];
  /** Flows whose verdict only the cluster knows. */
  readonly undecided: readonly Omit<ReportedRegion, 'entries'>[];
  /** Parts with a meaning that only the cluster knows. */
  readonly notModelled: readonly (ReportedNote & { readonly caveat: RuleCaveat })[];
  readonly notes: readonly ReportedNote[];
  /** What the numbers rest on and do not cover, one sentence each. */
  readonly limits: readonly string[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}
