/** Makes the view of a network: from the graph and its filters to sorted plain data. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import type { Decisions, Inventory } from '@aclift/inventory';
import type { Device, Family } from '@aclift/ir';
import type { Range } from '@aclift/packet-set';
import {
  deviceName,
  type Edge,
  type Network,
  type NetworkNode,
  type PlaceNode,
  placeKey,
  type RouterNode,
} from '@aclift/network';
import { type PlacedFilter, showAddress } from '@aclift/verify';
import { networkSide } from '@aclift/core/stages';
import type { ListsOptions, NetworkSide } from '@aclift/core';
import { apartInterfaces } from './apart.ts';
import type {
  FamilyNetwork,
  NetworkView,
  ViewedDevice,
  ViewedFilter,
  ViewedLink,
  ViewedNode,
  ViewedPlace,
} from './model.ts';
import { viewedFilter } from './viewed-filter.ts';

export interface NetworkViewInput {
  readonly devices: readonly Device[];
  /** Undefined: nobody has a name. */
  readonly inventory: Inventory | undefined;
  /** Undefined: nothing was decided. */
  readonly decisions?: Decisions;
  /** The texts of the devices and of the decisions. */
  readonly sources: readonly SourceText[];
  readonly options: ListsOptions;
}

/** Every family that has addresses, or filters. */
export function networkView(input: NetworkViewInput): NetworkView {
  const sources = new Sources(input.sources);
  const families = (['ipv4', 'ipv6'] as const).flatMap((family) => {
    const side = networkSide({
      devices: input.devices,
      inventory: input.inventory,
      decisions: input.decisions,
      sources,
      family,
      options: input.options,
      // Only comparisons ask which protocols policies decide.
      protocols: [],
    });
    const view = familyNetwork(input, family, side, sources);
    const bare = !view.placed && view.elsewhere.length === 0;
    return bare && view.apart.every((one) => one.in.length + one.out.length === 0) ? [] : [view];
  });
  return { families };
}

function familyNetwork(
  { devices, options: { unused = [] } }: NetworkViewInput,
  family: Family,
  { lists, topology }: NetworkSide,
  sources: Sources,
): FamilyNetwork {
  const { network } = topology;
  const { filters } = topology.topology;
  const ofFamily = new Map([...lists].filter(([, { acl }]) => acl.family === family));
  const view = (filter: PlacedFilter): ViewedFilter => viewedFilter(filter, ofFamily, sources);
  const ids = network === undefined ? [] : nodeIds(network, family);
  const links = network === undefined ? [] : linksOf(network, ids, view, sources);
  const drawn =
    network?.built.graph.nodes.map((node, at) => viewedNode(node, ids[at] ?? '', family)) ?? [];
  const known = new Set(drawn.flatMap((node) => (node.kind === 'device' ? [node.file] : [])));
  const alone = devices
    .filter(({ source }) => !known.has(source))
    .map((device): ViewedDevice => ({
      kind: 'device',
      id: `device ${device.source}`,
      name: deviceName(device),
      file: device.source,
      vrf: null,
      forwards: device.forwards !== false,
    }));
  return {
    family,
    placed: network !== undefined,
    nodes: [
      ...[...drawn.filter((node) => node.kind === 'device'), ...alone].toSorted(byName),
      ...sortedPlaces(network, drawn),
    ],
    links,
    elsewhere: once(filters.filter(({ place }) => place.interface === undefined).map(view)),
    apart: apartInterfaces({ devices, family, network, unused, filters, lists: ofFamily, sources }),
    uncertain: network?.world.because ?? '',
  };
}

/** A map on a VLAN filters what comes and what leaves: for people it is one filter. */
function once(filters: readonly ViewedFilter[]): readonly ViewedFilter[] {
  return [
    ...Map.groupBy(filters, (filter) => JSON.stringify({ ...filter, met: true })).values(),
  ].map((same) => ({ ...(same[0] as ViewedFilter), met: same.some(({ met }) => met) }));
}

/** Unique among the nodes, and the same whatever else is in the run. */
function nodeIds({ built }: Network, family: Family): readonly string[] {
  const seen = new Map<string, number>();
  return built.graph.nodes.map((node) => {
    const id =
      node.kind === 'router'
        ? `device ${node.device.source}${node.vrf === undefined ? '' : ` vrf ${node.vrf}`}`
        : [node.kind, ...prefixTexts(node, family), node.name].join(' ');
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id} #${count}`;
  });
}

function viewedNode(node: NetworkNode, id: string, family: Family): ViewedNode {
  if (node.kind !== 'router') {
    return { kind: node.kind, id, name: node.name, prefixes: prefixTexts(node, family) };
  }
  return {
    kind: 'device',
    id,
    name: deviceName(node.device),
    file: node.device.source,
    vrf: node.vrf ?? null,
    forwards: node.forwards,
  };
}

function prefixTexts({ prefixes }: PlaceNode, family: Family): readonly string[] {
  return prefixes
    .toSorted((a, b) => compareRanges(a.range, b.range))
    .map(({ length, range }) => `${showAddress(family, range.from)}/${length}`);
}

const PLACE_ORDER = ['segment', 'beyond', 'world'] as const;

function sortedPlaces(
  network: Network | undefined,
  drawn: readonly ViewedNode[],
): readonly ViewedPlace[] {
  return (network?.built.graph.nodes ?? [])
    .flatMap((node, at) => {
      const shown = drawn[at];
      return node.kind === 'router' || shown === undefined || shown.kind === 'device'
        ? []
        : [{ shown, first: node.prefixes.map(({ range }) => range).toSorted(compareRanges)[0] }];
    })
    .toSorted((a, b) => {
      const order = PLACE_ORDER.indexOf(a.shown.kind) - PLACE_ORDER.indexOf(b.shown.kind);
      if (order !== 0) return order;
      const prefixes =
        a.first === undefined || b.first === undefined ? 0 : compareRanges(a.first, b.first);
      return prefixes || compareText(a.shown.id, b.shown.id);
    })
    .map(({ shown }) => shown);
}

function linksOf(
  { built: { graph }, filtersAt, topology }: Network,
  ids: readonly string[],
  view: (filter: PlacedFilter) => ViewedFilter,
  sources: Sources,
): readonly ViewedLink[] {
  const link = ({ evidence, place, router, via }: Edge): { link: ViewedLink; order: number } => {
    const { device } = graph.nodes[router] as RouterNode;
    const at = (direction: 'in' | 'out'): readonly ViewedFilter[] =>
      via === undefined
        ? []
        : (filtersAt.get(placeKey(device, via, direction)) ?? []).flatMap((index) => {
            const filter = topology.filters[index];
            return filter === undefined ? [] : [view(filter)];
          });
    const [from = '', to = ''] = [ids[router], ids[place]];
    return {
      order: via === undefined ? Number.POSITIVE_INFINITY : device.interfaces.indexOf(via),
      link: {
        id: `${from} ${via?.name ?? '?'} ${to}`,
        device: from,
        place: to,
        interface: via?.name ?? null,
        file: device.source,
        line: via === undefined ? null : sources.line(device.source, via.span),
        evidence: evidence ?? null,
        in: at('in'),
        out: at('out'),
      },
    };
  };
  const name = (id: string): string => {
    const node = graph.nodes[ids.indexOf(id)];
    return node?.kind === 'router' ? deviceName(node.device) : '';
  };
  return graph.edges
    .map(link)
    .toSorted(
      (a, b) =>
        compareText(name(a.link.device), name(b.link.device)) ||
        compareText(a.link.device, b.link.device) ||
        (a.order === b.order ? 0 : a.order - b.order) ||
        compareText(a.link.place, b.link.place),
    )
    .map((one) => one.link);
}

function byName(a: ViewedDevice, b: ViewedDevice): number {
  return compareText(a.name, b.name) || compareText(a.id, b.id);
}

function compareRanges(a: Range, b: Range): number {
  if (a.from !== b.from) return a.from < b.from ? -1 : 1;
  return a.to === b.to ? 0 : a.to > b.to ? -1 : 1;
}

/** By code points: the same in every language. */
function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
