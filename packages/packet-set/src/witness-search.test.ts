import { describe, expect, test } from 'vitest';
import { type Diagram, EVERYTHING, NOTHING } from './diagram.ts';
import { Space } from './space.ts';

type Field = 'a' | 'b';

/** Two fields of 0 to 15, cut everywhere; sets by a rule over the pairs. */
function spaceOfPairs(): { space: Space<Field>; set: (seed: number, value?: number) => Diagram } {
  const points = Array.from({ length: 16 }, (_, i) => ({ from: i, to: i }));
  const space = new Space<Field>(
    [
      { name: 'a', max: 15 },
      { name: 'b', max: 15 },
    ],
    { a: points, b: points },
  );
  const set = (seed: number, value = 1): Diagram =>
    space.box(
      {
        a: points.filter(({ from }) => (from * 7 + seed * 13) % 5 < 2),
        b: points.filter(({ from }) => (from * 11 + seed * 3) % 7 < 3),
      },
      value,
    );
  return { space, set };
}

describe('a packet is found exactly where a set is not empty', () => {
  const { set, space } = spaceOfPairs();
  const seeds = Array.from({ length: 60 }, (_, i) => i);

  test.each(seeds)('inside one, outside two (%i)', (seed) => {
    const inside = set(seed);
    const outside = [set(seed + 1), set(seed + 2)];
    const left = outside.reduce((rest, each) => space.subtract(rest, each), inside);
    const found = space.find({ inside: [inside], outside }, 10_000);
    expect(found).not.toBe('gave-up');
    expect(found === undefined).toBe(left === NOTHING);
    expect(
      found === undefined || space.evaluate(left, found as { a: number; b: number }) === 1,
    ).toBe(true);
  });

  test.each(seeds)('decided by the first of two that says something (%i)', (seed) => {
    const inside = set(seed);
    const by = [set(seed + 1, 1), set(seed + 2, 2)];
    const decided = space.firstMatch(by);
    const found = space.find({ inside: [inside], decided: { by, otherwise: 2, not: 2 } }, 10_000);
    const ones = space.mapTerminals(space.mask(decided, inside), (t) => (t === 1 ? 1 : 0));
    expect(found === undefined).toBe(ones === NOTHING);
    expect(
      found === undefined || space.evaluate(ones, found as { a: number; b: number }) === 1,
    ).toBe(true);
  });
});

test('a search without budget gives up', () => {
  const { set, space } = spaceOfPairs();
  expect(space.find({ inside: [set(1)], outside: [set(2)] }, 0)).toBe('gave-up');
});

test('two sets that have nothing in common give nothing', () => {
  const { space } = spaceOfPairs();
  const low = space.box({ a: [{ from: 0, to: 7 }] });
  const high = space.box({ a: [{ from: 8, to: 15 }] });
  expect(space.find({ inside: [low, high] }, 100)).toBeUndefined();
});

/** Sets over three fields that no box describes: sums, so that a search has to look at many states. */
describe('many states', () => {
  const points = Array.from({ length: 16 }, (_, i) => ({ from: i, to: i }));
  const space = new Space<'a' | 'b' | 'c'>(
    [
      { name: 'a', max: 15 },
      { name: 'b', max: 15 },
      { name: 'c', max: 15 },
    ],
    { a: points, b: points, c: points },
  );
  const mixed = (seed: number): Diagram =>
    space.unionAll(
      points.flatMap(({ from: a }) =>
        points.map(({ from: b }) =>
          space.box({
            a: [{ from: a, to: a }],
            b: [{ from: b, to: b }],
            c: points.filter(({ from: c }) => (a * 5 + b * 3 + c * 7 + seed * a * b) % 11 < 6),
          }),
        ),
      ),
    );

  test('are all looked at before the answer is that there is no packet', () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const [one, two] = [mixed(seed), mixed(seed + 5)];
      const outside = [space.subtract(one, two), space.intersect(one, two)];
      expect(space.find({ inside: [one], outside }, 1_000_000)).toBeUndefined();
    }
  });

  test('do not hide the only packet', () => {
    for (const [a, b, c] of [
      [0, 0, 0],
      [15, 15, 15],
      [3, 14, 9],
    ] as const) {
      const only = space.box({
        a: [{ from: a, to: a }],
        b: [{ from: b, to: b }],
        c: [{ from: c, to: c }],
      });
      const outside = [mixed(2), space.complement(mixed(2))].map((set) =>
        space.subtract(set, only),
      );
      expect(space.find({ inside: [EVERYTHING], outside }, 1_000_000)).toEqual({ a, b, c });
    }
  });

  test('are counted against the budget', () => {
    const one = mixed(1);
    const outside = [space.subtract(one, mixed(6)), space.intersect(one, mixed(6))];
    expect(space.find({ inside: [one], outside }, 5)).toBe('gave-up');
  });
});
