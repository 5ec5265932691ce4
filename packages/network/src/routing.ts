/**
 * Where a router may send packets to an address: exactly where connected and static routes tell, and to every neighbour of a
 * routing protocol where that may know better.
 */
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import { append } from './append.ts';
import type { BuiltGraph } from './build-graph.ts';
import type { Interface } from '@aclift/ir';
import type { Edge, NetworkGraph, RouterNode } from './graph.ts';
import { connectedPrefixes, holds } from './interfaces.ts';
import { LongestPrefix, piecesOf } from './nested.ts';
import type { Adjacency } from './protocols.ts';
import type { FollowedRoute, RouteTarget } from './static-routes.ts';

/** One way on from a router: over an edge to a place, and there to one of some routers. */
export interface Step {
  readonly edge: number;
  /** Routers that the packet is handed to; empty: it stays at the place, or nobody knows who takes it there. */
  readonly routers: readonly number[];
}

/** A prefix that routing protocols know of. */
interface Announced {
  readonly range: Range;
  readonly length: number;
}

/** Answers where packets go next. */
export class Routing {
  readonly #graph: NetworkGraph;
  readonly #routes: ReadonlyMap<number, readonly FollowedRoute[]>;
  readonly #adjacent = new Map<number, Adjacency[]>();
  /** By router: number of the domain in which it exchanges routes. */
  readonly #domain = new Map<number, number>();
  readonly #announced = new Map<number, Announced[]>();
  /** By router and by domain, made when they are first asked for. */
  readonly #longestRoute = new Map<number, LongestPrefix<FollowedRoute>>();
  readonly #longestAnnounced = new Map<number, LongestPrefix<Announced>>();
  readonly #announcedBeyond = new Map<string, Ranges>();
  readonly #dynamic = new Map<string, readonly Step[]>();
  readonly #edgesOf = new Map<Interface, number[]>();

  constructor({ adjacencies, graph, routes }: BuiltGraph) {
    this.#graph = graph;
    this.#routes = routes;
    for (const adjacency of adjacencies) append(this.#adjacent, adjacency.router, adjacency);
    for (const { index, via } of graph.edges) {
      if (via !== undefined) append(this.#edgesOf, via, index);
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

  /** Cuts addresses into pieces that a router's routes and protocols treat alike. */
  piecesAt(router: number, addresses: Ranges): readonly Ranges[] {
    const byRoute = piecesOf(addresses, this.prefixesOf(router));
    const domain = this.#domain.get(router);
    if (domain === undefined) return byRoute;
    return byRoute.flatMap((piece) => {
      const length = this.#routeTo(router, (piece[0] as Range).from)?.length ?? -1;
      const known = this.#announcedLonger(domain, length);
      return [intersectRanges(piece, known), subtractRanges(piece, known)].filter(
        (part) => part.length > 0,
      );
    });
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
    const route = this.#routeTo(router, address);
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
    const route = this.#routeTo(edge.router, address);
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
    return (this.#edgesOf.get(device.interfaces[via] as Interface) ?? []).filter((index) => {
      const edge = this.#graph.edges[index] as Edge;
      return place === undefined || edge.place === place;
    });
  }

  /** @param known whether the destination is announced: then nobody who may not be there is asked. */
  #dynamicSteps(router: number, known: boolean): readonly Step[] {
    const key = `${router} ${known}`;
    const made =
      this.#dynamic.get(key) ??
      (this.#adjacent.get(router) ?? []).flatMap(({ edges, interface: via, neighbours }) => [
        ...edges
          .map((edge) => ({ edge, routers: neighbours.filter((one) => this.#standsAt(one, edge)) }))
          .filter(({ routers }) => routers.length > 0),
        ...(this.#edgesOf.get(via) ?? [])
          .filter((index) => {
            const { evidence } = this.#graph.edges[index] as Edge;
            return evidence === 'protocol' || (evidence === 'perhaps' && !known);
          })
          .map((edge) => ({ edge, routers: [] })),
      ]);
    this.#dynamic.set(key, made);
    return made;
  }

  #standsAt(router: number, edge: number): boolean {
    const { place } = this.#graph.edges[edge] as Edge;
    return (this.#graph.edgesAt[place] ?? []).some(
      (index) => (this.#graph.edges[index] as Edge).router === router,
    );
  }

  #routeTo(router: number, address: Value): FollowedRoute | undefined {
    const table =
      this.#longestRoute.get(router) ?? new LongestPrefix(this.#routes.get(router) ?? []);
    this.#longestRoute.set(router, table);
    return table.of(address);
  }

  #announcedLength(router: number, address: Value): number | undefined {
    const domain = this.#domain.get(router);
    if (domain === undefined) return undefined;
    const table =
      this.#longestAnnounced.get(domain) ?? new LongestPrefix(this.#announced.get(domain) ?? []);
    this.#longestAnnounced.set(domain, table);
    return table.of(address)?.length;
  }

  /** What prefixes of a domain hold that are longer than `length`. */
  #announcedLonger(domain: number, length: number): Ranges {
    const key = `${domain} ${length}`;
    const made =
      this.#announcedBeyond.get(key) ??
      normalizeRanges(
        (this.#announced.get(domain) ?? [])
          .filter((one) => one.length > length)
          .map(({ range }) => range),
      );
    this.#announcedBeyond.set(key, made);
    return made;
  }

  #makeDomains(adjacencies: readonly Adjacency[]): void {
    const { edges, family, nodes, world } = this.#graph;
    const parent = new Map<number, number>();
    const rootOf = (node: number): number => {
      let at = node;
      for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
        parent.set(at, parent.get(up) ?? up);
        at = up;
      }
      return at;
    };
    for (const { interface: via, neighbours, router } of adjacencies) {
      for (const one of neighbours) parent.set(rootOf(one), rootOf(router));
      const outside = (this.#edgesOf.get(via) ?? []).some(
        (index) => (edges[index] as Edge).evidence === 'protocol',
      );
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
