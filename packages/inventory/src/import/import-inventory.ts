/** Makes or extends an inventory from files of other programs. Nothing is dropped: every fact of them has an outcome. */
import type { Result, SourceText } from '@aclift/diagnostics';
import { explain } from '@aclift/diagnostics';
import { inventoryCatalogue } from '../catalogue.ts';
import { editInventory } from '../edit/edit-inventory.ts';
import type { EditProblem } from '../edit/inventory-edit.ts';
import { readInventory } from '../read-inventory.ts';
import { INVENTORY_SCHEMA, modelineFor } from '../write-inventory.ts';
import type { FormatName } from './formats.ts';
import { detectFormat, IMPORTERS } from './formats.ts';
import { missingColumns, unusedColumns } from './formats/csv.ts';
import { mergeRecords } from './merge.ts';
import type { ReadFile } from './merge.ts';
import type { ImportedFact, OutcomeKind } from './outcome.ts';

export interface ImportInput {
  readonly files: readonly SourceText[];
  /** Absent: each file's own, as far as it is sure. */
  readonly format?: FormatName;
  /** The inventory to extend. Absent: a new one. */
  readonly inventory?: SourceText;
  /** Makes workloads of what has a name but no namespace: label `app`, the first part of the name. */
  readonly namespace?: string;
  /** Columns of tables by the field they mean: `address`, `name`, `namespace`, `labels`, `label:KEY`. */
  readonly columns?: ReadonlyMap<string, string>;
}

export interface InventoryImport {
  /** The inventory with what was imported; equal to the old text when nothing was. */
  readonly text: string;
  /** In order of the files and their lines. */
  readonly facts: readonly ImportedFact[];
  /** The four add up to the number of facts. */
  readonly totals: Readonly<Record<OutcomeKind, number>>;
  /** Columns of tables that were not used, by file; only files that have some. */
  readonly unusedColumns: readonly { readonly file: string; readonly columns: readonly string[] }[];
}

export type ImportProblem =
  /** The inventory has mistakes. */
  | { readonly kind: 'faulty-inventory' }
  /** No format, or several, could be meant. */
  | { readonly kind: 'unknown-format'; readonly file: string }
  | {
      readonly kind: 'missing-column';
      readonly file: string;
      readonly column: string;
      readonly present: readonly string[];
    }
  /** The inventory's text cannot be changed for this. */
  | { readonly kind: 'not-editable'; readonly problem: EditProblem };

const NEW = `# ${modelineFor(INVENTORY_SCHEMA)}\n# aclift inventory. What it means: docs/inventory.md.\nversion: 1\n`;

/** @returns the new text and what became of each fact, or why nothing was imported. */
export function importInventory(input: ImportInput): Result<InventoryImport, ImportProblem> {
  const text = input.inventory?.text ?? NEW;
  const { diagnostics, value: inventory } = readInventory({
    name: input.inventory?.name ?? '',
    text,
  });
  const isFaulty = diagnostics.some((one) => explain(inventoryCatalogue, one).severity === 'error');
  if (inventory === undefined || isFaulty)
    return { ok: false, error: { kind: 'faulty-inventory' } };
  const columns = input.columns ?? new Map<string, string>();
  const files: ReadFile[] = [];
  const unused: { file: string; columns: readonly string[] }[] = [];
  for (const source of input.files) {
    const format = input.format ?? detectFormat(source);
    if (format === undefined) {
      return { ok: false, error: { kind: 'unknown-format', file: source.name } };
    }
    if (format === 'csv') {
      const { missing, present } = missingColumns(source, { columns });
      const [column] = missing;
      if (column !== undefined) {
        const error = { kind: 'missing-column', file: source.name, column, present } as const;
        return { ok: false, error };
      }
      const rest = unusedColumns(source, { columns });
      if (rest.length > 0) unused.push({ file: source.name, columns: rest });
    }
    files.push({ source, format, records: IMPORTERS[format].read(source, { columns }) });
  }
  const { edits, facts } = mergeRecords(inventory, files, input.namespace);
  const given = facts.flatMap((fact) =>
    isNew(fact) && fact.address !== undefined ? [fact.address] : [],
  );
  const edited = editInventory(text, [...edits, { kind: 'drop-unfinished', addresses: given }]);
  if (!edited.ok) return { ok: false, error: { kind: 'not-editable', problem: edited.error } };
  const totals = { imported: 0, merged: 0, conflict: 0, skipped: 0 };
  for (const { outcome } of facts) totals[outcome] += 1;
  return { ok: true, value: { text: edited.value, facts, totals, unusedColumns: unused } };
}

/** Whether the inventory has the fact only since this import. */
function isNew(fact: ImportedFact): boolean {
  return (
    fact.outcome === 'imported' || (fact.outcome === 'merged' && fact.reason === 'wider-workload')
  );
}
