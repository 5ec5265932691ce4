/** Small lists with the exact verdict on every line, and on the lines that cause it. */
import { lint } from '@aclift/analysis';
import { printLine } from '@aclift/ios';
import { expect, test } from 'vitest';
import { devicesOf } from './read-devices.ts';

/** `LINE STANDING` for each permit and deny line of the text, and `LINE CODE: CAUSES` for what is found dead. */
function verdict(text: string): readonly string[] {
  const source = { name: 'r.cfg', text };
  const { devices, diagnostics, sources } = devicesOf([source]);
  const { findings, lists } = lint({ devices, sources, diagnostics, printLine });
  const standings = lists
    .flatMap((list) => list.standings ?? [])
    .toSorted((a, b) => a.line - b.line)
    .map(({ line, standing }) => `${line} ${standing}`);
  const dead = findings
    .filter(({ code }) => /^lint\/(shadowed|redundant|matches-nothing|needless-deny)/.test(code))
    .toSorted((a, b) => a.line - b.line)
    .map(({ causes, code, line }) =>
      [`${line} ${code}`, causes.map((cause) => cause.line).join(', ')].join(': '),
    );
  return [...standings, ...dead];
}

test.each([
  {
    name: 'packets without a transport protocol meet no line that names one',
    text: `ipv6 access-list A
 deny ipv6 any any log undetermined-transport
 permit icmp any any
 permit icmp any any router-solicitation
 permit tcp any host 2001:db8::80 eq 443
 permit ipv6 any host 2001:db8::53
`,
    says: ['2 live', '3 live', '4 shadowed', '5 live', '6 partly-shadowed', '4 lint/shadowed: 3'],
  },
  {
    name: 'and no line is taken to do the same as one about them',
    text: `ipv6 access-list A
 permit tcp any any
 permit ipv6 any any undetermined-transport
 permit ipv6 any any
`,
    says: ['2 redundant', '3 live', '4 partly-shadowed', '2 lint/redundant: 4'],
  },
  {
    name: 'of two lines about them the second is dead',
    text: `ipv6 access-list A
 deny ipv6 any any undetermined-transport
 deny ipv6 any any undetermined-transport log
 permit ipv6 any any
`,
    says: ['2 live', '3 shadowed', '4 partly-shadowed', '3 lint/shadowed: 2'],
  },
  {
    name: 'an undefined group is one group wherever it stands at the same end',
    text: `ip access-list extended A
 deny ip object-group G any
 permit tcp object-group G any eq 80
 permit tcp any object-group G eq 80
`,
    says: ['2 live', '3 shadowed', '4 partly-shadowed', '3 lint/shadowed-by-opposite: 2'],
  },
  {
    name: 'a permit below a deny of the same is shadowed by the opposite',
    text: `ip access-list extended A
 deny tcp any host 192.0.2.1 eq 80
 permit tcp host 198.51.100.1 host 192.0.2.1 eq 80
 permit ip any any
`,
    says: ['2 live', '3 shadowed', '4 partly-shadowed', '3 lint/shadowed-by-opposite: 2'],
  },
  {
    name: 'three lines that together are the fourth shadow it',
    text: `ip access-list extended A
 permit tcp any 192.0.2.0 0.0.0.127 eq 80
 permit tcp any 192.0.2.128 0.0.0.63 eq 80
 permit tcp any 192.0.2.192 0.0.0.63 eq 80
 permit tcp any 192.0.2.0 0.0.0.255 eq 80
`,
    says: ['2 live', '3 live', '4 live', '5 shadowed', '5 lint/shadowed: 2, 3, 4'],
  },
  {
    name: 'two of the three do not',
    text: `ip access-list extended A
 deny tcp any 192.0.2.0 0.0.0.127 eq 80
 deny tcp any 192.0.2.192 0.0.0.63 eq 80
 permit tcp any 192.0.2.0 0.0.0.255 eq 80
`,
    says: ['2 live', '3 live', '4 partly-shadowed'],
  },
  {
    name: 'an earlier line is redundant through a wider later one',
    text: `ip access-list extended A
 permit tcp host 198.51.100.1 any eq 22
 permit tcp 198.51.100.0 0.0.0.255 any eq 22
`,
    says: ['2 redundant', '3 partly-shadowed', '2 lint/redundant: 3'],
  },
  {
    name: 'and is not where a deny between them needs it',
    text: `ip access-list extended A
 permit tcp host 198.51.100.1 any eq 22
 deny tcp any host 192.0.2.1 eq 22
 permit tcp 198.51.100.0 0.0.0.255 any eq 22
`,
    says: ['2 live', '3 partly-shadowed', '4 partly-shadowed'],
  },
  {
    name: 'eq is within gt',
    text: `ip access-list extended A
 permit udp any any gt 1023
 permit udp any any eq 1024
 permit udp any any eq 1023
`,
    says: ['2 live', '3 shadowed', '4 live', '3 lint/shadowed: 2'],
  },
  {
    name: 'established is within TCP, and TCP is not within established',
    text: `ip access-list extended A
 permit tcp any any eq 80
 permit tcp any any eq 80 established
ip access-list extended B
 permit tcp any any established
 permit tcp any any
`,
    says: [
      '2 live',
      '3 shadowed',
      '5 redundant',
      '6 partly-shadowed',
      '3 lint/shadowed: 2',
      '5 lint/redundant: 6',
    ],
  },
  {
    name: 'an ICMP type is within ICMP, and a code within its type',
    text: `ip access-list extended A
 permit icmp any any unreachable
 permit icmp any any host-unreachable
 permit icmp any any echo
 permit icmp any any
 permit icmp any any echo-reply
`,
    says: [
      '2 redundant',
      '3 shadowed',
      '4 redundant',
      '5 partly-shadowed',
      '6 shadowed',
      '2 lint/redundant: 5',
      '3 lint/shadowed: 2',
      '4 lint/redundant: 5',
      '6 lint/shadowed: 5',
    ],
  },
  {
    name: 'even and odd hosts by discontiguous wildcards are all hosts',
    text: `ip access-list extended A
 permit ip 10.0.0.0 0.0.0.254 any
 permit ip 10.0.0.1 0.0.0.254 any
 permit ip 10.0.0.0 0.0.0.255 any
 permit ip 10.0.0.0 0.0.1.254 any
`,
    says: [
      '2 redundant',
      '3 live',
      '4 shadowed',
      '5 partly-shadowed',
      '2 lint/redundant: 5',
      '4 lint/shadowed: 2, 3',
    ],
  },
  {
    name: 'IPv6: two halves cover a prefix',
    text: `ipv6 access-list A
 permit tcp 2001:db8::/33 any eq 443
 permit tcp 2001:db8:8000::/33 any eq 443
 permit tcp 2001:db8::/32 any eq 443
`,
    says: ['2 live', '3 live', '4 shadowed', '4 lint/shadowed: 2, 3'],
  },
  {
    name: 'a numbered list is a list',
    text: `access-list 101 permit tcp any host 192.0.2.1 eq www
access-list 10 permit 10.0.0.0 0.255.255.255
access-list 101 deny   tcp any host 192.0.2.1 eq 80
access-list 10 deny   10.1.0.0 0.0.255.255
`,
    says: [
      '1 live',
      '2 live',
      '3 shadowed',
      '4 shadowed',
      '3 lint/shadowed-by-opposite: 1',
      '4 lint/shadowed-by-opposite: 2',
    ],
  },
  {
    name: 'groups inside groups are what they hold',
    text: `object-group network INNER
 host 192.0.2.1
 host 192.0.2.2
object-group network OUTER
 group-object INNER
 host 192.0.2.3
ip access-list extended A
 permit tcp any object-group OUTER eq 80
 permit tcp any host 192.0.2.2 eq 80
 permit tcp any object-group INNER eq 80
 permit tcp any host 192.0.2.4 eq 80
`,
    says: [
      '8 live',
      '9 shadowed',
      '10 shadowed',
      '11 live',
      '9 lint/shadowed: 8',
      '10 lint/shadowed: 8',
    ],
  },
  {
    name: 'a reflexive list is never unmatchable, and shadows nothing for certain',
    text: `ip access-list extended OUT
 permit tcp any any reflect FLOWS
ip access-list extended IN
 evaluate FLOWS
 permit tcp any any eq 80
 evaluate FLOWS
 deny ip any any
`,
    says: [
      '2 live',
      '4 live',
      '5 partly-shadowed',
      '6 shadowed',
      '7 partly-shadowed',
      '6 lint/shadowed: 4',
    ],
  },
  {
    name: 'a group that nobody defined may hold anything, and its line is redundant whatever it holds',
    text: `ip access-list extended A
 permit tcp any object-group NOBODY eq 80
 permit tcp any any eq 80
`,
    says: ['2 redundant', '3 partly-shadowed', '2 lint/redundant: 3'],
  },
  {
    name: 'a group without members, and ports that no packet has, match nothing',
    text: `object-group network EMPTY
ip access-list extended A
 permit tcp any object-group EMPTY eq 80
 permit tcp any any gt 65535
 permit tcp any any eq 80
`,
    says: [
      '3 matches-nothing',
      '4 matches-nothing',
      '5 live',
      '3 lint/matches-nothing: ',
      '4 lint/matches-nothing: ',
    ],
  },
])('$name', ({ says, text }) => {
  expect(verdict(text)).toEqual(says);
});
