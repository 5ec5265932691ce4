/** Flows as CSV with named columns: aclift's own, and what nfdump prints with `-o csv`. */
import { parse } from 'csv-parse/browser/esm/sync';
import { bad, type LineReader, NOTHING_HERE, recordOf } from './flow-record.ts';

type Column =
  | 'source'
  | 'destination'
  | 'protocol'
  | 'port'
  | 'sourcePort'
  | 'type'
  | 'code'
  | 'answer';

/** Names of columns in lower case without blanks, `_` and `-`; nfdump's of both its generations among them. */
const NAMES: Readonly<Record<Column, readonly string[]>> = {
  source: ['source', 'src', 'sourceip', 'srcip', 'srcaddr', 'sourceaddress', 'sa'],
  destination: [
    'destination',
    'dst',
    'dest',
    'destinationip',
    'dstip',
    'dstaddr',
    'destinationaddress',
    'da',
  ],
  protocol: ['protocol', 'proto', 'pr', 'ipprotocol'],
  port: ['port', 'destinationport', 'dstport', 'destport', 'dport', 'dp'],
  sourcePort: ['sourceport', 'srcport', 'sport', 'sp'],
  type: ['icmptype', 'type'],
  code: ['icmpcode', 'code'],
  answer: ['answer', 'reply', 'isreply'],
};
const NEEDED: readonly Column[] = ['source', 'destination', 'protocol'];

/** Which columns a header names, by their place; undefined: it is no header of flows. */
export function columnsOf(header: string): ReadonlyMap<Column, number> | undefined {
  const cells = cellsOf(header)?.map((cell) => cell.toLowerCase().replace(/[\s_-]/g, ''));
  if (cells === undefined) return undefined;
  const found = new Map<Column, number>();
  for (const [column, names] of Object.entries(NAMES) as [Column, readonly string[]][]) {
    const at = cells.findIndex((cell) => names.includes(cell));
    if (at >= 0) found.set(column, at);
  }
  return NEEDED.every((column) => found.has(column)) ? found : undefined;
}

/** The first line names the columns. nfdump's summary at the end is no flow. */
export function csvRecords(): LineReader {
  let columns: ReadonlyMap<Column, number> | undefined;
  let ended = false;
  return (line) => {
    if (line.trim() === '' || ended) return NOTHING_HERE;
    if (columns === undefined) {
      columns = columnsOf(line);
      return columns === undefined
        ? bad('a header with the columns source, destination, protocol and port')
        : NOTHING_HERE;
    }
    if (/^Summary\b/.test(line)) {
      ended = true;
      return NOTHING_HERE;
    }
    const cells = cellsOf(line);
    if (cells === undefined) return bad('cells separated by commas, with both quotes of each');
    const at = columns;
    const cell = (column: Column): string | undefined => cells[at.get(column) ?? -1]?.trim();
    const port = cell('port');
    return recordOf({
      source: cell('source') ?? '',
      destination: cell('destination') ?? '',
      protocol: cell('protocol') ?? '',
      ...(port === undefined ? {} : { port }),
      sourcePort: cell('sourcePort') ?? '',
      ...icmpOf(cell('type'), cell('code'), port),
      ...answerOf(cell('answer')),
    });
  };
}

/** Type and code in columns of their own, or in the port's: `8.0` or 2048 as collectors write it. */
function icmpOf(
  type: string | undefined,
  code: string | undefined,
  port: string | undefined,
): { readonly icmp?: { readonly type: string; readonly code: string } } {
  if (type !== undefined && type !== '') return { icmp: { type, code: code || '0' } };
  const dotted = /^(\d+)\.(\d+)$/.exec(port ?? '');
  if (dotted !== null) return { icmp: { type: dotted[1] ?? '', code: dotted[2] ?? '' } };
  if (!/^\d{1,5}$/.test(port ?? '')) return {};
  const both = Number(port);
  return { icmp: { type: String(both >> 8), code: String(both & 255) } };
}

function answerOf(text: string | undefined): { readonly answer?: boolean } {
  if (text === undefined || text === '') return {};
  return { answer: /^(?:1|true|yes|y)$/i.test(text) };
}

function cellsOf(line: string): readonly string[] | undefined {
  if (!line.includes('"')) return line.split(',');
  try {
    const [cells] = parse(line, { relax_column_count: true }) as string[][];
    return cells;
  } catch {
    return undefined;
  }
}
