/**
 * Where a router may send packets to an address: exactly where connected and static routes tell, and to every neighbour of a
 * routing protocol where that may know better.
 */
import {
  intersectRanges,
  type Range,
  type Ranges,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import type { BuiltGraph } from './build-graph.ts';
import type { Edge, NetworkGraph, RouterNode } from './graph.ts';
import { connectedPrefixes, holds } from './interfaces.ts';
import type { Adjacency } from './protocols.ts';
import type { FollowedRoute, RouteTarget } from './static-routes.ts';

/** One way on from a router: over an edge to a place, and there to one of some routers. */
export interface Step {
  readonly edge: number;
  /** Routers that the packet is handed to; empty: it stays at the place, or nobody knows who takes it there. */
  readonly routers: readonly number[];
}

/** Answers where packets go next. */
export class Routing {
  readonly #graph: NetworkGraph;
  readonly #routes: ReadonlyMap<number, readonly FollowedRoute[]>;
  readonly #adjacent = new Map<number, Adjacency[]>();
  /** By router: number of the domain in which it exchanges routes. */
  readonly #domain = new Map<number, number>();
  readonly #announced = new Map<number, { readonly range: Range; readonly length: number }[]>();

  constructor({ adjacencies, graph, routes }: BuiltGraph) {
    this.#graph = graph;
    this.#routes = routes;
    for (const adjacency of adjacencies) {
      const own = this.#adjacent.get(adjacency.router);
      if (own === undefined) this.#adjacent.set(adjacency.router, [adjacency]);
      else own.push(adjacency);
    }
    this.#makeDomains(adjacencies);
  }

  /** Prefixes of the static routes of a router: what its decisions may hang on. */
  prefixesOf(router: number): readonly Range[] {
    return (this.#routes.get(router) ?? []).map(({ range }) => range);
  }

  /** Prefixes that a router's routing protocols know of. */
  announcedTo(router: number): readonly Range[] {
    const domain = this.#domain.get(router);
    return domain === undefined
      ? []
      : (this.#announced.get(domain) ?? []).map(({ range }) => range);
  }

  /** Whether routing protocols have a say at the router. */
  isDynamic(router: number): boolean {
    return this.#adjacent.has(router);
  }

  /**
   * Ways on to an address that is not at the router itself, nor in a segment that it stands in. Empty: nothing says where.
   * @param address one of addresses that all prefixes treat alike.
   */
  next(router: number, address: Value): readonly Step[] {
    const route = this.#routes.get(router)?.find(({ range }) => holds(range, address));
    const fixed =
      route === undefined ? [] : route.targets.flatMap((t) => this.#stepOf(router, t, address));
    if (!this.#adjacent.has(router)) return fixed;
    const longest = this.#announcedLength(router, address);
    if (route !== undefined && route.length > 0 && (longest ?? -1) <= route.length) return fixed;
    const dynamic = this.#dynamicSteps(router, longest !== undefined);
    if (dynamic.length === 0) return fixed;
    // A prefix that both ends of a protocol know is longer than a default route.
    if (longest !== undefined && (route === undefined || longest > route.length)) return dynamic;
    return [...fixed, ...dynamic];
  }

  /**
   * Whether packets from an address in the world come in at a router over the edge: over the one that its routes to the address
   * lead to, if they name one.
   */
  entersOver(edge: Edge, address: Value): boolean {
    if (edge.via === undefined) return true;
    const route = this.#routes.get(edge.router)?.find(({ range }) => holds(range, address));
    if (route === undefined || route.length === 0) return edge.evidence !== 'static';
    const out = route.targets.filter((target) => target.kind === 'out');
    if (out.length === 0) return edge.evidence !== 'static';
    const { device } = this.#graph.nodes[edge.router] as RouterNode;
    return out.some((target) => device.interfaces[target.via] === edge.via);
  }

  #stepOf(router: number, target: RouteTarget, address: Value): readonly Step[] {
    switch (target.kind) {
      case 'drop':
        return [];
      case 'router':
        return this.#edgesTo(router, target.via, target.place).map((edge) => ({
          edge,
          routers: target.routers,
        }));
      case 'out':
        return this.#edgesTo(router, target.via, undefined)
          .filter((e) => this.#leadsTo(e, address))
          .map((edge) => ({ edge, routers: [] }));
    }
  }

  /** Whether an edge leads out of the run towards the address. */
  #leadsTo(edge: number, address: Value): boolean {
    const place = this.#graph.nodes[(this.#graph.edges[edge] as Edge).place];
    return (
      place?.kind === 'world' ||
      (place?.kind === 'beyond' && place.prefixes.some(({ range }) => holds(range, address)))
    );
  }

  #edgesTo(router: number, via: number, place: number | undefined): readonly number[] {
    const { device } = this.#graph.nodes[router] as RouterNode;
    return (this.#graph.edgesAt[router] ?? []).filter((index) => {
      const edge = this.#graph.edges[index] as Edge;
      return edge.via === device.interfaces[via] && (place === undefined || edge.place === place);
    });
  }

  /** @param known whether the destination is announced: then nobody who may not be there is asked. */
  #dynamicSteps(router: number, known: boolean): readonly Step[] {
    return (this.#adjacent.get(router) ?? []).flatMap(({ edges, interface: via, neighbours }) => [
      ...edges
        .map((edge) => ({ edge, routers: neighbours.filter((one) => this.#standsAt(one, edge)) }))
        .filter(({ routers }) => routers.length > 0),
      ...(this.#graph.edgesAt[router] ?? [])
        .filter((index) => {
          const edge = this.#graph.edges[index] as Edge;
          const { evidence } = edge;
          return (
            edge.via === via && (evidence === 'protocol' || (evidence === 'perhaps' && !known))
          );
        })
        .map((edge) => ({ edge, routers: [] })),
    ]);
  }

  #standsAt(router: number, edge: number): boolean {
    const { place } = this.#graph.edges[edge] as Edge;
    return (this.#graph.edgesAt[place] ?? []).some(
      (index) => (this.#graph.edges[index] as Edge).router === router,
    );
  }

  #announcedLength(router: number, address: Value): number | undefined {
    const domain = this.#domain.get(router);
    if (domain === undefined) return undefined;
    const found = (this.#announced.get(domain) ?? []).filter(({ range }) => holds(range, address));
    return found.length === 0 ? undefined : Math.max(...found.map(({ length }) => length));
  }

  #makeDomains(adjacencies: readonly Adjacency[]): void {
    const { edgesAt, edges, family, nodes, world } = this.#graph;
    const parent = new Map<number, number>();
    const rootOf = (node: number): number => {
      const up = parent.get(node) ?? node;
      return up === node ? node : rootOf(up);
    };
    for (const { interface: via, neighbours, router } of adjacencies) {
      for (const one of neighbours) parent.set(rootOf(one), rootOf(router));
      const outside = (edgesAt[world] ?? []).some((index) => {
        const edge = edges[index] as Edge;
        return edge.router === router && edge.via === via && edge.evidence === 'protocol';
      });
      // Whoever speaks to strangers may hear through them of all others who do.
      if (outside) parent.set(rootOf(router), rootOf(world));
    }
    const speakers = new Set(adjacencies.map(({ router }) => router));
    for (const router of speakers) {
      const domain = rootOf(router);
      this.#domain.set(router, domain);
      const known = this.#announced.get(domain) ?? [];
      this.#announced.set(domain, known);
      const { device, vrf } = nodes[router] as RouterNode;
      const all = device.routing.some(({ redistributes = [] }) =>
        redistributes.includes('connected'),
      );
      const told = device.interfaces.some(({ routing }) => routing !== undefined);
      for (const via of device.interfaces) {
        if (via.shutdown || via.vrf !== vrf) continue;
        const spoken = !told || all || via.routing?.some((one) => one.family === family) === true;
        if (!spoken) continue;
        for (const { length, range } of connectedPrefixes(via, family))
          known.push({ range, length });
      }
      const statics = device.routing.some(({ redistributes = [] }) =>
        redistributes.includes('static'),
      );
      if (!statics) continue;
      for (const { length, range } of this.#routes.get(router) ?? []) {
        if (length > 0) known.push({ range, length });
      }
    }
  }
}

/** Cuts a set of addresses into pieces that none of the prefixes tells apart inside; nested prefixes are. */
export function piecesOf(addresses: Ranges, prefixes: readonly Range[]): readonly Ranges[] {
  const byBounds = new Map(prefixes.map((range) => [`${range.from} ${range.to}`, range]));
  const longestFirst = [...byBounds.values()].toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const pieces: Ranges[] = [];
  let left = addresses;
  for (const range of longestFirst) {
    const inside = intersectRanges(left, [range] as Ranges);
    if (inside.length === 0) continue;
    pieces.push(inside);
    left = subtractRanges(left, [range] as Ranges);
    if (left.length === 0) break;
  }
  if (left.length > 0) pieces.push(left);
  return pieces;
}

function sizeOf({ from, to }: Range): number {
  return Number(to) - Number(from);
}
