/**
 * The migration pipeline (topology → analyse → project → draft → prove → report) and the list analyser. Knows no
 * dialect and touches no files.
 */
export type { CoreDiagnostic } from './diagnostic.ts';
export { TARGET_LIST, TARGET_NAMES } from './targets/names.ts';
export { engineOfTarget, TARGETS } from './targets/registry.ts';
export type { TargetAudit, TargetProfile, TargetRollout } from './targets/target-profile.ts';
export { coreCatalogue } from './diagnostic.ts';
export type { Migration } from './migrate.ts';
export type { MigrateInput, MigrateStage, OutputFile } from './run.ts';
export { migrate } from './migrate.ts';
export {
  type Baseline,
  BASELINES,
  CLIENT_PORTS,
  type ClientPorts,
  DEFAULT_COVERAGES,
  DEFAULT_OPTIONS,
  DRAFT_SHAPES,
  type DraftShape,
  type MigrateOptions,
  type PolicyDirection,
  type Target,
  UNSEEN_TRAFFIC,
  type UnseenTraffic,
} from './options.ts';
export type { LedgerEntry } from './ledger/ledger.ts';
export type { LedgerCode } from './ledger/ledger-reason.ts';
export { ledgerCodes } from './ledger/ledger-words.ts';
export type { OutcomeName } from './ledger/outcome.ts';
export { OUTCOME_MEANING, OUTCOMES } from './ledger/outcome.ts';
export type {
  MigrateReport,
  ReportedDiagnostic,
  ReportedDraft,
  ReportedEntry,
  ReportedProof,
} from './report/report.ts';
export type { SkeletonCandidate } from './report/skeleton.ts';
export { showCount } from './report/numbers.ts';
export { summaryLines } from './report/summary.ts';
export { unreachedEntries, type UnreachedInput } from './edge/unreached.ts';
export { networkSides, type NetworkSides } from './sides/both-families.ts';
export type { ListsOptions, NetworkSide } from './sides/network-side.ts';
export { type Engine, ENGINES } from '@aclift/verify';
export type { DifferenceGroup } from './view/difference-causes.ts';
export { differenceGroups, differenceTitle } from './view/difference-causes.ts';
export { flowCount } from './view/flow-count.ts';
export { flowText } from './view/flow-text.ts';
export type { LedgerColumns } from './view/ledger-columns.ts';
export { entriesByRule, ledgerColumns, ledgerRow } from './view/ledger-columns.ts';
export type { FamilyAddress } from './view/ledger-addresses.ts';
export { LedgerAddresses } from './view/ledger-addresses.ts';
export type { LedgerFilter, LedgerFound } from './view/ledger-filter.ts';
export { filterLedger, listKey } from './view/ledger-filter.ts';
export { isDecidable } from './view/open-lines.ts';
export type { NextStep } from './view/next-step.ts';
export type { Headline } from './view/next-steps.ts';
export { mappingCoverage, nextSteps, headlineOf } from './view/next-steps.ts';
export type { OutcomeStyle, Tone } from './view/outcome-style.ts';
export { OUTCOME_ORDER, OUTCOME_STYLE } from './view/outcome-style.ts';
export type { GroupUsers } from './view/group-users.ts';
export { groupUsers } from './view/group-users.ts';
export type { PolicyRuleView, PolicyView } from './view/policy-view.ts';
export { policyViews } from './view/policy-view.ts';
export { WORDS } from './view/words.ts';
export type { WordPair } from './view/words.ts';
export { translateLists } from './topology/translate.ts';
