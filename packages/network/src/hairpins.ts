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
import { piecesOf, type Routing } from './routing.ts';

/** Pairs of ends that may cross an edge in both directions one after the other. */
export interface Hairpin {
  readonly crossing: Crossing;
  readonly pairs: EndPairs;
}

/** The hairpins of all segments with two forwarding routers or more. @param own addresses at each node. */
export function hairpins(
  graph: NetworkGraph,
  routing: Routing,
  own: ReadonlyMap<number, Ranges>,
): readonly Hairpin[] {
  return graph.nodes.flatMap((segment): Hairpin[] => {
    if (segment.kind !== 'segment') return [];
    const edges = (graph.edgesAt[segment.index] ?? [])
      .map((index) => graph.edges[index] as Edge)
      .filter(({ router }) => (graph.nodes[router] as RouterNode).forwards);
    if (new Set(edges.map(({ router }) => router)).size < 2) return [];
    const inside = segment.prefixes.map(({ range }) => range);
    const everywhere = subtractRanges([allAddresses(graph.family)] as Ranges, inside as Ranges);
    /** What a router sends on to others in the segment. */
    const sentOn = edges.map((edge) =>
      piecesOf(everywhere, [
        ...routing.prefixesOf(edge.router),
        ...routing.announcedTo(edge.router),
        ...nearPrefixes(graph, edge),
      ]).flatMap((piece) => {
        const address = piece[0]?.from;
        const routers =
          address === undefined || isNear(graph, edge, piece)
            ? []
            : routing
                .next(edge.router, address)
                .filter((step) => step.edge === edge.index)
                .flatMap((step) => step.routers);
        return routers.length === 0 ? [] : [{ piece, routers }];
      }),
    );
    return edges.flatMap((edge, i) =>
      (sentOn[i] ?? []).flatMap(({ piece, routers }): Hairpin[] => {
        const hosts = { sources: hostsOf(graph, segment, own), destinations: piece };
        // Handed over by another router of the segment, which does not get it back.
        const handed = edges.flatMap((other, k) =>
          other.router === edge.router || routers.every((one) => one === other.router)
            ? []
            : (sentOn[k] ?? [])
                .filter((one) => one.routers.includes(edge.router))
                .flatMap((one) => intersectRanges(one.piece, piece)),
        );
        const passing = {
          sources: subtractRanges(
            [allAddresses(graph.family)] as Ranges,
            own.get(edge.router) ?? [],
          ),
          destinations: normalizeRanges(handed),
        };
        return [hosts, passing]
          .filter(({ destinations, sources }) => sources.length > 0 && destinations.length > 0)
          .flatMap((pairs): Hairpin[] => [
            { crossing: { edge: edge.index, direction: 'in' }, pairs },
            { crossing: { edge: edge.index, direction: 'out' }, pairs },
          ]);
      }),
    );
  });
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

/** Whether the router stands in a segment of the addresses itself. */
function isNear(graph: NetworkGraph, edge: Edge, piece: Ranges): boolean {
  return nearPrefixes(graph, edge).some((range) => overlaps([range], piece));
}

function nearPrefixes(graph: NetworkGraph, { router }: Edge): readonly Range[] {
  return (graph.edgesAt[router] ?? []).flatMap((index) => {
    const place = graph.nodes[(graph.edges[index] as Edge).place];
    return place?.kind === 'segment' ? place.prefixes.map(({ range }) => range) : [];
  });
}

function overlaps(a: Ranges, b: Ranges): boolean {
  return a.some((x) => b.some((y) => x.from <= y.to && y.from <= x.to));
}
