import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { YamlTree } from '../yaml-tree.ts';
import { readJsonTree } from './json-tree.ts';

/** The plain value of a tree; checks on the way that every span is where its value is written. */
function plain(tree: YamlTree, text: string): unknown {
  const written = JSON.parse(text.slice(tree.span.start, tree.span.end)) as unknown;
  if (tree.kind === 'scalar') {
    expect(written).toEqual(tree.value);
    return tree.value;
  }
  if (tree.kind === 'list') return tree.items.map((item) => plain(item, text));
  return Object.fromEntries(
    tree.entries.map(({ key, keySpan, value }) => {
      expect(JSON.parse(text.slice(keySpan.start, keySpan.end))).toBe(key);
      return [key, plain(value, text)];
    }),
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
