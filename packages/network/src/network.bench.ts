/**
 * What the ways of a network cost as it grows: ten times the devices may cost little more than ten times the work. Each size
 * runs in a process of its own. Run with `npm run bench -- packages/network/src/network.bench.ts`.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { NetworkShape } from '../testing/generated-networks.ts';
import type { NetworkFigures } from '../testing/measure-network.ts';

const MEASURE = fileURLToPath(new URL('../testing/measure-network.ts', import.meta.url));

const SMALL = 100;
const LARGE = 1_000;

/** Most of what the large network may cost, in small ones: ten, and what sorting and a colder cache add. */
const MOST_RATIO = 25;

function measured({ devices, lists, routes, wiring }: NetworkShape): NetworkFigures {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--conditions=@aclift/source', MEASURE, wiring, routes, lists, String(devices)],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as NetworkFigures;
}

test.for([
  { wiring: 'tree', routes: 'static' },
  { wiring: 'tree', routes: 'ospf' },
  { wiring: 'chain', routes: 'static' },
  { wiring: 'chain', routes: 'ospf' },
] as const)('$wiring, $routes', { timeout: 600_000 }, (shape) => {
  const small = measured({ ...shape, lists: 'subnets', devices: SMALL });
  const large = measured({ ...shape, lists: 'subnets', devices: LARGE });
  const ratio = large.cpu / small.cpu;
  process.stdout.write(
    `${shape.wiring}, ${shape.routes}: ${large.devices} devices, ${large.interfaces} interfaces, ${large.filters} filters: ${(large.cpu / 1000).toFixed(2)} s, ${ratio.toFixed(1)} times as much as ${SMALL} devices\n`,
  );
  expect(ratio).toBeLessThanOrEqual(MOST_RATIO);
});
