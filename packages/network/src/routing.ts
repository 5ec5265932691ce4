/**
 * Where a router may send packets to an address: exactly where connected and static routes tell, and to every neighbour of a
 * routing protocol where that may know better.
 */
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  rangesHold,
  subtractRanges,
  type Value,
} from '@aclift/packet-set';
import { append } from './append.ts';
import { Arrivals } from './arrivals.ts';
import type { BuiltGraph } from './build-graph.ts';
import type { Interface } from '@aclift/ir';
import { type Announced, Domains } from './domains.ts';
import type { Edge, NetworkGraph, RouterNode } from './graph.ts';
import { holds } from './interfaces.ts';
import { LongestPrefix, piecesOf } from './nested.ts';
import type { Adjacency } from './protocols.ts';
import { type FollowedRoute, leastHeard, type RouteTarget } from './static-routes.ts';

/** One way on from a router: over an edge to a place, and there to one of some routers. */
export interface Step {
  readonly edge: number;
  /** Routers that the packet is handed to; empty: it stays at the place, or nobody knows who takes it there. */
  readonly routers: readonly number[];
}

/** Answers where packets go next. */
export class Routing {
  readonly #graph: NetworkGraph;
  #routes: ReadonlyMap<number, readonly FollowedRoute[]>;
  readonly #adjacent = new Map<number, Adjacency[]>();
  /** Among listed neighbours alone. */
  readonly #listedDomains: Domains;
  /** The same with whoever there may be, and with all that may be announced. */
  readonly #wideDomains: Domains;
  /** Addresses that sit nowhere in the run. */
  readonly #outside: Ranges;
  /** Addresses at each node. */
  readonly #own: ReadonlyMap<number, Ranges>;
  /** By router, made when they are first asked for. */
  readonly #longestRoute = new Map<number, LongestPrefix<FollowedRoute>>();
  readonly #dynamic = new Map<string, readonly Step[]>();
  readonly #best = new Map<LongestPrefix<Announced>, Ranges>();
  readonly #edgesOf = new Map<Interface, number[]>();
  #arrivals: Arrivals;

  constructor({ adjacencies, graph, routes }: BuiltGraph) {
    this.#graph = graph;
    for (const adjacency of adjacencies) append(this.#adjacent, adjacency.router, adjacency);
    for (const { index, via } of graph.edges) {
      if (via !== undefined) append(this.#edgesOf, via, index);
    }
    this.#own = new Map(graph.homes.map(({ addresses, node }) => [node, addresses]));
    this.#outside = this.#own.get(graph.world) ?? [];
    const domains = (leading: readonly Adjacency['strangers'][]): Domains =>
      new Domains(graph, routes, adjacencies, leading);
    this.#listedDomains = domains([]);
    this.#wideDomains = domains(['certain', 'perhaps']);
    this.#routes = routes;
    const arrivals = (): Arrivals =>
      new Arrivals(graph, this.#adjacent, this.#listedDomains, this.#routes, (router, address) =>
        this.#routeTo(router, address),
      );
    this.#arrivals = arrivals();
    this.#routes = new Map(
      [...routes].map(([router, own]) => [router, this.#installed(router, own)]),
    );
    // What was answered on the way is about routes that may not be installed.
    this.#longestRoute.clear();
    this.#arrivals = arrivals();
  }

  /** Prefixes of the static routes of a router: what its decisions may hang on. */
  prefixesOf(router: number): readonly Range[] {
    return (this.#routes.get(router) ?? []).map(({ range }) => range);
  }

  /** Prefixes that a router's routing protocols know of. */
  announcedTo(router: number): readonly Range[] {
    return this.#wideDomains.announcedTo(router);
  }

  /** Cuts addresses into pieces that a router's routes and protocols treat alike. */
  piecesAt(router: number, addresses: Ranges): readonly Ranges[] {
    const byRoute = piecesOf(addresses, this.prefixesOf(router));
    if (!this.#adjacent.has(router)) return byRoute;
    return byRoute.flatMap((piece) => {
      const route = this.#routeTo(router, (piece[0] as Range).from);
      const cuts = [
        this.#bestListed(router),
        this.#listedDomains.longerThan(router, route?.length ?? -1),
        this.#wideDomains.longerThan(router, leastHeard(route) - 1),
        this.#outside,
      ];
      return cuts.reduce<readonly Ranges[]>(
        (pieces, cut) =>
          pieces
            .flatMap((one) => [intersectRanges(one, cut), subtractRanges(one, cut)])
            .filter((part) => part.length > 0),
        [piece],
      );
    });
  }

  /** Where nobody unlisted may announce a longer prefix than listed devices do. */
  #bestListed(router: number): Ranges {
    const listed = this.#listedDomains.tableOf(router);
    const wide = this.#wideDomains.tableOf(router);
    if (listed === undefined || wide === undefined) return [];
    const made =
      this.#best.get(listed) ??
      normalizeRanges(
        piecesOf(normalizeRanges(this.#listedDomains.announcedTo(router)), [
          ...this.#listedDomains.announcedTo(router),
          ...this.#wideDomains.announcedTo(router),
        ])
          .filter((piece) => {
            const { from } = piece[0] as Range;
            return (listed.of(from)?.length ?? -1) >= (wide.of(from)?.length ?? -1);
          })
          .flat(),
      );
    this.#best.set(listed, made);
    return made;
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
    const { dynamic, listed } = this.#heard(router, address, route);
    if (dynamic.length === 0) return fixed;
    // A prefix that listed devices announce is longer than a route out of the run; one to another device may still be in use.
    const longer = listed !== undefined && listed > (route?.length ?? -1);
    return [...(longer ? fixed.filter(({ routers }) => routers.length > 0) : fixed), ...dynamic];
  }

  /**
   * Where protocols may send packets to the address beside a static route, or in its place.
   * @param towards where packets go that are sent to the address as their next hop.
   * @returns `listed`: length of the prefix that listed devices announce to each other. Undefined: none does, or others may announce
   * a longer one.
   */
  #heard(
    router: number,
    address: Value,
    route: FollowedRoute | undefined,
    towards: Value = address,
  ): { readonly dynamic: readonly Step[]; readonly listed: number | undefined } {
    if (!this.#adjacent.has(router)) return { dynamic: [], listed: undefined };
    // Of what sits nowhere in the run, every neighbour may have heard a longer prefix.
    const heard = rangesHold(this.#outside, address)
      ? Number.POSITIVE_INFINITY
      : this.#wideDomains.lengthFor(router, address);
    const own = this.#listedDomains.lengthFor(router, address);
    const knows = own !== undefined && own >= (heard ?? -1) && this.#arrivals.from(router, towards);
    const listed = knows ? own : undefined;
    const fixedWins = route !== undefined && route.length > 0 && (heard ?? -1) < leastHeard(route);
    // Where listed devices lead there, nobody who may not be there is asked.
    const dynamic = fixedWins ? [] : this.#dynamicSteps(router, listed !== undefined);
    return { dynamic, listed };
  }

  /** Routes without next hops that protocols would have to know of, and do not. */
  #installed(router: number, routes: readonly FollowedRoute[]): readonly FollowedRoute[] {
    return routes.flatMap((route) => {
      const targets = route.targets.filter(
        (target) =>
          target.kind !== 'learned' || this.#stepsToHop(router, target.hop, routes).length > 0,
      );
      return targets.length === 0 ? [] : [{ ...route, targets }];
    });
  }

  /** Where protocols lead that may know of a next hop. */
  #stepsToHop(
    router: number,
    hop: Value,
    routes: readonly FollowedRoute[],
    towards: Value = hop,
  ): readonly Step[] {
    if (rangesHold(this.#outside, hop)) return [];
    const route = routes.find(({ range }) => holds(range, hop));
    return this.#heard(router, hop, route, towards).dynamic;
  }

  /**
   * Whether packets from an address in the world come in at a router over the edge: over the one that its routes to the address
   * lead to, if they name one.
   */
  entersOver(edge: Edge, address: Value): boolean {
    if (edge.via === undefined) return true;
    const route = this.#routeTo(edge.router, address);
    if (route === undefined || route.length === 0) return edge.prefixesOnly !== true;
    const out = route.targets.filter((target) => target.kind === 'out');
    if (out.length === 0) return edge.prefixesOnly !== true;
    const { device } = this.#graph.nodes[edge.router] as RouterNode;
    return out.some((target) => device.interfaces[target.via] === edge.via);
  }

  #stepOf(router: number, target: RouteTarget, address: Value): readonly Step[] {
    switch (target.kind) {
      case 'drop':
        return [];
      case 'learned':
        return this.#stepsToHop(router, target.hop, this.#routes.get(router) ?? [], address);
      case 'router':
        return this.#edgesTo(router, target.via, target.place).map((edge) => ({
          edge,
          routers: target.routers,
        }));
      case 'out':
        return this.#edgesTo(router, target.via, undefined)
          .filter((e, _, all) => this.#leadsTo(e, all, address))
          .map((edge) => ({ edge, routers: [] }));
    }
  }

  /** Whether an edge leads out of the run towards the address: to the place beyond a next hop where it sits, else to the world. */
  #leadsTo(edge: number, beside: readonly number[], address: Value): boolean {
    const { place } = this.#graph.edges[edge] as Edge;
    if (this.#sitsBeyond(place, address)) return true;
    return (
      place === this.#graph.world &&
      !beside.some((other) => this.#sitsBeyond((this.#graph.edges[other] as Edge).place, address))
    );
  }

  #sitsBeyond(place: number, address: Value): boolean {
    return (
      this.#graph.nodes[place]?.kind === 'beyond' && rangesHold(this.#own.get(place) ?? [], address)
    );
  }

  #edgesTo(router: number, via: number, place: number | undefined): readonly number[] {
    const { device } = this.#graph.nodes[router] as RouterNode;
    return (this.#edgesOf.get(device.interfaces[via] as Interface) ?? []).filter((index) => {
      const edge = this.#graph.edges[index] as Edge;
      return place === undefined || edge.place === place;
    });
  }

  /** @param listed whether listed neighbours know the destination. */
  #dynamicSteps(router: number, listed: boolean): readonly Step[] {
    const key = `${router} ${listed}`;
    const made =
      this.#dynamic.get(key) ??
      (this.#adjacent.get(router) ?? []).flatMap(
        ({ edges, interface: via, neighbours, strangers }) => [
          ...edges
            .map((edge) => ({
              edge,
              routers: neighbours.filter((one) => this.#standsAt(one, edge)),
            }))
            .filter(({ routers }) => routers.length > 0),
          ...(this.#edgesOf.get(via) ?? [])
            .filter(() => strangers === 'certain' || (strangers === 'perhaps' && !listed))
            .filter((index) => (this.#graph.edges[index] as Edge).place === this.#graph.world)
            .map((edge) => ({ edge, routers: [] })),
        ],
      );
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
}
