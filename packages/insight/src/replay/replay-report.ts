/** What `aclift replay` found, as plain data, versioned. */
import type { Engine } from '@aclift/verify';
import type { ReportedDiagnostic, ReportedEntry } from '@aclift/core';
import type { PolicyPlace } from '../verify-policies/verify-report.ts';
import type { ClusterVerdict } from './cluster-judge.ts';
import type { ListsVerdict } from './flow-judge.ts';
import type { Skipped } from './flow-record.ts';

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
  /** Of them: whoever recorded them stopped them. */
  readonly refused: number;
  readonly example: ReplayedFlow;
  /** The entries that decide the example today; empty: no list sees it. */
  readonly entries: readonly ReportedEntry[];
  /** The rules of the policies that decide it, of the end that stops it where it is stopped; empty: see {@link isolated}. */
  readonly rules: readonly PolicyPlace[];
  /** Ends that policies isolate without a rule for it; empty: rules decide, or nothing isolates. */
  readonly isolated: readonly {
    readonly direction: 'ingress' | 'egress';
    readonly workload: string;
    readonly by: readonly PolicyPlace[];
  }[];
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

/** What became of one file. */
export interface ReplayedFile {
  readonly file: string;
  readonly format: string;
  readonly lines: number;
  /** Flows of it that were judged. */
  readonly judged: number;
  /** Records that could not be read. */
  readonly bad: number;
  /** Records that were read and could not be judged. */
  readonly unjudged: number;
}

/**
 * Why a record that was read is not judged. It says too little: `direction`: nothing tells which end opened. `ports`: its port, type or
 * protocol was not recorded. `ends`: an end is a pod that the inventory does not know in a namespace that it names, or several. Or
 * neither lists nor policies are about it: `other-ends`: an end is a node, a Service or a pod of another namespace. `icmp-error`: it
 * reports on another flow. `on-link`: neighbours talk, and no router sees it. `other-family`: neither lists nor workloads have it.
 */
export type Unjudged =
  | 'direction'
  | 'ports'
  | 'ends'
  | 'other-ends'
  | 'icmp-error'
  | 'on-link'
  | 'other-family';

export interface UnjudgedRecords {
  readonly why: Unjudged;
  readonly records: number;
  /** The first of them, as they stand in their file. */
  readonly examples: readonly {
    readonly file: string;
    readonly line: number;
    readonly what: string;
  }[];
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
  /** The same files with what became of them. */
  readonly files: readonly ReplayedFile[];
  readonly records: {
    /** Flows that were judged; `answers` among them. */
    readonly judged: number;
    /** Records about answers: judged as the opening that they belong to. */
    readonly answers: number;
    /** Of a family that neither lists nor workloads have. */
    readonly otherFamily: number;
    /** Records that could not be read. */
    readonly bad: number;
    /** Nothing tells which end opened the connection; see {@link Unjudged}. */
    readonly directionUnknown: number;
    readonly portsUnknown: number;
    readonly endsUnknown: number;
    readonly otherEnds: number;
    readonly icmpErrors: number;
    readonly onLink: number;
    /** Of the flows that were judged: whoever recorded them stopped them. */
    readonly refused: number;
    /** Packets or events that recorders say they have lost. */
    readonly missed: number;
  };
  /** Lines without a record, by what they are. */
  readonly skipped: readonly { readonly what: Skipped; readonly lines: number }[];
  /** Records that were read and not judged, by the reason. */
  readonly unjudged: readonly UnjudgedRecords[];
  /** Reasons of recorders for stopping flows that were judged, most flows first. */
  readonly refused: readonly { readonly reason: string; readonly flows: number }[];
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
  /** The address that was recorded; the workload, where there is none. */
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
  /** `file#path` of a policy that isolates the end which stops the flow, where no rule matches; null: it does not come to that. */
  readonly isolatedBy: string | null;
  readonly agree: boolean | null;
}
