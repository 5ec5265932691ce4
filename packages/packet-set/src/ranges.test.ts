import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countRanges,
  equalRanges,
  intersectRanges,
  normalizeRanges,
  type Ranges,
  rangesHold,
  subtractRanges,
  unionRanges,
} from './ranges.ts';

const MAX = 40;
const anyRanges = fc
  .array(fc.tuple(fc.nat(MAX), fc.nat(MAX)), { maxLength: 6 })
  .map((pairs) =>
    normalizeRanges(pairs.map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))),
  );
const members = (ranges: Ranges<number>): number[] =>
  Array.from({ length: MAX + 2 }, (_, value) => value).filter((value) =>
    ranges.some(({ from, to }) => from <= value && value <= to),
  );

describe('sets of ranges', () => {
  test.each([
    {
      name: 'touching ranges merge',
      give: [
        [3, 5],
        [1, 2],
      ],
      want: [[1, 5]],
    },
    {
      name: 'a gap of one stays',
      give: [
        [1, 2],
        [4, 5],
      ],
      want: [
        [1, 2],
        [4, 5],
      ],
    },
    {
      name: 'an inner range disappears',
      give: [
        [1, 9],
        [3, 4],
      ],
      want: [[1, 9]],
    },
    { name: 'nothing stays nothing', give: [], want: [] },
  ])('$name', ({ give, want }) => {
    const ranges = normalizeRanges(give.map(([from, to]) => ({ from: from ?? 0, to: to ?? 0 })));
    expect(ranges.map(({ from, to }) => [from, to])).toEqual(want);
  });

  test('agree with sets of numbers in every operation', () => {
    fc.assert(
      fc.property(anyRanges, anyRanges, (a, b) => {
        const inA = new Set(members(a));
        const inB = new Set(members(b));
        expect(members(unionRanges(a, b))).toEqual([...inA.union(inB)].toSorted((x, y) => x - y));
        expect(members(intersectRanges(a, b))).toEqual(members(a).filter((v) => inB.has(v)));
        expect(members(subtractRanges(a, b))).toEqual(members(a).filter((v) => !inB.has(v)));
        expect(countRanges(a)).toBe(BigInt(inA.size));
        expect(equalRanges(a, b)).toBe(inA.symmetricDifference(inB).size === 0);
        for (const made of [unionRanges(a, b), intersectRanges(a, b), subtractRanges(a, b)]) {
          expect(normalizeRanges(made)).toEqual(made);
          expect(made.every(({ from, to }) => from <= to)).toBe(true);
        }
        for (let value = 0; value <= MAX + 1; value += 1) {
          expect(rangesHold(a, value)).toBe(inA.has(value));
        }
      }),
    );
  });

  test('hold 128-bit values', () => {
    const top = (1n << 128n) - 1n;
    const all = [{ from: 0n, to: top }];
    const low = [{ from: 0n, to: 255n }];
    expect(subtractRanges(all, low)).toEqual([{ from: 256n, to: top }]);
    expect(countRanges(all)).toBe(1n << 128n);
    const middle = [{ from: 1n << 64n, to: (1n << 65n) - 1n }];
    expect(subtractRanges(all, middle)).toEqual([
      { from: 0n, to: (1n << 64n) - 1n },
      { from: 1n << 65n, to: top },
    ]);
    expect(subtractRanges(middle, middle)).toEqual([]);
    expect(normalizeRanges([...middle, { from: 5n, to: (1n << 64n) - 1n }])).toEqual([
      { from: 5n, to: (1n << 65n) - 1n },
    ]);
  });
});
