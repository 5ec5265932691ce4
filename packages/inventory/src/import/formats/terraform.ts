/**
 * Terraform: `terraform show -json` of a state or plan, and state files of version 4 (`terraform.tfstate`, `terraform
 * state pull`). Machines, interfaces, addresses and networks of common providers; resources without addresses are counted
 * as of another kind.
 * @see Terraform documentation, "JSON Output Format": values.root_module; source of the state file, version 4.
 */
import type { YamlTree } from '../../yaml-tree.ts';
import { hostText, interfaceHost, rangeText } from '../host-text.ts';
import { namedHost, namedNetwork } from '../named.ts';
import { eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { at, listAt, readTrees, textAt } from '../tree.ts';

/** Attributes that hold addresses of a machine or interface; a list stands for all its items. */
const HOSTS: readonly (readonly string[])[] = [
  ['private_ip'],
  ['private_ips'],
  ['secondary_private_ips'],
  ['public_ip'],
  ['private_ip_address'],
  ['private_ip_addresses'],
  ['public_ip_address'],
  ['public_ip_addresses'],
  ['ip_address'],
  ['address'],
  ['ipv4_address'],
  ['ipv6_address'],
  ['ipv4_address_private'],
  ['default_ip_address'],
  ['default_ipv4_address'],
  ['default_ipv6_address'],
  ['guest_ip_addresses'],
  ['access_ip_v4'],
  ['access_ip_v6'],
  ['fixed_ip', 'ip_address'],
  ['floating_ip'],
  ['all_fixed_ips'],
  ['ipv6_addresses'],
  ['ip_configuration', 'private_ip_address'],
  ['network', 'fixed_ip_v4'],
  ['network', 'fixed_ip_v6'],
  ['network', 'ip'],
  ['network_interface', 'network_ip'],
  ['network_interface', 'access_config', 'nat_ip'],
  ['network_interface', 'ipv6_address'],
  ['network_interface', 'ipv6_access_config', 'external_ipv6'],
  ['network_interface', 'addresses'],
  ['nic_list_status', 'ip_endpoint_list', 'ip'],
];
const NETWORKS: readonly (readonly string[])[] = [
  ['cidr_block'],
  ['ipv6_cidr_block'],
  ['address_prefixes'],
  ['address_space'],
  ['ip_cidr_range'],
  ['secondary_ip_range', 'ip_cidr_range'],
  ['ip_range'],
  ['cidr'],
];
/** Security rules have attributes with CIDRs too, and name nobody. */
const IS_NETWORK = /(?:subnet|network|vpc|subnetwork|vnet|virtual_network)(?:_v2)?$/;
/** Interfaces and reserved addresses are called otherwise than the machines that have them. */
const IS_MACHINE = /(?:instance|machine|server|droplet|vm|node|container)s?(?:_v\d)?$/;

/** A resource as both forms tell it. */
interface Resource {
  readonly address: string;
  readonly type: string;
  readonly values: YamlTree | undefined;
  readonly tree: YamlTree;
  /** It is only still there until Terraform has taken it away. */
  readonly isGoing: boolean;
}

export const terraform: Importer = {
  detects: ({ text }) =>
    /^\uFEFF?\s*\{/.test(text) &&
    ((/"format_version"\s*:/.test(text) && /"(?:values|planned_values)"\s*:/.test(text)) ||
      (/"terraform_version"\s*:/.test(text) && /"(?:lineage|serial)"\s*:/.test(text))),
  read: eachAlone((source) => {
    const { trees, unreadable } = readTrees(source);
    return [...unreadable, ...trees.flatMap(treeRecords)];
  }),
};

function treeRecords(tree: YamlTree): readonly SourceRecord[] {
  const root = at(tree, 'values', 'root_module') ?? at(tree, 'planned_values', 'root_module');
  if (root !== undefined) return moduleResources(root).flatMap(resourceRecords);
  const version = textAt(tree, 'version');
  if (version === '4' && at(tree, 'resources') !== undefined) {
    return listAt(tree, 'resources').flatMap(stateResources).flatMap(resourceRecords);
  }
  const what =
    version === ''
      ? 'no values of a state or plan'
      : `a state of version ${version}: use terraform show -json`;
  return [skipped(tree.span, what, 'unreadable')];
}

/** Depth is bounded by the reader. */
function moduleResources(module: YamlTree): readonly Resource[] {
  const own = listAt(module, 'resources').map((tree): Resource => ({
    address: textAt(tree, 'address'),
    type: textAt(tree, 'type'),
    values: at(tree, 'values'),
    tree,
    isGoing: textAt(tree, 'deposed_key') !== '',
  }));
  return [...own, ...listAt(module, 'child_modules').flatMap(moduleResources)];
}

/** A resource of a state file has its instances below it; the address is put together from its parts. */
function stateResources(resource: YamlTree): readonly Resource[] {
  const type = textAt(resource, 'type');
  const parts = [
    textAt(resource, 'module'),
    textAt(resource, 'mode') === 'data' ? 'data' : '',
    type,
    textAt(resource, 'name'),
  ];
  const address = parts.filter(Boolean).join('.');
  return listAt(resource, 'instances').map((tree) => {
    const key = at(tree, 'index_key');
    const isText = key?.kind === 'scalar' && typeof key.value === 'string';
    const index = key === undefined ? '' : isText ? `["${textAt(key)}"]` : `[${textAt(key)}]`;
    return {
      address: `${address}${index}`,
      type,
      values: at(tree, 'attributes') ?? at(tree, 'attributes_flat'),
      tree,
      isGoing: textAt(tree, 'deposed') !== '',
    };
  });
}

function resourceRecords({
  address,
  isGoing,
  tree,
  type,
  values,
}: Resource): readonly SourceRecord[] {
  const { span } = tree;
  const name =
    textAt(values, 'tags', 'Name') ||
    textAt(values, 'tags_all', 'Name') ||
    textAt(values, 'name') ||
    textAt(values, 'hostname') ||
    address;
  if (IS_NETWORK.test(type)) {
    const networks = new Set(NETWORKS.flatMap((path) => scalarsAt(values, path)));
    if (networks.size === 0) return [skipped(span, address, 'other-kind')];
    return [...networks].map((network) => {
      const range = rangeText(network);
      const what = oneLine(`${address} ${network}`);
      if (range === undefined) return skipped(span, what, 'bad-address');
      return isGoing ? skipped(span, what, 'not-in-use') : namedNetwork(span, range, name, what);
    });
  }
  const hosts = new Set(
    HOSTS.flatMap((path) => scalarsAt(values, path)).flatMap((text) => {
      // DNS names stand in some of these attributes too.
      const host = hostText(text) ?? interfaceHost(text);
      return host === undefined ? [] : [host];
    }),
  );
  if (hosts.size === 0) return [skipped(span, address || type, 'other-kind')];
  return [...hosts].map((host) => {
    const what = oneLine(`${address} ${host}`);
    if (isGoing) return skipped(span, what, 'not-in-use');
    return namedHost(span, host, name, what, IS_MACHINE.test(type) ? 'machine' : 'name');
  });
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
