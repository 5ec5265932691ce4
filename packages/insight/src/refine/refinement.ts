/** Refinements of an inventory's labels as data: what `suggest --refine` holds. Versioned by `schema`. */
import type { InventoryEdit } from '@aclift/inventory';
import type { Target } from '@aclift/core';

export const REFINE_SCHEMA = 'aclift/refine/1';

/** What drafts take to read, and what they leave open. */
export interface DraftSize {
  /** Objects. */
  readonly policies: number;
  /** Rule items. */
  readonly rules: number;
  /** Lines of YAML without comments. */
  readonly lines: number;
  /** Entries that need a decision. */
  readonly undecided: number;
}

/** A line that speaks for a refinement. */
export interface RefinementEvidence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** One change of labels that would make the drafts exact or shorter. */
export interface Refinement {
  /** Stable while the inventory and the lists are: `split NAMESPACE/NAME`, `share VALUE`. */
  readonly id: string;
  /**
   * `split`: the lists treat addresses of one workload differently, and a label would tell them apart. `shared-label`: several
   * workloads have the same rules or are peers together, and no label names exactly them.
   */
  readonly kind: 'split' | 'shared-label';
  /** Ids of the workloads that it is about. */
  readonly workloads: readonly string[];
  /** A sentence. */
  readonly says: string;
  /** New labels, and for a split the addresses that get them. */
  readonly labels: readonly {
    readonly workload: string;
    readonly key: string;
    readonly value: string;
    /** Absent: all of the workload. */
    readonly addresses?: readonly string[];
  }[];
  readonly evidence: readonly RefinementEvidence[];
  /** Measured: drafts as they are, and drafts with the changed inventory. */
  readonly before: DraftSize;
  readonly after: DraftSize;
  /** The change of the inventory. */
  readonly edits: readonly InventoryEdit[];
}

export interface RefineReport {
  readonly schema: typeof REFINE_SCHEMA;
  readonly configs: readonly string[];
  readonly inventory: string;
  readonly target: Target;
  /** Splits first, then shared labels by the lines that they save. */
  readonly refinements: readonly Refinement[];
}
