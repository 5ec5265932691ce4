/** What passes between the page and its worker: plain data that survives structured cloning. */
import type {
  ClientPorts,
  DifferenceGroup,
  LedgerColumns,
  MigrateReport,
  MigrateStage,
  NextStep,
  PolicyView,
  Target,
  UnseenTraffic,
  Headline,
} from '@aclift/core';
import type { Change, Effect } from '@aclift/suggest';
import type {
  PolicyDiffReport,
  PolicyFinding,
  ReplayReport,
  TraceReport,
  VerifyReport,
} from '@aclift/insight';
import type { LintReport } from '@aclift/analysis';

/** An input by name: bytes as the user gave them. */
export interface InputFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Everything a run reads. */
export interface Inputs {
  readonly configs: readonly InputFile[];
  /** Undefined: aclift prepares one to fill in. */
  readonly inventory: InputFile | undefined;
  /** Undefined: nothing was decided before. */
  readonly decisions: InputFile | undefined;
  /** Names of addresses, for suggestions. */
  readonly hosts: readonly InputFile[];
  /** What the device shows of its lists, with counters; for findings. */
  readonly counters: InputFile | undefined;
  readonly settings: Settings;
  /** What was reviewed in the page, in order: changes of inventory and decisions. */
  readonly steps: readonly (readonly Change[])[];
}

/** What the user chooses; the same words as the options of `aclift migrate`. */
export interface Settings {
  readonly target: Target;
  readonly unseenTraffic: UnseenTraffic;
  readonly clientPorts: ClientPorts;
  /** Lists to take as filters of every flow. */
  readonly acl: readonly string[];
  /** Interfaces that lead to addresses without a route. */
  readonly upstream: readonly string[];
}

/** The phases as they are shown; the last four are the pipeline's own stages. */
export type Phase = 'read' | 'inventory' | MigrateStage;

/** A message of the readers or of the pipeline, with its place. */
export interface Problem {
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** Empty: about no file. */
  readonly file: string;
  /** From 1; absent with `file` empty. */
  readonly line?: number;
  readonly column?: number;
  /** The line that it is about, as written. */
  readonly lineText?: string;
  readonly message: string;
  readonly help?: string;
}

/** A text that screens show. */
export interface ShownText {
  readonly name: string;
  readonly text: string;
}

/** A file to write: bytes, which pass between worker and page without being copied. */
export interface PackedFile {
  /** With `/`. */
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A policy file with what its lines mean. */
export interface PolicyFile {
  readonly path: string;
  readonly text: string;
  readonly objects: readonly PolicyView[];
  /** `access-list`, or why the object exists otherwise. */
  readonly origin: string;
  readonly workload: string;
  readonly isolates: readonly string[];
}

/** The report without its longest part, which travels as columns. */
export type ReportHead = Omit<MigrateReport, 'ledger'> & {
  readonly ledger: Omit<MigrateReport['ledger'], 'entries'>;
};

/** Everything the screens show of one migration. */
export interface Run {
  readonly report: ReportHead;
  readonly ledger: LedgerColumns;
  readonly configs: readonly ShownText[];
  /** Inventory and decisions as they are with what was reviewed. */
  readonly inventory: ShownText | undefined;
  readonly decisions: ShownText | undefined;
  /** Who could have an address. */
  readonly owners: {
    readonly workloads: readonly {
      readonly id: string;
      readonly namespace: string;
      readonly labels: Readonly<Record<string, string>>;
    }[];
    readonly externals: readonly string[];
  };
  readonly policies: readonly PolicyFile[];
  readonly groups: readonly DifferenceGroup[];
  readonly verdict: Headline;
  readonly steps: readonly NextStep[];
  readonly coverage: { readonly named: number; readonly of: number };
  readonly problems: readonly Problem[];
  /** Exactly what `aclift migrate -o` writes. */
  readonly files: readonly PackedFile[];
}

/** What a search of the ledger found. */
export interface FoundLines {
  /** Indexes of entries, ascending. */
  readonly entries: Uint32Array;
  /** How many more match an address only by `any`. */
  readonly byAny: number;
}

/** A flow to trace, as the reader types it. */
export interface TraceQuestion {
  readonly from: string;
  readonly to: string;
  readonly service: string;
  /** Client port; empty: one that systems choose. */
  readonly sourcePort: string;
}

/** The story of a flow, or what to type instead. */
export type TraceAnswer =
  | { readonly ok: true; readonly report: TraceReport }
  | { readonly ok: false; readonly summary: string };

/** Why inputs cannot be used. */
export interface Refusal {
  readonly ok: false;
  readonly summary: string;
  readonly problems: readonly Problem[];
}

/** A run, or why there is none. */
export type RunResult = { readonly ok: true; readonly run: Run } | Refusal;

/** What a step would change, or why it cannot be taken. */
export type EffectAnswer =
  | { readonly ok: true; readonly effect: Effect }
  | { readonly ok: false; readonly summary: string };

export type { FixReport } from '@aclift/analysis';

/** The analyser's report of the configurations. */
export interface Findings {
  readonly report: LintReport;
  /** Why counters that were given say nothing; undefined: they do, or there are none. */
  readonly countersIgnored: string | undefined;
}

/** Flows that were seen, against lists and drafts; or why they could not be read. */
export type FlowsAnswer =
  | {
      readonly ok: true;
      readonly report: ReplayReport;
      /** Why a file ends before its end; undefined: none does. */
      readonly brokenOff: string | undefined;
    }
  | { readonly ok: false; readonly summary: string };

/** What policies that the reader brought say. */
export interface Verification {
  /** What a cluster would refuse or what would surprise. */
  readonly findings: readonly PolicyFinding[];
  readonly verify: VerifyReport;
}

/** What edited drafts say. */
export interface Judgement {
  /** Of the edited files: what a cluster would refuse or what would surprise. */
  readonly findings: readonly PolicyFinding[];
  /** A: the drafts as they were. B: with the edits. */
  readonly diff: PolicyDiffReport;
  /** All drafts with the edits against the lists. */
  readonly verify: VerifyReport;
}
