/** What hangs on each node of a block, against walking the graph without the block. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rangesHold } from '@aclift/packet-set';
import { blocksOf } from './blocks.ts';
import type { Home } from './graph.ts';
import { Sides, SideUnion } from './sides.ts';

/** A connected graph: each node but the first is joined to an earlier one, and some more links besides. */
const graphs = fc.integer({ min: 2, max: 7 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    up: fc.tuple(...Array.from({ length: size - 1 }, (_, k) => fc.nat(k))),
    more: fc.array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 3 }),
    /** By node: which of the addresses 0 to 9 sit there. */
    at: fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { minLength: size, maxLength: size }),
  }),
);

const single = (value: number) => ({ from: value, to: value });

describe('sides of a block', () => {
  test('hold the addresses that reach its other nodes only through theirs, for certain those with no home elsewhere', () => {
    fc.assert(
      fc.property(graphs, ({ at, more, size, up }) => {
        const links = [
          ...up.map((b, k) => ({ a: k + 1, b })),
          ...more.filter(([a, b]) => a !== b).map(([a, b]) => ({ a, b })),
        ];
        const edgesAt: number[][] = Array.from({ length: size }, () => []);
        for (const [index, { a, b }] of links.entries()) {
          edgesAt[a]?.push(index);
          edgesAt[b]?.push(index);
        }
        const homes: Home[] = at.flatMap((values, node) => {
          const sorted = [...new Set(values)].toSorted((a, b) => a - b);
          // Every other number is left out, so that ranges never touch.
          return sorted.length === 0
            ? []
            : [{ node, addresses: sorted.map((value) => single(value * 2)) }];
        });
        const tree = blocksOf(links, edgesAt);
        // Everything has a home somewhere; what these lists leave out is at the first node.
        const placed = new Set(homes.flatMap(({ addresses }) => addresses.map(({ from }) => from)));
        const everywhere: Home[] = [...homes.filter(({ node }) => node !== 0), rest(homes, placed)];
        const sides = new Sides('ipv4', everywhere, tree);
        for (const block of tree.blocks) {
          const found = new Map(sides.of(block).map((side) => [side.node, side]));
          for (const node of block.nodes) {
            const hanging = reach(size, links, node, new Set(block.edges));
            for (const value of placed) {
              const own = everywhere
                .filter(({ addresses }) => rangesHold(addresses, value))
                .map((home) => home.node);
              const side = found.get(node);
              const here = own.some((one) => hanging.has(one));
              const only = here && own.every((one) => hanging.has(one));
              expect(side !== undefined && rangesHold(side.addresses, value)).toBe(here);
              expect(side !== undefined && rangesHold(side.certain, value)).toBe(only);
            }
          }
        }
      }),
    );
  });

  test('put together leave out one of them, but for what others hold as well', () => {
    const side = (node: number, ...values: readonly number[]) => ({
      node,
      addresses: values.map(single),
      certain: [],
    });
    const all = new SideUnion([side(1, 10, 20), side(2, 20, 30), side(3, 40)]);
    expect(all.without(1)).toEqual([single(20), single(30), single(40)]);
    expect(all.without(9)).toEqual([single(10), single(20), single(30), single(40)]);
  });
});

/** Addresses of the first node: its own, and all that nobody else has. */
function rest(homes: readonly Home[], placed: ReadonlySet<number | bigint>): Home {
  const own = homes.find(({ node }) => node === 0)?.addresses ?? [];
  const taken = [...placed]
    .map(Number)
    .filter((value) => !rangesHold(own, value))
    .toSorted((a, b) => a - b);
  const ranges: { from: number; to: number }[] = [];
  let from = 0;
  for (const value of taken) {
    if (from < value) ranges.push({ from, to: value - 1 });
    from = value + 1;
  }
  return { node: 0, addresses: [...ranges, { from, to: 0xff_ff_ff_ff }] };
}

function reach(
  size: number,
  links: readonly { readonly a: number; readonly b: number }[],
  from: number,
  gone: ReadonlySet<number>,
): ReadonlySet<number> {
  const seen = new Set([from]);
  for (let round = 0; round < size; round += 1) {
    for (const [index, { a, b }] of links.entries()) {
      if (gone.has(index)) continue;
      if (seen.has(a)) seen.add(b);
      else if (seen.has(b)) seen.add(a);
    }
  }
  return seen;
}
