import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonLines, EDITED } from './common-lines.ts';

/** Indexes of the common lines of two lists that are spelt with one letter a line. */
function common(before: string, after: string): readonly [string, string] {
  const ids = (text: string): number[] =>
    text.split('').map((letter) => letter.codePointAt(0) ?? 0);
  const found = commonLines(ids(before), ids(after));
  const letters = (text: string, partners: Int32Array): string =>
    text
      .split('')
      .filter((_, k) => partners[k] !== EDITED)
      .join('');
  return [letters(before, found.before), letters(after, found.after)];
}

test.for([
  { name: 'equal lists', before: 'abc', after: 'abc', expected: 'abc' },
  { name: 'a line edited', before: 'abcde', after: 'abXde', expected: 'abde' },
  { name: 'a line taken out', before: 'abcde', after: 'abde', expected: 'abde' },
  { name: 'two edits far apart', before: 'abcdefg', after: 'aXcdeYg', expected: 'acdeg' },
  { name: 'a line moved', before: 'abcdefg', after: 'acdefbg', expected: 'acdefg' },
  { name: 'nothing in common', before: 'abc', after: 'xyz', expected: '' },
  { name: 'an empty list', before: '', after: 'xyz', expected: '' },
])('$name', ({ after, before, expected }) => {
  expect(common(before, after)).toEqual([expected, expected]);
});

test('lines taken for common are equal and in the same order', () => {
  const list = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), maxLength: 12 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const [old, young] = common(before, after);
      expect(old).toBe(young);
    }),
  );
});
