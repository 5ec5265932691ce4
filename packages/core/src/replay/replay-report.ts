/** What `aclift replay` found, as plain data, versioned. */
import type { Engine } from '@aclift/verify';
import type { ReportedDiagnostic, ReportedEntry } from '../report/report.ts';
import type { PolicyPlace } from '../verify-policies/verify-report.ts';
import type { ClusterVerdict, ListsVerdict } from './flow-judge.ts';

/** A flow as it was recorded, seen from the end that opened it. */
export interface ReplayedFlow {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly source: string;
  readonly destination: string;
  /** `443/tcp`, `icmp/8`, or the protocol's number. */
  readonly service: string;
}

/** Flows that fare otherwise with the policies, between one pair of ends, decided by the same entry and rule. */
export interface ReplayedDifference {
  readonly kind: 'would-drop' | 'would-allow';
  readonly from: string;
  readonly to: string;
  readonly flows: number;
  readonly example: ReplayedFlow;
  /** The entries that decide the example today; empty: no list sees it. */
  readonly entries: readonly ReportedEntry[];
  /** The rules of the policies that decide it; empty: what isolates has no rule for it. */
  readonly rules: readonly PolicyPlace[];
}

/** How often an entry decided. */
export interface EntryHits extends ReportedEntry {
  readonly flows: number;
}

/** How often a rule decided. */
export interface RuleHits extends PolicyPlace {
  readonly flows: number;
}

/** A record that could not be used. */
export interface BadRecord {
  readonly file: string;
  readonly line: number;
  readonly expected: string;
}

/** A message of a device that its configuration contradicts. */
export interface LogContradiction extends ReplayedFlow {
  readonly list: string;
  readonly logged: 'permit' | 'deny';
  /** What the list of that name does with the packet by the configuration. */
  readonly configured: ListsVerdict | 'not-on-the-way';
}

export interface ReplayReport {
  readonly schema: 'aclift/replay/1';
  readonly configs: readonly string[];
  readonly inventory: string;
  /** Null: the drafts of a migration. */
  readonly policies: readonly string[] | null;
  readonly engine: Engine;
  readonly flows: readonly { readonly file: string; readonly format: string }[];
  readonly records: {
    /** Flows that were judged; `answers` among them. */
    readonly judged: number;
    /** Records about answers: judged as the opening that they belong to. */
    readonly answers: number;
    /** Of a family that neither lists nor workloads have. */
    readonly otherFamily: number;
    readonly bad: number;
  };
  /** Numbers of flows by both verdicts. */
  readonly verdicts: readonly {
    readonly acl: ListsVerdict;
    readonly policy: ClusterVerdict;
    readonly flows: number;
  }[];
  /** What the policies would drop and allow newly, most flows first. */
  readonly differences: readonly ReplayedDifference[];
  /** Every entry of the lists on the way of any flow, with the flows that it decided. By file and line. */
  readonly entries: readonly EntryHits[];
  /** Every rule of the policies. By file and line. */
  readonly rules: readonly RuleHits[];
  readonly contradictions: {
    readonly flows: number;
    readonly examples: readonly LogContradiction[];
  };
  /** The first records that could not be used. */
  readonly badRecords: readonly BadRecord[];
  /** False: a file broke off, and what came before it is all that was read. */
  readonly complete: boolean;
  readonly diagnostics: readonly ReportedDiagnostic[];
}

/** One line of `--verdicts`. */
export interface FlowVerdictLine {
  readonly line: number;
  readonly src: string;
  readonly dst: string;
  readonly protocol: number;
  /** Destination port, or ICMP type; null: the protocol has neither. */
  readonly port: number | null;
  readonly acl: ListsVerdict;
  /** `file:line` of the deciding entry; null: the end of a list, or no list. */
  readonly ace: string | null;
  readonly policy: ClusterVerdict;
  /** `file#path` of the deciding rule; null: no rule. */
  readonly rule: string | null;
  readonly agree: boolean | null;
}
