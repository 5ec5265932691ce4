/** Which addresses sit at which node: the longest prefix of each part of the network, own addresses before all. */
import type { Family } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges, subtractRanges } from '@aclift/packet-set';
import { allAddresses } from '@aclift/verify';
import { append } from './append.ts';
import type { Edge, Home, NetworkNode } from './graph.ts';

/** A prefix with the nodes that hold it. */
interface Claim {
  readonly range: Range;
  /** Longest first; own addresses before prefixes, connected ones before routed ones. */
  readonly rank: number;
  readonly nodes: Set<number>;
}

/**
 * The homes of all addresses, in the order of the nodes. Within a part of the network that is joined by segments the longest prefix
 * wins; parts that meet only in the world may claim the same addresses, which then have several homes. What nobody claims is
 * at home in the world.
 */
export function homesOf(
  family: Family,
  nodes: readonly NetworkNode[],
  edges: readonly Edge[],
  world: number,
): readonly Home[] {
  const part = partsOf(nodes, edges, world);
  const claims = new Map<string, Claim>();
  const claim = (node: number, range: Range, rank: number): void => {
    const key = `${part[node]} ${range.from} ${range.to}`;
    const known = claims.get(key);
    if (known === undefined || known.rank < rank)
      claims.set(key, { range, rank, nodes: new Set([node]) });
    else if (known.rank === rank) known.nodes.add(node);
  };
  for (const node of nodes) {
    if (node.kind === 'router') {
      for (const own of node.own) claim(node.index, { from: own, to: own }, 3);
    } else {
      for (const { range } of node.prefixes)
        claim(node.index, range, node.kind === 'segment' ? 2 : 1);
    }
  }
  const byPart = new Map<number, Claim[]>();
  for (const [key, one] of claims) {
    const at = Number(key.slice(0, key.indexOf(' ')));
    append(byPart, at, one);
  }
  const atNode = new Map<number, Range[]>();
  const taken: Range[] = [];
  for (const own of byPart.values()) {
    for (const { addresses, nodes: holders } of carved(own)) {
      for (const node of holders) append(atNode, node, ...addresses);
    }
    taken.push(...own.map(({ range }) => range));
  }
  const rest = subtractRanges([allAddresses(family)] as Ranges, normalizeRanges(taken));
  if (rest.length > 0) atNode.set(world, [...rest]);
  return [...atNode]
    .toSorted(([a], [b]) => a - b)
    .map(([node, ranges]) => ({ node, addresses: normalizeRanges(ranges) }))
    .filter(({ addresses }) => addresses.length > 0);
}

/** Each claim without the narrower ones inside it. Prefixes nest, so only those directly inside have to be taken out. */
function carved(
  claims: readonly Claim[],
): readonly { addresses: Ranges; nodes: ReadonlySet<number> }[] {
  const sorted = claims.toSorted((a, b) =>
    a.range.from === b.range.from
      ? a.range.to > b.range.to
        ? -1
        : 1
      : a.range.from < b.range.from
        ? -1
        : 1,
  );
  const inside = new Map<Claim, Range[]>();
  const around: Claim[] = [];
  for (const one of sorted) {
    while (around.length > 0 && (around.at(-1) as Claim).range.to < one.range.from) around.pop();
    const outer = around.at(-1);
    if (outer !== undefined) append(inside, outer, one.range);
    around.push(one);
  }
  return sorted.map((one) => ({
    nodes: one.nodes,
    addresses: subtractRanges([one.range] as Ranges, normalizeRanges(inside.get(one) ?? [])),
  }));
}

/** The part of the network that each node is in, joined by everything but the world. */
function partsOf(
  nodes: readonly NetworkNode[],
  edges: readonly Edge[],
  world: number,
): readonly number[] {
  const parent = nodes.map((_, index) => index);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] as number] as number;
      at = parent[at] as number;
    }
    return at;
  };
  for (const { place, router } of edges) {
    if (place !== world) parent[rootOf(router)] = rootOf(place);
  }
  return nodes.map((_, index) => rootOf(index));
}
