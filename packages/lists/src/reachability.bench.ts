/** How long it takes to say of every line whether it is needed. Run with `npx vitest bench --run packages/core`. */
import type { Device } from '@aclift/ir';
import { describe, expect, test } from 'vitest';
import { deviceLists, modelLists } from './list-model.ts';
import { standingsOf } from './reachability.ts';
import { classbenchMissing, readClassbench } from '../testing/classbench.ts';
import { FAMILIES, generateSet } from '../testing/generated-sets.ts';

const ONCE = { iterations: 1, warmup: false, time: 0 };

/** @returns how many lines were judged. */
function analyse(device: Device): number {
  return modelLists(deviceLists(device)).reduce((sum, m) => sum + standingsOf(m).length, 0);
}

describe.skipIf(classbenchMissing !== undefined)('ClassBench sets, model and standings', () => {
  test.for(['acl1_1k', 'fw1_1k', 'ipc1_1k', 'acl1_10k', 'fw1_10k'])(
    '%s',
    { timeout: 300_000 },
    async (name, { bench }) => {
      const device = readClassbench(name);
      let judged = 0;
      await bench(name, () => {
        judged = analyse(device);
      }).run(ONCE);
      expect(judged).toBe(device.acls[0]?.entries.length);
    },
  );
});

describe('generated sets, model and standings', () => {
  const sets = FAMILIES.flatMap((family) =>
    [1_000, 10_000, 100_000]
      // Firewall lists of the largest size are not met in the field.
      .filter((size) => family === 'acl' || size <= 10_000)
      .map((size) => ({ family, size })),
  );
  test.for(sets)(
    '$family with $size lines',
    { timeout: 300_000 },
    async ({ family, size }, { bench }) => {
      const device = generateSet(family, size);
      let judged = 0;
      await bench(`${family} ${size}`, () => {
        judged = analyse(device);
      }).run(ONCE);
      expect(judged).toBe(size);
    },
  );
});
