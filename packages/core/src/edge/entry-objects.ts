/** Objects beside the drafts that let hidden clients in: as whoever the policy sees in their place. */
import type { Cluster, Inventory, Workload } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type { PolicyObject } from '@aclift/policy';
import { normalizeRanges, type Ranges } from '@aclift/packet-set';
import { cidrsOf } from '../draft/blocks.ts';
import { draftName } from '../draft/name.ts';
import type { PodSelection } from '../draft/pod-selection.ts';
import { NAMESPACE_NAME_LABEL, type SelectorChooser } from '../draft/selector.ts';
import type { DraftTarget, SelectedPeers, TargetRule } from '../draft/target.ts';
import { NO_SERVICES, type Services } from '../rows/services.ts';
import type { PlannedEntry, PlannedPort } from './ranges-plan.ts';
import type { SeenAs } from '../draft/seen-as.ts';

/** Why a target cannot name somebody. */
export type CannotName =
  /** Its objects have no word for the ingress of the cluster. */
  | 'ingress'
  /** On Cilium blocks of addresses match no nodes. */
  | 'nodes-on-cilium'
  /** The inventory does not say which addresses nodes have. */
  | 'nodes-unknown'
  /** The workload in front has no pods in the inventory. */
  | 'front-unknown'
  /** Blocks of every address are everybody, pods included, where Cilium does not compare them. */
  | 'world-elsewhere';

/** What decides how somebody is named. */
export interface NamingInput {
  readonly target: DraftTarget;
  readonly inventory: Inventory;
  readonly selectors: SelectorChooser;
}

const NOBODY: SelectedPeers = {
  anyone: false,
  selections: [],
  blocks: [],
  groups: [],
  entities: [],
  fqdns: [],
};

/** Somebody as peers of a rule. */
export function peersFor(
  { inventory, selectors, target }: NamingInput,
  subject: Workload,
  seen: SeenAs,
  family: Family,
): SelectedPeers | CannotName {
  const { cluster, workloads } = inventory;
  switch (seen.kind) {
    case 'through': {
      const front = workloads.find(({ id }) => id === seen.workload);
      if (front === undefined) return 'front-unknown';
      // As narrow as labels allow: whoever is in front passes on what it likes.
      const { labels, oneOf } = selectors.subject(front);
      const namespaces: PodSelection['namespaces'] =
        front.namespace === subject.namespace
          ? { kind: 'own' }
          : { kind: 'label', key: NAMESPACE_NAME_LABEL, value: front.namespace };
      const selection = { namespaces, labels, ...(oneOf === undefined ? {} : { oneOf }) };
      return { ...NOBODY, selections: [selection] };
    }
    case 'ingress':
      return target.namesEntities ? { ...NOBODY, entities: ['ingress'] } : 'ingress';
    case 'world':
      if (target.namesEntities) return { ...NOBODY, entities: ['world'] };
      return cluster?.engine !== 'cilium'
        ? 'world-elsewhere'
        : { ...NOBODY, blocks: [{ cidr: family === 'ipv4' ? '0.0.0.0/0' : '::/0', except: [] }] };
    case 'node': {
      if (target.namesEntities) return { ...NOBODY, entities: ['remote-node'] };
      if (cluster?.engine === 'cilium') return 'nodes-on-cilium';
      const addresses = nodeAddresses(cluster, family);
      return addresses.length === 0
        ? 'nodes-unknown'
        : { ...NOBODY, blocks: cidrsOf(family, addresses).map((cidr) => ({ cidr, except: [] })) };
    }
  }
}

/** What a node may be seen as: its own addresses, and those of tunnels and bridges. Empty: nobody said. */
export function nodeAddresses(cluster: Cluster | undefined, family: Family): Ranges {
  const { internal = [], nodes = [] } = cluster ?? {};
  const own = nodes.filter((range) => range.family === family);
  if (own.length === 0) return [];
  return normalizeRanges(
    [...own, ...internal.filter((range) => range.family === family)].map(({ from, to }) => ({
      from,
      to,
    })),
  );
}

/** An object, and what was left out of it. */
export interface EntryObject {
  /** Undefined: there is nobody to let in. */
  readonly object: PolicyObject | undefined;
  readonly cannot: readonly { readonly planned: PlannedEntry; readonly why: CannotName }[];
}

/** The object of one workload. */
export function entryObject(
  input: NamingInput,
  workload: Workload,
  entries: readonly PlannedEntry[],
): EntryObject {
  const cannot: { planned: PlannedEntry; why: CannotName }[] = [];
  const rules = new Map<string, TargetRule>();
  for (const planned of entries) {
    const open = planned.ports.filter(({ closed }) => closed === undefined);
    if (open.length === 0) continue;
    const named = planned.seen.map((seen) => peersFor(input, workload, seen, planned.family));
    const why = named.find((peers) => typeof peers === 'string');
    // Clients come in by all of these ways: half of them is no way in, and opens all the same.
    if (why !== undefined) {
      cannot.push({ planned, why });
      continue;
    }
    for (const peers of named) {
      if (typeof peers === 'string') continue;
      const key = JSON.stringify(peers);
      const services = merged(rules.get(key)?.services ?? NO_SERVICES, open);
      rules.set(key, { action: 'allow', peers, services, from: { peers: NO_PEERS, services } });
    }
  }
  if (rules.size === 0) return { object: undefined, cannot };
  const { object } = input.target.build({
    namespace: workload.namespace,
    name: draftName(workload.name, 'entry'),
    annotations: { 'aclift/origin': 'entry' },
    subject: input.selectors.subject(workload),
    http: input.target.looksIntoHttp ? (workload.http ?? []) : [],
    directions: [{ direction: 'ingress', isolates: true, rules: [...rules.values()] }],
  });
  return { object, cannot };
}

const NO_PEERS = {
  anyone: false,
  pods: new Set<string>(),
  podsAllowed: new Set<string>(),
  outside: [],
  addressesAllowed: [],
} as const;

function merged({ ports, ...rest }: Services, more: readonly PlannedPort[]): Services {
  const of = (protocol: PlannedPort['protocol']): Ranges<number> =>
    normalizeRanges([
      ...ports[protocol],
      ...more
        .filter((port) => port.protocol === protocol)
        .map(({ target }) => ({ from: target, to: target })),
    ]) as Ranges<number>;
  return { ...rest, ports: { TCP: of('TCP'), UDP: of('UDP'), SCTP: of('SCTP') } };
}

const EVERY_ENDPOINT: PodSelection = { namespaces: { kind: 'own' }, labels: [] };

/** The ingress of the cluster has the label whatever its value. @see Cilium, Ingress and network policy. */
const INGRESS = { matchExpressions: [{ key: 'reserved:ingress', operator: 'Exists' }] } as const;

/** Who may come in by the ingress of the cluster. @returns undefined: the target has no such objects. */
export function ingressObject(
  { target }: NamingInput,
  clients: readonly { readonly family: Family; readonly addresses: Ranges }[],
): PolicyObject | undefined {
  if (!target.namesEntities || !target.clusterWide) return undefined;
  const blocks = clients.flatMap(({ addresses, family }) =>
    cidrsOf(family, addresses).map((cidr) => ({ cidr, except: [] })),
  );
  const services = { ...NO_SERVICES, others: true };
  const { object } = target.build({
    namespace: undefined,
    name: 'ingress-clients',
    annotations: { 'aclift/origin': 'entry' },
    subject: EVERY_ENDPOINT,
    http: [],
    directions: [
      {
        direction: 'ingress',
        isolates: true,
        rules: [
          {
            action: 'allow',
            peers: { ...NOBODY, blocks },
            services,
            from: { peers: NO_PEERS, services },
          },
        ],
      },
    ],
  });
  return {
    ...object,
    spec: { ...(object as { spec: object }).spec, endpointSelector: INGRESS },
  } as PolicyObject;
}
