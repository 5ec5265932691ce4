import { type Device, parseIpv4 } from '@aclift/ir';
import { expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

function deviceOf(text: string): Device {
  const { device, lines } = parseIos({ name: '', text });
  expect(lines.diagnostic).toBe(0);
  return device;
}

/** What the routes of the text say, without their families, prefixes and places. */
function settingsOf(text: string): unknown[] {
  return deviceOf(text).routes.map((route) => ({
    ...route,
    family: undefined,
    prefix: undefined,
    span: undefined,
  }));
}

const hop = (text: string): number => parseIpv4(text) ?? 0;

test.each<readonly [string, string, readonly object[]]>([
  [
    'a floating route has its distance',
    'ip route 0.0.0.0 0.0.0.0 192.0.2.1 250',
    [{ nextHop: hop('192.0.2.1'), distance: 250 }],
  ],
  [
    'the usual distance needs no saying',
    'ip route 0.0.0.0 0.0.0.0 192.0.2.1 1',
    [{ nextHop: hop('192.0.2.1') }],
  ],
  [
    'numbers of tags and tracks are no distances, whatever the order',
    'ip route 10.0.0.0 255.0.0.0 192.0.2.1 tag 7 track 9 name UP 5 permanent',
    [
      {
        nextHop: hop('192.0.2.1'),
        tag: 7,
        track: 9,
        name: 'UP',
        distance: 5,
        permanent: true,
      },
    ],
  ],
  [
    'interface and next hop together',
    'ip route 10.0.0.0 255.0.0.0 GigabitEthernet0/1 192.0.2.1 5',
    [{ interface: 'GigabitEthernet0/1', nextHop: hop('192.0.2.1'), distance: 5 }],
  ],
  [
    'a number that stands apart belongs to its interface',
    'ip route 10.0.0.0 255.0.0.0 vlan 10 192.0.2.1 5\nip route 10.0.0.0 255.0.0.0 null 0',
    [{ interface: 'vlan10', nextHop: hop('192.0.2.1'), distance: 5 }, { interface: 'null0' }],
  ],
  [
    'DHCP may tell the next hop, with or without an interface',
    'ip route 0.0.0.0 0.0.0.0 dhcp 254\nip route 10.0.0.0 255.0.0.0 GigabitEthernet0/1 dhcp',
    [
      { dhcp: true, distance: 254 },
      { dhcp: true, interface: 'GigabitEthernet0/1' },
    ],
  ],
  [
    'a route of a VRF may look its next hop up in the global table',
    'ip route vrf RED 0.0.0.0 0.0.0.0 192.0.2.1 global\nipv6 route vrf RED ::/0 2001:db8::1 nexthop-vrf default\nipv6 route ::/0 2001:db8::1 nexthop-vrf BLUE 200',
    [
      { vrf: 'RED', nextHop: hop('192.0.2.1'), nextHopIn: {} },
      { vrf: 'RED', nextHop: '2001:db8::1', nextHopIn: {} },
      { nextHop: '2001:db8::1', nextHopIn: { vrf: 'BLUE' }, distance: 200 },
    ],
  ],
  [
    'IPv6 routes have the same settings, and those for multicast alone carry nothing',
    'ipv6 route 2001:db8:5::/48 GigabitEthernet0/1 FE80::1 200 tag 3 name X\nipv6 route 2001:db8:6::/48 2001:db8::1 multicast',
    [
      {
        interface: 'GigabitEthernet0/1',
        nextHop: 'fe80::1',
        distance: 200,
        tag: 3,
        name: 'X',
      },
    ],
  ],
  [
    'the same route again has the later distance',
    'ip route 10.0.0.0 255.0.0.0 192.0.2.1\nip route 10.0.0.0 255.0.0.0 192.0.2.1 9',
    [{ nextHop: hop('192.0.2.1'), distance: 9 }],
  ],
  [
    'no takes back one next hop, a prefix, or all of a table',
    [
      'ip route 10.0.0.0 255.0.0.0 192.0.2.1',
      'ip route 10.0.0.0 255.0.0.0 192.0.2.2',
      'no ip route 10.0.0.0 255.0.0.0 192.0.2.1 250',
      'ip route 172.16.0.0 255.240.0.0 192.0.2.1',
      'ip route 172.16.0.0 255.240.0.0 192.0.2.2',
      'ip route 172.16.0.0 255.255.0.0 192.0.2.3',
      'no ip route 172.16.0.0 255.240.0.0',
      'ip route vrf RED 0.0.0.0 0.0.0.0 192.0.2.4',
      'no ip route vrf RED *',
    ].join('\n'),
    [{ nextHop: hop('192.0.2.2') }, { nextHop: hop('192.0.2.3') }],
  ],
])('%s', (_name, text, want) => {
  expect(settingsOf(text)).toEqual(want);
});

test('a default network sends the rest where it is itself', () => {
  const { routes } = deviceOf(
    'ip default-network 198.51.100.0\nip default-network 203.0.113.0\nip route 198.51.100.0 255.255.255.0 192.0.2.7\n',
  );
  expect(routes.map(({ nextHop, prefix: { length } }) => [length, nextHop])).toEqual([
    [24, hop('192.0.2.7')],
    [0, hop('192.0.2.7')],
  ]);
});

test.each([
  ['no ip routing\nip default-gateway 192.0.2.1', false, hop('192.0.2.1')],
  ['no ip routing\nip routing', undefined, undefined],
  ['ip default-gateway 192.0.2.1\nno ip default-gateway', undefined, undefined],
  ['ip routing protocol purge interface', undefined, undefined],
])('%j', (text, forwards, gateway) => {
  const device = deviceOf(text);
  expect([device.forwards, device.defaultGateway]).toEqual([forwards, gateway]);
});

test('an address that is none is reported', () => {
  const { diagnostics } = parseIos({ name: '', text: 'ip default-gateway router.example\n' });
  expect(diagnostics.map(({ code }) => code)).toEqual(['ios/bad-address']);
});
