/** The ways of a packet, hop by hop. */
import { describe, expect, test } from 'vitest';
import { device, type PlainInterface } from '../testing/devices.ts';
import { network, ways } from '../testing/questions.ts';

const OSPF: Pick<PlainInterface, 'routing'> = {
  routing: [{ protocol: 'ospf', process: '1', family: 'ipv4', passive: false }],
};
const PROCESS = [{ protocol: 'ospf', process: '1', span: { start: 0, end: 0 } }];

/** Three routers in a triangle, each with hosts behind it, that find their ways by OSPF. */
const TRIANGLE = [1, 2, 3].map((n) => {
  const [before, after] = [((n + 1) % 3) + 1, (n % 3) + 1];
  const link = (a: number, b: number): string =>
    `192.0.2.${Math.min(a, b) * 16 + Math.max(a, b) * 4 + (a < b ? 1 : 2)}/30`;
  return device(`r${n}`, {
    routing: PROCESS,
    interfaces: {
      lan: { at: [`10.0.${n}.1/24`] },
      [`to${before}`]: { at: [link(n, before)], ...OSPF },
      [`to${after}`]: { at: [link(n, after)], ...OSPF },
    },
  });
});

describe('a packet', () => {
  test('between subnets of a router crosses it', () => {
    const r = device('r', {
      interfaces: { a: { at: ['10.0.0.1/24'] }, b: { at: ['10.0.1.1/24'] } },
    });
    expect(ways(network([r]), '10.0.0.9 -> 10.0.1.9')).toEqual(['r a in, r b out']);
  });

  test('between primary and secondary subnet crosses the interface twice', () => {
    const r = device('r', { interfaces: { a: { at: ['10.0.0.1/24', '10.0.1.1/24'] } } });
    expect(ways(network([r]), '10.0.0.9 -> 10.0.1.9')).toEqual(['r a in, r a out']);
  });

  test('inside a subnet crosses nothing', () => {
    const r = device('r', { interfaces: { a: { at: ['10.0.0.1/24'] } } });
    expect(ways(network([r]), '10.0.0.9 -> 10.0.0.8')).toEqual([]);
  });

  test('to the router itself comes in and stays', () => {
    const r = device('r', {
      interfaces: { a: { at: ['10.0.0.1/24'] }, b: { at: ['10.0.1.1/24'] } },
    });
    expect(ways(network([r]), '10.0.0.9 -> 10.0.1.1')).toEqual(['r a in']);
  });

  test('in a triangle with a routing protocol may go either way round', () => {
    expect(ways(network(TRIANGLE), '10.0.1.9 -> 10.0.2.9')).toEqual([
      'r1 lan in, r1 to2 out, r2 to1 in, r2 lan out',
      'r1 lan in, r1 to3 out, r3 to1 in, r3 to2 out, r2 to3 in, r2 lan out',
    ]);
  });

  test('passes no device that does not route', () => {
    const sw = device('sw', {
      forwards: false,
      interfaces: { v10: { at: ['10.0.0.2/24'] }, v20: { at: ['10.0.1.2/24'] } },
    });
    const r = device('r', {
      interfaces: { a: { at: ['10.0.0.1/24'] }, b: { at: ['10.0.1.1/24'] } },
    });
    expect(ways(network([sw, r]), '10.0.0.9 -> 10.0.1.9')).toEqual(['r a in, r b out']);
  });

  test('from one VRF does not get into another', () => {
    const pe = device('pe', {
      interfaces: {
        red: { at: ['10.0.0.1/24'], vrf: 'RED' },
        red2: { at: ['10.0.1.1/24'], vrf: 'RED' },
        blue: { at: ['10.0.2.1/24'], vrf: 'BLUE' },
      },
    });
    expect(ways(network([pe]), '10.0.0.9 -> 10.0.1.9')).toEqual(['pe red in, pe red2 out']);
  });
});
