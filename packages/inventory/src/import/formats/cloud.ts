/**
 * Instances of clouds as JSON: `aws ec2 describe-instances`, `az vm list-ip-addresses` and `az vm list -d`, `gcloud compute
 * instances list --format json`.
 * @see AWS CLI Command Reference; Azure CLI reference; Compute Engine API, "instances".
 */
import type { Span } from '@aclift/diagnostics';
import type { YamlTree } from '../../yaml-tree.ts';
import { isOneHost, rangeText } from '../host-text.ts';
import { namedHost } from '../named.ts';
import { eachAlone, oneLine, skipped } from '../record.ts';
import type { Importer, SourceRecord } from '../record.ts';
import { at, listAt, readTrees, textAt } from '../tree.ts';

/** What parts of a list of a cloud look like. */
function cloud(
  detects: (text: string) => boolean,
  objectsOf: (tree: YamlTree) => readonly YamlTree[] | undefined,
  recordsOf: (object: YamlTree) => readonly SourceRecord[],
): Importer {
  return {
    detects: ({ text }) => /^\uFEFF?\s*[[{]/.test(text) && detects(text),
    read: eachAlone((source) => {
      const { trees, unreadable } = readTrees(source);
      const records = trees.flatMap((tree) => {
        const objects = objectsOf(tree);
        const pages = missingPage(tree);
        if (objects !== undefined) return [...objects.flatMap(recordsOf), ...pages];
        return [skipped(tree.span, 'no list of instances', 'unreadable')];
      });
      return [...unreadable, ...records];
    }),
  };
}

/** `--max-items` and the APIs themselves end a page with a token for the next. */
function missingPage(tree: YamlTree): readonly SourceRecord[] {
  const token = ['NextToken', 'nextToken', 'nextPageToken', 'nextLink'].find(
    (key) => textAt(tree, key) !== '',
  );
  return token === undefined
    ? []
    : [skipped(tree.span, `the list goes on (${token})`, 'pages-missing')];
}

export const aws: Importer = cloud(
  (text) => /"(?:Reservations|InstanceId)"\s*:/.test(text),
  (tree) => {
    if (tree.kind === 'list') return flat(tree);
    const reservations = at(tree, 'Reservations');
    if (reservations?.kind === 'list') {
      return reservations.items.flatMap((one) => listAt(one, 'Instances'));
    }
    return at(tree, 'Instances')?.kind === 'list' ? listAt(tree, 'Instances') : undefined;
  },
  (instance) => {
    const { span } = instance;
    const id = textAt(instance, 'InstanceId');
    const tag = listAt(instance, 'Tags').find((one) => textAt(one, 'Key') === 'Name');
    const state = textAt(instance, 'State', 'Name') || textAt(instance, 'State');
    const interfaces = listAt(instance, 'NetworkInterfaces');
    const addresses = [
      textAt(instance, 'PrivateIpAddress'),
      textAt(instance, 'PublicIpAddress'),
      textAt(instance, 'Ipv6Address'),
      ...interfaces.flatMap((one) => [
        textAt(one, 'PrivateIpAddress'),
        textAt(one, 'Association', 'PublicIp'),
        ...listAt(one, 'PrivateIpAddresses').flatMap((address) => [
          textAt(address, 'PrivateIpAddress'),
          textAt(address, 'Association', 'PublicIp'),
        ]),
        ...listAt(one, 'Ipv6Addresses').map((address) => textAt(address, 'Ipv6Address')),
      ]),
    ];
    // Blocks that the instance hands out itself, such as to containers.
    const blocks = interfaces.flatMap((one) => [
      ...listAt(one, 'Ipv4Prefixes').map((prefix) => textAt(prefix, 'Ipv4Prefix')),
      ...listAt(one, 'Ipv6Prefixes').map((prefix) => textAt(prefix, 'Ipv6Prefix')),
    ]);
    const isGone = /^(?:terminated|shutting-down)$/.test(state);
    return machine(span, textAt(tag, 'Value') || id, id, [...addresses, ...blocks], isGone);
  },
);

export const azure: Importer = cloud(
  (text) => /"(?:privateIpAddresses|privateIps)"\s*:/.test(text),
  (tree) =>
    tree.kind === 'list'
      ? flat(tree)
      : at(tree, 'virtualMachine') === undefined
        ? undefined
        : [tree],
  (object) => {
    const { span } = object;
    const listed = at(object, 'virtualMachine');
    const vm = listed ?? object;
    const name = textAt(vm, 'name');
    const network = at(vm, 'network');
    const addresses =
      listed === undefined
        ? [textAt(vm, 'privateIps'), textAt(vm, 'publicIps')].flatMap((text) =>
            text.split(/[\s,]+/),
          )
        : [
            ...listAt(network, 'privateIpAddresses').map((one) => textAt(one)),
            ...listAt(network, 'publicIpAddresses').map((one) => textAt(one, 'ipAddress')),
          ];
    return machine(span, name, textAt(vm, 'resourceGroup'), addresses, false);
  },
);

export const gcp: Importer = cloud(
  (text) => /"networkIP"\s*:/.test(text) || /"kind"\s*:\s*"compute#instance/.test(text),
  (tree) => {
    if (tree.kind === 'list') return flat(tree);
    return at(tree, 'items')?.kind === 'list' ? listAt(tree, 'items') : undefined;
  },
  (instance) => {
    const interfaces = listAt(instance, 'networkInterfaces');
    const addresses = interfaces.flatMap((one) => [
      textAt(one, 'networkIP'),
      textAt(one, 'ipv6Address'),
      ...listAt(one, 'accessConfigs').flatMap((config) => [
        textAt(config, 'natIP'),
        textAt(config, 'externalIpv6'),
      ]),
      ...listAt(one, 'ipv6AccessConfigs').map((config) => textAt(config, 'externalIpv6')),
      ...listAt(one, 'aliasIpRanges').map((alias) => textAt(alias, 'ipCidrRange')),
    ]);
    const zone = textAt(instance, 'zone').replace(/^.*\//, '');
    // TERMINATED is a machine that has been stopped: its addresses stay its own.
    return machine(instance.span, textAt(instance, 'name'), zone, addresses, false);
  },
);

/** Queries such as `Reservations[*].Instances[*]` give lists of lists. */
function flat(tree: YamlTree): readonly YamlTree[] {
  return tree.kind === 'list' ? tree.items.flatMap(flat) : [tree];
}

/** A block behind the machine is not the machine's own. */
function machine(
  span: Span,
  name: string,
  place: string,
  addresses: readonly string[],
  isGone: boolean,
): readonly SourceRecord[] {
  const title = oneLine(`${name}${place === '' || place === name ? '' : ` (${place})`}`);
  const own = [...new Set(addresses.map((address) => address.trim()).filter(Boolean))];
  if (own.length === 0) return [skipped(span, title, isGone ? 'not-in-use' : 'no-address')];
  return own.map((address) => {
    const what = `${title} ${address}`;
    if (isGone) return skipped(span, what, 'not-in-use');
    const range = rangeText(address);
    const isBlock = range !== undefined && !isOneHost(range);
    if (isBlock) return skipped(span, what, 'own-network');
    return namedHost(span, range ?? address, name, what, 'machine');
  });
}
