/** Tables: CSV and TSV as programs and Excel write them. */
import type { SourceText, Span } from '@aclift/diagnostics';
import { type CsvError, parse } from 'csv-parse/browser/esm/sync';
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
 * semicolon (Excel in many countries), tab or bar; a line `sep=;` before it decides. A `#TYPE` line of PowerShell is
 * passed over. Of columns with one name the second is called `name (2)`, and so on; one without a name that holds
 * something `(column 3)`. Rows with more cells than columns are unreadable: a delimiter in them was not quoted.
 */
export function readTable(source: SourceText): Table {
  const { rows: all, unreadable } = readRows(source);
  const columns = columnsOf(all);
  const rows: TableRow[] = [];
  const long: SourceRecord[] = [];
  for (const { cells: record, raw, span } of all.slice(1)) {
    if (record.slice(columns.length).some((cell) => cell.trim() !== '')) {
      long.push(skipped(span, raw, 'unreadable'));
      continue;
    }
    const cells = new Map<string, string>();
    for (const [at, column] of columns.entries()) {
      if (column !== '') cells.set(column, (record[at] ?? '').trim());
    }
    rows.push({ cells, span });
  }
  return { columns, rows, unreadable: [...long, ...unreadable] };
}

/** A row before its columns are known. */
export interface PlainRow {
  readonly cells: readonly string[];
  /** As written. */
  readonly raw: string;
  readonly span: Span;
}

/** The rows that hold something, the first one too. */
export function readRows({ text }: SourceText): {
  readonly rows: readonly PlainRow[];
  readonly unreadable: readonly SourceRecord[];
} {
  const { delimiter, start: content } = beginningOf(text);
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
    delimiter,
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
  const rows = records
    .map(({ raw, record }): PlainRow => ({ cells: record, raw, span: place(raw) }))
    .filter(({ cells }, index) => index === 0 || cells.some((cell) => cell.trim() !== ''));
  const unreadable = broken.map((raw) => skipped(place(raw), raw, 'unreadable'));
  return { rows, unreadable };
}

/** The columns that the first row of a table names, without reading the rest. */
export function headOf({ text }: SourceText): readonly string[] {
  const { start } = beginningOf(text);
  const end = text.indexOf('\n', start);
  const head = text.slice(0, Math.min(end < 0 ? text.length : end, start + MAX_HEAD));
  return readTable({ name: '', text: head }).columns;
}

/** Longest first row that is looked at to tell formats apart. */
const MAX_HEAD = 65_536;

/** Where the first row begins, and what parts its cells. */
function beginningOf(text: string): { readonly start: number; readonly delimiter: string } {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let said: string | undefined; ;) {
    const found = text.indexOf('\n', start);
    const line = text.slice(start, found < 0 ? text.length : found).replace(/\r$/, '');
    const separator = /^"?sep=(.)"?$/i.exec(line)?.[1];
    const isBlank = line.trim() === '' && found >= 0;
    if (separator === undefined && !isBlank && !/^"?#TYPE /.test(line)) {
      return { start, delimiter: said ?? delimiterOf(line) };
    }
    said ??= separator;
    start = found < 0 ? text.length : found + 1;
  }
}

function columnsOf(all: readonly PlainRow[]): readonly string[] {
  const [head, ...rows] = all;
  const seen = new Map<string, number>();
  return (head?.cells ?? []).map((cell, at) => {
    const name = cell.trim().toLowerCase().replaceAll(/\s+/g, ' ');
    if (name === '') {
      return rows.some(({ cells }) => (cells[at] ?? '').trim() !== '') ? `(column ${at + 1})` : '';
    }
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** The delimiter that a row has most of outside of quotes; a comma when it has none. */
function delimiterOf(row: string): string {
  const bare = row.replaceAll(/"[^"]*"/g, '');
  const counted = [',', ';', '\t', '|'].map((one) => ({ one, count: bare.split(one).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.one ?? ',';
}
