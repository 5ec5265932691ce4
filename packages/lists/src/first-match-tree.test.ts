import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NOTHING, Space } from '@aclift/packet-set';
import { FirstMatchTree } from './first-match-tree.ts';
import type { PacketField } from './packet.ts';

const lines = fc.array(
  fc.record({ from: fc.integer({ min: 0, max: 12 }), size: fc.integer({ min: 0, max: 6 }) }),
  { minLength: 1, maxLength: 24 },
);

test('what a stretch says about a set stays right while lines are taken out', () => {
  fc.assert(
    fc.property(lines, fc.array(fc.nat(23), { maxLength: 8 }), (list, taken) => {
      const cuts = list.map(({ from, size }) => ({ from, to: from + size }));
      const space = new Space<PacketField>([{ name: 'source', max: 63 }], { source: cuts });
      const diagrams = cuts.map((range, k) => space.box({ source: [range] }, k + 1));
      const tree = new FirstMatchTree(space, diagrams, 1);
      const whole = tree.whole;
      const reduced = tree.copy();
      const left = [...diagrams];
      for (const k of taken.filter((index) => index < list.length)) {
        reduced.remove(k);
        left[k] = NOTHING;
      }
      for (const set of diagrams) {
        for (const [from, to] of [
          [0, list.length],
          [list.length >> 1, list.length],
          [0, list.length >> 1],
        ] as const) {
          const said = space.mask(space.firstMatch(reduced.touching(from, to, set)), set);
          expect(said).toBe(space.mask(space.firstMatch(left.slice(from, to)), set));
        }
      }
      expect(reduced.whole).toBe(space.firstMatch(left));
      expect(tree.whole).toBe(whole);
    }),
  );
});
