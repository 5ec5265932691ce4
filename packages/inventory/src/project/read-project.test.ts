import { readFileSync } from 'node:fs';
import { explain } from '@aclift/diagnostics';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inventoryCatalogue } from '../catalogue.ts';
import { readProject } from './read-project.ts';
import { PROJECT_SCHEMA, writeProject } from './write-project.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/project.schema.json', import.meta.url), 'utf8'),
) as object;
const accepts = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

function read(text: string) {
  const { diagnostics, value } = readProject({ name: 'aclift.yaml', text });
  return { value, said: diagnostics.map((d) => explain(inventoryCatalogue, d)) };
}

const FULL = `version: 1
configs: [a.cfg, more/]
inventory: inventory.yaml
network:
  upstream: [edge:Gi0/0]
  unused: [core:Gi0/1]
  behind:
    - port: sw:Gi1/0/5
      addresses: [10.1.20.15, 10.1.20.32/28]
    - { port: sw:Gi1/0/6, addresses: [] }
lint:
  failOn: warning
  wideSources: 65536
  namedPorts: 4
  ignore:
    - codes: [cleartext-service, ios/unused-list]
      file: edge.cfg
      list: OUT
      line: permit tcp any any eq telnet
      reason: known
`;

test('everything that can be said is read', () => {
  const { said, value } = read(FULL);
  expect(said).toEqual([]);
  expect(value).toMatchObject({
    configs: ['a.cfg', 'more/'],
    inventory: 'inventory.yaml',
    network: {
      upstream: ['edge:Gi0/0'],
      unused: ['core:Gi0/1'],
      behind: [
        { port: 'sw:Gi1/0/5', addresses: [{ text: '10.1.20.15' }, { text: '10.1.20.32/28' }] },
        { port: 'sw:Gi1/0/6', addresses: [] },
      ],
    },
    lint: {
      failOn: 'warning',
      wideSources: 65_536,
      namedPorts: 4,
      ignore: [
        {
          codes: ['cleartext-service', 'ios/unused-list'],
          file: 'edge.cfg',
          list: 'OUT',
          line: 'permit tcp any any eq telnet',
          reason: 'known',
        },
      ],
    },
  });
});

describe('reader and schema agree', () => {
  test.each([
    { name: 'everything', text: FULL },
    { name: 'nothing but the version', text: 'version: 1\n' },
    { name: 'empty sections', text: 'version: 1\nconfigs:\nnetwork:\nlint:\n' },
    { name: 'a first file', text: writeProject([]) },
    { name: 'a first file with odd names', text: writeProject(['a "b": #c.cfg', '- x/']) },
  ])('on $name: right', ({ text }) => {
    expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
    expect(read(text).said).toEqual([]);
  });

  test.each([
    { name: 'no version', text: 'configs: []\n', code: 'inventory/missing-key' },
    { name: 'another version', text: 'version: 2\n', code: 'inventory/unsupported-version' },
    {
      name: 'a misspelt key',
      text: 'version: 1\nlint: { failon: note }\n',
      code: 'inventory/unknown-key',
    },
    {
      name: 'a severity that does not exist',
      text: 'version: 1\nlint: { failOn: fatal }\n',
      code: 'inventory/unknown-choice',
    },
    {
      name: 'a port without a word about who is behind it',
      text: 'version: 1\nnetwork: { behind: [{ port: Gi1/0/5 }] }\n',
      code: 'inventory/missing-key',
    },
    {
      name: 'no sources at all',
      text: 'version: 1\nlint: { wideSources: 0 }\n',
      code: 'inventory/wrong-value',
    },
    {
      name: 'a fraction of ports',
      text: 'version: 1\nlint: { namedPorts: 1.5 }\n',
      code: 'inventory/wrong-value',
    },
    {
      name: 'one configuration instead of a list',
      text: 'version: 1\nconfigs: a.cfg\n',
      code: 'inventory/wrong-value',
    },
    {
      name: 'an accepted finding without a reason',
      text: 'version: 1\nlint: { ignore: [{ codes: [a] }] }\n',
      code: 'inventory/missing-key',
    },
    {
      name: 'an accepted finding without a code',
      text: 'version: 1\nlint: { ignore: [{ codes: [], reason: a }] }\n',
      code: 'inventory/wrong-value',
    },
  ])('on $name: wrong', ({ code, text }) => {
    expect(accepts(parse(text))).toBe(false);
    expect(read(text).said.map((each) => each.code)).toEqual([code]);
  });
});

test('an entry with a mistake accepts nothing', () => {
  const { value } = read('version: 1\nlint: { ignore: [{ codes: [a], lsit: B, reason: c }] }\n');
  expect(value?.lint.ignore).toEqual([]);
});

test('first files list what they are given, and name the schema', () => {
  const text = writeProject(['a "b": #c.cfg', '- x/']);
  expect(read(text).value?.configs).toEqual(['a "b": #c.cfg', '- x/']);
  expect(text.split('\n')[0]).toContain(PROJECT_SCHEMA);
  expect(schema).toMatchObject({ $id: PROJECT_SCHEMA });
});

test('a code that is no list is said once', () => {
  const { said } = read('version: 1\nlint: { ignore: [{ codes: shadowed, reason: c }] }\n');
  expect(said.map(({ message }) => message)).toEqual([
    'lint.ignore[0].codes must be a list, but this is text.',
  ]);
});
