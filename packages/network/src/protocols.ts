/** Where routing protocols speak: to devices of the run, to somebody else, or perhaps to nobody. */
import { type Family, type Interface, type InterfaceRouting, parseIpv6 } from '@aclift/ir';
import type { Range, Value } from '@aclift/packet-set';
import { append } from './append.ts';
import type { Edge, NetworkNode, PlaceNode, RouterNode } from './graph.ts';
import { connectedPrefixes, holds } from './interfaces.ts';

/** A routing protocol on an interface that speaks to neighbours. */
export interface Adjacency {
  readonly router: number;
  readonly interface: Interface;
  /** The edges into the segments that the interface stands in. */
  readonly edges: readonly number[];
  /** Routers of the run that speak the same protocol in the segment. Empty: none. */
  readonly neighbours: readonly number[];
  /**
   * Whether it speaks to devices outside the run: one that a process names, or, without neighbours of the run, whoever is at the
   * other end of a link. A segment of hosts may have one, and often has none.
   */
  readonly strangers: 'certain' | 'perhaps' | 'none';
}

/** Shortest IPv4 prefix of a link between two devices, or of few. */
const LINK_LENGTH = 29;

/** Interfaces that have one other end, by name. */
const POINT_TO_POINT = /^(?:serial|tunnel|multilink|dialer|pos|atm|hssi|virtual-ppp|cellular)/i;

/** Every interface that speaks, in the order of the routers. */
export function adjacencies(
  family: Family,
  routers: readonly RouterNode[],
  edges: readonly Edge[],
  nodes: readonly NetworkNode[],
): readonly Adjacency[] {
  const edgesOf = new Map<Interface, Edge[]>();
  for (const edge of edges) {
    if (edge.via !== undefined) append(edgesOf, edge.via, edge);
  }
  const byPlace = new Map<number, Edge[]>();
  for (const edge of edges) append(byPlace, edge.place, edge);
  const routerAt = (index: number): RouterNode => nodes[index] as RouterNode;

  return routers.flatMap((router) =>
    router.device.interfaces
      .filter((via) => !via.shutdown && via.vrf === router.vrf && via.switchport === undefined)
      .flatMap((via): Adjacency[] => {
        const spoken = speaks(router, via, family);
        const own = edgesOf.get(via) ?? [];
        if (spoken.length === 0) return [];
        if (own.length === 0 && connectedPrefixes(via, family).length > 0) return [];
        const near = own.flatMap(({ place }) => byPlace.get(place) ?? []);
        const neighbours = near
          .filter((edge) => edge.router !== router.index && edge.via !== undefined)
          .filter((edge) => {
            const theirs = speaks(routerAt(edge.router), edge.via as Interface, family);
            return theirs.some(({ protocol }) => spoken.some((one) => one.protocol === protocol));
          });
        // Both ends of a link are known: there is nobody else to speak to.
        if (neighbours.length === 0 && isFull(own, near, nodes, routerAt)) return [];
        const named = strangersAt(
          router,
          own.map(({ place }) => nodes[place] as PlaceNode),
          near,
          routerAt,
        );
        return [
          {
            router: router.index,
            interface: via,
            edges: own.map(({ index }) => index),
            neighbours: [...new Set(neighbours.map((edge) => edge.router))].toSorted(
              (a, b) => a - b,
            ),
            strangers: strangersOf(
              named,
              // One of which the text says that it speaks there.
              neighbours.some((edge) => edge.via?.routing !== undefined),
              via.routing !== undefined && near.length === own.length && isLink(via, family),
            ),
          },
        ];
      }),
  );
}

function strangersOf(
  named: boolean,
  hasNeighbours: boolean,
  otherEnd: boolean,
): Adjacency['strangers'] {
  if (named) return 'certain';
  if (hasNeighbours) return 'none';
  return otherEnd ? 'certain' : 'perhaps';
}

/** Whether the segments have no address left for anybody. */
function isFull(
  own: readonly Edge[],
  near: readonly Edge[],
  nodes: readonly NetworkNode[],
  routerAt: (index: number) => RouterNode,
): boolean {
  const ranges = own.flatMap(({ place }) => {
    const at = nodes[place];
    return at?.kind === 'segment' ? at.prefixes : [];
  });
  if (ranges.length === 0) return false;
  const known = [...new Set(near.flatMap((edge) => routerAt(edge.router).own))];
  return ranges.every(({ length, range }) => {
    const inside = known.filter((one) => typeof one === typeof range.from && holds(range, one));
    const size = Number(range.to) - Number(range.from) + 1;
    const usable = typeof range.from === 'number' && length < 31 ? size - 2 : size;
    return inside.length >= usable;
  });
}

/** What speaks on an interface. Where a text has processes and does not say on which interfaces, all may, and none must. */
export function speaks(
  { device }: RouterNode,
  via: Interface,
  family: Family,
): readonly Pick<InterfaceRouting, 'protocol'>[] {
  if (device.interfaces.some(({ routing }) => routing !== undefined)) {
    return (via.routing ?? []).filter(
      (one) => one.family === family && (!one.passive || one.listens === true),
    );
  }
  return device.routing.filter((one) => one.family === undefined || one.family === family);
}

function isLink(via: Interface, family: Family): boolean {
  const prefixes = connectedPrefixes(via, 'ipv4');
  if (POINT_TO_POINT.test(via.name) || connectedPrefixes(via, family).length === 0) return true;
  return family === 'ipv4'
    ? prefixes.every(({ length }) => length >= LINK_LENGTH && length < 32)
    : prefixes.length > 0
      ? prefixes.every(({ length }) => length >= LINK_LENGTH && length < 32)
      : connectedPrefixes(via, 'ipv6').every(({ length }) => length >= 126 && length < 128);
}

/** Whether a process names a neighbour in one of the segments that is no device of the run. */
function strangersAt(
  { device }: RouterNode,
  segments: readonly PlaceNode[],
  near: readonly Edge[],
  routerAt: (index: number) => RouterNode,
): boolean {
  const known = new Set<Value>(near.flatMap((edge) => routerAt(edge.router).own));
  const ranges: readonly Range[] = segments.flatMap(({ prefixes }) => prefixes.map((p) => p.range));
  return device.routing.some(({ neighbors = [] }) =>
    neighbors.some((neighbor) => {
      const value = typeof neighbor === 'number' ? neighbor : parseIpv6(neighbor);
      return (
        value !== undefined &&
        !known.has(value) &&
        ranges.some((range) => typeof range.from === typeof value && holds(range, value))
      );
    }),
  );
}
