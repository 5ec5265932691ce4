/** The ways of a packet from node to node: every simple path that the routing of each router on it allows. */
import type { Value } from '@aclift/packet-set';
import {
  across,
  type Crossing,
  crossingFrom,
  type Edge,
  type NetworkGraph,
  type RouterNode,
} from './graph.ts';
import { holds } from './interfaces.ts';
import type { Routing, Step } from './routing.ts';

/** One way, edge by edge. */
export type Way = readonly Crossing[];

export interface WayQuestion {
  readonly from: number;
  readonly to: number;
  /** An address at the source, and one at the destination, each standing for all that routes treat alike. */
  readonly source: Value;
  readonly destination: Value;
  /** Whether the destination sits at `to` itself; else beyond it. */
  readonly arrives: boolean;
  /** Edges that may be used. Absent: all. */
  readonly within?: ReadonlySet<number>;
  /** Whether routes are asked at all, or every link may be the way. */
  readonly routed: boolean;
  /** Shared by many questions. Absent: each may use as much as it needs. */
  readonly budget?: Budget;
}

/** Edges that may still be looked at; counts down. */
export interface Budget {
  left: number;
}

/** Most ways that are listed, and most steps to look for them. */
const MOST_WAYS = 64;
const MOST_STEPS = 4000;

/** Finds ways. */
export class WaySearch {
  readonly #graph: NetworkGraph;
  readonly #routing: Routing;

  constructor(graph: NetworkGraph, routing: Routing) {
    this.#graph = graph;
    this.#routing = routing;
  }

  /** @returns the ways, the order is that of the edges; undefined where they are too many to list. */
  find(question: WayQuestion): readonly Way[] | undefined {
    if ((question.budget?.left ?? 1) <= 0) return undefined;
    const ways: Way[] = [];
    const visited = new Set<number>();
    const path: Crossing[] = [];
    let steps = 0;
    let tooMany = false;

    const enter = (edge: Edge, router: number): void => {
      if (visited.has(router)) return;
      path.push(crossingFrom(edge, across(edge, router)));
      atRouter(router);
      path.pop();
    };
    const isSpent = (): boolean => {
      steps += 1;
      tooMany ||=
        steps > MOST_STEPS || ways.length > MOST_WAYS || (question.budget?.left ?? 1) <= 0;
      return tooMany;
    };
    const look = (edges: number): void => {
      if (question.budget !== undefined) question.budget.left -= edges;
    };
    const atRouter = (router: number): void => {
      if (isSpent()) return;
      if (router === question.to) {
        ways.push([...path]);
        return;
      }
      if (router !== question.from && !this.#forwards(router)) return;
      visited.add(router);
      const next = this.#stepsFrom(router, question);
      for (const { routers } of next) look(1 + routers.length);
      for (const { edge: index, routers } of next) {
        const edge = this.#graph.edges[index] as Edge;
        if (question.within?.has(index) === false) continue;
        path.push(crossingFrom(edge, router));
        if (edge.place === question.to) ways.push([...path]);
        else if (edge.place === this.#graph.world) atWorld(router);
        else handTo(edge.place, routers, router);
        path.pop();
      }
      visited.delete(router);
    };
    const handTo = (place: number, routers: readonly number[], from: number): void => {
      const near = this.#graph.edgesAt[place] ?? [];
      look(near.length);
      for (const index of near) {
        const edge = this.#graph.edges[index] as Edge;
        if (edge.router === from || question.within?.has(index) === false) continue;
        if (routers.includes(edge.router)) enter(edge, edge.router);
      }
    };
    const atWorld = (from: number | undefined): void => {
      if (visited.has(this.#graph.world)) return;
      // What began there may be handed back once.
      if (from !== undefined) visited.add(this.#graph.world);
      const near = this.#graph.edgesAt[this.#graph.world] ?? [];
      look(near.length);
      for (const index of near) {
        const edge = this.#graph.edges[index] as Edge;
        if (edge.router === from || question.within?.has(index) === false) continue;
        // What left the run comes back in wherever it may; what began outside, where routes look for it.
        const back = from !== undefined && edge.prefixesOnly !== true;
        if (!question.routed || back || this.#routing.entersOver(edge, question.source)) {
          enter(edge, edge.router);
        }
      }
      visited.delete(this.#graph.world);
    };

    const start = this.#graph.nodes[question.from];
    if (start?.kind === 'router') atRouter(question.from);
    else if (start?.kind === 'world') atWorld(undefined);
    else handTo(question.from, this.#gateways(question), -1);
    return tooMany ? undefined : ways;
  }

  /** Routers that a host of the segment hands its packets to. */
  #gateways({ arrives, destination, from, to }: WayQuestion): readonly number[] {
    const routers = (this.#graph.edgesAt[from] ?? []).map(
      (index) => (this.#graph.edges[index] as Edge).router,
    );
    // An address of its own subnet is no matter for a gateway.
    const start = this.#graph.nodes[from];
    const near =
      arrives &&
      routers.includes(to) &&
      start?.kind === 'segment' &&
      start.prefixes.some(({ range }) => holds(range, destination));
    return near ? [to] : routers;
  }

  #stepsFrom(router: number, question: WayQuestion): readonly Step[] {
    if (!question.routed) return this.#everyStep(router);
    const direct = this.#direct(router, question);
    // What does not route hands its own packets to a gateway, like a host.
    if (direct === undefined && !this.#forwards(router)) return this.#everyStep(router);
    return direct ?? this.#routing.next(router, question.destination);
  }

  #forwards(router: number): boolean {
    return (this.#graph.nodes[router] as RouterNode).forwards;
  }

  /** Steps into the segment of the destination, if the router stands in it. */
  #direct(router: number, { arrives, destination, to }: WayQuestion): readonly Step[] | undefined {
    if (!arrives) return undefined;
    const own = (this.#graph.edgesAt[router] ?? []).filter((index) => {
      const place = this.#graph.nodes[(this.#graph.edges[index] as Edge).place];
      return (
        place?.kind === 'segment' && place.prefixes.some(({ range }) => holds(range, destination))
      );
    });
    const there = own.filter((index) => {
      const { place } = this.#graph.edges[index] as Edge;
      return place === to || this.#stands(to, place);
    });
    return there.length === 0 ? undefined : there.map((edge) => ({ edge, routers: [to] }));
  }

  #stands(router: number, place: number): boolean {
    return (this.#graph.edgesAt[place] ?? []).some(
      (index) => (this.#graph.edges[index] as Edge).router === router,
    );
  }

  #everyStep(router: number): readonly Step[] {
    return (this.#graph.edgesAt[router] ?? []).map((edge) => {
      const { place } = this.#graph.edges[edge] as Edge;
      const routers = (this.#graph.edgesAt[place] ?? []).map(
        (index) => (this.#graph.edges[index] as Edge).router,
      );
      return { edge, routers };
    });
  }
}
