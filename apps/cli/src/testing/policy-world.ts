/** The workloads of random policies as one cluster has them, and flows among them: what brute force is asked about. */
import fc from 'fast-check';
import { type Inventory, readInventory } from '@aclift/inventory';
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { endsOf, type Engine, type Flow, type FlowEnd } from '@aclift/verify';
import type { BruteCluster, End } from './brute-world.ts';
import { EstateEnds, labelsOfNamespace, namesOf } from './estate-ends.ts';
import {
  ICMP_TYPES,
  OUTSIDERS,
  OUTSIDERS6,
  POLICY_INVENTORY,
  POLICY_PORTS,
} from './random-policies.ts';

/** The inventory of random policies. */
export function policyInventory(): Inventory {
  const { value } = readInventory({ name: 'inventory.yaml', text: POLICY_INVENTORY });
  if (value === undefined) throw new Error('the inventory of random policies is unreadable');
  return value;
}

/** What a cluster knows and the objects do not say. */
export interface World {
  /** Numbers of container ports by name, for each workload in turn. */
  readonly ports: readonly Readonly<Record<string, number>>[];
  /** Service accounts of the workloads. */
  readonly accounts: readonly string[];
  /** In which half of the cluster's blocks each workload gets its addresses. */
  readonly halves: readonly boolean[];
  /** Decides what DNS names, Services and unknown groups resolve to. */
  readonly seed: number;
}

export const anyWorld: fc.Arbitrary<World> = fc.record({
  ports: fc.array(
    fc.record({ web: fc.constantFrom(80, 8080), admin: fc.constantFrom(443, 8080) }),
    { minLength: 4, maxLength: 4 },
  ),
  accounts: fc.array(fc.constantFrom('a', 'builder'), { minLength: 4, maxLength: 4 }),
  halves: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  seed: fc.nat(1000),
});

/** Ends of the workloads and outsiders of one family, for brute force and for the evaluator. */
export function policyEnds(
  family: Family,
  world: World,
): readonly { readonly address: number | bigint; readonly end: End; readonly id: FlowEnd }[] {
  const inventory = policyInventory();
  const pods = endsOf(inventory, family).pods.flatMap(({ addresses, workload }, i) =>
    addresses.flatMap(({ from, to }) =>
      [...new Set([from, to])].map((address) => ({
        address,
        end: {
          kind: 'pod',
          namespace: workload.namespace,
          namespaceLabels: labelsOfNamespace(inventory, workload.namespace),
          labels: workload.labels,
          ports: world.ports[i] ?? {},
          account: world.accounts[i] ?? 'a',
          address: newAddress(family, i, world.halves[i] === true),
        } as const,
        id: { kind: 'pod', workload: workload.id } as const,
      })),
    ),
  );
  const ends = new EstateEnds(inventory);
  const parsed =
    family === 'ipv4'
      ? OUTSIDERS.map((text) => parseIpv4(text) as number)
      : OUTSIDERS6.map((text) => parseIpv6(text) as bigint);
  const outside = parsed.flatMap((address) =>
    ends.at(address).map((end) => ({ address, end, id: { kind: 'outside' } as const })),
  );
  return [...pods, ...outside];
}

/** Blocks that pods of random policies get their addresses from. */
export const POD_CIDRS: readonly string[] = ['172.16.0.0/16', 'fd00::/64'];

function newAddress(family: Family, i: number, upper: boolean): number | bigint {
  return family === 'ipv4'
    ? (parseIpv4(upper ? '172.16.128.1' : '172.16.0.1') as number) + i
    : (parseIpv6(upper ? 'fd00:0:0:0:8000::1' : 'fd00::1') as bigint) + BigInt(i);
}

/** Brute force's cluster for a world: whatever is asked gets an answer that depends on the words of the question. */
export function bruteCluster(
  { seed }: World,
  engine: Engine,
  blocksMatchNodes = false,
): BruteCluster {
  const inventory = policyInventory();
  return {
    ...(engine === 'cilium' ? { ignoredKeys: ['pod-template-hash'] } : {}),
    cilium: engine === 'cilium',
    blocksMatchNodes,
    apiServer: (['outside', 'host', 'remote-node'] as const)[seed % 3] ?? 'outside',
    ownNode: seed % 2 === 0,
    blocksMatchPods: engine === 'calico-like',
    names: (name) => namesOf(inventory, name),
    resolves: (text, peer) => {
      const who = peer.kind === 'outside' ? String(peer.address) : JSON.stringify(peer.labels);
      let hash = seed;
      for (const letter of text + who) hash = (hash * 31 + letter.charCodeAt(0)) % 65_521;
      return hash % 2 === 0;
    },
  };
}

/** Every flow between two ends on the ports and ICMP types that rules tell apart. */
export function policyFlows(
  family: Family,
  world: World,
  protocols: readonly number[],
): readonly {
  readonly flow: Flow;
  readonly from: End;
  readonly to: End;
  readonly ids: readonly [FlowEnd, FlowEnd];
}[] {
  const ends = policyEnds(family, world);
  return ends.flatMap((source) =>
    ends
      .filter(
        ({ address, id }) =>
          address !== source.address && (id.kind === 'pod' || source.id.kind === 'pod'),
      )
      .flatMap((destination) =>
        protocols.flatMap((protocol) =>
          (protocol === 1 || protocol === 58
            ? ICMP_TYPES[family].map((type) => type * 256)
            : POLICY_PORTS
          ).map((service) => ({
            flow: {
              source: source.address,
              destination: destination.address,
              protocol,
              service,
              sourcePort: 49152,
            },
            from: source.end,
            to: destination.end,
            ids: [source.id, destination.id] as const,
          })),
        ),
      ),
  );
}
