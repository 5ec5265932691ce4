/** Configurations that are named by an option, and policies that are none. */
import { describe, expect, test } from 'vitest';
import { Workplace } from './testing/run-aclift.ts';

const router = (name: string, lan: string, list: string): string =>
  [
    `hostname ${name}`,
    'interface GigabitEthernet0/0',
    ` ip address ${lan}.1 255.255.255.0`,
    ` ip access-group ${list} in`,
    `ip access-list extended ${list}`,
    ' permit tcp any host 10.8.1.20 eq 8080',
    ' deny ip any any',
    '',
  ].join('\n');

const FILES = {
  'north.cfg': router('north', '10.8.1', 'NORTH-IN'),
  'south.cfg': router('south', '10.8.2', 'SOUTH-IN'),
  'inventory.yaml':
    'version: 1\nworkloads:\n  - namespace: lab\n    labels: { app: till }\n    addresses: [10.8.1.20]\n',
  'policy.yaml':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: till, namespace: lab }\nspec:\n  podSelector: { matchLabels: { app: till } }\n  policyTypes: [Ingress]\n  ingress:\n    - ports: [{ port: 8080 }]\n',
  'mixed/policy.yaml':
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a, namespace: lab }\nspec: { podSelector: {} }\n',
  'mixed/kustomization.yaml': 'kind: Kustomization\nresources: [policy.yaml]\n',
  'none/kustomization.yaml': 'kind: Kustomization\nresources: []\n',
  'empty.json': '{"apiVersion":"v1","kind":"List","items":[]}\n',
  'flows.csv': 'source,destination,protocol,destination_port\n10.8.2.9,10.8.1.20,tcp,8080\n',
} as const;

const COMMANDS = [
  {
    name: 'verify',
    args: ['verify', 'policy.yaml', '-i', 'inventory.yaml', '--json'],
  },
  {
    name: 'trace',
    args: [
      'trace',
      '-i',
      'inventory.yaml',
      '--from',
      '10.8.2.9',
      '--to',
      'till',
      '--port',
      '8080/tcp',
      '--json',
    ],
  },
  {
    name: 'replay',
    args: ['replay', 'flows.csv', '-i', 'inventory.yaml', '--fail-on', 'none', '--json'],
  },
  { name: 'explain', args: ['explain', 'policy.yaml', '--json'] },
  { name: 'inventory check', args: ['inventory', 'check', 'inventory.yaml', '--json'] },
  { name: 'suggest', args: ['suggest', '-i', 'inventory.yaml', '--json'] },
];

describe('--config', () => {
  test.each(COMMANDS)(
    'takes two names at once or one after the other in $name',
    async ({ args }) => {
      using place = new Workplace(FILES);
      const one = await place.run(...args, '--config', 'north.cfg');
      const both = await place.run(...args, '--config', 'north.cfg', 'south.cfg');
      const twice = await place.run(...args, '--config', 'north.cfg', '--config', 'south.cfg');
      expect([both.code, both.err]).toEqual([twice.code, twice.err]);
      expect(both.out).toBe(twice.out);
      expect(JSON.parse(both.out)).toBeTypeOf('object');
      // explain quotes no line of either.
      const changes = args[0] !== 'explain';
      expect(both.out !== one.out).toBe(changes);
    },
  );

  test('that took the policies too says where they belong', async () => {
    using place = new Workplace(FILES);
    const { code, err } = await place.run(
      'verify',
      '--config',
      'north.cfg',
      'policy.yaml',
      '-i',
      'inventory.yaml',
    );
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(/name policies before --config.*here north\.cfg, policy\.yaml/),
    ]);
    const behind = ['verify', '--config', 'north.cfg', '-i', 'inventory.yaml', '--', 'policy.yaml'];
    expect((await place.run(...behind)).out).toContain('1 object compared');
  });
});

describe('a name that holds no policy is an error', () => {
  const tail = ['--config', 'north.cfg', '-i', 'inventory.yaml'];
  const trace = ['trace', '--from', '10.8.2.9', '--to', 'till', '--port', '8080/tcp', ...tail];

  test.each([
    {
      name: 'a configuration among policies',
      args: ['verify', 'policy.yaml', 'south.cfg', ...tail],
      says: 'south.cfg holds no policy object; did you mean --config south.cfg?',
    },
    {
      name: 'the same in explain',
      args: ['explain', 'south.cfg'],
      says: 'south.cfg holds no policy object; did you mean --config south.cfg?',
    },
    {
      name: 'the same behind --policies of trace',
      args: [...trace, '--policies', 'policy.yaml', 'south.cfg'],
      says: 'south.cfg holds no policy object; did you mean --config south.cfg?',
    },
    {
      name: 'the same behind --policies of replay',
      args: ['replay', 'flows.csv', ...tail, '--policies', 'south.cfg'],
      says: 'south.cfg holds no policy object; did you mean --config south.cfg?',
    },
    {
      name: 'an inventory',
      args: ['verify', 'inventory.yaml', ...tail],
      says: 'inventory.yaml holds no policy object\n',
    },
    {
      name: 'a folder of other objects',
      args: ['policy-diff', 'none', 'policy.yaml', '-i', 'inventory.yaml'],
      says: 'none holds no policy object\n',
    },
    {
      name: 'standard input that stayed empty',
      args: ['verify', '-', ...tail],
      says: 'standard input holds no policy object\n',
    },
  ])('$name', async ({ args, says }) => {
    using place = new Workplace(FILES);
    const { code, err, out } = await place.run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(`aclift: ${says}`);
  });

  test.each([
    ['a folder with other objects beside a policy', ['verify', 'mixed', ...tail]],
    [
      'a list without items, as a cluster without policies prints it',
      ['verify', 'empty.json', ...tail],
    ],
  ])('but not %s', async (_, args) => {
    using place = new Workplace(FILES);
    expect((await place.run(...args)).err).not.toContain('holds no policy');
  });
});
