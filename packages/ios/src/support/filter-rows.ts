/** Support of what filters packets and is no list at an interface. */
import { harmless, kept, type SupportSection } from '@aclift/dialect-kit';

export const FILTERS: SupportSection = {
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
        'block:vlan-settings',
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
};
