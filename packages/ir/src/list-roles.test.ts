import { expect, test } from 'vitest';
import type { Device, Interface } from './device.ts';
import type { PacketFilter } from './filter.ts';
import { ListRoles } from './list-roles.ts';

const span = { start: 0, end: 0 };

const VIA: Interface = {
  name: 'Vlan10',
  addresses: [],
  virtualAddresses: [],
  bindings: [],
  shutdown: false,
  span,
};

const BARE: Device = {
  source: 'r1.cfg',
  dialect: 'ios',
  semantics: {
    system: 'IOS',
    emptyList: 'permits',
    ipv6End: 'nd-then-deny',
    answers: { connections: 'filtered', icmp: 'filtered' },
    addresses: 'wire',
    portsAfterEq: 10,
  },
  interfaces: [],
  acls: [],
  removed: [],
  objectGroups: [],
  routes: [],
  routing: [],
  references: [],
  staticNat: [],
  timeRanges: [],
  vlans: [],
};

function filter(kind: PacketFilter['kind'], steps: PacketFilter['steps']): PacketFilter {
  return { kind, name: 'F', families: ['ipv4'], steps, otherwise: 'deny', span };
}

const SELECT = {
  kind: 'select',
  lists: [{ list: 'L', family: 'ipv4' }],
  join: 'some',
  action: 'deny',
  certain: true,
  text: 'class C',
  span,
} as const;

const FILTERS = { filtersPackets: true, filtersSessions: false, selectsFor: [] };
const NONE = { ...FILTERS, filtersPackets: false };

test.each([
  { name: 'nothing uses it', device: {}, want: undefined },
  {
    name: 'bound to an interface that is shut down',
    device: {
      interfaces: [
        {
          ...VIA,
          shutdown: true,
          bindings: [{ list: 'L', family: 'ipv4', direction: 'in', span }],
        },
      ],
    },
    want: FILTERS,
  },
  {
    name: 'bound in the other family only',
    device: {
      interfaces: [{ ...VIA, bindings: [{ list: 'L', family: 'ipv6', direction: 'in', span }] }],
    },
    want: undefined,
  },
  {
    name: 'bound by a line that could not be read',
    device: {
      interfaces: [{ ...VIA, unread: [{ list: 'L', text: 'ip access-group L foo', span }] }],
    },
    want: FILTERS,
  },
  {
    name: 'replaced by a later binding',
    device: {
      interfaces: [{ ...VIA, replaced: [{ list: 'L', family: 'ipv4', direction: 'in', span }] }],
    },
    want: undefined,
  },
  {
    name: 'who may log in',
    device: { references: [{ list: 'L', use: 'device-access', text: 'access-class L in', span }] },
    want: { ...NONE, filtersSessions: true },
  },
  {
    name: 'two crypto maps and address translation',
    device: {
      references: (['crypto', 'nat', 'crypto'] as const).map((use) => ({
        list: 'L',
        family: 'ipv4' as const,
        use,
        text: 'match address L',
        span,
      })),
    },
    want: { ...NONE, selectsFor: ['crypto', 'nat'] },
  },
  {
    name: 'entries of a filter for the device itself',
    device: { receive: [filter('receive', [{ kind: 'entries', list: 'L' }])] },
    want: FILTERS,
  },
  {
    name: 'a class that drops at an interface',
    device: {
      interfaces: [
        { ...VIA, filters: [{ direction: 'in', filter: filter('service-policy', [SELECT]) }] },
      ],
    },
    want: { ...NONE, selectsFor: ['class-map'] },
  },
  {
    name: 'a VLAN map and an interface',
    device: {
      vlanFilters: [{ vlans: [], filter: filter('vlan-map', [SELECT]) }],
      interfaces: [{ ...VIA, bindings: [{ list: 'L', family: 'ipv4', direction: 'out', span }] }],
    },
    want: { ...FILTERS, selectsFor: ['switching'] },
  },
  {
    name: 'a pair of zones',
    device: {
      zonePairs: [
        { name: 'P', source: 'a', destination: 'b', filter: filter('zone-pair', [SELECT]), span },
      ],
    },
    want: { ...NONE, selectsFor: ['inspection'] },
  },
] satisfies readonly { name: string; device: Partial<Device>; want: unknown }[])(
  'the role of a list: $name',
  ({ device, want }) => {
    const roles = new ListRoles({ ...BARE, ...device });
    expect(roles.of({ family: 'ipv4', name: 'L' })).toEqual(want);
  },
);
