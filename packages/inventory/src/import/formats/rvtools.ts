/**
 * RVTools: the tabs `vInfo` and `vNetwork` as CSV, with the column names of either kind of export (`VM` or `vInfoVMName`).
 * A machine is called like in vCenter.
 * @see RVTools documentation, "vInfo" and "vNetwork".
 */
import { cellParts } from '../cell-addresses.ts';
import { isSpecial } from '../host-text.ts';
import { namedHost } from '../named.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { headOf, readTable } from '../table.ts';
import type { TableRow } from '../table.ts';

const ADDRESSES: ReadonlySet<string> = new Set([
  'ip',
  'ipaddress',
  'ipv4address',
  'ipv6address',
  'primaryipaddress',
  'primaryip',
]);

export const rvtools: Importer = {
  detects: (source) => {
    const columns = new Set(headOf(source).map(plain));
    const isTab = columns.has('powerstate') && columns.has('template');
    return (
      isTab &&
      (columns.has('vm') || columns.has('vmname')) &&
      [...ADDRESSES].some((one) => columns.has(one))
    );
  },
  read: eachAlone((source) => {
    const { columns, rows, unreadable } = readTable(source);
    const of = (...names: readonly string[]): readonly string[] =>
      columns.filter((column) => names.includes(plain(column)));
    const tab = {
      addresses: columns.filter((column) => ADDRESSES.has(plain(column))),
      names: of('vm', 'vmname'),
      dns: of('dnsname', 'guesthostname'),
      copies: of('template', 'srmplaceholder'),
    };
    if (tab.addresses.length === 0 || tab.names.length === 0) {
      const what = `no columns of vInfo or vNetwork: ${columns.join(', ')}`;
      return byPlace([skipped({ start: 0, end: 0 }, what, 'unreadable'), ...unreadable]);
    }
    return byPlace([...rows.flatMap((row) => machineRecords(row, tab)), ...unreadable]);
  }),
};

interface Tab {
  readonly addresses: readonly string[];
  readonly names: readonly string[];
  readonly dns: readonly string[];
  /** Columns that say that a row is about no machine that runs here. */
  readonly copies: readonly string[];
}

function machineRecords({ cells, span }: TableRow, tab: Tab): readonly SourceRecord[] {
  const first = (columns: readonly string[]): string =>
    columns.map((column) => cells.get(column) ?? '').find((cell) => cell !== '') ?? '';
  const name = first(tab.names) || first(tab.dns);
  const parts = tab.addresses.flatMap((column) => cellParts(cells.get(column) ?? ''));
  const what = oneLine([name, ...parts.map(({ text }) => text)].join(' '));
  if (tab.copies.some((column) => /^(?:true|yes|1|wahr)$/i.test(cells.get(column) ?? ''))) {
    return [skipped(span, what, 'not-in-use')];
  }
  if (parts.length === 0) return [skipped(span, what, 'no-address')];
  return parts.map(({ kind, text }) => {
    const subject = `${name} ${text}`;
    if (kind !== 'host') return skipped(span, subject, 'bad-address');
    if (isSpecial(text)) return skipped(span, subject, 'special-address');
    return namedHost(span, text, name, subject, 'machine');
  });
}

/** `Primary IP Address` and `vInfoPrimaryIPAddress` are one column. */
function plain(column: string): string {
  return column.replaceAll(/[^a-z0-9]/g, '').replace(/^v(?:info|network)(?=.)/, '');
}
