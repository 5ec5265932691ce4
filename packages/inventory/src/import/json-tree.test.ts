import type { Span } from '@aclift/diagnostics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { YamlTree } from '../yaml-tree.ts';
import { readJsonTree } from './json-tree.ts';

/** The plain value of a tree, each scalar and key read from the place where it is said to be written. */
function plain(tree: YamlTree, text: string): unknown {
  const at = ({ end, start }: Span): unknown => JSON.parse(text.slice(start, end)) as unknown;
  if (tree.kind === 'scalar') return at(tree.span) === tree.value ? tree.value : 'misplaced';
  if (tree.kind === 'list') return tree.items.map((item) => plain(item, text));
  return Object.fromEntries(
    tree.entries.map(({ keySpan, value }) => [at(keySpan), plain(value, text)] as const),
  );
}

test('JSON is read as JSON.parse reads it, with places', () => {
  fc.assert(
    fc.property(
      fc.jsonValue({ noUnicodeString: false }),
      fc.constantFrom(0, 1, '\t'),
      (value, space) => {
        const text = ` ${JSON.stringify(value, null, space)}\r\n`;
        const tree = readJsonTree(text);
        if (tree === undefined) throw new Error('not read');
        expect(JSON.stringify(plain(tree, text))).toBe(JSON.stringify(JSON.parse(text)));
      },
    ),
  );
});

test.each([
  '',
  '{',
  '[1,]',
  '{"a":1,}',
  '{"a" 1}',
  '{"a":1,"a":2}',
  '{a:1}',
  '[01]',
  '["\\x"]',
  '["a\nb"]',
  '[1] 2',
  'nul',
  '['.repeat(100_000),
])('what is not JSON, or not for certain, is left to the reader of YAML: %j', (text) => {
  expect(readJsonTree(text)).toBeUndefined();
});
