/** networking.k8s.io/v1 NetworkPolicy as a model. */
import { type Inventory, isIgnoredByCilium, type Workload } from '@aclift/inventory';
import type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
  PolicyDocument,
} from '@aclift/policy';
import { intersectRanges, type Ranges, unionRanges } from '@aclift/packet-set';
import { canonical } from './canonical.ts';
import { blockRanges } from './cidr.ts';
import { addressClasses } from './cilium-identity.ts';
import { ciliumPeers } from './cilium-peers.ts';
import { blockMatchesPods, type Engine, type EngineContext } from './engine.ts';
import { allAddresses, MAX_PORT, SCTP, TCP, UDP } from './flow.ts';
import { ownNode } from './own-node.ts';
import type {
  NotModelled,
  PolicyDirection,
  PolicyModel,
  PolicyNote,
  RuleCaveat,
  RuleModel,
  ServiceMatch,
} from './policy-model.ts';
import { type PeerPart, rulesOf, type ServicePart } from './rule-parts.ts';
import {
  askSelector,
  everyWorkload,
  type Labels,
  namespaceLabels,
  selectOnce,
  selectWorkloads,
} from './selector-match.ts';

const PROTOCOLS = { TCP, UDP, SCTP } as const;

/** What every part of a rule needs to be read. */
interface Context extends EngineContext {
  readonly namespace: string;
  readonly inventory: Inventory;
  readonly direction: PolicyDirection;
  readonly undecided: (caveat: RuleCaveat, what: string) => void;
  readonly note: (kind: PolicyNote['kind'], what: string) => void;
}

/** Where one object's models report. */
export interface NetworkPolicyContext extends EngineContext {
  readonly inventory: Inventory;
  readonly notModelled: NotModelled[];
  readonly notes: PolicyNote[];
}

/**
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ and the API server's defaulting of
 * `policyTypes` (pkg/apis/networking/v1/defaults.go).
 */
export function modelNetworkPolicy(
  document: PolicyDocument,
  policy: NetworkPolicy,
  common: NetworkPolicyContext,
): PolicyModel {
  const { engine, family, inventory, notModelled, notes } = common;
  const namespace = policy.metadata.namespace ?? 'default';
  const spec = policy.spec ?? {};
  const isolates = engine === 'cilium' ? isolatedOnCilium(spec) : isolatedByTypes(spec);
  const everyPod = everyWorkload(inventory);

  const rules = (
    direction: PolicyDirection,
    index: number,
    peers: readonly NetworkPolicyPeer[] | undefined,
    ports: readonly NetworkPolicyPort[] | undefined,
  ): readonly RuleModel[] => {
    const path = ['spec', direction, index];
    const context: Context = {
      ...common,
      namespace,
      direction,
      undecided: (caveat, what) => notModelled.push({ document, path, caveat, what }),
      note: (kind, what) => notes.push({ document, path, kind, what }),
    };
    return rulesOf(
      { direction, action: 'allow', document, path },
      peerParts(context, peers),
      serviceParts(context, ports),
      everyPod,
    );
  };
  return {
    document,
    path: ['spec'],
    subjects: selectWorkloads(inventory, (w) =>
      w.namespace === namespace ? askSelector(spec.podSelector, podLabels(engine, w)) : 'no',
    ).certain,
    perhaps: new Set(),
    isolates,
    // A direction that is not isolated has no effect, whatever rules it lists.
    rules: [
      ...(isolates.ingress ? (spec.ingress ?? []) : []).flatMap((r, i) =>
        rules('ingress', i, r.from, r.ports),
      ),
      ...(isolates.egress ? (spec.egress ?? []) : []).flatMap((r, i) =>
        rules('egress', i, r.to, r.ports),
      ),
      ...(isolates.ingress ? ownNode(inventory, family, document, ['spec']) : []),
    ],
  };
}

/** By the API's text: the types say it, and defaulting says the types. */
function isolatedByTypes({ egress = [], policyTypes = [] }: NetworkPolicySpec): Isolates {
  return policyTypes.length > 0
    ? { ingress: policyTypes.includes('Ingress'), egress: policyTypes.includes('Egress') }
    : { ingress: true, egress: egress.length > 0 };
}

/**
 * Cilium enforces every rule that is written, and looks at the types only where a direction has none.
 * @see Cilium 1.20 pkg/k8s/network_policy.go: ParseNetworkPolicy.
 */
function isolatedOnCilium(spec: NetworkPolicySpec): Isolates {
  const { ingress, egress } = isolatedByTypes(spec);
  return {
    ingress: ingress || (spec.ingress ?? []).length > 0,
    egress: egress || (spec.egress ?? []).length > 0,
  };
}

type Isolates = PolicyModel['isolates'];

/** Cilium keeps some labels out of a pod's identity, for selectors of NetworkPolicies too. */
function podLabels(engine: Engine, { labels }: Workload): Labels {
  return engine === 'cilium'
    ? Object.fromEntries(Object.entries(labels).filter(([key]) => !isIgnoredByCilium(key)))
    : labels;
}

function peerParts(
  context: Context,
  peers: readonly NetworkPolicyPeer[] | undefined,
): readonly PeerPart[] {
  if (peers === undefined || peers.length === 0) return [{ peers: { kind: 'anyone' } }];
  const workloads = new Set<string>();
  for (const peer of peers) {
    if (peer.ipBlock === undefined) for (const id of selected(context, peer)) workloads.add(id);
  }
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [ipBlock]));
  const [sure, ...open] = blockParts(context, blocks);
  if (sure?.peers.kind !== 'some') {
    return [{ peers: { kind: 'some', workloads, outside: [] } }];
  }
  const certain = new Set([...workloads, ...sure.peers.workloads]);
  return [
    { peers: { ...sure.peers, workloads: certain } },
    ...open.flatMap((part): readonly PeerPart[] => {
      if (part.peers.kind !== 'some') return [part];
      const rest = part.peers.workloads.difference(certain);
      return rest.size + part.peers.outside.length === 0
        ? []
        : [{ ...part, peers: { ...part.peers, workloads: rest } }];
    }),
  ];
}

function selected(
  { engine, inventory, namespace }: Context,
  { namespaceSelector, podSelector }: NetworkPolicyPeer,
): ReadonlySet<string> {
  const key = JSON.stringify([
    engine,
    namespaceSelector === undefined ? namespace : null,
    namespaceSelector,
    podSelector,
  ]);
  return selectOnce(inventory, key, (w) => {
    const home =
      namespaceSelector === undefined
        ? w.namespace === namespace
        : askSelector(namespaceSelector, namespaceLabels(inventory, w.namespace)) === 'yes';
    return home ? askSelector(podSelector, podLabels(engine, w)) : 'no';
  }).certain;
}

/** What the blocks of a rule match: the certain part first, unless there are none. */
function blockParts(context: Context, blocks: readonly IPBlock[]): readonly PeerPart[] {
  const { engine, family, inventory } = context;
  if (blocks.length === 0) return [];
  // To Cilium a block is what a CIDR set is in its own policies.
  if (engine === 'cilium') return ciliumPeers({ ...context, groups: [] }, { cidrSet: blocks });
  const workloads = new Set<string>();
  const perhaps = new Set<string>();
  const asks: unknown[] = [];
  let outside: Ranges = [];
  for (const ipBlock of blocks) {
    const ranges = blockRanges(family, ipBlock.cidr, ipBlock.except ?? []);
    if (ranges === undefined) {
      context.undecided('unreadable', `ipBlock ${ipBlock.cidr}`);
      continue;
    }
    outside = unionRanges(outside, ranges);
    if (engine !== 'calico-like' || ranges.length === 0) continue;
    const answer = blockMatchesPods(ranges, [allAddresses(family)], context.podAddresses);
    if (answer === 'perhaps') {
      asks.push(ipBlock);
      context.undecided('pod-address', `whether pods get addresses in ipBlock ${ipBlock.cidr}`);
    }
    if (answer !== 'no') {
      const target = answer === 'yes' ? workloads : perhaps;
      for (const id of everyWorkload(inventory)) target.add(id);
    }
  }
  if (engine === 'strict-spec') noteNodes(context, outside);
  return [
    { peers: { kind: 'some', workloads, outside } },
    {
      peers: { kind: 'some', workloads: perhaps, outside: [] },
      caveat: 'pod-address',
      question: canonical(asks),
    },
  ];
}

/** The API leaves open whether a block matches nodes, and Cilium does not do it. */
function noteNodes({ family, inventory, note }: Context, outside: Ranges): void {
  const nodes = addressClasses(inventory, family)
    .slice(1)
    .some(({ addresses }) => intersectRanges(addresses, outside).length > 0);
  if (nodes) {
    note(
      'nodes',
      'an ipBlock over addresses of nodes or the API server, which on Cilium matches none of them',
    );
  }
}

function serviceParts(
  { direction, undecided }: Context,
  ports: readonly NetworkPolicyPort[] | undefined,
): readonly ServicePart[] {
  if (ports === undefined || ports.length === 0) return [{ services: [{}] }];
  const services: ServiceMatch[] = [];
  const named: ServicePart[] = [];
  for (const { protocol = 'TCP', port, endPort } of ports) {
    const number = PROTOCOLS[protocol];
    if (typeof port === 'string') {
      undecided('named-port', `the container port called ${port}`);
      named.push({
        services: [{ protocol: number, service: [{ from: 1, to: MAX_PORT }] }],
        caveat: 'named-port',
        question: `port ${port} ${protocol}`,
        podsOnly: direction === 'egress',
      });
    } else {
      services.push({
        protocol: number,
        service:
          port === undefined
            ? [{ from: 0, to: MAX_PORT }]
            : [{ from: port, to: Math.max(port, endPort ?? port) }],
      });
    }
  }
  return [{ services }, ...named];
}
