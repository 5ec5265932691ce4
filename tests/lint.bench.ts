/**
 * What the whole analysis of a list costs beside the standings of its lines: wording findings may cost a few times as much, and no
 * list is given up for it. Run with `npm run bench -- tests/lint.bench.ts`.
 */
import type { Device } from '@aclift/ir';
import { deviceLists, modelLists, standingsOf } from '@aclift/lists';
import { expect, test } from 'vitest';
import { FAMILIES, generateSet } from '../packages/lists/testing/generated-sets.ts';
import { classbenchMissing, readClassbench } from '../packages/lists/testing/classbench.ts';
import { lint } from '@aclift/analysis';

/** Most of what all findings may cost, in standings. */
const MOST_RATIO = 6;

function spent(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { system, user } = process.cpuUsage(before);
  return (system + user) / 1000;
}

/** Prints what it finds. @returns the ratio, and whether something is said of every line. */
function compareCosts(
  name: string,
  device: Device,
): { readonly ratio: number; readonly judged: boolean } {
  const standings = spent(() => {
    for (const model of modelLists(deviceLists(device))) standingsOf(model);
  });
  let given: readonly unknown[] | null = null;
  const all = spent(() => {
    const sources = [{ name: device.source, text: ' '.repeat(20_000) }];
    given =
      lint({ devices: [device], sources, diagnostics: [], printLine: () => '' }).lists[0]
        ?.standings ?? null;
  });
  process.stdout.write(
    `${name}: standings ${(standings / 1000).toFixed(2)} s, all ${(all / 1000).toFixed(2)} s, ratio ${(all / standings).toFixed(1)}\n`,
  );
  return { ratio: all / standings, judged: given !== null };
}

test.for(FAMILIES)('a generated list of the family %s', { timeout: 600_000 }, (family) => {
  const { judged, ratio } = compareCosts(`${family} 10,000`, generateSet(family, 10_000));
  expect(judged).toBe(true);
  expect(ratio).toBeLessThan(MOST_RATIO);
});

test.skipIf(classbenchMissing !== undefined).for(['acl1_10k', 'fw1_10k'])(
  'the ClassBench set %s',
  { timeout: 600_000 },
  (name) => {
    const { judged, ratio } = compareCosts(name, readClassbench(name));
    expect(judged).toBe(true);
    expect(ratio).toBeLessThan(MOST_RATIO);
  },
);
