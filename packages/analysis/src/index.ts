/** Exact questions to lists and what to do about the answers: lint, fixes, hit counts, differences of configurations, queries. */
export type {
  DecidingLine,
  DiffInput,
  DiffReport,
  ReportedDifference,
  ReportedPair,
} from './diff/diff.ts';
export { diffConfigs } from './diff/diff.ts';
export type { PairBy } from './diff/pair-lists.ts';
export type { CauseRole, ListName } from './lint/finding.ts';
export type { LintInput, LintOptions } from './lint/lint.ts';
export { lint } from './lint/lint.ts';
export type { LintDiagnostic } from './lint/lint-diagnostic.ts';
export { lintCatalogue } from './lint/lint-catalogue.ts';
export type {
  LintReport,
  ReportedCause,
  ReportedFinding,
  ReportedList,
  ReportedStanding,
  ReportedSuppression,
  ReportedPlace,
} from './lint/lint-report.ts';
export type {
  FixedFile,
  FixedList,
  FixReport,
  KeptReason,
  RefusedList,
  RemovalReason,
} from './lint/fix/fix-report.ts';
export { type FixInput, fixLists } from './lint/fix/fix.ts';
export type { Acceptance } from './lint/suppression.ts';
export { lintMarkdown } from './lint/lint-markdown.ts';
export { CAUSE_TEXT, lintSarif } from './lint/sarif.ts';
export type { PrintLine } from './lint/report-findings.ts';
export type { RiskThresholds } from './lint/risk-findings.ts';
export { DEFAULT_THRESHOLDS } from './lint/risk-findings.ts';
export type { DiffSides } from './text-diff.ts';
export { textDiff } from './text-diff.ts';
export type { QueryAnswer, QueryInput, QueryReport } from './query/query.ts';
export { query } from './query/query.ts';
