/** Records of every format as flows, and lines that are none. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseIpv6 } from '@aclift/ir';
import type { ReadLine } from '../flow-record.ts';
import { FLOW_FORMATS, type FlowFormat } from './format.ts';
import type { LogReader } from './log-records.ts';
import { readerOf } from './reader-of.ts';
import { firstOf, formatOf, whatIsThere } from './tell-format.ts';

const readLog: LogReader = () => ({ kind: 'other' });

/** What each line says, with its number, by the reader of a format. */
function readAll(format: FlowFormat, lines: readonly string[]): readonly [ReadLine, number][] {
  const found: [ReadLine, number][] = [];
  const reader = readerOf(format, firstOf(lines) ?? '', readLog);
  lines.forEach((text, at) => {
    reader.line(text, at + 1, (read, line) => found.push([read, line]));
  });
  reader.end((read, line) => found.push([read, line]));
  return found;
}

function last(format: FlowFormat, ...lines: readonly string[]): ReadLine | undefined {
  return readAll(format, lines).at(-1)?.[0];
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
      want: { protocol: 17, service: 53, assumed: 'opening' },
    },
    {
      name: 'quoted cells',
      header: '"source","destination","protocol","port"',
      line: '"10.0.0.1","10.0.0.2","tcp","80"',
      want: { service: 80 },
    },
    {
      name: 'semicolons, as spreadsheets of many countries write them',
      header: 'source;destination;protocol;port',
      line: '10.0.0.1;10.0.0.2;tcp;80',
      want: { service: 80 },
    },
    {
      name: 'a host called source beside the address',
      header: 'source,src_ip,dest_ip,protocol,transport,dest_port',
      line: 'udp:514,10.0.0.1,10.0.0.2,ip,udp,53',
      want: { source: TEN + 1, protocol: 17, service: 53 },
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
      name: 'IPv4 in the clothes of IPv6',
      header: HEADER,
      line: '::ffff:10.0.0.1,::ffff:10.0.0.2,tcp,22,,,,',
      want: { family: 'ipv4', source: TEN + 1, service: 22 },
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
    expect(last('csv', header, line)).toMatchObject({ kind: 'record', record: want });
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
    expect(last('csv', HEADER, line)).toMatchObject({
      kind: 'bad',
      expected: expect.stringContaining(expected) as string,
    });
  });

  test.each([
    {
      name: 'no source port',
      header: 'source,destination,protocol,port,source_port',
      line: '10.0.0.1,10.0.0.2,tcp,80,0',
      absent: 'sourcePort',
    },
    {
      name: 'no destination port',
      header: 'sa,da,sp,dp,pr',
      line: '10.0.0.1,10.0.0.2,80,0,TCP',
      absent: 'service',
    },
    {
      name: 'no type, of a collector',
      header: 'sa,da,sp,dp,pr',
      line: '10.0.0.1,10.0.0.2,0,0,ICMP',
      absent: 'service',
    },
    {
      name: 'no type, as type and code',
      header: 'sa,da,sp,dp,pr',
      line: '10.0.0.1,10.0.0.2,0,0.0,ICMP',
      absent: 'service',
    },
  ])('0 is not recorded: $name', ({ absent, header, line }) => {
    const read = last(header.startsWith('sa') ? 'nfdump' : 'csv', header, line);
    expect(read?.kind).toBe('record');
    expect(read?.kind === 'record' ? Object.keys(read.record) : []).not.toContain(absent);
  });

  test('a table that counts packets comes from a collector, and its rows may be of either direction', () => {
    const read = last(
      'csv',
      'src,dst,proto,dport,sport,packets',
      '10.0.0.1,10.0.0.2,6,443,50000,3',
    );
    expect(read).toMatchObject({ kind: 'record', record: { service: 443 } });
    expect(read?.kind === 'record' && read.record.assumed).toBeUndefined();
  });

  test("nfdump's summary is no flow, nor is a header that comes again", () => {
    const lines = [HEADER, '10.0.0.1,10.0.0.2,tcp,1,,,,', HEADER, 'Summary', 'flows,bytes', '3,4'];
    const kinds = readAll('csv', lines).map(([{ kind }]) => kind);
    expect(kinds.join(' ')).toBe('nothing record nothing nothing nothing nothing');
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
      name: 'no reply, with the zero left out of the wrapping',
      line: flow({ UDP: { source_port: 53, destination_port: 40000 } }, { is_reply: {} }),
      want: { answer: false },
    },
    {
      name: 'a reply as versions before 1.8 say it',
      line: flow({ TCP: { source_port: 53, destination_port: 40000 } }, { reply: true }),
      want: { answer: true },
    },
    {
      name: 'SYN and ACK of one packet answer',
      line: flow({
        TCP: { source_port: 9300, destination_port: 9400, flags: { SYN: true, ACK: true } },
      }),
      want: { flags: 'answers' },
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
    {
      name: 'pods by namespace and their own labels',
      line: flow(
        { TCP: { source_port: 40000, destination_port: 80 } },
        {
          source: {
            labels: [
              'k8s:app=web',
              'k8s:io.kubernetes.pod.namespace=shop',
              'k8s:io.cilium.k8s.policy.cluster=default',
            ],
          },
          destination: { labels: ['reserved:world', 'cidr:192.0.2.0/24'] },
        },
      ),
      want: { pods: { source: { namespace: 'shop', labels: { app: 'web' } } } },
    },
    {
      name: 'nodes and the address of a Service, which are nobody outside',
      line: flow(
        { TCP: { source_port: 40000, destination_port: 80 } },
        {
          source: { labels: ['reserved:host'] },
          destination_service: { name: 'web', namespace: 'shop' },
        },
      ),
      want: {
        pods: {
          source: { namespace: 'reserved', labels: { host: '' } },
          destination: { namespace: 'reserved', labels: { service: '' } },
        },
      },
    },
    {
      name: 'what was dropped, with the reason',
      line: flow(
        { TCP: { source_port: 40000, destination_port: 80 } },
        { verdict: 'DROPPED', drop_reason_desc: 'POLICY_DENIED' },
      ),
      want: { refused: 'POLICY_DENIED' },
    },
  ])('$name', ({ line, want }) => {
    expect(last('hubble', line)).toMatchObject({ kind: 'record', record: want });
  });

  test.each([
    {
      name: 'other events',
      line: '{"node_status":{}}',
      want: { kind: 'nothing', why: 'other-events' },
    },
    {
      name: 'lost events',
      line: '{"lost_events":{"num_events_lost":"7"}}',
      want: { kind: 'nothing', missed: 7 },
    },
    {
      name: 'socket events',
      line: flow({ TCP: { source_port: 5432 } }, { Type: 'SOCK' }),
      want: { kind: 'nothing', why: 'socket-events' },
    },
    {
      name: 'what a socket was translated to',
      line: flow({ TCP: { destination_port: 5432 } }, { verdict: 'TRANSLATED' }),
      want: { why: 'socket-events' },
    },
    { name: 'a line cut short', line: '{"flow":{"IP"', want: { kind: 'bad' } },
    { name: 'no object', line: '[1]', want: { kind: 'bad' } },
    {
      name: 'an object of something else',
      line: '{"src":"10.0.0.1"}',
      want: {
        kind: 'bad',
        expected: 'a flow of Hubble, with "IP" and "l4", not an object with the keys src',
      },
    },
    { name: 'a flow without ports', line: flow({ TCP: {} }), want: { kind: 'bad' } },
  ])('$name', ({ line, want }) => {
    const whole = flow({ TCP: { source_port: 40000, destination_port: 80 } });
    expect(readAll('hubble', [whole, line]).at(-1)?.[0]).toMatchObject(want);
  });

  test('a line that is cut short spoils no other one', () => {
    const whole = flow({ TCP: { source_port: 40000, destination_port: 80 } });
    const kinds = readAll('hubble', [whole, whole.slice(0, 30), whole]).map(([{ kind }]) => kind);
    expect(kinds).toEqual(['record', 'bad', 'record']);
  });
});

describe('JSON in other layouts', () => {
  const one = '{"source":"10.0.0.1","destination":"10.0.0.2","protocol":"tcp","port":80}';
  test.each([
    { name: 'one a line', text: `${one}\n${one}`, lines: [1, 2] },
    { name: 'one a line, with commas', text: `[\n${one},\n${one}\n]`, lines: [2, 3] },
    { name: 'an array in one line', text: `[${one},${one}]`, lines: [1, 1] },
    {
      name: 'with a list that has the name of a holder',
      text: `${one.slice(0, -1)},"events":[{"a":1}]}\n${one.slice(0, -1)},"data":[]}`,
      lines: [1, 2],
    },
    {
      name: 'the same over several lines',
      text: `[\n${one.slice(0, -1)},\n"data": [\n]}\n]`,
      lines: [2],
    },
    {
      name: 'over several lines',
      text: `{\n "a": {"b": [1, {"c": "}{"}]},${one.slice(1)}\n${one}`,
      lines: [1, 3],
    },
    {
      name: 'in an object that holds them',
      text: `{"count": 2,\n"records": [\n${one},\n${one}], "next": null}`,
      lines: [3, 4],
    },
    {
      name: 'in an answer of Elasticsearch',
      text: `{"took":1,"hits":{"total":{"value":2},"hits":[\n{"_source":${one}},\n{"_source":${one}}\n]}}`,
      lines: [2, 3],
    },
  ])('$name: every record, with its line', ({ text, lines }) => {
    const found = readAll('json', text.split('\n')).filter(([{ kind }]) => kind !== 'nothing');
    expect(found.map(([read, line]) => [read.kind, line])).toEqual(
      lines.map((line) => ['record', line]),
    );
  });

  test('an object that never ends is one record that cannot be read', () => {
    const found = readAll('json', ['[', one, '{"source":"10.0.0.1"']);
    expect(
      found.filter(([{ kind }]) => kind !== 'nothing').map(([{ kind }, line]) => [kind, line]),
    ).toEqual([
      ['record', 2],
      ['bad', 3],
    ]);
  });
});

describe('labels of Calico', () => {
  const ends =
    '"source_namespace":"shop","dest_namespace":"shop","dest_name_aggr":"db-*","dest_port":5432';
  test.each([
    { name: 'a list', labels: '["app=web","projectcalico.org/namespace=shop"]' },
    { name: 'a list inside', labels: '{"labels":["app=web"]}' },
    { name: 'an object', labels: '{"app":"web"}' },
    { name: 'a text of Whisker', labels: '"app=web | pcns.kubernetes.io/metadata.name=shop"' },
  ])('$name', ({ labels }) => {
    expect(last('calico', `{${ends},"protocol":"tcp","source_labels":${labels}}`)).toMatchObject({
      kind: 'record',
      record: { answer: false, service: 5432, pods: { source: { labels: { app: 'web' } } } },
    });
  });

  test('a network set is no pod, and a host endpoint is a node', () => {
    const read = last(
      'calico',
      `{${ends},"proto":"tcp","source_type":"ns","source_ip":"192.0.2.1","dest_type":"hep","dest_ip":"192.0.2.2"}`,
    );
    expect(read).toMatchObject({ record: { pods: { destination: { namespace: 'reserved' } } } });
    expect(read?.kind === 'record' && read.record.pods?.source).toBeUndefined();
  });
});

test('whatever stands in a file, each line says something and nothing throws', () => {
  const words = [
    'flow IP l4 TCP source destination labels jsonPayload connection properties flows flowTuples',
    'flowRecords Key id id.orig_h records src_ip message _source hits protocol proto tcp_flags',
    'constructor',
  ].flatMap((some) => some.split(' '));
  const word = fc.constantFrom(...words);
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(null, true, 1, 70_000, '', '10.0.0.1', 'tcp', 'k8s:a=b', '1,2,3', '{"a":1}'),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(word, tie('any'), { maxKeys: 4 }),
    ),
  })).any;
  const line = fc.oneof(
    value.map((one) => JSON.stringify(one)),
    value.map((one) => JSON.stringify(one, null, 1)),
    fc.array(word, { maxLength: 6 }).map((some) => some.join(',')),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...FLOW_FORMATS),
      fc.array(line, { maxLength: 8 }),
      (format, some) => {
        const lines = some.join('\n').split('\n');
        const said = new Set(readAll(format, lines).map(([, at]) => at));
        formatOf(lines);
        whatIsThere(lines);
        // Over several lines an object is told by the first, and its end by the last.
        expect(said.size).toBeGreaterThan(0);
        expect([...said].every((at) => at >= 1 && at <= lines.length)).toBe(true);
      },
    ),
    { numRuns: 400 },
  );
});

describe('TCP flags', () => {
  const nfdump = (flags: string, packets = '9'): ReadLine | undefined =>
    last(
      'nfdump',
      'sa,da,sp,dp,pr,flg,ipkt',
      `10.0.0.1,10.0.0.2,40000,9300,TCP,${flags},${packets}`,
    );
  test.each([
    { name: 'a SYN that nobody answered opens', read: nfdump('......S.'), flags: 'opens' },
    {
      name: 'the sum of a connection could be of either end',
      read: nfdump('...AP.SF'),
      flags: undefined,
    },
    { name: 'SYN and ACK in one packet answer', read: nfdump('...A..S.', '1'), flags: 'answers' },
    { name: 'no flags say nothing', read: nfdump('........'), flags: undefined },
    { name: 'a number', read: nfdump('2'), flags: 'opens' },
    { name: 'a number in hexadecimal', read: nfdump('0x02'), flags: 'opens' },
    {
      name: 'AWS notes ACK only with SYN',
      read: last(
        'aws',
        'srcaddr dstaddr srcport dstport protocol tcp-flags log-status',
        '10.0.0.1 10.0.0.2 40000 9300 6 19 OK',
      ),
      flags: 'answers',
    },
    {
      name: 'sFlow has single packets',
      read: last(
        'goflow2',
        '{"type":"SFLOW_5","src_addr":"10.0.0.1","dst_addr":"10.0.0.2","proto":"TCP","src_port":1,"dst_port":2,"tcp_flags":18}',
      ),
      flags: 'answers',
    },
  ])('$name', ({ flags, read }) => {
    expect(read?.kind === 'record' ? read.record.flags : 'no record').toBe(flags);
  });
});

test.each([
  { lines: ['', '{"flow":{}}'], format: 'hubble' },
  { lines: ['ts,te,td,sa,da,sp,dp,pr,flg'], format: 'nfdump' },
  { lines: ['firstSeen,proto,srcAddr,srcPort,dstAddr,dstPort'], format: 'nfdump' },
  { lines: ['src,dst,proto,dport'], format: 'csv' },
  { lines: ['\uFEFFsrc,dst,proto,dport'], format: 'csv' },
  { lines: ['boot', '%SEC-6-IPACCESSLOGP: list 1 denied'], format: 'syslog' },
  { lines: ['boot', '%SYS-5-CONFIG_I: Configured'], format: 'syslog' },
  {
    lines: ['{"log":"{\\"flow\\":{\\"verdict\\":\\"FORWARDED\\"}}\\n","stream":"stdout"}'],
    format: 'hubble',
  },
  { lines: ['{"MESSAGE":"%SEC-6-IPACCESSLOGP: list 1 denied"}'], format: 'syslog' },
  {
    lines: ['{"name":"x"}', '{"src_ip":"10.0.0.1","dest_ip":"10.0.0.2","proto":"TCP"}'],
    format: 'json',
  },
  { lines: ['hostname r1', '!'], format: undefined },
  { lines: ['{"name":"x"}'], format: undefined },
  { lines: [], format: undefined },
])('$lines are $format', ({ lines, format }) => {
  expect(formatOf(lines)).toBe(format);
});

test.each([
  { lines: [''], there: 'it is empty' },
  { lines: ['{"a":1,"b":2}'], there: 'its first object has the keys a, b' },
  { lines: ['hostname r1'], there: 'it begins with "hostname r1"' },
  { lines: ['PAR1\u0015\u0004'], there: 'Parquet' },
  { lines: ['x', '%ASA-6-302013: Built inbound TCP connection'], there: 'ASA' },
  { lines: ['10:00:00.000001 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S]'], there: 'tcpdump' },
])('of a file without a format it is said: $there', ({ lines, there }) => {
  expect(formatOf(lines)).toBeUndefined();
  expect(whatIsThere(lines)).toContain(there);
});
