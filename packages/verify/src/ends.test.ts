/** Who is where: workloads, names outside, and what is neither. */
import { readInventory } from '@aclift/inventory';
import { parseIpv4, showIpv4 } from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';
import { rangesHold } from '@aclift/packet-set';
import { describe, expect, test } from 'vitest';
import { endsOf, togetherOf, withStandIns } from './ends.ts';

const text = (ranges: Ranges): string =>
  ranges.map(({ from, to }) => `${showIpv4(Number(from))}-${showIpv4(Number(to))}`).join(' ');
const ip = (address: string): number => parseIpv4(address) ?? Number.NaN;

const INVENTORY = read(`version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.10, 10.0.1.11] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.2.0/29] }
  - { namespace: shop, labels: { app: cache }, addresses: [10.0.3.1], now: both }
  - { namespace: shop, labels: { app: mail }, addresses: [10.0.4.1], now: outside }
  - { namespace: shop, labels: { app: new }, addresses: [] }
  - { namespace: api, labels: { app: v6 }, addresses: ["2001:db8::1"] }
externals:
  - { name: partner, addresses: [192.0.2.0/24], fqdns: [partner.example] }
  - { name: nodes, addresses: [198.51.100.0/30], entity: remote-node }
  - { name: alpha, addresses: [203.0.113.9] }
`);

function read(source: string) {
  const { diagnostics, value } = readInventory({ name: 'inventory.yaml', text: source });
  expect(diagnostics.filter(({ code }) => code.includes('schema'))).toEqual([]);
  if (value === undefined) throw new Error('no inventory');
  return value;
}

describe('the ends of an inventory', () => {
  const ends = endsOf(INVENTORY, 'ipv4');

  test('are pods by name, but for workloads that stay outside or have no address of the family', () => {
    expect(
      ends.pods.map(({ addresses, alsoOutside, workload }) => [
        workload.id,
        text(addresses),
        alsoOutside,
      ]),
    ).toEqual([
      ['shop/cache', '10.0.3.1-10.0.3.1', true],
      ['shop/db', '10.0.2.0-10.0.2.7', false],
      ['shop/web', '10.0.1.10-10.0.1.11', false],
    ]);
    expect(endsOf(INVENTORY, 'ipv6').pods.map(({ workload }) => workload.id)).toEqual(['api/v6']);
  });

  test('have names outside: externals, and workloads that are moving or stay', () => {
    expect(ends.named).toEqual([
      { name: 'shop/cache', addresses: [{ from: ip('10.0.3.1'), to: ip('10.0.3.1') }] },
      { name: 'shop/mail', addresses: [{ from: ip('10.0.4.1'), to: ip('10.0.4.1') }] },
      { name: 'alpha', addresses: [{ from: ip('203.0.113.9'), to: ip('203.0.113.9') }] },
      {
        name: 'nodes',
        addresses: [{ from: ip('198.51.100.0'), to: ip('198.51.100.3') }],
        entity: 'remote-node',
      },
      {
        name: 'partner',
        addresses: [{ from: ip('192.0.2.0'), to: ip('192.0.2.255') }],
        fqdns: ['partner.example'],
      },
    ]);
  });

  test('leave outside everything but the old addresses of pods that have left them', () => {
    const outside = (address: string): boolean => rangesHold(ends.outside, ip(address));
    expect(['10.0.1.10', '10.0.2.7'].map(outside)).toEqual([false, false]);
    expect(
      ['10.0.1.9', '10.0.2.8', '10.0.3.1', '10.0.4.1', '0.0.0.0', '255.255.255.255'].map(outside),
    ).toEqual([true, true, true, true, true, true]);
  });

  test('take the addresses of devices from a workload that is given as its subnet', () => {
    const devices = [{ from: ip('10.0.2.1'), to: ip('10.0.2.1') }];
    const db = endsOf(INVENTORY, 'ipv4', devices).pods.find(
      ({ workload }) => workload.id === 'shop/db',
    );
    expect(text(db?.addresses ?? [])).toBe('10.0.2.0-10.0.2.0 10.0.2.2-10.0.2.7');
  });

  test('leave a workload its only address, also where a device claims it', () => {
    const devices = [{ from: ip('10.0.3.1'), to: ip('10.0.3.1') }];
    const cache = endsOf(INVENTORY, 'ipv4', devices).pods.find(
      ({ workload }) => workload.id === 'shop/cache',
    );
    expect(text(cache?.addresses ?? [])).toBe('10.0.3.1-10.0.3.1');
  });

  test('without an inventory are all outside, without a name', () => {
    const none = endsOf(undefined, 'ipv4');
    expect([none.pods, none.named, none.virtual, none.services]).toEqual([[], [], [], []]);
    expect(text(none.outside)).toBe('0.0.0.0-255.255.255.255');
  });

  test('that policies name together are workloads and wholes', () => {
    const whole = { id: 'nodes', addresses: [{ from: 1, to: 2 }], entity: 'remote-node' as const };
    expect(togetherOf(ends.pods, [whole]).map(({ id }) => id)).toEqual([
      'shop/cache',
      'shop/db',
      'shop/web',
      'nodes',
    ]);
  });
});

describe('workloads without any address', () => {
  test('stand at addresses that nobody has', () => {
    const { ends, standIns } = withStandIns(endsOf(INVENTORY, 'ipv4'), INVENTORY);
    expect(ends.pods.map(({ workload }) => workload.id)).toEqual([
      'shop/cache',
      'shop/db',
      'shop/new',
      'shop/web',
    ]);
    expect(text(standIns)).toBe('0.0.0.1-0.0.0.1');
    expect(rangesHold(ends.outside, 1)).toBe(false);
    expect(rangesHold(ends.outside, 2)).toBe(true);
  });

  test('do not take an address that a workload is given', () => {
    const inventory = read(`version: 1
workloads:
  - { namespace: a, labels: { app: one }, addresses: [0.0.0.1] }
  - { namespace: a, labels: { app: two }, addresses: [] }
  - { namespace: a, labels: { app: three }, addresses: [] }
  - { namespace: a, labels: { app: four }, addresses: [], now: outside }
`);
    expect(text(withStandIns(endsOf(inventory, 'ipv4'), inventory).standIns)).toBe(
      '0.0.0.2-0.0.0.3',
    );
  });

  test('are none of IPv6: one stand-in is enough', () => {
    const ends = endsOf(INVENTORY, 'ipv6');
    expect(withStandIns(ends, INVENTORY)).toEqual({ ends, standIns: [] });
  });
});
