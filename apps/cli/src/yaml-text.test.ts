import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { HIDDEN, NASTY } from './testing/nasty-names.ts';
import { yamlText } from './yaml-text.ts';

const anyText = fc.oneof(
  fc.constantFrom(...NASTY.map(({ text }) => text)),
  fc.string({ unit: 'binary' }),
);

test('any data is read back as it was, and no character of it hides or begins a line', () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, fc.array(anyText)), (given) => {
      // Half a pair is no text that YAML could hold.
      const value = JSON.parse(
        JSON.stringify(given).replace(/\\ud[89a-f][\da-f]{2}/gi, '?'),
      ) as object;
      const text = yamlText({ value });
      expect(parse(text)).toEqual({ value });
      expect(HIDDEN.exec(text)).toBeNull();
      for (const line of text.trimEnd().split('\n').slice(1)) expect(line).toMatch(/^ /);
    }),
    { numRuns: 500 },
  );
});
