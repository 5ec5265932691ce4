/** Filters of layer 2: lists at switch ports and maps on VLANs. Which hosts are behind a port, no configuration tells. */
import type { Device, Direction, Interface, VlanRange } from '@aclift/ir';
import { normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import {
  allAddresses,
  type EndPairs,
  type FilterList,
  type PairRegion,
  type PlacedFilter,
} from '@aclift/verify';
import { boundLists, packetFilter } from './filter-specs.ts';
import { addressesAt, type Edge, type NetworkGraph, type RouterNode } from './graph.ts';
import { deviceName } from './interfaces.ts';

/** What the user knows of ports: addresses that are behind one, and no others. By `device:interface` or the interface's name. */
export type PortFacts = ReadonlyMap<string, Ranges>;

const NOBODY: PairRegion = { plus: [], minus: [] };

/** What crosses an edge in a direction, for certain or perhaps. */
export type Crossed = (
  edge: Edge,
  direction: Direction,
) => { readonly may: readonly EndPairs[]; readonly must: readonly EndPairs[] };

/** Lists at switch ports of a device. */
export function portFilters(
  device: Device,
  graph: NetworkGraph,
  facts: PortFacts,
  crossed: Crossed,
): readonly PlacedFilter[] {
  const { family } = graph;
  const all: Ranges = [allAddresses(family)];
  return device.interfaces.flatMap((via) => {
    if (via.shutdown || via.switchport === undefined) return [];
    return (['in', 'out'] as const).flatMap((direction) =>
      boundLists(device, via, family, direction, 'port').map((spec): PlacedFilter => {
        const known = facts.get(`${deviceName(device)}:${via.name}`) ?? facts.get(via.name);
        const port = known === undefined ? mayBeBehind(device, via, graph) : undefined;
        const behind = known ?? port?.addresses ?? all;
        const [sources, destinations] = direction === 'in' ? [behind, all] : [all, behind];
        // What other devices route into the segment comes in at the port that they are behind, and what they route out goes there.
        const routed = (port?.edges ?? []).flatMap(
          (edge) => crossed(edge, direction === 'in' ? 'out' : 'in').may,
        );
        const own: PairRegion = { plus: [{ sources, destinations }], minus: [] };
        return {
          ...spec,
          may: { plus: [...own.plus, ...routed], minus: [] },
          must: known === undefined ? NOBODY : own,
        };
      }),
    );
  });
}

/** Interfaces in segments of VLANs that some device filters, by a map or at a port. */
export function filteredInVlans(
  devices: readonly Device[],
  graph: NetworkGraph,
): ReadonlySet<Interface> {
  const vlans = devices.flatMap(({ interfaces, vlanFilters: maps = [] }) => [
    ...maps.flatMap((one) => one.vlans),
    ...interfaces
      .filter(({ bindings, switchport }) => switchport !== undefined && bindings.length > 0)
      .flatMap(vlansOf),
  ]);
  const named = graph.edges.filter(({ via }) => inVlans(via, vlans));
  const segments = new Set(
    onOneWire(
      graph,
      named.map(({ place }) => place),
    ),
  );
  return new Set(
    graph.edges.flatMap((edge) =>
      edge.via !== undefined && (segments.has(edge.place) || inVlans(edge.via, vlans))
        ? [edge.via]
        : [],
    ),
  );
}

/** Maps on VLANs of a device: hosts of a VLAN among each other, and whatever is routed into it or out of it. */
export function vlanFilters(
  device: Device,
  graph: NetworkGraph,
  lists: ReadonlyMap<string, FilterList>,
  crossed: Crossed,
  spareWays: (via: Interface) => readonly EndPairs[],
): readonly PlacedFilter[] {
  const { family } = graph;
  return (device.vlanFilters ?? []).flatMap(({ filter, vlans }) => {
    const place = { source: device.source, device: deviceName(device) };
    const spec = packetFilter(place, device, family, filter, lists);
    if (spec === undefined) return [];
    const own = graph.edges.filter(
      ({ router, via }) =>
        (graph.nodes[router] as RouterNode).device === device && inVlans(via, vlans),
    );
    const segments = onOneWire(graph, [
      ...own.map(({ place: at }) => at),
      ...segmentsOf(graph, vlans),
    ]);
    const all: Ranges = [allAddresses(family)];
    // What another device bridges or routes in the VLAN may come through this one.
    const standing = new Set(
      graph.edges.filter(({ place: at }) => segments.includes(at)).map(({ via }) => via),
    );
    const passing = graph.edges.filter(({ via }) => via !== undefined && standing.has(via));
    const party = normalizeRanges([
      ...segments.flatMap((node) => addressesAt(graph, node)),
      ...passing.flatMap(({ router }) => addressesAt(graph, router)),
    ]);
    const everywhere = segments.length === 0;
    const from = { sources: everywhere ? all : party, destinations: all };
    const to = { sources: all, destinations: everywhere ? all : party };
    const crossing = (direction: Direction): readonly EndPairs[] =>
      passing.flatMap((edge) => crossed(edge, direction).may);
    const surely = (direction: Direction): readonly EndPairs[] =>
      own.flatMap((edge) => crossed(edge, direction).must);
    const made = (
      role: Direction,
      may: readonly EndPairs[],
      must: readonly EndPairs[],
    ): PlacedFilter => ({
      ...spec,
      role,
      may: { plus: may, minus: [] },
      must: {
        plus: must,
        minus: own.flatMap(({ via }) => (via === undefined ? [] : spareWays(via))),
      },
    });
    return [
      made('in', [from, ...crossing('in')], surely('in')),
      made('out', [to, ...crossing('out')], surely('out')),
    ].filter(({ may }) => may.plus.length > 0);
  });
}

/** Who may be behind a port: hosts and devices in its VLANs, and what the edges of those devices carry. Undefined: anybody. */
function mayBeBehind(
  device: Device,
  via: Interface,
  graph: NetworkGraph,
): { readonly addresses: Ranges; readonly edges: readonly Edge[] } | undefined {
  if (via.switchport?.mode === 'trunk' || via.switchport?.unknownVlan === true) return undefined;
  const vlans = vlansOf(via);
  const deviceOf = (edge: Edge): Device => (graph.nodes[edge.router] as RouterNode).device;
  const own = graph.edges.filter((edge) => deviceOf(edge) === device && inVlans(edge.via, vlans));
  const segments = onOneWire(
    graph,
    own.length > 0 ? own.map(({ place }) => place) : segmentsOf(graph, vlans),
  );
  if (segments.length === 0 || segments.some((place) => hasStrangers(graph, place))) {
    return undefined;
  }
  // Other devices hang on a trunk where there is one, else on any port.
  const uplink = device.interfaces.some(
    ({ shutdown, switchport }) => !shutdown && switchport?.mode === 'trunk',
  );
  const edges = graph.edges.filter(
    (edge) => !uplink && segments.includes(edge.place) && deviceOf(edge) !== device,
  );
  const hosts = normalizeRanges([
    ...segments.flatMap((node) => addressesAt(graph, node)),
    ...edges.flatMap(({ router }) => addressesAt(graph, router)),
  ]);
  const routers = normalizeRanges(own.flatMap(({ router }) => addressesAt(graph, router)));
  return { addresses: subtractRanges(hosts, routers), edges };
}

/** VLANs of an access port. */
function vlansOf({ switchport = {} }: Pick<Interface, 'switchport'>): readonly VlanRange[] {
  const { accessVlan = 1, voiceVlan } = switchport;
  return [accessVlan, ...(voiceVlan === undefined ? [] : [voiceVlan])].map((id) => ({
    from: id,
    to: id,
  }));
}

/** Whether a router that is no device of the run may be in the segment, and packets from anywhere come in with it. */
function hasStrangers({ edges, nodes }: NetworkGraph, segment: number): boolean {
  const here = new Set(edges.filter(({ place }) => place === segment).map(({ via }) => via));
  // The gateway that no configuration describes.
  if (here.has(undefined)) return true;
  return edges.some(
    ({ evidence, place, via }) =>
      via !== undefined &&
      here.has(via) &&
      nodes[place]?.kind !== 'segment' &&
      evidence !== 'guess',
  );
}

/** The segments among the places, and those that share a wire with them: a router has one subnet there as a secondary of the other. */
function onOneWire({ edges, nodes }: NetworkGraph, places: readonly number[]): readonly number[] {
  const isSegment = (place: number): boolean => nodes[place]?.kind === 'segment';
  const found = new Set(places.filter(isSegment));
  for (const place of found) {
    const standing = new Set(edges.filter((edge) => edge.place === place).map(({ via }) => via));
    for (const edge of edges) {
      if (edge.via !== undefined && standing.has(edge.via) && isSegment(edge.place)) {
        found.add(edge.place);
      }
    }
  }
  return [...found];
}

/** Segments that some device calls by one of the VLANs. */
function segmentsOf(
  { edges, nodes }: NetworkGraph,
  vlans: readonly VlanRange[],
): readonly number[] {
  const found = edges
    .filter(({ place, via }) => nodes[place]?.kind === 'segment' && inVlans(via, vlans))
    .map(({ place }) => place);
  return [...new Set(found)];
}

function inVlans(via: Interface | undefined, vlans: readonly VlanRange[]): boolean {
  const vlan = via?.vlan;
  return vlan !== undefined && vlans.some(({ from, to }) => from <= vlan && vlan <= to);
}
