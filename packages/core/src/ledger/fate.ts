/** What became of each entry of a filtering list, read off the proof: the drafts are judged, not trusted. */
import { assertNever, type Family } from '@aclift/ir';
import {
  type Diagram,
  NOTHING,
  type Ranges,
  type Space,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import {
  allOpenings,
  type Approximation,
  atPods,
  type Comparison,
  type Ends,
  type FilterList,
  type FilterRule,
  type FlowField,
  type ListUse,
  mirrored,
  replyBoxes,
  type Today,
  type Topology,
} from '@aclift/verify';
import type { LedgerOpening, LedgerPlace, Together, LedgerVerdict } from './ledger-reason.ts';

/** The verdict on one entry. */
export interface RuleFate {
  readonly verdict: LedgerVerdict;
}

/** What fates are read from. The space, today and the comparison belong together. */
export interface FateInput {
  readonly space: Space<FlowField>;
  readonly family: Family;
  readonly ends: Ends;
  readonly topology: Topology;
  readonly today: Today;
  readonly comparison: Comparison;
  /** Draft rules that carry an entry, by list id and rule index. */
  readonly rulesOf: (list: FilterList, rule: number) => readonly string[];
  /** Places of other entries, with their lists. */
  readonly describe: (list: FilterList, rule: number) => LedgerPlace;
  /** What the target's objects are called. */
  readonly targetName: string;
  /** The verdict on a permit that entries which nobody can evaluate hold back; undefined when none is known to. */
  readonly heldBack: (list: FilterList, rule: number) => LedgerVerdict | undefined;
  /** Who made a coverage decision, by index, and why; -1: the default. */
  readonly decidedBy: (rule: number) => string;
}

/** Rule indexes of one list, by where they decide openings. */
interface Reach {
  /** On some way that the list lies on. */
  readonly onPath: ReadonlySet<number>;
  /** The same, without flows to addresses of devices in the segment of the source. */
  readonly between: ReadonlySet<number>;
  /** With a pod at an end. */
  readonly withPods: ReadonlySet<number>;
  /** Of protocols that the target decides. */
  readonly comparable: ReadonlySet<number>;
  /** With an old virtual address at an end. */
  readonly virtual: ReadonlySet<number>;
  /** With an end that the inventory does not name and could. */
  readonly unnamed: ReadonlySet<number>;
  /** Inside a segment that the list is bound to. */
  readonly sameSegment: ReadonlySet<number>;
  readonly widened: ReadonlyMap<number, ReadonlySet<Approximation | undefined>>;
  readonly narrowed: ReadonlyMap<number, ReadonlySet<Approximation | undefined>>;
  /** Coverage decisions about flows of a rule, by index; -1: the default. */
  readonly decisions: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Which reason is told where an entry is narrowed for several: the first of them here. */
const NARROWED_RANK: Readonly<Record<Approximation, number>> = {
  granted: 0,
  assumption: 1,
  'way-unknown': 2,
  'filter-unknown': 3,
  'partial-coverage': 4,
  'other-family': 5,
  'layer-7': 6,
  'dns-names': 7,
  split: 8,
  withheld: 9,
  'source-port': 10,
  'icmp-code': 11,
  'unseen-traffic': 12,
  condition: 13,
  'return-traffic': 14,
  // The drafts do what the entry says to all others; so whatever else there is says more.
  'device-traffic': 15,
};

const NARROWED_ORDER = (Object.keys(NARROWED_RANK) as Approximation[]).toSorted(
  (a, b) => NARROWED_RANK[a] - NARROWED_RANK[b],
);

/** Reads fates; each list is looked at once. */
export class Fates {
  readonly #input: FateInput;
  readonly #reach = new Map<string, Reach>();
  readonly #regions: {
    readonly openings: Diagram;
    readonly withPods: Diagram;
    readonly virtual: Diagram;
    readonly unnamed: Diagram;
    /** From hosts to addresses of devices in their own segment. */
    readonly toDevices: Diagram;
  };

  /** Whose addresses are decided together. */
  readonly #together: Together;

  constructor(input: FateInput) {
    this.#input = input;
    const wholes = (input.ends.wholes ?? []).length > 0;
    this.#together = wholes ? 'workload-or-nodes' : 'workload';
    const { space, ends, family, topology } = input;
    const either = (addresses: Ranges): Diagram =>
      space.union(space.box({ source: addresses }), space.box({ destination: addresses }));
    const pods = ends.pods.reduce<Ranges>((sum, pod) => unionRanges(sum, pod.addresses), []);
    const known = ends.named.reduce<Ranges>(
      (sum, named) => unionRanges(sum, named.addresses),
      pods,
    );
    // Of links between routers nothing is left that a workload could have.
    const inside = topology.places
      .filter(({ kind }) => kind === 'segment' || kind === 'beyond')
      .filter(({ addresses, noHosts = [] }) => subtractRanges(addresses, noHosts).length > 0)
      .reduce<Ranges>((sum, place) => unionRanges(sum, place.addresses), []);
    this.#regions = {
      openings: space.unionAll(allOpenings(family).map((box) => space.box(box))),
      toDevices: space.unionAll(
        topology.places.map(({ addresses, devices = [] }) =>
          space.box({ source: addresses, destination: devices }),
        ),
      ),
      withPods: either(pods),
      virtual: either(ends.virtual),
      // Naming an address helps where hosts of the network may have it, or where the inventory names neither end.
      unnamed: space.union(
        either(subtractRanges(inside, known)),
        space.intersect(
          space.complement(space.box({ source: known })),
          space.complement(space.box({ destination: known })),
        ),
      ),
    };
  }

  of(list: FilterList, rule: number): RuleFate {
    return { verdict: this.#verdict(list, rule, this.#reachOf(list)) };
  }

  #verdict(list: FilterList, rule: number, reach: Reach): LedgerVerdict {
    const { targetName } = this.#input;
    const permit = list.rules[rule]?.action === 'permit';
    const onlyDevices = permit && reach.sameSegment.has(rule) && !reach.between.has(rule);
    if (onlyDevices && reach.onPath.has(rule)) {
      return { outcome: 'same-segment', reason: 'same-segment', crossing: 'to-the-router' };
    }
    if (!reach.onPath.has(rule)) {
      return reach.sameSegment.has(rule)
        ? { outcome: 'same-segment', reason: 'same-segment', crossing: 'never' }
        : { outcome: 'shadowed', reason: 'no-path', why: 'not-met' };
    }
    if (reach.virtual.has(rule) && !reach.comparable.has(rule)) {
      return this.#virtualVerdict(list, rule);
    }
    if (!reach.withPods.has(rule)) {
      return reach.unnamed.has(rule)
        ? { outcome: 'needs-decision', reason: 'unmapped' }
        : { outcome: 'unsupported', reason: 'transit' };
    }
    if (!reach.comparable.has(rule)) {
      return { outcome: 'unsupported', reason: 'protocol', target: targetName };
    }
    const rules = this.#input.rulesOf(list, rule);
    const narrowed = reach.narrowed.get(rule);
    const widened = reach.widened.get(rule);
    const decided = this.#decided(reach.decisions.get(rule));
    if (widened !== undefined)
      return { ...widenedVerdict(permit, widened, decided, this.#together), rules };
    if (narrowed !== undefined) return { ...this.#narrowed(list, rule, narrowed, decided), rules };
    if (permit) {
      const by = rules.length > 0 ? 'rules' : 'no-isolation';
      return { outcome: 'translated', reason: 'exact', by, rules };
    }
    return rules.length > 0
      ? { outcome: 'translated', reason: 'deny-rule', rules }
      : { outcome: 'translated', reason: 'default-deny', by: 'isolation' };
  }

  /** LedgerVerdict on an entry that decides about virtual addresses and no pods. */
  #virtualVerdict(list: FilterList, rule: number): LedgerVerdict {
    const { space, today, ends, comparison } = this.#input;
    const permit = list.rules[rule]?.action === 'permit';
    const forward = permit ? this.#forwardOf(list, rule) : undefined;
    if (forward !== undefined) return answersTo(forward);
    const decided = space.unionAll(
      today.uses
        .filter((use) => use.function.list.id === list.id)
        .map(({ meets, function: { decidedMin, decidedMax } }) =>
          space.mapTerminals(space.mask(permit ? decidedMin : decidedMax, meets), (label) =>
            label === rule + 1 ? 1 : 0,
          ),
        ),
    );
    const reached = atPods(space, ends.services, decided);
    const names = ends.services
      .filter(({ leadsTo }) => space.intersect(reached, space.box(leadsTo)) !== NOTHING)
      .map(({ pod }) => pod.workload.id);
    const pods = [...new Set(names)];
    if (reached === NOTHING && !permit) {
      return { outcome: 'translated', reason: 'default-deny', by: 'no-port' };
    }
    if (reached === NOTHING) {
      return { outcome: 'needs-decision', reason: 'vip', why: 'no-port' };
    }
    const rules = this.#input.rulesOf(list, rule);
    if (!permit) {
      return space.intersect(reached, today.permitted.max) === NOTHING
        ? { outcome: 'translated', reason: 'default-deny', by: 'pods', pods, rules }
        : { outcome: 'needs-decision', reason: 'vip', why: 'other-ways', pods };
    }
    const differing = comparison.differences.find(
      ({ kind, region }) => kind === 'narrowed' && space.intersect(region, reached) !== NOTHING,
    );
    return differing === undefined
      ? { outcome: 'translated', reason: 'vip', pods, rules }
      : { ...this.#narrowed(list, rule, new Set([differing.because]), []), rules };
  }

  /** Who decided and why, each once. Empty: nobody said. */
  #decided(rules: ReadonlySet<number> | undefined): readonly string[] {
    const by = [...(rules ?? [])]
      .toSorted((a, b) => a - b)
      .map((rule) => this.#input.decidedBy(rule))
      .filter((text) => text !== '');
    return [...new Set(by)];
  }

  /** What holds the entry back, where the proof found it narrowed for these reasons. At least one. */
  #narrowed(
    list: FilterList,
    rule: number,
    reasons: ReadonlySet<Approximation | undefined>,
    decidedBy: readonly string[],
  ): LedgerVerdict {
    if (reasons.has(undefined)) return { outcome: 'narrowed', reason: 'unexplained' };
    const opening = reasons.has('return-traffic') ? this.#forwardOf(list, rule) : undefined;
    if (opening !== undefined) return answersTo(opening);
    const first = NARROWED_ORDER.find((reason) => reasons.has(reason));
    if (first === undefined) throw new Error('a narrowed entry without a reason');
    return this.#narrowedBy(first, list, rule, decidedBy);
  }

  #narrowedBy(
    because: Approximation,
    list: FilterList,
    rule: number,
    decidedBy: readonly string[],
  ): LedgerVerdict {
    const together = this.#together;
    switch (because) {
      // Such reasons explain what drafts let through, and nothing that they hold back.
      case 'granted':
      case 'assumption':
        return { outcome: 'narrowed', reason: 'unexplained' };
      case 'way-unknown':
        return this.#wayUnknown(list, rule);
      case 'partial-coverage':
        return { outcome: 'needs-decision', reason: because, together };
      case 'other-family': {
        const other = this.#input.family === 'ipv4' ? 'IPv6' : 'IPv4';
        return { outcome: 'needs-decision', reason: because, other };
      }
      case 'split':
      case 'withheld':
        return { outcome: 'narrowed', reason: because, together, decidedBy };
      case 'source-port':
        return replyBoxes(list.rules[rule] as FilterRule, list.device.semantics).length > 0
          ? { outcome: 'needs-decision', reason: 'reply-without-opening', seen: 'source-port' }
          : { outcome: 'narrowed', reason: 'source-port' };
      case 'icmp-code':
        return { outcome: 'narrowed', reason: because, target: this.#input.targetName };
      case 'filter-unknown':
      case 'layer-7':
      case 'dns-names':
      case 'unseen-traffic':
        return { outcome: 'narrowed', reason: because };
      case 'condition':
        return (
          this.#input.heldBack(list, rule) ?? {
            outcome: 'narrowed',
            reason: 'condition',
            by: [],
            more: 0,
          }
        );
      case 'return-traffic':
        return { outcome: 'narrowed', reason: 'reply-ports' };
      case 'device-traffic':
        return { outcome: 'translated', reason: 'device-traffic' };
      default:
        return assertNever(because);
    }
  }

  /** Which filters may be on the way of what the entry decides, and would hold it back. */
  #wayUnknown(list: FilterList, rule: number): LedgerVerdict {
    const { space, today, comparison } = this.#input;
    const region = space.unionAll(
      comparison.differences.filter((d) => d.because === 'way-unknown').map((d) => d.region),
    );
    const decided = space.unionAll(
      today.uses
        .filter((use) => use.function.list.id === list.id)
        .map(({ meets, function: of }) =>
          space.mapTerminals(space.mask(of.decidedMax, space.intersect(meets, region)), (label) =>
            label === rule + 1 ? 1 : 0,
          ),
        ),
    );
    const unsure = today.uses.filter(
      ({ meets, surely, function: of }) =>
        meets !== surely &&
        space.subtract(space.intersect(meets, decided), of.permittedMax) !== NOTHING,
    );
    const places = [...new Set(unsure.flatMap(placesOf))].toSorted();
    const port = unsure.some(({ filters }) => filters.some(({ place }) => place.kind === 'port'));
    return { outcome: 'needs-decision', reason: 'way-unknown', places, port };
  }

  /** The entry that permits the opening of which this one lets the answers back. */
  #forwardOf(list: FilterList, rule: number): LedgerOpening | undefined {
    const { space, today } = this.#input;
    for (const box of replyBoxes(list.rules[rule] as FilterRule, list.device.semantics)) {
      const opening = space.intersect(space.box(mirrored(box)), today.permitted.max);
      if (opening === NOTHING) continue;
      for (const use of today.uses) {
        const decided = space.mask(use.function.decidedMax, space.intersect(use.meets, opening));
        const label = space
          .terminals(decided)
          .find((l) => use.function.list.rules[l - 1]?.action === 'permit');
        if (label !== undefined) {
          return { kind: 'entry', place: this.#input.describe(use.function.list, label - 1) };
        }
      }
      return { kind: 'unfiltered' };
    }
    return undefined;
  }

  #reachOf(list: FilterList): Reach {
    const known = this.#reach.get(list.id);
    if (known !== undefined) return known;
    const { space, today, comparison } = this.#input;
    const uses = today.uses.filter((use) => use.function.list.id === list.id);
    const labels = (region: (use: ListUse) => Diagram): ReadonlySet<number> => {
      const found = new Set<number>();
      for (const use of uses) {
        const where = region(use);
        for (const decided of new Set([use.function.decidedMin, use.function.decidedMax])) {
          for (const label of space.terminalsWithin(decided, where)) found.add(label - 1);
        }
      }
      return found;
    };
    const met = (use: ListUse, extra: Diagram): Diagram =>
      space.intersect(space.intersect(use.meets, this.#regions.openings), extra);
    // Addresses that a filter stands between and others: flows among themselves never get to it.
    const among = (use: ListUse): Diagram =>
      space.intersect(
        today.sameSegment,
        space.unionAll(
          use.filters
            .flatMap(({ may }) => may.plus)
            .flatMap(({ destinations, sources }) => (use.role === 'out' ? destinations : sources))
            .map((range) => space.box({ source: [range], destination: [range] })),
        ),
      );
    const touched = uses.flatMap((use) => comparison.touched.get(use) ?? []);
    const reach: Reach = {
      onPath: labels((use) => met(use, this.#regions.openings)),
      between: labels((use) =>
        space.subtract(met(use, this.#regions.openings), this.#regions.toDevices),
      ),
      withPods: labels((use) => met(use, this.#regions.withPods)),
      virtual: labels((use) => met(use, this.#regions.virtual)),
      unnamed: labels((use) => met(use, this.#regions.unnamed)),
      sameSegment: labels(among),
      comparable: new Set(touched.flatMap((t) => [...t.comparable])),
      widened: joined(touched.map((t) => t.widened)),
      narrowed: joined(touched.map((t) => t.narrowed)),
      decisions: joined(touched.map((t) => t.decisions)),
    };
    this.#reach.set(list.id, reach);
    return reach;
  }
}

/** Interfaces at which the filters of a use stand, for people. */
function placesOf({ filters }: ListUse): readonly string[] {
  return filters.map(({ place }) =>
    place.interface === undefined
      ? `${place.device} (${place.name})`
      : `${place.device} ${place.interface}`,
  );
}

function answersTo(opening: LedgerOpening): LedgerVerdict {
  return { outcome: 'return-traffic', reason: 'reply-ports', opening };
}

/** @param reasons at least one. */
function widenedVerdict(
  permit: boolean,
  reasons: ReadonlySet<Approximation | undefined>,
  decidedBy: readonly string[],
  together: Together,
): LedgerVerdict {
  const explained = [...reasons].every((one) => one === 'granted' || one === 'assumption');
  if (!explained) return { outcome: 'widened', reason: 'unexplained' };
  if (!reasons.has('granted')) return { outcome: 'widened', reason: 'assumed-elsewhere' };
  const action = permit ? 'permit' : 'deny';
  return { outcome: 'widened', reason: 'granted', action, together, decidedBy };
}

/** The union of what several uses of a list found, rule by rule. */
function joined<T>(
  parts: readonly ReadonlyMap<number, ReadonlySet<T>>[],
): ReadonlyMap<number, ReadonlySet<T>> {
  const all = new Map<number, ReadonlySet<T>>();
  for (const part of parts) {
    for (const [rule, found] of part) all.set(rule, (all.get(rule) ?? new Set()).union(found));
  }
  return all;
}
