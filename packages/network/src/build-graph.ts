/** From devices to the graph: routers, segments, what lies beyond known next hops, and where the rest of the world is. */
import type { Device, Family, Interface } from '@aclift/ir';
import { normalizeRanges, type Range, type Ranges, type Value } from '@aclift/packet-set';
import { type FilterList } from '@aclift/verify';
import { append } from './append.ts';
import type { Edge, Evidence, NetworkGraph, NetworkNode, PlaceNode, RouterNode } from './graph.ts';
import { homesOf } from './homes.ts';
import {
  attachmentName,
  connectedPrefixes,
  holds,
  isCalled,
  isLeased,
  isRouted,
  virtualAddresses,
} from './interfaces.ts';
import { letsStrangersIn } from './letting-in.ts';
import { type Adjacency, adjacencies } from './protocols.ts';
import { type Member, type Segment, segmentsOf } from './segments.ts';
import { type FollowedRoute, followedRoutes, type Neighbourhood } from './static-routes.ts';

/** What the user knows besides the configurations. */
export interface GraphOptions {
  /** Interfaces (`Gi0/0` or `device:Gi0/0`) that lead to every address without a better route. Empty: routes decide. */
  readonly upstream: readonly string[];
  /** Interfaces that carry no traffic, though they are up. Empty: all may. */
  readonly unused: readonly string[];
}

/** The graph with what routes and protocols say of it. */
export interface BuiltGraph {
  readonly graph: NetworkGraph;
  /** Static routes by index of the router's node, the longest first. */
  readonly routes: ReadonlyMap<number, readonly FollowedRoute[]>;
  readonly adjacencies: readonly Adjacency[];
}

/** Builds the graph of one family. @param lists by id; they tell which interfaces could lead to the rest of the world. */
export function buildGraph(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  options: GraphOptions,
): BuiltGraph {
  return new GraphBuilder(family, lists, options).build(devices);
}

class GraphBuilder {
  readonly #family: Family;
  readonly #lists: ReadonlyMap<string, FilterList>;
  readonly #options: GraphOptions;
  readonly #nodes: NetworkNode[] = [];
  readonly #edges: Edge[] = [];
  readonly #edgesAt: number[][] = [];
  readonly #routers: RouterNode[] = [];
  /** Router of an interface. */
  readonly #routerOf = new Map<Interface, number>();
  readonly #segments: { readonly segment: Segment; readonly node: number }[] = [];
  /** By router: the segments that it stands in. */
  readonly #around = new Map<number, Neighbourhood[]>();

  constructor(family: Family, lists: ReadonlyMap<string, FilterList>, options: GraphOptions) {
    this.#family = family;
    this.#lists = lists;
    this.#options = options;
  }

  build(devices: readonly Device[]): BuiltGraph {
    for (const device of devices) this.#addRouters(device);
    this.#addSegments(devices);
    const routes = new Map(
      this.#routers.map((router) => [
        router.index,
        followedRoutes(router, this.#family, this.#around.get(router.index) ?? []),
      ]),
    );
    const adjacent = adjacencies(this.#family, this.#routers, this.#edges, this.#nodes);
    const world = this.#place('world', 'elsewhere', []);
    this.#addBeyond(routes, world.index);
    this.#addWorld(world.index, adjacent);
    const graph: NetworkGraph = {
      family: this.#family,
      nodes: this.#nodes,
      edges: this.#edges,
      edgesAt: this.#edgesAt,
      homes: homesOf(this.#family, this.#nodes, this.#edges, world.index),
      world: world.index,
    };
    return { graph, routes, adjacencies: adjacent };
  }

  #routedInterfaces(device: Device): readonly Interface[] {
    return device.interfaces.filter(
      (via) =>
        isRouted(via, this.#family) &&
        !this.#options.unused.some((name) => isCalled({ device, interface: via }, name)),
    );
  }

  #addRouters(device: Device): void {
    const forwards = device.forwards !== false;
    const byTable = new Map<string, Interface[]>();
    this.#routedInterfaces(device).forEach((via, at) => {
      // A device that does not route answers on each interface for itself.
      const key = forwards ? (via.vrf ?? '') : String(at);
      append(byTable, key, via);
    });
    for (const own of byTable.values()) {
      const vrf = own[0]?.vrf;
      const router: RouterNode = {
        kind: 'router',
        index: this.#nodes.length,
        device,
        ...(vrf === undefined ? {} : { vrf }),
        forwards,
        own: [
          ...new Set(
            own.flatMap((via) => [
              ...connectedPrefixes(via, this.#family).map((one) => one.own),
              ...virtualAddresses(via, this.#family),
            ]),
          ),
        ],
      };
      this.#add(router);
      this.#routers.push(router);
      for (const via of own) this.#routerOf.set(via, router.index);
    }
  }

  #addSegments(devices: readonly Device[]): void {
    const members = devices.flatMap((device) =>
      this.#routedInterfaces(device).flatMap((via) =>
        connectedPrefixes(via, this.#family).map((prefix): Member => ({
          device,
          interface: via,
          ...prefix,
        })),
      ),
    );
    for (const segment of segmentsOf(members, this.#family === 'ipv4' ? 32 : 128)) {
      const name = [...new Set(segment.members.map(attachmentName))].toSorted().join(', ');
      const node = this.#place('segment', name, [segment]);
      this.#segments.push({ segment, node: node.index });
      const joined = new Set<Interface>();
      for (const { interface: via } of segment.members) {
        if (!joined.has(via)) this.#join(this.#routerOf.get(via) as number, node.index, { via });
        joined.add(via);
      }
    }
    for (const { segment, node } of this.#segments) {
      for (const { device, interface: via } of segment.members) {
        const router = this.#routerOf.get(via) as number;
        const others = segment.members
          .filter((one) => this.#routerOf.get(one.interface) !== router)
          .map((one) => ({
            router: this.#routerOf.get(one.interface) as number,
            addresses: [one.own, ...virtualAddresses(one.interface, this.#family)],
          }))
          .filter((one) => (this.#nodes[one.router] as RouterNode).forwards);
        const at = device.interfaces.indexOf(via);
        const neighbourhood = { place: node, range: segment.range, via: at, others };
        append(this.#around, router, neighbourhood);
      }
    }
  }

  /**
   * Places behind next hops that are no device of the run. Those that lead to other devices all the same lead to the world, and to what
   * no device is connected to.
   */
  #addBeyond(routes: ReadonlyMap<number, readonly FollowedRoute[]>, world: number): void {
    const beyond = new Map<
      string,
      {
        router: number;
        via: number;
        place?: number;
        hop?: Value;
        prefixes: PlaceNode['prefixes'][number][];
      }
    >();
    for (const router of this.#routers) {
      if (!router.forwards) continue;
      for (const { length, range, targets } of routes.get(router.index) ?? []) {
        for (const target of targets) {
          if (target.kind !== 'out') continue;
          const worldly = length === 0 || this.#isElsewhere(router, range);
          if (worldly) {
            if (length === 0 && this.#options.upstream.length > 0) continue;
            this.#towards(world, router.index, target, length === 0 ? 'default' : 'static');
            if (length === 0) continue;
          }
          const key = `${target.place ?? `${router.index} ${target.via}`} ${target.hop ?? ''}`;
          const known = beyond.get(key) ?? { ...target, router: router.index, prefixes: [] };
          if (!known.prefixes.some((one) => one.length === length && one.range.from === range.from))
            known.prefixes.push({ range, length });
          beyond.set(key, known);
        }
      }
    }
    for (const { place, prefixes, router, via } of beyond.values()) {
      for (const one of this.#besides(router, via, place)) {
        const at = this.#nodes[one.router] as RouterNode;
        const name = `beyond ${attachmentName({ device: at.device, interface: one.via })}`;
        this.#join(one.router, this.#place('beyond', name, prefixes).index, { via: one.via });
      }
    }
  }

  /** Routers that packets from a next hop in a segment may come in at: all in the segment. */
  #besides(
    router: number,
    via: number,
    place: number | undefined,
  ): readonly { readonly router: number; readonly via: Interface }[] {
    const { device } = this.#nodes[router] as RouterNode;
    if (place === undefined) return [{ router, via: device.interfaces[via] as Interface }];
    return (this.#edgesAt[place] ?? []).flatMap((index) => {
      const edge = this.#edges[index] as Edge;
      return edge.via === undefined || !(this.#nodes[edge.router] as RouterNode).forwards
        ? []
        : [{ router: edge.router, via: edge.via }];
    });
  }

  /** Whether other devices of the run are connected to some of the addresses. */
  #isElsewhere(router: RouterNode, range: Range): boolean {
    return this.#segments.some(
      ({ node, segment }) =>
        segment.range.from <= range.to &&
        range.from <= segment.range.to &&
        !(this.#edgesAt[node] ?? []).some((e) => (this.#edges[e] as Edge).router === router.index),
    );
  }

  #towards(
    world: number,
    router: number,
    target: { readonly via: number; readonly place?: number },
    evidence: Evidence,
  ): void {
    const { device } = this.#nodes[router] as RouterNode;
    const own = device.interfaces[target.via] as Interface;
    this.#joinWorld(world, router, own, evidence);
    for (const one of this.#besides(router, target.via, target.place)) {
      if (one.router !== router) this.#joinWorld(world, one.router, one.via, 'beside');
    }
  }

  #joinWorld(world: number, router: number, via: Interface, evidence: Evidence): void {
    const gateway = evidence === 'gateway' ? { gateway: true as const } : {};
    const known = this.#edgesAt[world]?.find((index) => {
      const edge = this.#edges[index] as Edge;
      return edge.router === router && edge.via === via;
    });
    if (known === undefined) {
      const only = evidence === 'static' ? { prefixesOnly: true as const } : {};
      this.#join(router, world, { via, evidence, ...only, ...gateway });
      return;
    }
    const { prefixesOnly, ...edge } = this.#edges[known] as Edge;
    const stronger = strength(evidence) < strength(edge.evidence) ? { evidence } : {};
    const only = prefixesOnly === true && evidence === 'static' ? { prefixesOnly } : {};
    this.#edges[known] = { ...edge, ...stronger, ...only, ...gateway };
  }

  #addWorld(world: number, adjacent: readonly Adjacency[]): void {
    const { upstream } = this.#options;
    const join = (
      evidence: Evidence,
      wanted: (router: RouterNode, via: Interface) => boolean,
    ): void => {
      for (const [via, index] of this.#routerOf) {
        const router = this.#nodes[index] as RouterNode;
        if (router.forwards && wanted(router, via)) this.#joinWorld(world, index, via, evidence);
      }
    };
    const isChosen = ({ device }: RouterNode, via: Interface): boolean =>
      upstream.some((name) => isCalled({ device, interface: via }, name));
    join('chosen', isChosen);
    const chosen = (this.#edgesAt[world] ?? []).some((e) => this.#edges[e]?.evidence === 'chosen');
    if (!chosen) {
      join('leased', (_, via) => isLeased(via, this.#family));
      this.#addGateways(world);
      for (const { edges, interface: via, router, strangers } of adjacent) {
        if (strangers === 'none') continue;
        const certain = strangers === 'certain';
        const { device } = this.#nodes[router] as RouterNode;
        this.#joinWorld(world, router, via, certain ? 'protocol' : 'perhaps');
        // Whoever speaks there may hand packets to any device of the segment.
        for (const place of edges.map((index) => (this.#edges[index] as Edge).place)) {
          for (const one of this.#besides(router, device.interfaces.indexOf(via), place)) {
            if (one.router !== router) {
              this.#joinWorld(world, one.router, one.via, certain ? 'beside' : 'perhaps');
            }
          }
        }
      }
    }
    // Every part of the network is joined to the world, or flows between the parts would meet no filter at all.
    for (const part of this.#parts(world)) {
      if (part.has(world)) continue;
      const routers = this.#routers.filter(({ forwards, index }) => forwards && part.has(index));
      const at = new Set(routers.map(({ index }) => index));
      join('guess', (router, via) => at.has(router.index) && this.#letsIn(router.device, via));
      for (const { index } of routers) {
        const joined = (this.#edgesAt[world] ?? []).some((e) => this.#edges[e]?.router === index);
        if (!joined && !this.#isJoined(part, world))
          this.#join(index, world, { evidence: 'guess' });
      }
      if (routers.length === 0) this.#addUnknownGateway(part, world);
    }
  }

  /** Gateways of switches that are no devices of the run: something unknown routes there. */
  #addGateways(world: number): void {
    if (this.#family !== 'ipv4') return;
    for (const { node, segment } of this.#segments) {
      const { members, range } = segment;
      const named = members.some(({ device: { defaultGateway: gateway, forwards } }) => {
        if (forwards !== false || gateway === undefined || !holds(range, gateway)) return false;
        return members.every(
          ({ interface: via, own }) =>
            own !== gateway && !virtualAddresses(via, this.#family).includes(gateway),
        );
      });
      if (!named) continue;
      for (const index of this.#edgesAt[node] ?? []) {
        const { router, via } = this.#edges[index] as Edge;
        if (via === undefined || !(this.#nodes[router] as RouterNode).forwards) continue;
        this.#joinWorld(world, router, via, 'gateway');
      }
    }
  }

  /** A router that no configuration describes: switches alone route nothing, and are passed by what hosts send elsewhere. */
  #addUnknownGateway(part: ReadonlySet<number>, world: number): void {
    const some = this.#routers.find(({ index }) => part.has(index));
    if (some === undefined) return;
    const index = this.#nodes.length;
    this.#add({ kind: 'router', index, device: some.device, forwards: true, own: [] });
    for (const node of part) {
      if (this.#nodes[node]?.kind === 'segment') this.#join(index, node, {});
    }
    this.#join(index, world, { evidence: 'guess' });
  }

  #isJoined(part: ReadonlySet<number>, world: number): boolean {
    return (this.#edgesAt[world] ?? []).some((e) => part.has((this.#edges[e] as Edge).router));
  }

  /** What a router's interface cannot be told from its own addresses. */
  #letsIn(device: Device, via: Interface): boolean {
    const own: Ranges = normalizeRanges(
      connectedPrefixes(via, this.#family).map(({ range }) => range),
    );
    return letsStrangersIn(device, via, this.#family, this.#lists, own);
  }

  /** Connected parts of the graph, in the order of their first nodes. */
  #parts(world: number): readonly ReadonlySet<number>[] {
    const parts: Set<number>[] = [];
    const seen = new Set<number>();
    for (const { index } of this.#nodes) {
      if (seen.has(index) || index === world) continue;
      const part = new Set([index]);
      const waiting = [index];
      for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
        for (const e of this.#edgesAt[node] ?? []) {
          const { place, router } = this.#edges[e] as Edge;
          for (const next of [place, router]) {
            if (part.has(next)) continue;
            part.add(next);
            waiting.push(next);
          }
        }
      }
      for (const node of part) seen.add(node);
      parts.push(part);
    }
    return parts;
  }

  #place(kind: PlaceNode['kind'], name: string, prefixes: PlaceNode['prefixes']): PlaceNode {
    const node: PlaceNode = {
      kind,
      index: this.#nodes.length,
      name,
      prefixes: prefixes.map(({ length, range }) => ({ length, range })),
    };
    this.#add(node);
    return node;
  }

  #add(node: NetworkNode): void {
    this.#nodes.push(node);
    this.#edgesAt.push([]);
  }

  #join(router: number, place: number, rest: Omit<Edge, 'index' | 'router' | 'place'>): void {
    const edge: Edge = { index: this.#edges.length, router, place, ...rest };
    this.#edges.push(edge);
    this.#edgesAt[router]?.push(edge.index);
    this.#edgesAt[place]?.push(edge.index);
  }
}

const STRENGTH: readonly Evidence[] = [
  'chosen',
  'default',
  'leased',
  'static',
  'protocol',
  'gateway',
  'beside',
  'perhaps',
  'guess',
];

function strength(evidence: Evidence | undefined): number {
  return evidence === undefined ? STRENGTH.length : STRENGTH.indexOf(evidence);
}
