/**
 * The network of a run: which filters may be on the way of which flows, and which must. From devices, for one family; nothing here
 * looks at what a list says, but for where the rest of the world could come in.
 */
import type { Device, Direction, Family, Interface } from '@aclift/ir';
import { intersectRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import {
  allAddresses,
  type AddressPlace,
  type EndPairs,
  type FilterList,
  type PairRegion,
  type PlacedFilter,
  type Topology,
  type WayChoice,
} from '@aclift/verify';
import { append } from './append.ts';
import { type BuiltGraph, buildGraph, type GraphOptions } from './build-graph.ts';
import { type CrossedBy, type Crossings, crossingsOf } from './crossings.ts';
import { interfaceFilters, packetFilter } from './filter-specs.ts';
import {
  addressesAt,
  crossingKey,
  type Edge,
  type NetworkGraph,
  type PlaceNode,
  type RouterNode,
} from './graph.ts';
import { attachmentName, deviceName } from './interfaces.ts';
import { nextHops, noHostsIn } from './no-hosts.ts';
import { unreadFilters } from './unread-lines.ts';
import { filteredInVlans, type PortFacts, portFilters, vlanFilters } from './vlans.ts';
import { zoneFilters } from './zones.ts';

/** What the user knows besides the configurations. */
export interface NetworkOptions extends GraphOptions {
  /** Addresses behind switch ports. Empty: any host of a port's VLAN may be behind it. */
  readonly behind: PortFacts;
}

/** Where the addresses are that no connected or static prefix holds. */
export interface WorldSide {
  /** Whether the configuration or the user says so for all of the interfaces. */
  readonly certain: boolean;
  /** Why it is not; empty where it is. */
  readonly because: string;
  /** Interfaces that lead there, or may. */
  readonly edges: readonly Edge[];
}

/** A network as data for proofs, with the graph behind it. */
export interface Network {
  readonly topology: Topology;
  readonly built: BuiltGraph;
  /** Indexes of the filters met at an interface in a direction, in order, by {@link placeKey}. */
  readonly filtersAt: ReadonlyMap<string, readonly number[]>;
  readonly world: WorldSide;
}

/** A key for an interface in a direction. */
export function placeKey(device: Device, via: Interface, direction: Direction): string {
  return `${device.source} ${device.interfaces.indexOf(via)} ${direction}`;
}

/** Whether some interface has addresses of the family, so that there is a network to speak of. */
export function hasNetwork(devices: readonly Device[], family: Family): boolean {
  return buildGraph(devices, family, new Map(), { upstream: [], unused: [] }).graph.nodes.some(
    ({ kind }) => kind === 'segment' || kind === 'beyond',
  );
}

/** Works out the network of one family. @param lists of the family, by id. */
export function networkOf(
  devices: readonly Device[],
  family: Family,
  lists: ReadonlyMap<string, FilterList>,
  options: NetworkOptions,
): Network {
  const built = buildGraph(devices, family, lists, options);
  const { graph } = built;
  const specs = new Map<
    Interface,
    Readonly<Record<Direction, ReturnType<typeof interfaceFilters>>>
  >();
  const asked = new Set<number>();
  const mapped = filteredInVlans(devices, graph);
  for (const edge of graph.edges) {
    const { via } = edge;
    if (via === undefined) continue;
    const { device } = graph.nodes[edge.router] as RouterNode;
    const own = specs.get(via) ?? {
      in: interfaceFilters(device, via, family, 'in', lists),
      out: interfaceFilters(device, via, family, 'out', lists),
    };
    specs.set(via, own);
    const vlan = mapped.has(via);
    const zoned = device.interfaces.some(({ zone }) => zone !== undefined);
    const lost = (device.unread ?? []).length > 0;
    if (own.in.length + own.out.length > 0 || vlan || zoned || lost) asked.add(edge.index);
  }
  const crossings = crossingsOf(built, asked);
  const crossed = (edge: Edge, direction: Direction): CrossedBy =>
    crossings.byCrossing.get(crossingKey({ edge: edge.index, direction })) ?? { may: [], must: [] };

  const filters: PlacedFilter[] = [];
  const filtersAt = new Map<string, number[]>();
  const edgesOf = new Map<Interface, Edge[]>();
  for (const edge of graph.edges) if (edge.via !== undefined) append(edgesOf, edge.via, edge);
  const around = [...aroundGateways(graph), ...crossings.strays];
  const spare = new Map<Interface, readonly EndPairs[]>();
  const spareWays = (via: Interface): readonly EndPairs[] => {
    const edges = edgesOf.get(via) ?? [];
    const known = spare.get(via) ?? [
      ...around,
      ...shortWays(graph, edges),
      ...linkEnds(graph, edges),
    ];
    spare.set(via, known);
    return known;
  };
  for (const [via, own] of specs) {
    const edges = edgesOf.get(via) ?? [];
    const { device } = graph.nodes[(edges[0] as Edge).router] as RouterNode;
    const linked = linkEnds(graph, edges);
    for (const direction of ['in', 'out'] as const) {
      const region = (bound: keyof CrossedBy): readonly EndPairs[] =>
        edges.flatMap((edge) => crossed(edge, direction)[bound]);
      const may = { plus: region('may'), minus: linked };
      const must = { plus: region('must'), minus: spareWays(via) };
      const spared = sparedBy(graph, edges, direction, may.plus);
      for (const spec of own[direction]) {
        append(filtersAt, placeKey(device, via, direction), filters.length);
        filters.push({ ...spec, may, must, ...(spared.length === 0 ? {} : { spared }) });
      }
    }
  }
  const choices = choicesOf(graph, crossings, filtersAt, spareWays);
  for (const device of devices) {
    filters.push(
      ...portFilters(device, graph, options.behind, crossed),
      ...vlanFilters(device, graph, lists, crossed, spareWays),
      ...zoneFilters(device, graph, lists, crossed, spareWays),
      ...receiveFilters(device, graph, lists),
      ...unreadFilters(device, graph, crossed),
    );
  }
  return {
    topology: { family, filters, choices, places: placesOf(graph) },
    built,
    filtersAt,
    world: worldOf(graph),
  };
}

/**
 * Pairs that need not cross an interface although the graph says so: what is beyond a next hop in a segment reaches the hosts of
 * the segment directly. Where nothing says that there is such a next hop, the router is taken to be on the way.
 */
function shortWays(graph: NetworkGraph, edges: readonly Edge[]): readonly EndPairs[] {
  const at = (wanted: (edge: Edge) => boolean): Ranges =>
    normalizeRanges(edges.filter(wanted).flatMap(({ place }) => addressesAt(graph, place)));
  const kindOf = ({ place }: Edge): string => graph.nodes[place]?.kind ?? '';
  const sources = at(
    (edge) => kindOf(edge) === 'beyond' || (kindOf(edge) === 'world' && edge.evidence !== 'guess'),
  );
  const segments = edges.filter((edge) => kindOf(edge) === 'segment');
  const own = new Set(edges.map(({ router }) => router));
  const near = segments.flatMap(({ place }) =>
    (graph.edgesAt[place] ?? [])
      .map((index) => (graph.edges[index] as Edge).router)
      .filter((router) => !own.has(router))
      .map((router) => ({ place, router })),
  );
  const hosts = normalizeRanges([
    ...segments.flatMap(({ place }) => addressesAt(graph, place)),
    ...near.flatMap(({ place, router }) => {
      const { prefixes } = graph.nodes[place] as PlaceNode;
      return intersectRanges(
        addressesAt(graph, router),
        normalizeRanges(prefixes.map(({ range }) => range)),
      );
    }),
  ]);
  // What does not route has a gateway like a host, and it may be that next hop.
  const switches = normalizeRanges(
    near
      .filter(({ router }) => !(graph.nodes[router] as RouterNode).forwards)
      .flatMap(({ router }) => addressesAt(graph, router)),
  );
  return [
    { sources, destinations: hosts },
    { sources: switches, destinations: sources },
  ].filter((pairs) => pairs.sources.length > 0 && pairs.destinations.length > 0);
}

/**
 * Pairs of which no filter is certain: with an end in a segment where a switch names a gateway that is no device of the run. Hosts
 * there may have that one.
 */
function aroundGateways(graph: NetworkGraph): readonly EndPairs[] {
  const vias = new Set(graph.edges.filter(({ gateway }) => gateway === true).map(({ via }) => via));
  const places = graph.edges
    .filter(({ place, via }) => vias.has(via) && graph.nodes[place]?.kind === 'segment')
    .map(({ place }) => place);
  const party = normalizeRanges(
    [...new Set(places)].flatMap((place) => [
      ...addressesAt(graph, place),
      ...(graph.edgesAt[place] ?? [])
        .map((index) => (graph.edges[index] as Edge).router)
        .filter((router) => !(graph.nodes[router] as RouterNode).forwards)
        .flatMap((router) => addressesAt(graph, router)),
    ]),
  );
  const all: Ranges = [allAddresses(graph.family)];
  return party.length === 0
    ? []
    : [
        { sources: party, destinations: all },
        { sources: all, destinations: party },
      ];
}

/** Shortest prefixes with room for the two ends of a link and nobody else. */
const LINK_LENGTH: Readonly<Record<Family, number>> = { ipv4: 30, ipv6: 126 };

/** Pairs that never cross an interface to a link: its other end and what is beyond that reach each other without this one. */
function linkEnds(graph: NetworkGraph, edges: readonly Edge[]): readonly EndPairs[] {
  const addresses = (wanted: (edge: Edge) => boolean): Ranges =>
    normalizeRanges(edges.filter(wanted).flatMap(({ place }) => addressesAt(graph, place)));
  const ends = addresses(({ place }) => {
    const at = graph.nodes[place];
    return (
      at?.kind === 'segment' &&
      at.prefixes.every(({ length }) => length >= LINK_LENGTH[graph.family])
    );
  });
  const beyond = addresses(({ place }) => graph.nodes[place]?.kind !== 'segment');
  return ends.length === 0 || beyond.length === 0
    ? []
    : [
        { sources: ends, destinations: beyond },
        { sources: beyond, destinations: ends },
      ];
}

/** Pairs with an address of a device at an end, where the interface's filter sees the addresses around it. */
function sparedBy(
  graph: NetworkGraph,
  edges: readonly Edge[],
  direction: Direction,
  may: readonly EndPairs[],
): readonly EndPairs[] {
  const inside = normalizeRanges(
    edges.flatMap(({ place }) => {
      const at = graph.nodes[place];
      return at?.kind === 'segment' ? at.prefixes.map(({ range }) => range) : [];
    }),
  );
  if (inside.length === 0) return [];
  const routers = new Set(edges.map(({ router }) => router));
  const own = normalizeRanges([...routers].flatMap((router) => addressesAt(graph, router)));
  const here = intersectRanges(own, inside);
  const sources = normalizeRanges(may.flatMap((pairs) => pairs.sources));
  const destinations = normalizeRanges(may.flatMap((pairs) => pairs.destinations));
  const pairs: readonly EndPairs[] =
    direction === 'in'
      ? [{ sources: here, destinations: subtractRanges(destinations, inside) }]
      : [
          { sources: subtractRanges(sources, inside), destinations: here },
          { sources: subtractRanges(own, inside), destinations },
        ];
  return pairs.filter((one) => one.sources.length > 0 && one.destinations.length > 0);
}

/** Ways as lists of filters. A way without filters lets everything through, so that nothing is left to choose. */
function choicesOf(
  graph: NetworkGraph,
  { choices }: Crossings,
  filtersAt: ReadonlyMap<string, readonly number[]>,
  spareWays: (via: Interface) => readonly EndPairs[],
): readonly WayChoice[] {
  return choices.flatMap(({ pairs, ways }): WayChoice[] => {
    const filters = ways.map((way) =>
      way.flatMap(({ direction, edge: index }) => {
        const edge = graph.edges[index] as Edge;
        const { device } = graph.nodes[edge.router] as RouterNode;
        return edge.via === undefined
          ? []
          : (filtersAt.get(placeKey(device, edge.via, direction)) ?? []);
      }),
    );
    if (filters.some((way) => way.length === 0)) return [];
    const met = new Set(
      ways.flatMap((way) => way.map(({ edge }) => (graph.edges[edge] as Edge).via)),
    );
    const except = [...met].flatMap((via) => (via === undefined ? [] : spareWays(via)));
    return [{ pairs, except, ways: filters }];
  });
}

/** Lists for packets to the device itself. */
function receiveFilters(
  device: Device,
  graph: NetworkGraph,
  lists: ReadonlyMap<string, FilterList>,
): readonly PlacedFilter[] {
  if (device.receive === undefined) return [];
  const own = normalizeRanges(
    graph.homes
      .filter(({ node }) => {
        const at = graph.nodes[node];
        return at?.kind === 'router' && at.device === device;
      })
      .flatMap(({ addresses }) => addresses),
  );
  const sources = subtractRanges([allAddresses(graph.family)] as Ranges, own);
  const region: PairRegion = { plus: [{ sources, destinations: own }], minus: [] };
  return device.receive.flatMap((filter): PlacedFilter[] => {
    const place = { source: device.source, device: deviceName(device) };
    const spec = packetFilter(place, device, graph.family, filter, lists);
    return spec === undefined || own.length === 0
      ? []
      : [{ ...spec, role: 'in', may: region, must: region }];
  });
}

function placesOf(graph: NetworkGraph): readonly AddressPlace[] {
  const { certain, edges } = worldOf(graph);
  const hops = nextHops(graph);
  return graph.homes.map(({ addresses, node }): AddressPlace => {
    const at = graph.nodes[node];
    if (at?.kind === 'router') {
      return { name: `${deviceName(at.device)} itself`, kind: 'own', addresses };
    }
    if (at?.kind === 'world') {
      const name = certain ? namesOf(graph, edges) : '';
      return {
        name: name === '' ? 'elsewhere (the configuration does not say where)' : name,
        kind: 'rest',
        addresses,
      };
    }
    if (at?.kind === 'beyond') return { name: at.name, kind: 'beyond', addresses };
    const inside = normalizeRanges((at?.prefixes ?? []).map(({ range }) => range));
    const routers = (graph.edgesAt[node] ?? []).flatMap((index) =>
      addressesAt(graph, (graph.edges[index] as Edge).router),
    );
    const devices = intersectRanges(normalizeRanges(routers), inside);
    const noHosts = at === undefined ? [] : noHostsIn(at, graph.family, hops);
    return {
      name: at?.name ?? '',
      kind: 'segment',
      addresses,
      ...(devices.length === 0 ? {} : { devices }),
      ...(noHosts.length === 0 ? {} : { noHosts }),
    };
  });
}

function namesOf(graph: NetworkGraph, edges: readonly Edge[]): string {
  const names = edges.flatMap(({ router, via }) =>
    via === undefined
      ? []
      : [attachmentName({ device: (graph.nodes[router] as RouterNode).device, interface: via })],
  );
  return [...new Set(names)].toSorted().join(', ');
}

function worldOf({ edges, world, nodes }: NetworkGraph): WorldSide {
  const own = edges.filter(({ place }) => place === world);
  const guessed = own.filter(({ evidence }) => evidence === 'guess');
  const perhaps = own.filter(({ evidence }) => evidence === 'perhaps');
  const protocols = perhaps.flatMap(({ router, via }) => {
    const { device } = nodes[router] as RouterNode;
    return via?.routing?.map(({ protocol }) => protocol) ?? device.routing.map((r) => r.protocol);
  });
  const because =
    guessed.length > 0
      ? 'there is no default route'
      : `dynamic routing (${[...new Set(protocols)].toSorted().join(', ')}) may know other ways`;
  const certain = guessed.length + perhaps.length === 0;
  return { certain, because: certain ? '' : because, edges: own };
}
