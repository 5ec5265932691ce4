import { LineMap } from '@aclift/diagnostics';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countLines, PhysicalLines } from './physical-lines.ts';

const texts = fc
  .array(fc.constantFrom('a', ' b', '\n', '\r', '\r\n', '\r\r\n', '\r\r'), { maxLength: 20 })
  .map((parts) => parts.join(''));

test('cuts lines where the line map does', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const map = new LineMap(text);
      const lines = new PhysicalLines(text);
      const cut: string[] = [];
      while (lines.next()) cut.push(text.slice(lines.start, lines.end));
      expect(cut).toEqual(Array.from({ length: map.lineCount }, (_, at) => map.lineText(at + 1)));
      expect(countLines(text)).toBe(map.lineCount);
    }),
  );
});

test('goes back to a line that was current before', () => {
  const lines = new PhysicalLines('a\nb\nc\n');
  lines.next();
  lines.next();
  const { index, start } = lines;
  lines.next();
  lines.rewind(index, start);
  lines.next();
  expect([lines.index, lines.text.slice(lines.start, lines.end)]).toEqual([1, 'b']);
});

test('goes on as it would have, however far it had looked ahead', () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(5), { maxLength: 6 }), (text, looks) => {
      const plain = new PhysicalLines(text);
      const looking = new PhysicalLines(text);
      for (let line = 0; plain.next(); line += 1) {
        expect(looking.next()).toBe(true);
        expect([looking.index, looking.start, looking.end]).toEqual([
          plain.index,
          plain.start,
          plain.end,
        ]);
        const { index, start } = looking;
        for (let ahead = looks[line] ?? 0; ahead > 0 && looking.next(); ahead -= 1);
        looking.rewind(index, start);
        looking.next();
      }
      expect(looking.next()).toBe(false);
    }),
  );
});
