/** What the policy at pods sees of clients that come in by an entry, and who holds them against source ranges. */
import type { ClientView, Cluster, Entry, Workload } from '@aclift/inventory';

/** Somebody whom the policy sees in the place of a client. */
export type SeenAs =
  /** A node, or an internal address of the cluster. */
  | { readonly kind: 'node' }
  /** Outside, and unknown who. */
  | { readonly kind: 'world' }
  /** Cilium's ingress. */
  | { readonly kind: 'ingress' }
  /** Pods of another workload, by its id. */
  | { readonly kind: 'through'; readonly workload: string };

/** Whether clients of some entry may be hidden from the policy: an entry of which nobody said counts. */
export function hidesClients({ entries = [] }: Workload): boolean {
  return entries.some(({ client }) => client !== 'visible');
}

/** Whether the policy sees somebody else than the client. False where nobody said. */
export function isHidden({ client }: Entry): boolean {
  return client !== undefined && client !== 'visible';
}

/**
 * Everybody in whose name a client may come. Where the inventory leaves it to the engine, Cilium has two answers: it depends on its
 * routing mode, which the inventory does not know.
 */
export function seenAs(
  client: ClientView | undefined,
  engine: Cluster['engine'],
): readonly SeenAs[] {
  if (client === undefined || client === 'visible') return [];
  if (typeof client === 'object') return [{ kind: 'through', workload: client.through }];
  if (client !== 'hidden') return [{ kind: client }];
  return engine === 'cilium' ? [{ kind: 'node' }, { kind: 'world' }] : [{ kind: 'node' }];
}

/**
 * Where a cluster holds clients against `loadBalancerSourceRanges`. Nobody said what enforces policies: nowhere.
 * @see Kubernetes, kube-proxy: ranges apply to the addresses of the load balancer; Cilium, `bpf-lb-source-range-all-types`; Calico,
 * eBPF data plane. Antrea's and OVN-Kubernetes' proxies are not known to read them.
 */
export function rangesHold(cluster: Cluster | undefined): 'everywhere' | 'balancers' | 'nowhere' {
  const { engine, sourceRanges } = cluster ?? {};
  if (sourceRanges !== undefined) return sourceRanges;
  switch (engine) {
    case 'cilium':
    case 'calico':
    case 'calico-ebpf':
    case 'kube-proxy':
      return 'balancers';
    case 'antrea':
    case 'ovn-kubernetes':
    case 'other':
    case undefined:
      return 'nowhere';
  }
}

/** Whether pods that connect to an entry lose their identity on the way, as outsiders do. */
export function hairpins(cluster: Cluster | undefined, { client, ports }: Entry): boolean {
  const masquerades = cluster?.engine === 'kube-proxy' || cluster?.engine === 'calico';
  return masquerades && ports !== undefined && (client === 'node' || client === 'hidden');
}
