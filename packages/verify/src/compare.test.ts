/** Lists against policies: what is the same, what differs, and why. */
import { readInventory } from '@aclift/inventory';
import { parseIpv4 } from '@aclift/ir';
import { readPolicies } from '@aclift/policy';
import { describe, expect, test } from 'vitest';
import { byId, entries, filter, list } from '../testing/placed-filters.ts';
import { compare, type Comparison, NETWORKPOLICY_PROTOCOLS } from './compare.ts';
import { FlowCuts } from './cuts.ts';
import { endsOf } from './ends.ts';
import { filterListBoxes } from './filter-list.ts';
import { modelPolicies } from './model-policies.ts';
import { policyBoxes } from './policy-function.ts';
import { today } from './today.ts';
import { type EndPairs, type Topology, topologyAddresses } from './topology.ts';

const ip = (text: string): number => parseIpv4(text) ?? Number.NaN;
const only = (...addresses: readonly string[]) =>
  addresses.map((address) => ({ from: ip(address), to: ip(address) }));

const INVENTORY = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.0.1] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.0.2, 10.0.0.3] }
externals:
  - { name: desk, addresses: [192.0.2.7] }
`;
const WEB = only('10.0.0.1');
const DB = only('10.0.0.2', '10.0.0.3');
const ALL = [{ from: 0, to: 0xffffffff }];

/** A policy that isolates the ingress of the database, with rules as JSON. */
const toDb = (...rules: readonly object[]): string =>
  JSON.stringify({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: 'db', namespace: 'shop' },
    spec: { podSelector: { matchLabels: { app: 'db' } }, policyTypes: ['Ingress'], ingress: rules },
  });
const web = (...ports: readonly number[]): object => ({
  from: [{ podSelector: { matchLabels: { app: 'web' } } }],
  ports: ports.map((port) => ({ protocol: 'TCP', port })),
});

interface Given {
  /** Rules of the list in front of the database, see `list`. */
  readonly rules: readonly string[];
  readonly pairs?: EndPairs;
  /** Whether every packet of the pairs meets the list. */
  readonly surely?: boolean;
  readonly policy: string;
  readonly unseenTraffic?: 'preserve' | 'strict';
}

function compared(given: Given): Comparison {
  const { policy, pairs = { sources: ALL, destinations: DB }, rules, surely = true } = given;
  const { value: inventory } = readInventory({ name: 'i', text: INVENTORY });
  if (inventory === undefined) throw new Error('no inventory');
  const lists = byId(list('L', ...rules));
  const may = { plus: [pairs], minus: [] };
  const topology: Topology = {
    family: 'ipv4',
    filters: [
      filter([entries('L')], 'deny', { may, must: surely ? may : { plus: [], minus: [] } }),
    ],
    choices: [],
    places: [],
  };
  const ends = endsOf(inventory, 'ipv4');
  const documents = policy === '' ? [] : readPolicies({ name: 'p', text: policy }).value;
  const { notModelled, policies } = modelPolicies(documents, inventory, 'ipv4', {
    engine: 'strict-spec',
  });
  expect(notModelled).toEqual([]);
  const { addresses, boxes } = policyBoxes(policies);
  const cuts = new FlowCuts('ipv4')
    .boxes([...lists.values()].flatMap(filterListBoxes))
    .boxes(boxes)
    .addresses(addresses)
    .addresses(ends.outside);
  for (const ranges of topologyAddresses(topology)) cuts.addresses(ranges);
  for (const end of [...ends.pods, ...ends.named]) cuts.addresses(end.addresses);
  const space = cuts.space();
  return compare({
    space,
    family: 'ipv4',
    ends,
    today: today(space, topology, lists),
    policies,
    protocols: NETWORKPOLICY_PROTOCOLS,
    unseenTraffic: given.unseenTraffic ?? 'preserve',
    clientPorts: 'any',
    onlyAsked: true,
  });
}

/** `kind from -> to port because`, for each difference. */
const told = ({ differences }: Comparison): readonly string[] =>
  differences.map(
    ({ because, from, kind, to, witness }) =>
      `${kind} ${from} -> ${to} ${witness.protocol}/${witness.destinationPort} ${because ?? 'unexplained'}`,
  );

const BETWEEN = { sources: WEB, destinations: DB };

describe('a policy and the list in front of it', () => {
  test('that say the same differ in nothing', () => {
    const rest = { ports: [{ protocol: 'TCP', port: 80 }] };
    const result = compared({ rules: ['permit 80'], policy: toDb(rest) });
    expect(told(result)).toEqual([]);
    expect([result.tally.widened, result.tally.narrowed, result.tally.unexplained]).toEqual([
      0n,
      0n,
      0n,
    ]);
    expect(result.tally.preserved > 0n).toBe(true);
  });

  test('that lets a port more through is wider, with that port, the deny and the rule', () => {
    const result = compared({
      rules: ['permit 80'],
      policy: toDb({
        ports: [
          { protocol: 'TCP', port: 80 },
          { protocol: 'TCP', port: 22 },
        ],
      }),
    });
    expect(told(result)).toContain('widened shop/web -> shop/db tcp/22 unexplained');
    expect(
      told(result).every((text) => text.startsWith('widened') && text.includes('tcp/22')),
    ).toBe(true);
    const [difference] = result.differences;
    expect(difference?.entries.map(({ rule }) => rule)).toEqual([undefined]);
    expect(result.tally.unexplained).toBe(result.tally.widened);
  });

  test('that lets a port less through is narrower, with the entry that permits it', () => {
    const result = compared({
      rules: ['permit 80', 'permit 443'],
      policy: toDb({ ports: [{ protocol: 'TCP', port: 80 }] }),
    });
    expect(told(result)).toContain('narrowed shop/web -> shop/db tcp/443 unexplained');
    expect(result.differences.map(({ entries: of }) => of.map(({ rule }) => rule))).toEqual(
      result.differences.map(() => [1]),
    );
    const [touched] = result.touched.values();
    expect([...(touched?.narrowed.keys() ?? [])]).toEqual([1]);
  });

  test('is wide open without a policy: everything that the list denies is let through', () => {
    const result = compared({ rules: ['permit 80'], policy: '' });
    expect(result.tally.narrowed).toBe(0n);
    expect(result.tally.widened > 0n).toBe(true);
    expect(new Set(result.differences.map(({ from, to }) => `${from} -> ${to}`))).toEqual(
      new Set([
        'shop/web -> shop/db',
        // Its other replica.
        'shop/db -> shop/db',
        'desk -> shop/db',
        '(unnamed) -> shop/db',
      ]),
    );
  });
});

describe('a narrower policy is explained', () => {
  const flows = [80, 22].flatMap((port) => ({ protocol: 'TCP', port }));

  test('where the way may be another one', () => {
    const result = compared({
      rules: ['permit 80'],
      surely: false,
      policy: toDb({ ports: flows.slice(0, 1) }),
    });
    expect(new Set(result.differences.map(({ because }) => because))).toEqual(
      new Set(['way-unknown']),
    );
    expect([result.tally.unexplained, result.tally.widened]).toEqual([0n, 0n]);
  });

  test('where an entry may match and may not', () => {
    const result = compared({
      rules: ['permit? 22', 'permit 80'],
      policy: toDb({ ports: flows.slice(0, 1) }),
    });
    expect(new Set(result.differences.map(({ because }) => because))).toEqual(
      new Set(['condition']),
    );
    expect(result.tally.unexplained).toBe(0n);
  });

  test('where the list is about one of two replicas', () => {
    const one = { sources: ALL, destinations: only('10.0.0.2') };
    const result = compared({
      rules: ['permit 80'],
      pairs: one,
      policy: toDb({ ports: flows.slice(0, 1) }),
    });
    expect(new Set(result.differences.map(({ because }) => because))).toEqual(
      new Set(['partial-coverage']),
    );
    expect(result.tally.widened).toBe(0n);
  });

  test('where no list sees the flows, and they were not to be kept', () => {
    const strict = compared({
      rules: ['permit 80'],
      pairs: BETWEEN,
      policy: toDb(web(80)),
      unseenTraffic: 'strict',
    });
    expect(new Set(strict.differences.map(({ because, from }) => `${from} ${because}`))).toEqual(
      new Set(['shop/db unseen-traffic', 'desk unseen-traffic', '(unnamed) unseen-traffic']),
    );
    const kept = compared({ rules: ['permit 80'], pairs: BETWEEN, policy: toDb(web(80)) });
    expect(kept.tally.unexplained > 0n).toBe(true);
  });
});

test('flows between two ends outside are counted apart, and so is what the target does not decide', () => {
  const { tally } = compared({
    rules: ['permit 80'],
    policy: toDb({ ports: [{ protocol: 'TCP', port: 80 }] }),
  });
  expect(tally.transit > 0n).toBe(true);
  expect(tally.notComparable > tally.transit).toBe(true);
  expect(tally.undecided).toBe(0n);
});
