import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '@aclift/diagnostics';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { INVENTORY_SCHEMA, inventoryCatalogue, readInventory, writeInventory } from './index.ts';

const root = join(import.meta.dirname, '../../..');
const schema = JSON.parse(
  readFileSync(join(root, 'packages/inventory/schema/inventory.schema.json'), 'utf8'),
) as object;
const accepts = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const filesOf = (folder: string): { name: string; text: string }[] =>
  readdirSync(join(root, 'fixtures/inventory', folder)).map((file) => ({
    name: `${folder}/${file}`,
    text: readFileSync(join(root, 'fixtures/inventory', folder, file), 'utf8'),
  }));

const readerAccepts = (text: string): boolean =>
  readInventory({ name: 'x', text }).diagnostics.every(
    (one) => explain(inventoryCatalogue, one).severity !== 'error',
  );

/** `cannot read`: no YAML, so the schema has nothing to judge. */
function schemaVerdict(text: string): 'accepts' | 'refuses' | 'cannot read' {
  const document = parseDocument(text, { logLevel: 'error' });
  if (document.errors.length > 0) return 'cannot read';
  return accepts(document.toJS()) ? 'accepts' : 'refuses';
}

describe('the schema for editors agrees with the reader', () => {
  test.each(filesOf('good'))('$name: both accept', ({ text }) => {
    expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
    expect(readerAccepts(text)).toBe(true);
  });

  // What compares entries, or computes with addresses, is beyond a schema; such a file says so.
  test.each(filesOf('bad'))('$name: the reader refuses, the schema as it says', ({ text }) => {
    expect(readerAccepts(text)).toBe(false);
    expect(schemaVerdict(text)).toBe(/^# schema: (.*)$/m.exec(text)?.[1]);
  });
});

test('written inventories name the address of the schema, and it is its own', () => {
  expect(schema).toMatchObject({ $id: INVENTORY_SCHEMA });
  const text = writeInventory({
    schema: INVENTORY_SCHEMA,
    comments: [],
    entries: [{ kind: 'workload', addresses: ['10.0.0.1'], comments: [] }],
  });
  expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${INVENTORY_SCHEMA}`);
  expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
});

describe('docs/files/inventory.md', () => {
  const specification = readFileSync(join(root, 'docs/files/inventory.md'), 'utf8');
  const examples = [...specification.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map((match) => ({
    text: match[1] ?? '',
  }));

  test('has examples', () => {
    expect(examples.length).toBeGreaterThan(2);
  });

  test.each(examples)('example %# is accepted by reader and schema', ({ text }) => {
    expect(readInventory({ name: 'example', text }).diagnostics).toEqual([]);
    expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
  });
});
