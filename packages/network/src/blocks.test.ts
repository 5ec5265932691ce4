/** Bridges and blocks, against what they are by definition. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blocksOf } from './blocks.ts';

interface Link {
  readonly a: number;
  readonly b: number;
}

function treeOf(size: number, links: readonly Link[]) {
  const edgesAt: number[][] = Array.from({ length: size }, () => []);
  for (const [index, { a, b }] of links.entries()) {
    edgesAt[a]?.push(index);
    edgesAt[b]?.push(index);
  }
  return blocksOf(links, edgesAt);
}

/** Nodes that are reached from one without some links and without some nodes. */
function reach(
  size: number,
  links: readonly Link[],
  from: number,
  gone: { readonly links?: ReadonlySet<number>; readonly nodes?: ReadonlySet<number> },
): ReadonlySet<number> {
  const seen = new Set([from]);
  for (let round = 0; round < size; round += 1) {
    for (const [index, { a, b }] of links.entries()) {
      if (gone.links?.has(index) === true) continue;
      if (gone.nodes?.has(a) === true || gone.nodes?.has(b) === true) continue;
      if (seen.has(a)) seen.add(b);
      else if (seen.has(b)) seen.add(a);
    }
  }
  return seen;
}

/** Every simple circle as a set of links: two links lie in one block if some circle holds both. */
function onOneCircle(links: readonly Link[], one: number, other: number): boolean {
  const start = links[one] as Link;
  const walk = (at: number, used: ReadonlySet<number>, nodes: ReadonlySet<number>): boolean => {
    if (at === start.a) return used.has(other);
    return links.some(({ a, b }, index) => {
      if (used.has(index) || (a !== at && b !== at)) return false;
      const next = a === at ? b : a;
      return !nodes.has(next) && walk(next, new Set([...used, index]), new Set([...nodes, next]));
    });
  };
  return walk(start.b, new Set([one]), new Set([start.b]));
}

const graphs = fc.integer({ min: 2, max: 6 }).chain((size) =>
  fc.record({
    size: fc.constant(size),
    links: fc.array(
      fc
        .tuple(fc.nat(size - 1), fc.nat(size - 1))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ a, b })),
      { maxLength: 8 },
    ),
  }),
);

describe('blocks', () => {
  test('are the links that lie on a circle together, and each link is in one of them', () => {
    fc.assert(
      fc.property(graphs, ({ links, size }) => {
        const { blocks } = treeOf(size, links);
        const all = blocks.flatMap(({ edges }) => edges).toSorted((a, b) => a - b);
        expect(all).toEqual(links.map((_, index) => index));
        const blockOf = new Map(blocks.flatMap(({ edges }, k) => edges.map((e) => [e, k])));
        for (const one of links.keys()) {
          for (const other of links.keys()) {
            if (one === other) continue;
            expect(blockOf.get(one) === blockOf.get(other)).toBe(onOneCircle(links, one, other));
          }
        }
      }),
    );
  });

  test('of one link are bridges: without it its ends are apart', () => {
    fc.assert(
      fc.property(graphs, ({ links, size }) => {
        for (const { edges } of treeOf(size, links).blocks) {
          for (const edge of edges) {
            const { a, b } = links[edge] as Link;
            const apart = !reach(size, links, a, { links: new Set([edge]) }).has(b);
            expect(apart).toBe(edges.length === 1);
          }
        }
      }),
    );
  });

  test('have below each of their nodes what reaches the rest only through it', () => {
    fc.assert(
      fc.property(graphs, ({ links, size }) => {
        const { blocks, end, position } = treeOf(size, links);
        for (const { edges, nodes } of blocks) {
          for (const node of nodes.slice(1)) {
            const hanging = Array.from({ length: size }, (_, k) => k).filter(
              (k) =>
                (position[node] as number) <= (position[k] as number) &&
                (position[k] as number) < (end[node] as number),
            );
            const really = reach(size, links, node, { links: new Set(edges) });
            expect(new Set(hanging)).toEqual(really);
          }
        }
      }),
    );
  });
});
