/** Records of every format as flows. */
import { describe, expect, test } from 'vitest';
import { parseIpv6 } from '@aclift/ir';
import { csvRecords } from './csv-records.ts';
import { type LineReader, looksLikeAnswer, openingOf, type ReadLine } from './flow-record.ts';
import { formatOf } from './format.ts';
import { hubbleRecords } from './hubble-records.ts';

function read(reader: LineReader, ...lines: readonly string[]): ReadLine | undefined {
  return lines.map((line) => reader(line)).at(-1);
}

const HEADER = 'source,destination,protocol,port,source_port,icmp_type,icmp_code,answer';
const TEN = 10 * 2 ** 24;

describe('CSV', () => {
  test.each([
    {
      name: 'ports of a protocol by its name',
      header: HEADER,
      line: '10.0.0.1,10.0.0.2,tcp,443,50000,,,',
      want: { source: TEN + 1, destination: TEN + 2, protocol: 6, service: 443, sourcePort: 50000 },
    },
    {
      name: 'a protocol by its number, no source port',
      header: 'Src_IP,Dst_IP,Proto,Dst_Port',
      line: '10.0.0.1,10.0.0.2,17,53',
      want: { protocol: 17, service: 53 },
    },
    {
      name: 'quoted cells',
      header: '"source","destination","protocol","port"',
      line: '"10.0.0.1","10.0.0.2","tcp","80"',
      want: { service: 80 },
    },
    {
      name: 'ICMP by type and code',
      header: HEADER,
      line: '10.0.0.1,10.0.0.2,icmp,,,8,0,',
      want: { protocol: 1, service: 2048 },
    },
    {
      name: 'an answer',
      header: HEADER,
      line: '10.0.0.1,10.0.0.2,tcp,50000,443,,,yes',
      want: { answer: true },
    },
    {
      name: 'IPv6',
      header: HEADER,
      line: '2001:db8::1,2001:db8::2,ipv6-icmp,,,128,0,',
      want: { family: 'ipv6', source: parseIpv6('2001:db8::1'), protocol: 58, service: 128 * 256 },
    },
    {
      name: 'ICMP of nfdump 1.7, type and code in the port',
      header: 'firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets',
      line: '2026-03-01 10:00:00.000,0.000,ICMP,10.0.0.1,0,10.0.0.2,3.13,1',
      want: { protocol: 1, service: 3 * 256 + 13 },
    },
    {
      name: 'a protocol without ports',
      header: HEADER,
      line: '10.0.0.1,10.0.0.2,gre,,,,,',
      want: { protocol: 47, service: 0 },
    },
  ])('$name', ({ header, line, want }) => {
    expect(read(csvRecords(), header, line)).toMatchObject({ kind: 'record', record: want });
  });

  test.each([
    { line: '10.0.0,10.0.0.2,tcp,1', expected: 'source' },
    { line: '10.0.0.1,nowhere,tcp,1', expected: 'destination' },
    { line: '10.0.0.1,2001:db8::1,tcp,1', expected: 'one family' },
    { line: '10.0.0.1,10.0.0.2,blah,1', expected: '"blah"' },
    { line: '10.0.0.1,10.0.0.2,tcp,70000', expected: 'destination port' },
    { line: '10.0.0.1,10.0.0.2,tcp,', expected: 'destination port' },
    { line: '10.0.0.1,10.0.0.2,tcp,1,-1', expected: 'source port' },
    { line: '10.0.0.1,10.0.0.2,icmp,,,300,0', expected: 'ICMP' },
    { line: '"10.0.0.1,10.0.0.2,tcp,1', expected: 'quotes' },
  ])('"$line" is bad and says that $expected was expected', ({ line, expected }) => {
    expect(read(csvRecords(), HEADER, line)).toMatchObject({
      kind: 'bad',
      expected: expect.stringContaining(expected) as string,
    });
  });

  test("nfdump's summary is no flow", () => {
    const reader = csvRecords();
    const kinds = [
      HEADER,
      '10.0.0.1,10.0.0.2,tcp,1,,,,',
      'Summary',
      'flows,bytes,packets',
      '3,4,5',
    ].map((line) => reader(line).kind);
    expect(kinds).toEqual(['nothing', 'record', 'nothing', 'nothing', 'nothing']);
  });
});

describe('Hubble', () => {
  const flow = (l4: object, more: object = {}): string =>
    JSON.stringify({ flow: { IP: { source: '10.0.0.1', destination: '10.0.0.2' }, l4, ...more } });
  test.each([
    {
      name: 'TCP',
      line: flow({ TCP: { source_port: 40000, destination_port: 80 } }),
      want: { protocol: 6, service: 80, sourcePort: 40000 },
    },
    {
      name: 'ICMP with zeros left out',
      line: flow({ ICMPv4: {} }),
      want: { protocol: 1, service: 0 },
    },
    {
      name: 'a reply as newer versions say it',
      line: flow(
        { UDP: { source_port: 53, destination_port: 40000 } },
        { is_reply: { value: true } },
      ),
      want: { answer: true },
    },
    {
      name: 'without the envelope',
      line: JSON.stringify({
        IP: { source: '2001:db8::1', destination: '2001:db8::2' },
        l4: { ICMPv6: { type: 128 } },
        is_reply: false,
      }),
      want: { family: 'ipv6', protocol: 58, service: 128 * 256, answer: false },
    },
  ])('$name', ({ line, want }) => {
    expect(hubbleRecords()(line)).toMatchObject({ kind: 'record', record: want });
  });

  test.each([
    { name: 'other events', line: '{"node_status":{}}', kind: 'nothing' },
    { name: 'a line cut short', line: '{"flow":{"IP"', kind: 'bad' },
    { name: 'no object', line: '[1]', kind: 'nothing' },
    { name: 'a flow without ports', line: flow({ TCP: {} }), kind: 'bad' },
  ])('$name: $kind', ({ line, kind }) => {
    expect(hubbleRecords()(line).kind).toBe(kind);
  });
});

test.each([
  { lines: ['', '{"flow":{}}'], format: 'hubble' },
  { lines: ['ts,te,td,sa,da,sp,dp,pr,flg'], format: 'nfdump' },
  { lines: ['firstSeen,proto,srcAddr,srcPort,dstAddr,dstPort'], format: 'nfdump' },
  { lines: ['src,dst,proto,dport'], format: 'csv' },
  { lines: ['boot', '%SEC-6-IPACCESSLOGP: list 1 denied'], format: 'syslog' },
  { lines: ['hostname r1', '!'], format: undefined },
  { lines: [], format: undefined },
])('$lines are $format', ({ lines, format }) => {
  expect(formatOf(lines)).toBe(format);
});

test('the opening of an answer goes the other way', () => {
  const record = {
    family: 'ipv4',
    source: 1,
    destination: 2,
    protocol: 6,
    service: 50000,
    sourcePort: 443,
  } as const;
  expect(looksLikeAnswer(record)).toBe(true);
  expect(looksLikeAnswer({ ...record, sourcePort: 5000 })).toBe(false);
  expect(openingOf(record, true)).toEqual({
    source: 2,
    destination: 1,
    protocol: 6,
    service: 443,
    sourcePort: 50000,
  });
});
