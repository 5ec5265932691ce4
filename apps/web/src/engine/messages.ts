/** What passes between the page and its worker: plain data that survives structured cloning. */
import type {
  ClientPorts,
  DifferenceGroup,
  LedgerColumns,
  MigrateReport,
  MigrateStage,
  NextStep,
  OutputFile,
  PolicyView,
  Target,
  TraceReport,
  UnseenTraffic,
  Verdict,
} from '@aclift/core';

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
  readonly settings: Settings;
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
  readonly inventory: ShownText | undefined;
  readonly policies: readonly PolicyFile[];
  readonly groups: readonly DifferenceGroup[];
  readonly verdict: Verdict;
  readonly steps: readonly NextStep[];
  readonly coverage: { readonly named: number; readonly of: number };
  readonly problems: readonly Problem[];
  /** Exactly what `aclift migrate -o` writes. */
  readonly files: readonly OutputFile[];
}

/** A flow to trace, as the reader types it. */
export interface TraceQuestion {
  readonly from: string;
  readonly to: string;
  readonly service: string;
}

/** The story of a flow, or what to type instead. */
export type TraceAnswer =
  | { readonly ok: true; readonly report: TraceReport }
  | { readonly ok: false; readonly summary: string };

/** A run, or why there is none. */
export type RunResult =
  | { readonly ok: true; readonly run: Run }
  | { readonly ok: false; readonly summary: string; readonly problems: readonly Problem[] };
