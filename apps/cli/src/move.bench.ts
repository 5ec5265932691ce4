/** What planning a move costs beside a migration of the same input. Run with `npm run bench -- apps/cli/src/move.bench.ts`. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../../../scripts/time-move.mts', import.meta.url));

/** Most of what ten waves may cost, in migrations. */
const MOST_RATIO = 3;

test.for([
  { entries: 1_000, workloads: 50 },
  { entries: 5_000, workloads: 250 },
])('$entries entries in ten waves', { timeout: 900_000 }, ({ entries, workloads }) => {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    ['--conditions=@aclift/source', SCRIPT, ...[entries, workloads, 20, 10].map(String)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  process.stdout.write(stdout);
  expect(stdout).toContain('proven');
  expect(stdout).not.toContain('NOT PROVEN');
  expect(Number(/ratio ([\d.]+)/.exec(stdout)?.[1])).toBeLessThanOrEqual(MOST_RATIO);
});
