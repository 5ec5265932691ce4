/** What `aclift explain` says of policy files, as plain data, versioned. */
import type { ReportedDiagnostic } from '@aclift/core';

/** A line of a list that a draft quotes above a rule. */
export interface QuotedEntry {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly text: string;
  /**
   * `same`: the configuration still says so there. `changed`: something else stands there now. `unchecked`: no
   * configuration of that name was given.
   */
  readonly standing: 'same' | 'changed' | 'unchecked';
}

export interface ExplainedRule {
  /** Where in the object: `spec.ingress.0`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly direction: 'ingress' | 'egress';
  readonly action: 'allow' | 'deny';
  /** `Accepts TCP 5432 from pods with tier=backend.` */
  readonly sentence: string;
  /** The lists' lines that comments above the rule quote. */
  readonly entries: readonly QuotedEntry[];
  /** Other comments above the rule. */
  readonly comments: readonly string[];
}

export interface ExplainedPolicy {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly kind: string;
  /** Null: cluster-wide, or left to whoever applies it. */
  readonly namespace: string | null;
  readonly name: string;
  /** Whether a cluster accepts it and its engine enforces it. */
  readonly inForce: boolean;
  /** `pods with app=shop-db` */
  readonly subject: string;
  /** Directions in which only what a rule allows passes. */
  readonly isolates: readonly ('ingress' | 'egress')[];
  /** The annotation `aclift/access-lists`; null: there is none. */
  readonly accessLists: string | null;
  readonly rules: readonly ExplainedRule[];
}

export interface ExplainReport {
  readonly schema: 'aclift/explain/1';
  readonly policies: readonly ExplainedPolicy[];
  /** What reading and validating the files had to say. */
  readonly diagnostics: readonly ReportedDiagnostic[];
}
