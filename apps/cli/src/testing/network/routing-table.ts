/**
 * What each router may do with a packet, and where addresses live. Protocols are never certain, so what they may say
 * stands beside what static routes say.
 */
import { baseOf, holds, type NetworkData, type AddressData } from './network-data.ts';
import { protocolsOf } from './protocols.ts';
import { mayWin, staticRoutes, type Step } from './static-routes.ts';
import {
  type Attachment,
  connectedTo,
  type Exit,
  exitKey,
  ownsAt,
  type Place,
  placeOf,
  type Router,
  routersOf,
} from './who-is-where.ts';

/** Where an address lives: with routers and on segments, or behind unlisted routers, or none of these: outside. */
export interface Home extends Place {
  readonly behind: readonly Exit[];
  readonly outside: boolean;
}

export interface RoutingTable {
  readonly routers: readonly Router[];
  readonly on: (segment: string) => readonly Attachment[];
  readonly home: (address: number) => Home;
  /** Empty: no route, or Null0. */
  readonly steps: (router: Router, destination: number) => readonly Step[];
  /** Unlisted gateways that switches without routing name. */
  readonly gateways: readonly Exit[];
  /** Unlisted routers that may lead to the rest of the world. */
  readonly upstreams: readonly Exit[];
  /** Unlisted routers from which packets of this source may come: upstreams, and next hops of routes to it. */
  readonly entriesFor: (source: number) => readonly Exit[];
}

export function routingTable(network: NetworkData): RoutingTable {
  const routers = routersOf(network);
  const bySegment = new Map<string, Attachment[]>();
  for (const attachment of routers.flatMap(({ attachments }) => attachments)) {
    const there = bySegment.get(attachment.segment);
    if (there === undefined) bySegment.set(attachment.segment, [attachment]);
    else there.push(attachment);
  }
  const on = (segment: string): readonly Attachment[] => bySegment.get(segment) ?? [];
  const others = (via: Attachment): readonly Attachment[] =>
    on(via.segment).filter(({ router }) => router !== via.router);

  const protocols = protocolsOf(routers, others);
  const statics = staticRoutes(routers, others, protocols);
  const ways = routers.flatMap((router) =>
    statics
      .installed(router)
      .flatMap(({ route: { prefix }, steps }) =>
        steps.flatMap((step) =>
          step.kind === 'exit' && step.learned !== true ? [{ prefix, exit: step.exit }] : [],
        ),
      ),
  );
  const gateways = unique(
    routers.flatMap(({ device: { forwards, defaultGateway }, attachments }) =>
      forwards || defaultGateway === undefined
        ? []
        : attachments.flatMap((via) => {
            const subnet = via.interface.addresses.find((own) => holds(own, defaultGateway));
            const taken = on(via.segment).some((at) => ownsAt(at, defaultGateway));
            return subnet === undefined || taken
              ? []
              : [{ segment: via.segment, address: defaultGateway, subnet }];
          }),
    ),
  );
  const upstreams = unique([
    ...ways.filter(({ prefix }) => prefix.length === 0).map(({ exit }) => exit),
    ...protocols.outside.map(({ exit }) => exit),
    ...gateways,
  ]);

  const home = remembered((address: number): Home & { readonly behindPrefix?: AddressData } => {
    const place = placeOf(routers, address);
    if (place.prefix !== undefined) return { ...place, behind: [], outside: false };
    const fitting = ways.filter(({ prefix }) => prefix.length > 0 && holds(prefix, address));
    const length = Math.max(...fitting.map(({ prefix }) => prefix.length));
    const longest = fitting.filter(({ prefix }) => prefix.length === length);
    const first = longest[0];
    if (first === undefined) return { ...place, behind: [], outside: true };
    const behindPrefix = { address: baseOf(first.prefix), length };
    const behind = unique(longest.map(({ exit }) => exit));
    return { ...place, behind, outside: false, behindPrefix };
  });

  const stepsFor = (router: Router, destination: number): readonly Step[] => {
    const connected = connectedTo(router, destination);
    const routes = statics.longest(router, destination);
    const length = routes[0]?.route.prefix.length ?? 0;
    if (connected !== undefined && connected.subnet.length >= length) {
      return [{ kind: 'connected', via: connected.via }];
    }
    const { prefix, behindPrefix } = home(destination);
    const announced = prefix ?? behindPrefix;
    return [
      ...routes.flatMap(({ steps }) => steps),
      ...protocols.steps(router, announced, (distance) => mayWin(announced, distance, routes)),
    ];
  };
  const tables = new Map(
    routers.map((router) => [router, remembered((to: number) => stepsFor(router, to))]),
  );

  return {
    routers,
    on,
    home,
    steps: (router, destination) => tables.get(router)?.(destination) ?? [],
    gateways,
    upstreams,
    entriesFor: remembered((source: number) =>
      unique([
        ...upstreams,
        ...ways.filter(({ prefix }) => holds(prefix, source)).map(({ exit }) => exit),
      ]),
    ),
  };
}

/** Each unlisted router once. */
export function unique(exits: readonly Exit[]): readonly Exit[] {
  return [...new Map(exits.map((exit) => [exitKey(exit), exit])).values()];
}

function remembered<T>(work: (address: number) => T): (address: number) => T {
  const known = new Map<number, T>();
  return (address) => {
    const before = known.get(address);
    if (before !== undefined) return before;
    const value = work(address);
    known.set(address, value);
    return value;
  };
}
