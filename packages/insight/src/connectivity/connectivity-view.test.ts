import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Connectivity } from './connectivity.ts';
import {
  connectivityAxes,
  connectivityBlocks,
  connectivityGroups,
  OUTSIDE,
  standingOf,
} from './connectivity-view.ts';

const CELL = { today: 1, policies: 1, opened: 0, closed: 0, partly: false, someClientPorts: false };
const MATRIX: Connectivity = {
  ends: [
    { name: 'billing/ledger', kind: 'workload', namespace: 'billing' },
    { name: 'shop/cart', kind: 'workload', namespace: 'shop' },
    { name: 'shop/db', kind: 'workload', namespace: 'shop' },
    { name: 'branches', kind: 'external', namespace: '' },
    { name: '(unnamed)', kind: 'unnamed', namespace: '' },
  ],
  cells: [
    { ...CELL, from: 1, to: 2 },
    { ...CELL, from: 2, to: 0, closed: 1 },
    { ...CELL, from: 1, to: 0, opened: 1 },
    { ...CELL, from: 3, to: 1, closed: 1 },
  ],
  services: [[], ['tcp/443']],
};

describe('the matrix by namespaces', () => {
  test('has a row for each namespace, and one for whoever is outside', () => {
    expect(connectivityGroups(MATRIX)).toEqual(['billing', 'shop', OUTSIDE]);
    expect(connectivityAxes(MATRIX, new Set()).map(({ label }) => label)).toEqual([
      'billing',
      'shop',
      OUTSIDE,
    ]);
  });

  test('shows the ends of an opened namespace in its place, without repeating its name', () => {
    const axes = connectivityAxes(MATRIX, new Set(['shop']));
    expect(axes.map(({ label }) => label)).toEqual(['billing', 'cart', 'db', OUTSIDE]);
  });

  test('says of a block what its pairs say together', () => {
    const axes = connectivityAxes(MATRIX, new Set());
    const said = connectivityBlocks(MATRIX, axes).map(
      ({ cells, from, standing, to }) =>
        `${axes[from]?.label} → ${axes[to]?.label}: ${cells.length} ${standing}`,
    );
    expect(said).toEqual([
      'shop → billing: 2 both',
      'shop → shop: 1 same',
      `${OUTSIDE} → shop: 1 closed`,
    ]);
  });

  test('loses no pair, whatever is opened', () => {
    fc.assert(
      fc.property(fc.subarray([...connectivityGroups(MATRIX)]), (open) => {
        const axes = connectivityAxes(MATRIX, new Set(open));
        expect(axes.flatMap(({ ends }) => ends)).toEqual([0, 1, 2, 3, 4]);
        const blocks = connectivityBlocks(MATRIX, axes);
        expect(blocks.flatMap(({ cells }) => cells).toSorted((a, b) => a - b)).toEqual([
          0, 1, 2, 3,
        ]);
        for (const { cells, standing } of blocks) {
          const own = cells.map((at) =>
            standingOf(MATRIX.cells[at] ?? { ...CELL, from: 0, to: 0 }),
          );
          expect(standing === 'same').toBe(own.every((one) => one === 'same'));
        }
      }),
    );
  });
});
