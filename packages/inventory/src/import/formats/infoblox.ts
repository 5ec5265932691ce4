/**
 * Infoblox NIOS: CSV exports, in which a row `header-…` names the columns of the objects that follow it, and the kind of
 * object stands in the first cell.
 * @see Infoblox NIOS documentation, "CSV Import Reference", Supported Object Types.
 */
import type { Span } from '@aclift/diagnostics';
import { cellParts } from '../cell-addresses.ts';
import { maskLength, networkText, rangeText } from '../host-text.ts';
import { namedHost, namedNetwork } from '../named.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, NamedBy, SourceRecord } from '../record.ts';
import { readRows } from '../table.ts';

export const infoblox: Importer = {
  detects: ({ text }) => /^\uFEFF?\s*"?header-[a-z0-9]+"?\s*(?:[,;\t\r\n ]|$)/i.test(text),
  read: eachAlone((source) => {
    const { rows, unreadable } = readRows(source);
    const columns = new Map<string, readonly string[]>();
    const records: SourceRecord[] = [...unreadable];
    for (const { cells, span } of rows) {
      const kind = (cells[0] ?? '').trim().toLowerCase();
      const head = /^header-(.+)$/.exec(kind)?.[1];
      if (head !== undefined) {
        // A star marks what an object must have.
        columns.set(
          head,
          cells.map((cell) => cell.trim().toLowerCase().replace(/\*$/, '')),
        );
        continue;
      }
      const names = columns.get(kind);
      const isLong = cells.slice(names?.length ?? 0).some((cell) => cell.trim() !== '');
      if (names === undefined || isLong) records.push(skipped(span, cells.join(','), 'unreadable'));
      else records.push(...objectRecords(kind, span, rowOf(names, cells)));
    }
    return byPlace(records);
  }),
};

type Row = (column: string) => string;

function rowOf(names: readonly string[], cells: readonly string[]): Row {
  return (column) => {
    const at = names.indexOf(column);
    return at < 0 ? '' : (cells[at] ?? '').trim();
  };
}

/** What an object has for an inventory; others are zones, options, views and the like. */
function objectRecords(kind: string, span: Span, get: Row): readonly SourceRecord[] {
  const fqdn = get('fqdn');
  const isOff = /^true$/i.test(get('disabled')) || /^true$/i.test(get('disable'));
  const host = (address: string, name: string, by: NamedBy): readonly SourceRecord[] => {
    const what = oneLine(`${kind} ${name} ${address}`);
    const parts = cellParts(address);
    if (isOff) return [skipped(span, what, 'not-in-use')];
    if (parts.length === 0) return [skipped(span, what, 'no-address')];
    return parts.map(({ kind: part, text }) =>
      part === 'host'
        ? namedHost(span, text, name, `${kind} ${name} ${text}`, by)
        : skipped(span, `${kind} ${name} ${text}`, 'bad-address'),
    );
  };
  const network = (
    range: string | undefined,
    said: string,
    name: string,
  ): readonly SourceRecord[] => {
    const what = oneLine(`${kind} ${said} ${name}`);
    if (range === undefined) return [skipped(span, what, 'bad-address')];
    return [
      isOff ? skipped(span, what, 'not-in-use') : namedNetwork(span, range, name, what, 'entry'),
    ];
  };
  const cidr = (mask: string): { readonly range: string | undefined; readonly said: string } => {
    const address = get('address');
    const length = maskLength(get(mask));
    const range = address.includes('/')
      ? rangeText(address)
      : length === undefined
        ? undefined
        : networkText(address, length);
    return { range, said: `${address}${get(mask) === '' ? '' : `/${get(mask)}`}` };
  };
  switch (kind) {
    case 'hostrecord':
      return [get('addresses'), get('ipv6_addresses')]
        .filter((cell, at, all) => cell !== '' || (at === 0 && all.every((one) => one === '')))
        .flatMap((cell) => host(cell, fqdn, 'entry'));
    case 'hostaddress':
    case 'ipv6hostaddress':
      return host(get('address'), get('parent'), 'entry');
    case 'arecord':
    case 'aaaarecord':
      return host(get('address'), fqdn, 'name');
    case 'fixedaddress':
    case 'ipv6fixedaddress':
      return host(get('ip_address'), get('name') || get('comment'), 'entry');
    case 'network':
    case 'ipv6network': {
      const { range, said } = cidr(kind === 'network' ? 'netmask' : 'cidr');
      return network(range, said, get('comment'));
    }
    case 'networkcontainer':
    case 'ipv6networkcontainer': {
      const { said } = cidr(kind === 'networkcontainer' ? 'netmask' : 'cidr');
      return [skipped(span, `${kind} ${said} ${get('comment')}`, 'container')];
    }
    case 'dhcprange':
    case 'ipv6dhcprange': {
      const said = `${get('start_address')}-${get('end_address')}`;
      return network(rangeText(said), said, get('name') || get('comment'));
    }
    default:
      return [skipped(span, oneLine(`${kind} ${fqdn || get('address')}`), 'other-kind')];
  }
}
