/** networking.k8s.io/v1 NetworkPolicy as a model. */
import { type Inventory, isIgnoredByCilium, type Workload } from '@aclift/inventory';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  PolicyDocument,
} from '@aclift/policy';
import { type Ranges, unionRanges } from '@aclift/packet-set';
import { canonical } from './canonical.ts';
import { blockRanges } from './cidr.ts';
import { blockMatchesPods, type EngineContext } from './engine.ts';
import { allAddresses, MAX_PORT, SCTP, TCP, UDP } from './flow.ts';
import type {
  NotModelled,
  PolicyDirection,
  PolicyModel,
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

type Report = (caveat: RuleCaveat, what: string) => void;

/** What every part of a policy needs to be read. */
interface Context extends EngineContext {
  readonly namespace: string;
  readonly inventory: Inventory;
}

/**
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ and the API server's defaulting of
 * `policyTypes` (pkg/apis/networking/v1/defaults.go).
 */
export function modelNetworkPolicy(
  document: PolicyDocument,
  policy: NetworkPolicy,
  inventory: Inventory,
  engine: EngineContext,
  notModelled: NotModelled[],
): PolicyModel {
  const context = { ...engine, inventory, namespace: policy.metadata.namespace ?? 'default' };
  const spec = policy.spec ?? {};
  const types = spec.policyTypes ?? [];
  const isolates =
    types.length > 0
      ? { ingress: types.includes('Ingress'), egress: types.includes('Egress') }
      : { ingress: true, egress: (spec.egress ?? []).length > 0 };
  const everyPod = everyWorkload(inventory);

  const rules = (
    direction: PolicyDirection,
    index: number,
    peers: readonly NetworkPolicyPeer[] | undefined,
    ports: readonly NetworkPolicyPort[] | undefined,
  ): readonly RuleModel[] => {
    const path = ['spec', direction, index];
    const report: Report = (caveat, what) => notModelled.push({ document, path, caveat, what });
    return rulesOf(
      { direction, action: 'allow', document, path },
      peerParts(context, peers, report),
      serviceParts(direction, ports, report),
      everyPod,
    );
  };
  return {
    document,
    path: ['spec'],
    subjects: selectWorkloads(inventory, (w) =>
      w.namespace === context.namespace
        ? askSelector(spec.podSelector, podLabels(context, w))
        : 'no',
    ).certain,
    perhaps: new Set(),
    isolates,
    // A direction that is not among the policy types has no effect, whatever rules it lists.
    rules: [
      ...(isolates.ingress ? (spec.ingress ?? []) : []).flatMap((r, i) =>
        rules('ingress', i, r.from, r.ports),
      ),
      ...(isolates.egress ? (spec.egress ?? []) : []).flatMap((r, i) =>
        rules('egress', i, r.to, r.ports),
      ),
    ],
  };
}

/** Cilium keeps some labels out of a pod's identity, for selectors of NetworkPolicies too. */
function podLabels({ engine }: Context, { labels }: Workload): Labels {
  return engine === 'cilium'
    ? Object.fromEntries(Object.entries(labels).filter(([key]) => !isIgnoredByCilium(key)))
    : labels;
}

function peerParts(
  context: Context,
  peers: readonly NetworkPolicyPeer[] | undefined,
  report: Report,
): readonly PeerPart[] {
  if (peers === undefined || peers.length === 0) return [{ peers: { kind: 'anyone' } }];
  const { inventory, namespace, family } = context;
  const workloads = new Set<string>();
  const perhaps = new Set<string>();
  const asks: unknown[] = [];
  let outside: Ranges = [];
  for (const { ipBlock, namespaceSelector, podSelector } of peers) {
    if (ipBlock !== undefined) {
      const ranges = blockRanges(family, ipBlock.cidr, ipBlock.except ?? []);
      if (ranges === undefined) {
        report('unreadable', `ipBlock ${ipBlock.cidr}`);
        continue;
      }
      outside = unionRanges(outside, ranges);
      if (context.engine !== 'calico-like' || ranges.length === 0) continue;
      const answer = blockMatchesPods(ranges, [allAddresses(family)], context.podAddresses);
      if (answer === 'perhaps') {
        asks.push(ipBlock);
        report('pod-address', `whether pods get addresses in ipBlock ${ipBlock.cidr}`);
      }
      if (answer !== 'no') {
        const target = answer === 'yes' ? workloads : perhaps;
        for (const id of everyWorkload(inventory)) target.add(id);
      }
      continue;
    }
    const key = JSON.stringify([
      context.engine,
      namespaceSelector === undefined ? namespace : null,
      namespaceSelector,
      podSelector,
    ]);
    const selected = selectOnce(inventory, key, (w) => {
      const home =
        namespaceSelector === undefined
          ? w.namespace === namespace
          : askSelector(namespaceSelector, namespaceLabels(inventory, w.namespace)) === 'yes';
      return home ? askSelector(podSelector, podLabels(context, w)) : 'no';
    });
    for (const id of selected.certain) workloads.add(id);
  }
  const sure: PeerPart = { peers: { kind: 'some', workloads, outside } };
  const rest = perhaps.difference(workloads);
  return rest.size === 0
    ? [sure]
    : [
        sure,
        {
          peers: { kind: 'some', workloads: rest, outside: [] },
          caveat: 'pod-address',
          question: canonical(asks),
        },
      ];
}

function serviceParts(
  direction: PolicyDirection,
  ports: readonly NetworkPolicyPort[] | undefined,
  report: Report,
): readonly ServicePart[] {
  if (ports === undefined || ports.length === 0) return [{ services: [{}] }];
  const services: ServiceMatch[] = [];
  const named: ServicePart[] = [];
  for (const { protocol = 'TCP', port, endPort } of ports) {
    const number = PROTOCOLS[protocol];
    if (typeof port === 'string') {
      report('named-port', `the container port called ${port}`);
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
