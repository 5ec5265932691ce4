/** The migration pipeline: topology → analyse → project → draft → prove → report. Knows no dialect and touches no files. */
export type { CoreDiagnostic } from './diagnostic.ts';
export { coreCatalogue } from './diagnostic.ts';
export type { Migration, MigrateInput, OutputFile } from './migrate.ts';
export { migrate } from './migrate.ts';
export type { ClientPorts, MigrateOptions, Target, UnseenTraffic } from './options.ts';
export type { LedgerEntry } from './report/ledger.ts';
export type { OutcomeName } from './report/outcome.ts';
export { OUTCOME_MEANING, OUTCOMES } from './report/outcome.ts';
export type { MigrateReport } from './report/report.ts';
export { summaryLines } from './report/summary.ts';
