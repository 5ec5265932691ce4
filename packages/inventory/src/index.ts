/** The user's address-to-label file: reading it, who owns which address, and writing a first one. */
export type {
  Entity,
  External,
  HttpPort,
  HttpRequest,
  Inventory,
  InventoryNamespace,
  Now,
  Vip,
  VipPort,
  Workload,
} from './inventory.ts';
export type { AddressRange, AddressRange4, AddressRange6, VipProtocol } from './address-range.ts';
export type {
  ClientView,
  Cluster,
  ClusterEngine,
  EdgePath,
  Entry,
  EntryPort,
  Exit,
  ExitAs,
  SourceRanges,
  Via,
} from './edge.ts';
export type {
  Assumption,
  ConditionDecision,
  Coverage,
  CoverageDecision,
  DecidedService,
  DecidedText,
  Decisions,
  ReviewState,
  SuggestionReview,
} from './decisions/decisions.ts';
export { ASSUMABLE } from './decisions/decisions.ts';
export type { ConditionEntry, CoverageEntry, ReviewEntry } from './decisions/edit-decisions.ts';
export { recordCondition, recordDecision, recordReview } from './decisions/edit-decisions.ts';
export { readDecisions } from './decisions/read-decisions.ts';
export type {
  IgnoredFinding,
  LintSettings,
  NetworkFacts,
  PortAddresses,
  Project,
} from './project/project.ts';
export { readProject } from './project/read-project.ts';
export { writeProject } from './project/write-project.ts';
export type { InventoryDiagnostic } from './diagnostic.ts';
export type { Owner } from './claims.ts';
export type { OwnedRange } from './address-map.ts';
export type { InventorySkeleton, SkeletonEntry } from './write-inventory.ts';
export type {
  EditProblem,
  ExternalChange,
  ExternalEntry,
  InventoryEdit,
  VipEntry,
  WorkloadChange,
  WorkloadEntry,
} from './edit/inventory-edit.ts';
export { editInventory, inventoryEditor } from './edit/edit-inventory.ts';
export { inventoryCatalogue } from './catalogue.ts';
export { readInventory } from './read-inventory.ts';
export { addressMap } from './address-map.ts';
export { isIgnoredByCilium } from './label.ts';
export { isReleaseLabel } from './release-label.ts';
export { INVENTORY_SCHEMA, writeInventory } from './write-inventory.ts';
export type { NamedAddress, NamedAddresses } from './import/named-addresses.ts';
export { namedAddresses } from './import/named-addresses.ts';
export type { FormatName } from './import/format-name.ts';
export { detectFormat, FORMATS } from './import/formats.ts';
export type {
  FruitlessFile,
  ImportInput,
  ImportProblem,
  InventoryImport,
} from './import/import-inventory.ts';
export { importInventory } from './import/import-inventory.ts';
export type {
  ConflictReason,
  ImportedFact,
  MergeReason,
  OutcomeKind,
  RecordOutcome,
} from './import/outcome.ts';
export { isNotUnderstood, OUTCOME_KINDS } from './import/outcome.ts';
export { MAPPED_FIELDS } from './import/formats/csv.ts';
export type { SkipReason } from './import/record.ts';
export { type AddressFault, parseAddressText } from './address-text.ts';
export {
  type EdgeFact,
  type EdgeImport,
  type EdgeProblem,
  importEdge,
} from './edge-import/import-edge.ts';
export { type ClusterNow, clusterNow } from './edge-import/cluster-now.ts';
