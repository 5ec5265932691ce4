/** Routers that exchange routes, and the prefixes that are announced among them. */
import { assertNever } from '@aclift/ir';
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  type Value,
} from '@aclift/packet-set';
import type { NetworkGraph, RouterNode } from './graph.ts';
import { connectedPrefixes, holds } from './interfaces.ts';
import { LongestPrefix } from './nested.ts';
import type { Adjacency } from './protocols.ts';
import type { FollowedRoute } from './static-routes.ts';

/** A prefix that routing protocols know of. */
export interface Announced {
  readonly range: Range;
  readonly length: number;
  readonly by: number;
}

/** The domains of a network. */
export class Domains {
  /** Number of the domain, by router. */
  readonly #of = new Map<number, number>();
  readonly #announced = new Map<number, Announced[]>();
  /** By domain, made when they are first asked for. */
  readonly #longest = new Map<number, LongestPrefix<Announced>>();
  readonly #longer = new Map<string, Ranges>();

  /** @param leading which strangers pass routes on: those who must be there, or also those who may be. */
  constructor(
    { family, nodes, world }: NetworkGraph,
    routes: ReadonlyMap<number, readonly FollowedRoute[]>,
    adjacencies: readonly Adjacency[],
    leading: readonly Adjacency['strangers'][],
  ) {
    const parent = new Map<number, number>();
    const rootOf = (node: number): number => {
      let at = node;
      for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
        parent.set(at, parent.get(up) ?? up);
        at = up;
      }
      return at;
    };
    for (const { neighbours, router, strangers } of adjacencies) {
      for (const one of neighbours) parent.set(rootOf(one), rootOf(router));
      // Whoever speaks to strangers may hear through them of all others who do.
      if (leading.includes(strangers)) parent.set(rootOf(router), rootOf(world));
    }
    const connected = normalizeRanges(
      nodes.flatMap((node) =>
        node.kind === 'segment' ? node.prefixes.map(({ range }) => range) : [],
      ),
    );
    const isConnected = (range: Range): boolean => intersectRanges(connected, [range]).length > 0;
    const speakers = new Set(adjacencies.map((one) => one.router));
    for (const router of speakers) this.#of.set(router, rootOf(router));
    for (const router of speakers) {
      const domain = rootOf(router);
      const known = this.#announced.get(domain) ?? [];
      this.#announced.set(domain, known);
      const toOthers = (routes.get(router) ?? []).filter(
        ({ range, targets }) =>
          leading.length > 0 ||
          targets.every((target) => {
            switch (target.kind) {
              case 'drop':
              case 'learned':
                return false;
              // Outside, nobody but who leads back in knows of a subnet of the run.
              case 'out':
                return !isConnected(range);
              // What the neighbours themselves are asked for, nobody of the domain knows.
              case 'router':
                return target.routers.every((one) => !this.#of.has(one) || rootOf(one) !== domain);
              default:
                return assertNever(target);
            }
          }),
      );
      const own = announcedBy(
        nodes[router] as RouterNode,
        family,
        toOthers,
        leading.includes('perhaps'),
      );
      known.push(...own);
    }
  }

  /** Prefixes that a router may have heard of. */
  announcedTo(router: number): readonly Range[] {
    const domain = this.#of.get(router);
    return domain === undefined
      ? []
      : (this.#announced.get(domain) ?? []).map(({ range }) => range);
  }

  /** Longest prefixes of the domain of a router, those that the router itself announces among them. */
  tableOf(router: number): LongestPrefix<Announced> | undefined {
    const domain = this.#of.get(router);
    if (domain === undefined) return undefined;
    const table = this.#longest.get(domain) ?? new LongestPrefix(this.#announced.get(domain) ?? []);
    this.#longest.set(domain, table);
    return table;
  }

  /** Length of the longest prefix that a router may have heard of for an address; undefined: none. */
  lengthFor(router: number, address: Value): number | undefined {
    const domain = this.#of.get(router);
    const found = this.tableOf(router)?.of(address);
    if (domain === undefined) return undefined;
    if (found?.by !== router) return found?.length;
    // What nobody but the router itself says, it does not hear.
    const others = (this.#announced.get(domain) ?? []).filter(
      ({ by, range }) => by !== router && holds(range, address),
    );
    return others.length === 0 ? undefined : Math.max(...others.map(({ length }) => length));
  }

  /** What prefixes hold that a router may have heard of and that are longer than `length`. */
  longerThan(router: number, length: number): Ranges {
    const domain = this.#of.get(router);
    if (domain === undefined) return [];
    const key = `${router} ${length}`;
    const made =
      this.#longer.get(key) ??
      normalizeRanges(
        (this.#announced.get(domain) ?? [])
          .filter((one) => one.length > length && one.by !== router)
          .map(({ range }) => range),
      );
    this.#longer.set(key, made);
    return made;
  }
}

/**
 * What a router announces: subnets on which its protocols run, and what it takes over from elsewhere. BGP may announce any subnet:
 * which ones, its `network` commands tell.
 * @param perhaps with all that it may announce.
 */
function announcedBy(
  { device, index, vrf }: RouterNode,
  family: NetworkGraph['family'],
  routes: readonly FollowedRoute[],
  perhaps: boolean,
): readonly Announced[] {
  const takesOver = (source: string): boolean =>
    device.routing.some(({ redistributes = [] }) => redistributes.includes(source));
  const told = device.interfaces.some(({ routing }) => routing !== undefined);
  const all = perhaps && (!told || device.routing.some(({ protocol }) => protocol === 'bgp'));
  const connected = device.interfaces
    .filter((via) => !via.shutdown && via.vrf === vrf)
    .filter(
      (via) =>
        all ||
        takesOver('connected') ||
        via.routing?.some((one) => one.family === family && one.protocol !== 'bgp') === true,
    )
    .flatMap((via) => connectedPrefixes(via, family));
  const statics = takesOver('static')
    ? routes.filter(
        ({ length, targets, yields }) =>
          length > 0 && (perhaps || (!yields && targets.some(({ kind }) => kind !== 'learned'))),
      )
    : [];
  return [...connected, ...statics].map(({ length, range }) => ({ length, range, by: index }));
}
