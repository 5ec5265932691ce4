/** What files are taken for, and that each that was given is listed or refused. */
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { roleOf, takeFiles } from './take-files.ts';

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'a', namespace: 'b' },
  spec: { podSelector: {} },
};
const POD = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' } };
const LIST = (items: readonly unknown[]) => ({ apiVersion: 'v1', kind: 'List', items });

describe('a file is taken for', () => {
  test.each([
    { name: 'p.json', text: JSON.stringify(POLICY), role: 'policies' },
    { name: 'p.json', text: JSON.stringify(POLICY, null, 2), role: 'policies' },
    {
      name: 'p.yaml',
      text: '{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy}\n',
      role: 'policies',
    },
    {
      name: 'p.yaml',
      text: 'apiVersion: "cilium.io/v2"\nkind : "CiliumNetworkPolicy"\n',
      role: 'policies',
    },
    { name: 'l.json', text: JSON.stringify(LIST([POD, POLICY])), role: 'policies' },
    {
      name: 'l.json',
      text: JSON.stringify(LIST([...Array<unknown>(3000).fill(POD), POLICY])),
      role: 'policies',
    },
    { name: 'l.json', text: JSON.stringify(LIST([POD])), role: 'objects' },
    { name: 'p.yaml', text: 'apiVersion: v1\nkind: Pod\n', role: 'objects' },
    {
      name: 'inventory.yaml',
      text: 'version: 1\nworkloads:\n  - { namespace: a }\n',
      role: 'inventory',
    },
    { name: 'decisions.yaml', text: 'version: 1\ncoverage: []\n', role: 'decisions' },
    { name: 'lan.hosts', text: '192.0.2.10 web1.example\n', role: 'hosts' },
    {
      name: 'flows.csv',
      text: 'source,destination,protocol,port\n192.0.2.1,192.0.2.2,tcp,80\n',
      role: 'flows',
    },
    { name: 'r1.cfg', text: 'hostname r1\n', role: 'config' },
  ])('$role: $name $text', ({ name, role, text }) => {
    expect(roleOf({ name, bytes: strToU8(text) })).toBe(role);
  });
});

test('a zip that is no saved review is unpacked, and what is hidden in it stays out', async () => {
  const zip = zipSync({
    'site/r1.cfg': strToU8('hostname r1\n'),
    'site/lan.hosts': strToU8('192.0.2.10 web1.example\n'),
    '__MACOSX/site/._r1.cfg': strToU8('x'),
    'site/.DS_Store': strToU8('x'),
  });
  const taken = await takeFiles([new File([zip.slice()], 'site.zip')]);
  expect(taken.configs.map(({ name }) => name)).toEqual(['site/r1.cfg']);
  expect(taken.hosts.map(({ name }) => name)).toEqual(['site/lan.hosts']);
  expect(taken.refused).toEqual([]);
});

test.each([
  { name: 'a damaged zip', bytes: [0x50, 0x4b, 3, 4, 9], says: 'is damaged' },
  {
    name: 'a zip of nothing that counts',
    bytes: [...zipSync({ '.git/x': strToU8('x') })],
    says: 'holds no files',
  },
])('$name is refused with its name', async ({ bytes, says }) => {
  const { refused } = await takeFiles([new File([Uint8Array.from(bytes)], 'x.zip')]);
  expect(refused).toEqual([expect.stringContaining('x.zip')]);
  expect(refused[0]).toContain(says);
});
