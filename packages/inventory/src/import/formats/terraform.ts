/**
 * `terraform show -json`: machines and networks of common providers in the planned or actual state. Resources without
 * addresses are counted as of another kind.
 * @see Terraform documentation, "JSON Output Format": values.root_module.resources and child_modules.
 */
import type { YamlTree } from '../../yaml-tree.ts';
import { hostText, rangeText } from '../host-text.ts';
import { namedHost } from '../named.ts';
import { oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { at, listAt, readTrees, textAt } from '../tree.ts';

/** Attributes that hold addresses of a machine or interface; a list stands for all its items. */
const HOSTS: readonly (readonly string[])[] = [
  ['private_ip'],
  ['public_ip'],
  ['private_ip_address'],
  ['private_ip_addresses'],
  ['public_ip_address'],
  ['public_ip_addresses'],
  ['ip_address'],
  ['ipv4_address'],
  ['ipv6_address'],
  ['ipv4_address_private'],
  ['default_ip_address'],
  ['guest_ip_addresses'],
  ['access_ip_v4'],
  ['access_ip_v6'],
  ['ipv6_addresses'],
  ['network', 'fixed_ip_v4'],
  ['network_interface', 'network_ip'],
  ['network_interface', 'access_config', 'nat_ip'],
];
const NETWORKS: readonly (readonly string[])[] = [
  ['cidr_block'],
  ['address_prefixes'],
  ['ip_cidr_range'],
  ['cidr'],
];

export const terraform: Importer = {
  detects: ({ text }) =>
    /^\uFEFF?\s*\{/.test(text) &&
    /"format_version"\s*:/.test(text) &&
    /"(?:values|planned_values)"\s*:/.test(text),
  read: (source) => {
    const { trees, unreadable } = readTrees(source);
    const records = trees.flatMap((tree) => {
      const root = at(tree, 'values', 'root_module') ?? at(tree, 'planned_values', 'root_module');
      return root === undefined
        ? [skipped(tree.span, 'no values', 'unreadable')]
        : moduleRecords(root);
    });
    return [...unreadable, ...records];
  },
};

/** Depth is bounded by the reader. */
function moduleRecords(module: YamlTree): readonly SourceRecord[] {
  return [
    ...listAt(module, 'resources').flatMap(resourceRecords),
    ...listAt(module, 'child_modules').flatMap(moduleRecords),
  ];
}

function resourceRecords(resource: YamlTree): readonly SourceRecord[] {
  const { span } = resource;
  const address = textAt(resource, 'address');
  const values = at(resource, 'values');
  const type = textAt(resource, 'type');
  const name =
    textAt(values, 'tags', 'Name') ||
    textAt(values, 'name') ||
    textAt(values, 'hostname') ||
    address;
  const networks = NETWORKS.flatMap((path) => scalarsAt(values, path));
  // Security rules have `cidr` attributes too, and name nobody.
  if (networks.length > 0 && /(?:subnet|network|vpc|subnetwork)(?:_v2)?$/.test(type)) {
    return [...new Set(networks)].map((network) => {
      const range = rangeText(network);
      const what = oneLine(`${address} ${network}`);
      if (range === undefined) return skipped(span, what, 'bad-address');
      return { span, what, content: { kind: 'named', name, addresses: [range] } };
    });
  }
  const hosts = new Set(
    HOSTS.flatMap((path) => scalarsAt(values, path)).filter((text) => hostText(text) !== undefined),
  );
  if (hosts.size === 0) return [skipped(span, address || type, 'other-kind')];
  return [...hosts].map((host) => namedHost(span, host, name, `${address} ${host}`));
}

/** All scalars below a path, through lists. */
function scalarsAt(tree: YamlTree | undefined, path: readonly string[]): readonly string[] {
  if (tree === undefined) return [];
  if (tree.kind === 'list') return tree.items.flatMap((item) => scalarsAt(item, path));
  const [key, ...rest] = path;
  if (key === undefined) {
    const text = textAt(tree);
    return text === '' ? [] : [text];
  }
  return scalarsAt(at(tree, key), rest);
}
