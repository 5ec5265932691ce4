/** Comments behind commands, as guides and templates have them: the command reads as it does without. */
import { describe, expect, test } from 'vitest';
import { bare } from '../../testing/bare.ts';
import { parseIos } from '../parse-ios.ts';

const read = (text: string): { device: unknown; codes: readonly string[] } => {
  const { device, diagnostics } = parseIos({ name: 'x', text });
  return { device: bare(device), codes: diagnostics.map(({ code }) => code) };
};

const CONFIG = [
  'hostname edge',
  'object-group network G',
  ' host 192.0.2.7',
  ' 198.51.100.0 255.255.255.0',
  'interface GigabitEthernet0/1',
  ' ip address 192.0.2.1 255.255.255.0',
  ' ip access-group WEB in',
  ' ip access-group common BASE out',
  ' ipv6 traffic-filter V6 in',
  ' no ip access-group OLD out',
  ' ip nat inside',
  'interface range Vlan10 - 12',
  ' ip access-group 10 out',
  'ip access-list extended WEB',
  ' 10 permit tcp any object-group G eq 443 log',
  ' permit icmp any any echo',
  ' deny ip any any',
  ' no 10',
  'ip access-list standard BASE',
  ' permit 192.0.2.0 0.0.0.255',
  'ipv6 access-list V6',
  ' permit tcp any any eq 443',
  'access-list 10 permit host 192.0.2.9',
  'access-list 11 permit any',
  'no access-list 11',
  'ip route 0.0.0.0 0.0.0.0 192.0.2.254',
  'ip nat inside source list 10 interface GigabitEthernet0/1 overload',
  'line vty 0 4',
  ' access-class 10 in',
  'router ospf 1',
];

test.each(CONFIG)('%s', (line) => {
  const plain = read(CONFIG.join('\n'));
  for (const comment of [' ! why', '  !why', '\t! a ! b', ' !']) {
    const commented = CONFIG.map((one) => (one === line ? one + comment : one)).join('\n');
    expect(read(commented)).toEqual(plain);
  }
});

test('on every line at once', () => {
  expect(read(CONFIG.map((line) => `${line} ! x`).join('\n'))).toEqual(read(CONFIG.join('\n')));
});

describe('the text keeps its !', () => {
  test.each([
    ['ip access-list extended A\n remark web ! and mail', 'web ! and mail'],
    ['access-list 101 remark web ! and mail', 'web ! and mail'],
    ['interface Vlan1\n description web ! and mail', 'web ! and mail'],
    ['interface Vlan1\n desc web ! and mail', 'web ! and mail'],
    ['object-group network G\n description web ! and mail', 'web ! and mail'],
    ['vlan 10\n name web ! and mail', 'web ! and mail'],
  ])('%j', (text, want) => {
    expect(JSON.stringify(read(text).device)).toContain(want);
  });
});

test('without a blank before it, ! is part of a word', () => {
  expect(read('access-list 1 permit any!comment').codes).toEqual(['ios/unexpected-word']);
});

test('the line is quoted without its comment', () => {
  const text = 'ip access-list extended A\n permit ip any any ! all\n';
  const [acl] = parseIos({ name: 'x', text }).device.acls;
  const { end, start } = acl?.entries[0]?.span ?? { start: 0, end: 0 };
  expect(text.slice(start, end)).toBe('permit ip any any');
});

test('what terminals leave behind before the comment is no part of a line that was not understood', () => {
  const { device } = parseIos({ name: 'x', text: 'ip access group WEB in \b\0 ! why' });
  expect(device.unread?.map(({ text }) => text)).toEqual(['ip access group WEB in']);
});
