/**
 * NetBox: what the REST API gives for `ip-addresses`, `prefixes` and `virtual-machines`, as JSON, or the CSV export of
 * these tables. An address is named by its DNS name, its device or machine, or its description.
 * @see NetBox documentation, IPAM models and "Export templates".
 */
import type { SourceText, Span } from '@aclift/diagnostics';
import type { YamlTree } from '../../yaml-tree.ts';
import { hostText, rangeText } from '../host-text.ts';
import { namedHost } from '../named.ts';
import { oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { readTable } from '../table.ts';
import { at, listAt, readTrees, textAt } from '../tree.ts';

export const netbox: Importer = {
  detects: (source) => {
    const { text } = source;
    if (isJson(text)) {
      return (
        /"(?:address|prefix|primary_ip4?|primary_ip6)"\s*:/.test(text) &&
        /"url"\s*:\s*"[^"]*\/api\/(?:ipam|virtualization)\//.test(text)
      );
    }
    const [head = ''] = text
      .slice(0, 4096)
      .replace(/^\uFEFF/, '')
      .split('\n', 1);
    const columns = readTable({ name: '', text: head }).columns;
    const has = (...names: string[]): boolean => names.some((name) => columns.includes(name));
    return has('vrf', 'cluster') && has('tenant') && has('ip address', 'address', 'prefix');
  },
  read: (source) => (isJson(source.text) ? fromJson(source) : fromCsv(source)),
};

function isJson(text: string): boolean {
  return /^\uFEFF?\s*[[{]/.test(text);
}

function fromJson(source: SourceText): readonly SourceRecord[] {
  const { trees, unreadable } = readTrees(source);
  const objects = trees.flatMap((tree) => {
    if (tree.kind === 'list') return tree.items;
    return at(tree, 'results') === undefined ? [tree] : listAt(tree, 'results');
  });
  return [...unreadable, ...objects.flatMap(objectRecords)];
}

function objectRecords(object: YamlTree): readonly SourceRecord[] {
  const { span } = object;
  const status = nameAt(object, 'status');
  if (at(object, 'prefix') !== undefined) {
    const name = textAt(object, 'description') || nameAt(object, 'vlan') || nameAt(object, 'role');
    return [prefixRecord(span, textAt(object, 'prefix'), name)];
  }
  if (at(object, 'address') !== undefined) {
    const assigned = at(object, 'assigned_object');
    const owner = nameAt(assigned, 'virtual_machine') || nameAt(assigned, 'device');
    const name = textAt(object, 'dns_name') || owner || textAt(object, 'description');
    return [hostRecord(span, textAt(object, 'address'), name, status)];
  }
  const primary = [at(object, 'primary_ip4'), at(object, 'primary_ip6'), at(object, 'primary_ip')];
  const addresses = new Set(
    primary.flatMap((one) => {
      const address = textAt(one, 'address') || textAt(one);
      return address === '' ? [] : [address];
    }),
  );
  const name = textAt(object, 'name');
  if (at(object, 'primary_ip4') === undefined && at(object, 'primary_ip') === undefined) {
    return [skipped(span, name || textAt(object, 'display') || 'an object', 'other-kind')];
  }
  if (addresses.size === 0) return [skipped(span, name, 'no-address')];
  return [...addresses].map((address) => hostRecord(span, address, name, status));
}

/** `{ name }`, `{ display }`, `{ value }` or plain text. */
function nameAt(tree: YamlTree | undefined, key: string): string {
  const value = at(tree, key);
  return (
    textAt(value) || textAt(value, 'name') || textAt(value, 'value') || textAt(value, 'display')
  );
}

function fromCsv(source: SourceText): readonly SourceRecord[] {
  const { rows, unreadable } = readTable(source);
  const records = rows.flatMap(({ cells, span }): readonly SourceRecord[] => {
    const get = (...columns: readonly string[]): string =>
      columns
        .map((column) => cells.get(column) ?? '')
        .find((cell) => cell !== '' && cell !== '—') ?? '';
    const status = get('status');
    const prefix = get('prefix');
    if (prefix !== '') return [prefixRecord(span, prefix, get('description', 'vlan', 'role'))];
    const address = get('ip address', 'address');
    const named = get(
      'dns name',
      'dns_name',
      'virtual_machine',
      'device',
      'parent',
      'assigned',
      'name',
      'description',
    );
    if (address !== '') return [hostRecord(span, address, named, status)];
    const primary = [
      get('ipv4 address', 'primary_ip4'),
      get('ipv6 address', 'primary_ip6'),
      get('primary_ip', 'primary ip'),
    ];
    const addresses = new Set(primary.filter(Boolean));
    const name = get('name');
    if (addresses.size === 0) return [skipped(span, name, 'no-address')];
    return [...addresses].map((one) => hostRecord(span, one, name, status));
  });
  return [...records, ...unreadable].toSorted((a, b) => a.span.start - b.span.start);
}

function hostRecord(span: Span, address: string, name: string, status: string): SourceRecord {
  const what = oneLine(`${address} ${name}`);
  // Kept for somebody, or nobody's any more.
  if (/^(?:reserved|deprecated|decommissioning)$/i.test(status)) {
    return skipped(span, what, 'not-in-use');
  }
  return namedHost(span, address, name, what);
}

function prefixRecord(span: Span, prefix: string, name: string): SourceRecord {
  const what = oneLine(`${prefix} ${name}`);
  const range = hostText(prefix) === undefined ? undefined : rangeText(prefix);
  if (range === undefined) return skipped(span, what, 'bad-address');
  if (name === '') return skipped(span, what, 'no-name');
  return { span, what, content: { kind: 'named', name, addresses: [range] } };
}
