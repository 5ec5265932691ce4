import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonLine, jsonText, printable, printableLines } from './printable.ts';

test.each([
  { name: 'an escape sequence', text: 'a\u001b[31mb', shown: 'a\ufffd[31mb' },
  { name: 'the same in one character', text: 'a\u009b31mb', shown: 'a\ufffd31mb' },
  { name: 'a bell', text: '\u0007', shown: '\ufffd' },
  { name: 'a line end', text: 'a\r\nb', shown: 'a\ufffd\ufffdb' },
  { name: 'a mark that turns the direction of writing', text: 'a\u202eb', shown: 'a\ufffdb' },
  { name: 'one that isolates', text: 'a\u2066b\u2069', shown: 'a\ufffdb\ufffd' },
  { name: 'an Arabic letter mark', text: 'a\u061cb', shown: 'a\ufffdb' },
  { name: 'a blank of no width', text: 'a\u200bb', shown: 'a\ufffdb' },
  { name: 'a byte order mark', text: '\ufeffa', shown: '\ufffda' },
  { name: 'a soft hyphen', text: 'a\u00adb', shown: 'a\ufffdb' },
  { name: 'a tag, which is two units long', text: 'a\u{e0041}b', shown: 'a\ufffd\ufffdb' },
  { name: 'a letter without a shape', text: 'a\u3164b', shown: 'a\ufffdb' },
  { name: 'half of a pair', text: 'a\ud800b', shown: 'a\ufffdb' },
  { name: 'a tab', text: 'a\tb', shown: 'a b' },
  { name: 'an umlaut', text: 'Büro', shown: 'Büro' },
  { name: 'a letter beyond 65535', text: '😀', shown: '😀' },
])('$name is made harmless where it has to be', ({ text, shown }) => {
  expect(printable(text)).toBe(shown);
});

test('lines stay lines where a text has several', () => {
  expect(printableLines('a\u001b\nb\r\n')).toBe('a\ufffd\nb\ufffd\n');
});

describe('JSON', () => {
  const anyText = fc.string({ unit: 'binary' });

  test('is the same data, and shows nothing that hides or steers', () => {
    fc.assert(
      fc.property(fc.dictionary(anyText, fc.array(anyText)), (value) => {
        for (const json of [jsonText(value), jsonLine(value)]) {
          expect(JSON.parse(json)).toEqual(value);
          expect(printableLines(json)).toBe(json);
        }
      }),
    );
  });

  test.each([
    ['a mark that turns', 'a\u202e', '"a\\u202e"'],
    ['a tag', '\u{e0041}', '"\\udb40\\udc41"'],
    ['one-character escape sequences', '\u009b1m', '"\\u009b1m"'],
    ['a line separator', '\u2028', '"\\u2028"'],
    ['what is plain', 'Büro "a"', '"Büro \\"a\\""'],
  ])('%s', (_, text, json) => {
    expect(jsonLine(text)).toBe(json);
  });
});
