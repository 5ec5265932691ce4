/** Drafts as networking.k8s.io/v1 NetworkPolicy: allow rules only. */
import type {
  LabelSelector,
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
} from '@aclift/policy';
import { NETWORKPOLICY_PROTOCOLS } from '@aclift/verify';
import { ALL_PORTS, type Services, TRANSPORTS } from '../rows/services.ts';
import { equalRanges } from '@aclift/packet-set';
import type { PodSelection } from './pod-selection.ts';
import {
  type BuiltPolicy,
  type DraftTarget,
  isEverything,
  MANAGED_BY,
  type SelectedPeers,
  type TargetPolicy,
} from './target.ts';

export const networkPolicyTarget: DraftTarget = {
  protocols: () => NETWORKPOLICY_PROTOCOLS,
  // A rule without ports lets everything through; only then is more than TCP, UDP and SCTP meant.
  expressible: (stack, services) => ({
    ports: services.ports,
    icmp: [],
    others: isEverything(stack, services),
  }),
  canDeny: false,
  clusterWide: false,
  looksIntoHttp: false,
  namesEntities: false,
  build,
};

function build(policy: TargetPolicy): BuiltPolicy {
  const places: BuiltPolicy['places'][number][] = [];
  const rules = (direction: 'ingress' | 'egress') =>
    (policy.directions.find((d) => d.direction === direction)?.rules ?? []).map((rule, index) => {
      places.push({ rule, direction, path: ['spec', direction, index] });
      return { peers: peersOf(rule.peers), ports: portsOf(rule.services) };
    });
  const ingress = rules('ingress').map(({ peers, ports }) => ({
    ...(peers.length > 0 ? { from: peers } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }));
  const egress = rules('egress').map(({ peers, ports }) => ({
    ...(peers.length > 0 ? { to: peers } : {}),
    ...(ports.length > 0 ? { ports } : {}),
  }));
  const isolated = policy.directions.map(({ direction }) => direction);
  const object: NetworkPolicy = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: policy.name,
      ...(policy.namespace === undefined ? {} : { namespace: policy.namespace }),
      labels: MANAGED_BY,
      annotations: policy.annotations,
    },
    spec: {
      podSelector: selectorOf(policy.subject),
      policyTypes: [
        ...(isolated.includes('ingress') ? (['Ingress'] as const) : []),
        ...(isolated.includes('egress') ? (['Egress'] as const) : []),
      ],
      ...(ingress.length > 0 ? { ingress } : {}),
      ...(egress.length > 0 ? { egress } : {}),
    },
  };
  return { object, places };
}

function selectorOf({ labels, oneOf }: PodSelection): LabelSelector {
  return {
    ...(labels.length === 0 ? {} : { matchLabels: Object.fromEntries(labels) }),
    ...(oneOf === undefined
      ? {}
      : {
          matchExpressions: [{ key: oneOf.key, values: oneOf.values, operator: 'In' as const }],
        }),
  };
}

function peersOf({ anyone, selections, blocks }: SelectedPeers): readonly NetworkPolicyPeer[] {
  if (anyone) return [];
  const pods = selections.map((selection): NetworkPolicyPeer => {
    const { namespaces, labels, oneOf } = selection;
    if (namespaces.kind === 'own') return { podSelector: selectorOf(selection) };
    return {
      namespaceSelector:
        namespaces.kind === 'all' ? {} : { matchLabels: { [namespaces.key]: namespaces.value } },
      ...(labels.length > 0 || oneOf !== undefined ? { podSelector: selectorOf(selection) } : {}),
    };
  });
  const outside = blocks.map(({ cidr, except }): NetworkPolicyPeer => ({
    ipBlock: { cidr, ...(except.length > 0 ? { except } : {}) },
  }));
  return [...pods, ...outside];
}

function portsOf({ ports, others }: Services): readonly NetworkPolicyPort[] {
  if (others) return [];
  return TRANSPORTS.flatMap(({ name: protocol }): NetworkPolicyPort[] =>
    equalRanges(ports[protocol], ALL_PORTS)
      ? [{ protocol }]
      : ports[protocol].map(({ from, to }) => ({
          protocol,
          port: from,
          ...(to > from ? { endPort: to } : {}),
        })),
  );
}
