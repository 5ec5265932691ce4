/** networking.k8s.io/v1 NetworkPolicy as a model. */
import type { Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import type {
  NetworkPolicy,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  PolicyDocument,
} from '@aclift/policy';
import { type Ranges, unionRanges } from '@aclift/packet-set';
import { blockRanges } from './cidr.ts';
import { MAX_PORT, SCTP, TCP, UDP } from './flow.ts';
import type {
  NotModelled,
  PeerMatch,
  PolicyDirection,
  PolicyModel,
  RuleModel,
  ServiceMatch,
} from './policy-model.ts';
import { namespaceLabels, selectorHolds, workloadsWhere } from './selector-match.ts';

const PROTOCOLS = { TCP, UDP, SCTP } as const;

/**
 * @see https://kubernetes.io/docs/concepts/services-networking/network-policies/ and the API server's defaulting of
 * `policyTypes` (pkg/apis/networking/v1/defaults.go).
 */
export function modelNetworkPolicy(
  document: PolicyDocument,
  policy: NetworkPolicy,
  inventory: Inventory,
  family: Family,
  notModelled: NotModelled[],
): PolicyModel {
  const namespace = policy.metadata.namespace ?? 'default';
  const spec = policy.spec ?? {};
  const types = spec.policyTypes ?? [];
  const isolates =
    types.length > 0
      ? { ingress: types.includes('Ingress'), egress: types.includes('Egress') }
      : { ingress: true, egress: (spec.egress ?? []).length > 0 };

  const rule = (
    direction: PolicyDirection,
    index: number,
    peers: readonly NetworkPolicyPeer[] | undefined,
    ports: readonly NetworkPolicyPort[] | undefined,
  ): RuleModel => {
    const path = ['spec', direction, index];
    return {
      direction,
      action: 'allow',
      peers: peerMatch(peers, namespace, inventory, family, (what) =>
        notModelled.push({ document, path, what }),
      ),
      services: serviceMatches(ports, (what) => notModelled.push({ document, path, what })),
      document,
      path,
    };
  };
  return {
    document,
    subjects: workloadsWhere(
      inventory,
      (w) => w.namespace === namespace && selectorHolds(spec.podSelector, w.labels),
    ),
    isolates,
    // A direction that is not among the policy types has no effect, whatever rules it lists.
    rules: [
      ...(isolates.ingress ? (spec.ingress ?? []) : []).map((r, i) =>
        rule('ingress', i, r.from, r.ports),
      ),
      ...(isolates.egress ? (spec.egress ?? []) : []).map((r, i) =>
        rule('egress', i, r.to, r.ports),
      ),
    ],
  };
}

function peerMatch(
  peers: readonly NetworkPolicyPeer[] | undefined,
  namespace: string,
  inventory: Inventory,
  family: Family,
  report: (what: string) => void,
): PeerMatch {
  if (peers === undefined || peers.length === 0) return { kind: 'anyone' };
  const workloads = new Set<string>();
  let outside: Ranges = [];
  for (const { ipBlock, namespaceSelector, podSelector } of peers) {
    if (ipBlock !== undefined) {
      const ranges = blockRanges(family, ipBlock.cidr, ipBlock.except ?? []);
      if (ranges === undefined) report(`ipBlock ${ipBlock.cidr}`);
      else outside = unionRanges(outside, ranges);
      continue;
    }
    const selected = workloadsWhere(
      inventory,
      (w) =>
        (namespaceSelector === undefined
          ? w.namespace === namespace
          : selectorHolds(namespaceSelector, namespaceLabels(inventory, w.namespace))) &&
        selectorHolds(podSelector, w.labels),
    );
    for (const id of selected) workloads.add(id);
  }
  return { kind: 'some', workloads, outside };
}

function serviceMatches(
  ports: readonly NetworkPolicyPort[] | undefined,
  report: (what: string) => void,
): readonly ServiceMatch[] {
  if (ports === undefined || ports.length === 0) return [{}];
  return ports.flatMap(({ protocol = 'TCP', port, endPort }): ServiceMatch[] => {
    if (port === undefined) {
      return [{ protocol: PROTOCOLS[protocol], service: [{ from: 0, to: MAX_PORT }] }];
    }
    if (typeof port === 'string') {
      report(`named port ${port}`);
      return [];
    }
    return [{ protocol: PROTOCOLS[protocol], service: [{ from: port, to: endPort ?? port }] }];
  });
}
