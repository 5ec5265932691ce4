/** Whether listed devices alone lead a packet to where it is for. */
import { normalizeRanges, type Ranges, rangesHold, type Value } from '@aclift/packet-set';
import { append } from './append.ts';
import type { Domains } from './domains.ts';
import { addressesAt, type Edge, type NetworkGraph } from './graph.ts';
import type { Adjacency } from './protocols.ts';
import { type FollowedRoute, leastHeard } from './static-routes.ts';

/**
 * Where packets arrive by static routes and by what listed devices announce. A static route on the way may turn them back, and a
 * next hop may lead to a device that knows no further: who arrives then went by somebody else.
 */
export class Arrivals {
  readonly #graph: NetworkGraph;
  readonly #adjacent: ReadonlyMap<number, readonly Adjacency[]>;
  readonly #domains: Domains;
  readonly #routeTo: (router: number, address: Value) => FollowedRoute | undefined;
  /** Prefixes of static routes other than default routes, of all routers. */
  readonly #fixed: Ranges;
  /** Routers that a packet arrives from, by its address. */
  readonly #known = new Map<Value, ReadonlySet<number>>();

  /** @param domains among listed neighbours alone. @param routeTo the longest route of a router. */
  constructor(
    graph: NetworkGraph,
    adjacent: ReadonlyMap<number, readonly Adjacency[]>,
    domains: Domains,
    routes: ReadonlyMap<number, readonly FollowedRoute[]>,
    routeTo: (router: number, address: Value) => FollowedRoute | undefined,
  ) {
    this.#graph = graph;
    this.#adjacent = adjacent;
    this.#domains = domains;
    this.#routeTo = routeTo;
    this.#fixed = normalizeRanges(
      [...routes.values()].flatMap((own) =>
        own.filter(({ length }) => length > 0).map(({ range }) => range),
      ),
    );
  }

  /** Whether packets to the address arrive from the router. Once for each address it costs a walk over the network. */
  from(router: number, address: Value): boolean {
    // Without static routes, who announces the prefix is who has it.
    if (!rangesHold(this.#fixed, address)) return true;
    const known = this.#known.get(address) ?? this.#routersBefore(address);
    this.#known.set(address, known);
    return known.has(router);
  }

  #routersBefore(address: Value): ReadonlySet<number> {
    const { edges, edgesAt, nodes } = this.#graph;
    const before = new Map<number, number[]>();
    for (const { index, kind } of nodes) {
      if (kind !== 'router') continue;
      for (const hop of this.#hops(index, address)) append(before, hop, index);
    }
    const found = new Set(
      nodes
        .filter(({ index }) => rangesHold(addressesAt(this.#graph, index), address))
        .flatMap(({ index, kind }) =>
          kind === 'router'
            ? [index]
            : (edgesAt[index] ?? []).map((edge) => (edges[edge] as Edge).router),
        ),
    );
    // A set hands out what is added to it while it is walked.
    for (const router of found) for (const one of before.get(router) ?? []) found.add(one);
    return found;
  }

  /** Devices of the run that a router may hand packets to. */
  #hops(router: number, address: Value): readonly number[] {
    const route = this.#routeTo(router, address);
    const fixed = (route?.targets ?? []).flatMap((target) => {
      if (target.kind === 'learned') return this.#heardFrom(router, target.hop);
      return target.kind === 'router' ? target.routers : [];
    });
    const length = this.#domains.lengthFor(router, address) ?? -1;
    const fixedWins = route !== undefined && route.length > 0 && length < leastHeard(route);
    return fixedWins ? fixed : [...fixed, ...this.#heardFrom(router, address)];
  }

  #heardFrom(router: number, address: Value): readonly number[] {
    if (this.#domains.lengthFor(router, address) === undefined) return [];
    return (this.#adjacent.get(router) ?? []).flatMap(({ neighbours }) => neighbours);
  }
}
