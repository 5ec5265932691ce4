/** Static routes: who gets a packet next. */
import { describe, expect, test } from 'vitest';
import type { Device } from '@aclift/ir';
import { device, type PlainDevice } from '../testing/devices.ts';
import { homes, network, ways } from '../testing/questions.ts';

/** A router with hosts at `lan` and links to `near` and `far`, which both have 10.9.0.0/24 behind them. */
function three(routes: NonNullable<PlainDevice['routes']>, nearIsDown = false): readonly Device[] {
  return [
    device('r', {
      interfaces: {
        lan: { at: ['10.1.0.1/24'] },
        toNear: { at: ['192.0.2.1/30'], shutdown: nearIsDown },
        toFar: { at: ['192.0.2.5/30'] },
      },
      routes,
    }),
    device('near', {
      interfaces: { r: { at: ['192.0.2.2/30'] }, hosts: { at: ['10.9.0.2/24'] } },
      routes: ['10.1.0.0/24 via 192.0.2.1'],
    }),
    device('far', {
      interfaces: { r: { at: ['192.0.2.6/30'] }, hosts: { at: ['10.9.0.3/24'] } },
      routes: ['10.1.0.0/24 via 192.0.2.5'],
    }),
  ];
}

const NEAR = 'r lan in, r toNear out, near r in, near hosts out';
const FAR = 'r lan in, r toFar out, far r in, far hosts out';

describe('a packet to a prefix of a static route', () => {
  test.each([
    ['goes to the next hop', ['10.9.0.0/24 via 192.0.2.2'], [NEAR]],
    [
      'may go over either of two routes of one prefix, floating or not',
      ['10.9.0.0/24 via 192.0.2.2', '10.9.0.0/24 via 192.0.2.6'],
      [NEAR, FAR],
    ],
    [
      'goes by the longest prefix',
      ['10.9.0.0/16 via 192.0.2.2', '10.9.0.0/24 via 192.0.2.6'],
      [FAR],
    ],
    [
      'goes to a next hop that another static route leads to',
      ['10.9.0.0/24 via 203.0.113.1', '203.0.113.0/24 via 192.0.2.6'],
      [FAR],
    ],
    ['goes through an interface to whoever is there', ['10.9.0.0/24 dev toFar'], [FAR]],
    ['goes through an interface to the hop', ['10.9.0.0/24 dev toNear 192.0.2.2'], [NEAR]],
    ['by the default route where nothing else is', ['0.0.0.0/0 via 192.0.2.6'], [FAR]],
  ] as const)('%s', (_, routes, found) => {
    expect(ways(network(three(routes)), '10.1.0.9 -> 10.9.0.9')).toEqual(found);
  });

  test('goes over the other route where the interface of the first is down', () => {
    const routes = ['10.9.0.0/24 via 192.0.2.2', '10.9.0.0/24 via 192.0.2.6'];
    expect(ways(network(three(routes, true)), '10.1.0.9 -> 10.9.0.9')).toEqual([FAR]);
  });

  test('that loops through itself is lost rather than followed for ever', () => {
    const routes = ['10.9.0.0/24 via 203.0.113.1', '203.0.113.0/24 via 203.0.113.1'];
    expect(() => ways(network(three(routes)), '10.1.0.9 -> 10.9.0.9')).not.toThrow();
  });

  test('is taken in the VRF of the route alone', () => {
    const pe = device('pe', {
      interfaces: {
        red: { at: ['192.0.2.1/30'], vrf: 'RED' },
        blue: { at: ['192.0.2.5/30'], vrf: 'BLUE' },
      },
      routes: [{ vrf: 'BLUE', route: '10.9.0.0/24 via 192.0.2.6' }],
    });
    expect(homes(network([pe]), '10.9.0.1')).toEqual(['beyond pe blue']);
  });

  test('to Null0 has no place behind it', () => {
    const r = device('r', {
      interfaces: { lan: { at: ['10.1.0.1/24'] } },
      routes: ['10.9.0.0/24 dev Null0'],
    });
    expect(homes(network([r]), '10.9.0.1')).toEqual(['elsewhere']);
  });
});
