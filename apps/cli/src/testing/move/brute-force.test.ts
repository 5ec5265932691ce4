import { describe, expect, test } from 'vitest';
import { smallEstate } from './estates.ts';
import { judge } from './judge.ts';
import { planOf } from './plan-of.ts';

/** Estates of a test; scripts/move-oracle.mts looks at thousands. */
const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);

describe('a judge that knows nothing of the planner finds no mistake', () => {
  test.each(SEEDS)('in the plan of estate %i', (seed) => {
    const estate = smallEstate(seed);
    const plan = planOf({
      configs: { 'edge1.cfg': estate.config },
      inventory: estate.inventory,
      waves: estate.waves,
    });
    expect(plan.proven).toBe(true);
    // What a finding says is left undone is not judged.
    const left = plan.waves.some(({ findings }) =>
      findings.some(({ code }) => code === 'move/not-editable'),
    );
    expect(left ? [] : judge(estate, plan)).toEqual([]);
  });
});
