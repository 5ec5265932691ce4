/** Static routes as each router follows them: to an edge and a next device, out of the run, or to nowhere. */
import {
  type Device,
  type Family,
  parseIpv6,
  type StaticRoute,
  type StaticRoute6,
} from '@aclift/ir';
import type { Range, Value } from '@aclift/packet-set';
import { prefix6Range, prefixRange } from '@aclift/verify';
import { holds, isRouted, sameInterface } from './interfaces.ts';
import type { RouterNode } from './graph.ts';

/** A segment as routes see it: who is in it, through which interface. */
export interface Neighbourhood {
  /** Node of the segment. */
  readonly place: number;
  readonly range: Range;
  /** Index of the interface among those of its device. */
  readonly via: number;
  /** Routers in the segment besides this one, with every address that they answer to there. */
  readonly others: readonly { readonly router: number; readonly addresses: readonly Value[] }[];
}

/** Where a static route sends packets. */
export type RouteTarget =
  /** To routers of the run, through an interface into a segment. */
  | {
      readonly kind: 'router';
      readonly via: number;
      readonly place: number;
      readonly routers: readonly number[];
    }
  /** To a next hop that is no device of the run, or through an interface of which nobody knows the other end. */
  | { readonly kind: 'out'; readonly via: number; readonly place?: number; readonly hop?: Value }
  /** To wherever routing protocols lead that know of the next hop. */
  | { readonly kind: 'learned'; readonly hop: Value }
  /** Nowhere: `Null0`. */
  | { readonly kind: 'drop' };

/** A static route with all of its targets: several where routes of one prefix stand beside each other, floating or not. */
export interface FollowedRoute {
  readonly range: Range;
  readonly length: number;
  readonly targets: readonly RouteTarget[];
  /**
   * Whether a routing protocol may stand in its place: some of the routes has a larger administrative distance than 1. It
   * waits for the others to fail, and then the protocol may know better.
   */
  readonly yields: boolean;
}

/** Most routes that a next hop is looked up through. */
const MOST_LOOKUPS = 8;

/**
 * The static routes of a router, the longest first. A route whose interface is down, or whose next hop nothing leads to, is not
 * installed; a next hop behind another static route is looked up there, and one that protocols may know of is left to them.
 */
export function followedRoutes(
  router: RouterNode,
  family: Family,
  neighbourhoods: readonly Neighbourhood[],
): readonly FollowedRoute[] {
  const routes = router.device.routes
    .filter((route) => route.family === family && route.vrf === router.vrf)
    .map((route) => ({ route, ...prefixOf(route) }))
    .toSorted((a, b) => b.length - a.length);
  const byPrefix = new Map<
    string,
    { range: Range; length: number; targets: RouteTarget[]; yields: boolean }
  >();
  for (const { route, range, length } of routes) {
    const targets = targetsOf(route, 0);
    if (targets.length === 0) continue;
    const key = `${range.from}/${length}`;
    const known = byPrefix.get(key) ?? { range, length, targets: [], yields: false };
    known.targets.push(...targets);
    known.yields ||= (route.distance ?? 1) > 1;
    byPrefix.set(key, known);
  }
  return [...byPrefix.values()];

  function targetsOf(route: StaticRoute | StaticRoute6, lookups: number): RouteTarget[] {
    const hop = hopOf(route);
    if (route.interface !== undefined) return throughInterface(route.interface, hop);
    return hop === undefined ? [] : toHop(hop, lookups);
  }

  function throughInterface(name: string, hop: Value | undefined): RouteTarget[] {
    if (/^null/i.test(name)) return [{ kind: 'drop' }];
    const via = interfaceIndex(router.device, name);
    const there = via === undefined ? undefined : router.device.interfaces[via];
    if (via === undefined || there === undefined || !isRouted(there, family)) return [];
    const here = neighbourhoods.filter((one) => one.via === via);
    const inside = hop === undefined ? here : here.filter(({ range }) => holds(range, hop));
    const met = inside.flatMap((one) => meantBy(one, hop));
    if (met.length > 0) return met;
    const place = (inside[0] ?? here[0])?.place;
    return [
      {
        kind: 'out',
        via,
        ...(place === undefined ? {} : { place }),
        ...(hop === undefined ? {} : { hop }),
      },
    ];
  }

  /** The routers of a neighbourhood that the hop means; without a hop whoever is there. */
  function meantBy({ others, place, via }: Neighbourhood, hop: Value | undefined): RouteTarget[] {
    const meant = others.filter(
      ({ addresses }) => hop === undefined || addresses.some((address) => address === hop),
    );
    return meant.length === 0
      ? []
      : [{ kind: 'router', via, place, routers: meant.map((one) => one.router) }];
  }

  function toHop(hop: Value, lookups: number): RouteTarget[] {
    const around = neighbourhoods.filter(({ range }) => holds(range, hop));
    const [nearest] = around.toSorted((a, b) => (a.range.to < b.range.to ? -1 : 1));
    if (nearest !== undefined) {
      const { place, via } = nearest;
      const met = meantBy(nearest, hop);
      return met.length > 0 ? met : [{ kind: 'out', via, place, hop }];
    }
    if (lookups >= MOST_LOOKUPS) return [];
    const better = routes.filter(({ range }) => holds(range, hop));
    const longest = better.filter(({ length }) => length === better[0]?.length);
    const learned: RouteTarget[] =
      router.device.routing.length > 0 ? [{ kind: 'learned', hop }] : [];
    return [...longest.flatMap(({ route }) => targetsOf(route, lookups + 1)), ...learned];
  }
}

/** The prefix of a route. */
export function prefixOf(route: StaticRoute | StaticRoute6): {
  readonly range: Range;
  readonly length: number;
} {
  const { length } = route.prefix;
  return route.family === 'ipv4'
    ? { range: prefixRange(route.prefix.address, length), length }
    : { range: prefix6Range(route.prefix.address, length), length };
}

export function hopOf(route: StaticRoute | StaticRoute6): Value | undefined {
  if (route.nextHop === undefined) return undefined;
  return typeof route.nextHop === 'number' ? route.nextHop : parseIpv6(route.nextHop);
}

function interfaceIndex({ interfaces }: Device, name: string): number | undefined {
  const at = interfaces.findIndex((one) => sameInterface(one.name, name));
  return at < 0 ? undefined : at;
}

/** Length of the shortest announced prefix that may stand in the place of a static route. */
export function leastHeard(route: FollowedRoute | undefined): number {
  return route === undefined ? 0 : route.length + (route.yields ? 0 : 1);
}
