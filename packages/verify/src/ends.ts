/**
 * The two ends of a flow as policies see them: pods of a workload, or an address outside. Pods have new addresses that
 * nobody knows yet; here they are known by the old ones.
 */
import { addressMap, type Entity, type Inventory } from '@aclift/inventory';
import type { Family } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges, subtractRanges } from '@aclift/packet-set';
import { allAddresses } from './flow.ts';
import { virtualServices, type VirtualService } from './virtual.ts';
import type { PodEnd } from './pod-end.ts';

/** Addresses outside that have a name. */
export interface NamedEnd {
  readonly name: string;
  readonly addresses: Ranges;
  /** DNS names that lead there; absent: none is known. */
  readonly fqdns?: readonly string[];
  /** What Cilium calls whoever answers there; absent: an address like others. */
  readonly entity?: Entity;
}

/** Addresses that policies name together or not at all. */
export interface Together {
  /** A workload's, or a name that no workload has. */
  readonly id: string;
  /** Never empty. */
  readonly addresses: Ranges;
}

/** Addresses outside that policies name by a word for all of them, and never one by one. */
export interface WholeEnd extends Together {
  readonly entity: Entity;
}

/** Who is where, for one family. */
export interface Ends {
  readonly family: Family;
  /** By workload id. */
  readonly pods: readonly PodEnd[];
  /** Addresses that stay outside the cluster: everything but pods' old addresses and virtual addresses. */
  readonly outside: Ranges;
  /** Old virtual addresses of workloads: nobody answers there once the pods do. */
  readonly virtual: Ranges;
  /** Their ports, as far as pods are behind them. */
  readonly services: readonly VirtualService[];
  /** Names of addresses outside, disjoint: externals, and workloads that stay outside or are moving. */
  readonly named: readonly NamedEnd[];
  /** Addresses outside that are named as wholes, disjoint. Absent: none, blocks name every address. */
  readonly wholes?: readonly WholeEnd[];
}

/** Ends that policies name as wholes: workloads by labels, and outside what they have a word for. */
export function togetherOf(
  pods: readonly PodEnd[],
  wholes: readonly WholeEnd[] = [],
): readonly Together[] {
  return [...pods.map(({ workload, addresses }) => ({ id: workload.id, addresses })), ...wholes];
}

/**
 * Reads the ends out of an inventory. Without one, every address is outside and has no name.
 * @param devices addresses of network devices: a workload that is given as a whole subnet does not own its gateway.
 */
export function endsOf(
  inventory: Inventory | undefined,
  family: Family,
  devices: Ranges = [],
): Ends {
  const everything = [allAddresses(family)];
  if (inventory === undefined) {
    return { family, pods: [], outside: everything, virtual: [], services: [], named: [] };
  }
  const byWorkload = new Map<string, Range[]>();
  const byExternal = new Map<string, Range[]>();
  const virtual: Range[] = [];
  for (const { from, to, owner } of addressMap(inventory, family)) {
    if (owner.kind === 'vip') virtual.push({ from, to });
    else {
      const [map, key] =
        owner.kind === 'workload' ? [byWorkload, owner.id] : [byExternal, owner.name];
      const ranges = map.get(key);
      if (ranges === undefined) map.set(key, [{ from, to }]);
      else ranges.push({ from, to });
    }
  }
  const pods: PodEnd[] = [];
  const named: NamedEnd[] = [];
  for (const workload of inventory.workloads.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const own = normalizeRanges(byWorkload.get(workload.id) ?? []);
    const hosts = subtractRanges(own, devices);
    const addresses = hosts.length === 0 ? own : hosts;
    if (addresses.length === 0) continue;
    if (workload.now !== 'outside') {
      pods.push({ workload, addresses, alsoOutside: workload.now === 'both' });
    }
    if (workload.now !== 'cluster') named.push({ name: workload.id, addresses });
  }
  for (const name of [...byExternal.keys()].toSorted()) {
    const external = inventory.externals.find((one) => one.name === name);
    named.push({
      name,
      addresses: normalizeRanges(byExternal.get(name) ?? []),
      ...(external?.fqdns === undefined ? {} : { fqdns: external.fqdns }),
      ...(external?.entity === undefined ? {} : { entity: external.entity }),
    });
  }
  const gone = pods.filter((pod) => !pod.alsoOutside).flatMap((pod) => pod.addresses);
  return {
    family,
    pods,
    outside: subtractRanges(everything, normalizeRanges([...gone, ...virtual])),
    virtual: normalizeRanges(virtual),
    services: virtualServices(family, pods, normalizeRanges(virtual)),
    named,
  };
}

/**
 * The ends with pods for workloads that the inventory gives no address of any family: policies do not need any. They
 * stand at addresses of 0.0.0.0/8 that nobody has (RFC 1122, section 3.2.1.3: no packet comes from there).
 * @returns the stand-ins apart, so that nobody shows them as addresses.
 */
export function withStandIns(
  ends: Ends,
  inventory: Inventory,
): { readonly ends: Ends; readonly standIns: Ranges } {
  const without = inventory.workloads.filter(
    ({ addresses, now }) => addresses.length === 0 && now !== 'outside',
  );
  if (without.length === 0 || ends.family !== 'ipv4') return { ends, standIns: [] };
  const taken = normalizeRanges(ends.pods.flatMap((pod) => pod.addresses));
  const free = subtractRanges([{ from: 1, to: 0x00ffffff }], taken);
  const addresses = free.flatMap(({ from, to }) =>
    Array.from(
      { length: Math.min(without.length, Number(to) - Number(from) + 1) },
      (_, i) => Number(from) + i,
    ),
  );
  const pods = without.flatMap((workload, i): readonly PodEnd[] => {
    const at = addresses[i];
    if (at === undefined) return [];
    return [{ workload, addresses: [{ from: at, to: at }], alsoOutside: false }];
  });
  const standIns = normalizeRanges(pods.flatMap((pod) => pod.addresses));
  return {
    ends: {
      ...ends,
      pods: [...ends.pods, ...pods].toSorted((a, b) => (a.workload.id < b.workload.id ? -1 : 1)),
      outside: subtractRanges(ends.outside, standIns),
      named: ends.named.map((end) => ({
        ...end,
        addresses: subtractRanges(end.addresses, standIns),
      })),
    },
    standIns,
  };
}
