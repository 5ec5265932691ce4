/**
 * The migration pipeline (topology → analyse → project → draft → prove → report) and the list analyser. Knows no
 * dialect and touches no files.
 */
export type { CoreDiagnostic } from './diagnostic.ts';
export { TARGET_LIST, TARGET_NAMES } from './targets/names.ts';
export { TARGETS } from './targets/registry.ts';
export type { TargetAudit, TargetProfile, TargetRollout } from './targets/target-profile.ts';
export { coreCatalogue } from './diagnostic.ts';
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
export { type Markdown, md } from './report/markdown-text.ts';
export { lintMarkdown } from './lint/lint-markdown.ts';
export { CAUSE_TEXT, lintSarif } from './lint/sarif.ts';
export type { PrintLine } from './lint/report-findings.ts';
export type { RiskThresholds } from './lint/risk-findings.ts';
export { DEFAULT_THRESHOLDS } from './lint/risk-findings.ts';
export type { Migration, MigrateInput, MigrateStage, OutputFile } from './migrate.ts';
export { migrate } from './migrate.ts';
export type {
  Baseline,
  ClientPorts,
  DraftShape,
  MigrateOptions,
  PolicyDirection,
  Target,
  UnseenTraffic,
} from './options.ts';
export type { LedgerEntry } from './report/ledger.ts';
export type { LedgerCode } from './report/ledger-reason.ts';
export { ledgerCodes } from './report/ledger-words.ts';
export type { OutcomeName } from './report/outcome.ts';
export { OUTCOME_MEANING, OUTCOMES } from './report/outcome.ts';
export type {
  MigrateReport,
  ReportedDiagnostic,
  ReportedDraft,
  ReportedEntry,
  ReportedProof,
} from './report/report.ts';
export type { SkeletonCandidate } from './report/skeleton.ts';
export { showCount } from './report/numbers.ts';
export type { DiffSides } from './text-diff.ts';
export { textDiff } from './text-diff.ts';
export { summaryLines } from './report/summary.ts';
export type { QueryAnswer, QueryInput, QueryReport } from './query/query.ts';
export { query } from './query/query.ts';
export { type DeviceList, deviceLists as filterLists, type LineStanding } from '@aclift/lists';
export { listSides, type ListSides } from './families/list-sides.ts';
export type { ListsOptions, ListsSide } from './lists-side.ts';
export {
  isOfDevices,
  type VerifyInput,
  type VerifyOptions,
  verifyPolicies,
} from './verify-policies/verify-policies.ts';
export type {
  PolicyPlace,
  ReportedDifferenceGroup,
  ReportedRegion,
  SideVerdict,
  VerifyReport,
} from './verify-policies/verify-report.ts';
export {
  diffPolicies,
  type PolicyDiffInput,
  type PolicyDiffOptions,
} from './policy-diff/policy-diff.ts';
export type {
  DiffedGroup,
  DiffedRegion,
  PolicyDiffReport,
} from './policy-diff/policy-diff-report.ts';
export { explainPolicies, type ExplainInput } from './explain/explain-policies.ts';
export type {
  ExplainedPolicy,
  ExplainedRule,
  ExplainReport,
  QuotedEntry,
} from './explain/explain-report.ts';
export { type Engine, ENGINES } from '@aclift/verify';
export { FlowFile, type FlowFileOptions, UnknownFormat } from './replay/flow-file.ts';
export type { FlowFormat } from './replay/formats/format.ts';
export { FLOW_FORMATS } from './replay/formats/format.ts';
export { formatOf } from './replay/formats/tell-format.ts';
export { Replay, type ReplayInput } from './replay/replay.ts';
export type { ReplayTotals } from './replay/replay-totals.ts';
export { replayTotals } from './replay/replay-totals.ts';
export type {
  FlowVerdictLine,
  ReplayedDifference,
  ReplayedFile,
  ReplayReport,
  Unjudged,
} from './replay/replay-report.ts';
export { refine, type RefineInput } from './refine/refine.ts';
export { refineLines } from './refine/refine-lines.ts';
export type { DraftSize, Refinement, RefineReport } from './refine/refinement.ts';
export { readTracedService, type TracedService } from './trace/read-service.ts';
export { trace, type TracedFlow, type TraceInput, type TraceResult } from './trace/trace.ts';
export type {
  TracedEnd,
  TracedFilter,
  TracedHop,
  TracedList,
  TracedTranslation,
  TracedWay,
  TraceReport,
} from './trace/trace-report.ts';
export type { PolicyFiles } from './validate/policy-files.ts';
export { readPolicyFiles } from './validate/policy-files.ts';
export type {
  PolicyFinding,
  ValidatedObject,
  ValidateReport,
} from './validate/validate-policies.ts';
export { validatePolicies } from './validate/validate-policies.ts';
export type {
  Coverage,
  CoverageInput,
  NamedEntry,
  PermittedSpace,
  Place,
  UnnamedAddresses,
} from './coverage/coverage.ts';
export { inventoryCoverage } from './coverage/coverage.ts';
export type {
  Connectivity,
  ConnectivityCell,
  ConnectivityEnd,
  ConnectivityInput,
} from './connectivity/connectivity.ts';
export { connectivity } from './connectivity/connectivity.ts';
export type {
  ConnectivityAxis,
  ConnectivityBlock,
  ConnectivityStanding,
} from './view/connectivity-view.ts';
export {
  connectivityAxes,
  connectivityBlocks,
  connectivityGroups,
  OUTSIDE,
  standingOf,
} from './view/connectivity-view.ts';
export {
  APART_WORDS,
  DOUBT_WORDS,
  EVIDENCE_WORDS,
  FILTER_WORDS,
} from './network-view/filter-words.ts';
export type {
  FamilyNetwork,
  FilterDoubt,
  NetworkView,
  ViewedApart,
  ViewedDevice,
  ViewedFilter,
  ViewedLink,
  ViewedNode,
  ViewedPlace,
  WorldEvidence,
} from './network-view/model.ts';
export {
  type FoldedNodes,
  type NetworkPicture,
  networkPicture,
  type PictureLine,
  type PictureNode,
} from './network-view/network-picture.ts';
export { networkView, type NetworkViewInput } from './network-view/network-view.ts';
export { networkWay, type ViewedHop } from './network-view/network-way.ts';
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
export type { NextStep, Verdict } from './view/next-steps.ts';
export { mappingCoverage, nextSteps, verdictOf } from './view/next-steps.ts';
export type { OutcomeStyle, Tone } from './view/outcome-style.ts';
export { OUTCOME_ORDER, OUTCOME_STYLE } from './view/outcome-style.ts';
export type { GroupUsers } from './view/group-users.ts';
export { groupUsers } from './view/group-users.ts';
export type { PolicyRuleView, PolicyView } from './view/policy-view.ts';
export { policyViews } from './view/policy-view.ts';
export { WORDS } from './view/words.ts';
export type { WordPair } from './view/words.ts';
export type { Accepted } from './suggest/accept.ts';
export { acceptEdits } from './suggest/accept.ts';
export type { Review } from './suggest/review.ts';
export { decisionsAfter, inventoryAfter, isComplete } from './suggest/review.ts';
export type { Effect } from './suggest/effect.ts';
export { effectLine, effectOf } from './suggest/effect.ts';
export { SURE } from './suggest/suggest-report.ts';
export type {
  Evidence,
  EvidencePlace,
  Proposal,
  RankedProposal,
  Suggestion,
  SuggestionLine,
} from './suggest/suggestion.ts';
export { applyChanges, type Change, type ReviewedTexts } from './decide/changes.ts';
export type { SuggestInput } from './suggest/weigher.ts';
export type { SuggestReport } from './suggest/suggest-report.ts';
export {
  proposalText,
  suggestionLines,
  suggestLines,
  suggestReport,
} from './suggest/suggest-report.ts';
export { Sources } from './sources.ts';
export { translateLists } from './topology/translate.ts';
