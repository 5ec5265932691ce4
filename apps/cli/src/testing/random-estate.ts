/** Small random routers, lists and inventories as text: small enough to be checked flow by flow. */
import fc from 'fast-check';
import { parseIpv4 } from '@aclift/ir';
import type { Packet } from './brute-lists.ts';

/** Everything happens in these addresses, so that lists, workloads and flows meet. */
const SEGMENTS = ['10.0.1', '10.0.2', '10.0.3'] as const;
const HOSTS = [4, 5, 6, 7] as const;
const OUTSIDE = ['192.0.2.1', '192.0.2.9', '198.18.0.1'] as const;
const PORTS = [22, 80, 443, 1024, 5000] as const;

/** A router's configuration and an inventory for it. */
export interface Estate {
  readonly config: string;
  readonly inventory: string;
}

/** Addresses that flows are tried between: all hosts, their neighbours, and some outside. */
export const FLOW_ADDRESSES: readonly string[] = [
  ...SEGMENTS.flatMap((segment) => [...HOSTS, 3, 8, 200].map((host) => `${segment}.${host}`)),
  ...OUTSIDE,
  '203.0.113.77',
];

/** Ports that flows are tried with: those of the lists, and their neighbours. */
export const FLOW_PORTS: readonly number[] = PORTS.flatMap((port) => [port - 1, port, port + 1]);

const host = fc.constantFrom(...SEGMENTS.flatMap((s) => HOSTS.map((h) => `${s}.${h}`)), ...OUTSIDE);
const address = fc.oneof(
  { weight: 2, arbitrary: fc.constant('any') },
  { weight: 3, arbitrary: host.map((a) => `host ${a}`) },
  { weight: 3, arbitrary: fc.constantFrom(...SEGMENTS).map((s) => `${s}.0 0.0.0.255`) },
  { weight: 1, arbitrary: fc.constantFrom(...SEGMENTS).map((s) => `${s}.4 0.0.0.1`) },
  // Discontiguous: the even hosts, and the same host of two segments.
  { weight: 1, arbitrary: fc.constantFrom(...SEGMENTS).map((s) => `${s}.4 0.0.0.2`) },
  { weight: 1, arbitrary: fc.constantFrom(...HOSTS).map((h) => `10.0.1.${h} 0.0.2.0`) },
  { weight: 1, arbitrary: fc.constantFrom('G1', 'G2').map((g) => `object-group ${g}`) },
);
const port = fc.constantFrom(...PORTS);
const ports = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  { weight: 4, arbitrary: port.map((p) => ` eq ${p}`) },
  { weight: 1, arbitrary: port.map((p) => ` neq ${p}`) },
  { weight: 1, arbitrary: port.map((p) => ` gt ${p}`) },
  { weight: 1, arbitrary: port.map((p) => ` lt ${p}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(port, port).map(([a, b]) => ` range ${Math.min(a, b)} ${Math.max(a, b)}`),
  },
);
const action = fc.constantFrom('permit', 'permit', 'deny');
const ace = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.tuple(action, address, address).map(([a, s, d]) => `${a} ip ${s} ${d}`),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(action, fc.constantFrom('tcp', 'udp'), address, address, ports)
      .map(([a, p, s, d, dp]) => `${a} ${p} ${s} ${d}${dp}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(action, fc.constantFrom('tcp', 'udp'), address, ports, address, ports)
      .map(([a, p, s, sp, d, dp]) => `${a} ${p} ${s}${sp} ${d}${dp}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(action, address, address, fc.constantFrom('', ' echo', ' 5 1', ' unreachable'))
      .map(([a, s, d, t]) => `${a} icmp ${s} ${d}${t}`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(address, address).map(([s, d]) => `permit tcp ${s} ${d} established`),
  },
);
const list = fc.array(ace, { minLength: 1, maxLength: 6 });

/** A router with three segments and an uplink, up to four lists bound somewhere. */
export const anyEstate: fc.Arbitrary<Estate> = fc
  .record({
    lists: fc.array(list, { minLength: 1, maxLength: 3 }),
    bindings: fc.array(fc.tuple(fc.nat(3), fc.constantFrom('in', 'out'), fc.nat(3)), {
      minLength: 1,
      maxLength: 4,
    }),
    groups: fc.tuple(
      fc.array(host, { minLength: 1, maxLength: 3 }),
      fc.array(host, { minLength: 1, maxLength: 3 }),
    ),
    owners: fc.array(fc.tuple(fc.nat(11), fc.nat(4)), { minLength: 2, maxLength: 8 }),
    states: fc.array(fc.constantFrom('cluster', 'cluster', 'cluster', 'outside', 'both'), {
      minLength: 5,
      maxLength: 5,
    }),
  })
  .map(({ lists, bindings, groups, owners, states }) => ({
    config: configText(lists, bindings, groups),
    inventory: inventoryText(owners, states),
  }));

function configText(
  lists: readonly (readonly string[])[],
  bindings: readonly (readonly [number, string, number])[],
  groups: readonly (readonly string[])[],
): string {
  // A later binding of the same interface and direction replaces the earlier, as on the device.
  const bound = (index: number): string[] =>
    bindings
      .filter(([at]) => at === index)
      .map(([, direction, name]) => ` ip access-group L${name} ${direction}`);
  return [
    'hostname r1',
    ...groups.flatMap((hosts, i) => [
      `object-group network G${i + 1}`,
      ...hosts.map((h) => ` host ${h}`),
    ]),
    ...SEGMENTS.flatMap((segment, i) => [
      `interface Vlan${i + 1}`,
      ` ip address ${segment}.1 255.255.255.0`,
      ...bound(i),
    ]),
    'interface Gi0/0',
    ' ip address 198.51.100.2 255.255.255.252',
    ...bound(3),
    'ip route 0.0.0.0 0.0.0.0 198.51.100.1',
    ...lists.flatMap((entries, i) => [
      `ip access-list extended L${i}`,
      ...entries.map((e) => ` ${e}`),
    ]),
    // Whole, so that a list which is not there permits everything.
    'end',
    '',
  ].join('\n');
}

function inventoryText(
  owners: readonly (readonly [number, number])[],
  states: readonly string[],
): string {
  const all = SEGMENTS.flatMap((s) => HOSTS.map((h) => `${s}.${h}`));
  const owned = new Map<number, Set<string>>();
  const taken = new Set<string>();
  for (const [at, owner] of owners) {
    const chosen = all[at] as string;
    if (taken.has(chosen)) continue;
    taken.add(chosen);
    owned.set(owner, (owned.get(owner) ?? new Set()).add(chosen));
  }
  return [
    'version: 1',
    'namespaces:',
    '  red: { labels: { team: red } }',
    '  blue: { labels: { team: blue } }',
    'workloads:',
    ...[...owned].flatMap(([owner, addresses]) => [
      `  - namespace: ${owner % 2 === 0 ? 'red' : 'blue'}`,
      `    labels: { app: a${owner}, tier: ${owner < 2 ? 'front' : 'back'} }`,
      `    addresses: [${[...addresses].join(', ')}]`,
      `    now: ${states[owner] ?? 'cluster'}`,
    ]),
    'externals:',
    '  - { name: partner, addresses: [192.0.2.0/24] }',
    '',
  ].join('\n');
}

const flowAddress = fc.constantFrom(...FLOW_ADDRESSES).map((text) => parseIpv4(text) as number);
const packet: fc.Arbitrary<Packet> = fc.oneof(
  fc.record({
    source: flowAddress,
    destination: flowAddress,
    protocol: fc.constantFrom(6, 17),
    sourcePort: fc.constantFrom(22, 80, 1024, 1025, 50000),
    service: fc.constantFrom(...FLOW_PORTS),
  }),
  fc.record({
    source: flowAddress,
    destination: flowAddress,
    protocol: fc.constant(1),
    sourcePort: fc.constant(0),
    service: fc.constantFrom(8 * 256, 5 * 256, 5 * 256 + 1, 13 * 256),
  }),
);
/** Forty flows between the addresses of the estates. */
export const packets: fc.Arbitrary<readonly Packet[]> = fc.array(packet, {
  minLength: 40,
  maxLength: 40,
});
