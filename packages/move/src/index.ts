/** What routers have to learn and to forget while workloads move into a cluster, and what each state of that lets through. */
export type { Dialect } from './dialect.ts';
export type { FlowText, MoveDiagnostic } from './diagnostic.ts';
export { flowWords, moveCatalogue } from './catalogue.ts';
export type { Insert, ListEdit, Remove } from './edits.ts';
export { editCommands, resequenceCommand, undoCommands } from './edits.ts';
export type { PlanOptions } from './family-plan.ts';
export type { Claim, ClaimKind } from './proof.ts';
export type { DeviceChange, MoveInput, MovePlan, PlannedState, PlannedWave } from './plan-move.ts';
export { planMove } from './plan-move.ts';
export type { Task } from './tasks.ts';
export type { Waves } from './waves.ts';
export type { PlanReport, PoliciesReport } from './plan-report.ts';
export type { PlanFile, WavePolicies } from './plan-files.ts';
export { planFiles } from './plan-files.ts';
export type { AbsentPart, BusyLine, LineFault } from './verify-move.ts';
export {
  busyLines,
  stateLists,
  stateNames,
  statesOf,
  verifyAround,
  verifyState,
} from './verify-move.ts';
export type { Around, AroundFault } from './around.ts';
