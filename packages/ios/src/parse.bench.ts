/**
 * What reading costs, against a bare chevrotain lexer over the same text in the same process. Prints the figures and
 * holds them against the bounds that the project promises.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { Figures } from '../testing/measure.ts';

const MOST_TIMES_LEXER = 2.5;
const MOST_BYTES_PER_CHARACTER = 12;

describe('reading', () => {
  const script = fileURLToPath(new URL('../testing/measure.ts', import.meta.url));
  const output = execFileSync(
    process.execPath,
    ['--expose-gc', '--conditions=@aclift/source', '--disable-warning=ExperimentalWarning', script],
    { encoding: 'utf8' },
  );
  const figures = JSON.parse(output) as Figures;
  const { bytesPerCharacter, characters, entries, lexer, parse, ratio, sizes } = figures;
  console.log(
    [
      `${entries} entries, ${(characters / 1e6).toFixed(1)} MB: lexer ${lexer.toFixed(0)} ms, parse ${parse.toFixed(0)} ms, median ratio ${ratio.toFixed(2)}`,
      `holds ${bytesPerCharacter.toFixed(1)} bytes for each character of the text`,
      ...sizes.map(
        ({ entries: n, time }) =>
          `${n} entries: ${time.toFixed(0)} ms, ${((time / n) * 1000).toFixed(2)} µs each`,
      ),
    ].join('\n'),
  );

  test(`costs at most ${MOST_TIMES_LEXER} times a bare lexer`, () => {
    expect(ratio).toBeLessThan(MOST_TIMES_LEXER);
  });

  test(`holds at most ${MOST_BYTES_PER_CHARACTER} times the text`, () => {
    expect(bytesPerCharacter).toBeLessThan(MOST_BYTES_PER_CHARACTER);
  });

  test('is linear from 10,000 to 1,000,000 entries', () => {
    const each = sizes.map(({ entries: n, time }) => time / n);
    // A million entries may each cost more by what memory costs, never by their number.
    expect(Math.max(...each)).toBeLessThan(Math.min(...each) * 4);
  });
});
