import { expect, test } from 'vitest';
import { showFilter } from '../../testing/show-filter.ts';
import { parseIos } from '../parse-ios.ts';

const LISTS = [
  'ip access-list extended WEB',
  ' permit tcp any any eq 443',
  'ip access-list extended SSH',
  ' permit tcp any any eq 22',
  'zone security IN',
  'zone security OUT',
  'class-map type inspect match-all WEB',
  ' match access-group name WEB',
  'class-map type inspect match-any BOTH',
  ' match access-group name WEB',
  ' match access-group name SSH',
  'class-map type inspect match-all HTTP',
  ' match protocol http',
  ' match access-group name WEB',
  'class-map type inspect match-any PROTOCOLS',
  ' match protocol tcp',
  ' match protocol udp',
  '',
].join('\n');

const PAIR =
  'zone-pair security IN-OUT source IN destination OUT\n service-policy type inspect P\n';

/** A policy whose classes do this. */
const policy = (...lines: readonly string[]): string =>
  ['policy-map type inspect P', ...lines.map((line) => ` ${line}`), ''].join('\n');

function pairsOf(text: string): string[] {
  const { device, lines } = parseIos({ name: '', text: `${LISTS}${text}` });
  expect(lines.diagnostic).toBe(0);
  return (device.zonePairs ?? []).map(
    ({ destination, filter, source }) =>
      `${source} > ${destination} ${filter === undefined ? 'nothing' : showFilter(filter)}`,
  );
}

test.each<readonly [string, string, readonly string[]]>([
  [
    'a class that is inspected passes, with its answers',
    policy('class type inspect WEB', ' inspect'),
    ['IN > OUT permit WEB; else deny (stateful)'],
  ],
  [
    'a class that passes does so without',
    policy('class type inspect WEB', ' pass log'),
    ['IN > OUT permit WEB; else deny'],
  ],
  [
    'if one class has no answers, none are claimed',
    policy('class type inspect WEB', ' pass', 'class type inspect BOTH', ' inspect'),
    ['IN > OUT permit WEB, permit WEB|SSH; else deny'],
  ],
  [
    'a class that drops in front of the rest',
    policy('class type inspect WEB', ' drop log', 'class class-default', ' pass'),
    ['IN > OUT deny WEB; else permit'],
  ],
  [
    'a class of a protocol takes its packets only perhaps',
    policy(
      'class type inspect HTTP',
      ' inspect',
      'class type inspect PROTOCOLS',
      ' inspect OPTIONS',
    ),
    ['IN > OUT perhaps permit WEB, perhaps permit; else deny (stateful)'],
  ],
  [
    'what is looked into may be dropped for its contents',
    `${policy('class type inspect WEB', ' inspect', ' service-policy http DEEP')}policy-map type inspect http DEEP\n class type inspect http LONG\n  reset\n`,
    ['IN > OUT perhaps deny WEB, permit WEB; else deny (stateful)'],
  ],
  [
    'what a class without an action does is unknown',
    policy('class type inspect WEB'),
    ['IN > OUT perhaps permit WEB; else deny'],
  ],
  [
    'a policy of which nothing passes',
    policy('class class-default', ' drop'),
    ['IN > OUT ; else deny'],
  ],
])('%s', (_name, text, want) => {
  expect(pairsOf(`${text}${PAIR}`)).toEqual(want);
});

test('a pair without a policy lets nothing pass, and one can be taken back', () => {
  expect(
    pairsOf(
      'zone-pair security A source IN destination self\nzone-pair security B source OUT destination IN\nno zone-pair security B\n',
    ),
  ).toEqual(['IN > self nothing']);
});

test('a policy that is nowhere may let anything pass, and is told of', () => {
  const { device, diagnostics } = parseIos({ name: '', text: PAIR });
  expect(device.zonePairs?.map(({ filter }) => filter && showFilter(filter))).toEqual([
    'perhaps permit; else deny',
  ]);
  expect(diagnostics.map(({ facts }) => facts)).toEqual([{ kind: 'policy map', name: 'P' }]);
});

test('classes of inspection and of other policies have names of their own', () => {
  const text = `${LISTS}class-map match-any WEB\n match access-group name SSH\n${policy('class type inspect WEB', ' inspect')}${PAIR}`;
  const { device } = parseIos({ name: '', text });
  expect(device.zonePairs?.map(({ filter }) => filter && showFilter(filter))).toEqual([
    'permit WEB; else deny (stateful)',
  ]);
});

test('zones are those that the text defines', () => {
  const { device } = parseIos({ name: '', text: `${LISTS}zone security X\nno zone security X\n` });
  expect(device.zones).toEqual(['IN', 'OUT']);
});

test.each([
  ['ip inspect FW in', ['in']],
  ['ip inspect FW in\n ip inspect OTHER out', ['in', 'out']],
  ['ip inspect FW in\n ip inspect OTHER in\n no ip inspect FW in', ['in']],
  ['ip inspect FW in\n no ip inspect FW in', undefined],
])('%j inspects %j', (lines, directions) => {
  const { device } = parseIos({ name: '', text: `interface Vlan10\n ${lines}\n` });
  expect(device.interfaces[0]?.inspects).toEqual(directions);
});
