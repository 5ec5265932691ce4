/** What became of each record, in the order of the files and their lines. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import type { FormatName } from './format-name.ts';
import type { ImportedFact, RecordOutcome } from './outcome.ts';
import type { SourceRecord } from './record.ts';

/** The records of one file. */
export interface ReadFile {
  readonly source: SourceText;
  readonly format: FormatName;
  readonly records: readonly SourceRecord[];
}

/** One record with its place among all of the run. */
export interface Item {
  readonly file: ReadFile;
  readonly record: SourceRecord;
  readonly order: number;
}

export class Facts {
  readonly #facts: { readonly order: number; readonly fact: ImportedFact }[] = [];
  readonly #lines = new Map<string, LineMap>();

  /** @param more the address that the fact is about, and who has it now. */
  say(
    { file, order, record }: Item,
    outcome: RecordOutcome,
    more: { readonly address?: string; readonly owner?: string } = {},
  ): void {
    const { name, text } = file.source;
    const lines = this.#lines.get(name) ?? new LineMap(text);
    this.#lines.set(name, lines);
    const { line } = lines.position(record.span.start);
    const place = { file: name, line, format: file.format, what: record.what };
    this.#facts.push({ order, fact: { ...place, ...outcome, ...more } });
  }

  inOrder(): readonly ImportedFact[] {
    return this.#facts.toSorted((a, b) => a.order - b.order).map(({ fact }) => fact);
  }
}
