/** Which lists a flow must meet, and which it may: `A` must be met, `B?` may. */
import { describe, expect, test } from 'vitest';
import { device, type PlainInterface } from '../testing/devices.ts';
import { lists, network } from '../testing/questions.ts';

const OSPF: Pick<PlainInterface, 'routing'> = {
  routing: [{ protocol: 'ospf', process: '1', family: 'ipv4', passive: false }],
};
const PROCESS = [{ protocol: 'ospf', process: '1', span: { start: 0, end: 0 } }];

describe('one router', () => {
  const net = network([
    device('r', {
      interfaces: {
        web: { at: ['10.0.0.1/24'], in: 'WEB-IN', out: 'WEB-OUT' },
        db: { at: ['10.0.1.1/24', '10.0.2.1/24'], in: 'DB-IN', out: 'DB-OUT' },
        up: { at: ['192.0.2.1/30'], in: 'UP-IN', out: 'UP-OUT' },
      },
      routes: ['0.0.0.0/0 via 192.0.2.2'],
    }),
  ]);
  test.each([
    ['between subnets: in and out', '10.0.0.9 -> 10.0.1.9', 'DB-OUT WEB-IN'],
    ['inside a subnet: none', '10.0.0.9 -> 10.0.0.8', ''],
    [
      'between primary and secondary: both of one interface',
      '10.0.1.9 -> 10.0.2.9',
      'DB-IN DB-OUT',
    ],
    ['to the world', '10.0.0.9 -> 198.51.100.1', 'UP-OUT WEB-IN'],
    ['from the world', '198.51.100.1 -> 10.0.1.9', 'DB-OUT UP-IN'],
    ['to its own address on the far side: only inwards', '10.0.0.9 -> 10.0.1.1', 'WEB-IN'],
    ['from itself: no outbound list', '10.0.1.1 -> 10.0.0.9', ''],
  ] as const)('%s', (_, flow, met) => {
    expect(lists(net, flow)).toBe(met);
  });
});

describe('a redundant pair', () => {
  const gateway = (n: number, web: Partial<PlainInterface>) =>
    device(`gw${n}`, {
      interfaces: {
        web: { at: [`10.0.0.${n + 1}/24`], virtual: ['10.0.0.1'], ...web },
        db: { at: [`10.0.1.${n + 1}/24`], virtual: ['10.0.1.1'] },
      },
    });
  test('with a list on one: it may be met', () => {
    const net = network([gateway(1, { in: 'A' }), gateway(2, {})]);
    expect(lists(net, '10.0.0.9 -> 10.0.1.9')).toBe('A?');
  });

  test('with a list on each: one of them is met, which is said as a choice', () => {
    const net = network([gateway(1, { in: 'A' }), gateway(2, { in: 'B' })]);
    expect(lists(net, '10.0.0.9 -> 10.0.1.9')).toBe('A? B?');
    const names = net.topology.choices.map(({ ways }) =>
      ways.map((way) => way.map((k) => net.topology.filters[k]?.place.name)),
    );
    expect(names).toContainEqual([['A'], ['B']]);
  });
});

describe('routers with a protocol', () => {
  const leaf = (n: number) =>
    device(`leaf${n}`, {
      routing: PROCESS,
      interfaces: {
        lan: { at: [`10.0.${n}.1/24`], in: `LAN${n}` },
        ...Object.fromEntries(
          [1, 2].map((core) => [
            `up${core}`,
            { at: [`192.0.2.${n * 16 + core * 4 + 1}/30`], ...OSPF, out: `L${n}C${core}` },
          ]),
        ),
      },
    });
  const core = (n: number) =>
    device(`core${n}`, {
      routing: PROCESS,
      interfaces: Object.fromEntries(
        [1, 2].map((at) => [`down${at}`, { at: [`192.0.2.${at * 16 + n * 4 + 2}/30`], ...OSPF }]),
      ),
    });
  const net = network([leaf(1), leaf(2), core(1), core(2)]);

  test('meet the list at the subnet for certain, those at the links perhaps', () => {
    expect(lists(net, '10.0.1.9 -> 10.0.2.9')).toBe('L1C1? L1C2? LAN1');
  });

  test('that are many: a way from a leaf meets none of its links inwards to where it began', () => {
    const many = Array.from({ length: 14 }, (_, i) =>
      device(`r${i}`, {
        routing: PROCESS,
        interfaces: {
          lan: { at: [`10.1.${i}.1/24`] },
          ring: { at: [`10.2.${i}.1/30`], ...OSPF, in: `IN${i}` },
          back: { at: [`10.2.${(i + 13) % 14}.2/30`], ...OSPF },
        },
      }),
    );
    const ring = network(many);
    expect(lists(ring, '10.1.0.9 -> 10.1.7.9').split(' ')).not.toContain('IN0?');
    expect(lists(ring, '10.1.0.9 -> 10.1.7.9').split(' ')).toContain('IN7?');
    expect(lists(ring, '10.1.0.9 -> 10.1.0.8')).toBe('');
  });
});

describe('a transit LAN', () => {
  const net = network([
    device('a', {
      interfaces: {
        lan: { at: ['10.1.0.1/24'] },
        transit: { at: ['192.0.2.1/28'], in: 'T-IN', out: 'T-OUT' },
      },
      routes: ['10.2.0.0/24 via 192.0.2.2'],
    }),
    device('b', {
      interfaces: { lan: { at: ['10.2.0.1/24'] }, transit: { at: ['192.0.2.2/28'] } },
      routes: ['10.1.0.0/24 via 192.0.2.1'],
    }),
  ]);
  test.each([
    ['is left by the list of the router that sends', '10.1.0.9 -> 10.2.0.9', 'T-OUT'],
    ['is entered by the list of the router that gets it', '10.2.0.9 -> 10.1.0.9', 'T-IN'],
    [
      'may turn a host of its own back at the wrong gateway',
      '192.0.2.9 -> 10.2.0.9',
      'T-IN? T-OUT?',
    ],
    ['leads a host of its own to the router that it needs', '192.0.2.9 -> 10.1.0.9', 'T-IN'],
  ] as const)('%s', (_, flow, met) => {
    expect(lists(net, flow)).toBe(met);
  });
});

test('where ways are too many to list, every list between may be met and none must', () => {
  const routers = Array.from({ length: 8 }, (_, i) => i + 1);
  const segments = Array.from({ length: 60 }, (_, i) => i);
  const net = network(
    routers.map((n) =>
      device(`r${n}`, {
        interfaces: Object.fromEntries(
          segments.map((i) => [
            `v${i}`,
            { at: [`10.${i}.0.${n}/24`], ...(i === 0 ? { out: `OUT-${n}` } : {}) },
          ]),
        ),
      }),
    ),
  );
  // Two hops away: which of the eight leads on, no route tells.
  expect(lists(net, '10.1.0.99 -> 10.0.0.99').split(' ')).toEqual(routers.map((n) => `OUT-${n}?`));
});
