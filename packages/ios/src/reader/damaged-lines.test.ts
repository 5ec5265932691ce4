/** Characters that only look like those of a command: named, and never taken for something that filters nothing. */
import { explain } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { iosCatalogue } from '../catalogue.ts';
import { parseIos } from '../parse-ios.ts';

const parsed = (text: string): ReturnType<typeof parseIos> => parseIos({ name: 'x', text });
const said = (text: string): readonly string[] =>
  parsed(text)
    .diagnostics.filter(({ code }) => code !== 'ios/unused-list')
    .map((one) => `${one.code}: ${explain(iosCatalogue, one).message}`);

/** A character where `-` or a blank of the keyword stands. */
const INSTEAD_OF_A_HYPHEN: readonly (readonly [string, string])[] = [
  ['\u2010', 'U+2010 HYPHEN'],
  ['\u2011', 'U+2011 NON-BREAKING HYPHEN'],
  ['\u2013', 'U+2013 EN DASH'],
  ['\u2014', 'U+2014 EM DASH'],
  ['\u2212', 'U+2212 MINUS SIGN'],
  ['\u00ad', 'U+00AD SOFT HYPHEN'],
  ['\uff0d', 'U+FF0D FULLWIDTH HYPHEN-MINUS'],
  ['-\u200b', 'U+200B ZERO WIDTH SPACE'],
  ['-\u2060', 'U+2060 WORD JOINER'],
  ['-\ufeff', 'U+FEFF ZERO WIDTH NO-BREAK SPACE'],
];
const INSTEAD_OF_A_BLANK: readonly (readonly [string, string])[] = [
  ['\u00a0', 'U+00A0 NO-BREAK SPACE'],
  ['\u2003', 'U+2003 EM SPACE'],
  ['\u2009', 'U+2009 THIN SPACE'],
  ['\u202f', 'U+202F NARROW NO-BREAK SPACE'],
  ['\u3000', 'U+3000 IDEOGRAPHIC SPACE'],
  [' \u200e', 'U+200E LEFT-TO-RIGHT MARK'],
];
const LETTERS: readonly (readonly [string, string])[] = [
  ['\u0430ccess', 'U+0430 CYRILLIC SMALL LETTER A'],
  ['acc\u0435ss', 'U+0435 CYRILLIC SMALL LETTER IE'],
  ['\uff41ccess', 'U+FF41 FULLWIDTH LATIN SMALL LETTER A'],
];
const DAMAGES = [
  ...INSTEAD_OF_A_HYPHEN.map(([sign, name]) => ({
    name,
    damage: (line: string) => line.replace('-', sign),
  })),
  ...INSTEAD_OF_A_BLANK.map(([sign, name]) => ({
    name,
    damage: (line: string) => line.replace(' ', sign),
  })),
  ...LETTERS.map(([word, name]) => ({
    name,
    damage: (line: string) => line.replace('access', word),
  })),
];

describe.each(DAMAGES)('$name', ({ damage, name }) => {
  test('in a binding leaves something unknown on the interface', () => {
    const line = damage('ip access-group WEB in');
    const text = `interface Vlan1\n ${line}\n`;
    expect(said(text)).toEqual([expect.stringMatching(/^ios\/look-alike-character: /)]);
    expect(said(text)[0]).toContain(name);
    expect(parsed(text).device.interfaces).toMatchObject([
      { bindings: [], unread: [{ family: 'ipv4', direction: 'in', list: 'WEB', text: line }] },
    ]);
  });

  test('in a header leaves its entries without a list, and the list unknown', () => {
    const line = damage('ip access-list extended WEB');
    const text = `${line}\n deny tcp any any eq 23\n permit ip any any\n`;
    const { device } = parsed(text);
    expect(said(text).map((one) => one.split(':')[0])).toEqual([
      'ios/look-alike-character',
      'ios/entry-outside-list',
      'ios/entry-outside-list',
    ]);
    expect(device.removed).toMatchObject([
      { reason: 'no-list', entry: { action: 'deny' } },
      { reason: 'no-list', entry: { action: 'permit' } },
    ]);
    expect(device.acls).toMatchObject([{ name: 'WEB', entries: [{ kind: 'unrecognized' }] }]);
  });

  test('in a line of a numbered list keeps the line as one that cannot be read', () => {
    const line = damage('access-list 101 deny ip any any');
    const text = `${line}\naccess-list 101 permit ip any any\n`;
    expect(parsed(text).device.acls).toMatchObject([
      { name: '101', entries: [{ kind: 'unrecognized', action: 'deny' }, { kind: 'ace' }] },
    ]);
    expect(said(text)[0]).toContain(name);
  });
});

describe('in an entry', () => {
  test.each([
    ['deny tcp any host 192.0.2.5\u200b eq 23', 'U+200B'],
    ['deny tcp any any eq \uff12\uff13', 'U+FF12 FULLWIDTH DIGIT TWO'],
    ['deny tcp any host 192\u00b70\u00b72\u00b75 eq 23', 'U+00B7 MIDDLE DOT'],
    ['d\u0435ny ip any any', 'U+0435 CYRILLIC SMALL LETTER IE'],
    ['deny ip object-group \u201cDMZ\u201d any', 'U+201C LEFT DOUBLE QUOTATION MARK'],
    ['\u2003deny ip any any', 'U+2003 EM SPACE'],
    ['20\u00a0deny ip any any', 'U+00A0 NO-BREAK SPACE'],
  ])('%j keeps its place', (line, name) => {
    const text = `ip access-list extended WEB\n 10 permit tcp any any eq 443\n ${line}\n 30 permit ip any any\n`;
    const { device, lines } = parsed(text);
    expect(
      device.acls[0]?.entries.map((entry) => [entry.kind, 'action' in entry && entry.action]),
    ).toEqual([
      ['ace', 'permit'],
      ['unrecognized', 'deny'],
      ['ace', 'permit'],
    ]);
    expect(said(text)).toHaveLength(1);
    expect(said(text)[0]).toContain(name);
    expect(lines.diagnostic).toBe(1);
  });

  test('a number in other digits counts for its place', () => {
    const text = 'ip access-list extended WEB\n 10 permit ip any any\n \uff15 deny ip any any\n';
    expect(parsed(text).device.acls[0]?.entries).toMatchObject([
      { action: 'deny' },
      { action: 'permit' },
    ]);
  });
});

test('a damaged header of an interface takes nothing to the interface above it', () => {
  const text =
    'interface Vlan1\nip access-group A in\ninterface\u00a0Vlan2\nip access-group B in\n';
  const { device } = parsed(text);
  expect(device.interfaces).toMatchObject([{ name: 'Vlan1', bindings: [{ list: 'A' }] }]);
  expect(device.unread).toMatchObject([{ list: 'B', direction: 'in' }]);
});

test('a damaged member makes its group unknown', () => {
  const text = 'object-group network G\n host 192.0.2.1\n host\u00a0192.0.2.2\n';
  const [group] = parsed(text).device.objectGroups;
  expect(group).toMatchObject({ members: [{ kind: 'host' }, { kind: 'unrecognized' }] });
});

test.each([
  ['an address', 'interface Vlan1\n ip address\u2003192.0.2.1 255.255.255.0\n'],
  ['a route', 'ip\u2003route 192.0.2.0 255.255.255.0 10.0.0.1\n'],
  ['a use of a list', 'line vty 0 4\n access\u2011class 10 in\n'],
])('%s is not passed over', (_name, text) => {
  expect(said(text)).toEqual([expect.stringMatching(/^ios\/look-alike-character: /)]);
});

test('messages show no character that nobody sees', () => {
  const text =
    'ip access-list standard A\u200bB\n permit any\nip route 192.0.2.0\u200b 255.255.255.0 10.0.0.1\n';
  for (const message of said(text)) expect(message).not.toMatch(/[\u200b]/);
  expect(said(text).some((message) => message.includes('U+200B'))).toBe(true);
});

describe('is left alone:', () => {
  test.each([
    [
      'a remark',
      'ip access-list extended WEB\n remark the “new” site – für alle\n permit ip any any\n',
    ],
    [
      'a remark of a numbered list',
      'access-list 101 remark a – b\naccess-list 101 permit ip any any\n',
    ],
    ['a description', 'interface Vlan1\n description ip access–group WEB in\n'],
    ['a description that is shortened', 'interface Vlan1\n desc ip access–group WEB in\n'],
    ['a comment', '! ip access–group WEB in\naccess-list 1 permit any\n'],
    [
      'a comment behind an entry',
      'ip access-list extended WEB\n permit ip any any ! – all of it\n',
    ],
    ['a banner', 'banner motd #\n ip access–group “WEB” in\n#\naccess-list 1 permit any\n'],
    ['a name of letters beyond ASCII', 'ip access-list extended Büro\n permit ip any any\n'],
    ['a name in another script', 'ip access-list extended САД\n permit ip any any\n'],
    [
      'blanks around a command',
      'interface Vlan1\n\u00a0ip access-group WEB in\u00a0\nip access-list extended WEB\n permit ip any any\n',
    ],
    ['a location', 'snmp-server location Zürich – 2. Stock\naccess-list 1 permit any\n'],
    [
      'an action of an applet',
      'event manager applet X\n action 1.0 syslog msg "access–list changed"\naccess-list 1 permit any\n',
    ],
  ])('%s', (_name, text) => {
    expect(said(text)).toEqual([]);
  });
});
