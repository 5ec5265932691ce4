/** The usual chevrotain lexer for the same words: a pattern for each keyword, offsets only. The yardstick of figures. */
import { createToken, Lexer } from 'chevrotain';
import { VOCABULARY } from '../src/lexer/vocabulary.ts';

export function bareLexer(): Lexer {
  const word = createToken({ name: 'Word', pattern: /[!-\u009f\u00a1-\uffff]+/ });
  // Longer keywords first, so that none hides another.
  const keywords = ['access-list', 'remark', ...VOCABULARY.keys()]
    .toSorted((a, b) => b.length - a.length)
    .map((keyword) =>
      createToken({
        name: `keyword ${keyword}`,
        pattern: new RegExp(keyword.replaceAll(/[-+]/g, String.raw`\$&`), 'i'),
        longer_alt: word,
      }),
    );
  const patterns = [
    createToken({ name: 'Blank', pattern: /[ \t\u00a0]+/, group: Lexer.SKIPPED }),
    createToken({ name: 'LineEnd', pattern: /\r*\n|\r/, line_breaks: true }),
    createToken({
      name: 'Address',
      pattern: /\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}/,
      longer_alt: word,
    }),
    createToken({ name: 'Number', pattern: /\d+/, longer_alt: word }),
    ...keywords,
    word,
  ];
  return new Lexer(patterns, { positionTracking: 'onlyOffset', ensureOptimizations: true });
}
