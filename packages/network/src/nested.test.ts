/** The longest prefix of an address, against looking at every prefix. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangesHold, type Ranges } from '@aclift/packet-set';
import { LongestPrefix, piecesOf } from './nested.ts';

const BITS = 5;
const SIZE = 2 ** BITS;
const VALUES = Array.from({ length: SIZE }, (_, value) => value);

const prefix = fc.tuple(fc.integer({ min: 0, max: BITS }), fc.nat(SIZE - 1)).map(([length, at]) => {
  const size = 2 ** (BITS - length);
  const from = Math.floor(at / size) * size;
  return { range: { from, to: from + size - 1 }, length };
});
const prefixes = fc.array(prefix, { maxLength: 8 });

const around = (value: number, of: readonly { range: { from: number; to: number } }[]) =>
  of.filter(({ range }) => range.from <= value && value <= range.to);

describe('the longest prefix', () => {
  test('of an address is the longest of those that hold it', () => {
    fc.assert(
      fc.property(prefixes, (all) => {
        const table = new LongestPrefix(all);
        for (const value of VALUES) {
          const holding = around(value, all) as typeof all;
          const longest = Math.max(-1, ...holding.map(({ length }) => length));
          expect(table.of(value)?.length ?? -1).toBe(longest);
        }
      }),
    );
  });

  test('of equal ones is the first', () => {
    const range = { from: 0, to: 7 };
    expect(
      new LongestPrefix([
        { range, name: 'a' },
        { range, name: 'b' },
      ]).of(3)?.name,
    ).toBe('a');
  });
});

test('pieces are a partition that puts addresses together which the same prefixes hold', () => {
  fc.assert(
    fc.property(prefixes, fc.array(fc.nat(SIZE - 1)), (all, chosen) => {
      const wanted = new Set(chosen);
      const addresses: Ranges = VALUES.filter((value) => wanted.has(value))
        .map((value) => ({ from: value, to: value }))
        .reduce<{ from: number; to: number }[]>((out, one) => {
          const last = out.at(-1);
          if (last?.to === one.from - 1) last.to = one.to;
          else out.push({ ...one });
          return out;
        }, []);
      const pieces = piecesOf(
        addresses,
        all.map(({ range }) => range),
      );
      const key = (value: number): string =>
        JSON.stringify(around(value, all).map(({ range }) => [range.from, range.to]));
      for (const value of VALUES) {
        expect(pieces.filter((piece) => rangesHold(piece, value))).toHaveLength(
          wanted.has(value) ? 1 : 0,
        );
      }
      for (const piece of pieces) {
        const keys = VALUES.filter((value) => rangesHold(piece, value)).map(key);
        expect(new Set(keys).size).toBe(1);
      }
    }),
  );
});
