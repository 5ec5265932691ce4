import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { policyShapes } from '../policy-shapes.ts';
import type { Shape } from '../shape.ts';
import { publishedSchemas } from './published-schemas.ts';

interface Schema {
  readonly $ref?: string;
  readonly title?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const files = {
  NetworkPolicy: 'network-policy',
  CiliumNetworkPolicy: 'cilium-network-policy',
  CiliumClusterwideNetworkPolicy: 'cilium-clusterwide-network-policy',
  CiliumCIDRGroup: 'cilium-cidr-group',
} as const;
const kinds = Object.keys(files) as (keyof typeof files)[];

const published = (kind: keyof typeof files): Schema => {
  const path = join(import.meta.dirname, `../../schemas/${files[kind]}.schema.json`);
  return JSON.parse(readFileSync(path, 'utf8')) as Schema;
};

test.each(kinds)('the code has the same schema of %s as the file', (kind) => {
  const { title: ours, ...rest } = publishedSchemas[kind] as Schema;
  const { title: theirs, ...same } = published(kind);
  expect(rest).toEqual(same);
  expect(theirs).toContain(kind);
  expect(ours ?? theirs).toBe(theirs);
});

test('every pattern is a JavaScript one, and quick on long texts', () => {
  const patterns = new Set(
    kinds.flatMap((kind) =>
      [...JSON.stringify(published(kind)).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(
        (match) => JSON.parse(match[1] ?? '""') as string,
      ),
    ),
  );
  expect(patterns.size).toBeGreaterThan(5);
  for (const pattern of patterns) {
    const expression = new RegExp(pattern, 'u');
    for (const unit of ['a', 'a.', 'a-', '1', 'A_', '/']) {
      const begin = performance.now();
      expression.test(`${unit.repeat(2000)}!`);
      expect(performance.now() - begin).toBeLessThan(200);
    }
  }
});

/** Walks a schema and a shape side by side and tells where they differ. */
function* differences(shape: Shape, schema: Schema, root: Schema, path: string): Generator<string> {
  const name = schema.$ref?.split('/').at(-1);
  if (name !== undefined) {
    yield* differences(shape, root.definitions?.[name] ?? {}, root, path);
    return;
  }
  if (shape.kind === 'list') {
    if (schema.items === undefined) yield `${path}: no list`;
    else yield* differences(shape.item, schema.items, root, `${path}[]`);
  }
  if (shape.kind === 'text' && schema.enum !== undefined) {
    const extra = (shape.choices ?? []).filter((word) => !schema.enum?.includes(word));
    const missing = schema.enum.filter((word) => !shape.choices?.includes(word));
    if (extra.length + missing.length > 0) yield `${path}: +${extra.join()} -${missing.join()}`;
  }
  if (shape.kind !== 'object' || schema.properties === undefined) return;
  for (const key of new Set([...Object.keys(shape.fields), ...Object.keys(schema.properties)])) {
    const inner = shape.fields[key];
    const other = schema.properties[key];
    if (inner === undefined || other === undefined) yield `${path}.${key}: only in one of them`;
    else yield* differences(inner, other, root, `${path}.${key}`);
  }
}

test.each(kinds)('the shape of %s has the fields and words of the schema', (kind) => {
  const shape = policyShapes[kind];
  const schema = published(kind);
  const spec = (key: 'spec' | 'specs'): string[] => {
    const inner = shape.fields[key];
    const other = schema.properties?.[key];
    return inner && other ? [...differences(inner, other, schema, key)] : [];
  };
  expect([...spec('spec'), ...spec('specs')]).toEqual([]);
});
