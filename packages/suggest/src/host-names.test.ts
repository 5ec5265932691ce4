/** Files of names: whichever tool wrote them, the names are read, and what is not understood is counted. */
import { describe, expect, test } from 'vitest';
import { readNamesFiles } from './host-names.ts';

interface Case {
  readonly title: string;
  readonly text: string;
  readonly names: readonly string[];
  readonly notUnderstood: number;
}

const CASES: readonly Case[] = [
  {
    title: 'a hosts file, with aliases, comments and IPv6',
    text: '127.0.0.1 localhost\n# spare\n10.4.0.1 depot1.ex.example depot1\n2001:db8::1 depot1.ex.example\n',
    names: ['10.4.0.1 depot1.ex.example'],
    notUnderstood: 0,
  },
  {
    title: 'a zone, with names below its origin and absolute ones',
    text: '$ORIGIN ex.example.\n$TTL 300\n@ IN SOA ns1 admin 1 2 3 4 5\n IN MX 10 post\nkiosk-1 IN A 10.4.0.2\nkiosk-2.ex.example. 60 IN A 10.4.0.3\n IN AAAA 2001:db8::3\n',
    names: ['10.4.0.2 kiosk-1.ex.example', '10.4.0.3 kiosk-2.ex.example'],
    notUnderstood: 0,
  },
  {
    title: 'a zone transfer as dig prints it',
    text: '; <<>> DiG 9.18 <<>> axfr ex.example\nex.example. 60 IN SOA a. b. 1 2 3 4 5\nlift.ex.example. 60 IN A 10.4.0.4\nex.example. 60 IN SOA a. b. 1 2 3 4 5\n',
    names: ['10.4.0.4 lift.ex.example'],
    notUnderstood: 0,
  },
  {
    title: 'a configuration with ip host lines',
    text: 'hostname r1\nip host crane 10.4.0.5\ninterface Vlan1\n ip address 10.4.0.254 255.255.255.0\n',
    names: ['10.4.0.5 crane'],
    notUnderstood: 0,
  },
  {
    title: 'a table with columns for name and address',
    text: 'name,address\nwinch,10.4.0.6\n',
    names: ['10.4.0.6 winch'],
    notUnderstood: 0,
  },
  {
    title: 'a hosts file with a line that is no line of one',
    text: '10.4.0.7 anchor\nto be asked on Monday\n',
    names: ['10.4.0.7 anchor'],
    notUnderstood: 1,
  },
  { title: 'prose', text: 'to be asked on Monday\n', names: [], notUnderstood: 1 },
  { title: 'comments only', text: '# nothing yet\n\n', names: [], notUnderstood: 0 },
  { title: 'an empty file', text: '', names: [], notUnderstood: 0 },
];

describe('readNamesFiles', () => {
  test.each(CASES)('$title', ({ names, notUnderstood, text }) => {
    const read = readNamesFiles([{ name: 'names.txt', text }]);
    expect(read.names.map(({ address, name }) => `${dotted(address)} ${name}`)).toEqual(names);
    expect(read.files).toEqual([{ file: 'names.txt', names: names.length, notUnderstood }]);
  });

  test('each name is cited with the line that gives it', () => {
    const [name] = readNamesFiles([{ name: 'z', text: CASES[1]?.text ?? '' }]).names;
    expect(name).toMatchObject({ file: 'z', line: 5, text: 'kiosk-1 IN A 10.4.0.2' });
  });
});

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}
