/** The words of `aclift query`: what people wrote, and no numbers that only the analyser knows. */
import { deviceLists } from '@aclift/lists';
import { query } from '@aclift/analysis';
import { readDevice } from '@aclift/dialects';
import { describe, expect, test } from 'vitest';

/** `permit LINE: REGION` for each region of each answer. */
function answers(text: string, within: string): readonly string[] {
  const source = { name: 'r.cfg', text };
  const device = readDevice(source);
  const [list] = device === undefined ? [] : deviceLists(device);
  if (list === undefined) throw new Error('no list');
  const report = query({ list, source, within });
  if (!report.ok) throw new Error(report.error);
  return report.value.answers.flatMap(({ action, line, regions }) =>
    regions.map((region) => `${action} ${line ?? 'end'}: ${region}`),
  );
}

const list = (...lines: readonly string[]): string =>
  `ip access-list extended A\n${lines.map((line) => ` ${line}\n`).join('')}`;
const list6 = (...lines: readonly string[]): string =>
  `ipv6 access-list A\n${lines.map((line) => ` ${line}\n`).join('')}`;

describe('what nobody can tell is named as the line has it', () => {
  test.each([
    {
      name: 'an undefined group at one end',
      text: list('permit tcp object-group MISSING host 192.0.2.130 eq 2049'),
      within: 'tcp any 192.0.2.130 2049',
      want: [
        'permit 2: tcp from any to 192.0.2.130, destination port 2049, when the source is in object-group MISSING',
        'deny end: tcp from any to 192.0.2.130, destination port 2049, unless the source is in object-group MISSING',
      ],
    },
    {
      name: 'one group, whichever line asks for it',
      text: list('deny ip any object-group MISSING', 'permit udp any object-group MISSING eq 53'),
      within: 'udp any any 53',
      want: [
        'deny 2: udp from any to any, destination port 53, when the destination is in object-group MISSING',
        'deny end: udp from any to any, destination port 53, unless the destination is in object-group MISSING',
      ],
    },
    {
      name: 'a group with a member that could not be read',
      text: `object-group network PART\n host 192.0.2.1\n something else\n${list('permit ip object-group PART any')}`,
      within: 'gre any any',
      want: [
        'permit 5: gre from any but 192.0.2.1 to any, when the source is in object-group PART',
        'permit 5: gre from 192.0.2.1 to any',
        'deny end: gre from any but 192.0.2.1 to any, unless the source is in object-group PART',
      ],
    },
    {
      name: 'an undefined service group',
      text: list('permit object-group SERVICES any any'),
      within: 'tcp any any 80',
      want: [
        'permit 2: tcp from any to any, destination port 80, when the service is in object-group SERVICES',
        'deny end: tcp from any to any, destination port 80, unless the service is in object-group SERVICES',
      ],
    },
    {
      name: 'a wildcard that scatters',
      text: list('permit ip 10.0.0.0 85.85.85.85 any'),
      within: 'ospf 10.0.0.1 any',
      want: [
        'permit 2: ospf from 10.0.0.1 to any, when the source matches 10.0.0.0 85.85.85.85',
        'deny end: ospf from 10.0.0.1 to any, unless the source matches 10.0.0.0 85.85.85.85',
      ],
    },
    {
      name: 'a port group',
      text: list('permit tcp any any portgroup NFS'),
      within: 'tcp any any 2049',
      want: [
        'permit 2: tcp from any to any, destination port 2049, when the destination port is in portgroup NFS',
        'deny end: tcp from any to any, destination port 2049, unless the destination port is in portgroup NFS',
      ],
    },
    {
      name: 'IP options',
      text: list('deny ip any any option any-options'),
      within: 'igmp any any',
      want: [
        'deny 2: igmp from any to any, when it has IP options',
        'deny end: igmp from any to any, unless it has IP options',
      ],
    },
    {
      name: 'a header of IPv6',
      text: list6('deny ipv6 any any routing-type 0'),
      within: 'tcp any any 80',
      want: [
        'deny 2: tcp from any to any, destination port 80, when it has a routing header, when it has a routing header of type 0',
        'deny end: tcp from any to any, destination port 80, when it has a routing header, unless it has a routing header of type 0',
        'deny end: tcp from any to any, destination port 80, unless it has a routing header',
      ],
    },
  ])('$name', ({ text, want, within }) => {
    expect(answers(text, within).toSorted()).toEqual(want.toSorted());
  });
});

describe('header fields have the names that lists give them', () => {
  test.each([
    { name: 'DSCP ef', condition: 'dscp ef', says: 'DSCP ef' },
    { name: 'DSCP af', condition: 'dscp af31', says: 'DSCP af31' },
    { name: 'a DSCP value without a name', condition: 'dscp 5', says: 'DSCP 5' },
    {
      name: 'precedence, of which DSCP is a part',
      condition: 'precedence 5',
      says: 'precedence 5',
    },
    { name: 'TTL', condition: 'ttl lt 2', says: 'TTL 0-1' },
  ])('$name', ({ condition, says }) => {
    expect(answers(list(`permit ip any any ${condition}`), 'esp any any')).toContain(
      `permit 2: esp from any to any, ${says}`,
    );
  });

  test('a protocol without a name is called so', () => {
    expect(answers(list('permit 200 any any', 'permit 88 any any'), 'any any any')).toEqual([
      'permit 2: protocol 200 from any to any',
      'permit 3: eigrp from any to any',
      'deny end: any but eigrp, protocol 200 from any to any',
    ]);
  });
});

describe('packets in which no transport protocol can be found', () => {
  const hardened = list6(
    'deny ipv6 any any log undetermined-transport',
    'permit icmp any any',
    'permit tcp any host 2001:db8:2::80 eq 443',
    'permit ipv6 any 2001:db8:3::/64',
  );
  test.each([
    {
      name: 'take no part where the question names a protocol',
      within: 'tcp any 2001:db8:2::80 443',
      want: ['permit 4: tcp from any to 2001:db8:2::80, destination port 443'],
    },
    {
      name: 'are left out of what a line without protocol permits',
      within: 'ip 2001:db8::1 2001:db8:3::1',
      want: [
        'deny 2: any protocol from 2001:db8::1 to 2001:db8:3::1, in which no transport protocol can be found',
        'permit 3: icmpv6 from 2001:db8::1 to 2001:db8:3::1',
        'permit 5: any but icmpv6 from 2001:db8::1 to 2001:db8:3::1',
      ],
    },
  ])('$name', ({ want, within }) => {
    expect(answers(hardened, within)).toEqual(want);
  });
});

test('an example is a packet that people would try', () => {
  const source = { name: 'r.cfg', text: list('permit ip any any') };
  const device = readDevice(source);
  const [all] = device === undefined ? [] : deviceLists(device);
  if (all === undefined) throw new Error('no list');
  expect(query({ list: all, source, within: 'ip any any' })).toMatchObject({
    value: {
      answers: [
        {
          witness: {
            source: '192.0.2.1',
            destination: '198.51.100.1',
            protocol: 'tcp',
            destinationPort: 443,
          },
        },
      ],
    },
  });
});
