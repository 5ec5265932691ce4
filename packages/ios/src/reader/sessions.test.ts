/** Pasted sessions: what the device answered is no configuration, and what it refused is not in force. */
import type { Device } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;
const parsed = (text: string): ReturnType<typeof parseIos> => parseIos({ name: 'x', text });
const codes = (text: string): readonly string[] =>
  parsed(text)
    .diagnostics.map(({ code }) => code)
    .filter((code) => code !== 'ios/unused-list');
/** The kinds of the entries of a list, `none` when there is no list. */
const entriesOf = ({ acls }: Device, list: string): readonly string[] | 'none' =>
  acls.find(({ name }) => name === list)?.entries.map(({ kind }) => kind) ?? 'none';

describe('an entry is refused by', () => {
  test.each([
    ['% Incomplete command.'],
    ["% Invalid input detected at '^' marker."],
    ['% Ambiguous command:  "permit t any any"'],
    ['%Error: invalid access list entry'],
    ['% Duplicate sequence number'],
    ['% Access denied'],
    ['Duplicate sequence number'],
    [
      "Access rule can't be configured at higher sequence num as it is part of the existing rule at sequence num 10",
    ],
    ['Command rejected: the list is in use'],
    ['% This operation is not allowed here'],
  ])('%s', (reply) => {
    const text = lines(
      'R1(config)#ip access-list extended WEB',
      'R1(config-ext-nacl)#permit tcp any any eq 443',
      'R1(config-ext-nacl)#deny ip any any log-typo',
      '                                     ^',
      reply,
      'R1(config-ext-nacl)#end',
    );
    const { device, lines: account } = parsed(text);
    expect(codes(text)).toEqual(['ios/refused-by-device']);
    expect(entriesOf(device, 'WEB')).toEqual(['ace']);
    expect(device.removed).toMatchObject([
      { list: 'WEB', reason: 'refused-by-device', entry: { action: 'deny' } },
    ]);
    expect(account.diagnostic).toBe(1);
  });
});

test('without prompts, and with a message of the log before the answer', () => {
  const text = lines(
    'access-list 101 permit tcp any any eq',
    '*Mar  1 00:12:01.003: %LINK-3-UPDOWN: Interface Gi0/1, changed state to up',
    '',
    '% Incomplete command.',
    'access-list 101 permit udp any any eq 53',
  );
  const { device } = parsed(text);
  expect(codes(text)).toEqual(['ios/refused-by-device']);
  expect(entriesOf(device, '101')).toEqual(['ace']);
  expect(device.removed).toMatchObject([{ list: '101', reason: 'refused-by-device' }]);
});

test('a binding that was refused binds nothing, and the next one counts', () => {
  const text = lines(
    'R1(config)#interface GigabitEthernet0/1',
    'R1(config-if)#ip access-grup WEB in',
    '                    ^',
    "% Invalid input detected at '^' marker.",
    'R1(config-if)#ip access-group WEB out',
  );
  const { device } = parsed(text);
  expect(device.interfaces).toMatchObject([{ bindings: [{ list: 'WEB', direction: 'out' }] }]);
  expect(device.interfaces[0]?.unread).toBeUndefined();
  expect(codes(text)).toEqual(['ios/refused-by-device', 'ios/undefined-list']);
});

test('a header that was refused leaves the session where it was', () => {
  const text = lines(
    'R1(config)#ip access-list extended WEB',
    'R1(config-ext-nacl)#ip access-list extendd OTHER',
    "% Invalid input detected at '^' marker.",
    'R1(config-ext-nacl)#deny ip any any',
  );
  expect(entriesOf(parsed(text).device, 'WEB')).toEqual(['ace']);
});

test('a removal that was refused removes nothing', () => {
  const text = lines(
    'ip access-list extended WEB',
    ' 10 permit ip any any',
    ' no 10 permit foo',
    "% Invalid input detected at '^' marker.",
  );
  const { device } = parsed(text);
  expect(entriesOf(device, 'WEB')).toEqual(['ace']);
  expect(device.removed).toEqual([]);
});

describe('changes nothing:', () => {
  test.each([
    ['% Warning: use this command with care'],
    ['%Default route without gateway, if not a point-to-point interface, may impact performance'],
    ['%SYS-5-CONFIG_I: Configured from console by console'],
    ['*Mar  1 00:12:01.003: %SYS-5-CONFIG_I: Configured from console by vty0 (192.0.2.9)'],
    ['000123: Nov 30 2026 12:00:00.000 UTC: %SEC-6-IPACCESSLOGP: list WEB denied tcp'],
    ['Duplicate remark statement'],
    ['                 ^'],
    ['Building configuration...'],
    ['[OK]'],
    [' --More-- '],
    ['% Duplicate permit statement ignored.'],
  ])('%s', (reply) => {
    const text = lines(
      'ip access-list extended WEB',
      ' remark the site',
      ' permit tcp any any eq 443',
      reply,
      ' deny ip any any',
    );
    expect(codes(text)).toEqual([]);
    expect(entriesOf(parsed(text).device, 'WEB')).toEqual(['remark', 'ace', 'ace']);
  });
});

test('an answer that nobody knows makes an entry unreadable, and a binding one of unknown effect', () => {
  const text = lines(
    'ip access-list extended WEB',
    ' permit tcp any any eq 443',
    '% Frobnicator engaged',
    'interface Vlan1',
    ' ip access-group WEB in',
    '% Frobnicator engaged',
  );
  const { device } = parsed(text);
  expect(codes(text)).toEqual(['ios/unclear-reply', 'ios/unclear-reply']);
  expect(device.acls[0]?.entries).toMatchObject([{ kind: 'unrecognized', action: 'permit' }]);
  expect(device.interfaces).toMatchObject([
    { bindings: [], unread: [{ list: 'WEB', direction: 'in', family: 'ipv4' }] },
  ]);
});

test('what a session shows in between does not change where its commands go', () => {
  const text = lines(
    'R1(config)#ip access-list extended WEB',
    'R1(config-ext-nacl)#10 permit tcp any any eq 443',
    'R1(config-ext-nacl)#do show access-lists',
    'Extended IP access list WEB',
    '    10 permit tcp any any eq 443',
    'Extended IP access list ZZZ',
    '    10 permit icmp any any',
    'R1(config-ext-nacl)#20 deny ip any any',
    'R1(config-ext-nacl)#^Z',
    'R1#',
  );
  const { device } = parsed(text);
  expect(codes(text)).toEqual([]);
  expect(entriesOf(device, 'WEB')).toEqual(['ace', 'ace']);
  expect(entriesOf(device, 'ZZZ')).toEqual(['ace']);
});

test('the text of a banner is no answer', () => {
  const text = lines(
    'banner motd #',
    '% Unauthorized access is not allowed',
    '#',
    'access-list 1 permit any',
  );
  expect(codes(text)).toEqual([]);
  expect(parsed(text).lines).toMatchObject({ modelled: 1, notOurs: 3, diagnostic: 0 });
});
