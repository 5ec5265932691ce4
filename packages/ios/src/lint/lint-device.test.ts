import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

const codesOf = (text: string): string[] =>
  parseIos({ name: '', text }).diagnostics.map(({ code }) => code.slice('ios/'.length));

describe('a device with', () => {
  test.each([
    {
      name: 'an undefined list bound',
      text: 'interface X\n ip access-group A in',
      want: ['undefined-list'],
    },
    {
      name: 'an empty list bound',
      text: 'interface X\n ip access-group A in\nip access-list extended A\n remark only',
      want: ['empty-list'],
    },
    {
      name: 'an undefined list used',
      text: 'line vty 0 4\n access-class 5 in',
      want: ['undefined-reference'],
    },
    {
      name: 'a list that only the other family has',
      text: 'interface X\n ip access-group A in\nipv6 access-list A\n permit ipv6 any any',
      want: ['undefined-list', 'unused-list'],
    },
    {
      name: 'a list that a later line replaces',
      text: 'interface X\n ip access-group A in\n ip access-group B in\nip access-list extended A\n permit ip any any\nip access-list extended B\n permit ip any any',
      want: ['replaced-binding'],
    },
    {
      name: 'a list that is taken away before another comes',
      text: 'interface X\n ip access-group A in\n no ip access-group A in\n ip access-group B in\nip access-list extended B\n permit ip any any',
      want: [],
    },
    {
      name: 'a list of groups',
      text: 'interface X\n ip multicast boundary 30\naccess-list 30 permit 224.0.0.0 15.255.255.255',
      want: [],
    },
    {
      name: 'a list of groups that filters packets too',
      text: 'interface X\n ip multicast boundary 30\n ip access-group 30 in\naccess-list 30 permit 224.0.0.0 15.255.255.255',
      want: ['multicast-source'],
    },
    {
      name: 'lists that the system brings along',
      text: 'interface X\nip access-list extended IP-Adm-V4-Int-ACL-global\n permit tcp any any eq www\nip access-list extended implicit_deny\n deny ip any any\nip access-list extended mine\n deny ip any any',
      want: ['unused-list'],
    },
    { name: 'a bare list', text: 'access-list 1 permit any', want: [] },
    {
      name: 'a list that nothing uses',
      text: 'interface X\nip access-list extended A\n permit ip any any',
      want: ['unused-list'],
    },
    {
      name: 'a list in both directions',
      text: 'interface X\n ip access-group A in\n ip access-group A out\naccess-list 1 permit any\nip access-list extended A\n permit ip any any',
      want: ['bound-both-directions', 'unused-list'],
    },
    {
      name: 'entries behind one that matches everything',
      text: 'ip access-list extended A\n permit ip any any\n remark x\n deny ip host 1.1.1.1 any\n deny ip host 1.1.1.2 any',
      want: ['unreachable-entries'],
    },
    {
      name: 'entries behind one that matches sometimes',
      text: 'ip access-list extended A\n permit ip any any dscp ef\n deny ip host 1.1.1.1 any',
      want: [],
    },
    {
      name: 'neighbour discovery denied',
      text: 'ipv6 access-list A\n permit icmp any any nd-na\n deny ipv6 any any',
      want: ['neighbour-discovery-denied'],
    },
    {
      name: 'neighbour discovery permitted',
      text: 'ipv6 access-list A\n permit icmp any any nd-na\n permit icmp any any nd-ns\n deny ipv6 any any',
      want: [],
    },
    {
      name: 'a multicast source',
      text: 'ip access-list extended A\n permit ip 224.0.0.0 15.255.255.255 any',
      want: ['multicast-source'],
    },
    {
      name: 'a group of a multicast boundary',
      text: 'interface X\n ip multicast boundary 30\naccess-list 30 deny 224.0.1.2\naccess-list 30 permit 224.0.0.0 15.255.255.255',
      want: [],
    },
    {
      name: 'a list for groups that filters packets too',
      text: 'interface X\n ip multicast boundary 30\n ip access-group 30 in\naccess-list 30 permit 224.0.0.0 15.255.255.255',
      want: ['multicast-source'],
    },
    {
      name: 'a class of multicast senders',
      text: 'class-map C\n match access-group 30\naccess-list 30 permit 224.0.0.0 15.255.255.255',
      want: ['multicast-source'],
    },
    {
      name: 'proxy identities behind a wider one',
      text: 'crypto map VPN 10 ipsec-isakmp\n match address 110\naccess-list 110 permit ip any any\naccess-list 110 permit ip host 192.0.2.1 any',
      want: [],
    },
    {
      name: 'a list of proxy identities that filters too',
      text: 'crypto map VPN 10 ipsec-isakmp\n match address 110\ninterface X\n ip access-group 110 in\naccess-list 110 permit ip any any\naccess-list 110 permit ip host 192.0.2.1 any',
      want: [],
    },
    {
      name: 'IPv6 routes without neighbour discovery',
      text: 'route-map RM permit 10\n match ipv6 address A\nipv6 access-list A\n deny ipv6 any any',
      want: [],
    },
    {
      name: 'a multicast source denied',
      text: 'ip access-list extended A\n deny ip 224.0.0.0 15.255.255.255 any',
      want: [],
    },
    {
      name: 'one host on both sides',
      text: 'ip access-list extended A\n permit ip host 1.1.1.1 host 1.1.1.1',
      want: ['same-source-and-destination'],
    },
    {
      name: 'a long remark',
      text: `ip access-list extended A\n remark ${'x'.repeat(101)}`,
      want: ['long-remark'],
    },
    {
      name: 'an undefined time range',
      text: 'ip access-list extended A\n permit ip any any time-range T',
      want: ['undefined-time-range'],
    },
    {
      name: 'half of a reflexive pair',
      text: 'ip access-list extended A\n permit tcp any any reflect R\n evaluate S',
      want: ['reflect-without-evaluate', 'evaluate-without-reflect'],
    },
    {
      name: 'groups gone wrong',
      text: 'object-group network E\nobject-group service S\n tcp eq 80\nip access-list extended A\n permit ip object-group E object-group M\n permit ip object-group S any',
      want: ['empty-group', 'undefined-group', 'wrong-group-type'],
    },
    {
      name: 'a group inside itself',
      text: 'object-group network A\n group-object B\nobject-group network B\n group-object A\nip access-list extended L\n permit ip object-group A any',
      want: ['group-cycle'],
    },
  ])('$name', ({ text, want }) => {
    expect(codesOf(text)).toEqual(want);
  });
});
