/** One way in for all applications: texts to what runs take, and the reports about inputs. */
export { BrokenOff, flowLines, isGzip } from './flow-lines.ts';
export { forAnalyser, readDevices, type ReadDevices } from './read-devices.ts';
export {
  readWorkspace,
  type Unusable,
  whatToMend,
  type Workspace,
  type WorkspaceRefusal,
  type WorkspaceResult,
  type WorkspaceTexts,
} from './read-workspace.ts';
export {
  inventoryCheckReport,
  type InventoryCheckReport,
} from './reports/inventory-check-report.ts';
export {
  inventoryImportReport,
  type InventoryImportReport,
} from './reports/inventory-import-report.ts';
export { parseReport } from './reports/parse-report.ts';
export { readable, systemsRead } from './words.ts';
