/** Regions of a policy diff that say the same of several ends, put together for reading. */
import type { DiffedRegion } from './policy-diff-report.ts';

type Direction = 'egress' | 'ingress';

/** Regions with the same services and the same rules, from or to several ends. */
export interface MergedRegions {
  /** Workloads, externals or `(unnamed)`, at least one. */
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The ends that make the difference: the other one says the same in both sets. */
  readonly directions: readonly Direction[];
  /** The first of them. */
  readonly region: DiffedRegion;
}

/** Puts together what has the same destination, then what has the same sources. Order stays that of the first of each. */
export function mergeRegions(regions: readonly DiffedRegion[]): readonly MergedRegions[] {
  const single = regions.map((region): MergedRegions => ({
    from: [region.from],
    to: [region.to],
    directions: directionsOf(region),
    region,
  }));
  const bySource = joined(
    single,
    ({ to }) => to,
    (one, from) => ({ ...one, from }),
    (m) => m.from,
  );
  return joined(
    bySource,
    ({ from }) => from,
    (one, to) => ({ ...one, to }),
    (m) => m.to,
  );
}

function joined(
  all: readonly MergedRegions[],
  fixed: (one: MergedRegions) => readonly string[],
  withNames: (one: MergedRegions, names: readonly string[]) => MergedRegions,
  namesOf: (one: MergedRegions) => readonly string[],
): readonly MergedRegions[] {
  const groups = Map.groupBy(all, (one) =>
    JSON.stringify([
      fixed(one),
      one.region.services,
      one.directions.map((direction) => [one.region.a[direction], one.region.b[direction]]),
    ]),
  );
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    return [withNames(first, [...new Set(members.flatMap(namesOf))])];
  });
}

function directionsOf({ a, b }: DiffedRegion): readonly Direction[] {
  const all = (['egress', 'ingress'] as const).filter((direction) =>
    [a, b].some((set) => set[direction].verdict !== 'not-isolated'),
  );
  const differing = all.filter((direction) => effect(a[direction]) !== effect(b[direction]));
  return differing.length > 0 ? differing : all;
}

function effect({ verdict }: DiffedRegion['a']['egress']): string {
  if (verdict === 'denied' || verdict === 'isolated') return 'stops';
  return verdict === 'not-isolated' || verdict === 'itself' ? 'allowed' : verdict;
}
