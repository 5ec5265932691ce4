/** Support of what surrounds lists: interfaces, routes, and the uses of lists that filter nothing. */
import { harmless, kept, type SupportSection } from './support-row.ts';

export const DEVICE_SECTIONS: readonly SupportSection[] = [
  {
    title: 'Interfaces',
    rows: [
      kept('interface NAME', ['block:interface'], 'Gi0/1 and GigabitEthernet0/1 are one'),
      kept(
        'interface range A - B , C',
        ['line:interface-range'],
        'up to 512 interfaces; commands count for each',
      ),
      kept(
        'ip access-group L {in | out}',
        ['command:ip access-group'],
        'without a direction: out, with a warning; common C L: C first',
      ),
      kept('ipv6 traffic-filter L {in | out}', ['command:ipv6 traffic-filter']),
      kept('ip address A M [secondary], ip address dhcp, ip unnumbered IF', [
        'command:ip address',
        'command:ip unnumbered',
      ]),
      kept('ipv6 address X/LEN', ['command:ipv6 address']),
      kept('shutdown, description, encapsulation dot1Q', [
        'command:shutdown',
        'command:description',
        'command:encapsulation',
      ]),
      kept('vrf forwarding, ip vrf forwarding', [
        'command:vrf forwarding',
        'command:ip vrf forwarding',
      ]),
      kept('standby, vrrp, glbp', [
        'command:standby',
        'command:vrrp',
        'command:glbp',
        'command:address',
      ]),
      kept('ip nat {inside | outside}', ['command:ip nat']),
      kept(
        'zone-member security Z, ip inspect NAME {in | out}',
        ['command:zone-member security', 'command:ip inspect'],
        'lists are then not the whole policy',
      ),
      harmless('mac access-group', ['command:mac access-group'], 'filters no IP packets'),
    ],
  },
  {
    title: 'Topology',
    rows: [
      kept('hostname NAME', ['command:hostname']),
      kept('ip route, ipv6 route', ['command:ip route', 'command:ipv6 route']),
      kept(
        'router PROTOCOL',
        ['command:router', 'command:ipv6 router', 'block:router'],
        'that there is one',
      ),
      kept('ip nat … static', ['line:static-nat']),
      kept('vlan N, name NAME', ['command:name', 'block:vlan']),
    ],
  },
  {
    title: 'Uses of a list that filter no forwarded packets',
    rows: [
      kept('access-class, ip http access-class, username … access-class', [
        'command:access-class',
        'command:ip access-class',
        'command:ipv6 access-class',
        'command:ip http access-class',
        'command:ip http secure-server access-class',
        'command:username',
        'block:line',
      ]),
      kept('snmp-server, ntp access-group, tftp-server', [
        'command:snmp-server community',
        'command:snmp-server group',
        'command:snmp-server user',
        'command:snmp-server tftp-server-list',
        'command:snmp-server file-transfer access-group',
        'command:ntp access-group',
        'command:tftp-server',
      ]),
      kept('route-map: match ip address L…', [
        'command:match ip address',
        'command:match ipv6 address',
        'command:match ip next-hop',
        'command:match ip route-source',
        'block:route-map',
      ]),
      kept(
        'class-map: match access-group; policy-map; control-plane',
        [
          'command:match access-group',
          'command:match access-group name',
          'command:match not access-group',
          'command:match not access-group name',
          'command:class',
          'command:service-policy',
          'block:class-map',
          'block:policy-map',
          'block:control-plane',
        ],
        'classes of the control plane and of inspection are told apart',
      ),
      kept('crypto map: match address L, set ip access-group L; client groups: acl L', [
        'command:match address',
        'command:set ip access-group',
        'command:acl',
        'command:route set access-list',
        'block:crypto-map',
        'block:client-group',
      ]),
      kept('ip nat … list L', ['line:nat-list']),
      kept('distribute-list, offset-list, neighbor … distribute-list, distance', [
        'command:distribute-list',
        'command:offset-list',
        'command:neighbor',
        'command:distance',
      ]),
      kept('vlan access-map: match ip address L', ['block:vlan-map']),
      kept('ip pim, ip igmp, ip multicast boundary, ip dvmrp, ip msdp, ip mroute', [
        'command:ip pim',
        'command:ip pim rp-address',
        'command:ip pim neighbor-filter',
        'command:ip igmp access-group',
        'command:ip multicast boundary',
        'command:ip dvmrp',
        'command:ip msdp',
        'command:ip mroute',
      ]),
      kept(
        'rate-limit, ip verify unicast, ip wccp, ip inspect name, dialer-list, mpls ldp, ip dns',
        [
          'command:rate-limit',
          'command:ip verify unicast',
          'command:ip wccp',
          'command:ip inspect name',
          'command:dialer-list',
          'command:mpls ldp advertise-labels',
          'command:ip dns',
        ],
      ),
      kept('cts role-based permissions … L', ['command:cts role-based permissions']),
      kept('template, service-template, identity policy: access-group L', [
        'command:access-group',
        'block:template',
      ]),
    ],
  },
];
