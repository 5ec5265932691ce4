/** What became of each thing that the imported files say. */
import type { FormatName } from './format-name.ts';
import type { SkipReason } from './record.ts';

/** Why a record was merged, or could not be. */
export type MergeReason =
  /** The same owner has it already. */
  | 'same-owner'
  /** A workload or external has the address already; this record only names it otherwise. */
  | 'has-owner'
  /** A workload with fewer labels stands for these pods too. */
  | 'wider-workload';

export type ConflictReason =
  /** The address belongs to somebody else. */
  | 'other-owner'
  /** The range overlaps another, neither within the other. */
  | 'crossing'
  /** A selector for these labels would pick another workload too. */
  | 'labels-not-distinct'
  /** Several workloads have only labels of these pods. */
  | 'several-workloads'
  /** The namespace has another value of the label; the first one stays. */
  | 'other-label-value'
  /** Another name is spelled the same in an inventory. */
  | 'name-clash';

/** Where a record comes from. */
export interface RecordPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export type RecordOutcome =
  | { readonly outcome: 'imported' }
  | { readonly outcome: 'merged'; readonly reason: MergeReason }
  | { readonly outcome: 'conflict'; readonly reason: ConflictReason; readonly with: string }
  | { readonly outcome: 'skipped'; readonly reason: SkipReason };

/** One fact of a file: a record without addresses, or one address of a record. */
export type ImportedFact = RecordPlace &
  RecordOutcome & {
    readonly format: FormatName;
    /** What the file says, for people. */
    readonly what: string;
    /** Absent: the fact is not about an address. */
    readonly address?: string;
    /** The workload or external that has it now. */
    readonly owner?: string;
  };

/** Reasons that mean: something stands there that was not understood, or is not there at all. */
const NOT_UNDERSTOOD: ReadonlySet<SkipReason> = new Set<SkipReason>([
  'unreadable',
  'pages-missing',
  'bad-address',
  'too-wide',
  'host-without-address',
  'bad-name',
  'bad-label',
  'bad-namespace',
  'no-target-port',
  'partial-selector',
]);

/** Whether the fact was skipped because it was not understood; others were, and have nothing for an inventory. */
export function isNotUnderstood(fact: RecordOutcome): boolean {
  return fact.outcome === 'skipped' && NOT_UNDERSTOOD.has(fact.reason);
}

export type OutcomeKind = RecordOutcome['outcome'];
export const OUTCOME_KINDS: readonly OutcomeKind[] = ['imported', 'merged', 'conflict', 'skipped'];
