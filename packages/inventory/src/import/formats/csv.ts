/**
 * Tables of addresses: a row is about hosts or about a network, with a name, or with a namespace and labels. A host never
 * owns the network in which it stands.
 */
import type { SourceText } from '@aclift/diagnostics';
import { isLabelValue } from '../../label.ts';
import { isLastingLabel } from '../../release-label.ts';
import { cellParts, isMask, isNothing } from '../cell-addresses.ts';
import type { CellPart } from '../cell-addresses.ts';
import { isSpecial, maskLength, rangeText } from '../host-text.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { ImportOptions, Importer, RecordContent, SourceRecord } from '../record.ts';
import { isOutOfUse } from '../status.ts';
import { headOf, readTable } from '../table.ts';
import type { TableRow } from '../table.ts';
import { haveEnds, isAddressColumn, isNamingLabel, meaningOf } from './csv-columns.ts';
import type { Meaning } from './csv-columns.ts';

export const csv: Importer = {
  detects: (source) => {
    const columns = headOf(source);
    return columns.length > 1 && (columns.some(isAddressColumn) || haveEnds(columns));
  },
  read: eachAlone((source, options) => tableRecords(source, options)),
  unusedColumns,
};

/** Fields that `--map` knows, beside `label:KEY`. */
export const MAPPED_FIELDS: readonly string[] = [
  'address',
  'network',
  'start',
  'end',
  'mask',
  'name',
  'namespace',
  'labels',
  'status',
];

/**
 * Records of a table with columns of usual names.
 * @param isRetired whether a cell of a column of states means that the row is not in use, beside what words say.
 */
export function tableRecords(
  source: SourceText,
  options: ImportOptions,
  isRetired: (column: string, cell: string) => boolean = () => false,
): readonly SourceRecord[] {
  const { columns, rows, unreadable } = readTable(source);
  const meaning = meaningOf(columns, options);
  if (!hasPlaces(meaning)) {
    const known = columns.filter((column) => column !== '').join(', ');
    const what = `no column is known to hold addresses, see --map address=COLUMN: ${known}`;
    return byPlace([skipped({ start: 0, end: 0 }, what, 'unreadable'), ...unreadable]);
  }
  return byPlace([...rows.flatMap((row) => recordsOf(row, meaning, isRetired)), ...unreadable]);
}

function hasPlaces({ address, network, start }: Meaning): boolean {
  return address.length > 0 || network.length > 0 || start.length > 0;
}

/** Columns that the user maps and the table does not have; and the columns that it has. */
export function missingColumns(
  source: SourceText,
  { columns }: Pick<ImportOptions, 'columns'>,
): { readonly missing: readonly string[]; readonly present: readonly string[] } {
  const present = readTable(source).columns;
  const missing = [...columns.values()].filter(
    (one) => !present.includes(one.trim().toLowerCase()),
  );
  return { missing, present };
}

export function unusedColumns(source: SourceText, options: ImportOptions): readonly string[] {
  const { columns, rows } = readTable(source);
  const meaning = meaningOf(columns, options);
  // That is said of the table as a whole.
  if (!hasPlaces(meaning)) return [];
  const used = new Set<string>();
  for (const row of rows) {
    for (const column of usedBy(row, meaning, options.hasNamespace)) used.add(column);
  }
  return columns.filter((column) => column !== '' && !used.has(column));
}

/** The columns of a row that are read. The network in which a host stands is not. */
function usedBy({ cells }: TableRow, meaning: Meaning, hasNamespace: boolean): readonly string[] {
  const has = (column: string): boolean => !isNothing(cells.get(column) ?? '');
  const { address, end, labels, mask, name, namespace, start, status } = meaning;
  const network = [...meaning.network, ...start, ...end];
  const isNetwork = !address.some(has);
  const isPod = [...namespace, ...labels, ...meaning.label.values()].some(has) || !name.some(has);
  const guessed = hasNamespace || isPod ? [...meaning.guessedLabel.values()] : [];
  const networkName =
    isNetwork && !name.some(has) ? meaning.networkName.filter(has).slice(0, 1) : [];
  const all = [...address, ...mask, ...name, ...namespace, ...labels, ...status, ...networkName];
  return [...all, ...(isNetwork ? network : []), ...meaning.label.values(), ...guessed];
}

function recordsOf(
  row: TableRow,
  meaning: Meaning,
  isRetired: (column: string, cell: string) => boolean,
): readonly SourceRecord[] {
  const { cells, span } = row;
  const get = (column: string): string => {
    const cell = cells.get(column) ?? '';
    return isNothing(cell) ? '' : cell;
  };
  const first = (columns: readonly string[]): string => columns.map(get).find(Boolean) ?? '';
  const isLength = (column: string): boolean =>
    meaning.lengths.has(column) ? maskLength(get(column)) !== undefined : isMask(get(column));
  const hostCells = meaning.address.map(get).filter(Boolean);
  const filled = meaning.network.filter((column) => get(column) !== '');
  const others = filled.filter((column) => !isLength(column));
  // A mask beside nothing is what the row is about: nothing that could be.
  const range = endsOf(first(meaning.start), first(meaning.end));
  const isMaskOfSome = hostCells.length > 0 || others.length > 0 || range !== '';
  const about = isMaskOfSome ? others : filled;
  const masks = isMaskOfSome ? filled.filter(isLength) : [];
  const mask = [...meaning.mask, ...masks].map(get).find(Boolean) ?? '';
  const name = nameOf(row, meaning.name);
  const isHost = meaning.name.some((column) => meaning.hostName.has(column) && get(column) !== '');
  const what = oneLine(
    [name, first(meaning.namespace), ...hostCells, ...about.map(get), range]
      .filter(Boolean)
      .join(' '),
  );
  if (meaning.status.some((one) => isOutOfUse(get(one)) || isRetired(one, get(one)))) {
    return [skipped(span, what, 'not-in-use')];
  }
  const hosts = hostCells.flatMap((cell) => cellParts(cell, mask));
  const networks = [
    ...about.flatMap((column) =>
      networkParts(get(column), hostCells.length === 0 ? mask : '', meaning.ranges.has(column)),
    ),
    ...cellParts(range),
  ];
  if (hostCells.length > 0) {
    // Names of networks are no addresses.
    const own = networks
      .filter(({ kind, text }) => kind !== 'unclear' || /\d\.\d|:/.test(text))
      .map((part) => skipped(span, `${name} ${part.text}`, 'own-network'));
    const isPod = [...meaning.namespace, ...meaning.labels, ...meaning.label.values()].some(get);
    const parts = hosts.map((part) => hostPart(part, isHost, isPod));
    return [...partRecords(row, meaning, parts, what), ...own];
  }
  if (networks.length === 0) return [skipped(span, what, 'no-address')];
  if (isHost && networks.some(({ kind }) => kind === 'network')) {
    return networks.map((part) => skipped(span, `${name} ${part.text}`, 'host-without-address'));
  }
  return partRecords(
    row,
    { ...meaning, name: [...meaning.name, ...meaning.networkName] },
    networks,
    what,
  );
}

/** Both ends of a range as one text; empty: neither is an address, as in columns of dates. */
function endsOf(start: string, end: string): string {
  const isSome = [start, end].some((cell) => rangeText(cell) !== undefined);
  return isSome ? `${start}-${end}` : '';
}

/** An address in a column of networks is a network only with its length, and no host. */
function networkParts(cell: string, mask: string, isRange: boolean): readonly CellPart[] {
  const isHostRoute = (maskLength(mask) ?? 0) >= (cell.includes(':') ? 127 : 31);
  const isSure = isRange || isHostRoute || cell.includes('/');
  return cellParts(cell, mask).map((part) =>
    part.kind === 'host' && !isSure
      ? { kind: 'unclear', text: `${part.text} ${mask}`.trim() }
      : part,
  );
}

/** A host is not a network: one of the two is something else, unless the row says that it is about pods. */
function hostPart(part: CellPart, isHost: boolean, isPod: boolean): CellPart {
  const isOdd = isHost && !isPod && part.kind === 'network' && part.text.includes('/');
  return isOdd ? { kind: 'unclear', text: part.text } : part;
}

/** One record for the addresses of a row, and one for each part that gives none. */
function partRecords(
  row: TableRow,
  meaning: Meaning,
  parts: readonly CellPart[],
  what: string,
): readonly SourceRecord[] {
  const { cells, span } = row;
  const first = (columns: readonly string[]): string =>
    columns.map((column) => cells.get(column) ?? '').find((cell) => !isNothing(cell)) ?? '';
  const name = nameOf(row, meaning.name);
  const addresses: string[] = [];
  const others: SourceRecord[] = [];
  for (const { kind, text } of parts) {
    if (kind === 'unclear') others.push(skipped(span, `${name} ${text}`, 'bad-address'));
    else if (isSpecial(text)) others.push(skipped(span, `${name} ${text}`, 'special-address'));
    else addresses.push(text);
  }
  if (addresses.length === 0)
    return others.length > 0 ? others : [skipped(span, what, 'no-address')];
  const content = contentOf(cells, meaning, name, first(meaning.namespace), addresses);
  return [
    ...others,
    content === undefined ? skipped(span, what, 'no-name') : { span, what, content },
  ];
}

/** The first cell that names something; an address is no name. */
function nameOf({ cells }: TableRow, columns: readonly string[]): string {
  const names = columns.map((column) => cells.get(column) ?? '');
  return names.find((name) => !isNothing(name) && rangeText(name) === undefined) ?? '';
}

/** Undefined: nothing names the addresses. */
function contentOf(
  cells: TableRow['cells'],
  meaning: Meaning,
  name: string,
  namespace: string,
  addresses: readonly string[],
): RecordContent | undefined {
  const listed = meaning.labels
    .flatMap((column) => labelsOf(cells.get(column) ?? ''))
    .filter(([key]) => isLastingLabel(key));
  const own = pairs(meaning.label, cells);
  const guessed = pairs(meaning.guessedLabel, cells);
  const isSaid = listed.length > 0 || own.length > 0;
  if (!isSaid && namespace === '' && name !== '') {
    return named(name, addresses, usable(guessed));
  }
  if (!isSaid && namespace === '' && guessed.length === 0) return undefined;
  const labels = isSaid ? [...listed, ...guessed, ...own] : withName(guessed, name);
  return { kind: 'workload', namespace, labels: Object.fromEntries(labels), addresses };
}

function named(
  name: string,
  addresses: readonly string[],
  labels: readonly (readonly [string, string])[],
): RecordContent {
  const content = { kind: 'named', name, addresses, by: 'machine' } as const;
  return labels.length === 0 ? content : { ...content, labels: Object.fromEntries(labels) };
}

/** Labels of a row that has a namespace: without one that says which application it is, the name is the label `app`. */
function withName(
  guessed: readonly (readonly [string, string])[],
  name: string,
): readonly (readonly [string, string])[] {
  const labels = usable(guessed);
  return name === '' || labels.some(([key]) => isNamingLabel(key))
    ? labels
    : [...labels, ['app', name]];
}

/** Columns that only their usual name makes labels: a role such as `Access Switch` is none, and not what tells hosts apart. */
function usable(
  guessed: readonly (readonly [string, string])[],
): readonly (readonly [string, string])[] {
  return guessed.filter(([key, value]) => isNamingLabel(key) || isLabelValue(value));
}

function pairs(
  columns: ReadonlyMap<string, string>,
  cells: TableRow['cells'],
): readonly (readonly [string, string])[] {
  return [...columns].flatMap(([key, column]) => {
    const value = cells.get(column) ?? '';
    return isNothing(value) ? [] : [[key, value] as const];
  });
}

/** `app=web,tier=db`; semicolons and blanks part labels too, colons part key and value. */
function labelsOf(text: string): readonly (readonly [string, string])[] {
  return text
    .split(/[\s,;|]+/)
    .filter(Boolean)
    .map((pair) => {
      const at = pair.search(/[=:]/);
      return at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)];
    });
}
