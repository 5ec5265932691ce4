/** Inputs that are deeper, longer or more than anybody means: a result or a sentence, never a stack. */
import { describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const DEEP = 100_000;
const nested = (open: string, inner: string, close: string): string =>
  open.repeat(DEEP) + inner + close.repeat(DEEP);

const ROUTER =
  'hostname r\ninterface Vlan1\n ip address 10.9.0.1 255.255.255.0\n ip access-group A in\nip access-list extended A\n';
const INVENTORY =
  'version: 1\nworkloads:\n  - { namespace: lab, labels: { app: till }, addresses: [10.9.0.10] }\n';

/** A group in a group in a group. @param inner what the innermost holds. */
const groups = (kind: string, inner: string): string =>
  Array.from(
    { length: 20_000 },
    (_, i) => `object-group ${kind} G${i}\n ${i === 19_999 ? inner : `group-object G${i + 1}`}\n`,
  ).join('');

/** @returns what it ended with, after looking for signs of a bug. */
async function ends(place: Workplace, args: readonly string[]): Promise<number | null> {
  const { code, err, out } = await place.run(...args);
  expect(`${out}${err}`).not.toMatch(/internal error|^ {4}at |FATAL/m);
  return code;
}

describe.each([
  { name: 'lists in lists', text: nested('[', '', ']') },
  { name: 'maps in maps', text: nested('{"a":', '1', '}') },
  { name: 'lists that never end', text: '['.repeat(DEEP) },
  { name: 'block lists in block lists', text: `${'- '.repeat(DEEP)}a\n` },
  { name: 'lists of objects in lists', text: nested('{"kind":"List","items":[', '', ']}') },
  {
    name: 'a policy with maps in maps',
    text: `{"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"x"},"spec":${nested('{"a":', '1', '}')}}`,
  },
  {
    name: 'aliases of aliases',
    text: `a: &a0 [x, x]\n${Array.from({ length: 60 }, (_, i) => `b${i}: &a${i + 1} [*a${i}, *a${i}]\n`).join('')}`,
  },
])('$name, $text.length characters', ({ text }) => {
  const files = { 'x.yaml': text, 'r.cfg': `${ROUTER} permit ip any any\n`, 'i.yaml': INVENTORY };

  test.each([
    { what: 'an inventory', args: ['inventory', 'check', 'x.yaml'], code: 1 },
    { what: 'decisions', args: ['migrate', 'r.cfg', '-i', 'i.yaml', '-d', 'x.yaml'], code: 2 },
    { what: 'a project file', args: ['lint', 'r.cfg', '--project', 'x.yaml'], code: 2 },
    { what: 'policies', args: ['validate', 'x.yaml'], code: 1 },
  ])('as $what is refused', async ({ args, code }) => {
    using place = new Workplace(files);
    expect(await ends(place, args)).toBe(code);
  });

  test.each([
    ['policies to explain', ['explain', 'x.yaml']],
    ['an export of a cluster', ['inventory', 'import', 'kubernetes', 'x.yaml']],
    ['an inventory of another program', ['inventory', 'import', 'ansible', 'x.yaml']],
    ['flows', ['replay', 'x.yaml', '--config', 'r.cfg', '-i', 'i.yaml']],
    ['a configuration', ['parse', 'x.yaml']],
  ])('as %s ends with a sentence', async (_, args) => {
    using place = new Workplace(files);
    expect(await ends(place, args)).not.toBeNull();
  });
});

describe('object-groups 20,000 deep', () => {
  test.each([
    {
      name: 'addresses',
      text: groups('network', 'host 192.0.2.1'),
      entry: ' permit ip object-group G0 any\n',
    },
    {
      name: 'services',
      text: groups('service', 'tcp eq 443'),
      entry: ' permit object-group G0 any any\n',
    },
    {
      name: 'addresses, in a circle',
      circle: true,
      text: groups('network', 'group-object G0'),
      entry: ' permit ip object-group G0 any\n',
    },
  ])('of $name are resolved or unknown', async ({ circle = false, entry, text }) => {
    using place = new Workplace({ 'r.cfg': text + ROUTER + entry, 'i.yaml': INVENTORY });
    for (const args of [
      ['lint', 'r.cfg'],
      ['migrate', 'r.cfg', '-i', 'i.yaml', '-t', 'cilium'],
      ['diff', 'r.cfg', 'r.cfg'],
      ['suggest', 'r.cfg', '-i', 'i.yaml'],
    ]) {
      // Groups in a circle are findings.
      expect([args, await ends(place, args)]).toEqual([args, args[0] === 'lint' && circle ? 1 : 0]);
    }
  });

  test('hold what the innermost holds', async () => {
    using place = new Workplace({
      'r.cfg': `${groups('network', 'host 192.0.2.1')}${ROUTER} permit ip object-group G0 any\n`,
    });
    const asked = async (from: string): Promise<string> =>
      (await place.run('query', 'r.cfg', '--acl', 'A', '--permits', `ip ${from} any`)).out;
    expect(await asked('192.0.2.1')).toMatch(/^permitted by line/);
    expect(await asked('192.0.2.2')).toMatch(/^None/);
  });
});

test.each([
  [
    '30,000 lists',
    Array.from(
      { length: 30_000 },
      (_, i) => `ip access-list extended L${i}\n permit tcp any any eq ${i}\n`,
    ).join(''),
  ],
  [
    'a line of five million characters',
    `${ROUTER} remark ${'x'.repeat(5_000_000)}\n permit ip any any ${'y '.repeat(500_000)}\n`,
  ],
  ['one line and nothing else', 'x'.repeat(5_000_000)],
  ['NUL characters', '\0'.repeat(5_000_000)],
])('%s', async (_, text) => {
  using place = new Workplace({ 'r.cfg': text });
  for (const args of [
    ['parse', 'r.cfg'],
    ['lint', 'r.cfg'],
    ['migrate', 'r.cfg'],
  ])
    expect(await ends(place, args)).not.toBeNull();
});
