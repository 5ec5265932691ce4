/**
 * Tables with a header: CSV with any usual separator, and the columns between blanks of flow logs. A row is one flow by the names of
 * its columns, or has a line of a log in one of them.
 */
import { parse } from 'csv-parse/browser/esm/sync';
import { bad, LAYOUT, type ReadLine, type RecordReader, type Take } from '../flow-record.ts';
import { type Field, FIELD_NAMES, plain, TEXT_NAMES } from './field-names.ts';
import {
  type Lookup,
  NAMED_EXPECTED,
  type NamedFormat,
  namedFormatOf,
  namedRecord,
  valueOf,
} from './named-records.ts';

/** What stands between the cells of a row. `blank`: any number of blanks, and no quotes. */
type Separator = ',' | ';' | '\t' | '|' | 'blank';

const SEPARATORS: readonly Separator[] = [',', ';', '\t', '|', 'blank'];

/** A header that names flows, or a column of log lines. */
export interface TableHeader {
  readonly names: readonly string[];
  readonly separator: Separator;
  /** Undefined: only `text` is there. */
  readonly format: NamedFormat | undefined;
  /** Place of a column with lines of a log; undefined: none. */
  readonly text: number | undefined;
}

/** @returns undefined: this line is no header of flows, nor of exported log lines. */
export function tableHeader(line: string): TableHeader | undefined {
  const clean = line.replace(/^\uFEFF/, '').replace(/^#\s*/, '');
  let best: TableHeader | undefined;
  for (const separator of SEPARATORS) {
    const names = cellsOf(clean, separator);
    if (names === undefined || names.length < 2) continue;
    const format = namedFormatOf(names, 'table');
    const text = names.findIndex((name) => TEXT_NAMES.includes(plain(name)));
    if (format !== undefined) {
      return { names, separator, format, text: text < 0 ? undefined : text };
    }
    if (text >= 0 && separator !== 'blank') best ??= { names, separator, format, text };
  }
  return best;
}

/** Cells of a row; undefined: its quotes are not closed. */
function cellsOf(line: string, separator: Separator): readonly string[] | undefined {
  if (separator === 'blank') return line.trim().split(/\s+/);
  if (!line.includes('"')) return line.split(separator);
  try {
    const [cells] = parse(line, {
      delimiter: separator,
      relax_column_count: true,
    }) as string[][];
    return cells;
  } catch {
    return undefined;
  }
}

/** The columns that a header gives each field, the better first. */
function columnsOf(names: readonly string[]): ReadonlyMap<Field, readonly number[]> {
  const plainNames = names.map((name) => plain(name));
  return new Map(
    (Object.entries(FIELD_NAMES) as [Field, readonly string[]][]).map(([field, known]) => [
      field,
      known.flatMap((name) => {
        const at = plainNames.indexOf(name);
        return at < 0 ? [] : [at];
      }),
    ]),
  );
}

/** Rows by the names in the first line. nfdump's summary at the end is no flow. */
export function csvRecords(wanted?: NamedFormat): (line: string) => ReadLine {
  let header: (TableHeader & { readonly format: NamedFormat }) | undefined;
  let columns: ReadonlyMap<Field, readonly number[]> = new Map();
  let ended = false;
  let cells: readonly string[] = [];
  const get: Lookup = (field) => {
    for (const at of columns.get(field) ?? []) {
      const value = valueOf(cells[at]);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  return (line) => {
    if (line.trim() === '' || ended) return LAYOUT;
    if (header === undefined) {
      const found = tableHeader(line);
      if (found?.format === undefined) return bad(`a header with ${NAMED_EXPECTED}`);
      header = { ...found, format: wanted ?? found.format };
      columns = columnsOf(found.names);
      return LAYOUT;
    }
    if (/^Summary\b/.test(line)) {
      ended = true;
      return LAYOUT;
    }
    const row = cellsOf(line, header.separator);
    if (row === undefined) return bad('cells separated by commas, with both quotes of each');
    // Parts of one file are often put together with their headers.
    if (row.length === header.names.length && row.every((cell, at) => cell === header?.names[at])) {
      return LAYOUT;
    }
    cells = row;
    return namedRecord(header.format, get);
  };
}

/** Fields of AWS flow logs that are written without a header. @see Amazon VPC, flow log records: default format, version 2 */
export const AWS_DEFAULT_HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';

/** A line of an AWS flow log of the default format. */
export const AWS_DEFAULT_LINE: RegExp =
  /^\d+ \S+ (?:eni-|-)\S* \S+ \S+ \S+ \S+ \S+ \S+ \S+ \d+ \d+ \S+ [A-Z]+$/;

/** AWS flow logs: with their header, or else in the default format. */
export function awsRecords(): (line: string) => ReadLine {
  const read = csvRecords('aws');
  let first = true;
  return (line) => {
    if (first && line.trim() !== '') {
      first = false;
      if (AWS_DEFAULT_LINE.test(line.trim())) read(AWS_DEFAULT_HEADER);
    }
    return read(line);
  };
}

/** One column of a table, each cell a line of a log. */
export function textColumn(readText: (text: string) => ReadLine): RecordReader {
  let header: TableHeader | undefined;
  return {
    line: (text: string, line: number, take: Take) => {
      if (text.trim() === '') take(LAYOUT, line);
      else if (header === undefined) {
        header = tableHeader(text);
        take(
          header?.text === undefined ? bad('a header with a column of log lines') : LAYOUT,
          line,
        );
      } else {
        const cells = cellsOf(text, header.separator);
        take(
          cells === undefined
            ? bad('cells separated by commas, with both quotes of each')
            : readText(cells[header.text ?? 0] ?? ''),
          line,
        );
      }
    },
    end: () => {},
  };
}
