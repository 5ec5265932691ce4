/** Confidences follow what was right for the named owners, and too few right ones end in silence. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkedOf, shiftOf, type Tried } from './self-check.ts';
import { MODEL } from './weights.ts';

const tries = (group: Tried['group'], right: number, wrong: number): readonly Tried[] => [
  ...Array.from({ length: right }, (): Tried => ({ group, confidence: 0.9, right: true })),
  ...Array.from({ length: wrong }, (): Tried => ({ group, confidence: 0.9, right: false })),
];

describe('checkedOf', () => {
  const cases: readonly (readonly [string, readonly Tried[], readonly string[]])[] = [
    ['nobody is named', [], []],
    ['one of one was wrong: too few to say', tries('known', 0, 1), []],
    ['one of five was right', tries('new-workload', 1, 4), ['new-workload']],
    ['nine of ten were right', tries('new-workload', 9, 1), []],
    [
      'each group by itself',
      [...tries('known', 8, 0), ...tries('new-external', 1, 6)],
      ['new-external'],
    ],
  ];
  test.each(cases)('%s', (_, tried, silent) => {
    expect(checkedOf(tried.length, tried, MODEL).silent).toEqual(silent);
  });

  test('counts what would have been said and what of it was right', () => {
    const { groups } = checkedOf(7, tries('known', 5, 2), MODEL);
    expect(groups.find(({ group }) => group === 'known')).toEqual({
      group: 'known',
      tried: 7,
      said: 7,
      right: 5,
    });
  });
});

describe('shiftOf', () => {
  const outcome = fc.array(
    fc.record({ confidence: fc.double({ min: 0, max: 1, noNaN: true }), right: fc.boolean() }),
    { maxLength: 40 },
  );

  test('one more right answer never lowers confidences, one more wrong one never raises them', () => {
    fc.assert(
      fc.property(outcome, fc.double({ min: 0, max: 1, noNaN: true }), (tried, confidence) => {
        const before = shiftOf(tried, 0, 1);
        expect(shiftOf([...tried, { confidence, right: true }], 0, 1)).toBeGreaterThanOrEqual(
          before,
        );
        expect(shiftOf([...tried, { confidence, right: false }], 0, 1)).toBeLessThanOrEqual(before);
      }),
    );
  });

  test('without trials nothing moves', () => {
    expect(shiftOf([], 0.4, 1)).toBe(0);
  });
});
