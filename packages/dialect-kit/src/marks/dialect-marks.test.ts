import { expect, test } from 'vitest';
import { DialectMarks } from './dialect-marks.ts';

const dialectOf = (...lines: string[]): string | undefined => {
  const marks = new DialectMarks();
  return lines
    .map((line) => (line.startsWith('!') ? marks.comment(line) : marks.command(line)))
    .find((dialect) => dialect !== undefined);
};

test.each([
  ['Cisco ASA', ['ASA Version 9.9(2)']],
  ['Cisco ASA', [': Saved']],
  ['Cisco ASA', ['access-group OUT in interface outside']],
  ['Cisco ASA', ['nameif inside', 'security-level 100']],
  ['Cisco NX-OS', ['!Command: show running-config']],
  ['Cisco NX-OS', ['feature ospf', 'vrf context management']],
  ['Cisco IOS XR', ['!! IOS XR Configuration 6.1.2']],
  ['Cisco IOS XR', ['ipv4 access-list WEB']],
  ['Arista EOS', ['! device: leaf1 (vEOS, EOS-4.20.1F)']],
  ['Arista EOS', ['transceiver qsfp default-mode 4x10G', 'daemon TerminAttr']],
  ['Arista EOS', ['! Command: show running-config']],
  ['Arista EOS', ['IP Access List default-control-plane-acl [readonly]']],
  ['Arista EOS', ['counters per-entry']],
  ['Cisco ASA', ['access-list OUTSIDE; 12 elements; name hash: 0xdeadbeef']],
  ['Cisco ASA', ['access-list OUTSIDE line 7 extended permit ip any any (hitcnt=0) 0x1']],
  [
    'Cisco ASA',
    ['access-list OUT remark web', 'access-list OUT extended permit tcp any any eq 80'],
  ],
  ['Cisco ASA', ['network-object host 192.0.2.1', 'port-object eq www']],
  ['Cisco ASA', ['nat (inside,outside) source dynamic any interface']],
  ['Cisco NX-OS', ['IP access list WEB']],
  ['Cisco NX-OS', ['version 9.3(5) Bios:version 07.69']],
  ['Cisco NX-OS', ['statistics per-entry', 'feature lldp']],
  ['Cisco IOS XR', ['ipv6 access-group V6 ingress']],
  ['Cisco IOS XR', ['interface TenGigE0/0/0/1', 'ipv4 address 192.0.2.1 255.255.255.0']],
  ['Cisco IOS XR', ['RP/0/RSP0/CPU0:core#show running-config']],
  ['Cisco Small Business', ['config-file-header']],
  ['Cisco Small Business', ['service-acl input WEB default-action permit-any']],
  ['Cisco AireOS', ['config acl create GUEST']],
  ['Cisco AireOS', ['acl rule action GUEST 1 permit']],
  ['Juniper Junos', ['## Last commit: 2026-01-01 00:00:00 UTC by admin']],
  ['Juniper Junos', ['set firewall family inet filter WEB term 1 then accept']],
  ['Juniper Junos', ['set interfaces ge-0/0/0 unit 0 family inet address 192.0.2.1/24']],
  ['Juniper Junos', ['family inet {']],
  ['Juniper Junos or VyOS', ['system {']],
  ['Juniper Junos or VyOS', ['set system host-name r1', 'set protocols static route 0.0.0.0/0']],
  ['VyOS', ['set firewall ipv4 name WAN-IN rule 10 action accept']],
  ['VyOS', ['set interfaces ethernet eth0 address 192.0.2.1/24']],
  ['H3C Comware', ['acl advanced 3000']],
  ['H3C Comware', ['packet-filter 3000 inbound']],
  ['H3C Comware', ['packet-filter name WEB inbound']],
  ['Huawei VRP', ['traffic-filter inbound acl 3000']],
  ['Huawei VRP or H3C Comware', ['acl number 3000']],
  ['Huawei VRP or H3C Comware', ['rule 5 deny tcp destination 192.0.2.0 0.0.0.255']],
  ['Huawei VRP or H3C Comware', ['sysname core', 'undo shutdown']],
  ['Huawei VRP or H3C Comware', ['<core>display current-configuration']],
  ['HPE ArubaOS-Switch', ['; J9729A Configuration Editor; Created on release #WB.16.10']],
  ['HPE ArubaOS-Switch', ['untagged 1-24', 'hostname "sw1"']],
  ['HPE ArubaOS-CX', ['!Version ArubaOS-CX FL.10.06.0001']],
  ['HPE ArubaOS-CX', ['access-list ip WEB']],
  ['HPE ArubaOS', ['ip access-list session guest']],
  ['Palo Alto PAN-OS', ['set deviceconfig system hostname fw1']],
  ['Palo Alto PAN-OS', ['set rulebase security rules WEB action allow']],
  ['Palo Alto PAN-OS', ['<config version="10.1.0" urldb="paloaltonetworks">']],
  ['Fortinet FortiOS', ['#config-version=FGT60F-7.2.5-FW-build1517']],
  ['Fortinet FortiOS', ['config firewall policy']],
  ['Nokia SR OS', ['# TiMOS-C-20.10.R1 cpm/x86_64']],
  ['MikroTik RouterOS', ['/ip firewall filter']],
  ['Linux iptables', [':INPUT ACCEPT [0:0]']],
  ['Linux iptables', ['-A INPUT -p tcp --dport 22 -j ACCEPT', 'COMMIT']],
  ['Linux iptables', ['iptables -A INPUT -j DROP']],
  ['Linux iptables', ['Chain INPUT (policy ACCEPT 0 packets, 0 bytes)']],
  ['Linux nftables', ['table inet filter {']],
])('%s by %j', (dialect, lines) => {
  expect(dialectOf(...lines)).toBe(dialect);
});

test.each([
  ['one mark that is not sure', ['feature request']],
  ['the same mark twice', ['feature a', 'feature b']],
  ['marks of two dialects', ['feature ospf', 'nameif x']],
  [
    'commands of IOS with the same first word',
    [
      'set ip next-hop 192.0.2.1',
      'set interface Null0',
      'set security-association lifetime seconds 3600',
      'vlan internal allocation policy ascending',
      'configure terminal',
      'config-register 0x2102',
      'ip route 0.0.0.0 0.0.0.0 192.0.2.1',
      'ip access-list extended WEB',
      'access-list 101 permit ip any any',
      'nat log translations syslog',
      'version 15.1',
      'service tcp-keepalives-in',
      'interface GigabitEthernet0/0/0',
      'mtu 1500',
      'router bgp 65000',
      'rule 1 /^9/ //',
      'port-channel load-balance src-dst-ip',
    ],
  ],
  ['IOS', ['! Last configuration change', 'version 15.1', 'ip access-group X in']],
])('nothing by %s', (_name, lines) => {
  expect(dialectOf(...lines)).toBeUndefined();
});

test('the reader of a system takes nothing from its own marks', () => {
  const line = 'access-group OUTSIDE_IN in interface outside';
  expect(new DialectMarks().command(line)).toBe('Cisco ASA');
  expect(new DialectMarks(['Cisco ASA']).command(line)).toBeUndefined();
  expect(new DialectMarks(['Cisco ASA']).comment('!Command: show running-config')).toBe(
    'Cisco NX-OS',
  );
});
