/**
 * The parts of a graph that a packet cannot get through in two ways, and those that it can: bridges, and blocks of edges that lie
 * on circles. Between two ends every simple path passes the same of them (R. Tarjan, Depth-first search and linear graph
 * algorithms, 1972).
 */

/** A bridge (one edge) or a block (two edges or more). */
export interface Block {
  readonly edges: readonly number[];
  /** Nodes of the edges; the first is the one nearest to the root. */
  readonly nodes: readonly number[];
}

/** Blocks, and the order in which a walk from the root meets the nodes: what hangs below a node is a run of it. */
export interface BlockTree {
  readonly blocks: readonly Block[];
  /** Position of each node in the walk. */
  readonly position: readonly number[];
  /** First position behind what hangs below a node, itself included. */
  readonly end: readonly number[];
}

interface PlainEdge {
  readonly a: number;
  readonly b: number;
}

/** Cost is linear in nodes and edges. @param edgesAt edges at each node, by index. */
export function blocksOf(
  edges: readonly PlainEdge[],
  edgesAt: readonly (readonly number[])[],
): BlockTree {
  const found = rawBlocks(edges, edgesAt);
  return { blocks: found.blocks, ...walk(found.blocks, found.roots, edgesAt.length) };
}

interface Frame {
  readonly node: number;
  readonly by: number;
  next: number;
}

function rawBlocks(
  edges: readonly PlainEdge[],
  edgesAt: readonly (readonly number[])[],
): { readonly blocks: readonly Block[]; readonly roots: readonly number[] } {
  const order = edgesAt.map(() => -1);
  const low = edgesAt.map(() => -1);
  const used = new Set<number>();
  const open: number[] = [];
  const blocks: Block[] = [];
  const roots: number[] = [];
  let clock = 0;
  for (let root = 0; root < edgesAt.length; root += 1) {
    if (order[root] !== -1) continue;
    roots.push(root);
    order[root] = low[root] = clock++;
    const frames: Frame[] = [{ node: root, by: -1, next: 0 }];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const { node } = frame;
      const index = edgesAt[node]?.[frame.next];
      if (index === undefined) {
        frames.pop();
        const above = frames.at(-1);
        if (above === undefined) continue;
        low[above.node] = Math.min(low[above.node] as number, low[node] as number);
        if ((low[node] as number) >= (order[above.node] as number)) {
          blocks.push(blockAt(above.node, open.splice(open.lastIndexOf(frame.by)), edges));
        }
        continue;
      }
      frame.next += 1;
      if (used.has(index)) continue;
      used.add(index);
      open.push(index);
      const { a, b } = edges[index] as PlainEdge;
      const other = a === node ? b : a;
      if (order[other] === -1) {
        order[other] = low[other] = clock++;
        frames.push({ node: other, by: index, next: 0 });
      } else {
        low[node] = Math.min(low[node] as number, order[other] as number);
      }
    }
  }
  return { blocks, roots };
}

function blockAt(top: number, own: readonly number[], edges: readonly PlainEdge[]): Block {
  const nodes = new Set([top]);
  for (const index of own) {
    const { a, b } = edges[index] as PlainEdge;
    nodes.add(a);
    nodes.add(b);
  }
  return { edges: own, nodes: [...nodes] };
}

/** Numbers nodes so that whatever hangs below a node stands together. */
function walk(
  blocks: readonly Block[],
  roots: readonly number[],
  size: number,
): Pick<BlockTree, 'position' | 'end'> {
  const below = new Map<number, Block[]>();
  for (const block of blocks) {
    const [top] = block.nodes as [number];
    const own = below.get(top);
    if (own === undefined) below.set(top, [block]);
    else own.push(block);
  }
  const position = Array.from({ length: size }, () => 0);
  const end = Array.from({ length: size }, () => 0);
  let clock = 0;
  for (const root of roots) {
    const waiting: { readonly node: number; readonly leave: boolean }[] = [
      { node: root, leave: false },
    ];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (one.leave) {
        end[one.node] = clock;
        continue;
      }
      position[one.node] = clock++;
      waiting.push({ node: one.node, leave: true });
      for (const { nodes } of below.get(one.node) ?? []) {
        for (const node of nodes.slice(1)) waiting.push({ node, leave: false });
      }
    }
  }
  return { position, end };
}
