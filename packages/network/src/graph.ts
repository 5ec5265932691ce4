/**
 * A network as a graph: routers on one side, places on the other, and interfaces as the edges between them. Crossing an edge
 * from a place to a router meets the inbound filters of the interface, the other way the outbound ones.
 */
import type { Device, Family, Interface } from '@aclift/ir';
import type { Range, Ranges, Value } from '@aclift/packet-set';

/** A routing table of a device: one for each VRF. */
export interface RouterNode {
  readonly kind: 'router';
  readonly index: number;
  readonly device: Device;
  /** Absent: the global table. */
  readonly vrf?: string;
  /** False: it takes packets for itself and passes none on. */
  readonly forwards: boolean;
  /** Its own addresses, virtual ones included. */
  readonly own: readonly Value[];
}

/** A place where addresses sit, or where nobody knows what is behind. */
export interface PlaceNode {
  readonly kind: 'segment' | 'beyond' | 'world';
  readonly index: number;
  /** For people. */
  readonly name: string;
  /** Connected prefixes of a segment, or those that static routes lead to. The world has none. */
  readonly prefixes: readonly { readonly range: Range; readonly length: number }[];
}

export type NetworkNode = RouterNode | PlaceNode;

/** Why an interface is taken to lead to the rest of the world. */
export type Evidence =
  /** The user says so. */
  | 'chosen'
  /** A default route through a next hop that is no device of the run. */
  | 'default'
  /** A static route to addresses that other devices of the run are connected to, through such a next hop. */
  | 'static'
  /** Another device on the same segment has such a route: packets may come in here as well. */
  | 'beside'
  /** A switch of the run names a gateway in the segment that is no device of the run. */
  | 'gateway'
  /** Its address comes from outside. */
  | 'leased'
  /** A routing protocol speaks to a neighbour that is no device of the run, or runs on a link with no other end in the run. */
  | 'protocol'
  /** A routing protocol runs on a segment of hosts, where nobody answers it as far as the files tell. */
  | 'perhaps'
  /** Nothing says anything better. */
  | 'guess';

/** An interface between a router and a place. A router has several edges to a place if several interfaces lead there. */
export interface Edge {
  readonly index: number;
  readonly router: number;
  readonly place: number;
  /** Absent: nobody knows which interface; no filter is met. */
  readonly via?: Interface;
  /** Only towards the world: the strongest there is. */
  readonly evidence?: Evidence;
  /** Towards the world, where only static routes to some prefixes tell of it: nobody else comes in. Absent: anybody may. */
  readonly prefixesOnly?: true;
  /** Towards the world: a switch in the segment names a gateway there that is no device of the run. Absent: none does. */
  readonly gateway?: true;
}

/** The direction in which an edge is crossed: `in` is from the place to the router. */
export interface Crossing {
  readonly edge: number;
  readonly direction: 'in' | 'out';
}

/** Addresses that sit at a node. An address may sit at several nodes. */
export interface Home {
  readonly node: number;
  readonly addresses: Ranges;
}

export interface NetworkGraph {
  readonly family: Family;
  readonly nodes: readonly NetworkNode[];
  readonly edges: readonly Edge[];
  /** Indexes of the edges at each node. */
  readonly edgesAt: readonly (readonly number[])[];
  readonly homes: readonly Home[];
  /** Index of the world. */
  readonly world: number;
}

/** A key for an edge in one direction. */
export function crossingKey({ direction, edge }: Crossing): string {
  return `${edge} ${direction}`;
}

/** The other end of an edge. */
export function across({ place, router }: Edge, node: number): number {
  return node === router ? place : router;
}

/** How an edge is crossed that is left from `node`. */
export function crossingFrom(edge: Edge, node: number): Crossing {
  return { edge: edge.index, direction: node === edge.router ? 'out' : 'in' };
}

const KNOWN = new WeakMap<NetworkGraph, ReadonlyMap<number, Ranges>>();

/** Addresses that sit at a node. */
export function addressesAt(graph: NetworkGraph, node: number): Ranges {
  const known = KNOWN.get(graph) ?? new Map(graph.homes.map((home) => [home.node, home.addresses]));
  KNOWN.set(graph, known);
  return known.get(node) ?? [];
}
