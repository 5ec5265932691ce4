/** The suggester keeps what docs/guides/suggestions.md promises, on estates and words that its weights have never seen. */
import { readFileSync } from 'node:fs';
import { EVIDENCE_KINDS, MODEL } from '@aclift/suggest/inside';
import { describe, expect, test } from 'vitest';
import { blindLines } from './testing/suggest/blind-benchmark.ts';
import { blindEstates, saidOfBlind, SEEN } from './testing/suggest/blind-estates.ts';
import { benchmark, benchmarkLines } from './testing/suggest/benchmark.ts';
import { generateEstate } from './testing/suggest/estate-text.ts';
import { CULTURES } from './testing/suggest/culture-words.ts';
import { TEST, TUNING } from './testing/suggest/seeds.ts';
import { figuresOf } from './testing/suggest/verdicts.ts';

const page = readFileSync(new URL('../../../docs/guides/suggestions.md', import.meta.url), 'utf8');

describe('on the test seeds', () => {
  const measured = benchmark(MODEL);

  test('nine of ten suggestions are right, and more than half of the owned cells have one', () => {
    expect(measured.generated.precision).toBeGreaterThanOrEqual(0.9);
    expect(measured.generated.coverage).toBeGreaterThanOrEqual(0.55);
  });

  test('so it is in estates of other cultures, where fewer cells have one', () => {
    expect(measured.cultures.precision).toBeGreaterThanOrEqual(0.9);
    expect(measured.cultures.coverage).toBeGreaterThanOrEqual(0.4);
    expect(measured.cultures.precisionOfSure).toBeGreaterThanOrEqual(0.95);
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

describe('on the blind estates', () => {
  const counted = blindEstates().filter((estate) => !SEEN.has(estate));
  const named = figuresOf(counted.flatMap((estate) => saidOfBlind(estate)));
  const nameless = figuresOf(counted.flatMap((estate) => saidOfBlind(estate, false)));

  test('nine of ten suggestions are acceptable, and few are surely wrong', () => {
    expect(named.acceptable).toBeGreaterThanOrEqual(0.9);
    expect(named.coverage).toBeGreaterThanOrEqual(0.45);
    expect(named.harm).toBeLessThanOrEqual(0.03);
  });

  test('host names make suggestions neither worse nor fewer', () => {
    expect(named.acceptable).toBeGreaterThanOrEqual(nameless.acceptable);
    expect(named.coverage).toBeGreaterThanOrEqual(nameless.coverage);
  });

  test('the page gives the figures', () => {
    expect(page).toContain(blindLines().join('\n'));
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

test('the cultures of tuning and test share no word', () => {
  const wordsIn = (half: 'tuning' | 'test'): readonly string[] => {
    const { areas, askedOutside, askers, devices, makers, parts, sites, whims } = CULTURES[half];
    const said = Object.values(parts).flatMap(({ codes, words }) => [...codes, ...words]);
    return [
      ...areas,
      ...askedOutside,
      ...askers,
      ...devices,
      ...makers,
      ...said,
      ...sites,
      ...whims,
    ];
  };
  const tuning = new Set(wordsIn('tuning'));
  expect(wordsIn('test').filter((word) => tuning.has(word))).toEqual([]);
});
