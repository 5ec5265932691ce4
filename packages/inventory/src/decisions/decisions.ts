/**
 * What people decided about cases that lists and inventory leave open, as plain data. Knows nothing of YAML; spans point
 * into the file that `source` names.
 */
import type { Span } from '@aclift/diagnostics';
import type { Condition } from '@aclift/ir';

/**
 * What to do where a line covers only some addresses of a workload. `grant`: all of them may, which widens.
 * `withhold`: none may, which narrows. `split`: none may until a label tells the covered ones apart.
 */
export type Coverage = 'grant' | 'withhold' | 'split';

export const COVERAGES: readonly Coverage[] = ['grant', 'withhold', 'split'];

/** What a condition without a counterpart in policies is taken to do. */
export type Assumption = 'matches' | 'never';

export const ASSUMPTIONS: readonly Assumption[] = ['matches', 'never'];

/**
 * Whether a condition can be assumed: those that make an entry match only some of the packets that it names. Of these
 * `undetermined-transport` decides about no flow and needs no decision; files that have one for it stay readable.
 */
const IS_ASSUMABLE: Readonly<Record<Condition['kind'], boolean>> = {
  dscp: true,
  dynamic: true,
  established: false,
  'extension-header': true,
  'flow-label': true,
  fragments: false,
  igmp: true,
  option: true,
  precedence: true,
  reflect: false,
  'tcp-flags': false,
  'time-range': true,
  tos: true,
  ttl: true,
  'undetermined-transport': true,
};

/** The kinds of conditions that can be assumed. */
export const ASSUMABLE: readonly string[] = Object.entries(IS_ASSUMABLE).flatMap(
  ([kind, assumable]) => (assumable ? [kind] : []),
);

/** Services of a decision. */
export interface DecidedService {
  /** As written: `tcp/443`, `udp`, `icmp/8`, `any`. */
  readonly text: string;
  /** `icmp` is the ICMP of either family. */
  readonly protocol: 'any' | 'tcp' | 'udp' | 'sctp' | 'icmp';
  /** Destination ports, or ICMP types. Absent: all. */
  readonly values?: { readonly from: number; readonly to: number };
  readonly span: Span;
}

/** A text of the file with its place. */
export interface DecidedText {
  readonly text: string;
  readonly span: Span;
}

/** Who decided and why; for people. */
interface Reasons {
  /** Absent: not said. */
  readonly who?: string;
  readonly why?: string;
}

/** A decision about partial coverage. What is absent is not constrained; at least one of the four is there. */
export interface CoverageDecision extends Reasons {
  /** A workload's id, an external's name, or `unnamed`. */
  readonly from?: DecidedText;
  readonly to?: DecidedText;
  readonly service?: DecidedService;
  /** An access-list line as written; blanks do not count. The decision is about whatever it decides. */
  readonly ace?: DecidedText;
  readonly decision: Coverage;
  readonly span: Span;
}

/** What a condition is taken to do: on one line, or wherever it occurs. At least one of `kind` and `ace` is there. */
export interface ConditionDecision extends Reasons {
  /** One of {@link ASSUMABLE}. Absent: every condition of the line. */
  readonly kind?: string;
  /** Name of the time range or dynamic list. Absent: all of the kind. */
  readonly name?: string;
  readonly ace?: DecidedText;
  readonly assume: Assumption;
  readonly span: Span;
}

/** Where the review of a suggestion stands. What no entry is about is pending. */
export type ReviewState = 'pending' | 'accepted' | 'rejected' | 'deferred';

export const REVIEW_STATES: readonly ReviewState[] = [
  'pending',
  'accepted',
  'rejected',
  'deferred',
];

/** What somebody said about a suggestion of `aclift suggest`. */
export interface SuggestionReview extends Reasons {
  /** Id of the suggestion: its addresses, as `suggest` spells them. */
  readonly suggestion: string;
  readonly state: ReviewState;
  /** What was proposed then; for people. Absent: not said. */
  readonly proposal?: string;
  /** Mark of the evidence then. Absent: the entry counts whatever the evidence is. */
  readonly evidence?: string;
  readonly span: Span;
}

/** Everything a file says, in its order: of decisions about the same thing the first counts. */
export interface Decisions {
  /** Name of the source text. */
  readonly source: string;
  /** For partial coverage that no entry is about. Absent: withheld, and still to be decided. */
  readonly default?: 'grant' | 'withhold';
  readonly coverage: readonly CoverageDecision[];
  readonly conditions: readonly ConditionDecision[];
  readonly suggestions: readonly SuggestionReview[];
}
