/** The cases of partial coverage, for people: which ends, which services, and which addresses have them today. */
import {
  type Diagram,
  normalizeRanges,
  NOTHING,
  type Ranges,
  type Space,
  type ValueGroups,
} from '@aclift/packet-set';
import { type CoverageMap, withinAll, withinSome } from './coverage.ts';
import type { EntryKey } from './coverage.ts';
import { type Ends, togetherOf } from './ends.ts';
import type { FlowField } from './flow.ts';
import type { ListUse, Today } from './today.ts';
import { UsesByEnds } from './uses-by-ends.ts';
import { UNNAMED } from './witness.ts';

/** Addresses at both ends of flows: every one of `from` with every one of `to`. */
export interface AddressPairs {
  readonly from: Ranges;
  readonly to: Ranges;
}

/** Services of one pair of ends that the same address pairs have, and not all. */
export interface CoverageCase {
  /** Names of the ends: workload id, external, or `(unnamed)`. */
  readonly from: string;
  readonly to: string;
  /** Tests nothing but protocol and service. */
  readonly services: Diagram;
  /** Pairs that have the services today. */
  readonly covered: readonly AddressPairs[];
  /** Every pair that a decision is about. */
  readonly all: readonly AddressPairs[];
  /** Index of the rule of the plan that is about it; undefined: none is. */
  readonly rule: number | undefined;
  /** Entries that make the difference: permits of covered flows and denies of the others. */
  readonly entries: readonly EntryKey[];
}

/** Most sets of services that are told apart for one pair of ends. */
const MAX_ATOMS = 64;

/**
 * Every case, by the names of its ends.
 * @param kept what every source port may open.
 */
export function coverageCases(
  space: Space<FlowField>,
  today: Today,
  ends: Ends,
  coverage: CoverageMap,
  kept: Diagram,
): readonly CoverageCase[] {
  const { pods, wholes } = ends;
  const together = togetherOf(pods, wholes);
  const addresses = normalizeRanges(pods.flatMap((pod) => pod.addresses));
  // Between two ends outside there is nothing to decide.
  const partial = space.intersect(
    space.subtract(
      withinSome(space, kept, together, together),
      withinAll(space, kept, together, together),
    ),
    space.union(space.box({ source: addresses }), space.box({ destination: addresses })),
  );
  if (partial === NOTHING) return [];
  const labels: readonly [number | undefined, Diagram][] = [
    ...space.terminalsWithin(coverage.decided, partial).map((label): [number, Diagram] => [
      label - 1,
      space.intersect(
        partial,
        space.mapTerminals(coverage.decided, (t) => (t === label ? 1 : 0)),
      ),
    ]),
    [undefined, space.subtract(partial, coverage.decided)],
  ];
  const named = [
    ...pods.map(({ workload, addresses }) => ({ name: workload.id, addresses })),
    // A moving workload is named as pods already.
    ...ends.named.filter(({ name }) => !pods.some(({ workload }) => workload.id === name)),
  ];
  const bySource = new NamedParts(space, 'source', named);
  const byDestination = new NamedParts(space, 'destination', named);
  const ranges = named.map((end) => end.addresses);
  const uses = new UsesByEnds(space, today.uses, ranges, ranges);
  return labels.flatMap(([rule, region]) =>
    bySource.of(region).flatMap(([source, from, here]) =>
      byDestination.of(here).flatMap(([destination, to, part]) =>
        casesOf(space, part, space.intersect(part, kept)).map(
          ({ services, covered, all }): CoverageCase => ({
            from,
            to,
            services,
            covered,
            all,
            rule,
            entries: entriesOf(
              space,
              source === NAMELESS || destination === NAMELESS
                ? today.uses
                : uses.between(source, destination),
              part,
              services,
            ),
          }),
        ),
      ),
    ),
  );
}

/** Stands for the place of those who have no name. */
const NAMELESS = -1;

/** Splits flows by the names of their ends at one side. */
class NamedParts {
  readonly #space: Space<FlowField>;
  readonly #names: readonly string[];
  readonly #groups: ValueGroups<FlowField>;
  readonly #each: readonly Diagram[];
  readonly #everyone: Diagram;

  constructor(
    space: Space<FlowField>,
    field: 'source' | 'destination',
    named: readonly { readonly name: string; readonly addresses: Ranges }[],
  ) {
    const addresses = named.map((end) => end.addresses);
    this.#space = space;
    this.#names = named.map(({ name }) => name);
    this.#groups = space.groups(field, addresses);
    this.#each = addresses.map((own) => space.box({ [field]: own }));
    this.#everyone = space.box({ [field]: normalizeRanges(addresses.flat()) });
  }

  /** Place among the names, name and flows, in order; flows of nobody last. */
  of(flows: Diagram): readonly (readonly [number, string, Diagram])[] {
    const space = this.#space;
    const parts = space
      .groupsMet(flows, this.#groups)
      .map(
        (at) =>
          [
            at,
            this.#names[at] as string,
            space.intersect(flows, this.#each[at] as Diagram),
          ] as const,
      );
    const rest = space.subtract(flows, this.#everyone);
    return rest === NOTHING ? parts : [...parts, [NAMELESS, UNNAMED, rest]];
  }
}

interface Row extends AddressPairs {
  readonly services: Diagram;
}

function casesOf(
  space: Space<FlowField>,
  partial: Diagram,
  covered: Diagram,
): readonly Pick<CoverageCase, 'services' | 'covered' | 'all'>[] {
  const every = rowsOf(space, partial);
  const rows = rowsOf(space, covered);
  let atoms: Diagram[] = [];
  for (const cut of new Set([...every, ...rows].map(({ services }) => services))) {
    if (atoms.length > MAX_ATOMS) break;
    const rest = atoms.reduce((left, atom) => space.subtract(left, atom), cut);
    atoms = [
      ...atoms.flatMap((atom) => [space.intersect(atom, cut), space.subtract(atom, cut)]),
      rest,
    ].filter((atom) => atom !== NOTHING);
  }
  const having = (among: readonly Row[], atom: Diagram): readonly AddressPairs[] =>
    among
      .filter(({ services }) => space.intersect(services, atom) !== NOTHING)
      .map(({ from, to }) => ({ from, to }));
  const cases = new Map<
    string,
    { services: Diagram; covered: AddressPairs[]; all: AddressPairs[] }
  >();
  for (const atom of atoms) {
    const found = { covered: [...having(rows, atom)], all: [...having(every, atom)] };
    const key = showPairs(found.covered) + showPairs(found.all);
    const known = cases.get(key);
    if (known === undefined) cases.set(key, { services: atom, ...found });
    else known.services = space.union(known.services, atom);
  }
  return [...cases.values()];
}

function showPairs(pairs: readonly AddressPairs[]): string {
  const list = (ranges: Ranges): string => ranges.map(({ from, to }) => `${from}-${to}`).join(',');
  return `${pairs.map(({ from, to }) => `${list(from)}>${list(to)}`).join(' ')};`;
}

function rowsOf(space: Space<FlowField>, flows: Diagram): readonly Row[] {
  return space
    .branches(flows, 'source')
    .filter(({ below }) => below !== NOTHING)
    .flatMap(({ values: from, below }) =>
      space
        .branches(below, 'destination')
        .filter(({ below: services }) => services !== NOTHING)
        .map(({ values: to, below: services }): Row => ({ from, to, services })),
    );
}

function entriesOf(
  space: Space<FlowField>,
  uses: readonly ListUse[],
  partial: Diagram,
  services: Diagram,
): readonly EntryKey[] {
  const region = space.intersect(partial, services);
  const found = new Map<string, EntryKey>();
  for (const { function: list, meets } of uses) {
    if (!space.meets(region, meets)) continue;
    const here = space.intersect(region, meets);
    // A list that permits all of it, or holds all of it back, makes no difference.
    const permitted = space.intersect(here, list.permittedMin);
    if (permitted === NOTHING || permitted === here) continue;
    for (const label of space.terminalsWithin(list.decidedMin, here)) {
      found.set(`${list.list.id} ${label}`, { list: list.list.id, rule: label - 1 });
    }
  }
  return [...found.values()].toSorted((a, b) =>
    a.list === b.list ? a.rule - b.rule : a.list < b.list ? -1 : 1,
  );
}
