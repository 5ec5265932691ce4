/** Texts that are no configuration: refused with one diagnostic, never "nothing is filtered". */
import { explain } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { iosCatalogue } from '../catalogue.ts';
import { parseIos } from '../parse-ios.ts';

const parsed = (text: string): ReturnType<typeof parseIos> => parseIos({ name: 'x', text });

describe('no configuration:', () => {
  test.each([
    { name: 'an empty file', text: '', want: 'empty', line: 1 },
    { name: 'blank lines', text: '\n \t\n\r\n', want: 'empty', line: 1 },
    { name: 'comments alone', text: '\n! to be done\n!\n', want: 'nothing but comments', line: 2 },
    {
      name: 'JSON',
      text: '{\n  "permit": "ip any any",\n  "hosts": []\n}\n',
      want: 'JSON',
      line: 1,
    },
    { name: 'a JSON list', text: '[{"a": 1}]', want: 'JSON', line: 1 },
    { name: 'XML', text: '<?xml version="1.0"?>\n<rpc>\n</rpc>\n', want: 'XML', line: 1 },
    {
      name: 'a web page with a configuration in it',
      text: '<!DOCTYPE html>\n<pre>\nhostname r1\naccess-list 1 permit any\n</pre>\n',
      want: 'a web page',
      line: 1,
    },
    {
      name: 'YAML',
      text: 'version: 1\nworkloads:\n  - namespace: shop\n    labels: { app: web }\n',
      want: 'YAML',
      line: 1,
    },
    { name: 'YAML after a comment', text: '# mine\n---\nhosts: [a]\n', want: 'YAML', line: 1 },
    {
      name: 'prose',
      text: [
        'Dear all,',
        'the router in building 4 was replaced on Monday. Please look at the list of',
        'interfaces below and tell me which of them are still needed. Access from the',
        'guest network is to be denied. We permit the printers only. Nothing else has',
        'changed since the last audit, as far as I know.',
        'line 5 of the plan is done.',
      ].join('\n'),
      want: 'hardly a line',
      line: 1,
    },
    {
      name: 'the output of some other command',
      text: 'Protocol  Address      Age (min)  Hardware Addr\nInternet  192.0.2.1    -  0000.5e00.5301\n',
      want: 'hardly a line',
      line: 1,
    },
    {
      name: 'messages of a log',
      text: '*Mar  1 00:00:01.003: %SYS-5-CONFIG_I: Configured from console by admin\n',
      want: 'hardly a line',
      line: 1,
    },
  ])('$name', ({ line, text, want }) => {
    const { device, diagnostics, dialect, lines } = parsed(text);
    expect(dialect).toMatchObject({ kind: 'none', because: { line } });
    expect(diagnostics.map(({ code }) => code)).toEqual(['ios/not-a-configuration']);
    expect(explain(iosCatalogue, diagnostics[0]!).message).toContain(want);
    expect(device.acls).toEqual([]);
    expect(lines.notOurs + lines.diagnostic).toBe(lines.lines);
  });
});

describe('a configuration:', () => {
  test.each([
    { name: 'a router without lists', text: 'hostname r1\ninterface Gi0/0\n ip address dhcp\n' },
    {
      name: 'lines that are all of other services',
      text: 'ntp server 192.0.2.1\nsnmp-server location x\n',
    },
    {
      name: 'a switch without indentation',
      text: 'interface Gi0/1\nswitchport mode access\nswitchport access vlan 10\nswitchport voice vlan 20\nswitchport nonegotiate\nstorm-control action trap\n',
    },
    { name: 'one entry of a list', text: 'access-list 10 permit 192.0.2.0 0.0.0.255' },
    { name: 'one entry without its list', text: 'permit tcp any any eq 443' },
    { name: 'a capture in which no list was shown', text: 'R1#show access-lists\nR1#\n' },
    { name: 'a header without entries', text: 'ip access-list extended WEB\n' },
    {
      name: 'an entry among much that nobody knows',
      text: `${'what is this\n'.repeat(50)}access-list 1 permit any\n`,
    },
  ])('$name', ({ text }) => {
    expect(parsed(text).dialect).toEqual({ kind: 'ios' });
  });
});

test('a text of a neighbour whose entries give it away is refused by name', () => {
  const text =
    'ip access-list extended WEB\npermit tcp any any 192.0.2.0 0.0.0.255 443 ace-priority 20\n';
  expect(parsed(text).dialect).toMatchObject({ kind: 'other', name: 'Cisco Small Business' });
});
