/** Where routing protocols run, as `INTERFACE PROTOCOL PROCESS FAMILY`, with `passive` and `listens` behind it. */
import { expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

const INTERFACES = [
  'interface Loopback0',
  ' ip address 10.255.0.1 255.255.255.255',
  'interface GigabitEthernet0/1',
  ' ip address 10.1.0.1 255.255.255.0',
  ' ip address 172.16.1.1 255.255.255.0 secondary',
  ' ipv6 address 2001:db8:1::1/64',
  'interface GigabitEthernet0/2',
  ' ip address 10.2.0.1 255.255.255.0',
  'interface Vlan10',
  ' vrf forwarding RED',
  ' ip address 10.1.0.1 255.255.255.0',
  ' ipv6 address 2001:db8:10::1/64',
  'interface GigabitEthernet0/3',
  ' ip address 10.3.0.1 255.255.255.0',
  ' shutdown',
  '',
].join('\n');

function placesOf(text: string): string[] {
  const { device, lines } = parseIos({ name: '', text: `${INTERFACES}${text}` });
  expect(lines.diagnostic).toBe(0);
  return device.interfaces.flatMap(({ name, routing = [] }) =>
    routing.map(({ family, listens, passive, process, protocol }) =>
      [
        name.replace('GigabitEthernet', 'Gi'),
        protocol,
        ...(process === undefined ? [] : [process]),
        family,
        ...(passive ? ['passive'] : []),
        ...(listens === true ? ['listens'] : []),
      ].join(' '),
    ),
  );
}

test.each<readonly [string, string, readonly string[]]>([
  [
    'OSPF runs where a network statement holds an address, and on no interface that is shut down',
    'router ospf 1\n network 10.0.0.0 0.255.255.255 area 0',
    ['Loopback0 ospf 1 ipv4 passive', 'Gi0/1 ospf 1 ipv4', 'Gi0/2 ospf 1 ipv4'],
  ],
  [
    'a secondary address counts',
    'router ospf 1\n network 172.16.1.0 0.0.0.255 area 0',
    ['Gi0/1 ospf 1 ipv4'],
  ],
  [
    'a wildcard with gaps means what it says',
    'router ospf 1\n network 10.0.0.1 0.2.255.0 area 0',
    ['Gi0/2 ospf 1 ipv4'],
  ],
  [
    'a mask in the place of the wildcard is a mask',
    'router ospf 1\n network 10.2.0.0 255.255.255.0 area 0',
    ['Gi0/2 ospf 1 ipv4'],
  ],
  [
    'a network statement that is taken back is none',
    'router ospf 1\n network 10.2.0.0 0.0.0.255 area 0\n no network 10.2.0.0 0.0.0.255 area 0',
    [],
  ],
  [
    'an interface may say it itself, and every address but one be passive',
    'interface GigabitEthernet0/2\n ip ospf 7 area 0\ninterface GigabitEthernet0/1\n ip ospf 7 area 0\nrouter ospf 7\n passive-interface default\n no passive-interface Gi0/2',
    ['Gi0/1 ospf 7 ipv4 passive', 'Gi0/2 ospf 7 ipv4'],
  ],
  [
    'settings of OSPF on an interface start nothing',
    'interface GigabitEthernet0/2\n ip ospf cost 5\n ip ospf 7 area 0\n no ip ospf 7 area 0',
    [],
  ],
  [
    'the VRF of a process is that of its interfaces',
    'router ospf 2 vrf RED\n network 0.0.0.0 255.255.255.255 area 0',
    ['Vlan10 ospf 2 vrf RED ipv4'],
  ],
  [
    'OSPF for IPv6 runs where interfaces say so, under either name of the process',
    'interface GigabitEthernet0/1\n ipv6 ospf 6 area 0\nrouter ospfv3 6\n address-family ipv6 unicast\n  passive-interface GigabitEthernet0/1\n exit-address-family',
    ['Gi0/1 ospfv3 6 ipv6 passive'],
  ],
  [
    'OSPFv3 carries both families',
    'interface GigabitEthernet0/1\n ospfv3 1 ipv4 area 0\n ospfv3 1 ipv6 area 0\nrouter ospfv3 1',
    ['Gi0/1 ospfv3 1 ipv4', 'Gi0/1 ospfv3 1 ipv6'],
  ],
  [
    'a process that no line declares is started by the interface',
    'interface GigabitEthernet0/2\n ip ospf 9 area 0',
    ['Gi0/2 ospf 9 ipv4'],
  ],
  [
    'EIGRP without a wildcard means the classful network',
    'router eigrp 1\n network 172.16.9.0',
    ['Gi0/1 eigrp 1 ipv4'],
  ],
  [
    'EIGRP with a wildcard means that',
    'router eigrp 1\n network 10.2.0.0 0.0.0.255\n network 10.1.0.1 0.0.0.0',
    ['Gi0/1 eigrp 1 ipv4', 'Gi0/2 eigrp 1 ipv4'],
  ],
  [
    'an address family of EIGRP serves its VRF',
    'router eigrp 1\n address-family ipv4 vrf RED\n  network 10.0.0.0\n  autonomous-system 5\n exit-address-family',
    ['Vlan10 eigrp 1 ipv4'],
  ],
  [
    'named EIGRP: passive by default, but for one interface',
    'router eigrp CORE\n address-family ipv4 unicast autonomous-system 5\n  af-interface default\n   passive-interface\n  exit-af-interface\n  af-interface GigabitEthernet0/2\n   no passive-interface\n  exit-af-interface\n  topology base\n   redistribute static\n  exit-af-topology\n  network 10.0.0.0\n exit-address-family',
    ['Loopback0 eigrp CORE ipv4 passive', 'Gi0/1 eigrp CORE ipv4 passive', 'Gi0/2 eigrp CORE ipv4'],
  ],
  [
    'named EIGRP typed without indentation, left by exit',
    'router eigrp CORE\naddress-family ipv4 unicast autonomous-system 5\naf-interface GigabitEthernet0/1\npassive-interface\nexit\nnetwork 10.1.0.0 0.0.0.255\nexit\naddress-family ipv4 unicast vrf RED autonomous-system 6\nnetwork 10.0.0.0',
    ['Gi0/1 eigrp CORE ipv4 passive', 'Vlan10 eigrp CORE ipv4'],
  ],
  [
    'named EIGRP of IPv6 runs on every interface that has IPv6, unless it is shut there',
    'router eigrp CORE\n address-family ipv6 unicast autonomous-system 5\n exit-address-family\n address-family ipv6 unicast vrf RED autonomous-system 5\n  af-interface Vlan10\n   shutdown\n  exit-af-interface\n exit-address-family',
    ['Gi0/1 eigrp CORE ipv6'],
  ],
  [
    'RIP is classful, and passive it still listens',
    'router rip\n version 2\n network 10.0.0.0\n passive-interface GigabitEthernet0/1',
    ['Loopback0 rip ipv4 passive', 'Gi0/1 rip ipv4 passive listens', 'Gi0/2 rip ipv4'],
  ],
  [
    'RIP of IPv6 runs where it is enabled',
    'interface GigabitEthernet0/1\n ipv6 rip HOME enable\n ipv6 rip OTHER default-information originate\nipv6 router rip HOME',
    ['Gi0/1 rip HOME ipv6'],
  ],
  [
    'IS-IS runs where interfaces say so, by family',
    'interface GigabitEthernet0/1\n ip router isis\n ipv6 router isis\ninterface GigabitEthernet0/2\n ip router isis\nrouter isis\n net 49.0001.0000.0000.0001.00\n passive-interface GigabitEthernet0/2\n passive-interface Loopback0',
    [
      'Loopback0 isis ipv4 passive',
      'Gi0/1 isis ipv4',
      'Gi0/1 isis ipv6',
      'Gi0/2 isis ipv4 passive',
    ],
  ],
  [
    'BGP speaks where a connected prefix holds the neighbour',
    'router bgp 65001\n neighbor 10.2.0.2 remote-as 65002\n neighbor 2001:db8:1::2 remote-as 65003',
    ['Gi0/1 bgp 65001 ipv6', 'Gi0/2 bgp 65001 ipv4'],
  ],
  [
    'BGP carries IPv6 over an IPv4 neighbour that is active in that family',
    'router bgp 65001\n neighbor 10.1.0.2 remote-as 65002\n address-family ipv4\n  no neighbor 10.1.0.2 activate\n exit-address-family\n address-family ipv6\n  neighbor 10.1.0.2 activate\n exit-address-family',
    ['Gi0/1 bgp 65001 ipv6'],
  ],
  [
    'a neighbour that is not connected is where its static route leads',
    'ip route 192.0.2.9 255.255.255.255 10.2.0.2\nrouter bgp 65001\n neighbor 192.0.2.9 remote-as 65002',
    ['Gi0/2 bgp 65001 ipv4'],
  ],
  [
    'a neighbour that another protocol reaches is where that one runs',
    'router bgp 65001\n neighbor 192.0.2.9 remote-as 65001\nrouter ospf 1\n network 10.1.0.0 0.0.0.255 area 0',
    ['Gi0/1 ospf 1 ipv4', 'Gi0/1 bgp 65001 ipv4'],
  ],
  [
    'a neighbour that nothing leads to may be behind every interface',
    'router bgp 65001\n neighbor 192.0.2.9 remote-as 65002',
    ['Loopback0 bgp 65001 ipv4 passive', 'Gi0/1 bgp 65001 ipv4', 'Gi0/2 bgp 65001 ipv4'],
  ],
  [
    'a neighbour behind an interface that is down is behind no other, and one that is shut down nowhere',
    'router bgp 65001\n neighbor 10.3.0.2 remote-as 65002\n neighbor 10.2.0.2 remote-as 65002\n neighbor 10.2.0.2 shutdown',
    [],
  ],
  [
    'neighbours of a VRF are in the VRF',
    'router bgp 65001\n address-family ipv4 vrf RED\n  neighbor 10.1.0.2 remote-as 65002\n exit-address-family',
    ['Vlan10 bgp 65001 ipv4'],
  ],
  [
    'neighbours by link-local address name their interface, those of a group their range',
    'router bgp 65001\n neighbor FE80::2%Gi0/1 remote-as 65002\n neighbor LEAVES peer-group\n bgp listen range 10.2.0.0/16 peer-group LEAVES',
    ['Gi0/1 bgp 65001 ipv6', 'Gi0/2 bgp 65001 ipv4'],
  ],
  [
    'a process whose place nobody can tell runs everywhere in its table',
    'router odr',
    ['Loopback0 odr ipv4 passive', 'Gi0/1 odr ipv4', 'Gi0/1 odr ipv6', 'Gi0/2 odr ipv4'],
  ],
  ['a process that is shut down runs nowhere', 'router eigrp 1\n network 10.0.0.0\n shutdown', []],
  ['a process that is removed runs nowhere', 'router rip\n network 10.0.0.0\nno router rip', []],
])('%s', (_name, text, want) => {
  expect(placesOf(text)).toEqual(want);
});

test('a network statement that cannot be read lets the process run everywhere, and is reported', () => {
  const text = `${INTERFACES}router ospf 1\n network 10.1.0.0 0.0.0.256 area 0\n`;
  const { device, diagnostics } = parseIos({ name: '', text });
  expect(diagnostics.map(({ code }) => code)).toEqual(['ios/bad-address']);
  expect(device.interfaces.filter(({ routing }) => routing !== undefined)).toHaveLength(3);
});

test('an address that is not in the text may be in any network', () => {
  const text =
    'interface Dialer1\n ip address negotiated\ninterface Serial0\n ip unnumbered Loopback0\ninterface Loopback0\n ip address 10.9.9.9 255.255.255.255\nrouter eigrp 1\n network 10.9.9.9 0.0.0.0\n';
  const { device } = parseIos({ name: '', text });
  expect(device.interfaces.map(({ routing }) => routing?.length)).toEqual([1, 1, 1]);
});

test('processes say whose routes they announce, whom they speak to, and in which table', () => {
  const text =
    'router bgp 65001\n bgp router-id 192.0.2.1\n neighbor 192.0.2.2 remote-as 65002\n redistribute connected\n address-family ipv4 vrf RED\n  redistribute static route-map R\n  neighbor 198.51.100.2 remote-as 65003\n exit-address-family\n address-family vpnv4\n  neighbor 192.0.2.2 activate\n exit-address-family\nrouter ospf 5 vrf BLUE\n redistribute bgp 65001 subnets\n redistribute rip\n no redistribute rip\n';
  const { device } = parseIos({ name: '', text });
  expect(device.routing.map((process) => ({ ...process, span: undefined }))).toEqual([
    {
      protocol: 'bgp',
      process: '65001',
      redistributes: ['connected'],
      neighbors: [3_221_225_986],
    },
    {
      protocol: 'bgp',
      process: '65001',
      vrf: 'RED',
      redistributes: ['static'],
      neighbors: [3_325_256_706],
    },
    { protocol: 'ospf', process: '5 vrf BLUE', vrf: 'BLUE', redistributes: ['bgp'] },
  ]);
});
