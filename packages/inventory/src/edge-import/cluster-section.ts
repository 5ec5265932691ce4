/** The `cluster` section out of the objects of a cluster: what enforces policies, addresses, and how pods leave. */
import { listAt, textAt, textsAt } from '../import/tree.ts';
import { parseAddressText } from '../address-text.ts';
import type { Plain } from '../edit/render.ts';
import { type ClusterObject, ofKind } from './objects.ts';
import type { Plugin } from './plugin.ts';

/** Keys of the section in the order of writing, with where each comes from. */
export interface ClusterSection {
  readonly fields: readonly (readonly [key: string, value: Plain])[];
  readonly comments: readonly string[];
  /** Titles of the objects that were used. */
  readonly used: ReadonlySet<string>;
}

/** @returns undefined: nothing is known. */
export function clusterSection(
  objects: readonly ClusterObject[],
  plugin: Plugin | undefined,
): ClusterSection | undefined {
  const used = new Set<string>();
  const take = (
    some: readonly ClusterObject[],
    of: (object: ClusterObject) => readonly string[],
  ): readonly string[] =>
    some.flatMap((object) => {
      const found = of(object).filter(isAddress);
      if (found.length > 0) used.add(object.title);
      return found;
    });
  const nodes = ofKind(objects, 'Node');
  const addresses = take(nodes, ({ tree }) =>
    listAt(tree, 'status', 'addresses')
      .filter((one) => textAt(one, 'type') === 'InternalIP')
      .map((one) => textAt(one, 'address')),
  );
  const podPrefixes = [
    ...(plugin?.pods ?? []).filter(isAddress),
    ...take(ofKind(objects, 'CiliumPodIPPool'), ({ tree }) =>
      listAt(tree, 'spec', 'ipv4', 'cidrs').map((one) => textAt(one)),
    ),
  ];
  const pods =
    podPrefixes.length > 0
      ? podPrefixes
      : take(nodes, ({ tree }) => {
          const listed = listAt(tree, 'spec', 'podCIDRs').map((one) => textAt(one));
          return listed.length > 0 ? listed : [textAt(tree, 'spec', 'podCIDR')];
        });
  const tunnels = [
    ...take(nodes, ({ tree }) => {
      const { [VXLAN]: vxlan = '', [IPIP]: ipip = '' } = textsAt(tree, 'metadata', 'annotations');
      return [vxlan, ipip].map(withoutLength);
    }),
    ...take(ofKind(objects, 'CiliumNode'), ({ tree }) =>
      listAt(tree, 'spec', 'addresses')
        .filter((one) => textAt(one, 'type') === 'CiliumInternalIP')
        .map((one) => textAt(one, 'ip')),
    ),
  ];
  const internal = [...(plugin?.internal ?? []), ...tunnels].filter(
    (text) => !pods.some((prefix) => holds(prefix, text)),
  );
  const fields: (readonly [string, Plain])[] = [
    ...(plugin === undefined ? [] : [['engine', plugin.engine] as const]),
    ...list('nodes', addresses),
    ...list('pods', pods),
    ...list('internal', internal),
    ...(plugin?.rangesEverywhere === true ? [['sourceRanges', 'everywhere'] as const] : []),
    ...(plugin === undefined ? [] : [['exit', exitOf(plugin)] as const]),
  ];
  for (const title of [plugin?.from, ...(plugin?.exit.from ?? [])]) {
    if (title !== undefined) used.add(title);
  }
  if (fields.length === 0) return undefined;
  const open = plugin?.exit.open;
  return {
    fields,
    used,
    comments: [
      `From ${[...used].toSorted().slice(0, 6).join(', ')}${used.size > 6 ? ` and ${used.size - 6} more objects` : ''}.`,
      ...(addresses.length === 0
        ? []
        : ['Nodes as they are now: write the prefix of their network if their number changes.']),
      ...(open === undefined ? [] : [`Exit: ${open}.`]),
    ],
  };
}

const VXLAN = 'projectcalico.org/IPv4VXLANTunnelAddr';
const IPIP = 'projectcalico.org/IPv4IPIPTunnelAddr';

/** `exit: node`, or a list by destination. */
export function exitOf({ exit }: Plugin): Plain {
  const plain = exit.plain.filter(isAddress);
  const otherwise: Plain = exit.otherwise;
  if (plain.length === 0) {
    return typeof otherwise === 'string' ? otherwise : [{ as: otherwise }];
  }
  return [{ to: [...new Set(plain)], as: 'pod' }, { as: otherwise }];
}

function list(key: string, values: readonly string[]): readonly (readonly [string, Plain])[] {
  const unique = [...new Set(values)];
  return unique.length === 0 ? [] : [[key, unique]];
}

/** Whether an inventory can hold the text. */
export function isAddress(text: string): boolean {
  return rangeOf(text) !== undefined;
}

function withoutLength(text: string): string {
  return text.replace(/\/.*$/, '');
}

function holds(outer: string, inner: string): boolean {
  const [a, b] = [rangeOf(outer), rangeOf(inner)];
  return (
    a !== undefined && b !== undefined && a.family === b.family && a.from <= b.from && b.to <= a.to
  );
}

function rangeOf(text: string) {
  const result = parseAddressText(text, { start: 0, end: 0 });
  return result.ok ? result.value : undefined;
}
