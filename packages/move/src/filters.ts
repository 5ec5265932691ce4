/** The filters of the network as places to write in: which list of a filter is edited, and why some are not. */
import { type Device, ListRoles } from '@aclift/ir';
import type { Diagram } from '@aclift/packet-set';
import type { EndPairs, FilterList, PlacedFilter } from '@aclift/verify';
import type { NotEditable } from './diagnostic.ts';
import { keepsState } from './estate.ts';
import type { Ground } from './ground.ts';

/** A filter with the flows that may meet it and that must. */
export interface MetFilter {
  readonly filter: PlacedFilter;
  readonly may: Diagram;
  readonly must: Diagram;
  /** Answers pass by state. */
  readonly stateful: boolean;
}

/** The filters of a ground; their regions do not change with what lists say. */
export function metFilters(ground: Ground): readonly MetFilter[] {
  const { estate, space, topology } = ground;
  const known = new Map<readonly EndPairs[], Diagram>();
  const pairs = (some: readonly EndPairs[]): Diagram => {
    const made =
      known.get(some) ??
      space.unionAll(
        some.map(({ destinations, sources }) =>
          space.box({ source: sources, destination: destinations }),
        ),
      );
    known.set(some, made);
    return made;
  };
  return topology.filters.map((filter) => ({
    filter,
    may: space.subtract(pairs(filter.may.plus), pairs(filter.may.minus)),
    must: space.subtract(pairs(filter.must.plus), pairs(filter.must.minus)),
    stateful: keepsState(filter, estate.devices),
  }));
}

/** Where lines of a filter are written, or why nowhere. */
export type Editable =
  | { readonly kind: 'list'; readonly list: FilterList }
  | { readonly kind: 'fixed'; readonly why: NotEditable };

/** Tells which list of a filter may be edited. */
export class EditableLists {
  readonly #lists: ReadonlyMap<string, FilterList>;
  readonly #translated: ReadonlySet<string>;
  readonly #roles: ReadonlyMap<Device, ListRoles>;

  constructor(
    devices: readonly Device[],
    lists: ReadonlyMap<string, FilterList>,
    translated: ReadonlySet<string>,
  ) {
    this.#lists = lists;
    this.#translated = translated;
    this.#roles = new Map(devices.map((device) => [device, new ListRoles(device)]));
  }

  /** The last list of a filter: its end is the end of the filter. */
  of({ place, steps }: PlacedFilter): Editable {
    if (place.kind === 'unread') return { kind: 'fixed', why: 'unread' };
    if (place.kind !== 'access-group' && place.kind !== 'port') {
      return { kind: 'fixed', why: 'not-a-list' };
    }
    const names = steps.flatMap((step) => (step.kind === 'entries' ? [step.list] : []));
    if (names.length < steps.length) return { kind: 'fixed', why: 'not-a-list' };
    const list = names
      .toReversed()
      .map((name) => this.#lists.get(name))
      .find((one) => one !== undefined && one.rules.length > 0);
    if (list === undefined) return { kind: 'fixed', why: 'not-a-list' };
    const why = this.why(list);
    return why === undefined ? { kind: 'list', list } : { kind: 'fixed', why };
  }

  /** Why a list is left as it is; undefined: it may be edited. */
  why(list: FilterList): NotEditable | undefined {
    if (this.#translated.has(list.id)) return 'translated';
    const role = this.#roles.get(list.device)?.of(list.acl);
    // What it permits is chosen for something else too: a new line would change that.
    if ((role?.selectsFor.length ?? 0) > 0 || role?.filtersSessions === true) return 'selects-too';
    if (list.acl.type !== 'extended') return 'standard-list';
    return undefined;
  }
}

/** The filters nearest to the cluster first: those on the way to a door, or from an exit. */
export function nearestFirst(
  filters: readonly MetFilter[],
  end: 'door' | 'exit',
): readonly MetFilter[] {
  const first = end === 'door' ? 'out' : 'in';
  return filters.toSorted(
    (a, b) => Number(b.filter.role === first) - Number(a.filter.role === first),
  );
}
