/** Questions about policies and flows: what policies say, how they differ from lists and from each other, where a flow goes and why, who reaches whom. */
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
export { type MergedRegions, mergeRegions } from './policy-diff/merge-regions.ts';
export { explainPolicies, type ExplainInput } from './explain/explain-policies.ts';
export type {
  ExplainedPolicy,
  ExplainedRule,
  ExplainReport,
  QuotedEntry,
} from './explain/explain-report.ts';
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
  Reach,
  ReachInput,
  NamedEntry,
  PermittedSpace,
  Place,
  UnnamedAddresses,
} from './reach/reach.ts';
export { inventoryReach } from './reach/reach.ts';
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
} from './connectivity/connectivity-view.ts';
export {
  connectivityAxes,
  connectivityBlocks,
  connectivityGroups,
  OUTSIDE,
  standingOf,
} from './connectivity/connectivity-view.ts';
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
