/**
 * Images: what flows of today look like on the wire once workloads have moved. A flow from or to a workload is seen with the
 * addresses with which its pods leave, or at the doors where they are reached; between two workloads that both have moved there
 * is nothing on the wire.
 */
import {
  type Diagram,
  intersectRanges,
  normalizeRanges,
  NOTHING,
  type Ranges,
  type Space,
  subtractRanges,
} from '@aclift/packet-set';
import { allAddresses, type FlowBox, type FlowField } from '@aclift/verify';
import type { Door, DoorPort, Mover, WayOut } from './movers.ts';

/** Where a workload is: at its old addresses, at old and new ones, or at the new ones alone. */
export type Phase = 'old' | 'both' | 'new';

/** Why a flow is an image. */
export type Leg =
  | { readonly kind: 'out'; readonly mover: Mover; readonly by: Mover; readonly way: WayOut }
  | { readonly kind: 'in'; readonly mover: Mover; readonly door: Door; readonly port?: DoorPort }
  /** From a balancer on to the nodes. */
  | { readonly kind: 'behind'; readonly mover: Mover; readonly door: Door };

/** Images of one kind. */
export interface ImagePart {
  readonly leg: Leg;
  readonly flows: Diagram;
}

/** Makes images in one state. */
export class Images {
  readonly #space: Space<FlowField>;
  readonly #movers: readonly Mover[];
  readonly #phaseOf: (id: string) => Phase;
  readonly #nodes: Ranges;
  /** Old addresses at which nobody answers any more. */
  readonly gone: Ranges;
  /** Old addresses that stay those of workloads, and may attach somewhere else. */
  readonly kept: Ranges;
  /** Addresses that are new in this state. */
  readonly fresh: Ranges;
  /** Those of each exit and door. */
  readonly whole: readonly Ranges[];

  /** @param nodes addresses of the cluster's nodes. */
  constructor(
    space: Space<FlowField>,
    movers: readonly Mover[],
    phaseOf: (id: string) => Phase,
    nodes: Ranges,
  ) {
    this.#space = space;
    this.#movers = movers;
    this.#phaseOf = phaseOf;
    this.#nodes = nodes;
    const moving = movers.filter(({ id }) => phaseOf(id) !== 'old');
    const doors = normalizeRanges(
      moving.flatMap((mover) => (mover.doors ?? []).flatMap(({ address }) => address)),
    );
    this.whole = moving.flatMap((mover) => [
      ...mover.exits.map(({ addresses }) => addresses),
      ...(mover.doors ?? []).map(({ address }) => address),
      ...this.#rehomedWays(mover).map(({ way }) => way.addresses),
    ]);
    this.fresh = normalizeRanges([
      ...doors,
      ...moving.flatMap((mover) => [
        ...mover.exits.flatMap(({ addresses }) => addresses),
        ...this.#rehomedWays(mover).flatMap(({ way }) => way.addresses),
        ...(mover.doors?.some(({ entry }) => entry.nodePort !== undefined) === true ? nodes : []),
      ]),
    ]);
    const left = movers.filter(({ id }) => phaseOf(id) === 'new').flatMap(({ owned }) => owned);
    this.gone = subtractRanges(normalizeRanges(left), doors);
    this.kept = intersectRanges(normalizeRanges(left), doors);
  }

  /** Images of flows. @param flows by the addresses of today. */
  parts(flows: Diagram): readonly ImagePart[] {
    const parts: ImagePart[] = [];
    for (const mover of this.#movers) {
      if (this.#phaseOf(mover.id) === 'old') continue;
      parts.push(...this.#leaving(mover, flows), ...this.#arriving(mover, flows));
    }
    return parts.filter((part) => part.flows !== NOTHING);
  }

  /** The union of {@link parts}. */
  of(flows: Diagram): Diagram {
    return this.#space.unionAll(this.parts(flows).map((part) => part.flows));
  }

  #leaving(mover: Mover, flows: Diagram): readonly ImagePart[] {
    const space = this.#space;
    if (mover.old.length === 0) return [];
    const from = space.intersect(flows, space.box({ source: mover.old }));
    const reachable = space.subtract(from, space.box({ destination: this.gone }));
    let rest = space.exists(reachable, 'source');
    const parts: ImagePart[] = [];
    const add = (by: Mover, way: WayOut, some: Diagram): void => {
      const towards = space.intersect(some, space.box({ destination: way.to }));
      const ported = way.translated ? space.exists(towards, 'sourcePort') : towards;
      const image = space.intersect(ported, space.box({ source: way.addresses }));
      parts.push({ leg: { kind: 'out', mover, by, way }, flows: image });
    };
    for (const { box, by } of this.#rehomed(mover)) {
      const some = space.intersect(rest, space.box(box));
      rest = space.subtract(rest, some);
      for (const way of by.exits) add(by, way, some);
    }
    for (const way of mover.exits) add(mover, way, rest);
    return parts;
  }

  /** Connections that others make for a workload, by service. */
  #rehomed(mover: Mover): readonly { readonly box: FlowBox; readonly by: Mover }[] {
    return mover.via.flatMap(({ port, protocol, workload }) => {
      const by = this.#movers.find(({ id }) => id === workload);
      return by === undefined
        ? []
        : [{ box: { protocol: [one(protocol)], service: [one(port)] }, by }];
    });
  }

  #rehomedWays(mover: Mover): readonly { readonly way: WayOut }[] {
    return this.#rehomed(mover).flatMap(({ by }) => by.exits.map((way) => ({ way })));
  }

  #arriving(mover: Mover, flows: Diagram): readonly ImagePart[] {
    const space = this.#space;
    const { doors = [] } = mover;
    if (doors.length === 0 || mover.owned.length === 0) return [];
    const alive = space.subtract(flows, space.box({ source: this.gone }));
    const direct = space.exists(
      space.intersect(alive, space.box({ destination: mover.old })),
      'destination',
    );
    const targets = this.#virtualTargets(mover, alive);
    const parts: ImagePart[] = [];
    for (const door of doors) {
      const at = { destination: door.address };
      if (door.ports === undefined) {
        const all = space.union(direct, space.unionAll(targets.map(({ flows: some }) => some)));
        parts.push({
          leg: { kind: 'in', mover, door },
          flows: space.intersect(all, space.box(at)),
        });
        continue;
      }
      for (const port of door.ports) {
        const target = space.box({
          protocol: [one(port.protocol)],
          service: [one(port.target)],
        });
        const behind = space.unionAll([
          space.intersect(direct, target),
          ...targets.map(({ flows: some }) => space.intersect(some, target)),
        ]);
        const anyPort = space.exists(behind, 'service');
        const box = { ...at, protocol: [one(port.protocol)], service: [one(port.port)] };
        const image = space.intersect(anyPort, space.box(box));
        parts.push({ leg: { kind: 'in', mover, door, port }, flows: image });
        const leg = image === NOTHING ? undefined : this.behindBox(door, port);
        if (leg !== undefined) {
          parts.push({ leg: { kind: 'behind', mover, door }, flows: space.box(leg) });
        }
      }
    }
    return parts;
  }

  /** What a balancer of its own opens with nodes. Undefined: nothing that is told. */
  behindBox({ entry, ports = [] }: Door, { protocol }: DoorPort): FlowBox | undefined {
    const family = typeof this.#nodes[0]?.from === 'bigint' ? 'ipv6' : 'ipv4';
    const from = normalizeRanges(
      (entry.from ?? [])
        .filter((range) => range.family === family)
        .map((range) => ({ from: range.from, to: range.to })),
    );
    if (entry.nodePort === undefined || from.length === 0 || this.#nodes.length === 0) {
      return undefined;
    }
    if (ports.length !== 1) return undefined;
    return {
      source: from,
      destination: this.#nodes,
      protocol: [one(protocol)],
      service: [one(entry.nodePort)],
    };
  }

  /** Flows to virtual addresses as flows to the port behind them, without a destination. */
  #virtualTargets(mover: Mover, flows: Diagram): readonly { readonly flows: Diagram }[] {
    const space = this.#space;
    return mover.virtual.flatMap(({ address, ports }) =>
      ports.map(({ port, protocol, target }) => {
        const to = { destination: address, protocol: [one(protocol)], service: [one(port)] };
        const met = space.intersect(flows, space.box(to));
        const bare = space.exists(space.exists(met, 'destination'), 'service');
        const box = { protocol: [one(protocol)], service: [one(target)] };
        return { flows: space.intersect(bare, space.box(box)) };
      }),
    );
  }

  /**
   * Images of what a line of a list matches, for writing lines like it. May hold more than the images of its flows: who uses
   * them checks. `undefined` fields are `any`.
   */
  boxes(box: FlowBox): readonly { readonly leg: Leg; readonly box: FlowBox }[] {
    const out: { readonly leg: Leg; readonly box: FlowBox }[] = [];
    for (const mover of this.#movers) {
      if (this.#phaseOf(mover.id) === 'old') continue;
      if (meets(box.source, mover.old)) out.push(...this.#leavingBoxes(mover, box));
      out.push(...this.#arrivingBoxes(mover, box));
    }
    return out;
  }

  #leavingBoxes(
    mover: Mover,
    box: FlowBox,
  ): readonly { readonly leg: Leg; readonly box: FlowBox }[] {
    const ways = [
      ...this.#rehomed(mover).flatMap(({ box: service, by }) =>
        by.exits.map((way) => ({ by, way, service })),
      ),
      ...mover.exits.map((way) => ({ by: mover, way, service: {} as FlowBox })),
    ];
    return ways.flatMap(({ by, service, way }) => {
      const { sourcePort, ...rest } = box;
      const narrowed = intersectBoxes(rest, { ...service, destination: way.to });
      if (narrowed === undefined) return [];
      const image: FlowBox = {
        ...narrowed,
        source: way.addresses,
        ...(way.translated || sourcePort === undefined ? {} : { sourcePort }),
      };
      return [{ leg: { kind: 'out', mover, by, way } as const, box: image }];
    });
  }

  #arrivingBoxes(
    mover: Mover,
    box: FlowBox,
  ): readonly { readonly leg: Leg; readonly box: FlowBox }[] {
    const out: { readonly leg: Leg; readonly box: FlowBox }[] = [];
    const direct = meets(box.destination, mover.old);
    const bare = withoutDestination(box);
    for (const door of mover.doors ?? []) {
      const at = { destination: door.address };
      if (door.ports === undefined) {
        if (direct) out.push({ leg: { kind: 'in', mover, door }, box: { ...bare, ...at } });
        continue;
      }
      for (const port of door.ports) {
        const target = { protocol: [one(port.protocol)], service: [one(port.target)] };
        const met =
          (direct && intersectBoxes(bare, target) !== undefined) ||
          mover.virtual.some(
            ({ address, ports }) =>
              meets(box.destination, address) &&
              ports.some(
                (vip) =>
                  vip.protocol === port.protocol &&
                  vip.target === port.target &&
                  intersectBoxes(bare, {
                    protocol: [one(vip.protocol)],
                    service: [one(vip.port)],
                  }) !== undefined,
              ),
          );
        if (!met) continue;
        const image = {
          ...bare,
          ...at,
          protocol: [one(port.protocol)],
          service: [one(port.port)],
        };
        out.push({ leg: { kind: 'in', mover, door, port }, box: image });
        const leg = this.behindBox(door, port);
        if (leg !== undefined) out.push({ leg: { kind: 'behind', mover, door }, box: leg });
      }
    }
    return out;
  }
}

/** Undefined: they have nothing in common. A field that neither names is left out. */
export function intersectBoxes(a: FlowBox, b: FlowBox): FlowBox | undefined {
  const out: { -readonly [K in keyof FlowBox]: FlowBox[K] } = {};
  for (const field of ['source', 'destination', 'protocol', 'service', 'sourcePort'] as const) {
    const [x, y] = [a[field], b[field]];
    const both = x === undefined ? y : y === undefined ? x : intersectRanges(x, y);
    if (both === undefined) continue;
    if (both.length === 0) return undefined;
    if ((field === 'source' || field === 'destination') && isEverything(both)) continue;
    out[field] = both;
  }
  return out;
}

function isEverything(ranges: Ranges): boolean {
  const [first] = ranges;
  if (ranges.length !== 1 || first === undefined) return false;
  const all = allAddresses(typeof first.from === 'bigint' ? 'ipv6' : 'ipv4');
  return first.from === all.from && first.to === all.to;
}

function meets(ranges: Ranges | undefined, others: Ranges): boolean {
  return others.length > 0 && (ranges === undefined || intersectRanges(ranges, others).length > 0);
}

function one(value: number): { readonly from: number; readonly to: number } {
  return { from: value, to: value };
}

function withoutDestination({ protocol, service, source, sourcePort }: FlowBox): FlowBox {
  return {
    ...(source === undefined ? {} : { source }),
    ...(protocol === undefined ? {} : { protocol }),
    ...(service === undefined ? {} : { service }),
    ...(sourcePort === undefined ? {} : { sourcePort }),
  };
}
