/**
 * Which pairs of ends cross each interface: over some possible way, and over every one. Bridges of the graph are crossed by
 * what sits on their two sides; within a block the routing of its routers decides, and where that tells nothing every edge may be
 * on the way. Cost is linear in the graph, besides what is looked for inside blocks.
 */
import {
  intersectRanges,
  normalizeRanges,
  type Ranges,
  rangesHold,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import type { EndPairs } from '@aclift/verify';
import { append } from './append.ts';
import { type Block, type BlockTree, blocksOf } from './blocks.ts';
import type { BuiltGraph } from './build-graph.ts';
import {
  type Crossing,
  crossingKey,
  type Edge,
  type NetworkGraph,
  type RouterNode,
} from './graph.ts';
import { hairpins } from './hairpins.ts';
import { distinctWays, merged } from './merging.ts';
import { piecesOf } from './nested.ts';
import { Routing } from './routing.ts';
import { coveredTwice, type Side, Sides, SideUnion } from './sides.ts';
import { straysOf } from './strays.ts';
import { type Budget, type Way, WaySearch } from './ways.ts';

/** Pairs that cross an edge in one direction. */
export interface CrossedBy {
  readonly may: readonly EndPairs[];
  readonly must: readonly EndPairs[];
}

/** Pairs of ends that have several ways, with the crossings of each that matter. */
export interface ChosenWays {
  readonly pairs: readonly EndPairs[];
  readonly ways: readonly (readonly Crossing[])[];
}

export interface Crossings {
  /** By {@link crossingKey}; edges of which nobody asked are absent. */
  readonly byCrossing: ReadonlyMap<string, CrossedBy>;
  readonly choices: readonly ChosenWays[];
  /** Pairs that cross nothing for certain, whatever else is said. */
  readonly strays: readonly EndPairs[];
}

/** Addresses of a side that routes treat alike. */
interface Target {
  readonly addresses: Ranges;
  /** Whether they sit at the node of the side itself; else beyond it. */
  readonly arrives: boolean;
}

/** What is the same for all ways from one side of a block. */
interface Asking {
  readonly from: Side;
  /** Edges that may be used. */
  readonly within: ReadonlySet<number>;
  readonly budget: Budget;
}

/** Most pairs of sides whose ways are looked for in one block. */
const MOST_PAIRS = 20_000;

/** Most edges that are looked at for the ways through one block: a second or so. */
const MOST_LOOKS = 10_000_000;

/** Most routers of a block with routing protocols in which ways are looked for one by one. */
const MOST_DYNAMIC = 12;

/** @param asked edges at which something filters. */
export function crossingsOf(built: BuiltGraph, asked: ReadonlySet<number>): Crossings {
  return new Collector(built, asked).collect();
}

class Collector {
  readonly #graph: NetworkGraph;
  readonly #asked: ReadonlySet<number>;
  readonly #routing: Routing;
  readonly #search: WaySearch;
  readonly #tree: BlockTree;
  /** By edge. */
  readonly #blockOf: ReadonlyMap<number, Block>;
  readonly #sides: Sides;
  readonly #own = new Map<number, Ranges>();
  /** Addresses with several homes: another router may send from them too. */
  readonly #shared: Ranges;
  readonly #may = new Map<string, EndPairs[]>();
  readonly #must = new Map<string, EndPairs[]>();
  readonly #choices = new Map<
    string,
    { ways: readonly (readonly Crossing[])[]; pairs: EndPairs[] }
  >();

  constructor(built: BuiltGraph, asked: ReadonlySet<number>) {
    const { graph } = built;
    this.#graph = graph;
    this.#asked = asked;
    this.#routing = new Routing(built);
    this.#search = new WaySearch(graph, this.#routing);
    this.#tree = blocksOf(
      graph.edges.map(({ place, router }) => ({ a: router, b: place })),
      graph.edgesAt,
    );
    this.#blockOf = new Map(
      this.#tree.blocks.flatMap((block) => block.edges.map((edge) => [edge, block] as const)),
    );
    this.#sides = new Sides(graph.family, graph.homes, this.#tree);
    for (const { addresses, node } of graph.homes) this.#own.set(node, addresses);
    this.#shared = coveredTwice(graph.homes);
  }

  collect(): Crossings {
    for (const block of this.#tree.blocks) {
      if (!block.edges.some((edge) => this.#asked.has(edge))) continue;
      if (block.edges.length === 1) this.#bridge(block);
      else this.#block(block);
    }
    for (const { crossing, pairs } of hairpins(
      this.#graph,
      this.#routing,
      this.#own,
      this.#shared,
      this.#asked,
    )) {
      this.#note(this.#may, crossing, pairs.sources, pairs.destinations);
    }
    const strays = straysOf(this.#graph, this.#routing, this.#search, this.#own, this.#asked);
    for (const { crossing, pairs } of strays.crossed) {
      this.#note(this.#may, crossing, pairs.sources, pairs.destinations);
    }
    const keys = new Set([...this.#may.keys(), ...this.#must.keys()]);
    return {
      byCrossing: new Map(
        [...keys].map((key) => [
          key,
          { may: merged(this.#may.get(key) ?? []), must: merged(this.#must.get(key) ?? []) },
        ]),
      ),
      choices: [...this.#choices.values()],
      strays: strays.pairs,
    };
  }

  #bridge(block: Block): void {
    const [index] = block.edges as [number];
    const { place, router } = this.#graph.edges[index] as Edge;
    const sides = this.#sides.of(block);
    const at = (node: number): Side | undefined => sides.find((side) => side.node === node);
    const [inner, outer] = [at(router), at(place)];
    if (inner === undefined || outer === undefined) return;
    for (const [direction, from, to] of [
      ['in', outer, inner],
      ['out', inner, outer],
    ] as const) {
      const crossing = { edge: index, direction };
      this.#note(this.#may, crossing, from.addresses, to.addresses);
      this.#note(this.#must, crossing, from.certain, to.certain);
    }
  }

  #block(block: Block): void {
    const sides = this.#sides.of(block);
    const turns = this.#turnsOf(block);
    const routers = [
      ...new Set([
        ...block.nodes.filter((node) => this.#graph.nodes[node]?.kind === 'router'),
        ...[...turns.values()].flat().map((index) => (this.#graph.edges[index] as Edge).router),
      ]),
    ];
    const prefixes = routers.flatMap((router) => [
      ...this.#routing.prefixesOf(router),
      ...this.#routing.announcedTo(router),
    ]);
    const dynamic = routers.some((router) => this.#routing.isDynamic(router));
    if ((dynamic && routers.length > MOST_DYNAMIC) || sides.length ** 2 > MOST_PAIRS) {
      this.#anyWay(block, sides);
      const asking = { within: new Set(block.edges), budget: { left: 0 } };
      for (const from of sides) {
        this.#detours({ ...asking, from }, [from.addresses], this.#targets(from, []));
      }
      return;
    }
    const worldly = block.nodes.includes(this.#graph.world);
    const sources = sides.map((side) =>
      worldly ? piecesOf(side.addresses, prefixes) : [side.addresses],
    );
    const targets = sides.map((side) => this.#targets(side, prefixes));
    const budget: Budget = { left: MOST_LOOKS };
    let pairs = 0;
    const isSpent = (): boolean => pairs > MOST_PAIRS || budget.left <= 0;
    for (const [i, from] of sides.entries()) {
      // What hangs on the node where a way begins comes from there.
      const within = new Set([
        ...block.edges,
        ...[...turns].flatMap(([segment, edges]) => (segment === from.node ? [] : edges)),
      ]);
      const asking = { from, within, budget };
      this.#detours(asking, sources[i] ?? [], targets[i] ?? []);
      for (const [j, to] of sides.entries()) {
        for (const source of i === j || isSpent() ? [] : (sources[i] ?? [])) {
          for (const target of targets[j] ?? []) {
            if (isSpent()) break;
            pairs += 1;
            const ways = this.#waysTo(asking, source, to, target);
            if (ways === undefined) this.#someWay(block, from, to, source, target.addresses);
            else this.#noteWays(ways, from, to, source, target.addresses);
          }
        }
      }
    }
    if (isSpent()) this.#anyWay(block, sides);
  }

  /** The ways from a piece of one side of a block to a piece of another; undefined where they are too many to list. */
  #waysTo(
    { budget, from, within }: Asking,
    source: Ranges,
    to: Side,
    { addresses, arrives }: Target,
  ): { readonly ways: readonly Way[]; readonly known: boolean } | undefined {
    const question = {
      from: from.node,
      to: to.node,
      source: (source[0] as Ranges[number]).from as Value,
      destination: (addresses[0] as Ranges[number]).from as Value,
      arrives,
      within,
      budget,
    };
    const routed = this.#search.find({ ...question, routed: true });
    if (routed === undefined) return undefined;
    if (routed.length > 0) return { ways: routed, known: true };
    // Where routes lead nowhere, a link that is not told of may.
    const all = this.#search.find({ ...question, routed: false });
    return all === undefined ? undefined : { ways: all, known: false };
  }

  /**
   * Edges outside a block that ways through it may take and come back: a router with one foot in a segment of the block may be
   * handed a packet there, and hand it on in the same segment.
   */
  #turnsOf(block: Block): ReadonlyMap<number, readonly number[]> {
    const turns = new Map<number, readonly number[]>();
    for (const node of block.nodes) {
      if (this.#graph.nodes[node]?.kind !== 'segment') continue;
      const others = (this.#graph.edgesAt[node] ?? []).filter(
        (edge) =>
          this.#blockOf.get(edge) !== block &&
          (this.#graph.nodes[(this.#graph.edges[edge] as Edge).router] as RouterNode).forwards,
      );
      const edges = new Set(others.flatMap((edge) => this.#blockOf.get(edge)?.edges ?? []));
      if (edges.size > 0) turns.set(node, [...edges]);
    }
    return turns;
  }

  /**
   * Ways that end where they began: hosts of a segment may hand packets to a router of the block that leads them back, on to others
   * of the segment, and the run may lie between two parts of the rest of the world.
   */
  #detours(
    { budget, from: side, within }: Asking,
    pieces: readonly Ranges[],
    targets: readonly Target[],
  ): void {
    const { kind } = this.#graph.nodes[side.node] ?? {};
    const hosts = this.#own.get(side.node) ?? [];
    if (hosts.length === 0 || (kind !== 'segment' && kind !== 'world')) return;
    const sources = kind === 'segment' ? [hosts] : pieces;
    for (const source of sources) {
      for (const { addresses, arrives } of targets) {
        if (arrives && kind === 'segment') continue;
        const ways = this.#search.find({
          from: side.node,
          to: side.node,
          source: (source[0] as Ranges[number]).from,
          destination: (addresses[0] as Ranges[number]).from,
          arrives: false,
          within,
          routed: true,
          budget,
        });
        for (const crossing of ways?.flat() ?? this.#crossingsOf(within)) {
          if (this.#asked.has(crossing.edge)) this.#note(this.#may, crossing, source, addresses);
        }
      }
    }
  }

  /** The addresses of a side in pieces: those at the node itself and those beyond, as routes tell them apart. */
  #targets(side: Side, prefixes: Parameters<typeof piecesOf>[1]): readonly Target[] {
    const own = intersectRanges(this.#own.get(side.node) ?? [], side.addresses);
    const others = subtractRanges(side.addresses, own);
    const node = this.#graph.nodes[side.node];
    // Devices in a segment are reached there like its hosts.
    const near =
      node?.kind === 'segment'
        ? intersectRanges(others, normalizeRanges(node.prefixes.map(({ range }) => range)))
        : [];
    const beyond = subtractRanges(others, near);
    // Each own address of a router sits in a segment of its own.
    const apart =
      node?.kind === 'router'
        ? node.own
            .filter((address) => rangesHold(own, address))
            .map((address): Ranges => [{ from: address, to: address }])
        : [own, near].filter((part) => part.length > 0);
    return [
      ...apart.flatMap((part) =>
        piecesOf(part, prefixes).map((addresses) => ({ addresses, arrives: true })),
      ),
      ...piecesOf(beyond, prefixes).map((addresses) => ({ addresses, arrives: false })),
    ];
  }

  #noteWays(
    { known, ways }: { readonly ways: readonly Way[]; readonly known: boolean },
    from: Side,
    to: Side,
    source: Ranges,
    destination: Ranges,
  ): void {
    const asked = ways.map((way) => way.filter(({ edge }) => this.#asked.has(edge)));
    const crossed = new Map(asked.flat().map((crossing) => [crossingKey(crossing), crossing]));
    for (const crossing of crossed.values()) this.#note(this.#may, crossing, source, destination);
    if (!known || ways.length === 0) return;
    const sources = intersectRanges(source, from.certain);
    const destinations = intersectRanges(destination, to.certain);
    if (sources.length === 0 || destinations.length === 0) return;
    const each = asked.map((way) => new Set(way.map(crossingKey)));
    for (const [key, crossing] of crossed) {
      if (each.every((way) => way.has(key)))
        this.#note(this.#must, crossing, sources, destinations);
    }
    if (each.some((way) => way.size === 0)) return;
    const distinct = distinctWays(asked);
    if (distinct.length < 2) return;
    const key = distinct.map((way) => way.map(crossingKey).join(',')).join(';');
    const choice = this.#choices.get(key) ?? { ways: distinct, pairs: [] };
    choice.pairs.push({ sources: this.#withoutOwn(distinct, sources), destinations });
    this.#choices.set(key, choice);
  }

  /** Packets that a router sends itself pass its outbound filters, so nothing is chosen for them. */
  #withoutOwn(ways: readonly (readonly Crossing[])[], sources: Ranges): Ranges {
    const routers = new Set(
      ways.flatMap((way) => way.map(({ edge }) => (this.#graph.edges[edge] as Edge).router)),
    );
    return [...routers].reduce(
      (left, router) => subtractRanges(left, this.#own.get(router) ?? []),
      sources,
    );
  }

  /** Every edge of a block may lie between two of its sides. */
  #someWay(block: Block, from: Side, to: Side, source: Ranges, destination: Ranges): void {
    for (const crossing of this.#crossingsIn(block)) {
      const edge = this.#graph.edges[crossing.edge] as Edge;
      const [left, reached] =
        crossing.direction === 'in' ? [edge.place, edge.router] : [edge.router, edge.place];
      if (from.node !== reached && to.node !== left) {
        this.#note(this.#may, crossing, source, destination);
      }
    }
  }

  /**
   * Every edge of a block may lie between any two of its sides; a way never returns to where it began. Two sides are different if
   * some digit of their numbers is: so a few products of many sides stand for all pairs.
   */
  #anyWay(block: Block, sides: readonly Side[]): void {
    const inOrder = sides.toSorted(({ addresses: [a] }, { addresses: [b] }) =>
      (a?.from ?? 0) < (b?.from ?? 0) ? -1 : 1,
    );
    const digits = inOrder.length <= 1 ? 0 : 32 - Math.clz32(inOrder.length - 1);
    const split = Array.from({ length: digits }, (_, digit) => {
      const having = (value: number): SideUnion =>
        new SideUnion(inOrder.filter((_side, i) => ((i >> digit) & 1) === value));
      return [having(0), having(1)] as const;
    });
    for (const crossing of this.#crossingsIn(block)) {
      const edge = this.#graph.edges[crossing.edge] as Edge;
      const [left, reached] =
        crossing.direction === 'in' ? [edge.place, edge.router] : [edge.router, edge.place];
      for (const [zero, one] of split) {
        this.#note(this.#may, crossing, zero.without(reached), one.without(left));
        this.#note(this.#may, crossing, one.without(reached), zero.without(left));
      }
    }
  }

  #crossingsIn({ edges }: Block): readonly Crossing[] {
    return this.#crossingsOf(edges);
  }

  #crossingsOf(edges: Iterable<number>): readonly Crossing[] {
    return [...edges]
      .filter((edge) => this.#asked.has(edge))
      .flatMap((edge): Crossing[] => [
        { edge, direction: 'in' },
        { edge, direction: 'out' },
      ]);
  }

  /** Packets that a router makes itself meet none of its own outbound filters. */
  #note(
    into: Map<string, EndPairs[]>,
    crossing: Crossing,
    sources: Ranges,
    destinations: Ranges,
  ): void {
    const { router } = this.#graph.edges[crossing.edge] as Edge;
    const { device } = this.#graph.nodes[router] as RouterNode;
    const local = device.filtersLocalTraffic?.includes(this.#graph.family) === true;
    const all = crossing.direction === 'out' && !local ? (this.#own.get(router) ?? []) : [];
    // Others may send from an address that several devices have.
    const own = into === this.#may ? subtractRanges(all, this.#shared) : all;
    // The same array where nothing changes, so that pairs with it can be put together.
    const from =
      intersectRanges(sources, own).length === 0 ? sources : subtractRanges(sources, own);
    if (from.length === 0 || destinations.length === 0) return;
    append(into, crossingKey(crossing), { sources: from, destinations });
  }
}
