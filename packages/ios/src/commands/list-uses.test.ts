import { expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

/** `LIST use` for each reference that the lines make. */
function usesOf(text: string): string[] {
  const { device, lines } = parseIos({ name: '', text });
  expect(lines.diagnostic).toBe(0);
  return device.references.map(({ list, use }) => `${list} ${use}`);
}

test.each([
  ['line vty 0 4\n access-class 10 in vrf-also', ['10 device-access']],
  ['snmp-server community public RO', []],
  ['snmp-server community public view V RO ipv6 SIX 80', ['SIX device-access', '80 device-access']],
  ['snmp-server group G v3 priv read R access 20', ['20 device-access']],
  ['ntp access-group ipv4 serve-only 5', ['5 device-access']],
  ['username x access-class 7', ['7 device-access']],
  ['ip http access-class 8', ['8 device-access']],
  ['route-map R permit 10\n match ip address 1 NAME', ['1 route-map', 'NAME route-map']],
  ['route-map R permit 10\n match ip address prefix-list P', []],
  ['vlan access-map V 10\n match ip address 101', ['101 switching']],
  ['class-map match-any C\n match access-group name N', ['N class-map']],
  ['class-map type inspect match-any C\n match access-group name N', ['N inspection']],
  [
    'class-map match-any C\n match access-group 5\npolicy-map P\n class C\ncontrol-plane\n service-policy input P',
    ['5 control-plane'],
  ],
  [
    'crypto map M 10 ipsec-isakmp\n match address 133\n set ip access-group F in',
    ['133 crypto', 'F crypto'],
  ],
  ['router rip\n distribute-list prefix P in', []],
  ['router rip\n distribute-list 7 out', ['7 routing']],
  ['router bgp 1\n address-family ipv4\n  neighbor 1.1.1.1 distribute-list 9 in', ['9 routing']],
  ['interface X\n ip verify unicast source reachable-via rx allow-default', []],
  ['interface X\n ip verify unicast reverse-path 150', ['150 other']],
  ['ip nat inside source list 5 pool P', ['5 nat']],
  ['ip nat inside source route-map R pool P', []],
  ['ip wccp web-cache redirect-list 1 group-list 2', ['1 other', '2 other']],
  ['no ip nat inside source list 5 pool P', []],
  ['ip nat source list 5 pool P', ['5 nat']],
  ['ip nat translation max-entries list 5 100', ['5 nat']],
  ['ip nat translation timeout 100', []],
  ['vlan access-map V 10\n match ipv6 address SIX', ['SIX switching']],
  ['cts role-based permissions from 10 to 20 ipv4 WEB LOGGED', ['WEB other', 'LOGGED other']],
  ['cts role-based permissions from 10 to 20 WEB', ['WEB other']],
  ['cts role-based permissions default ipv4 NOTHING', ['NOTHING other']],
  ['ip receive access-list 110', ['110 device-access']],
  ['interface X\n ip multicast boundary 30', ['30 multicast']],
  ['ip pim ssm range SSM', ['SSM multicast']],
  ['ip pim accept-rp 10.0.0.1 7', ['7 multicast']],
  ['ip pim vrf RED rp-address 10.0.0.1 7 override', ['7 multicast']],
  ['ip pim vrf RED ssm range 7', ['7 multicast']],
  ['ip pim vrf RED autorp listener', []],
  ['interface X\n ipv6 mld access-group SIX', ['SIX multicast']],
  ['ipv6 nd raguard policy P\n match ipv6 access-list SIX', ['SIX switching']],
  ['ipv6 dhcp guard policy P\n match server access-list SIX', ['SIX switching']],
  ['ip arp inspection filter ARP vlan 10', []],
  ['monitor session 1 filter ip access-group 10', ['10 other']],
  ['monitor session 1 source interface Gi1/0/1 , Gi1/0/2', []],
  ['monitor session 1 type erspan-source\n filter ip access-group CAP', ['CAP other']],
  ['monitor capture C access-list CAP', ['CAP other']],
  ['ip tcp intercept list 101', ['101 inspection']],
  ['ip admission name WEB proxy http list 5', ['5 inspection']],
  ['class-map type traffic match-any C\n match access-group input name N', ['N class-map']],
  ['router eigrp 1\n default-information in 7', ['7 routing']],
  ['interface X\n ip directed-broadcast 5', ['5 other']],
  ['interface X\n traffic-shape group 101 128000', ['101 rate-limit']],
  ['interface X\n ipv6 verify unicast source reachable-via rx SIX', ['SIX other']],
  ['fallback profile F\n ip access-group L in', ['L other']],
  ['crypto gdoi group G\n server local\n  sa ipsec 1\n   match address ipv4 101', ['101 crypto']],
])('%j', (text, want) => {
  expect(usesOf(text)).toEqual(want);
});
