/** Which interfaces stand in one segment. */
import { describe, expect, test } from 'vitest';
import type { Device, Family } from '@aclift/ir';
import { device } from '../testing/devices.ts';
import { network } from '../testing/questions.ts';

/** Names of the segments of devices. */
function segments(devices: readonly Device[], family: Family = 'ipv4'): readonly string[] {
  return network(devices, {}, family)
    .built.graph.nodes.flatMap((node) => (node.kind === 'segment' ? [node.name] : []))
    .toSorted();
}

const at = (name: string, ...addresses: readonly string[]): Device =>
  device(name, { interfaces: { a: { at: addresses } } });

describe('segments', () => {
  test.each([
    [
      'join interfaces with one prefix',
      [at('r1', '10.0.0.1/24'), at('r2', '10.0.0.2/24')],
      ['r1 a, r2 a'],
    ],
    ['keep prefixes apart', [at('r1', '10.0.0.1/24'), at('r2', '10.0.1.1/24')], ['r1 a', 'r2 a']],
    ['join both ends of a /31', [at('r1', '10.0.0.0/31'), at('r2', '10.0.0.1/31')], ['r1 a, r2 a']],
    ['leave out addresses without a prefix', [at('r1', '10.0.0.1/32')], []],
    [
      'are one where somebody has written a longer mask, and each holds the other',
      [at('r1', '10.0.0.1/24'), at('r2', '10.0.0.2/25')],
      ['r1 a, r2 a'],
    ],
    [
      'are two where a longer prefix holds no address of the wider one',
      [at('r1', '10.0.0.1/24'), at('r2', '10.0.0.130/25')],
      ['r1 a', 'r2 a'],
    ],
    ['are two for a secondary prefix', [at('r1', '10.0.0.1/24', '10.0.1.1/24')], ['r1 a', 'r1 a']],
    [
      'are one for each VRF where a device has a prefix in several',
      [
        device('r1', {
          interfaces: {
            a: { at: ['10.0.0.1/24'], vrf: 'RED' },
            b: { at: ['10.0.0.1/24'], vrf: 'BLUE' },
          },
        }),
        device('r2', { interfaces: { c: { at: ['10.0.0.2/24'], vrf: 'RED' } } }),
      ],
      ['r1 a, r2 c', 'r1 b'],
    ],
    [
      'join a VRF of one device with the global table of another',
      [
        device('r1', { interfaces: { a: { at: ['10.0.0.1/24'], vrf: 'RED' } } }),
        at('r2', '10.0.0.2/24'),
      ],
      ['r1 a, r2 a'],
    ],
    [
      'know nothing of interfaces that are shut down',
      [device('r1', { interfaces: { a: { at: ['10.0.0.1/24'], shutdown: true } } })],
      [],
    ],
  ] as const)('%s', (_, devices, names) => {
    expect(segments(devices)).toEqual(names);
  });

  test('of IPv6 leave out addresses of one link only', () => {
    const both = ['fe80::1/64', '2001:db8:1::1/64'];
    expect(
      segments([at('r1', ...both), at('r2', 'fe80::2/64', '2001:db8:2::1/64')], 'ipv6'),
    ).toEqual(['r1 a', 'r2 a']);
  });

  test('leave out interfaces that the user says are unused', () => {
    const graph = network([at('r1', '10.0.0.1/24')], { unused: ['r1:a'] }).built.graph;
    expect(graph.nodes.map(({ kind }) => kind)).toEqual(['world']);
  });
});
