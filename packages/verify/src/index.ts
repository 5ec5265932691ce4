/** What lists permit, what policies allow, and how the two differ. Shares no code with the drafting of policies. */
export type { AceCaveat, AceMatch, Assume, FilterEntry } from './ace-match.ts';
export { isAssumable, matchOf } from './ace-match.ts';
export { blockRanges } from './cidr.ts';
export type {
  Comparison,
  DecidingEntry,
  Difference,
  DifferenceKind,
  Tally,
  Undecided,
} from './compare.ts';
export { ciliumProtocols, compare, NETWORKPOLICY_PROTOCOLS } from './compare.ts';
export type { Connection } from './connections.ts';
export { connections } from './connections.ts';
export type { PolicyComparison, PolicyDifference, PolicyTally } from './compare-policies.ts';
export { comparePolicies } from './compare-policies.ts';
export type { CoveragePlan, CoverageRule, EntryKey } from './coverage.ts';
export {
  coverageBoxes,
  CoverageMap,
  decidedServices,
  UNDECIDED,
  withinAll,
  withinSome,
} from './coverage.ts';
export type { AddressPairs, CoverageCase } from './coverage-cases.ts';
export { coverageCases } from './coverage-cases.ts';
export { FlowCuts } from './cuts.ts';
export type { Enforcer, FlowEnd, PolicyDecision, PolicyVerdict, SideDecision } from './decide.ts';
export { decideByPolicies, passes, verdictOf } from './decide.ts';
export {
  decideByFilter,
  decideByList,
  type FilterDecision,
  type ListDecision,
} from './decide-list.ts';
export type { Ends, NamedEnd, Together, WholeEnd } from './ends.ts';
export type { PodEnd } from './pod-end.ts';
export { endsOf, togetherOf, withStandIns } from './ends.ts';
export { withWholes } from './cilium-identity.ts';
export type { ClientPorts } from './client-ports.ts';
export type { Approximation } from './explain.ts';
export { anySourcePort, keptFlows } from './client-ports.ts';
export type { FilterList, ListFunction } from './filter-list.ts';
export type { FilterRule } from './filter-rule.ts';
export { filterList, filterListBoxes, flattenList, listId } from './filter-list.ts';
export type { Flow, FlowBox, FlowField } from './flow.ts';
export {
  allAddresses,
  allOpenings,
  flowFields,
  hasPorts,
  ICMP,
  icmpProtocol,
  icmpService,
  icmpTypeServices,
  ICMPV6,
  LINK_ICMPV6,
  MAX_PORT,
  maxAddress,
  openingBoxes,
  openingIcmpTypes,
  SCTP,
  TCP,
  UDP,
} from './flow.ts';
export type { Engine, EngineOptions } from './engine.ts';
export { decidedProtocols, engineFor, ENGINES } from './engine.ts';
export type { LetIn } from './let-in.ts';
export { sourcesLetIn } from './let-in.ts';
export type { ModelledPolicies } from './model-policies.ts';
export { modelPolicies } from './model-policies.ts';
export { ObjectGroups, prefix6Range } from './object-groups.ts';
export type { HeldInput, OtherFamily } from './other-family.ts';
export { heldBetween } from './other-family.ts';
export type { AllowedBound } from './policy-function.ts';
export { PolicyFunctions, policyBoxes } from './policy-function.ts';
export type {
  NotModelled,
  PolicyModel,
  PolicyNote,
  RuleCaveat,
  RuleModel,
} from './policy-model.ts';
export { answeredIcmpType, answeredOpenings, isIcmpError } from './answered.ts';
export { mirrored, replyBoxes } from './reply.ts';
export { FilterFunctions, selectingList } from './chain.ts';
export type { FilterFunction, Flatten, ListPart } from './chain.ts';
export type { FlowBounds, ListUse, OpaqueUse, Today } from './today.ts';
export { today } from './today.ts';
export type {
  AddressPlace,
  EndPairs,
  FilterPlace,
  PairRegion,
  PlacedFilter,
  PlacedStep,
  PlaceKind,
  Topology,
  WayChoice,
} from './topology.ts';
export { topologyAddresses } from './topology.ts';
export type { VirtualService } from './virtual.ts';
export { atPods, atVirtual, followVirtual } from './virtual.ts';
export { prefixRange, wildcardRanges } from './wildcard.ts';
export type { WitnessFlow } from './witness.ts';
export { describeFlow, endName, protocolName, showAddress, UNNAMED } from './witness.ts';
