/** Static routes while their lines arrive. */
import type { Span } from '@aclift/diagnostics';
import type { StaticRoute, StaticRoute6 } from '@aclift/ir';

type Route = StaticRoute | StaticRoute6;

export class StaticRoutes {
  readonly #routes = new Map<string, Route>();
  /** `ip default-network`. */
  readonly defaultNetworks: Map<number, Span> = new Map();

  /** The same way again replaces the route: its distance may be another. */
  add(route: Route): void {
    this.#routes.set(routeKey(route), route);
  }

  remove(route: Route): void {
    this.#routes.delete(routeKey(route));
  }

  /** Removes the routes of which `gone` is true. */
  clear(gone: (route: Route) => boolean): void {
    for (const [key, route] of this.#routes) if (gone(route)) this.#routes.delete(key);
  }

  finish(): readonly Route[] {
    return withDefaultNetworks([...this.#routes.values()], this.defaultNetworks);
  }
}

function routeKey(route: Route): string {
  const { family, interface: device, nextHop, nextHopIn, prefix, vrf } = route;
  const dhcp = family === 'ipv4' && route.dhcp === true ? 'dhcp' : '';
  const table = nextHopIn === undefined ? '' : `in ${nextHopIn.vrf ?? ''}`;
  return [vrf, prefix.address, prefix.length, nextHop, device, dhcp, table].join(' ');
}

/** A default network gives its own next hops to the default route. One that no static route knows gives none. */
function withDefaultNetworks(
  routes: readonly Route[],
  networks: ReadonlyMap<number, Span>,
): readonly Route[] {
  if (networks.size === 0) return routes;
  const made = routes.flatMap((route): StaticRoute[] => {
    if (route.family !== 'ipv4' || route.vrf !== undefined || route.prefix.length === 0) return [];
    const span = networks.get(route.prefix.address);
    return span === undefined ? [] : [{ ...route, prefix: { address: 0, length: 0 }, span }];
  });
  const known = new Set(routes.map(routeKey));
  return [...routes, ...made.filter((route) => !known.has(routeKey(route)))];
}
