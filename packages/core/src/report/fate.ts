/** What became of each entry of a filtering list, read off the proof: the drafts are judged, not trusted. */
import type { Family } from '@aclift/ir';
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
import type { Verdict } from './ledger.ts';

/** The verdict on one entry. */
export interface RuleFate {
  readonly verdict: Verdict;
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
  /** Words for places of other entries. */
  readonly describe: (list: FilterList, rule: number) => string;
  /** What the target's objects are called. */
  readonly targetName: string;
  /** The verdict on a permit that entries which nobody can evaluate hold back; undefined when none is known to. */
  readonly heldBack: (list: FilterList, rule: number) => Verdict | undefined;
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

  /** Whose addresses are decided together, and by what they are named. */
  readonly #whole: string;
  readonly #word: string;

  constructor(input: FateInput) {
    this.#input = input;
    const wholes = (input.ends.wholes ?? []).length > 0;
    this.#whole = wholes ? 'a workload or of nodes' : 'a workload';
    this.#word = wholes ? 'a label or an entity' : 'a label';
    const { space, ends, family, topology } = input;
    const either = (addresses: Ranges): Diagram =>
      space.union(space.box({ source: addresses }), space.box({ destination: addresses }));
    const pods = ends.pods.reduce<Ranges>((sum, pod) => unionRanges(sum, pod.addresses), []);
    const known = ends.named.reduce<Ranges>(
      (sum, named) => unionRanges(sum, named.addresses),
      pods,
    );
    const inside = topology.places
      .filter(({ kind }) => kind === 'segment' || kind === 'beyond')
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

  #verdict(list: FilterList, rule: number, reach: Reach): Verdict {
    const { targetName } = this.#input;
    const permit = list.rules[rule]?.action === 'permit';
    const onlyDevices = permit && reach.sameSegment.has(rule) && !reach.between.has(rule);
    if (onlyDevices && reach.onPath.has(rule)) {
      return {
        outcome: 'same-segment',
        reason: 'same-segment',
        because:
          'both ends sit in one segment, so of these flows the router sees only those to its own address there',
      };
    }
    if (!reach.onPath.has(rule)) {
      return reach.sameSegment.has(rule)
        ? {
            outcome: 'same-segment',
            reason: 'same-segment',
            because: 'both ends sit in one segment, so these flows never cross the router',
          }
        : {
            outcome: 'shadowed',
            reason: 'no-path',
            because: 'no flow that it matches passes where the list is bound',
          };
    }
    if (reach.virtual.has(rule) && !reach.comparable.has(rule)) {
      return this.#virtualVerdict(list, rule);
    }
    if (!reach.withPods.has(rule)) {
      return reach.unnamed.has(rule)
        ? {
            outcome: 'needs-decision',
            reason: 'unmapped',
            because: 'no workload of the inventory has an address that it decides about',
          }
        : {
            outcome: 'unsupported',
            reason: 'transit',
            because: 'both ends stay outside the cluster, where no policy reaches',
          };
    }
    if (!reach.comparable.has(rule)) {
      return {
        outcome: 'unsupported',
        reason: 'protocol',
        because: `a ${targetName} cannot say anything certain about its protocol`,
      };
    }
    const rules = this.#input.rulesOf(list, rule);
    const narrowed = reach.narrowed.get(rule);
    const widened = reach.widened.get(rule);
    const decided = this.#decided(reach.decisions.get(rule));
    if (widened !== undefined)
      return { ...widenedVerdict(permit, widened, decided, this.#whole), rules };
    if (narrowed !== undefined) return { ...this.#narrowed(list, rule, narrowed, decided), rules };
    if (permit) {
      const because =
        rules.length > 0
          ? 'the drafts allow exactly what it permits'
          : 'nothing is isolated against what it permits, so no rule is needed';
      return { outcome: 'translated', reason: 'exact', because, rules };
    }
    return rules.length > 0
      ? { outcome: 'translated', reason: 'deny-rule', because: 'a deny rule says the same', rules }
      : {
          outcome: 'translated',
          reason: 'default-deny',
          because: 'the drafts allow none of it, so isolation carries it',
        };
  }

  /** Verdict on an entry that decides about virtual addresses and no pods. */
  #virtualVerdict(list: FilterList, rule: number): Verdict {
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
    const pods = [...new Set(names)].join(', ');
    if (reached === NOTHING && !permit) {
      return {
        outcome: 'translated',
        reason: 'default-deny',
        because: 'no port of the virtual address that it denies leads to pods, so nothing opens it',
      };
    }
    if (reached === NOTHING) {
      return {
        outcome: 'needs-decision',
        reason: 'vip',
        because:
          'it is about a virtual address, and the inventory says no port of it that leads to pods here',
      };
    }
    const rules = this.#input.rulesOf(list, rule);
    if (!permit) {
      return space.intersect(reached, today.permitted.max) === NOTHING
        ? {
            outcome: 'translated',
            reason: 'default-deny',
            because: `followed to the pods of ${pods}; the drafts allow none of it, so isolation carries it`,
            rules,
          }
        : {
            outcome: 'needs-decision',
            reason: 'vip',
            because: `it denies a virtual address of ${pods}, but the same flows may reach the pods in another way, and a policy cannot tell the two apart`,
          };
    }
    const differing = comparison.differences.find(
      ({ kind, region }) => kind === 'narrowed' && space.intersect(region, reached) !== NOTHING,
    );
    return differing === undefined
      ? {
          outcome: 'translated',
          reason: 'vip',
          because: `followed to the pods of ${pods} and their target ports, which the drafts allow`,
          rules,
        }
      : {
          ...this.#narrowed(list, rule, new Set([differing.because]), 'by decision'),
          rules,
        };
  }

  /** Who decided, for the end of a sentence. */
  #decided(rules: ReadonlySet<number> | undefined): string {
    const by = [...(rules ?? [])]
      .toSorted((a, b) => a - b)
      .map((rule) => this.#input.decidedBy(rule))
      .filter((text) => text !== '');
    return by.length === 0 ? 'by decision' : `by decision (${[...new Set(by)].join('; ')})`;
  }

  #narrowed(
    list: FilterList,
    rule: number,
    reasons: ReadonlySet<Approximation | undefined>,
    decided: string,
  ): Verdict {
    const { targetName } = this.#input;
    if (reasons.has(undefined)) {
      return {
        outcome: 'narrowed',
        reason: 'unexplained',
        because: 'the drafts hold back some of it and nothing explains why: please report this',
      };
    }
    if (reasons.has('return-traffic')) {
      const forward = this.#forwardOf(list, rule);
      if (forward !== undefined) {
        return answersTo(forward);
      }
    }
    if (reasons.has('way-unknown')) {
      return {
        outcome: 'needs-decision',
        reason: 'way-unknown',
        because: this.#wayUnknown(list, rule),
      };
    }
    if (reasons.has('device-traffic') && reasons.size === 1) {
      return {
        outcome: 'translated',
        reason: 'device-traffic',
        because:
          'the drafts do what it says to all others; for addresses of the routers themselves, which meet no outbound list, they do it too',
      };
    }
    if (reasons.has('filter-unknown')) {
      return {
        outcome: 'narrowed',
        reason: 'filter-unknown',
        because: 'a filter on the way could not be read, so the drafts hold back what it might',
      };
    }
    if (reasons.has('partial-coverage')) {
      return {
        outcome: 'needs-decision',
        reason: 'partial-coverage',
        because: `it covers only some addresses of ${this.#whole}, and ${this.#word} means them all; withheld until decided`,
      };
    }
    if (reasons.has('other-family')) {
      const other = this.#input.family === 'ipv4' ? 'IPv6' : 'IPv4';
      return {
        outcome: 'needs-decision',
        reason: 'other-family',
        because: `the ${other} lists hold back what it permits between the same workloads, and a label means the addresses of both families; withheld until the lists of both say the same`,
      };
    }
    if (reasons.has('layer-7')) {
      return {
        outcome: 'narrowed',
        reason: 'layer-7',
        because:
          'the inventory asks for it: a rule lets its connections open and only the HTTP requests that the inventory lists pass',
      };
    }
    if (reasons.has('dns-names')) {
      return {
        outcome: 'narrowed',
        reason: 'dns-names',
        because:
          'the inventory has DNS names for its addresses, and the drafts open to what the names lead to',
      };
    }
    if (reasons.has('split')) {
      return {
        outcome: 'narrowed',
        reason: 'split',
        because: `it covers only some addresses of ${this.#whole}; withheld until a label tells them apart, ${decided}`,
      };
    }
    if (reasons.has('withheld')) {
      return {
        outcome: 'narrowed',
        reason: 'withheld',
        because: `it covers only some addresses of ${this.#whole}, and ${this.#word} means them all; withheld ${decided}`,
      };
    }
    if (reasons.has('source-port')) {
      return replyBoxes(list.rules[rule] as FilterRule).length > 0
        ? {
            outcome: 'needs-decision',
            reason: 'reply-without-opening',
            because:
              'it looks like answers from a well-known port, but no list permits the opening in the other direction',
          }
        : {
            outcome: 'narrowed',
            reason: 'source-port',
            because:
              'it depends on the source port, which no policy knows, so it grants nothing; --client-ports ephemeral takes clients to use ports from 1024',
          };
    }
    if (reasons.has('icmp-code')) {
      return {
        outcome: 'narrowed',
        reason: 'icmp-code',
        because: `a ${targetName} knows ICMP types but no codes`,
      };
    }
    if (reasons.has('unseen-traffic')) {
      return {
        outcome: 'narrowed',
        reason: 'unseen-traffic',
        because: 'strict drafts allow only what some list permits',
      };
    }
    const held = this.#input.heldBack(list, rule);
    if (held !== undefined) return held;
    return {
      outcome: 'narrowed',
      reason: 'condition',
      because: 'another entry on the way depends on something that no policy knows',
    };
  }

  /** Which filters may be on the way of what the entry decides, and would hold it back. */
  #wayUnknown(list: FilterList, rule: number): string {
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
    const named = places.length === 0 ? 'filters' : places.join(', ');
    return unsure.some(({ filters }) => filters.some(({ place }) => place.kind === 'port'))
      ? `nothing says which hosts are behind ${named}, so the drafts hold back what the list there may hold back; say it with --behind`
      : `what it decides may pass ${named} or go another way, so the drafts hold back what some way holds back; say which interfaces carry nothing (--unused) or where the rest of the world is (--upstream)`;
  }

  /** The entry that permits the opening of which this one lets the answers back. */
  #forwardOf(list: FilterList, rule: number): string | undefined {
    const { space, today } = this.#input;
    for (const box of replyBoxes(list.rules[rule] as FilterRule)) {
      const opening = space.intersect(space.box(mirrored(box)), today.permitted.max);
      if (opening === NOTHING) continue;
      for (const use of today.uses) {
        const decided = space.mask(use.function.decidedMax, space.intersect(use.meets, opening));
        const label = space
          .terminals(decided)
          .find((l) => use.function.list.rules[l - 1]?.action === 'permit');
        if (label !== undefined) return this.#input.describe(use.function.list, label - 1);
      }
      return 'flows that no list filters';
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
          for (const label of space.terminals(space.mask(decided, where))) found.add(label - 1);
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

function answersTo(forward: string): Verdict {
  return {
    outcome: 'return-traffic',
    reason: 'reply-ports',
    because: `it lets the answers back to ${forward}; policies allow answers by themselves`,
  };
}

function widenedVerdict(
  permit: boolean,
  reasons: ReadonlySet<Approximation | undefined>,
  decided: string,
  whole: string,
): Verdict {
  if (reasons.has(undefined)) {
    return {
      outcome: 'widened',
      reason: 'unexplained',
      because: 'the drafts let through some of what it decides otherwise: please report this',
    };
  }
  if (reasons.has('granted')) {
    return {
      outcome: 'widened',
      reason: 'granted',
      because: permit
        ? `it covers only some addresses of ${whole}; granted to all of them ${decided}`
        : `it holds back only some addresses of ${whole}; granted to all of them ${decided}`,
    };
  }
  return {
    outcome: 'widened',
    reason: 'assumed-elsewhere',
    because:
      'another entry on the way depends on a condition that was decided to be taken for granted',
  };
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
