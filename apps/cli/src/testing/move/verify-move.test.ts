import { describe, expect, test } from 'vitest';
import { IOS, planOf } from './plan-of.ts';
import { busyLines, planFiles, stateLists, statesOf, verifyState } from '@aclift/move';

const CONFIG = `hostname edge1
!
interface Vlan10
 ip address 10.1.10.1 255.255.255.0
!
interface Vlan90
 ip address 10.20.0.1 255.255.255.0
!
interface GigabitEthernet0/0
 ip address 203.0.113.2 255.255.255.252
 ip access-group OUT-IN in
!
ip route 10.30.0.0 255.255.255.0 10.20.0.250
ip route 0.0.0.0 0.0.0.0 203.0.113.1
!
ip access-list extended OUT-IN
 10 deny tcp host 192.0.2.66 any
 20 permit tcp any host 10.1.10.11 eq 443
 30 permit udp any host 10.1.10.11 eq 53
`;
const { report } = planFiles(
  planOf({
    configs: { 'edge1.cfg': CONFIG },
    inventory: [
      'version: 1',
      'cluster: { nodes: [10.20.0.0/24] }',
      'workloads:',
      '  - namespace: shop',
      '    labels: { app: web }',
      '    addresses: [10.1.10.11]',
      '    entries: [{ address: 10.30.0.10, ports: [{ port: 443 }, { port: 53, protocol: udp }] }]',
      '',
    ].join('\n'),
  }),
  new Map(),
);
const [wave] = report.waves;
const BEFORE = (wave?.devices[0]?.before ?? []).join('\n');
const AFTER = (wave?.devices[0]?.after ?? []).join('\n');
const device = (text: string) => IOS.read({ name: 'now.cfg', text });
const faults = (text: string, state = '1.1'): readonly string[] => {
  const { absent, faults: found } = verifyState(
    stateLists(report, state) ?? [],
    [device(text)],
    IOS,
  );
  return [
    ...absent.map(({ kind, list }) => `${kind} ${list}`),
    ...found.map((one) => `${one.kind}: ${one.text}`),
  ];
};

test('the plan of these tests has lines to lose', () => {
  expect(`${BEFORE}\n--\n${AFTER}`).toMatchInlineSnapshot(`
    "ip access-list extended OUT-IN
     21 permit tcp any host 10.30.0.10 eq 443
     31 permit udp any host 10.30.0.10 eq domain
    --
    ip access-list extended OUT-IN
     no 20
     no 30"
  `);
});

describe('a state is found as the plan wants it', () => {
  test.each([
    { name: 'before everything', state: 'today', text: CONFIG },
    { name: 'once before.ios is typed', state: '1.1', text: `${CONFIG}${BEFORE}\n` },
    { name: 'once after.ios is typed', state: '1.4', text: `${CONFIG}${BEFORE}\n${AFTER}\n` },
  ])('$name', ({ state, text }) => {
    expect(faults(text, state)).toEqual([]);
  });
});

describe('a device that is not in the state', () => {
  const typed = `${CONFIG}${BEFORE}\n`;
  const edits: readonly {
    readonly name: string;
    readonly text: string;
    readonly want: readonly string[];
  }[] = [
    {
      name: 'lacks a line that was forgotten',
      text: typed.replace(' 21 permit tcp any host 10.30.0.10 eq 443\n', ''),
      want: ['missing: permit tcp any host 10.30.0.10 eq 443'],
    },
    {
      name: 'lacks one of its own lines',
      text: typed.replace(' 10 deny tcp host 192.0.2.66 any\n', ''),
      want: ['missing: deny tcp host 192.0.2.66 any'],
    },
    {
      name: 'has a line that nobody planned',
      text: `${typed}ip access-list extended OUT-IN\n 5 permit ip any any\n`,
      want: ['too-much: permit ip any any'],
    },
    {
      name: 'has two lines in each other’s place',
      text: typed
        .replace(' 10 deny tcp host 192.0.2.66 any\n', '')
        .replace(' 21 permit', ' 25 deny tcp host 192.0.2.66 any\n 21 permit'),
      want: ['out-of-order: deny tcp host 192.0.2.66 any'],
    },
    {
      name: 'has another port in a line',
      text: typed.replace('host 10.30.0.10 eq 443', 'host 10.30.0.10 eq 8443'),
      want: [
        'missing: permit tcp any host 10.30.0.10 eq 443',
        'too-much: permit tcp any host 10.30.0.10 eq 8443',
      ],
    },
    {
      name: 'has another action in a line',
      text: typed.replace('31 permit udp', '31 deny udp'),
      want: [
        'missing: permit udp any host 10.30.0.10 eq domain',
        'too-much: deny udp any host 10.30.0.10 eq domain',
      ],
    },
    {
      name: 'has another address in a line',
      text: typed.replace('host 10.30.0.10 eq 443', 'host 10.30.0.11 eq 443'),
      want: [
        'missing: permit tcp any host 10.30.0.10 eq 443',
        'too-much: permit tcp any host 10.30.0.11 eq 443',
      ],
    },
    {
      name: 'narrows a line by a condition',
      text: typed.replace('host 10.30.0.10 eq 443', 'host 10.30.0.10 eq 443 established'),
      want: [
        'missing: permit tcp any host 10.30.0.10 eq 443',
        'too-much: permit tcp any host 10.30.0.10 eq 443 established',
      ],
    },
    {
      name: 'has the list not at all',
      text: typed.slice(0, typed.indexOf('ip access-list')),
      want: ['no-list OUT-IN'],
    },
    {
      name: 'has another name',
      text: typed.replace('hostname edge1', 'hostname edge2'),
      want: ['no-device OUT-IN'],
    },
  ];
  test.each(edits)('$name', ({ text, want }) => {
    expect(faults(text)).toEqual(want);
  });

  test.each(edits)('is in no state of the plan: $name', ({ text }) => {
    expect(statesOf(report, [device(text)], IOS)).toEqual([{ device: 'edge1', states: [] }]);
  });
});

test('a device is told the states that it may be in', () => {
  expect(statesOf(report, [device(`${CONFIG}${BEFORE}\n`)], IOS)).toEqual([
    { device: 'edge1', states: ['1.1', '1.2', '1.3'] },
  ]);
});

describe('lines that are to go', () => {
  const counted = (tcp: string, udp: string) =>
    device(
      `edge1#show access-lists\nExtended IP access list OUT-IN\n    10 deny tcp host 192.0.2.66 any (7 matches)\n    20 permit tcp any host 10.1.10.11 eq 443${tcp}\n    30 permit udp any host 10.1.10.11 eq domain${udp}\n`,
    );
  const busy = (first: ReturnType<typeof device>, second: ReturnType<typeof device>) =>
    busyLines(report, 1, [first], [second], IOS).map(({ packets, text }) => [text, packets]);

  test('may go when their counters stand still', () => {
    expect(busy(counted(' (40 matches)', ''), counted(' (40 matches)', ''))).toEqual([]);
  });

  test('stay when one matched in between', () => {
    expect(busy(counted(' (40 matches)', ''), counted(' (43 matches)', ' (1 match)'))).toEqual([
      ['permit tcp any host 10.1.10.11 eq 443', 3],
      ['permit udp any host 10.1.10.11 eq domain', 1],
    ]);
  });

  test.each([
    {
      name: 'counters were cleared',
      first: counted(' (40 matches)', ''),
      second: counted(' (2 matches)', ''),
    },
    { name: 'a text has no counters', first: device(CONFIG), second: counted(' (40 matches)', '') },
  ])('stay when $name', ({ first, second }) => {
    expect(busy(first, second)).toContainEqual(['permit tcp any host 10.1.10.11 eq 443', null]);
  });
});
