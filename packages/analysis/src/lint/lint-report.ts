/** The analyser's report: plain data, JSON-safe, versioned. What programs read is what the screens show. */
import type { Severity, Span } from '@aclift/diagnostics';
import type { Family } from '@aclift/ir';
import type { LineStanding } from '@aclift/lists';
import type { WitnessFlow } from '@aclift/verify';
import type { CauseRole, ListName } from './finding.ts';

/** A place in an input as people find it. */
export interface ReportedPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** UTF-16 offsets into the file. */
  readonly span: Span;
  /** The text there, on one line. */
  readonly text: string;
}

export interface ReportedCause extends ReportedPlace {
  readonly role: CauseRole;
}

export interface ReportedFinding extends ReportedPlace {
  readonly code: string;
  readonly severity: Severity;
  /** Null: the finding is about no list. */
  readonly list: ListName | null;
  readonly message: string;
  readonly help?: string;
  /** The lines that cause it: the fewest that are enough. */
  readonly causes: readonly ReportedCause[];
  /** A packet that the finding is about. */
  readonly witness?: WitnessFlow;
  /** A line that can stand for this one and its causes, in the device's own words. */
  readonly replacement?: string;
  /** The entries of the list in an order that decides every packet alike. */
  readonly order?: readonly ReportedPlace[];
  readonly facts: object;
}

export interface ReportedStanding {
  readonly line: number;
  readonly standing: LineStanding;
  /** 0 to 100: how much the line would open alone. Denies open nothing: 0. */
  readonly permissiveness: number;
}

/** A finding that somebody has accepted. */
export interface ReportedSuppression extends ReportedFinding {
  /** Where: in a remark above the line, or in an entry of the project file. */
  readonly by: 'remark' | 'project';
  /** Empty: none was given. */
  readonly reason: string;
}

export interface ReportedList {
  readonly source: string;
  readonly family: Family;
  readonly name: string;
  readonly line: number;
  /** Permit and deny lines, `evaluate` and unreadable ones included. */
  readonly entries: number;
  /** Null: the list was too tangled. */
  readonly standings: readonly ReportedStanding[] | null;
  /** 0 to 100: how much the list opens. Null: the list was too tangled. */
  readonly permissiveness: number | null;
  /** The worst finding about it; null: there is none. */
  readonly worst: Severity | null;
}

export interface LintReport {
  readonly schema: 'aclift/lint/1';
  readonly configs: readonly string[];
  readonly totals: { readonly [S in Severity | 'suppressed']: number };
  /** Worst first. */
  readonly lists: readonly ReportedList[];
  /** By list as above, then by file for those about no list; within by place. */
  readonly findings: readonly ReportedFinding[];
  /** Accepted by somebody; counted in no other total. */
  readonly suppressed: readonly ReportedSuppression[];
}
