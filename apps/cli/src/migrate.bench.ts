/**
 * What a whole migration costs in processor time, stage by stage: that proving never costs more than drafting, and how
 * it grows with the number of routers. Run with `npm run bench -- apps/cli/src/migrate.bench.ts`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Measured } from './testing/measure-migrate.ts';

const MEASURE = fileURLToPath(new URL('testing/measure-migrate.ts', import.meta.url));

function measured(kind: 'estate' | 'fleet', ...size: readonly number[]): Measured {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--conditions=@aclift/source', MEASURE, kind, ...size.map(String)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

function totalOf({ stages }: Measured): number {
  return Object.values(stages).reduce((sum, ms) => sum + ms, 0);
}

test.for([
  { entries: 1_000, workloads: 100, addressesEach: 20, namespaces: 20 },
  { entries: 10_000, workloads: 500, addressesEach: 20, namespaces: 50 },
])('$entries entries, $workloads workloads', { timeout: 600_000 }, (size) => {
  const found = measured(
    'estate',
    size.entries,
    size.workloads,
    size.addressesEach,
    size.namespaces,
  );
  const { stages, memory, proven, written } = found;
  expect(proven).toBe(true);
  const { draft = Number.NaN, prove = Number.NaN } = stages;
  const shown = Object.entries(stages).map(([stage, ms]) => `${stage} ${seconds(ms)}`);
  process.stdout.write(
    `${size.entries} entries, ${size.workloads * size.addressesEach} addresses in ${size.workloads} workloads: ${seconds(totalOf(found))} (${shown.join(', ')}), prove / draft ${(prove / draft).toFixed(2)}, ${memory} MB at most, ${written} MB written\n`,
  );
  expect(prove).toBeLessThanOrEqual(draft);
});

/** Most of what twice the routers may cost: flows between the segments of all of them are twice two as many. */
const MOST_GROWTH = 4;

test('twice the routers', { timeout: 600_000 }, () => {
  const sizes = [4, 8, 16].map((routers) => ({ routers, ...measured('fleet', routers, 10, 20) }));
  for (const found of sizes) {
    expect(found.proven).toBe(true);
    process.stdout.write(
      `${found.routers} routers: ${seconds(totalOf(found))}, ${found.memory} MB at most\n`,
    );
  }
  const [, half, all] = sizes.map(totalOf);
  expect((all ?? Number.NaN) / (half ?? Number.NaN)).toBeLessThan(MOST_GROWTH);
});
