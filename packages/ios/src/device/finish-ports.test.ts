import type { Switchport } from '@aclift/ir';
import { expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

/** Ports by the names of their interfaces. */
function portsOf(text: string): Record<string, Switchport> {
  const { device, lines } = parseIos({ name: '', text });
  expect(lines.diagnostic).toBe(0);
  return Object.fromEntries(
    device.interfaces.flatMap(({ name, switchport }) =>
      switchport === undefined ? [] : [[name, switchport]],
    ),
  );
}

/** The one port that has these lines. */
const portOf = (...lines: readonly string[]): Switchport | undefined =>
  portsOf(`interface Gi1/0/1\n${lines.map((line) => ` ${line}\n`).join('')}`)['Gi1/0/1'];

test.each<readonly [string, readonly string[], Switchport | undefined]>([
  ['the bare command makes a port', ['switchport'], {}],
  ['a setting alone does too', ['switchport access vlan 20'], { accessVlan: 20 }],
  [
    'an access port has one VLAN, and one for its phones',
    ['switchport mode access', 'switchport access vlan 20', 'switchport voice vlan 30'],
    { mode: 'access', accessVlan: 20, voiceVlan: 30 },
  ],
  [
    'a trunk carries what is allowed',
    [
      'switchport mode trunk',
      'switchport trunk allowed vlan 10,20-22',
      'switchport trunk native vlan 99',
    ],
    {
      mode: 'trunk',
      trunkVlans: [
        { from: 10, to: 10 },
        { from: 20, to: 22 },
      ],
      nativeVlan: 99,
    },
  ],
  [
    'long lists of VLANs go on in further lines',
    ['switchport trunk allowed vlan 10', 'switchport trunk allowed vlan add 11,30'],
    {
      trunkVlans: [
        { from: 10, to: 11 },
        { from: 30, to: 30 },
      ],
    },
  ],
  [
    'VLANs can be taken out',
    ['switchport trunk allowed vlan remove 5-4094', 'switchport trunk allowed vlan remove 2'],
    {
      trunkVlans: [
        { from: 1, to: 1 },
        { from: 3, to: 4 },
      ],
    },
  ],
  [
    'all but some',
    ['switchport trunk allowed vlan except 1-9,4000'],
    {
      trunkVlans: [
        { from: 10, to: 3999 },
        { from: 4001, to: 4094 },
      ],
    },
  ],
  ['none at all', ['switchport trunk allowed vlan none'], { trunkVlans: [] }],
  ['all again', ['switchport trunk allowed vlan 3', 'switchport trunk allowed vlan all'], {}],
  [
    'no takes the restriction back',
    ['switchport trunk allowed vlan 3', 'no switchport trunk allowed vlan'],
    {},
  ],
  [
    'a negotiated mode is none',
    ['switchport mode dynamic auto', 'switchport access vlan 7'],
    { accessVlan: 7 },
  ],
  [
    'a VLAN that others assign is unknown',
    ['switchport mode access', 'switchport access vlan dynamic'],
    { mode: 'access', unknownVlan: true },
  ],
  [
    'so is that of a private VLAN',
    [
      'switchport mode private-vlan host',
      'switchport private-vlan host-association 20 201',
      'switchport access vlan 20',
    ],
    { unknownVlan: true },
  ],
  [
    'a VLAN by a name that nobody defined is unknown',
    ['switchport access vlan name NOWHERE'],
    { unknownVlan: true },
  ],
  [
    'typed text is short',
    ['sw mo ac', 'sw ac vl 20', 'sw tr all vl 4'],
    { mode: 'access', accessVlan: 20, trunkVlans: [{ from: 4, to: 4 }] },
  ],
  [
    'no switchport makes a routed interface of it',
    ['switchport access vlan 20', 'no switchport', 'ip address 192.0.2.1 255.255.255.0'],
    undefined,
  ],
  [
    'an address does too, where no line says otherwise',
    ['switchport access vlan 20', 'ip address 192.0.2.1 255.255.255.0'],
    undefined,
  ],
  [
    'settings may stay behind on a routed one',
    ['no switchport', 'switchport access vlan 20'],
    undefined,
  ],
  [
    'older switches print that a port has no address',
    ['switchport access vlan 20', 'no ip address'],
    { accessVlan: 20 },
  ],
])('%s', (_name, lines, want) => {
  expect(portOf(...lines)).toEqual(want);
});

test('a VLAN may go by its name', () => {
  expect(
    portsOf('interface Gi1/0/1\n switchport access vlan name DB\nvlan 20\n name DB\n'),
  ).toEqual({
    'Gi1/0/1': { accessVlan: 20 },
  });
});

test('a VLAN that is no number is reported, and the trunk left open', () => {
  const { device, diagnostics } = parseIos({
    name: '',
    text: 'interface Gi1/0/1\n switchport trunk allowed vlan 10\n switchport trunk allowed vlan add 5000\n',
  });
  expect(diagnostics.map(({ code }) => code)).toEqual(['ios/unexpected-word']);
  expect(device.interfaces[0]?.switchport).toEqual({});
});

test('on a switch every Ethernet interface that says nothing is a port', () => {
  const text = [
    'interface Vlan10',
    ' ip address 192.0.2.1 255.255.255.0',
    'interface GigabitEthernet1/0/1',
    ' ip access-group P in',
    'interface GigabitEthernet1/0/2',
    ' no ip address',
    'interface GigabitEthernet1/0/3',
    'interface GigabitEthernet1/0/3.5',
    ' encapsulation dot1Q 5',
    'interface GigabitEthernet0/0',
    ' vrf forwarding Mgmt-vrf',
    'interface Loopback0',
    'interface Tunnel1',
    'ip access-list extended P',
    '',
  ].join('\n');
  expect(Object.keys(portsOf(text))).toEqual(['GigabitEthernet1/0/1']);
});

test('on a router none is', () => {
  expect(portsOf('interface GigabitEthernet0/1\n description spare\n')).toEqual({});
});

test('members of a channel are what the channel is', () => {
  const text = [
    'interface Port-channel1',
    ' switchport mode trunk',
    ' switchport trunk allowed vlan 10',
    'interface Port-channel2',
    ' no switchport',
    ' ip address 192.0.2.1 255.255.255.0',
    'interface GigabitEthernet1/0/1',
    ' channel-group 1 mode active',
    'interface GigabitEthernet1/0/2',
    ' switchport mode trunk',
    ' channel-group 1 mode active',
    'interface GigabitEthernet1/0/3',
    ' channel-group 2 mode on',
    '',
  ].join('\n');
  const trunk = { mode: 'trunk', trunkVlans: [{ from: 10, to: 10 }] };
  expect(portsOf(text)).toEqual({
    'Port-channel1': trunk,
    'GigabitEthernet1/0/1': trunk,
    'GigabitEthernet1/0/2': { mode: 'trunk' },
  });
});

const SWITCH =
  'interface Vlan20\n ip address 192.0.2.130 255.255.255.128\nip default-gateway 192.0.2.129\n';
const PORT = 'interface Gi1/0/1\n switchport access vlan 20\n';

test.each<readonly [string, string, false | undefined]>([
  ['a switch with one address and a gateway does not route', `${SWITCH}${PORT}`, false],
  ['unless it says so', `${SWITCH}${PORT}ip routing\n`, undefined],
  ['or says so for IPv6', `${SWITCH}${PORT}ipv6 unicast-routing\n`, undefined],
  ['or has a route', `${SWITCH}${PORT}ip route 0.0.0.0 0.0.0.0 192.0.2.129\n`, undefined],
  ['or a routing process', `${SWITCH}${PORT}router rip\n network 192.0.2.0\n`, undefined],
  [
    'or an address elsewhere',
    `${SWITCH}${PORT}interface Vlan30\n ip address 198.51.100.1 255.255.255.0\n`,
    undefined,
  ],
  ['a router with a gateway routes', SWITCH.replace('Vlan20', 'FastEthernet0'), undefined],
])('%s', (_name, text, forwards) => {
  expect(parseIos({ name: '', text }).device.forwards).toBe(forwards);
});
