/** Lines that may bind a list at any interface of a device. */
import { expect, test } from 'vitest';
import type { UnreadBinding } from '@aclift/ir';
import { device, type PlainDevice } from '../testing/devices.ts';
import { lists, network } from '../testing/questions.ts';

const SPAN = { start: 0, end: 0 };
const TEXT = 'ip acces-group WEB in';
const line = (rest: Partial<UnreadBinding> = {}): UnreadBinding => ({
  text: TEXT,
  span: SPAN,
  ...rest,
});

const router = (unread: readonly UnreadBinding[], plain: Partial<PlainDevice> = {}) =>
  device('r', {
    interfaces: {
      a: { at: ['10.0.0.1/24'] },
      b: { at: ['10.0.1.1/24'] },
      c: { at: ['10.0.2.1/24', '2001:db8::1/64'] },
    },
    unread,
    ...plain,
  });

/** Another router whose networks are behind the first one. */
const neighbour = device('n', {
  interfaces: { up: { at: ['10.0.2.2/24'] }, down: { at: ['10.0.9.1/24'] } },
  routes: ['0.0.0.0/0 via 10.0.2.1'],
});

test('it may drop what crosses the device, on whatever way, and surely drops nothing', () => {
  const net = network([router([line({ direction: 'in' })])]);
  expect(net.topology.filters).toHaveLength(1);
  expect(net.topology.filters).toMatchObject([
    {
      place: { kind: 'unread', device: 'r', direction: 'in', name: TEXT },
      role: 'in',
      steps: [{ kind: 'unknown' }],
      otherwise: 'permit',
    },
  ]);
  expect(net.topology.filters[0]?.place.interface).toBeUndefined();
  for (const flow of ['10.0.0.9 -> 10.0.1.9', '10.0.1.9 -> 10.0.2.9', '10.0.2.9 -> 10.0.0.9']) {
    expect([flow, lists(net, flow)]).toEqual([flow, `${TEXT}?`]);
  }
});

test('what does not cross the device it does not touch', () => {
  const net = network([router([line({ direction: 'in' })]), neighbour]);
  expect(lists(net, '10.0.9.7 -> 10.0.2.7')).toBe('');
  expect(lists(net, '10.0.9.7 -> 10.0.0.7')).toBe(`${TEXT}?`);
});

test('without a direction it may be either', () => {
  const { filters } = network([router([line()])]).topology;
  expect(filters.map(({ role }) => role)).toEqual(['in', 'out']);
});

test('a line of the other family filters nothing of this one', () => {
  expect(network([router([line({ family: 'ipv6' })])]).topology.filters).toEqual([]);
  expect(
    network([router([line({ family: 'ipv4', direction: 'in' })])]).topology.filters,
  ).toHaveLength(1);
});

test('at a switch it may be at any port, so hosts of one segment may meet it too', () => {
  const net = network([
    router([line({ direction: 'in' })], {
      interfaces: {
        vlan5: { at: ['10.0.5.1/24'], vlan: 5 },
        port: { switchport: { mode: 'access', accessVlan: 5 } },
      },
    }),
  ]);
  expect(lists(net, '10.0.5.8 -> 10.0.5.9')).toBe(`${TEXT}?`);
});
