/**
 * Objects of egress gateways (Cilium's, Antrea's, OVN-Kubernetes') for workloads that the inventory gives addresses of their own: towards the outside that the drafts let
 * them reach, and no further, so that as few connections as possible depend on a gateway.
 * @see Cilium, egress gateway: nothing is translated towards pods and nodes; without a node for the selector packets are dropped.
 */
import type { Exit, Inventory, Workload } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { intersectRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import { allAddresses, showAddress } from '@aclift/verify';
import { cidrsOf } from '../draft/blocks.ts';
import type { WrittenDraft } from '../draft/draft.ts';
import { draftName } from '../draft/name.ts';
import type { PodSelection } from '../draft/pod-selection.ts';
import { NAMESPACE_NAME_LABEL } from '../draft/selector.ts';
import { fromLine, type Stack } from '../sides/stack.ts';

/** The label by which a person chooses the nodes that are gateways. */
const GATEWAY_LABEL = 'aclift/egress-gateway';

/** An object of the API, as plain data. */
export interface GatewayObject {
  readonly apiVersion: 'cilium.io/v2' | 'crd.antrea.io/v1beta1' | 'k8s.ovn.org/v1';
  readonly kind: 'CiliumEgressGatewayPolicy' | 'Egress' | 'EgressIP';
  readonly metadata: {
    readonly name: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Readonly<Record<string, unknown>>;
}

/** Why an exit has to be made by hand. */
export type ExitByHand =
  /** Objects of the engine hold for every destination, and the exit for some. */
  | 'destinations'
  /** An object of the engine has one address. */
  | 'several'
  /** The engine has no such objects, as far as is known. */
  | 'engine'
  /** Ranges of addresses are pools, and no gateway's. */
  | 'pool';

/** An exit with addresses. */
export interface GatewayExit {
  readonly exit: Exit;
  readonly object?: GatewayObject;
  /** Absent: there is an object. */
  readonly byHand?: ExitByHand;
}

/** Each exit of a workload that has addresses, and by which the drafts let it reach something outside. */
export function gatewayExits(
  { cluster }: Inventory,
  workload: Workload,
  subject: PodSelection,
  written: readonly WrittenDraft[],
  stack: Stack,
  /** What to take an engine for that nobody told. */
  otherwise: 'cilium' | undefined,
): readonly GatewayExit[] {
  const exits = workload.exit ?? [];
  const families: readonly Family[] = stack === 'dual' ? ['ipv4', 'ipv6'] : [stack];
  const inside = [...(cluster?.nodes ?? []), ...(cluster?.pods ?? [])];
  return exits.flatMap((exit, at): readonly GatewayExit[] => {
    if (typeof exit.as === 'string') return [];
    const addresses = exit.as;
    const destinations = families.flatMap((family) => {
      if (!addresses.some((address) => address.family === family)) return [];
      const reached = intersectRanges(
        towards(exit, family),
        reaches(workload, written, stack, family),
      );
      const own = rangesIn(inside, family);
      return cidrsOf(
        family,
        subtractRanges(subtractRanges(reached, own), narrower(exit, exits, family)),
      );
    });
    const hosts = addresses
      .filter(({ from, to }) => from === to)
      .map(({ family, from }) => showAddress(family, from));
    if (destinations.length === 0) return [];
    if (hosts.length < addresses.length) return [{ exit, byHand: 'pool' }];
    const metadata = {
      name: draftName(`${workload.namespace}-${workload.name}`, `exit-${at + 1}`),
      labels: { 'app.kubernetes.io/managed-by': 'aclift' },
      annotations: { 'aclift/origin': 'exit' },
    };
    const labels = Object.fromEntries(subject.labels);
    const everywhere = exit.to === undefined && exits.length === 1;
    const selectors = {
      namespaceSelector: { matchLabels: { [NAMESPACE_NAME_LABEL]: workload.namespace } },
      podSelector: { matchLabels: labels },
    };
    switch (cluster?.engine ?? otherwise) {
      case 'cilium':
        return [
          { exit, object: ciliumPolicy(metadata, workload.namespace, labels, destinations, hosts) },
        ];
      case 'antrea': {
        if (!everywhere) return [{ exit, byHand: 'destinations' }];
        const [egressIP, ...more] = hosts;
        if (more.length > 0) return [{ exit, byHand: 'several' }];
        const spec = { appliedTo: selectors, egressIP };
        return [
          { exit, object: { apiVersion: 'crd.antrea.io/v1beta1', kind: 'Egress', metadata, spec } },
        ];
      }
      case 'ovn-kubernetes': {
        if (!everywhere) return [{ exit, byHand: 'destinations' }];
        const spec = { egressIPs: hosts, ...selectors };
        return [
          { exit, object: { apiVersion: 'k8s.ovn.org/v1', kind: 'EgressIP', metadata, spec } },
        ];
      }
      case 'calico':
      case 'calico-ebpf':
      case 'kube-proxy':
      case 'other':
      case undefined:
        return [{ exit, byHand: 'engine' }];
    }
  });
}

function ciliumPolicy(
  metadata: GatewayObject['metadata'],
  namespace: string,
  labels: Readonly<Record<string, string>>,
  destinationCIDRs: readonly string[],
  hosts: readonly string[],
): GatewayObject {
  const gateways = hosts.map((egressIP) => ({
    nodeSelector: { matchLabels: { [GATEWAY_LABEL]: labelValue(egressIP) } },
    egressIP,
  }));
  const [only, ...more] = gateways;
  const matchLabels = { 'io.kubernetes.pod.namespace': namespace, ...labels };
  return {
    apiVersion: 'cilium.io/v2',
    kind: 'CiliumEgressGatewayPolicy',
    metadata,
    spec: {
      selectors: [{ podSelector: { matchLabels } }],
      destinationCIDRs,
      egressGateway: only,
      ...(more.length === 0 ? {} : { egressGateways: gateways }),
    },
  };
}

/** What other exits name within the destinations of one: the longest prefix decides, so it is left to them. */
function narrower(exit: Exit, exits: readonly Exit[], family: Family): Ranges {
  const wide = towards(exit, family);
  const others = exits.filter((other) => other !== exit).flatMap(({ to = [] }) => to);
  const theirs = rangesIn(
    others.filter(({ from, to }) =>
      wide.some((one) => one.from <= from && to <= one.to && (one.from < from || to < one.to)),
    ),
    family,
  );
  return theirs;
}

function towards({ to }: Exit, family: Family): Ranges {
  return to === undefined ? [allAddresses(family)] : rangesIn(to, family);
}

/** Addresses outside that drafts let a workload open anything to; everything where no draft isolates it. */
function reaches(
  { id }: Workload,
  written: readonly WrittenDraft[],
  stack: Stack,
  family: Family,
): Ranges {
  const own = written.filter(({ draft }) => draft.workloads.includes(id));
  if (!own.some(({ draft }) => draft.isolates.includes('egress'))) return [allAddresses(family)];
  return normalizeRanges(
    own
      .flatMap(({ draft }) => draft.rules)
      .filter(({ action, direction }) => action === 'allow' && direction === 'egress')
      .flatMap(({ peers }) =>
        peers.anyone ? [allAddresses(family)] : fromLine(stack, family, peers.outside),
      ),
  );
}

function rangesIn(
  ranges: readonly {
    readonly family: Family;
    readonly from: number | bigint;
    readonly to: number | bigint;
  }[],
  family: Family,
): Ranges {
  return normalizeRanges(
    ranges.filter((range) => range.family === family).map(({ from, to }) => ({ from, to })),
  );
}

/** Values of labels know no colons. */
function labelValue(address: string): string {
  return address.replaceAll(':', '-').replace(/^-|-$/g, '0');
}
