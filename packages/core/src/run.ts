/** What a run reads, says on the way and writes. */
import type { ExplainedDiagnostic, SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import type { MigrateOptions } from './options.ts';

/** Everything a migration reads. */
export interface MigrateInput {
  readonly devices: readonly Device[];
  /** The texts of the devices and of the inventory. */
  readonly sources: readonly SourceText[];
  /** Undefined: there is nobody to select, and the report helps to write one. */
  readonly inventory: Inventory | undefined;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** What reading the inputs had to say; goes into the report. */
  readonly diagnostics: readonly ExplainedDiagnostic[];
  readonly options: MigrateOptions;
  /** Called when a stage begins, for showing progress. */
  readonly onStage?: (stage: MigrateStage) => void;
}

/** The stages as they are shown to whoever waits. `report` ends the run. */
export type MigrateStage = 'topology' | 'draft' | 'prove' | 'report';

/** A file of the output folder; `path` with `/`, never leaving the folder. */
export interface OutputFile {
  readonly path: string;
  readonly text: string;
}
