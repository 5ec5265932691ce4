/**
 * Tables of addresses: a row is an address, or several, with a name, or with a namespace and labels. Columns are found
 * by their usual names, or as the user maps them.
 */
import type { SourceText } from '@aclift/diagnostics';
import { hostText, isSpecial, rangeText } from '../host-text.ts';
import { oneLine, skipped } from '../record.ts';
import type { ImportOptions, Importer, SourceRecord } from '../record.ts';
import { readTable } from '../table.ts';
import type { TableRow } from '../table.ts';

type Field = 'address' | 'name' | 'namespace' | 'labels';

/** Usual names of columns, in lower case, blanks and `_` as `-`. */
const USUAL: Readonly<Record<Field, readonly string[]>> = {
  address: [
    'address',
    'addresses',
    'ip',
    'ips',
    'ip-address',
    'ip-addresses',
    'ipaddress',
    'ipv4',
    'ipv4-address',
    'ipv6',
    'ipv6-address',
    'cidr',
    'subnet',
    'network',
    'prefix',
    'range',
    'ip/cidr',
  ],
  name: [
    'name',
    'hostname',
    'host',
    'host-name',
    'fqdn',
    'dns-name',
    'dns',
    'server',
    'server-name',
    'vm',
    'vm-name',
    'device',
  ],
  namespace: ['namespace', 'ns', 'k8s-namespace', 'kubernetes-namespace'],
  labels: ['labels', 'k8s-labels', 'kubernetes-labels'],
};
/** Columns that are labels by their own name. */
const LABELS: ReadonlySet<string> = new Set([
  'app',
  'application',
  'component',
  'env',
  'environment',
  'role',
  'tier',
]);

export const csv: Importer = {
  detects: ({ text }) => {
    const head =
      text
        .slice(0, 4096)
        .replace(/^\uFEFF?(?:sep=.\r?\n)?/i, '')
        .split('\n', 1)[0] ?? '';
    const columns = readTable({ name: '', text: head }).columns;
    return columns.length > 1 && columns.some((column) => USUAL.address.includes(plain(column)));
  },
  read: (source, options) => {
    const { columns, rows, unreadable } = readTable(source);
    const meaning = meaningOf(columns, options);
    const records = rows.flatMap((row) => recordsOf(row, meaning));
    return [...records, ...unreadable].toSorted((a, b) => a.span.start - b.span.start);
  },
};

/** Columns that the user maps and the table does not have; and the columns that it has. */
export function missingColumns(
  source: SourceText,
  { columns }: ImportOptions,
): { readonly missing: readonly string[]; readonly present: readonly string[] } {
  const present = readTable(source).columns;
  const missing = [...columns.values()].filter(
    (one) => !present.includes(one.trim().toLowerCase()),
  );
  return { missing, present };
}

/** Columns that mean nothing to an inventory; what stands in them is not imported. */
export function unusedColumns(source: SourceText, options: ImportOptions): readonly string[] {
  const { columns } = readTable(source);
  const { address, label, labels, name, namespace } = meaningOf(columns, options);
  const used = new Set([...address, ...labels, ...name, ...namespace, ...label.values()]);
  return columns.filter((column) => column !== '' && !used.has(column));
}

interface Meaning {
  readonly address: readonly string[];
  readonly name: readonly string[];
  readonly namespace: readonly string[];
  readonly labels: readonly string[];
  /** Column by key of a label. */
  readonly label: ReadonlyMap<string, string>;
}

function meaningOf(columns: readonly string[], options: ImportOptions): Meaning {
  const mapped = (field: Field): readonly string[] => {
    const said = options.columns.get(field);
    if (said !== undefined) return [said.trim().toLowerCase()];
    return columns.filter((column) => USUAL[field].includes(plain(column)));
  };
  const label = new Map<string, string>();
  for (const column of columns) {
    const key = /^labels?[:./](.+)$/.exec(column)?.[1];
    if (key !== undefined) label.set(key, column);
    else if (
      LABELS.has(column) ||
      (/^[a-z0-9.-]+\/[a-z0-9._-]+$/.test(column) && !plain(column).startsWith('ip/'))
    )
      label.set(column, column);
  }
  for (const [field, column] of options.columns) {
    if (field.startsWith('label:'))
      label.set(field.slice('label:'.length), column.trim().toLowerCase());
  }
  return {
    address: mapped('address'),
    name: mapped('name'),
    namespace: mapped('namespace'),
    labels: mapped('labels'),
    label,
  };
}

function recordsOf({ cells, span }: TableRow, meaning: Meaning): readonly SourceRecord[] {
  const first = (columns: readonly string[]): string =>
    columns.map((column) => cells.get(column) ?? '').find((cell) => cell !== '') ?? '';
  const name = first(meaning.name);
  const namespace = first(meaning.namespace);
  const labels: Record<string, string> = { ...labelsOf(first(meaning.labels)) };
  for (const [key, column] of meaning.label) {
    const value = cells.get(column) ?? '';
    if (value !== '') labels[key] = value;
  }
  const written = meaning.address.flatMap((column) =>
    (cells.get(column) ?? '').split(/[\s,;]+/).filter(Boolean),
  );
  const what = oneLine([name, namespace, ...written].filter(Boolean).join(' '));
  if (written.length === 0) return [skipped(span, what, 'no-address')];
  const addresses: string[] = [];
  const records: SourceRecord[] = [];
  for (const text of written) {
    const address = rangeText(text);
    if (address === undefined) records.push(skipped(span, `${name} ${text}`, 'bad-address'));
    else if (hostText(address) === address && isSpecial(address)) {
      records.push(skipped(span, `${name} ${text}`, 'special-address'));
    } else addresses.push(address);
  }
  if (addresses.length === 0) return records;
  if (namespace !== '' || Object.keys(labels).length > 0) {
    const all = Object.keys(labels).length === 0 && name !== '' ? { app: name } : labels;
    records.push({ span, what, content: { kind: 'workload', namespace, labels: all, addresses } });
  } else if (name === '') records.push(skipped(span, what, 'no-name'));
  else records.push({ span, what, content: { kind: 'named', name, addresses } });
  return records;
}

/** `app=web,tier=db`; semicolons and blanks part labels too, colons part key and value. */
function labelsOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split(/[\s,;|]+/)
      .filter(Boolean)
      .map((pair) => {
        const at = pair.search(/[=:]/);
        return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
      }),
  );
}

function plain(column: string): string {
  return column.replaceAll(/[\s_]+/g, '-');
}
