/** What `aclift lint --fix` did and proved: plain data, JSON-safe, versioned. */
import type { ListName } from '../finding.ts';
import type { ReportedPlace } from '../lint-report.ts';

/** Why a line could go. */
export type RemovalReason = 'shadowed' | 'redundant' | 'matches-nothing';

/** A line of the original text that is gone. */
export interface RemovedLine extends ReportedPlace {
  readonly reason: RemovalReason;
}

/** Lines of the original text that one line stands for now. */
export interface MergedLines {
  readonly lines: readonly ReportedPlace[];
  /** The line as it is written now. */
  readonly by: string;
}

/** Why a line that could go has stayed. */
export type KeptReason =
  /** Whoever reads the log would miss its messages, or get those of a later line. */
  | 'logs'
  /** A list without lines would permit everything. */
  | 'only-lines'
  /** Somebody has accepted the finding. */
  | 'accepted';

export interface KeptLine extends ReportedPlace {
  readonly reason: KeptReason;
}

export interface FixedList extends ListName {
  readonly removed: readonly RemovedLine[];
  readonly merged: readonly MergedLines[];
  readonly kept: readonly KeptLine[];
  /** Permit and deny lines before and after. */
  readonly before: number;
  readonly after: number;
}

/** A list that selects traffic, in which something could go if it only filtered: nothing was tried. */
export interface LeftList extends ListName {
  /** For people: what the list is there for. */
  readonly reason: string;
}

/** A list that was left as it is although something could go. */
export interface RefusedList extends ListName {
  /** For people: what stood in the way. */
  readonly reason: string;
}

export interface FixedFile {
  readonly file: string;
  /** The whole new text; bytes outside the changed lines are as they were. */
  readonly text: string;
  /** Unified diff from the old text, with three lines of context. */
  readonly diff: string;
}

/** Every list of `files` was read again and compared with the old one over all packets: none differs. */
export interface FixReport {
  readonly schema: 'aclift/lint-fix/1';
  /** Files in which something changed, in order of the inputs. */
  readonly files: readonly FixedFile[];
  /** Lists in which something changed, or something that could go has stayed. */
  readonly lists: readonly FixedList[];
  readonly refused: readonly RefusedList[];
  readonly left: readonly LeftList[];
}
