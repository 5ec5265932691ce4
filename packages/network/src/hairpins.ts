/**
 * Packets that leave a router by the segment that they came from: its next hop stands in the same segment. They cross the
 * interface twice, inwards and outwards, although the segment's other routers would lead them on without it.
 */
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  subtractRanges,
} from '@aclift/packet-set';
import { allAddresses, type EndPairs } from '@aclift/verify';
import type { Crossing, Edge, NetworkGraph, PlaceNode, RouterNode } from './graph.ts';
import type { Routing } from './routing.ts';

/** Pairs of ends that may cross an edge in both directions one after the other. */
export interface Hairpin {
  readonly crossing: Crossing;
  readonly pairs: EndPairs;
}

/** What a router sends on over an edge, with the routers that get it there. */
interface SentOn {
  readonly addresses: Ranges;
  readonly routers: readonly number[];
}

/**
 * The hairpins of all segments with two forwarding routers or more.
 * @param own addresses at each node. @param shared those that several nodes have.
 * @param asked edges at which something filters; segments without any are left out.
 */
export function hairpins(
  graph: NetworkGraph,
  routing: Routing,
  own: ReadonlyMap<number, Ranges>,
  shared: Ranges,
  asked: ReadonlySet<number>,
): readonly Hairpin[] {
  const byRouter = new Map<number, ReadonlyMap<number, readonly SentOn[]>>();
  const sentOver = ({ index, router }: Edge): readonly SentOn[] => {
    const known = byRouter.get(router) ?? sentOnBy(graph, routing, router);
    byRouter.set(router, known);
    return known.get(index) ?? [];
  };
  return graph.nodes.flatMap((segment): Hairpin[] => {
    if (segment.kind !== 'segment') return [];
    const edges = (graph.edgesAt[segment.index] ?? [])
      .map((index) => graph.edges[index] as Edge)
      .filter(({ router }) => (graph.nodes[router] as RouterNode).forwards);
    if (!edges.some(({ index }) => asked.has(index))) return [];
    if (new Set(edges.map(({ router }) => router)).size < 2) return [];
    const hosts = sendersOf(graph, segment, own);
    return edges
      .filter(({ index }) => asked.has(index))
      .flatMap((edge) =>
        sentOver(edge).flatMap(({ addresses, routers }): Hairpin[] => {
          // Handed over by another router of the segment, which does not get it back.
          const handed = edges.flatMap((other) =>
            other.router === edge.router || routers.every((one) => one === other.router)
              ? []
              : sentOver(other)
                  .filter((one) => one.routers.includes(edge.router))
                  .flatMap((one) => intersectRanges(one.addresses, addresses)),
          );
          const passing = {
            // Others may send from an address that several devices have.
            sources: subtractRanges(
              [allAddresses(graph.family)] as Ranges,
              subtractRanges(own.get(edge.router) ?? [], shared),
            ),
            destinations: normalizeRanges(handed),
          };
          return [{ sources: hosts, destinations: addresses }, passing]
            .filter(({ destinations, sources }) => sources.length > 0 && destinations.length > 0)
            .flatMap((pairs): Hairpin[] => [
              { crossing: { edge: edge.index, direction: 'in' }, pairs },
              { crossing: { edge: edge.index, direction: 'out' }, pairs },
            ]);
        }),
      );
  });
}

/** By edge: what a router sends on to other routers, besides what sits in segments that it stands in itself. */
function sentOnBy(
  graph: NetworkGraph,
  routing: Routing,
  router: number,
): ReadonlyMap<number, readonly SentOn[]> {
  const near = (graph.edgesAt[router] ?? []).flatMap((index): readonly Range[] => {
    const place = graph.nodes[(graph.edges[index] as Edge).place];
    return place?.kind === 'segment' ? place.prefixes.map(({ range }) => range) : [];
  });
  const far = subtractRanges([allAddresses(graph.family)] as Ranges, normalizeRanges(near));
  const groups = new Map<number, Map<string, { routers: readonly number[]; parts: Range[] }>>();
  for (const piece of routing.piecesAt(router, far)) {
    for (const { edge, routers } of routing.next(router, (piece[0] as Range).from)) {
      if (routers.length === 0) continue;
      const ofEdge =
        groups.get(edge) ?? new Map<string, { routers: readonly number[]; parts: Range[] }>();
      groups.set(edge, ofEdge);
      const key = routers.join(' ');
      const group = ofEdge.get(key) ?? { routers, parts: [] };
      group.parts.push(...piece);
      ofEdge.set(key, group);
    }
  }
  return new Map(
    [...groups].map(([edge, ofEdge]) => [
      edge,
      [...ofEdge.values()].map(({ parts, routers }) => ({
        addresses: normalizeRanges(parts),
        routers,
      })),
    ]),
  );
}

/** Addresses of a segment that hosts may have, and those of devices in it that route nothing: they hand packets to a gateway, too. */
function sendersOf(
  graph: NetworkGraph,
  segment: PlaceNode,
  own: ReadonlyMap<number, Ranges>,
): Ranges {
  const switches = (graph.edgesAt[segment.index] ?? [])
    .map((index) => (graph.edges[index] as Edge).router)
    .filter((router) => !(graph.nodes[router] as RouterNode).forwards);
  return normalizeRanges(
    [hostsOf(graph, segment, own), ...switches.map((one) => own.get(one) ?? [])].flat(),
  );
}

/** Addresses of a segment that hosts may have: an IPv4 prefix's first and last are none, but in a /31 (RFC 3021). */
function hostsOf(
  { family }: NetworkGraph,
  { index, prefixes }: PlaceNode,
  own: ReadonlyMap<number, Ranges>,
): Ranges {
  const edges = prefixes
    .filter(({ length }) => family === 'ipv4' && length < 31)
    .flatMap(({ range: { from, to } }): Range[] => [
      { from, to: from },
      { from: to, to },
    ]);
  return subtractRanges(own.get(index) ?? [], normalizeRanges(edges));
}
