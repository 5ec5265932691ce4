import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '@aclift/diagnostics';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inventoryCatalogue, readInventory } from './index.ts';

const root = join(import.meta.dirname, '..');
const schema = JSON.parse(
  readFileSync(join(root, 'schema/inventory.schema.json'), 'utf8'),
) as object;
const accepts = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const filesOf = (folder: string): { name: string; text: string }[] =>
  readdirSync(join(root, 'fixtures', folder)).map((file) => ({
    name: `${folder}/${file}`,
    text: readFileSync(join(root, 'fixtures', folder, file), 'utf8'),
  }));

const readerAccepts = (text: string): boolean =>
  readInventory({ name: 'x', text }).diagnostics.every(
    (one) => explain(inventoryCatalogue, one).severity !== 'error',
  );

describe('the schema for editors agrees with the reader', () => {
  test.each(filesOf('good'))('$name: both accept', ({ text }) => {
    expect(accepts(parse(text)) ? [] : accepts.errors).toEqual([]);
    expect(readerAccepts(text)).toBe(true);
  });

  // What compares entries, or computes with addresses, is beyond a schema; such a file says so.
  test.each(filesOf('bad'))('$name: the reader refuses, the schema as the file says', ({ text }) => {
    expect(readerAccepts(text)).toBe(false);
    const verdict = /^# schema: (.*)$/m.exec(text)?.[1] ?? '';
    if (verdict === 'cannot read') expect(() => parse(text) as unknown).toThrow();
    else expect(accepts(parse(text)) ? 'accepts' : 'refuses').toBe(verdict);
  });
});

describe('docs/inventory.md', () => {
  const specification = readFileSync(join(root, '../../docs/inventory.md'), 'utf8');
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
