/**
 * What the network lets through today: the lists on the way of each flow, and the flows that no list sees.
 */
import type { Family } from '@aclift/ir';
import { type Diagram, EVERYTHING, NOTHING, type Ranges, type Space } from '@aclift/packet-set';
import { type FilterList, flattenList, type ListFunction } from './filter-list.ts';
import type { FlowField } from './flow.ts';

/** Addresses that the routers reach through the same place, and the lists on that place. */
export interface Zone {
  /** For people: device and interface, or what is known instead. */
  readonly name: string;
  readonly addresses: Ranges;
  /** Flows between two addresses of the zone do not cross a router. */
  readonly segment: boolean;
  /** Holds whatever no other zone holds: no place that anybody would name as a whole. */
  readonly rest?: boolean;
  /** Ids of the lists that packets from here must all pass. */
  readonly in: readonly string[];
  /** Ids of the lists that packets to here must all pass. */
  readonly out: readonly string[];
}

/** Where every address sits, for one family. Zones are disjoint; an address in no zone meets no list. */
export interface Topology {
  readonly family: Family;
  readonly zones: readonly Zone[];
  /** Detached lists, by id: they are taken to filter every flow. */
  readonly everywhere: readonly string[];
}

/** Two bounds of a set of flows; the same diagram twice when it is exact. */
export interface FlowBounds {
  readonly min: Diagram;
  readonly max: Diagram;
}

/** Which flows meet a list, and the list as a function. */
export interface ListUse {
  readonly role: 'in' | 'out' | 'everywhere';
  readonly function: ListFunction;
  readonly meets: Diagram;
}

/** The verdict of today's network on every flow. */
export interface Today {
  /** Passed by the `in` lists of the source's zone, or no such list. */
  readonly in: FlowBounds;
  /** Passed by the `out` lists of the destination's zone, or no such list. */
  readonly out: FlowBounds;
  /** Passed by the detached lists. */
  readonly everywhere: FlowBounds;
  /** Flows that no router sees: both ends in one segment. */
  readonly sameSegment: Diagram;
  /** Flows that some list decides. */
  readonly seen: Diagram;
  readonly permitted: FlowBounds;
  readonly uses: readonly ListUse[];
}

/**
 * Works out today's verdicts. A list id without a list in `lists` is an undefined list: it permits everything.
 */
export function today(
  space: Space<FlowField>,
  topology: Topology,
  lists: ReadonlyMap<string, FilterList>,
): Today {
  const functions = new Map<string, ListFunction>();
  const functionOf = (id: string): ListFunction | undefined => {
    const list = lists.get(id);
    if (list === undefined || list.rules.length === 0) return undefined;
    const known = functions.get(id) ?? flattenList(space, list);
    functions.set(id, known);
    return known;
  };
  const from = topology.zones.map(({ addresses }) => space.box({ source: addresses }));
  const to = topology.zones.map(({ addresses }) => space.box({ destination: addresses }));
  const sameSegment = space.unionAll(
    topology.zones.map(({ segment }, i) =>
      segment ? space.intersect(from[i] as Diagram, to[i] as Diagram) : NOTHING,
    ),
  );

  const uses: ListUse[] = [];
  const meet = (role: ListUse['role'], ids: readonly string[], region: Diagram): void => {
    for (const id of ids) {
      const list = functionOf(id);
      if (list === undefined) continue;
      const at = uses.findIndex((use) => use.role === role && use.function === list);
      const meets = space.union(uses[at]?.meets ?? NOTHING, space.subtract(region, sameSegment));
      if (at < 0) uses.push({ role, function: list, meets });
      else uses[at] = { role, function: list, meets };
    }
  };
  topology.zones.forEach((zone, i) => {
    meet('in', zone.in, from[i] as Diagram);
    meet('out', zone.out, to[i] as Diagram);
  });
  meet('everywhere', topology.everywhere, EVERYTHING);

  const passed = (role: ListUse['role'], bound: 'permittedMin' | 'permittedMax'): Diagram =>
    space.complement(
      space.unionAll(
        uses
          .filter((use) => use.role === role)
          .map((use) => space.subtract(use.meets, use.function[bound])),
      ),
    );
  const bounds = (role: ListUse['role']): FlowBounds => ({
    min: passed(role, 'permittedMin'),
    max: passed(role, 'permittedMax'),
  });
  const incoming = bounds('in');
  const outgoing = bounds('out');
  const everywhere = bounds('everywhere');
  const all = (bound: 'min' | 'max'): Diagram =>
    space.intersect(space.intersect(incoming[bound], outgoing[bound]), everywhere[bound]);
  return {
    in: incoming,
    out: outgoing,
    everywhere,
    sameSegment,
    seen: space.unionAll(uses.map(({ meets }) => meets)),
    permitted: { min: all('min'), max: all('max') },
    uses,
  };
}
