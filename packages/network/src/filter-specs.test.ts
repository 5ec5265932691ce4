/** What filters at interfaces, ports, VLANs and zones. */
import { describe, expect, test } from 'vitest';
import type { PacketFilter } from '@aclift/ir';
import { device, ip, type PlainDevice } from '../testing/devices.ts';
import { lists, network } from '../testing/questions.ts';

const SPAN = { start: 0, end: 0 };
const made = (
  kind: PacketFilter['kind'],
  name: string,
  rest: Partial<PacketFilter> = {},
): PacketFilter => ({
  kind,
  name,
  families: ['ipv4'],
  steps: [],
  otherwise: 'deny',
  span: SPAN,
  ...rest,
});

function router(plain: Partial<PlainDevice>) {
  return device('r', {
    interfaces: { a: { at: ['10.0.0.1/24'] }, b: { at: ['10.0.1.1/24'] } },
    ...plain,
  });
}

describe('at an interface', () => {
  test('a common list and its own are one filter of two steps', () => {
    const net = network([
      router({ interfaces: { a: { at: ['10.0.0.1/24'], common: 'C', in: 'A' } } }),
    ]);
    const [filter] = net.topology.filters;
    expect(net.topology.filters).toHaveLength(1);
    expect(filter?.place.name).toBe('C then A');
    expect(filter?.steps.map((step) => step.kind === 'entries' && step.list)).toEqual([
      'r.cfg ipv4 C',
      'r.cfg ipv4 A',
    ]);
  });

  test('a line that could not be read may drop anything', () => {
    const net = network([
      router({
        interfaces: {
          a: {
            at: ['10.0.0.1/24'],
            unread: [{ direction: 'in', text: 'ip access-group', span: SPAN }],
          },
          b: { at: ['10.0.1.1/24'] },
        },
      }),
    ]);
    expect(net.topology.filters).toMatchObject([
      { place: { kind: 'unread' }, steps: [{ kind: 'unknown' }], otherwise: 'permit' },
    ]);
    expect(lists(net, '10.0.0.9 -> 10.0.1.9')).not.toBe('');
  });

  test('a policy that drops is met besides the list', () => {
    const drop = made('service-policy', 'DROP', {
      otherwise: 'permit',
      steps: [
        {
          kind: 'select',
          lists: [],
          join: 'some',
          action: 'deny',
          certain: true,
          text: 'class X',
          span: SPAN,
        },
      ],
    });
    const net = network([
      router({
        interfaces: {
          a: { at: ['10.0.0.1/24'], in: 'A', filters: [{ direction: 'in', filter: drop }] },
          b: { at: ['10.0.1.1/24'] },
        },
      }),
    ]);
    expect(lists(net, '10.0.0.9 -> 10.0.1.9')).toBe('A DROP');
  });

  test('a policy that drops nothing is no filter', () => {
    const mark = made('service-policy', 'MARK', { otherwise: 'permit' });
    const net = network([
      router({
        interfaces: { a: { at: ['10.0.0.1/24'], filters: [{ direction: 'in', filter: mark }] } },
      }),
    ]);
    expect(net.topology.filters).toEqual([]);
  });

  test('a list of the other family is not met', () => {
    const net = network(
      [router({ interfaces: { a: { at: ['2001:db8::1/64'], in: 'A' } } })],
      {},
      'ipv6',
    );
    expect(net.topology.filters).toEqual([]);
  });
});

test('lists for packets to the device itself are met on the way to its addresses alone', () => {
  const net = network([router({ receive: [made('receive', 'RECEIVE')] })]);
  expect(lists(net, '10.0.0.9 -> 10.0.1.1')).toBe('RECEIVE');
  expect(lists(net, '10.0.0.9 -> 10.0.1.9')).toBe('');
});

describe('at a switch port', () => {
  const sw = device('sw', {
    forwards: false,
    interfaces: {
      port: { switchport: { mode: 'access', accessVlan: 10 }, in: 'PORT' },
      trunk: { switchport: { mode: 'trunk' }, in: 'TRUNK' },
      other: { switchport: { mode: 'access', accessVlan: 20 }, in: 'DOWN', shutdown: true },
    },
  });
  const gateway = device('r', {
    interfaces: { a: { at: ['10.0.0.1/24'], vlan: 10 }, b: { at: ['10.0.1.1/24'], vlan: 20 } },
  });

  test('a list may be met by any host of the VLAN, inside it too', () => {
    const net = network([sw, gateway]);
    expect(lists(net, '10.0.0.9 -> 10.0.0.8')).toBe('PORT? TRUNK?');
    expect(lists(net, '10.0.1.9 -> 10.0.0.8')).toBe('TRUNK?');
  });

  test('a list is met by the hosts that the user says are behind the port, and by no others', () => {
    const net = network([sw, gateway], {
      behind: new Map([
        ['sw:port', [{ from: ip('10.0.0.9'), to: ip('10.0.0.9') }]],
        ['trunk', []],
      ]),
    });
    expect(lists(net, '10.0.0.9 -> 10.0.0.8')).toBe('PORT');
    expect(lists(net, '10.0.0.8 -> 10.0.0.9')).toBe('');
  });
});

describe('on a VLAN', () => {
  const map = made('vlan-map', 'MAP');
  const net = network([
    device('r', {
      vlanFilters: [{ vlans: [{ from: 10, to: 10 }], filter: map }],
      interfaces: { a: { at: ['10.0.0.1/24'], vlan: 10 }, b: { at: ['10.0.1.1/24'], vlan: 20 } },
    }),
  ]);
  test.each([
    ['a map is met by what is routed out of it', '10.0.0.9 -> 10.0.1.9', 'MAP'],
    ['a map is met by what is routed into it', '10.0.1.9 -> 10.0.0.9', 'MAP'],
    ['a map may be met by what stays in it', '10.0.0.9 -> 10.0.0.8', 'MAP?'],
    ['a map is not met by what stays elsewhere', '10.0.1.9 -> 10.0.1.8', ''],
  ] as const)('%s', (_, flow, met) => {
    expect(lists(net, flow)).toBe(met);
  });
});

describe('between zones', () => {
  const net = network([
    device('fw', {
      interfaces: {
        a: { at: ['10.0.0.1/24'], zone: 'IN' },
        a2: { at: ['10.0.3.1/24'], zone: 'IN' },
        b: { at: ['10.0.1.1/24'], zone: 'OUT' },
        c: { at: ['10.0.2.1/24'] },
      },
      zonePairs: [
        {
          name: 'ZP',
          source: 'IN',
          destination: 'OUT',
          filter: made('zone-pair', 'P'),
          span: SPAN,
        },
        {
          name: 'SELF',
          source: 'OUT',
          destination: 'self',
          filter: made('zone-pair', 'S'),
          span: SPAN,
        },
      ],
    }),
  ]);
  test.each([
    ['a pair filters', '10.0.0.9 -> 10.0.1.9', 'ZP (IN to OUT)'],
    ['nothing passes without a pair', '10.0.1.9 -> 10.0.0.9', 'OUT to IN'],
    ['nothing passes to an interface outside of zones', '10.0.0.9 -> 10.0.2.9', 'IN to no zone'],
    ['everything passes inside a zone', '10.0.0.9 -> 10.0.3.9', ''],
    [
      'a pair with self filters what is for the device',
      '10.0.1.9 -> 10.0.1.1',
      'SELF (OUT to self)',
    ],
    ['the device is open where no pair names it', '10.0.0.9 -> 10.0.0.1', ''],
  ] as const)('%s', (_, flow, met) => {
    expect(lists(net, flow)).toBe(met);
  });
});
