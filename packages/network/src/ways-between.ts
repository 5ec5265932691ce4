/** The ways of one flow, hop by hop: for people who ask about a single packet. */
import type { Direction } from '@aclift/ir';
import { rangesHold, type Value } from '@aclift/packet-set';
import type { Edge, RouterNode } from './graph.ts';
import { deviceName } from './interfaces.ts';
import type { Network } from './network.ts';
import { Routing } from './routing.ts';
import { type Way, WaySearch } from './ways.ts';

/** An interface that a packet crosses. */
export interface Hop {
  /** The file of the device. */
  readonly source: string;
  readonly device: string;
  /** Null: nobody knows which interface. */
  readonly interface: string | null;
  readonly direction: Direction;
}

export interface WaysBetween {
  /** Both ends sit in one segment: they need no router. */
  readonly sameSegment: boolean;
  /** Different ways, shortest first; empty where both ends sit at one place. */
  readonly ways: readonly (readonly Hop[])[];
  /** Whether these are all. */
  readonly complete: boolean;
  /** False: no route tells a way, and these are the links that there are. */
  readonly routed: boolean;
}

/** Answers for one network; what routes say is worked out once. */
export class WayFinder {
  readonly #network: Network;
  readonly #search: WaySearch;

  constructor(network: Network) {
    this.#network = network;
    this.#search = new WaySearch(network.built.graph, new Routing(network.built));
  }

  between(source: Value, destination: Value): WaysBetween {
    const from = this.#homes(source);
    const to = this.#homes(destination);
    const { nodes } = this.#network.built.graph;
    const sameSegment = from.some(
      (node) => nodes[node]?.kind === 'segment' && to.length === 1 && to.includes(node),
    );
    if (sameSegment) return { sameSegment, ways: [], complete: true, routed: true };
    const pairs = from.flatMap((a) => to.flatMap((b) => (a === b ? [] : [[a, b] as const])));
    const find = (routed: boolean): readonly (readonly Way[] | undefined)[] =>
      pairs.map(([a, b]) =>
        this.#search.find({ from: a, to: b, source, destination, arrives: true, routed }),
      );
    const told = find(true);
    const routed = told.some((ways) => ways === undefined || ways.length > 0);
    const found = routed ? told : find(false);
    const distinct = new Map(
      found
        .flatMap((ways) => ways ?? [])
        .map((way) => this.#hops(way))
        .map((hops) => [JSON.stringify(hops), hops]),
    );
    return {
      sameSegment: false,
      ways: [...distinct.values()].toSorted((a, b) => a.length - b.length),
      complete: found.every((ways) => ways !== undefined),
      routed,
    };
  }

  /** Interfaces that stand at the place of an address: hosts there could hand packets to any of them. */
  beside(address: Value): readonly Pick<Hop, 'source' | 'interface'>[] {
    const { edges, edgesAt, nodes } = this.#network.built.graph;
    return this.#homes(address)
      .filter((node) => nodes[node]?.kind !== 'world')
      .flatMap((node) => edgesAt[node] ?? [])
      .map((index) => {
        const { router, via } = edges[index] as Edge;
        const { device } = nodes[router] as RouterNode;
        return { source: device.source, interface: via?.name ?? null };
      });
  }

  #hops(way: Way): readonly Hop[] {
    const { edges, nodes } = this.#network.built.graph;
    return way.map(({ direction, edge: index }) => {
      const { router, via } = edges[index] as Edge;
      const { device } = nodes[router] as RouterNode;
      return {
        source: device.source,
        device: deviceName(device),
        interface: via?.name ?? null,
        direction,
      };
    });
  }

  #homes(address: Value): readonly number[] {
    return this.#network.built.graph.homes
      .filter(({ addresses }) => rangesHold(addresses, address))
      .map(({ node }) => node);
  }
}
