/** Findings: what a diagnostic says, the lines that cause it, and a packet that shows it. */
import type { ExplainedDiagnostic, Span } from '@aclift/diagnostics';
import type { Ace, Family } from '@aclift/ir';
import type { WitnessFlow } from '@aclift/verify';

/** A list among those of a run. */
export interface ListName {
  readonly source: string;
  readonly family: Family;
  readonly name: string;
}

/** How a line contributes to a finding about another. */
export type CauseRole =
  /** Decides the packets first, in the same way. */
  | 'decides-first'
  /** Decides the packets first, and the other way. */
  | 'decides-otherwise'
  /** Decides the packets just so if the line is not there. */
  | 'decides-later'
  /** Does not do what a remark says of it. */
  | 'contradicts'
  /** Goes together with the line into one. */
  | 'merges';

/** A line that causes a finding. */
export interface Cause {
  readonly source: string;
  readonly span: Span;
  readonly role: CauseRole;
}

/** One finding. */
export interface Finding extends ExplainedDiagnostic {
  /** Absent: the finding is about no list. */
  readonly list?: ListName;
  /** In the order of the text; the fewest that are enough. */
  readonly causes: readonly Cause[];
  /** A packet that the finding is about. */
  readonly witness?: WitnessFlow;
  /** An entry that can stand for the line and its causes, proven to match the same. */
  readonly replacement?: Ace;
  /** Entries of the list in an order that decides every packet alike. */
  readonly order?: readonly Span[];
}
