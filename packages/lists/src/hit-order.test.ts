import { expect, test } from 'vitest';
import { deviceLists, modelLists } from './list-model.ts';
import { deviceWith, everyPacket, randomList, seeded, TriedList } from '../testing/small-lists.ts';
import { hitOrder } from './hit-order.ts';

const SEED = Number(process.env['ACLIFT_SEED'] ?? 80_000);
const CASES = 1_000;

test(
  `orders of ${CASES} lists decide every packet alike, and cost less (seed ${SEED})`,
  { timeout: 30_000 },
  () => {
    const universe = everyPacket('ipv4');
    const wrong: string[] = [];
    let better = 0;
    for (let seed = SEED; seed < SEED + CASES; seed += 1) {
      const random = seeded(seed);
      const list = randomList(random, 'ipv4', 7).map((ace) => ({
        ...ace,
        hits: Math.floor(random() ** 4 * 1000),
      }));
      const [model] = modelLists(deviceLists(deviceWith(list)));
      if (model === undefined) throw new Error('no model');
      const found = hitOrder(model);
      if (found === undefined) continue;
      better += 1;
      if (found.order.toSorted((a, b) => a - b).some((k, i) => k !== i))
        wrong.push(`seed ${seed}: lines lost`);
      if (found.after >= found.before) wrong.push(`seed ${seed}: no gain`);
      const [was, is] = [list, found.order.flatMap((k) => list[k] ?? [])].map((each) =>
        new TriedList(each, universe).deciders().map((k) => each[k]?.action),
      );
      if (was?.join() !== is?.join()) wrong.push(`seed ${seed}: ${found.order.join()}`);
    }
    expect(wrong).toEqual([]);
    expect(better).toBeGreaterThan(CASES / 10);
  },
);
