/** Security zones: what a device lets through from the interfaces of one zone to those of another. */
import type { Device, Direction, Interface, ZonePair } from '@aclift/ir';
import { intersectRanges, normalizeRanges, type Ranges } from '@aclift/packet-set';
import type { EndPairs, FilterList, PlacedFilter } from '@aclift/verify';
import { packetFilter } from './filter-specs.ts';
import type { Edge, NetworkGraph, RouterNode } from './graph.ts';
import { deviceName } from './interfaces.ts';
import type { CrossedBy } from './crossings.ts';

/**
 * One filter for each pair of zones of a device, and for zones against interfaces outside of them: nothing passes without a zone
 * pair, and between two interfaces of one zone everything does. The device itself is open to all zones without a pair with `self`.
 * @see Cisco, Zone-Based Policy Firewall Design and Application Guide: rules for zones.
 */
export function zoneFilters(
  device: Device,
  graph: NetworkGraph,
  lists: ReadonlyMap<string, FilterList>,
  crossed: (edge: Edge, direction: Direction) => CrossedBy,
  spareWays: (via: Interface) => readonly EndPairs[],
): readonly PlacedFilter[] {
  if (device.interfaces.every(({ zone }) => zone === undefined)) return [];
  const own = graph.edges.filter(
    ({ router }) => (graph.nodes[router] as RouterNode).device === device,
  );
  const zones = [...new Set(own.map(({ via }) => via?.zone))];
  if (zones.every((zone) => zone === undefined)) return [];
  const pairs = device.zonePairs ?? [];
  const spare = [...new Set(own.map(({ via }) => via))].flatMap((via) =>
    via === undefined ? [] : spareWays(via),
  );
  const inZone = (zone: string | undefined): readonly Edge[] =>
    own.filter(({ via }) => via?.zone === zone);
  const between = zones.flatMap((from) =>
    zones
      .filter((to) => to !== from)
      .flatMap((to): readonly PlacedFilter[] => {
        const pair = pairs.find(({ destination, source }) => source === from && destination === to);
        const [into, outOf] = [inZone(from), inZone(to)];
        const region = (bound: keyof CrossedBy): readonly EndPairs[] =>
          meet(
            into.flatMap((edge) => crossed(edge, 'in')[bound]),
            outOf.flatMap((edge) => crossed(edge, 'out')[bound]),
          );
        const name = `${from ?? 'no zone'} to ${to ?? 'no zone'}`;
        const span = pair?.span ?? into[0]?.via?.span ?? { start: 0, end: 0 };
        return filterOf(device, graph, lists, pair, name, span, {
          may: { plus: region('may'), minus: [] },
          must: { plus: region('must'), minus: spare },
        });
      }),
  );
  const toSelf = pairs
    .filter(({ destination, source }) => destination === 'self' && source !== 'self')
    .flatMap((pair) => {
      const routers = new Set(own.map(({ router }) => router));
      const addresses: Ranges = normalizeRanges(
        graph.homes.filter(({ node }) => routers.has(node)).flatMap((home) => home.addresses),
      );
      const region = (bound: keyof CrossedBy): readonly EndPairs[] =>
        meet(
          inZone(pair.source).flatMap((edge) => crossed(edge, 'in')[bound]),
          [{ sources: [], destinations: addresses }],
          true,
        );
      const name = `${pair.source} to self`;
      return filterOf(device, graph, lists, pair, name, pair.span, {
        may: { plus: region('may'), minus: [] },
        must: { plus: region('must'), minus: spare },
      });
    });
  return [...between, ...toSelf];
}

function filterOf(
  device: Device,
  { family }: NetworkGraph,
  lists: ReadonlyMap<string, FilterList>,
  pair: ZonePair | undefined,
  name: string,
  span: ZonePair['span'],
  regions: Pick<PlacedFilter, 'may' | 'must'>,
): readonly PlacedFilter[] {
  if (regions.may.plus.length === 0) return [];
  const place = { source: device.source, device: deviceName(device) };
  if (pair?.filter === undefined) {
    return [
      {
        place: { ...place, kind: 'zone-pair', name: pair?.name ?? name, span },
        role: 'out',
        steps: [],
        otherwise: 'deny',
        ...regions,
      },
    ];
  }
  const spec = packetFilter(place, device, family, pair.filter, lists);
  return spec === undefined
    ? []
    : [{ ...spec, place: { ...spec.place, name: `${pair.name} (${name})` }, ...regions }];
}

/** Pairs that are in one of each. @param anySource the second ones say nothing of sources. */
function meet(
  a: readonly EndPairs[],
  b: readonly EndPairs[],
  anySource = false,
): readonly EndPairs[] {
  return a.flatMap((x) =>
    b
      .map((y) => ({
        sources: anySource ? x.sources : intersectRanges(x.sources, y.sources),
        destinations: intersectRanges(x.destinations, y.destinations),
      }))
      .filter(({ destinations, sources }) => sources.length > 0 && destinations.length > 0),
  );
}
