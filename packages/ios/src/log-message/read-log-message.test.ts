/** Messages of access lists in every shape, and lines that are none. */
import { describe, expect, test } from 'vitest';
import { readLogMessage } from './read-log-message.ts';

describe('a message of a list', () => {
  test.each([
    {
      name: 'with the interface it came in by',
      line: '%SEC-6-IPACCESSLOGP: list 101 denied tcp 10.1.1.1(1024) (GigabitEthernet0/1 0011.2233.4455) -> 10.2.2.2(80), 1 packet',
      want: { list: '101', action: 'deny', protocol: 6, sourcePort: 1024, destinationPort: 80 },
    },
    {
      name: 'behind a host, a sequence number and a time',
      line: 'Mar  1 10:00:00 r1.example.net 4711: *Mar  1 09:59:59.123: %SEC-6-IPACCESSLOGP: list WEB-IN permitted udp 10.1.1.1(53) -> 10.2.2.2(5353), 12 packets',
      want: { list: 'WEB-IN', action: 'permit', protocol: 17, packets: 12 },
    },
    {
      name: 'about ICMP',
      line: '%SEC-6-IPACCESSLOGDP: list A permitted icmp 10.1.1.1 -> 10.2.2.2 (8/0), 2 packets',
      want: { protocol: 1, icmp: { type: 8, code: 0 } },
    },
    {
      name: 'about a protocol by its number',
      line: '%SEC-6-IPACCESSLOGNP: list A denied 47 10.1.1.1 -> 10.2.2.2, 1 packet',
      want: { protocol: 47, destination: '10.2.2.2' },
    },
    {
      name: 'about a protocol by its name',
      line: '%SEC-6-IPACCESSLOGRP: list A denied ospf 10.1.1.1 -> 224.0.0.5, 9 packets',
      want: { protocol: 89, packets: 9 },
    },
    {
      name: 'about IGMP with a subtype',
      line: '%SEC-6-IPACCESSLOGSP: list A denied igmp 10.1.1.1 -> 224.0.0.1 (20), 1 packet',
      want: { protocol: 2 },
    },
    {
      name: 'of a standard list',
      line: '%SEC-6-IPACCESSLOGS: list 10 permitted 10.40.0.7 3 packets',
      want: { list: '10', source: '10.40.0.7', packets: 3 },
    },
    {
      name: 'with a cookie behind',
      line: '%SEC-6-IPACCESSLOGP: list A denied tcp 10.1.1.1(1) -> 10.2.2.2(2), 1 packet  [cookie]',
      want: { destinationPort: 2, packets: 1 },
    },
    {
      name: 'about IPv6, with the entry',
      line: '%IPV6_ACL-6-ACCESSLOGP: list V6-IN/20 permitted tcp 2001:DB8::1(1024) -> 2001:DB8:1::2(443), 1 packet',
      want: { family: 'ipv6', list: 'V6-IN', sequence: 20, destinationPort: 443 },
    },
    {
      name: 'about ICMPv6',
      line: '%IPV6_ACL-6-ACCESSLOGDP: list V6-IN/30 denied icmpv6 2001:DB8::1 -> 2001:DB8:1::2 (128/0), 1 packet',
      want: { protocol: 58, icmp: { type: 128, code: 0 } },
    },
    {
      name: 'of the IOS-XE data plane',
      line: '%FMANFP-6-IPV6ACCESSLOGP: R0/0: fman_fp_image: list A/10 denied udp 2001:DB8::1(5) -> 2001:DB8::2(6), 4 packets',
      want: { action: 'deny', protocol: 17, packets: 4 },
    },
  ])('$name', ({ line, want }) => {
    expect(readLogMessage(line)).toMatchObject({ kind: 'message', message: want });
  });
});

test.each([
  { name: 'another message', line: '%LINK-3-UPDOWN: Interface Vlan1, changed state to up' },
  {
    name: 'a message about lost messages',
    line: '%SEC-6-IPACCESSLOGRL: access-list logging rate-limited or missed 12 packets',
  },
  { name: 'an empty line', line: '' },
])('$name is nothing', ({ line }) => {
  expect(readLogMessage(line)).toEqual({ kind: 'other' });
});

test.each([
  { line: '%SEC-6-IPACCESSLOGP: list A denied', expected: 'permitted' },
  { line: '%SEC-6-IPACCESSLOGP: list A denied tcp nonsense', expected: 'SOURCE(PORT)' },
  {
    line: '%SEC-6-IPACCESSLOGP: list A denied tcp 10.0.0.1(1) -> 2001:db8::1(2), 1 packet',
    expected: 'one family',
  },
  {
    line: '%SEC-6-IPACCESSLOGP: list A denied blah 10.0.0.1(1) -> 10.0.0.2(2), 1 packet',
    expected: '"blah"',
  },
])('"$line" is unreadable and says what was expected', ({ line, expected }) => {
  expect(readLogMessage(line)).toMatchObject({
    kind: 'unreadable',
    expected: expect.stringContaining(expected) as string,
  });
});
