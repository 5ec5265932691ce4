import { describe, expect, test } from 'vitest';
import { deviceLists, modelLists } from './list-model.ts';
import { NOTHING } from '@aclift/packet-set';
import { standingsOf } from './reachability.ts';
import { classbenchMissing, readClassbench } from '../testing/classbench.ts';

describe.skipIf(classbenchMissing !== undefined)(
  `ClassBench sets (${classbenchMissing ?? 'present'})`,
  () => {
    test.each(['acl1_1k', 'acl4_1k', 'fw1_1k', 'fw4_1k', 'ipc1_1k'])(
      '%s: dead lines are those that flattening does not show, and spare ones can go at once',
      (name) => {
        const [model] = modelLists(deviceLists(readClassbench(name)));
        if (model === undefined) throw new Error('no model');
        const { space, tree } = model;
        const got = standingsOf(model);
        // Labelled flattening: another way to the same answer, with a terminal of its own for each line.
        const labelled = space.firstMatch(
          got.map((_, k) => space.mapTerminals(tree.line(k), (t) => (t > 0 ? k + 1 : 0))),
        );
        const alive = new Set(space.terminals(labelled));
        const dead = got.flatMap((_, k) => (alive.has(k + 1) ? [] : [k]));
        expect(
          got.flatMap((standing, k) =>
            standing === 'shadowed' || standing === 'matches-nothing' ? [k] : [],
          ),
        ).toEqual(dead);
        const permitted = (set: number): number =>
          space.mapTerminals(set, (t) => (t === 1 ? 1 : 0));
        const rest = got.map((standing, k) =>
          standing === 'live' || standing === 'partly-shadowed' ? tree.line(k) : NOTHING,
        );
        expect(permitted(space.firstMatch(rest))).toBe(permitted(tree.whole));
      },
    );
  },
);
