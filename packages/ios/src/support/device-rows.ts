/** Support of what surrounds lists: interfaces, routes, and the uses of lists that filter nothing. */
import { harmless, kept, type SupportSection } from './support-row.ts';

export const DEVICE_SECTIONS: readonly SupportSection[] = [
  {
    title: 'Interfaces',
    rows: [
      kept('interface NAME', ['block:interface']),
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
      kept(
        'switchport [mode M | access vlan N | voice vlan N | trunk allowed vlan L | trunk native vlan N]',
        ['command:switchport'],
        'on a switch, an interface that says nothing of itself is a port too',
      ),
      kept(
        'template T: ip access-group, ipv6 traffic-filter, switchport, service-policy; source template T',
        ['command:template', 'command:source template', 'block:template'],
        'as if it stood at the interface',
      ),
      kept('channel-group N', ['command:channel-group'], 'members are what the channel is'),
      harmless('mac access-group', ['command:mac access-group'], 'filters no IP packets'),
    ],
  },
  {
    title: 'Filters that are no plain lists',
    rows: [
      kept(
        'vlan access-map M N: match {ip | ipv6} address L…, action {drop | forward}; vlan filter M vlan-list V',
        ['command:vlan access-map', 'command:vlan filter', 'command:action', 'block:vlan-map'],
        'filters what is bridged in the VLANs or routed into or out of them',
      ),
      kept(
        'class-map [match-all | match-any] C: match [not] {access-group L | class-map C | any | protocol {ip | ipv6}}',
        [
          'command:class-map',
          'command:match',
          'command:match access-group',
          'command:match access-group name',
          'command:match not access-group',
          'command:match not access-group name',
          'block:class-map',
        ],
        'a class that anything else has a say in takes its packets only perhaps',
      ),
      kept(
        'policy-map P: class C, drop, police … conform-action drop, service-policy P; service-policy {input | output} P',
        [
          'command:policy-map',
          'command:class',
          'command:drop',
          'command:police',
          'command:conform-action',
          'command:exceed-action',
          'command:service-policy',
          'block:policy-map',
        ],
        'a filter if some class drops all of its packets; a limit of their rate is none',
      ),
      kept(
        'zone security Z, zone-pair security N source Z destination Z: service-policy type inspect P',
        ['command:zone security', 'command:zone-pair security', 'block:zone-pair'],
      ),
      kept(
        'class-map type inspect C, policy-map type inspect P: class type inspect C, inspect, pass, drop',
        ['command:inspect', 'command:pass'],
        'a class that names protocols or users takes its packets only perhaps',
      ),
      kept(
        'route-map R {permit | deny} N: match ip address L…, set [default] interface Null0; ip policy route-map R',
        [
          'command:route-map',
          'command:set',
          'command:set interface',
          'command:set default interface',
          'command:ip policy route-map',
          'command:ipv6 policy route-map',
        ],
        'a filter if some entry sends its packets to Null0; with other clauses only perhaps',
      ),
      kept(
        'ip receive access-list L',
        ['command:ip receive access-list', 'command:ip receive acl'],
        'filters packets for the device itself',
      ),
      harmless(
        'match mac address (vlan access-map)',
        ['command:match mac address'],
        'selects no IP packets',
      ),
    ],
  },
  {
    title: 'Topology',
    rows: [
      kept('hostname NAME', ['command:hostname']),
      kept(
        'ip route [vrf V] A M {A | IF [A] | dhcp} [global] [DISTANCE] [tag N] [track N] [name N] [permanent], ipv6 route',
        ['command:ip route', 'command:ipv6 route'],
      ),
      kept('ip default-network A', ['command:ip default-network'], 'if a static route knows it'),
      kept('ip routing, ip default-gateway A, ipv6 unicast-routing', [
        'command:ip routing',
        'command:ip default-gateway',
        'command:ipv6 unicast-routing',
      ]),
      kept(
        'router PROTOCOL, ipv6 router PROTOCOL, router ospf 1 vrf V',
        ['command:router', 'command:ipv6 router', 'block:router', 'command:vrf'],
        'runs on every interface of its VRF if it is not known to say where',
      ),
      kept(
        'network A WILDCARD, network A, passive-interface IF | default, af-interface IF, shutdown',
        [
          'command:network',
          'command:passive-interface',
          'command:af-interface',
          'command:exit-af-interface',
          'command:topology',
          'command:exit-af-topology',
        ],
        'on which interfaces OSPF, EIGRP, RIP and IGRP run',
      ),
      kept('neighbor A, bgp listen range A/LEN, address-family {ipv4 | ipv6} [vrf V]', [
        'command:bgp listen range',
        'command:address-family',
        'command:exit-address-family',
      ]),
      kept('redistribute SOURCE', ['command:redistribute']),
      kept(
        'ip ospf P area N, ipv6 ospf, ospfv3, ip router isis, ipv6 router isis, ipv6 rip N enable, ipv6 eigrp N',
        [
          'command:ip ospf',
          'command:ipv6 ospf',
          'command:ospfv3',
          'command:ip router isis',
          'command:ipv6 router isis',
          'command:ipv6 rip',
          'command:ipv6 eigrp',
        ],
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
        'control-plane: service-policy input P',
        ['block:control-plane'],
        'lists of its classes protect the device itself',
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
      kept('service-template, identity policy: access-group L', ['command:access-group']),
    ],
  },
];
