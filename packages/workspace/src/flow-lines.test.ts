import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BrokenOff, flowLines, isGzip } from './flow-lines.ts';

async function* of(pieces: readonly string[], end?: Error): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
  if (end !== undefined) throw end;
}

async function all(lines: AsyncIterable<string>): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

test.each([
  { name: 'nothing', pieces: [], want: [] },
  { name: 'a last line without an end', pieces: ['a\nb'], want: ['a', 'b'] },
  { name: 'lines with CR LF', pieces: ['a\r\nb\r\n'], want: ['a', 'b'] },
  { name: 'a line in two pieces', pieces: ['a', 'b\nc\n'], want: ['ab', 'c'] },
  { name: 'an empty line', pieces: ['a\n\nb\n'], want: ['a', '', 'b'] },
])('$name', async ({ pieces, want }) => {
  expect(await all(flowLines('f', of(pieces)))).toEqual(want);
});

test('lines are the same wherever the text is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('a', 'bc', '\n', 'd\n'), { maxLength: 12 }),
      async (pieces) => {
        const whole = await all(flowLines('f', of([pieces.join('')])));
        expect(await all(flowLines('f', of(pieces)))).toEqual(whole);
      },
    ),
  );
});

describe('a file that breaks off', () => {
  const given: string[] = [];
  const read = async (reason?: (error: unknown) => string | undefined): Promise<unknown> => {
    given.length = 0;
    try {
      for await (const line of flowLines('f.log', of(['a\nb\nc'], new Error('cut')), reason)) {
        given.push(line);
      }
    } catch (error) {
      return error;
    }
    return undefined;
  };
  test('gives what came before, and says after which line', async () => {
    const error = await read();
    expect(given).toEqual(['a', 'b']);
    expect(error).toBeInstanceOf(BrokenOff);
    expect((error as BrokenOff).message).toBe('f.log breaks off after line 2: cut');
  });
  test('says why in the words of the application', async () => {
    const error = await read(() => 'the data is damaged');
    expect((error as BrokenOff).message).toContain('the data is damaged');
  });
});

test('compressed files are told by their first bytes', () => {
  expect([[0x1f, 0x8b, 8], [0x1f], [], [123, 34]].map((bytes) => isGzip(bytes))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
