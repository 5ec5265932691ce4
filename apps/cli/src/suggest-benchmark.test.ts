/** The suggester keeps what docs/suggestions.md promises, on estates and words that its weights have never seen. */
import { readFileSync } from 'node:fs';
import { EVIDENCE_KINDS, MODEL } from '@aclift/core/suggest';
import { describe, expect, test } from 'vitest';
import { benchmark, benchmarkLines } from './testing/suggest/benchmark.ts';
import { generateEstate } from './testing/suggest/estate-text.ts';
import { TEST, TUNING } from './testing/suggest/seeds.ts';

const page = readFileSync(new URL('../../../docs/suggestions.md', import.meta.url), 'utf8');

describe('on the test seeds', () => {
  const measured = benchmark(MODEL);

  test('nine of ten suggestions are right, and six of ten owned cells have one', () => {
    expect(measured.generated.precision).toBeGreaterThanOrEqual(0.9);
    expect(measured.generated.coverage).toBeGreaterThanOrEqual(0.6);
  });

  test('of the sure ones at least 95 of 100 are right', () => {
    expect(measured.generated.sure).toBeGreaterThan(500);
    expect(measured.generated.precisionOfSure).toBeGreaterThanOrEqual(0.95);
  });

  test('confidences are as often right as they say', () => {
    expect(measured.generated.calibrationError).toBeLessThanOrEqual(0.05);
  });

  test('the page gives the figures', () => {
    expect(page).toContain(benchmarkLines(measured).join('\n'));
  });
});

test('the page explains every kind of evidence', () => {
  expect(EVIDENCE_KINDS.filter((kind) => !page.includes(`\`${kind}\``))).toEqual([]);
});

test('tuning and test share no seed and no name of a workload', () => {
  const tuning = [...TUNING.fitting, ...TUNING.calibrating];
  expect(tuning.filter((seed) => TEST.includes(seed))).toEqual([]);
  const names = (seeds: readonly number[], half: 'tuning' | 'test'): Set<string> =>
    new Set(
      seeds
        .slice(0, 40)
        .flatMap((seed) =>
          [...generateEstate(seed, half).inventory.text.matchAll(/namespace: (\S+)/g)].map(
            ([, name]) => name ?? '',
          ),
        ),
    );
  const seen = names(TUNING.fitting, 'tuning');
  // Every company has a platform.
  expect([...names(TEST, 'test')].filter((name) => seen.has(name))).toEqual(['platform']);
});
