/** Which entries a comparison touches: those that decide comparable flows, and those that decide differing ones. */
import { type Diagram, NOTHING, type Space } from '@aclift/packet-set';
import { type CoverageMap, withinSome } from './coverage.ts';
import type { Together } from './ends.ts';
import type { Approximation } from './explain.ts';
import type { FlowField } from './flow.ts';
import type { ListUse, Today } from './today.ts';

/** What a comparison found for the rules of a list, by rule index. */
export interface TouchedRules {
  /** Rules that decide some comparable flow. */
  readonly comparable: ReadonlySet<number>;
  /** With the reasons; undefined where nothing explains it. */
  readonly widened: ReadonlyMap<number, ReadonlySet<Approximation | undefined>>;
  readonly narrowed: ReadonlyMap<number, ReadonlySet<Approximation | undefined>>;
  /** Coverage rules, by index, that decided about flows of a rule; -1: the default did. */
  readonly decisions: ReadonlyMap<number, ReadonlySet<number>>;
}

interface MutableTouched extends TouchedRules {
  readonly comparable: Set<number>;
  readonly widened: Map<number, Set<Approximation | undefined>>;
  readonly narrowed: Map<number, Set<Approximation | undefined>>;
  readonly decisions: Map<number, Set<number>>;
}

/** Disjoint parts of differing flows with their reasons. */
type Parts = readonly (readonly [Approximation | undefined, Diagram])[];

/** Gathers what a comparison finds, use by use. */
export class TouchedCollector {
  readonly #space: Space<FlowField>;
  readonly #today: Today;
  readonly #coverage: CoverageMap;
  readonly byUse: ReadonlyMap<ListUse, MutableTouched>;

  constructor(space: Space<FlowField>, today: Today, coverage: CoverageMap) {
    this.#space = space;
    this.#today = today;
    this.#coverage = coverage;
    this.byUse = new Map(
      today.uses.map((use): [ListUse, MutableTouched] => [
        use,
        { comparable: new Set(), widened: new Map(), narrowed: new Map(), decisions: new Map() },
      ]),
    );
  }

  /**
   * Entries that decide what became wider, and the permits of a list that granted flows come from: those that some
   * address of the same ends has by them.
   */
  widened(widened: Parts, from: readonly Together[], to: readonly Together[]): void {
    const space = this.#space;
    for (const [use, touched] of this.byUse) {
      const { decidedMin, permittedMin, list } = use.function;
      for (const [because, flows] of widened) {
        const here = space.intersect(use.meets, flows);
        const stopped = because === undefined ? here : space.subtract(here, permittedMin);
        this.#note(touched, touched.widened, decidedMin, stopped, because);
        if (because !== 'granted') continue;
        const origin = space.intersect(
          space.intersect(use.meets, this.#today.permitted.min),
          withinSome(space, stopped, from, to),
        );
        const permits = space.mapTerminals(decidedMin, (label) =>
          list.rules[label - 1]?.action === 'permit' ? label : 0,
        );
        this.#note(touched, touched.widened, permits, origin, because);
      }
    }
  }

  /** Entries that decide some comparable flow, and those whose flows are held back where they would be enforced. */
  narrowed(
    comparable: Diagram,
    narrowed: Parts,
    heldFor: (role: ListUse['role']) => Diagram,
  ): void {
    const space = this.#space;
    for (const [use, touched] of this.byUse) {
      const { decidedMin, decidedMax } = use.function;
      const met = space.intersect(use.meets, comparable);
      for (const decided of new Set([decidedMin, decidedMax])) {
        for (const rule of this.#rulesIn(decided, met)) touched.comparable.add(rule);
      }
      for (const [because, flows] of narrowed) {
        // What is looked into is held nowhere: every list on the way permits it.
        const inPart = because === 'layer-7' || because === 'dns-names';
        const held = inPart ? flows : space.intersect(flows, heldFor(use.role));
        const here = space.intersect(use.meets, held);
        this.#note(touched, touched.narrowed, decidedMax, here, because);
      }
    }
  }

  #rulesIn(decided: Diagram, flows: Diagram): readonly number[] {
    const space = this.#space;
    return space.terminalsWithin(decided, flows).map((label) => label - 1);
  }

  /** Notes a reason for every rule that decides some of `flows`, and who decided that it shall be so. */
  #note(
    { decisions }: MutableTouched,
    reasons: Map<number, Set<Approximation | undefined>>,
    decided: Diagram,
    flows: Diagram,
    because: Approximation | undefined,
  ): void {
    if (flows === NOTHING) return;
    const space = this.#space;
    const byPeople = because === 'granted' || because === 'withheld' || because === 'split';
    for (const rule of this.#rulesIn(decided, flows)) {
      reasons.set(rule, (reasons.get(rule) ?? new Set()).add(because));
      if (!byPeople) continue;
      const own = space.mapTerminals(space.mask(decided, flows), (t) => (t === rule + 1 ? 1 : 0));
      const labels = space.terminalsWithin(this.#coverage.decided, own);
      const byDefault = space.without(own, this.#coverage.decided) !== NOTHING;
      const known = decisions.get(rule) ?? new Set();
      for (const label of byDefault ? [...labels, 0] : labels) known.add(label - 1);
      decisions.set(rule, known);
    }
  }
}
