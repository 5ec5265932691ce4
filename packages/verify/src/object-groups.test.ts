/** Object-groups as sets between two bounds. */
import type { Device, NetworkMember, ObjectGroup, ServiceMember } from '@aclift/ir';
import { parseIpv4 } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { ObjectGroups, prefix6Range } from './object-groups.ts';

const span = { start: 0, end: 0 };
const ip = (text: string): number => parseIpv4(text) ?? Number.NaN;
const network = (name: string, ...members: readonly NetworkMember[]): ObjectGroup => ({
  kind: 'network',
  family: 'ipv4',
  name,
  members,
  span,
});
const service = (name: string, ...members: readonly ServiceMember[]): ObjectGroup => ({
  kind: 'service',
  name,
  members,
  span,
});
const host = (address: string): NetworkMember => ({ kind: 'host', address: ip(address), span });
const nested = (name: string): NetworkMember & ServiceMember => ({
  kind: 'group-object',
  name,
  span,
});
const unread: NetworkMember & ServiceMember = { kind: 'unrecognized', text: '?', span };
const groups = (...objectGroups: readonly ObjectGroup[]): ObjectGroups =>
  new ObjectGroups({ objectGroups } as unknown as Device);

const ALL = [{ from: 0, to: 0xffffffff }];
const ALL6 = [{ from: 0n, to: (1n << 128n) - 1n }];
const at = (from: string, to = from): { from: number; to: number } => ({
  from: ip(from),
  to: ip(to),
});

describe('addresses of a group of', () => {
  test.each<{ name: string; members: readonly NetworkMember[]; want: unknown; want6?: unknown }>([
    { name: 'a host', members: [host('10.0.0.1')], want: [at('10.0.0.1')] },
    {
      name: 'a prefix',
      members: [{ kind: 'prefix', address: ip('10.0.1.0'), length: 24, span }],
      want: [at('10.0.1.0', '10.0.1.255')],
    },
    {
      name: 'a range',
      members: [{ kind: 'range', from: ip('10.0.0.3'), to: ip('10.0.0.9'), span }],
      want: [at('10.0.0.3', '10.0.0.9')],
    },
    {
      name: 'a mask with gaps',
      members: [{ kind: 'masked', address: ip('10.0.0.1'), mask: ip('255.255.254.255'), span }],
      want: [at('10.0.0.1'), at('10.0.1.1')],
    },
    {
      name: 'neighbours, in any order',
      members: [host('10.0.0.2'), host('10.0.0.1')],
      want: [at('10.0.0.1', '10.0.0.2')],
    },
    { name: 'any', members: [{ kind: 'any', span }], want: ALL, want6: ALL6 },
    { name: 'nothing', members: [], want: [] },
    {
      name: 'an IPv6 host',
      members: [{ kind: 'host6', address: '2001:db8::1', span }],
      want: [],
      want6: [prefix6Range('2001:db8::1', 128)],
    },
    {
      name: 'an IPv6 prefix',
      members: [{ kind: 'prefix6', address: '2001:db8::', length: 32, span }],
      want: [],
      want6: [{ from: 0x20010db8n << 96n, to: (0x20010db9n << 96n) - 1n }],
    },
  ])('$name are exact', ({ members, want, want6 = [] }) => {
    const asked = groups(network('G', ...members));
    expect(asked.addresses('G', 'ipv4')).toEqual({ must: want, may: want });
    expect(asked.addresses('G', 'ipv6')).toEqual({ must: want6, may: want6 });
    // Callers tell exact sets by this.
    const { may, must } = asked.addresses('G', 'ipv4');
    expect(must).toBe(may);
  });

  test('groups are those of the inner ones, each read once', () => {
    const asked = groups(
      network('A', nested('B'), nested('C')),
      network('B', nested('C'), host('10.0.0.5')),
      network('C', host('10.0.0.1')),
    );
    expect(asked.addresses('A', 'ipv4').must).toEqual([at('10.0.0.1'), at('10.0.0.5')]);
    expect(asked.addresses('A', 'ipv4')).toBe(asked.addresses('A', 'ipv4'));
  });

  test.each<{ name: string; of: readonly ObjectGroup[]; must?: unknown }>([
    { name: 'the group is not defined', of: [] },
    {
      name: 'a group in it is not defined',
      of: [network('G', host('10.0.0.1'), nested('X'))],
      must: [at('10.0.0.1')],
    },
    {
      name: 'a member was not understood',
      of: [network('G', host('10.0.0.1'), unread)],
      must: [at('10.0.0.1')],
    },
    {
      name: 'it holds itself',
      of: [network('G', host('10.0.0.1'), nested('G'))],
      must: [at('10.0.0.1')],
    },
    {
      name: 'it holds itself through another',
      of: [network('G', nested('H')), network('H', host('10.0.0.1'), nested('G'))],
      must: [at('10.0.0.1')],
    },
    { name: 'it is of services', of: [service('G', { kind: 'protocol', protocol: 6, span })] },
    { name: 'it is of another kind', of: [{ kind: 'other', type: 'fqdn', name: 'G', span }] },
    {
      name: 'two have the name',
      of: [network('G', host('10.0.0.1')), network('G', host('10.0.0.2'))],
      must: [at('10.0.0.1', '10.0.0.2')],
    },
    {
      name: 'another kind has the name too',
      of: [network('G', host('10.0.0.1')), { kind: 'other', type: 'geo', name: 'G', span }],
    },
  ])('addresses are unknown where $name', ({ must = [], of }) => {
    expect(groups(...of).addresses('G', 'ipv4')).toEqual({ must, may: ALL });
  });

  test('a mask with too many gaps lies within its ends', () => {
    const mask = ~((2 ** 13 - 1) * 2) >>> 0;
    const bounds = groups(network('G', { kind: 'masked', address: 0, mask, span })).addresses(
      'G',
      'ipv4',
    );
    expect(bounds).toEqual({ must: [], may: [{ from: 0, to: (2 ** 13 - 1) * 2 }] });
  });
});

describe('services of a group of', () => {
  const eq = (...ports: readonly number[]) => ({ kind: 'eq', ports, span }) as const;
  test.each<{ name: string; members: readonly ServiceMember[]; want: unknown }>([
    { name: 'every protocol', members: [{ kind: 'protocol', span }], want: [{}] },
    {
      name: 'a protocol',
      members: [{ kind: 'protocol', protocol: 47, span }],
      want: [{ protocol: 47 }],
    },
    { name: 'ICMP', members: [{ kind: 'icmp', span }], want: [{ protocol: 1 }] },
    {
      name: 'an ICMP type',
      members: [{ kind: 'icmp', type: 8, span }],
      want: [{ protocol: 1, service: [{ from: 2048, to: 2303 }] }],
    },
    {
      name: 'ports of two protocols',
      members: [{ kind: 'ports', protocols: [6, 17], destinationPorts: eq(53), span }],
      want: [
        { protocol: 6, service: [{ from: 53, to: 53 }] },
        { protocol: 17, service: [{ from: 53, to: 53 }] },
      ],
    },
    {
      name: 'ports on both sides',
      members: [
        { kind: 'ports', protocols: [6], sourcePorts: eq(20), destinationPorts: eq(80, 81), span },
      ],
      want: [{ protocol: 6, service: [{ from: 80, to: 81 }], sourcePort: [{ from: 20, to: 20 }] }],
    },
    {
      name: 'a protocol with ports',
      members: [{ kind: 'ports', protocols: [17], span }],
      want: [{ protocol: 17 }],
    },
    {
      name: 'a port group that nobody reads',
      members: [
        {
          kind: 'ports',
          protocols: [6],
          destinationPorts: { kind: 'portgroup', name: 'P', span },
          span,
        },
      ],
      want: [{ protocol: 6, service: [{ from: 0, to: 65535 }], uncertain: true }],
    },
    { name: 'what was not understood', members: [unread], want: [{ uncertain: true }] },
    { name: 'itself', members: [nested('G')], want: [{ uncertain: true }] },
    { name: 'nothing', members: [], want: [] },
  ])('$name', ({ members, want }) => {
    expect(groups(service('G', ...members)).services('G')).toEqual(want);
  });

  test('groups are those of the inner ones, each once', () => {
    const tcp: ServiceMember = { kind: 'protocol', protocol: 6, span };
    const asked = groups(
      service('G', nested('H'), nested('I'), tcp),
      service('H', tcp),
      service('I', nested('H')),
    );
    expect(asked.services('G')).toEqual([{ protocol: 6 }]);
  });

  test.each<{ name: string; of: readonly ObjectGroup[]; want: unknown }>([
    { name: 'not defined', of: [], want: [{ uncertain: true }] },
    { name: 'of addresses', of: [network('G')], want: [{ uncertain: true }] },
    {
      name: 'defined twice',
      of: [service('G', { kind: 'icmp', span }), service('G')],
      want: [{ uncertain: true }, { protocol: 1 }],
    },
  ])('a group that is $name may hold any service', ({ of, want }) => {
    expect(groups(...of).services('G')).toEqual(want);
  });
});

test('however deep groups nest, they are resolved', () => {
  const deep = Array.from({ length: 20_000 }, (_, i) => network(`G${i}`, nested(`G${i + 1}`)));
  const asked = groups(...deep, network('G20000', host('10.0.0.1')));
  expect(asked.addresses('G0', 'ipv4').must).toEqual([at('10.0.0.1')]);
});

test('an address that is none is a bug of who made it', () => {
  expect(() => prefix6Range('nonsense', 64)).toThrow('nonsense is no IPv6 address');
});
