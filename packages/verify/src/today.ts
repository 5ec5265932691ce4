/**
 * What the network lets through today: the filters on the ways of each flow, with two bounds where the way is not known or an
 * entry depends on what nobody can evaluate.
 */
import { type Diagram, EVERYTHING, NOTHING, type Space, unionRanges } from '@aclift/packet-set';
import { FilterFunctions, type Flatten } from './chain.ts';
import type { FilterList, ListFunction } from './filter-list.ts';
import type { FlowField } from './flow.ts';
import type { EndPairs, PairRegion, PlacedFilter, Topology } from './topology.ts';

/** Two bounds of a set of flows; the same diagram twice when it is exact. */
export interface FlowBounds {
  readonly min: Diagram;
  readonly max: Diagram;
}

/** Which flows meet a list in one role, and the list as a function. */
export interface ListUse {
  readonly role: PlacedFilter['role'];
  readonly function: ListFunction;
  /** Flows that may get to the list. */
  readonly meets: Diagram;
  /** Flows that have no way around all of its places. */
  readonly surely: Diagram;
  /** Where it stands; at least one. */
  readonly filters: readonly PlacedFilter[];
}

/** A filter that decides nothing by entries that could be shown: what it may drop is unknown, or everything. */
export interface OpaqueUse {
  readonly filter: PlacedFilter;
  readonly meets: Diagram;
}

/** The verdict of today's network on every flow. */
export interface Today {
  /** Passed by every filter of the role `in` that may be on the way (min), or must be (max). */
  readonly in: FlowBounds;
  /** The same for `out`. */
  readonly out: FlowBounds;
  /** Passed by the detached lists. */
  readonly everywhere: FlowBounds;
  /** Flows that no filter sees, because both ends sit in one segment; routers have addresses there too. */
  readonly sameSegment: Diagram;
  /** Flows that some filter may decide. */
  readonly seen: Diagram;
  readonly permitted: FlowBounds;
  /**
   * Permitted for certain, but for packets of devices themselves that the filters around them would drop: drafts tell no device from
   * the addresses around it.
   */
  readonly draftable: Diagram;
  /** What is permitted if the way is the worst and everything else is the best: the rest is held back by the way alone. */
  readonly permittedAnyWay: Diagram;
  readonly uses: readonly ListUse[];
  /** Filters of which no list shows what they do. */
  readonly opaque: readonly OpaqueUse[];
}

/**
 * Works out today's verdicts. A list id without a list in `lists` is an undefined list: where it is bound as a list it
 * permits everything.
 * @param flatten who asks only what passes, and not which rule decides, may have a shorter way.
 */
export function today(
  space: Space<FlowField>,
  topology: Topology,
  lists: ReadonlyMap<string, FilterList>,
  flatten?: Flatten,
): Today {
  const regions = new Regions(space);
  const functions = new FilterFunctions(space, lists, flatten);
  const placed = topology.filters.map((filter) => {
    const { max, min, open, parts } = functions.of(filter);
    const may = open ? NOTHING : regions.of(filter.may);
    const must = open ? NOTHING : regions.of(filter.must);
    return { filter, min, max, parts, may, must, open };
  });

  const uses: ListUse[] = [];
  const opaque: OpaqueUse[] = [];
  for (const { filter, may, must, parts } of placed) {
    if (may === NOTHING) continue;
    if (parts.length === 0) opaque.push({ filter, meets: may });
    for (const { function: of, reach } of parts) {
      const meets = space.intersect(may, reach);
      const surely = space.intersect(must, reach);
      const at = uses.findIndex((use) => use.function === of && use.role === filter.role);
      const known = uses[at];
      if (known === undefined) {
        uses.push({ role: filter.role, function: of, meets, surely, filters: [filter] });
      } else {
        uses[at] = {
          ...known,
          meets: space.union(known.meets, meets),
          surely: space.union(known.surely, surely),
          filters: [...known.filters, filter],
        };
      }
    }
  }

  const passed = (
    role: PlacedFilter['role'],
    region: 'may' | 'must',
    bound: 'min' | 'max',
  ): Diagram =>
    space.complement(
      space.unionAll(
        placed
          .filter(({ filter }) => filter.role === role)
          .map((one) => space.subtract(one[region], one[bound])),
      ),
    );
  const bounds = (role: PlacedFilter['role']): FlowBounds => ({
    min: passed(role, 'may', 'min'),
    max: passed(role, 'must', 'max'),
  });
  const incoming = bounds('in');
  const outgoing = bounds('out');
  const everywhere = bounds('everywhere');
  const all = (...sets: readonly Diagram[]): Diagram =>
    sets.reduce((a, b) => space.intersect(a, b));
  const stopped = topology.choices.map(({ except, pairs, ways }) => {
    const passes = ways.map((way) => all(...way.map((k) => placed[k]?.max ?? NOTHING)));
    return space.subtract(regions.of({ plus: pairs, minus: except }), space.unionAll(passes));
  });
  const max = space.subtract(
    all(incoming.max, outgoing.max, everywhere.max),
    space.unionAll(stopped),
  );
  const min = all(incoming.min, outgoing.min, everywhere.min);
  const around = placed.map((one) =>
    space.subtract(regions.pairs(one.filter.spared ?? NONE), one.open ? EVERYTHING : one.min),
  );
  const roles = ['in', 'out', 'everywhere'] as const;
  const seen = space.unionAll(placed.map(({ may }) => may));
  const sameSegment = space.unionAll(
    topology.places
      .filter(({ kind }) => kind === 'segment')
      .map(({ addresses, devices = [] }) => {
        const all = unionRanges(addresses, devices);
        return space.box({ source: all, destination: all });
      }),
  );
  return {
    in: incoming,
    out: outgoing,
    everywhere,
    sameSegment: space.subtract(sameSegment, seen),
    seen,
    permitted: { min, max },
    draftable: space.subtract(min, space.unionAll(around)),
    permittedAnyWay: space.intersect(all(...roles.map((role) => passed(role, 'may', 'max'))), max),
    uses,
    opaque,
  };
}

const NONE: readonly EndPairs[] = [];

/** Regions of pairs as diagrams; what several regions share is made once. */
class Regions {
  readonly #space: Space<FlowField>;
  readonly #known = new Map<readonly EndPairs[], Diagram>();

  constructor(space: Space<FlowField>) {
    this.#space = space;
  }

  of({ minus, plus }: PairRegion): Diagram {
    return this.#space.subtract(this.pairs(plus), this.pairs(minus));
  }

  pairs(pairs: readonly EndPairs[]): Diagram {
    const known = this.#known.get(pairs);
    if (known !== undefined) return known;
    const made = this.#space.unionAll(
      pairs.map(({ destinations, sources }) =>
        this.#space.box({ source: sources, destination: destinations }),
      ),
    );
    this.#known.set(pairs, made);
    return made;
  }
}
