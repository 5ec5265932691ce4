/**
 * What Cilium takes an address outside for. It compares labels of identities, not addresses: nodes, its ingress and its
 * health endpoints have reserved labels, and everybody else is `world` with a label for each block around the address.
 */
import type { Entity, Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges, subtractRanges } from '@aclift/packet-set';
import { type Ends, endsOf } from './ends.ts';
import { allAddresses } from './flow.ts';
import type { Labels } from './selector-match.ts';

/** One thing that an address may be. */
export interface Identity {
  /** Its reserved labels, by key with source: `reserved:world`. */
  readonly labels: Labels;
  /** Whether blocks of addresses match it. */
  readonly inBlocks: boolean;
}

/** Addresses that are alike, and everything that they may be: more than one where the inventory cannot say. */
export interface AddressClass {
  readonly addresses: Ranges;
  readonly identities: readonly Identity[];
}

/** How the agent was told to match blocks. */
export interface BlockMode {
  /** `policy-cidr-match-mode` holds `nodes`. Absent: it does not, which is the default. */
  readonly blocksMatchNodes?: boolean;
}

/** Entities that are no addresses of the world: blocks never name one of their addresses alone. */
export function isClusterEntity(entity: Entity | undefined): boolean {
  return entity !== undefined && entity !== 'world';
}

/** Entities that `cluster` holds besides pods; `init` and `unmanaged` have no addresses that an inventory could know. */
export const CLUSTER_ENTITIES: readonly Entity[] = [
  'host',
  'remote-node',
  'ingress',
  'health',
  'kube-apiserver',
];

const WORLD: Identity = { labels: { 'reserved:world': '' }, inBlocks: true };

function reserved(inBlocks: boolean, ...names: readonly string[]): Identity {
  return {
    labels: Object.fromEntries(names.map((name) => [`reserved:${name}`, ''])),
    inBlocks,
  };
}

/**
 * @param apiServerKnown whether the inventory says where the API server is; else any node may be it.
 * @see Cilium 1.20 pkg/ipcache/metadata.go: host, remote nodes, ingress and health lose the labels of blocks and of the world.
 */
function identitiesOf(
  entity: Entity | undefined,
  apiServerKnown: boolean,
  { blocksMatchNodes = false }: BlockMode,
): readonly Identity[] {
  const node = (name: 'host' | 'remote-node'): readonly Identity[] => [
    reserved(blocksMatchNodes, name),
    ...(apiServerKnown ? [] : [reserved(blocksMatchNodes, name, 'kube-apiserver')]),
  ];
  switch (entity) {
    case undefined:
    case 'world':
      return [WORLD];
    case 'host':
    case 'remote-node':
      return node(entity);
    case 'ingress':
    case 'health':
      return [reserved(false, entity)];
    case 'kube-apiserver':
      // It runs on a node, the pod's own or another one, or outside the cluster.
      return [
        reserved(blocksMatchNodes, 'host', 'kube-apiserver'),
        reserved(blocksMatchNodes, 'remote-node', 'kube-apiserver'),
        { labels: { ...WORLD.labels, 'reserved:kube-apiserver': '' }, inBlocks: true },
      ];
  }
}

/** Every address of a family by what it may be; the first class is everybody whom the inventory gives no entity. */
export function addressClasses(
  inventory: Inventory,
  family: Family,
  mode: BlockMode = {},
): readonly AddressClass[] {
  const key = `${family} ${mode.blocksMatchNodes === true}`;
  const known = classesOf.get(inventory) ?? new Map<string, readonly AddressClass[]>();
  classesOf.set(inventory, known);
  const classes = known.get(key) ?? makeClasses(inventory, family, mode);
  known.set(key, classes);
  return classes;
}

const classesOf = new WeakMap<Inventory, Map<string, readonly AddressClass[]>>();

function makeClasses(
  inventory: Inventory,
  family: Family,
  mode: BlockMode,
): readonly AddressClass[] {
  const apiServerKnown = inventory.externals.some(({ entity }) => entity === 'kube-apiserver');
  const named = inventory.externals.some(({ entity }) => isClusterEntity(entity))
    ? endsOf(inventory, family).named.filter(({ entity }) => isClusterEntity(entity))
    : [];
  const apart = normalizeRanges(named.flatMap(({ addresses }) => addresses));
  return [
    {
      addresses: subtractRanges([allAddresses(family)], apart),
      identities: identitiesOf(undefined, apiServerKnown, mode),
    },
    ...named.map(({ addresses, entity }) => ({
      addresses,
      identities: identitiesOf(entity, apiServerKnown, mode),
    })),
  ];
}

/**
 * The ends as Cilium's policies can name them: nodes, its ingress and its health endpoints only by their entity, which means all of
 * them. So may the API server be, whose blocks match it only where it is no node.
 */
export function withWholes(ends: Ends, { blocksMatchNodes = false }: BlockMode = {}): Ends {
  const byEntity = new Map<Entity, Range[]>();
  for (const { addresses, entity } of ends.named) {
    if (entity === undefined || !isClusterEntity(entity) || addresses.length === 0) continue;
    if (blocksMatchNodes && (entity === 'host' || entity === 'remote-node')) continue;
    byEntity.set(entity, [...(byEntity.get(entity) ?? []), ...addresses]);
  }
  if (byEntity.size === 0) return ends;
  const wholes = [...byEntity].map(([entity, addresses]) => ({
    id: `(entity ${entity})`,
    entity,
    addresses: normalizeRanges(addresses),
  }));
  return { ...ends, wholes };
}

/** Addresses that an entity of the inventory stands at. */
export function addressesOfEntity(inventory: Inventory, family: Family, entity: Entity): Ranges {
  if (!inventory.externals.some((one) => one.entity === entity)) return [];
  return normalizeRanges(
    endsOf(inventory, family)
      .named.filter((end) => end.entity === entity)
      .flatMap(({ addresses }) => addresses),
  );
}
