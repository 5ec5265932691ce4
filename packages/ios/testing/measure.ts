/**
 * Measures reading in a process of its own, with the sources as Node runs them: a test runner's module wrapper makes
 * each call across files dearer, and the yardstick is a library that it leaves alone. Prints one JSON object.
 * usage: node --expose-gc --conditions=@aclift/source measure.ts
 */
import { parseIos } from '../src/index.ts';
import { bareLexer } from './bare-lexer.ts';
import { generatedLists } from './generated-lists.ts';

/** What the process prints. Times are milliseconds of the fastest round. */
export interface Figures {
  /** Entries of the text that lexer and parser share. */
  readonly entries: number;
  readonly characters: number;
  readonly lexer: number;
  readonly parse: number;
  /** Median of the rounds, each with lexer and parser in turn. */
  readonly ratio: number;
  /** Bytes that a reading holds, for each character of its text. */
  readonly bytesPerCharacter: number;
  readonly sizes: readonly { readonly entries: number; readonly time: number }[];
}

const ROUNDS = 9;
const ENTRIES = 100_000;

declare const gc: () => void;

function once(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function compare(): Pick<Figures, 'characters' | 'lexer' | 'parse' | 'ratio'> {
  const text = generatedLists(ENTRIES);
  const lexer = bareLexer();
  const rounds = Array.from({ length: ROUNDS }, () => {
    gc();
    const lexed = once(() => lexer.tokenize(text));
    gc();
    return { lexed, parsed: once(() => parseIos({ name: 'x', text })) };
  }).slice(2);
  const ratios = rounds.map(({ lexed, parsed }) => parsed / lexed).toSorted((a, b) => a - b);
  return {
    characters: text.length,
    lexer: Math.min(...rounds.map(({ lexed }) => lexed)),
    parse: Math.min(...rounds.map(({ parsed }) => parsed)),
    ratio: ratios[Math.floor(ratios.length / 2)] ?? Number.NaN,
  };
}

function memory(): number {
  const text = generatedLists(ENTRIES);
  gc();
  const before = process.memoryUsage().heapUsed;
  const parse = parseIos({ name: 'x', text });
  gc();
  const held = process.memoryUsage().heapUsed - before;
  // Used after measuring, so that nothing of it is collected before.
  return parse.lines.lines === 0 ? Number.NaN : held / text.length;
}

function sizes(): Figures['sizes'] {
  return [10_000, 100_000, 1_000_000].map((entries) => {
    const text = generatedLists(entries);
    const rounds = entries > 500_000 ? 1 : 3;
    const times = Array.from({ length: rounds }, () => once(() => parseIos({ name: 'x', text })));
    return { entries, time: Math.min(...times) };
  });
}

const figures: Figures = {
  entries: ENTRIES,
  ...compare(),
  bytesPerCharacter: memory(),
  sizes: sizes(),
};
console.log(JSON.stringify(figures));
