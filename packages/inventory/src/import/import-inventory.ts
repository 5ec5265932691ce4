/** Makes or extends an inventory from files of other programs. Nothing is dropped: every fact of them has an outcome. */
import { explain, type Result, type SourceText } from '@aclift/diagnostics';
import { inventoryCatalogue } from '../catalogue.ts';
import { editInventory } from '../edit/edit-inventory.ts';
import type { EditProblem } from '../edit/inventory-edit.ts';
import { readInventory } from '../read-inventory.ts';
import { INVENTORY_SCHEMA, modelineFor } from '../write-inventory.ts';
import type { FormatName } from './format-name.ts';
import { candidatesFor, detectFormat, IMPORTERS } from './formats.ts';
import { missingColumns } from './formats/csv.ts';
import { looksLikeBytes, looksLikeText } from './looks.ts';
import { mergeRecords } from './merge.ts';
import type { ReadFile } from './facts.ts';
import type { ImportedFact, OutcomeKind } from './outcome.ts';
import type { ImportOptions } from './record.ts';

export interface ImportInput {
  readonly files: readonly SourceText[];
  /** Absent: each file's own, as far as it is sure. */
  readonly format?: FormatName;
  /** The inventory to extend. Absent: a new one. */
  readonly inventory?: SourceText;
  /** Makes workloads of what has a name but no namespace: label `app`, the first part of the name. */
  readonly namespace?: string;
  /** Columns of tables by the field they mean: one of `MAPPED_FIELDS`, or `label:KEY`. */
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
  /** Files of which nothing is in the inventory, and that hold more than kinds of things without addresses. */
  readonly fruitless: readonly FruitlessFile[];
}

/** A file that gave nothing. */
export interface FruitlessFile {
  readonly file: string;
  /** The format that it surely is of; absent: none, or the one that it was read as. */
  readonly looksLike?: FormatName;
}

export type ImportProblem =
  /** The inventory has mistakes. */
  | { readonly kind: 'faulty-inventory' }
  /** No format, or several, could be meant. */
  | {
      readonly kind: 'unknown-format';
      readonly file: string;
      /** The formats that could be meant; empty: none. */
      readonly candidates: readonly FormatName[];
      /** What it looks like instead, in words; absent: nothing known. */
      readonly looks?: string;
    }
  /** No text at all. */
  | { readonly kind: 'no-text'; readonly file: string; readonly looks: string }
  | {
      readonly kind: 'missing-column';
      readonly file: string;
      readonly column: string;
      readonly present: readonly string[];
    }
  /** The inventory's text cannot be changed for this. */
  | { readonly kind: 'not-editable'; readonly problem: EditProblem };

const NEW = `# ${modelineFor(INVENTORY_SCHEMA)}\n# aclift inventory. What it means: docs/files/inventory.md.\nversion: 1\n`;

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
  const options: ImportOptions = {
    columns: input.columns ?? new Map<string, string>(),
    hasNamespace: input.namespace !== undefined,
    files: input.files.map(({ name }) => name),
  };
  const formats: FormatName[] = [];
  for (const source of input.files) {
    const format = formatOf(source, input.format, options);
    if (!format.ok) return format;
    formats.push(format.value);
  }
  const files = readAll(input.files, formats, options);
  const { edits, facts } = mergeRecords(inventory, files, input.namespace);
  const given = facts.flatMap((fact) =>
    isNew(fact) && fact.address !== undefined ? [fact.address] : [],
  );
  const edited = editInventory(text, [...edits, { kind: 'drop-unfinished', addresses: given }]);
  if (!edited.ok) return { ok: false, error: { kind: 'not-editable', problem: edited.error } };
  const totals = { imported: 0, merged: 0, conflict: 0, skipped: 0 };
  for (const { outcome } of facts) totals[outcome] += 1;
  const unused = files.flatMap(({ format, source: { name, text: content } }) => {
    const find = IMPORTERS[format].unusedColumns;
    const rest = find?.({ name, text: content }, options) ?? [];
    return rest.length === 0 ? [] : [{ file: name, columns: rest }];
  });
  const fruitless = fruitlessOf(files, facts);
  return {
    ok: true,
    value: { text: edited.value, facts, totals, unusedColumns: unused, fruitless },
  };
}

/** The format that a file is read as, or why it is not read. */
function formatOf(
  source: SourceText,
  said: FormatName | undefined,
  { columns }: ImportOptions,
): Result<FormatName, ImportProblem> {
  const file = source.name;
  const looks = looksLikeBytes(source.text);
  if (looks !== undefined) return { ok: false, error: { kind: 'no-text', file, looks } };
  const candidates = said === undefined ? candidatesFor(source) : [said];
  const [format] = candidates;
  if (format === undefined || candidates.length > 1) {
    const text = looksLikeText(source.text);
    const error = { kind: 'unknown-format', file, candidates } as const;
    return { ok: false, error: text === undefined ? error : { ...error, looks: text } };
  }
  if (IMPORTERS[format].unusedColumns !== undefined) {
    const { missing, present } = missingColumns(source, { columns });
    const [column] = missing;
    if (column !== undefined) {
      return { ok: false, error: { kind: 'missing-column', file, column, present } };
    }
  }
  return { ok: true, value: format };
}

/** The files of a format are read together: they may explain each other. */
function readAll(
  sources: readonly SourceText[],
  formats: readonly FormatName[],
  options: ImportOptions,
): readonly ReadFile[] {
  const files: ReadFile[] = [];
  for (const format of new Set(formats)) {
    const own = [...sources.keys()].filter((at) => formats[at] === format);
    const records = IMPORTERS[format].read(
      own.flatMap((at) => sources[at] ?? []),
      options,
    );
    for (const [index, at] of own.entries()) {
      const source = sources[at];
      if (source !== undefined) files[at] = { source, format, records: records[index] ?? [] };
    }
  }
  return files;
}

/** A file of kinds that have no addresses is fine beside others; alone it is a mistake. */
function fruitlessOf(
  files: readonly ReadFile[],
  facts: readonly ImportedFact[],
): readonly FruitlessFile[] {
  const isFruit = ({ outcome }: ImportedFact): boolean =>
    outcome === 'imported' || outcome === 'merged';
  const isAlone = !facts.some(isFruit);
  const byFile = Map.groupBy(facts, ({ file }) => file);
  return files.flatMap(({ format, source }): readonly FruitlessFile[] => {
    const own = byFile.get(source.name) ?? [];
    if (own.some(isFruit)) return [];
    const isOtherKind = own.every(
      (fact) => fact.outcome === 'skipped' && fact.reason === 'other-kind',
    );
    if (!isAlone && own.length > 0 && isOtherKind) return [];
    const looksLike = detectFormat(source);
    return looksLike === undefined || looksLike === format
      ? [{ file: source.name }]
      : [{ file: source.name, looksLike }];
  });
}

/** Whether the inventory has the fact only since this import. */
function isNew(fact: ImportedFact): boolean {
  return (
    fact.outcome === 'imported' || (fact.outcome === 'merged' && fact.reason === 'wider-workload')
  );
}
