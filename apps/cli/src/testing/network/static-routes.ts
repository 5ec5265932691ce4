/** Static routes that a router installs, each with all that may become of a packet that it takes. */
import { type AddressData, holds, type StaticData } from './network-data.ts';
import type { Protocols } from './protocols.ts';
import {
  type Attachment,
  connectedTo,
  type Exit,
  owns,
  ownsAt,
  placeOf,
  type Router,
} from './who-is-where.ts';

/** One thing that a router may do with a packet. */
export type Step =
  /** The destination is on the segment. */
  | { readonly kind: 'connected'; readonly via: Attachment }
  | { readonly kind: 'router'; readonly via: Attachment; readonly at: Attachment }
  /** `learned`: a protocol leads there, so that what the route is for need not sit there. */
  | {
      readonly kind: 'exit';
      readonly via: Attachment;
      readonly exit: Exit;
      readonly learned?: true;
    };

/** A route with its outcomes. None: Null0. Several: its next hop is shared, or reached over routes that are not certain. */
export interface Installed {
  readonly route: StaticData;
  readonly steps: readonly Step[];
}

/** How often the next hop of a route may need another route to be found. */
const DEPTH = 5;

export interface StaticRoutes {
  readonly installed: (router: Router) => readonly Installed[];
  /** Routes of the longest prefix that holds the address and can be installed: the one in use, and those that wait for its end. */
  readonly longest: (router: Router, address: number) => readonly Installed[];
}

/** @param others The other devices' interfaces on the segment of one. */
export function staticRoutes(
  routers: readonly Router[],
  others: (via: Attachment) => readonly Attachment[],
  protocols: Protocols,
): StaticRoutes {
  /** A next hop on a segment of the router: the devices that have the address, else someone unlisted. */
  const onSegment = (
    via: Attachment,
    hop: number,
    subnet: AddressData | undefined,
  ): readonly Step[] => {
    const found = others(via).filter((at) => ownsAt(at, hop));
    if (found.length > 0) return found.map((at) => ({ kind: 'router', via, at }));
    return [{ kind: 'exit', via, exit: exitOn(via, subnet, hop) }];
  };

  /** Undefined: the next hop cannot be found, so the route is not installed. */
  const resolve = (
    router: Router,
    route: StaticData,
    depth: number,
  ): readonly Step[] | undefined => {
    if (route.via === undefined) {
      return route.nextHop === undefined ? [] : resolveHop(router, route.nextHop, depth);
    }
    const via = router.attachments.find((own) => own.interface.name === route.via);
    if (via === undefined) return undefined;
    const subnet = via.interface.addresses[0];
    if (route.nextHop !== undefined) return onSegment(via, route.nextHop, subnet);
    const there = others(via);
    return there.length > 0
      ? there.map((at) => ({ kind: 'router', via, at }))
      : [{ kind: 'exit', via, exit: exitOn(via, subnet) }];
  };

  const resolveHop = (router: Router, hop: number, depth: number): readonly Step[] | undefined => {
    if (owns(router, hop)) return undefined;
    const connected = connectedTo(router, hop);
    if (connected !== undefined) return onSegment(connected.via, hop, connected.subnet);
    // A circle: nothing shorter takes its place.
    if (depth === 0) return [];
    const statics = longest(router, hop, depth - 1);
    const { prefix } = placeOf(routers, hop);
    const learned =
      prefix === undefined
        ? []
        : protocols.steps(router, prefix, (distance) => mayWin(prefix, distance, statics));
    if (statics.length === 0 && learned.length === 0) return undefined;
    return [
      ...statics.flatMap(({ steps }) => steps),
      ...learned.map((step): Step => (step.kind === 'exit' ? { ...step, learned: true } : step)),
    ];
  };

  const longest = (router: Router, address: number, depth: number): readonly Installed[] => {
    const fitting = router.device.routes
      .filter(({ vrf, prefix }) => vrf === router.vrf && holds(prefix, address))
      .toSorted((a, b) => b.prefix.length - a.prefix.length);
    const found: Installed[] = [];
    for (const route of fitting) {
      if (found[0] !== undefined && found[0].route.prefix.length > route.prefix.length) break;
      const steps = depth === DEPTH ? stepsOf(router, route) : resolve(router, route, depth);
      if (steps !== undefined) found.push({ route, steps });
    }
    return found;
  };

  // Two devices may share what is written alike.
  const resolved = new Map<Router, Map<StaticData, readonly Step[] | undefined>>();
  const stepsOf = (router: Router, route: StaticData): readonly Step[] | undefined => {
    const own = resolved.get(router) ?? new Map<StaticData, readonly Step[] | undefined>();
    resolved.set(router, own);
    if (!own.has(route)) {
      const steps = resolve(router, route, DEPTH);
      const leadsNowhere = steps?.length === 0 && route.nextHop !== undefined;
      own.set(route, leadsNowhere ? undefined : steps);
    }
    return own.get(route);
  };

  return {
    installed: (router) =>
      router.device.routes
        .filter(({ vrf }) => vrf === router.vrf)
        .flatMap((route) => {
          const steps = stepsOf(router, route);
          return steps === undefined ? [] : [{ route, steps }];
        }),
    longest: (router, address) => longest(router, address, DEPTH),
  };
}

function exitOn(via: Attachment, subnet: AddressData | undefined, address?: number): Exit {
  return {
    segment: via.segment,
    ...(address === undefined ? {} : { address }),
    ...(subnet === undefined ? {} : { subnet }),
  };
}

/**
 * Whether a protocol's route to a prefix may be used beside static routes of one prefix: it is longer, or as long and one
 * of them waits for its end.
 * @param prefix Absent: unknown, so it may be longer.
 */
export function mayWin(
  prefix: AddressData | undefined,
  distance: number,
  statics: readonly Installed[],
): boolean {
  const first = statics[0]?.route.prefix;
  if (first === undefined || prefix === undefined) return true;
  if (prefix.length !== first.length) return prefix.length > first.length;
  return statics.some(({ route }) => (route.distance ?? 1) > distance);
}
