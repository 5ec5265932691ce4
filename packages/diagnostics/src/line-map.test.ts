import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineMap } from './line-map.ts';

describe('lines of a text', () => {
  test.each([
    { name: 'LF', text: 'a\nbc\n', lines: ['a', 'bc'] },
    { name: 'CR LF', text: 'a\r\nbc\r\n', lines: ['a', 'bc'] },
    { name: 'CR CR LF', text: 'a\r\r\nbc\r\r\n', lines: ['a', 'bc'] },
    { name: 'CR alone', text: 'a\rbc\r', lines: ['a', 'bc'] },
    { name: 'no final line end', text: 'a\nbc', lines: ['a', 'bc'] },
    { name: 'empty lines', text: '\n\na', lines: ['', '', 'a'] },
    { name: 'nothing', text: '', lines: [''] },
  ])('with $name', ({ text, lines }) => {
    const map = new LineMap(text);
    expect(Array.from({ length: map.lineCount }, (_, i) => map.lineText(i + 1))).toEqual(lines);
  });

  test('a position counts line and column from 1', () => {
    const map = new LineMap('ab\r\ncd\n');
    expect(map.position(0)).toEqual({ line: 1, column: 1 });
    expect(map.position(5)).toEqual({ line: 2, column: 2 });
    expect(map.position(7)).toEqual({ line: 2, column: 4 });
  });

  test('an offset outside the text is a bug, not a place', () => {
    expect(() => new LineMap('ab').position(3)).toThrow(RangeError);
  });

  test('every offset lies in the line that holds it', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '\r'), maxLength: 30 });
    fc.assert(
      fc.property(text, (given) => {
        const map = new LineMap(given);
        for (let offset = 0; offset < given.length; offset += 1) {
          const { line, column } = map.position(offset);
          const span = map.lineSpan(line);
          expect(span.start + column - 1).toBe(offset);
          expect(line).toBeLessThanOrEqual(map.lineCount);
        }
      }),
    );
  });
});
