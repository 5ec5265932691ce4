/** Lists of host names and of roles: what of them can be read, and what is said of the rest. */
import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

const lines = (...text: readonly string[]): string => `${text.join('\n')}\n`;
const parsed = (text: string): ReturnType<typeof parseIos> => parseIos({ name: 'x', text });
const codes = (text: string): readonly string[] => parsed(text).diagnostics.map(({ code }) => code);

const NAMES = [
  'ip access-list fqdn SITES',
  ' 10 permit tcp any host dynamic www.example.com eq 443',
  ' 20 permit udp any host 192.0.2.53 eq domain',
  ' 30 deny ip any host dynamic *.example.net',
];

describe('a list of host names', () => {
  test('keeps entries that name hosts unread and reads the others', () => {
    const [acl] = parsed(lines(...NAMES)).device.acls;
    expect(acl?.entries).toMatchObject([
      { kind: 'unrecognized', sequence: 10, action: 'permit' },
      { kind: 'ace', sequence: 20, protocol: { protocol: 17 } },
      { kind: 'unrecognized', sequence: 30, action: 'deny' },
    ]);
    expect(codes(lines(...NAMES))).toEqual(['ios/fqdn-list']);
  });

  test('is warned of where an interface applies it, once for a range of interfaces', () => {
    const text = lines(...NAMES, 'interface range Vlan10 - 12', ' ip access-group SITES in');
    const { device, diagnostics } = parsed(text);
    expect(device.interfaces).toHaveLength(3);
    const bound = diagnostics.filter(({ code }) => code === 'ios/fqdn-list-bound');
    expect(bound.map(({ facts }) => facts)).toEqual([{ list: 'SITES', direction: 'in', names: 2 }]);
  });

  test('without names is a list like any other', () => {
    const text = lines(
      'ip access-list fqdn SITES',
      ' permit ip any host 192.0.2.1',
      'interface Vlan1',
      ' ip access-group SITES in',
    );
    expect(codes(text)).toEqual([]);
  });

  test('says of a mistyped entry what it says in every list', () => {
    expect(codes(lines('ip access-list fqdn SITES', ' permit tcp any eny'))).toEqual([
      'ios/unexpected-word',
    ]);
  });

  test('gives way to the list of addresses that the device derives', () => {
    const { device } = parsed(
      lines(...NAMES, 'ip access-list extended SITES', ' permit tcp any host 192.0.2.80 eq 443'),
    );
    expect(device.acls.map(({ entries, name }) => [name, entries.length])).toEqual([['SITES', 1]]);
    expect(device.removed.map(({ reason }) => reason)).toEqual(Array(3).fill('refused-list'));
  });
});

describe('a list of roles', () => {
  test('is used by the permissions between groups', () => {
    const text = lines(
      'Switch(config)#ip access-list role-based WEB',
      'Switch(config-rb-acl)#permit tcp dst eq 443',
      'Switch(config-rb-acl)#deny ip',
      'Switch(config-rb-acl)#exit',
      'Switch(config)#cts role-based permissions from 10 to 20 ipv4 WEB',
    );
    const { device } = parsed(text);
    expect(device.acls).toMatchObject([{ name: 'WEB', type: 'other' }]);
    expect(device.acls[0]?.entries).toHaveLength(2);
    expect(device.references).toMatchObject([{ list: 'WEB', family: 'ipv4', use: 'other' }]);
    expect(codes(text)).toEqual(['ios/list-kind-out-of-scope']);
  });

  test('as show prints it is nobody’s stray entry', () => {
    const text = lines(
      'Switch#show cts role-based permissions',
      'IPv4 Role-based permissions default:',
      '        Permit IP-00',
      'IPv4 Role-based permissions from group 10:Users to group 20:Servers:',
      '        Deny IP-00',
      'Switch#show cts rbacl',
      'Role-based IP access list Permit IP-00 (downloaded)',
      '    10 permit ip',
    );
    const { device } = parsed(text);
    expect(codes(text)).toEqual(['ios/list-kind-out-of-scope']);
    expect(device.removed).toEqual([]);
    expect(device.acls.map(({ name }) => name)).toEqual(['Permit IP-00']);
  });
});
