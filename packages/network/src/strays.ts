/**
 * Packets to addresses behind a next hop that is no device of the run, which some router sends out of the run elsewhere: it knows
 * no better than its route to the rest of the world. Whether devices out there carry them on, no configuration tells.
 */
import { intersectRanges, type Ranges } from '@aclift/packet-set';
import { allAddresses, type EndPairs } from '@aclift/verify';
import type { Crossing, Edge, NetworkGraph, RouterNode } from './graph.ts';
import { piecesOf } from './nested.ts';
import type { Routing } from './routing.ts';
import type { Budget, WaySearch } from './ways.ts';

/** What may leave the run on other ways than the one to the next hop. */
export interface Strays {
  /** Crossings of those ways. */
  readonly crossed: readonly { readonly crossing: Crossing; readonly pairs: EndPairs }[];
  /** Pairs that for that reason cross nothing for certain. */
  readonly pairs: readonly EndPairs[];
}

/** Most ways that are looked for. */
const MOST_SEARCHES = 5000;

/** Most edges that are looked at for them. */
const MOST_LOOKS = 10_000_000;

/** @param own addresses at each node. @param asked edges at which something filters. */
export function straysOf(
  graph: NetworkGraph,
  routing: Routing,
  search: WaySearch,
  own: ReadonlyMap<number, Ranges>,
  asked: ReadonlySet<number>,
): Strays {
  const crossed: { crossing: Crossing; pairs: EndPairs }[] = [];
  const pairs: EndPairs[] = [];
  const budget: Budget = { left: MOST_LOOKS };
  let searches = 0;
  const look = (from: number, to: number, strayed: EndPairs, arrives: boolean): void => {
    searches += 1;
    const question = {
      from,
      to,
      source: (strayed.sources[0] as Ranges[number]).from,
      destination: (strayed.destinations[0] as Ranges[number]).from,
      arrives,
      routed: true,
      budget,
    };
    const ways = searches > MOST_SEARCHES ? undefined : search.find(question);
    if (ways?.length === 0) return;
    pairs.push(strayed);
    const all = ways?.flat() ?? everyCrossing(graph);
    const distinct = new Map(all.map((one) => [`${one.edge} ${one.direction}`, one]));
    for (const crossing of distinct.values()) {
      if (asked.has(crossing.edge)) crossed.push({ crossing, pairs: strayed });
    }
  };
  const strayed = sentElsewhere(graph, routing, own);
  const led = ledByStrangers(graph, own);
  if (strayed.length === 0 && led.length === 0) return { crossed, pairs };
  const prefixes = graph.nodes.flatMap(({ index, kind }) =>
    kind === 'router' ? [...routing.prefixesOf(index), ...routing.announcedTo(index)] : [],
  );
  for (const { index, kind } of graph.nodes) {
    const addresses = own.get(index) ?? [];
    if (kind === 'world' || addresses.length === 0) continue;
    const pieces = piecesOf(addresses, prefixes);
    for (const elsewhere of strayed) {
      look(index, graph.world, { sources: addresses, destinations: elsewhere }, false);
      // What strays there may also come from there.
      for (const piece of pieces) {
        look(graph.world, index, { sources: elsewhere, destinations: piece }, kind !== 'beyond');
      }
    }
    for (const hosts of led) {
      for (const piece of pieces) {
        look(graph.world, index, { sources: hosts, destinations: piece }, kind !== 'beyond');
      }
    }
  }
  return { crossed, pairs };
}

/** Hosts and devices that a switch names a gateway for which is no device of the run: it may lead anywhere. */
function ledByStrangers(graph: NetworkGraph, own: ReadonlyMap<number, Ranges>): readonly Ranges[] {
  const vias = new Set(graph.edges.filter(({ gateway }) => gateway === true).map(({ via }) => via));
  const segments = new Set(
    graph.edges
      .filter(({ place, via }) => vias.has(via) && graph.nodes[place]?.kind === 'segment')
      .map(({ place }) => place),
  );
  return [...segments].flatMap((segment) => {
    const switches = (graph.edgesAt[segment] ?? [])
      .map((index) => (graph.edges[index] as Edge).router)
      .filter((router) => !(graph.nodes[router] as RouterNode).forwards);
    return [segment, ...switches]
      .map((node) => own.get(node) ?? [])
      .filter((addresses) => addresses.length > 0);
  });
}

/** Addresses behind next hops, in pieces that all routers treat alike, of which some router sends packets out of the run elsewhere. */
function sentElsewhere(
  graph: NetworkGraph,
  routing: Routing,
  own: ReadonlyMap<number, Ranges>,
): readonly Ranges[] {
  const exits = [
    ...new Set((graph.edgesAt[graph.world] ?? []).map((e) => (graph.edges[e] as Edge).router)),
  ].filter((router) => (graph.nodes[router] as RouterNode).forwards);
  const beyond = graph.nodes.filter(({ kind }) => kind === 'beyond');
  const distinct = new Map(
    beyond.map(({ index }) => [JSON.stringify(own.get(index) ?? [], bigintText), own.get(index)]),
  );
  const all: Ranges = [allAddresses(graph.family)];
  return [...distinct.values()].flatMap((addresses = []) =>
    exits
      .reduce<readonly Ranges[]>(
        (pieces, router) => pieces.flatMap((piece) => routing.piecesAt(router, piece)),
        [intersectRanges(addresses, all)].filter((piece) => piece.length > 0),
      )
      .flatMap((destinations) => {
        const address = (destinations[0] as Ranges[number]).from;
        const strayed = exits.some((router) =>
          routing
            .next(router, address)
            .some(({ edge }) => (graph.edges[edge] as Edge).place === graph.world),
        );
        return strayed ? [destinations] : [];
      }),
  );
}

/** Where ways were not looked for, every edge may be on one. */
function everyCrossing(graph: NetworkGraph): readonly Crossing[] {
  return graph.edges.flatMap(({ index }): Crossing[] => [
    { edge: index, direction: 'in' },
    { edge: index, direction: 'out' },
  ]);
}

function bigintText(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
