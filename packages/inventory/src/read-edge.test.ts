import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readInventory } from './read-inventory.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const name = 'fixtures/inventory/good/edge.yaml';
const { value } = readInventory({ name, text: readFileSync(join(root, name), 'utf8') });

/** Ranges as they were written. */
const texts = (ranges: readonly { readonly text: string }[] | undefined): readonly string[] =>
  (ranges ?? []).map(({ text }) => text);

test('a cluster says its engine, its addresses, and its exits by destination', () => {
  const { cluster } = value ?? {};
  expect(cluster?.engine).toBe('cilium');
  expect([cluster?.nodes, cluster?.pods, cluster?.internal].map(texts)).toEqual([
    ['10.20.0.0/24'],
    ['10.244.0.0/16'],
    ['100.64.0.0/16'],
  ]);
  expect(cluster?.exit?.map(({ as, to }) => [texts(to), as])).toEqual([
    [['10.0.0.0/8'], 'pod'],
    [[], 'node'],
  ]);
});

test('an entry has ports with targets, in capitals and with the port itself where no target is given', () => {
  const [first, kept, pool] = value?.workloads[0]?.entries ?? [];
  expect(first?.ports?.map(({ port, protocol, target }) => [port, target, protocol])).toEqual([
    [443, 8443, 'TCP'],
    [53, 53, 'UDP'],
  ]);
  expect([first?.client, texts(first?.ranges), first?.nodePort, texts(first?.from)]).toEqual([
    'visible',
    ['192.168.0.0/16'],
    30443,
    ['10.30.9.1'],
  ]);
  expect(kept?.client).toEqual({ through: 'platform/edge' });
  expect([pool?.ports, pool?.client]).toEqual([undefined, undefined]);
});

test('services that another workload asks for are ports', () => {
  expect(value?.workloads[0]?.via?.map(({ ports, workload }) => [workload, ports])).toEqual([
    [
      'platform/dns',
      [
        { protocol: 'UDP', port: 53 },
        { protocol: 'TCP', port: 53 },
      ],
    ],
    ['platform/edge', [{ protocol: 'UDP', port: 8125 }]],
  ]);
});

test('no entries is something else than entries that nobody told of', () => {
  const [, api, edge] = value?.workloads ?? [];
  expect([api?.entries, edge?.entries]).toEqual([[], undefined]);
  expect(value?.paths?.map((path) => [texts(path.to), path.interface])).toEqual([
    [['10.30.0.0/24'], 'edge1:Vlan90'],
  ]);
});
