/**
 * NetBox: what the REST API gives for addresses, ranges, prefixes, virtual machines and devices, as JSON, or the CSV
 * export of these tables. Each kind of object has a name of its own.
 * @see NetBox documentation, "IPAM", "Virtual Machines", "Devices", and REST API "Pagination".
 */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { YamlTree } from '../../yaml-tree.ts';
import { interfaceHost, rangeText } from '../host-text.ts';
import { namedHost, namedNetwork } from '../named.ts';
import { byPlace, oneLine, skipped } from '../record.ts';
import type { Importer, SkipReason, SourceRecord } from '../record.ts';
import { isOutOfUse } from '../status.ts';
import { headOf, readTable } from '../table.ts';
import type { TableRow } from '../table.ts';
import { at, listAt, readTrees, textAt } from '../tree.ts';
import { missingPages } from './netbox-pages.ts';

export const netbox: Importer = {
  detects: (source) => {
    const { text } = source;
    if (isJson(text)) {
      return (
        /"(?:address|prefix|start_address|primary_ip[46]?)"\s*:/.test(text) &&
        /"url"\s*:\s*"[^"]*\/api\/(?:ipam|virtualization|dcim)\//.test(text)
      );
    }
    const columns = headOf(source);
    const has = (...names: string[]): boolean => names.some((name) => columns.includes(name));
    const isMachines =
      has('name') &&
      has('status') &&
      has('site') &&
      has('role', 'device role', 'device_role', 'rack');
    const isTable = has('vrf', 'cluster') || isMachines;
    return isTable && has('tenant') && has(...ADDRESSES, ...PRIMARY, ...STARTS, 'prefix');
  },
  read: (sources) => {
    const files = sources.map((source) => (isJson(source.text) ? readTrees(source) : undefined));
    const pages = missingPages(files.map((file) => file?.trees ?? []));
    return sources.map((source, index) => {
      const file = files[index];
      if (file === undefined) return fromCsv(source);
      const records = file.trees.flatMap(objectsOf).flatMap(objectRecords);
      return [...file.unreadable, ...records, ...(pages[index] ?? [])];
    });
  },
};

const ADDRESSES = ['ip address', 'address'];
const PRIMARY = [
  'ipv4 address',
  'ipv6 address',
  'primary_ip4',
  'primary_ip6',
  'primary_ip',
  'primary ip',
];
const STARTS = ['start address', 'start_address'];

function isJson(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text);
}

function objectsOf(tree: YamlTree): readonly YamlTree[] {
  if (tree.kind === 'list') return tree.items;
  return at(tree, 'results') === undefined ? [tree] : listAt(tree, 'results');
}

function objectRecords(object: YamlTree): readonly SourceRecord[] {
  const { span } = object;
  const status = nameAt(object, 'status');
  const description = textAt(object, 'description');
  if (at(object, 'prefix') !== undefined) {
    const name = description || nameAt(object, 'vlan') || nameAt(object, 'role');
    // An aggregate is what a registry has given: prefixes lie in it.
    const isBlock = at(object, 'rir') !== undefined;
    return [networkRecord(span, textAt(object, 'prefix'), name, isBlock ? 'container' : status)];
  }
  if (at(object, 'start_address') !== undefined) {
    const range = rangeOf(textAt(object, 'start_address'), textAt(object, 'end_address'));
    return [networkRecord(span, range, description || nameAt(object, 'role'), status)];
  }
  if (at(object, 'address') !== undefined) {
    const assigned = at(object, 'assigned_object');
    const owner = nameAt(assigned, 'virtual_machine') || nameAt(assigned, 'device');
    const name = textAt(object, 'dns_name') || owner || description;
    return [hostRecord(span, textAt(object, 'address'), name, status, 'entry')];
  }
  const name = textAt(object, 'name');
  const primary = ['primary_ip4', 'primary_ip6', 'primary_ip', 'oob_ip'];
  if (primary.every((key) => at(object, key) === undefined)) {
    return [skipped(span, name || textAt(object, 'display') || 'an object', 'other-kind')];
  }
  const addresses = primary.map((key) => textAt(object, key, 'address') || textAt(object, key));
  return machineRecords(span, name, addresses, status);
}

/** `{ name }`, `{ display }`, `{ value }` or plain text. */
function nameAt(tree: YamlTree | undefined, key: string): string {
  const value = at(tree, key);
  return (
    textAt(value) || textAt(value, 'name') || textAt(value, 'value') || textAt(value, 'display')
  );
}

function fromCsv(source: SourceText): readonly SourceRecord[] {
  const { columns, rows, unreadable } = readTable(source);
  return byPlace([...rows.flatMap((row) => rowRecords(row, columns)), ...unreadable]);
}

/** The columns tell which table it is: machines have a name of their own, addresses and prefixes do not. */
function rowRecords(
  { cells, span }: TableRow,
  columns: readonly string[],
): readonly SourceRecord[] {
  const has = (...names: readonly string[]): boolean =>
    names.some((name) => columns.includes(name));
  const get = (...names: readonly string[]): string =>
    names
      .map((column) => cells.get(column) ?? '')
      .find((cell) => cell !== '' && cell !== '—' && cell !== '-') ?? '';
  const status = get('status');
  if (has('prefix', 'aggregate')) {
    // VLANs are written with their number: `Web (70)`.
    const vlan = get('vlan').replace(/ \(\d+\)$/, '');
    const name = get('description') || vlan || get('role');
    const isBlock = has('aggregate');
    return [networkRecord(span, get('prefix', 'aggregate'), name, isBlock ? 'container' : status)];
  }
  if (has(...STARTS)) {
    const range = rangeOf(get(...STARTS), get('end address', 'end_address'));
    return [networkRecord(span, range, get('description', 'role'), status)];
  }
  if (has('name')) {
    return machineRecords(
      span,
      get('name'),
      [...PRIMARY, ...ADDRESSES].map((one) => get(one)),
      status,
    );
  }
  // `Assigned` only says whether an interface has it: True, or the number of the interface.
  const parent = [
    'virtual_machine',
    'virtual machine',
    'device',
    'device/vm',
    'parent',
    'assigned object parent',
  ];
  const name = get('dns name', 'dns_name', ...parent, 'description');
  return [hostRecord(span, get(...ADDRESSES), name, status, 'entry')];
}

/** Each address once: the primary one is also that of its family. */
function machineRecords(
  span: Span,
  name: string,
  addresses: readonly string[],
  status: string,
): readonly SourceRecord[] {
  const own = new Set(addresses.filter((address) => address !== ''));
  if (own.size === 0) return [skipped(span, name, 'no-address')];
  return [...own].map((address) => hostRecord(span, address, name, status, 'machine'));
}

function hostRecord(
  span: Span,
  address: string,
  name: string,
  status: string,
  by: 'machine' | 'entry',
): SourceRecord {
  const what = oneLine(`${address} ${name}`);
  const reason = statusReason(status);
  if (reason !== undefined) return skipped(span, what, reason);
  const host = interfaceHost(address);
  if (host === undefined && address !== '') return skipped(span, what, 'bad-address');
  return namedHost(span, host ?? '', name, what, by);
}

function networkRecord(span: Span, network: string, name: string, status: string): SourceRecord {
  const what = oneLine(`${network} ${name}`);
  const reason = statusReason(status);
  if (reason !== undefined) return skipped(span, what, reason);
  const range = rangeText(network);
  if (range === undefined) return skipped(span, what, 'bad-address');
  return namedNetwork(span, range, name, what, 'entry');
}

/** Kept for somebody, nobody's any more, or only there to hold others. */
function statusReason(status: string): SkipReason | undefined {
  if (/^container$/i.test(status)) return 'container';
  return isOutOfUse(status) || /^available$/i.test(status) ? 'not-in-use' : undefined;
}

/** Both ends are written with the length of the network's prefix. */
function rangeOf(start: string, end: string): string {
  return `${interfaceHost(start) ?? start}-${interfaceHost(end) ?? end}`;
}
