/** Slips of the finger in lines that filter, and words of IOS that look like them. */
import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

const parsed = (text: string): ReturnType<typeof parseIos> => parseIos({ name: 'x', text });
const codes = (text: string): readonly string[] =>
  parsed(text)
    .diagnostics.map(({ code }) => code)
    .filter((code) => code !== 'ios/unused-list');

describe('a line of a numbered list keeps its place as unreadable:', () => {
  test.each([
    ['acess-list 100 deny ip any host 192.0.2.1'],
    ['acces-list 100 deny ip any host 192.0.2.1'],
    ['access-lists 100 deny ip any host 192.0.2.1'],
    ['access list 100 deny ip any host 192.0.2.1'],
    ['accesslist 100 deny ip any host 192.0.2.1'],
    ['access_list 100 deny ip any host 192.0.2.1'],
    ['acccess-lsit 100 deny ip any host 192.0.2.1'],
    ['ccess-list 100 deny ip any host 192.0.2.1'],
    ['access-list 100 dney ip any host 192.0.2.1'],
  ])('%s', (line) => {
    const { device } = parsed(`${line}\naccess-list 100 permit ip any any\n`);
    expect(device.acls).toMatchObject([
      { name: '100', entries: [{ kind: 'unrecognized', action: 'deny' }, { kind: 'ace' }] },
    ]);
  });
});

describe('a header is lost, with its entries in the account:', () => {
  test.each([
    ['ip acess-list extended WEB'],
    ['ip access-lists extended WEB'],
    ['ip access list extended WEB'],
    ['ip accesslist extended WEB'],
    ['ipaccess-list extended WEB'],
    ['ip access-list extnded WEB'],
    ['ip access-list extended WEB SERVERS'],
    ['ip acces-list WEB'],
  ])('%s', (line) => {
    const text = `${line}\n deny tcp any any eq 23\ninterface Vlan1\n ip access-group WEB in\n`;
    const { device, lines } = parsed(text);
    expect(codes(text)).toHaveLength(2);
    expect(codes(text)[1]).toBe('ios/entry-outside-list');
    expect(device.removed).toMatchObject([{ reason: 'no-list', entry: { action: 'deny' } }]);
    // Where the list is applied nobody may take it for missing, or for empty.
    const web = device.acls.find(({ name }) => name === 'WEB');
    expect(web?.entries.map(({ kind }) => kind)).toEqual(['unrecognized']);
    expect(lines.diagnostic).toBe(2);
  });

  test('of an IPv6 list', () => {
    const { device } = parsed('ipv6 acces-list V6\n permit ipv6 any any\n');
    expect(device.acls).toMatchObject([{ name: 'V6', family: 'ipv6' }]);
  });

  test('and the list that stands elsewhere in the text is unknown from its first entry on', () => {
    const { device } = parsed(
      'ip access-list extended WEB\n 10 permit ip any any\nip acess-list extended WEB\n 5 deny ip any any\n',
    );
    expect(device.acls[0]?.entries.map(({ kind }) => kind)).toEqual(['unrecognized', 'ace']);
  });
});

describe('a binding leaves something unknown on its interface:', () => {
  test.each([
    ['ip acces-group 100 in', 'ipv4', 'in', '100'],
    ['ip access group 100 in', 'ipv4', 'in', '100'],
    ['ip access-groups 100 out', 'ipv4', 'out', '100'],
    ['ip acess-group 100 in', 'ipv4', 'in', '100'],
    ['ipv6 traffic filter V6 in', 'ipv6', 'in', 'V6'],
    ['ipv6 trafic-filter V6 out', 'ipv6', 'out', 'V6'],
    ['ipv6 access-group V6 in', 'ipv6', 'in', 'V6'],
    ['ip traffic-filter WEB in', 'ipv4', 'in', 'WEB'],
    ['access-group WEB in', undefined, 'in', 'WEB'],
    ['ip access-group WEB inn', 'ipv4', undefined, 'WEB'],
    ['ip access-group WEB in out', 'ipv4', undefined, 'WEB'],
    ['ip access-group in', 'ipv4', 'in', undefined],
    ['ip access-group WEB FARM in', 'ipv4', 'in', 'WEB'],
    ['ip access-group common BASE WEB', 'ipv4', undefined, 'BASE'],
  ])('%s', (line, family, direction, list) => {
    const text = `interface Vlan1\n ${line}\n`;
    const { device, diagnostics } = parsed(text);
    const [unread, ...more] = device.interfaces[0]?.unread ?? [];
    expect(more).toEqual([]);
    expect([unread?.family, unread?.direction, unread?.list, unread?.text]).toEqual([
      family,
      direction,
      list,
      line,
    ]);
    expect(diagnostics).toHaveLength(1);
    expect(device.interfaces[0]?.bindings).toEqual([]);
  });

  test('until a binding of the same direction replaces it', () => {
    const text = 'interface Vlan1\n ip acces-group A in\n ip access-group B in\n';
    const [at] = parsed(text).device.interfaces;
    expect(at?.unread).toBeUndefined();
    expect(at?.bindings).toMatchObject([{ list: 'B' }]);
  });

  test('and a removal that cannot be read removes nothing', () => {
    const text =
      'interface Vlan1\n ip access-group A in\n no ip access-group A inn\n no ip acces-group A in\n';
    const [at] = parsed(text).device.interfaces;
    expect(at).toMatchObject({ bindings: [{ list: 'A' }] });
    expect(at?.unread).toBeUndefined();
  });
});

describe('a binding that stands in no interface is the device’s:', () => {
  test.each([
    ['at the top', 'ip access-group WEB in\n'],
    ['below a mistyped header', 'inteface GigabitEthernet0/1\n ip access-group WEB in\n'],
    [
      'below a header without indentation',
      'interface Vlan1\ninterfce Vlan2\nip access-group WEB in\n',
    ],
    ['below several interfaces', 'interface Gi0/1-4\n ip access-group WEB in\n'],
    ['below a range that runs backwards', 'interface range Gi0/4 - 1\n ip access-group WEB in\n'],
    ['below a command that nobody knows', 'frobnicate 7\n ip access-group WEB in\n'],
    ['behind a list', 'ip access-list extended WEB\n permit ip any any\nip access-group WEB in\n'],
  ])('%s', (_name, text) => {
    const { device } = parsed(text);
    expect(device.unread).toMatchObject([{ list: 'WEB', family: 'ipv4', direction: 'in' }]);
    expect(device.interfaces.flatMap(({ bindings }) => bindings)).toEqual([]);
    expect(codes(text)).toContain('ios/unplaced-binding');
  });
});

describe('an entry with a mistyped action stays in its list and in the account:', () => {
  test.each([
    ['indented', ' dney ip any any'],
    ['at the margin', 'dney ip any any'],
    ['with a number', ' 20 denny tcp any any eq 23'],
    ['the last line of a list', 'deney 192.0.2.0 0.0.0.255 any'],
  ])('%s', (_name, line) => {
    const { device } = parsed(`ip access-list extended WEB\npermit tcp any any eq 443\n${line}\n`);
    expect(device.acls[0]?.entries).toMatchObject([
      { kind: 'ace' },
      { kind: 'unrecognized', action: 'deny' },
    ]);
  });
});

describe('an entry below anything that was not understood is reported:', () => {
  test.each([
    ['a command that nobody knows', 'foo bar baz'],
    ['an interface', 'interface Vlan1'],
    ['a route map', 'route-map RM permit 10'],
    ['a known command', 'ntp server 192.0.2.1'],
  ])('%s', (_name, header) => {
    const text = `${header}\n deny tcp any any eq 23\n permit ip any any\n`;
    expect(codes(text)).toEqual(['ios/entry-outside-list', 'ios/entry-outside-list']);
    expect(parsed(text).device.removed).toHaveLength(2);
  });

  test('and so is one behind words that nobody knows', () => {
    const text = 'acl WEB permit tcp any host 192.0.2.1 eq 443\n';
    expect(codes(text)).toEqual(['ios/entry-outside-list']);
    expect(parsed(text).device.removed).toMatchObject([{ entry: { action: 'permit' } }]);
  });

  test('but a remark without a list filters nothing', () => {
    const { device } = parsed('ip acess-list extended WEB\n remark deny them all\n');
    expect(device.removed).toEqual([]);
  });
});

describe('words of IOS that look alike are left alone:', () => {
  test.each([
    ['ip access-list log-update threshold 10'],
    ['ip access-list logging interval 10'],
    ['ip access-list persistent'],
    ['ip access-list helper egress check'],
    ['access-list compiled'],
    ['access-session mac-move deny'],
    ['access-session template monitor'],
    ['mac access-list extended M\n permit any any'],
    ['ip as-path access-list 1 permit ^65000_'],
    ['ip prefix-list P seq 5 permit 10.0.0.0/8 le 24'],
    ['ipv6 prefix-list P6 seq 5 permit 2001:db8::/32'],
    ['ip community-list standard C permit 65000:1'],
    ['ip extcommunity-list standard E\n 10 permit rt 65000:1\n 20 deny rt 65000:2'],
    ['ip igmp profile 1\n permit\n range 239.0.0.0 239.0.0.255'],
    ['route-map RM permit 10\n match tag 5'],
    ['line vty 0 4\n access-class 10 in\naccess-list 10 permit any'],
    ['interface Vlan1\n access-group mode prefer port'],
    ['interface Vlan1\n mac access-group M in'],
    ['interface Vlan1\n ip igmp access-group 10\naccess-list 10 permit any'],
    ['interface Vlan1\n description access-list 100 deny ip any any'],
    [
      'interface Vlan1\n ip access-group A in\n crypto map VPN\n ip access-group A out\nip access-list standard A\n permit any',
    ],
    ['interface Vlan1\n interval 30'],
    ['ip accounting-list 192.0.2.0 0.0.0.255'],
    ['ip accounting access-violations'],
    ['alias exec sacl show access-list 100 | include deny ip any any'],
    ['event manager applet A\n action 1.0 cli command "access-list 1 permit any"'],
    ['dialer-list 1 protocol ip permit'],
    ['show access-lists'],
    ['do show ip access-lists'],
    ['ip http client secure-trustpoint T'],
    ['object-group network G\n host 192.0.2.1\naccess-list 100 permit ip object-group G any'],
    [
      'class-map match-any C\n match access-group name A\nip access-list extended A\n permit ip any any',
    ],
  ])('%j', (text) => {
    expect(
      codes(`hostname r1\n${text}\n`).filter((code) => code !== 'ios/bound-both-directions'),
    ).toEqual([]);
    expect(parsed(text).device.unread).toBeUndefined();
  });

  test('renumbering', () => {
    const text = 'ip access-list extended A\n permit ip any any\nip access-list resequence A 5 5\n';
    expect(codes(text)).toEqual([]);
  });
});
