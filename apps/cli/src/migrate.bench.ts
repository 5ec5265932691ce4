/**
 * What a whole migration costs, stage by stage, and that proving never costs more than drafting. Run with
 * `npm run bench -- apps/cli/src/migrate.bench.ts`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { EstateSize } from './testing/generated-estate.ts';
import type { Measured } from './testing/measure-migrate.ts';

const MEASURE = fileURLToPath(new URL('testing/measure-migrate.ts', import.meta.url));

function measured({ entries, workloads, addressesEach, namespaces }: EstateSize): Measured {
  const size = [entries, workloads, addressesEach, namespaces].map(String);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--conditions=@aclift/source', MEASURE, ...size],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

test.for([
  { entries: 1_000, workloads: 100, addressesEach: 20, namespaces: 20 },
  { entries: 10_000, workloads: 500, addressesEach: 20, namespaces: 50 },
])('$entries entries, $workloads workloads', { timeout: 600_000 }, (size) => {
  const { stages, memory, proven } = measured(size);
  expect(proven).toBe(true);
  const { draft = Number.NaN, prove = Number.NaN } = stages;
  const total = Object.values(stages).reduce((sum, ms) => sum + ms, 0);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const shown = Object.entries(stages).map(([stage, ms]) => `${stage} ${seconds(ms)}`);
  process.stdout.write(
    `${size.entries} entries, ${size.workloads * size.addressesEach} addresses in ${size.workloads} workloads: ${seconds(total)} (${shown.join(', ')}), prove / draft ${(prove / draft).toFixed(2)}, ${memory} MB at most\n`,
  );
  expect(prove).toBeLessThanOrEqual(draft);
});
