/**
 * Active Directory: computers (`Get-ADComputer -Properties IPv4Address … | Export-Csv`), subnets of sites
 * (`Get-ADReplicationSubnet`), and zones as the DNS console exports them (Name, Type, Data).
 * @see Microsoft documentation, module ActiveDirectory: Get-ADComputer, Get-ADReplicationSubnet; DNS Manager, Export List.
 */
import { isOneHost, rangeText } from '../host-text.ts';
import { namedHost, namedNetwork } from '../named.ts';
import { byPlace, eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { headOf, readTable } from '../table.ts';
import type { TableRow } from '../table.ts';

type Kind = 'computers' | 'subnets' | 'zone';

export const activeDirectory: Importer = {
  detects: (source) => kindOf(headOf(source)) !== undefined,
  read: eachAlone((source) => {
    const { columns, rows, unreadable } = readTable(source);
    const kind = kindOf(columns);
    if (kind === undefined) {
      const what = `no export of computers, subnets or a zone: ${columns.join(', ')}`;
      return byPlace([skipped({ start: 0, end: 0 }, what, 'unreadable'), ...unreadable]);
    }
    return byPlace([...rows.flatMap((row) => RECORDS[kind](row)), ...unreadable]);
  }),
};

function kindOf(columns: readonly string[]): Kind | undefined {
  const has = (...names: readonly string[]): boolean =>
    names.some((name) => columns.includes(name));
  if (has('dnshostname') && has('ipv4address', 'ipv6address')) return 'computers';
  const isObject = has('distinguishedname', 'objectguid', 'objectclass', 'samaccountname');
  if (isObject && has('ipv4address', 'ipv6address')) return 'computers';
  if (has('site') && has('name') && isObject) return 'subnets';
  return columns.slice(0, 3).join() === 'name,type,data' ? 'zone' : undefined;
}

const RECORDS: Readonly<Record<Kind, (row: TableRow) => readonly SourceRecord[]>> = {
  computers: ({ cells, span }) => {
    const get = (column: string): string => cells.get(column) ?? '';
    const name = get('dnshostname') || get('name') || get('samaccountname').replace(/\$$/, '');
    const addresses = [...new Set([get('ipv4address'), get('ipv6address')])].filter(Boolean);
    if (/^false$/i.test(get('enabled'))) {
      return [skipped(span, oneLine(`${name} ${addresses.join(' ')}`), 'not-in-use')];
    }
    if (addresses.length === 0) return [skipped(span, name, 'no-address')];
    return addresses.map((address) =>
      namedHost(span, address, name, `${name} ${address}`, 'machine'),
    );
  },
  subnets: ({ cells, span }) => {
    const subnet = cells.get('name') ?? '';
    // CN=Berlin,CN=Sites,CN=Configuration,DC=corp,DC=example
    const site =
      /^CN=((?:[^,\\]|\\.)*)/i.exec(cells.get('site') ?? '')?.[1] ?? cells.get('site') ?? '';
    const name = site.replaceAll(/\\(.)/g, '$1') || (cells.get('location') ?? '');
    const what = oneLine(`${subnet} ${name}`);
    const range = rangeText(subnet);
    if (range === undefined) return [skipped(span, what, 'bad-address')];
    return [namedNetwork(span, range, name, what)];
  },
  zone: ({ cells, span }) => {
    const name = cells.get('name') ?? '';
    const type = cells.get('type') ?? '';
    const data = cells.get('data') ?? '';
    const what = oneLine(`${name} ${type} ${data}`);
    const range = rangeText(data);
    if (!/^(?:Host \(A\)|IPv6 Host \(AAAA\)|A|AAAA)$/i.test(type)) {
      // Consoles in other languages call a host otherwise.
      const isHost =
        range !== undefined && isOneHost(range) && !/^(?:PTR|WINS|Pointer)/i.test(type);
      return [skipped(span, what, isHost ? 'unreadable' : 'other-kind')];
    }
    // Names are written without that of the zone, which the list does not tell.
    if (/^\(same as parent folder\)$/i.test(name)) return [skipped(span, what, 'no-name')];
    return [namedHost(span, data, name, what)];
  },
};
