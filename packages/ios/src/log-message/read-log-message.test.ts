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
      name: 'of IOS-XE with the sender and the interface',
      line: '%FMANFP-6-IPACCESSLOGP: F0/0: fman_fp_image: list A denied tcp 00-00-5E-00-53-23 198.51.100.10(56279) TenGigabitEthernet0/1/1-> 203.0.113.20(45240), 1 packet',
      want: { source: '198.51.100.10', sourcePort: 56279, destinationPort: 45240 },
    },
    {
      name: 'of IOS-XE with the sender in groups of four',
      line: '%FMANFP-6-IPACCESSLOGP: F0/0: list A permitted tcp f000.02b0.a78d 192.0.2.1(1024) -> 198.51.100.1(1025), 1 packet',
      want: { source: '192.0.2.1', destinationPort: 1025 },
    },
    {
      name: 'of IOS-XE with type and code of ICMP in one number',
      line: '%FMANFP-6-IPACCESSLOGDP: F0/0: fman_fp_image: list 100 permitted icmp 10.1.10.10 -> 10.1.0.4 (2048/0), 1 packet',
      want: { icmp: { type: 8, code: 0 } },
    },
    {
      name: 'with a point-to-point interface and no address of the sender',
      line: '%SEC-6-IPACCESSLOGP: list 101 denied tcp 10.1.1.1(16795) (Serial1/0.123) -> 10.2.2.2(23), 1 packet',
      want: { sourcePort: 16795, destinationPort: 23 },
    },
    {
      name: 'of a member of a stack',
      line: '%SEC-SW2-6-IPACCESSLOGP: list A denied udp 10.1.1.1(5) -> 10.2.2.2(6), 1 packet',
      want: { list: 'A', protocol: 17 },
    },
    {
      name: 'from a relay that made the mnemonic a program (RFC 5424)',
      line: '<189>1 2026-03-01T10:00:00Z r1 %SEC-6-IPACCESSLOGP - - - list A denied tcp 10.1.1.1(5) -> 10.2.2.2(6), 1 packet',
      want: { list: 'A', destinationPort: 6 },
    },
    {
      name: 'that a relay has folded',
      line: 'Mar  1 10:00:00 r1 message repeated 3 times: [ 12: %SEC-6-IPACCESSLOGP: list A denied tcp 10.1.1.1(5) -> 10.2.2.2(6), 1 packet]',
      want: { list: 'A', destinationPort: 6 },
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
  { name: 'an empty line', line: '' },
])('$name is nothing', ({ line }) => {
  expect(readLogMessage(line)).toEqual({ kind: 'other' });
});

test('a message about packets that are in no other one says how many', () => {
  const line = '%SEC-6-IPACCESSLOGRL: access-list logging rate-limited or missed 12 packets';
  expect(readLogMessage(line)).toEqual({ kind: 'other', missed: 12 });
});

describe('what a list did not look at is not said', () => {
  test.each([
    {
      name: 'ports, where the message has 0',
      line: '%SEC-6-IPACCESSLOGP: list A denied tcp 10.1.1.1(0) -> 10.2.2.2(0), 1 packet',
      absent: ['sourcePort', 'destinationPort'],
    },
    {
      name: 'the protocol, where the message has 0',
      line: '%SEC-6-IPACCESSLOGNP: list 2 permitted 0 10.2.2.1 -> 10.1.1.1, 1 packet',
      absent: ['protocol'],
    },
    {
      name: 'the protocol of IPv6',
      line: '%IPV6_ACL-6-ACCESSLOGSP: list A/40 denied ipv6 :: -> 2001:DB8::1, 6 packets',
      absent: ['protocol'],
    },
    {
      name: 'the destination, of a standard list before the device itself',
      line: '%SEC-6-IPACCESSLOGNP: list VTY denied 0 203.0.113.40 -> 0.0.0.0, 1 packet',
      absent: ['protocol', 'destination'],
    },
  ])('$name', ({ absent, line }) => {
    const read = readLogMessage(line);
    expect(read.kind).toBe('message');
    const said = read.kind === 'message' ? Object.keys(read.message) : [];
    expect(said.filter((part) => absent.includes(part))).toEqual([]);
    expect(said).toContain('source');
  });
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
  {
    line: '%ACL-IPV4_ACL-6-IPACCESSLOGP : access-list A (10) deny tcp 10.0.0.1(1) -> 10.0.0.2(2), 1 packet',
    expected: 'IOS XR',
  },
  {
    line: '%ASA-4-106023: Deny tcp src outside:10.0.0.1/1 dst inside:10.0.0.2/2 by access-group "A"',
    expected: 'ASA',
  },
  { line: '%ACLLOG-5-ACLLOG_FLOW_INTERVAL: Src IP: 10.0.0.1, Dst IP: 10.0.0.2', expected: 'NX-OS' },
  {
    line: '%ACL-6-IPACCESS: list A Ethernet1 denied tcp 10.0.0.1(1) -> 10.0.0.2(2)',
    expected: 'EOS',
  },
])('"$line" is unreadable and says what was expected', ({ line, expected }) => {
  expect(readLogMessage(line)).toMatchObject({
    kind: 'unreadable',
    expected: expect.stringContaining(expected) as string,
  });
});
