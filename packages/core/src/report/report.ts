/**
 * The report of a migration as data: what `report.json` holds. Versioned by `schema`; later versions add fields and never
 * take any away. Counts of flows are text, because they exceed what JSON numbers hold.
 */
import type { ProofException } from '../ledger/exceptions.ts';
import type { Approximation, WitnessFlow } from '@aclift/verify';
import type { Severity } from '@aclift/diagnostics';
import type { ClientPorts, PolicyDirection, Target, UnseenTraffic } from '../options.ts';
import type { TopologyMode } from '../topology/topology.ts';
import type { ReportedCondition } from '../ledger/conditions.ts';
import type { ReportedCoverage, ReportedSplit } from './coverage.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { OutcomeName } from '../ledger/outcome.ts';
import type { EdgeEntry } from '../edge/verdicts.ts';
import type { ReportedSizing } from './sizing.ts';
import type { SkeletonCandidate } from './skeleton.ts';

export const REPORT_SCHEMA = 'aclift/migrate/1';

/** A diagnostic with its place worked out. `file` empty and no line: it is about no file. */
export interface ReportedDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly help?: string;
}

/** A draft in the report. */
export interface ReportedDraft {
  /** Below the output folder. */
  readonly path: string;
  readonly kind: string;
  /** Empty: it belongs to the whole cluster. */
  readonly namespace: string;
  readonly name: string;
  /** Those of `workloads`, joined. */
  readonly workload: string;
  readonly workloads: readonly string[];
  readonly origin: string;
  readonly isolates: readonly PolicyDirection[];
  readonly rules: number;
}

/** An entry that decides a flow; `line` absent for the implicit deny. */
export interface ReportedEntry {
  readonly file: string;
  readonly list: string;
  readonly line?: number;
  readonly text: string;
}

export interface ReportedDifference {
  readonly kind: 'widened' | 'narrowed';
  /** The approximation that explains it; null: nothing does. */
  readonly because: Approximation | null;
  readonly from: string;
  readonly to: string;
  readonly flows: string;
  readonly witness: WitnessFlow;
  readonly entries: readonly ReportedEntry[];
  /** What each side of the drafts says of the witness. */
  readonly egress: string;
  readonly ingress: string;
}

/** What a proof may claim. */
export type ProofHeadline =
  /** Every difference is explained, and nothing that filters was left out. */
  | 'proven'
  /** The same, but for what `exceptions` names. */
  | 'proven-except'
  /** Nothing was compared: no inventory, no list that filters, or no workload that lists are about. */
  | 'nothing-to-prove'
  /** Something is unexplained or was not evaluated. */
  | 'not-proven';

export interface ReportedProof {
  readonly headline: ProofHeadline;
  /** What may filter and was left out of the comparison, or is in it with a guess on the safe side. */
  readonly exceptions: readonly ProofException[];
  /** True: every difference is explained and everything in the drafts was evaluated. */
  readonly proven: boolean;
  readonly preserved: string;
  readonly widened: string;
  readonly narrowed: string;
  readonly unexplained: string;
  readonly notComparable: string;
  /** Part of `notComparable`: between two ends outside the cluster, of which no policy can say anything. */
  readonly transit: string;
  readonly differences: readonly ReportedDifference[];
  /** What the numbers rest on and do not cover, one sentence each. */
  readonly limits: readonly string[];
}

export interface MigrateReport {
  readonly schema: typeof REPORT_SCHEMA;
  readonly target: Target;
  readonly unseenTraffic: UnseenTraffic;
  readonly clientPorts: ClientPorts;
  readonly mode: TopologyMode;
  readonly configs: readonly string[];
  /** Null: none was given, so there is nobody to select. */
  readonly inventory: string | null;
  /** Null: none were given. */
  readonly decisions: string | null;
  /** What happens to partial coverage that no decision is about; null: withheld, and to be decided. */
  readonly defaultCoverage: 'grant' | 'withhold' | null;
  readonly ledger: {
    readonly total: number;
    readonly outcomes: Readonly<Record<OutcomeName, number>>;
    readonly entries: readonly LedgerEntry[];
  };
  readonly drafts: readonly ReportedDraft[];
  /** Paths of objects that would keep flows which no list sees; empty unless that was asked for. */
  readonly unseen: readonly string[];
  readonly sizing: ReportedSizing;
  readonly proof: ReportedProof;
  /** Services that only some addresses of a workload have, by their ends. */
  readonly coverage: readonly ReportedCoverage[];
  /** Labels that would tell such addresses apart, where that was decided. */
  readonly splits: readonly ReportedSplit[];
  /** Lines whose conditions hold flows back until somebody decides, in order of the lists. Absent: none. */
  readonly conditions?: readonly ReportedCondition[];
  /** What the edge of the cluster needs beside the drafts. Absent: nothing. */
  readonly edge?: {
    /** Paths below the output folder. */
    readonly files: readonly string[];
    readonly entries: readonly EdgeEntry[];
  };
  /** Addresses worth naming, best first: those that keep entries from being translated. */
  readonly unmapped: readonly SkeletonCandidate[];
  readonly diagnostics: readonly ReportedDiagnostic[];
}
