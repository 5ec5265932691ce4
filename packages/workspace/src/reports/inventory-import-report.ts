/** The report of `aclift inventory import` as data: what `--json` prints. Versioned by `schema`. */
import type { ImportedFact, InventoryImport, OutcomeKind } from '@aclift/inventory';

export interface InventoryImportReport {
  readonly schema: 'aclift/inventory-import/1';
  readonly files: readonly string[];
  /** Null: standard output. */
  readonly output: string | null;
  /** Whether there was an inventory to extend. */
  readonly extended: boolean;
  /** How many facts the files hold; the four outcomes add up to it. */
  readonly facts: number;
  readonly totals: Readonly<Record<OutcomeKind, number>>;
  /** Columns of tables that were not used. */
  readonly unusedColumns: InventoryImport['unusedColumns'];
  /** Files of which nothing is in the inventory. */
  readonly fruitless: InventoryImport['fruitless'];
  /** In order of the files and their lines. */
  readonly outcomes: readonly ImportedFact[];
}

export function inventoryImportReport(
  { facts, fruitless, totals, unusedColumns }: InventoryImport,
  files: readonly string[],
  output: string | undefined,
  extended: boolean,
): InventoryImportReport {
  return {
    schema: 'aclift/inventory-import/1',
    files,
    output: output ?? null,
    extended,
    facts: facts.length,
    totals,
    unusedColumns,
    fruitless,
    outcomes: facts,
  };
}
