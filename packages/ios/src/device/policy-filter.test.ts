import { expect, test } from 'vitest';
import { showFilter } from '../../testing/show-filter.ts';
import { parseIos } from '../parse-ios.ts';
import { showVlans } from './vlan-ranges.ts';

const CLASSES = [
  'ip access-list extended A',
  ' permit tcp any any eq 445',
  'ip access-list extended B',
  ' permit tcp any any eq 139',
  'ip access-list extended C',
  ' permit ip any 192.0.2.0 0.0.0.255',
  'class-map match-all A',
  ' match access-group name A',
  'class-map match-any A-OR-B',
  ' match access-group name A',
  ' match access-group name B',
  'class-map A-AND-B',
  ' match access-group name A',
  ' match access-group name B',
  'class-map match-any VOICE',
  ' match dscp ef',
  '',
].join('\n');

const APPLIED =
  'interface GigabitEthernet0/0\n ip address 192.0.2.1 255.255.255.0\n service-policy input P\n';

function filtersOf(text: string): string[] {
  const { device, lines } = parseIos({ name: '', text: `${CLASSES}${text}\n${APPLIED}` });
  expect(lines.diagnostic).toBe(0);
  return device.interfaces.flatMap(({ filters = [] }) =>
    filters.map(({ direction, filter }) => `${direction} ${showFilter(filter)}`),
  );
}

/** A policy whose classes do this. */
const policy = (...lines: readonly string[]): string =>
  ['policy-map P', ...lines.map((line) => ` ${line}`)].join('\n');

test.each<readonly [string, string, readonly string[]]>([
  ['a class that drops', policy('class A', ' drop'), ['in deny A; else permit']],
  [
    'a class of several lists, one of which is enough',
    policy('class A-OR-B', ' drop'),
    ['in deny A|B; else permit'],
  ],
  [
    'a class of several lists that all have to permit',
    policy('class A-AND-B', ' drop'),
    ['in deny A+B; else permit'],
  ],
  [
    'the first class that takes a packet decides',
    policy('class B', ' bandwidth 10', 'class A', ' set dscp ef', 'class A-OR-B', ' drop').concat(
      '\nclass-map B\n match access-group name B',
    ),
    ['in permit B, permit A, deny A|B; else permit'],
  ],
  ['a policy of which nothing drops is no filter', policy('class A', ' set dscp ef'), []],
  [
    'classes behind the last that drops change nothing',
    policy('class A', ' drop', 'class VOICE', ' priority 10'),
    ['in deny A; else permit'],
  ],
  [
    'a class that is known by something else takes packets only perhaps',
    policy('class VOICE', ' priority 10', 'class A', ' drop'),
    ['in perhaps permit, deny A; else permit'],
  ],
  [
    'it drops them only perhaps',
    policy('class MARKED', ' drop').concat(
      '\nclass-map MARKED\n match access-group name A\n match dscp ef',
    ),
    ['in perhaps deny A; else permit'],
  ],
  [
    'one of its lists may be sure all the same',
    policy('class MARKED', ' drop').concat(
      '\nclass-map match-any MARKED\n match access-group name A\n match dscp ef',
    ),
    ['in deny A, perhaps deny; else permit'],
  ],
  [
    'what a list does not permit',
    policy('class NOT-A', ' drop').concat(
      '\nclass-map NOT-A\n match not access-group name A\n match access-group name C',
    ),
    ['in deny not A+C; else permit'],
  ],
  [
    'classes within classes',
    policy('class OUTER', ' drop').concat(
      '\nclass-map OUTER\n match class-map A-OR-B\n match access-group name C',
    ),
    ['in deny A+C, deny B+C; else permit'],
  ],
  [
    'classes within classes, negated',
    policy('class OUTER', ' drop').concat(
      '\nclass-map OUTER\n match not class-map A-OR-B\n match access-group name C',
    ),
    ['in deny not A+not B+C; else permit'],
  ],
  [
    'a class that names itself is unknown',
    policy('class LOOP', ' drop').concat('\nclass-map LOOP\n match class-map LOOP'),
    ['in perhaps deny; else permit'],
  ],
  [
    'every packet of one family',
    policy('class SIX', ' drop').concat('\nclass-map SIX\n match protocol ipv6'),
    ['in ipv6: ; else deny'],
  ],
  [
    'a class without a match takes nothing',
    policy('class NONE', ' drop').concat('\nclass-map NONE'),
    [],
  ],
  [
    'every packet',
    policy('class ALL', ' drop').concat('\nclass-map ALL\n match any'),
    ['in ; else deny'],
  ],
  [
    'class-default comes last wherever it stands',
    policy('class class-default', ' drop', 'class A', ' set dscp ef'),
    ['in permit A; else deny'],
  ],
  [
    'a class may be put before another',
    policy('class C', ' set dscp ef', 'class A insert-before C', ' drop').concat(
      '\nclass-map C\n match access-group name C',
    ),
    ['in deny A; else permit'],
  ],
  [
    'police that drops what conforms',
    policy('class A', ' police 8000 conform-action drop exceed-action drop'),
    ['in deny A; else permit'],
  ],
  [
    'police with its actions below',
    policy(
      'class A',
      ' police cir 8000',
      '  conform-action drop',
      '  exceed-action drop',
      '  violate-action drop',
    ),
    ['in deny A; else permit'],
  ],
  [
    'police that drops what exceeds is a limit of the rate',
    policy('class A', ' police 8000 conform-action transmit exceed-action drop'),
    [],
  ],
  ['police without actions is one too', policy('class A', ' police cir 8000'), []],
  [
    'police that drops only what conforms',
    policy('class A', ' police 8000 conform-action drop exceed-action transmit'),
    ['in perhaps deny A; else permit'],
  ],
  [
    'a policy inside a class',
    `policy-map INNER\n class A\n  drop\n${policy('class class-default', ' shape average 1000000', ' service-policy INNER')}`,
    ['in deny A; else permit'],
  ],
  [
    'a policy inside a class sees what the class takes',
    `policy-map INNER\n class A-OR-B\n  drop\n${policy('class C', ' service-policy INNER', 'class A', ' drop')}\nclass-map C\n match access-group name C`,
    ['in deny C+A, deny C+B, permit C, deny A; else permit'],
  ],
  [
    'a policy inside a class that is not in the text may drop what the class takes',
    policy('class A', ' service-policy INNER'),
    ['in perhaps deny A; else permit'],
  ],
  [
    'what is taken back',
    policy('class A', ' drop', ' no drop', 'class A-OR-B', ' drop', 'no class A-OR-B'),
    [],
  ],
  [
    'typed without indentation',
    'policy-map P\nclass VOICE\npolice cir 8000\nconform-action transmit\nexit\nexit\nclass A\ndrop\nexit\nexit',
    ['in perhaps permit, deny A; else permit'],
  ],
  [
    'a policy of patterns',
    'class-map type access-control match-all WORM\n match field tcp dest-port eq 445\npolicy-map type access-control P\n class WORM\n  drop',
    ['in perhaps deny; else permit'],
  ],
])('%s', (_name, text, want) => {
  expect(filtersOf(text)).toEqual(want);
});

test('typed text is short', () => {
  const text = `${CLASSES}policy-m P
class A
drop
int Gi0/0
service-p in P
`;
  const { device } = parseIos({ name: '', text });
  expect(device.interfaces[0]?.filters?.map(({ filter }) => showFilter(filter))).toEqual([
    'deny A; else permit',
  ]);
});

test('out, of another type, replaced and taken back', () => {
  const text = `${CLASSES}policy-map P
 class A
  drop
interface GigabitEthernet0/0
 service-policy output P
interface GigabitEthernet0/1
 service-policy input P
 no service-policy input P
interface GigabitEthernet0/2
 service-policy type access-control input P
interface GigabitEthernet0/3
 service-policy type performance-monitor input P
control-plane
 service-policy input P
`;
  const { device } = parseIos({ name: '', text });
  expect(
    device.interfaces.map(({ filters = [] }) => filters.map(({ direction }) => direction)),
  ).toEqual([['out'], [], ['in'], []]);
});

test('a policy of VLANs sees one direction, so it drops only perhaps', () => {
  const text = `${CLASSES}${policy('class VOICE', ' priority 10', 'class A', ' drop', 'class class-default', ' drop')}
vlan configuration 10,20-30
 service-policy input P
vlan configuration 40
 service-policy input P
 no service-policy input P
`;
  const { device } = parseIos({ name: '', text });
  expect(
    device.vlanFilters?.map(({ filter, vlans }) => `${showVlans(vlans)} ${showFilter(filter)}`),
  ).toEqual(['10,20-30 perhaps permit, perhaps deny; else permit']);
});

test('a policy that is nowhere may drop anything, and a class that is nowhere is told of', () => {
  const undefinedMaps = (text: string): unknown[] =>
    parseIos({ name: '', text }).diagnostics.flatMap(({ code, facts }) =>
      code === 'ios/undefined-map' ? [facts] : [],
    );
  expect(undefinedMaps(APPLIED)).toEqual([{ kind: 'policy map', name: 'P' }]);
  expect(undefinedMaps(`policy-map P\n class X\n  drop\n${APPLIED}${APPLIED}`)).toEqual([
    { kind: 'class map', name: 'X' },
  ]);
  expect(undefinedMaps(`policy-map P\n class X\n  set dscp ef\n${APPLIED}`)).toEqual([]);
  const { device } = parseIos({ name: '', text: APPLIED });
  expect(device.interfaces[0]?.filters?.map(({ filter }) => showFilter(filter))).toEqual([
    'perhaps deny; else permit',
  ]);
});

test('conditions that nobody could read are unknown, and cost little', () => {
  const levels = 40;
  const lines = Array.from({ length: levels }, (_, at) =>
    [
      `class-map match-${at % 2 === 0 ? 'all' : 'any'} C${at}`,
      ...[1, 2, 3].map((n) => ` match ${n === 2 ? 'not ' : ''}class-map C${at + 1}`),
      ` match access-group name L${at}`,
    ].join('\n'),
  );
  const text = `${lines.join('\n')}\npolicy-map P\n class C0\n  drop\n${APPLIED}`;
  const { device } = parseIos({ name: '', text });
  expect(device.interfaces[0]?.filters?.[0]?.filter.steps.length).toBeLessThan(300);
});
