import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countRanges,
  equalRanges,
  intersectRanges,
  joinRanges,
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

  test('join to what their union is, one after the other', () => {
    fc.assert(
      fc.property(fc.array(anyRanges, { maxLength: 4 }), (sets) => {
        expect(joinRanges(sets)).toEqual(normalizeRanges(sets.flat()));
      }),
    );
  });

  test('are cut alike where one has hundreds of ranges and the other few', () => {
    const long = Array.from({ length: 300 }, (_, i) => ({ from: 4 * i, to: 4 * i + 1 }));
    const few = fc
      .array(fc.tuple(fc.nat(1300), fc.nat(12)), { maxLength: 4 })
      .map((pairs) => normalizeRanges(pairs.map(([from, more]) => ({ from, to: from + more }))));
    const values = (ranges: Ranges<number>): number[] =>
      ranges.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, i) => from + i));
    const isLong = (value: number): boolean => value < 1200 && value % 4 < 2;
    fc.assert(
      fc.property(few, (some) => {
        expect(values(intersectRanges(some, long))).toEqual(values(some).filter(isLong));
        expect(values(intersectRanges(long, some))).toEqual(values(some).filter(isLong));
        expect(values(subtractRanges(some, long))).toEqual(values(some).filter((v) => !isLong(v)));
        const without = new Set(values(some));
        expect(values(subtractRanges(long, some))).toEqual(
          values(long).filter((v) => !without.has(v)),
        );
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
