/** Tables: CSV and TSV as programs and Excel write them. */
import type { SourceText, Span } from '@aclift/diagnostics';
import { type CsvError, parse } from 'csv-parse/browser/esm/sync';
import { linesOf } from './lines.ts';
import { skipped } from './record.ts';
import type { SourceRecord } from './record.ts';

export interface TableRow {
  /** By column, in lower case. */
  readonly cells: ReadonlyMap<string, string>;
  readonly span: Span;
}

export interface Table {
  /** In lower case, without blanks around them. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** What could not be read as a row. */
  readonly unreadable: readonly SourceRecord[];
}

/**
 * Reads a table whose first row names the columns. The delimiter is the one that the first row has most of: comma,
 * semicolon (Excel in many countries), tab or bar; a line `sep=;` before it decides. Of columns with one name the first
 * counts. Rows with more cells than columns are unreadable: a delimiter in them was not quoted.
 */
export function readTable({ text }: SourceText): Table {
  const lines = linesOf(text);
  const said = /^sep=(.)$/i.exec(lines[0]?.text ?? '');
  const content = said === null ? 0 : (lines[1]?.span.start ?? text.length);
  const head = said === null ? lines[0] : lines[1];
  const unreadable: SourceRecord[] = [];
  let cursor = content;
  const place = (raw: string): Span => {
    const trimmed = raw.replace(/^\uFEFF/, '').trim();
    const start = Math.max(cursor, text.indexOf(trimmed, cursor));
    cursor = Math.min(text.length, start + trimmed.length);
    return { start, end: cursor };
  };
  const broken: string[] = [];
  const records = parse(text.slice(content), {
    bom: true,
    delimiter: said?.[1] ?? delimiterOf(head?.text ?? ''),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    raw: true,
    on_skip: (_: CsvError | undefined, raw: string | undefined) => {
      broken.push(raw ?? '');
      return undefined;
    },
  }) as unknown as readonly { readonly record: readonly string[]; readonly raw: string }[];
  let columns: readonly string[] = [];
  const rows: TableRow[] = [];
  for (const [index, { raw, record }] of records.entries()) {
    const span = place(raw);
    if (index === 0) {
      columns = record.map((cell) => cell.trim().toLowerCase());
      continue;
    }
    if (record.every((cell) => cell.trim() === '')) continue;
    if (record.slice(columns.length).some((cell) => cell.trim() !== '')) {
      unreadable.push(skipped(span, raw, 'unreadable'));
      continue;
    }
    const cells = new Map<string, string>();
    for (const [at, column] of columns.entries()) {
      if (!cells.has(column)) cells.set(column, (record[at] ?? '').trim());
    }
    rows.push({ cells, span });
  }
  for (const raw of broken) unreadable.push(skipped(place(raw), raw, 'unreadable'));
  return { columns, rows, unreadable };
}

/** The delimiter that a row has most of outside of quotes; a comma when it has none. */
function delimiterOf(row: string): string {
  const bare = row.replaceAll(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((one) => ({ one, count: bare.split(one).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.one ?? ',';
}
