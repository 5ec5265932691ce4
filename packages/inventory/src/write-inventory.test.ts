import { explain } from '@aclift/diagnostics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inventoryCatalogue } from './catalogue.ts';
import { readInventory } from './read-inventory.ts';
import { writeInventory } from './write-inventory.ts';

const read = (text: string) => readInventory({ name: 'skeleton', text });

test('writes candidates with their reasons and FILL-IN', () => {
  const text = writeInventory({
    schema: './inventory.schema.json',
    comments: ['from edge.cfg'],
    entries: [
      {
        kind: 'workload',
        addresses: ['10.0.0.1', '2001:db8::'],
        comments: ['group DB', '12 lines'],
      },
      { kind: 'external', addresses: ['10.2.0.0/16'], comments: [] },
      { kind: 'external', name: 'branches', addresses: ['10.3.0.0/16'], comments: ['a segment'] },
    ],
  });
  expect(text).toBe(`# yaml-language-server: $schema=./inventory.schema.json
# aclift inventory: which pods will stand where addresses stand today.
# Replace FILL-IN, delete what you do not need; entries that still say FILL-IN are left out.
# An entry of workloads that is no pod belongs below externals, with a name instead of namespace and labels.
# from edge.cfg

version: 1
namespaces: {}
workloads:
  # group DB
  # 12 lines
  - namespace: FILL-IN
    labels: { app: FILL-IN }
    addresses:
      - 10.0.0.1
      - "2001:db8::"
externals:
  - name: FILL-IN
    addresses:
      - 10.2.0.0/16

  # a segment
  - name: branches
    addresses:
      - 10.3.0.0/16
`);
  expect(read(text).value?.externals.map(({ name }) => name)).toEqual(['branches']);
});

test('a filled-in entry is read back', () => {
  const text = writeInventory({
    comments: [],
    entries: [
      {
        kind: 'workload',
        namespace: 'shop',
        labels: { app: 'web', answer: 'yes', level: '1.10' },
        addresses: ['10.0.0.1-10.0.0.3'],
        comments: [],
      },
    ],
  });
  expect(read(text)).toMatchObject({
    value: { workloads: [{ labels: { answer: 'yes', app: 'web', level: '1.10' } }] },
    diagnostics: [],
  });
});

test('no comment gets out of its comment', () => {
  const line = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a\nversion: 2', 'b\r- x', '\u2028evil: 1', '\u0085x: y', '\t', ''),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 4 }), (comments) => {
      const { value, diagnostics } = read(
        writeInventory({
          comments,
          entries: [{ kind: 'external', name: 'a', addresses: ['10.0.0.1'], comments }],
        }),
      );
      expect(diagnostics.map((one) => explain(inventoryCatalogue, one).message)).toEqual([]);
      expect(value?.externals).toHaveLength(1);
    }),
    { numRuns: 200 },
  );
});
