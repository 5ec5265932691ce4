/** Damaged and misspelled lines that filter, as a user meets them: none ends in a plain "Proven". */
import { describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const INVENTORY = `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [192.0.2.10] }
  - { namespace: data, labels: { app: db }, addresses: [198.51.100.10] }
`;
const DENY = ' deny tcp any host 198.51.100.10 eq 5432';
const LIST = `ip access-list extended GUARD\n${DENY}\n permit ip any any\n`;
const BOUND = ' ip access-group GUARD in\n';

/** A router between the two workloads. */
const config = (first: string, rest: string): string =>
  `version 15.2\nhostname edge\n${first}interface GigabitEthernet0/2\n ip address 198.51.100.1 255.255.255.0\n${rest}end\n`;
const port = (line: string): string =>
  `interface GigabitEthernet0/1\n ip address 192.0.2.1 255.255.255.0\n${line}`;

const TRACE = ['--from', 'shop/web', '--to', 'data/db', '--port', '5432/tcp'];

describe('what is understood is compared like any other line:', () => {
  test.each([
    ['a comment behind the binding', config(port(' ip access-group GUARD in ! the shop\n'), LIST)],
    [
      'a range of interfaces',
      config(port(''), `interface range GigabitEthernet0/1 - 2\n${BOUND}${LIST}`),
    ],
  ])('%s', async (_name, text) => {
    using place = new Workplace({ 'edge.cfg': text, 'inventory.yaml': INVENTORY });
    const { code, out } = await place.run(
      'migrate',
      'edge.cfg',
      '-i',
      'inventory.yaml',
      '-o',
      'out',
    );
    expect(code).toBe(0);
    expect(out).toMatch(/^Proven: /m);
    const traced = await place.run(
      'trace',
      '--config',
      'edge.cfg',
      '-i',
      'inventory.yaml',
      ...TRACE,
    );
    expect(traced.out).toMatch(/\|  deny tcp any host 198\.51\.100\.10 eq 5432 +edge\.cfg$/m);
    expect(traced.out).toContain('Lists: deny. Policies: deny. They agree.');
  });
});

test('a list that a whole configuration leaves out holds nothing back', async () => {
  using place = new Workplace({
    'edge.cfg': config(port(BOUND), ''),
    'inventory.yaml': INVENTORY,
  });
  const { err, out } = await place.run('migrate', 'edge.cfg', '-i', 'inventory.yaml', '-o', 'out');
  expect(err).toContain('[core/undefined-list]');
  expect(err).toContain('it permits everything there');
  expect(out).toMatch(/^Nothing to prove: /m);
  expect(out).not.toContain('except');
});

describe('what is not understood is named, held back, and an exception of the proof:', () => {
  test.each([
    {
      name: 'a binding with a slip in its keyword',
      text: config(port(' ip acces-group GUARD in\n'), LIST),
      at: '5:2',
      code: 'ios/misspelled-command',
    },
    {
      name: 'a binding with a no-break space',
      text: config(port(' ip access-group\u00a0GUARD in\n'), LIST),
      at: '5:17',
      code: 'ios/look-alike-character',
    },
    {
      name: 'a binding below a header that is no header',
      text: config(`interfaec GigabitEthernet0/1\n${BOUND}`, `${port('')}${LIST}`),
      at: '4:2',
      code: 'ios/unplaced-binding',
    },
    {
      name: 'a binding outside of every interface',
      text: config(`ip access-group GUARD in\n${port('')}`, LIST),
      at: '3:1',
      code: 'ios/unplaced-binding',
    },
    {
      name: 'an entry of a numbered list with a slip in its keyword',
      text: config(
        port(' ip access-group 150 in\n'),
        `acess-list 150${DENY}\naccess-list 150 permit ip any any\n`,
      ),
      at: '8:1',
      code: 'ios/misspelled-command',
    },
    {
      name: 'a numbered entry with an en dash',
      text: config(
        port(' ip access-group 150 in\n'),
        `access\u2013list 150${DENY}\naccess-list 150 permit ip any any\n`,
      ),
      at: '8:7',
      code: 'ios/look-alike-character',
    },
    {
      name: 'an entry with a no-break space',
      text: config(port(BOUND), LIST.replace('deny tcp', 'deny\u00a0tcp')),
      at: '9:6',
      code: 'ios/look-alike-character',
    },
    {
      name: 'a header with an en dash, and entries without one below it',
      text: config(port(BOUND), LIST.replace('access-list', 'access\u2013list')),
      at: '8:10',
      code: 'ios/look-alike-character',
    },
    {
      name: 'a misspelled header, and entries without one below it',
      text: config(port(BOUND), LIST.replace('ip access-list', 'ip acces-lst')),
      at: '8:1',
      code: 'ios/misspelled-command',
    },
    {
      name: 'a list that a part of a configuration leaves out',
      text: `${port(BOUND)}interface GigabitEthernet0/2\n ip address 198.51.100.1 255.255.255.0\n`,
      at: '3:2',
      code: 'ios/undefined-list',
    },
  ])('$name', async ({ at, code, text }) => {
    using place = new Workplace({ 'edge.cfg': text, 'inventory.yaml': INVENTORY });
    const { err, out } = await place.run(
      'migrate',
      'edge.cfg',
      '-i',
      'inventory.yaml',
      '-o',
      'out',
    );
    expect(err).toContain(`[${code}]`);
    expect(err).toContain(`--> edge.cfg:${at}\n`);
    expect(out).not.toMatch(/^Proven: /m);
    expect(out).toMatch(new RegExp(`^  except: edge\\.cfg:${at.split(':')[0]}  `, 'm'));
    // Nobody knows whether the routers let everything through: the drafts do not.
    expect(out).toMatch(/widened 0, narrowed (?!0,).*unexplained 0$/m);
  });
});
