/**
 * Which entries of a list decide flows between addresses: asked for every rule of every draft, so answered from intervals that
 * are worked out once, without making a diagram of the flows.
 */
import { type Diagram, type Interval, NOTHING, type Ranges, type Space } from '@aclift/packet-set';
import type { FlowField } from '@aclift/verify';

/** The flows that a list decides, by their ends. */
export class DecidedFlows {
  readonly #space: Space<FlowField>;
  readonly #decided: Diagram;
  #bySource: readonly Interval[] | undefined;
  readonly #byDestination = new Map<Diagram, readonly Interval[]>();
  /** What hangs below sources at the destinations that were asked for last. */
  #at: Map<Diagram, readonly Diagram[]> = new Map();
  #asked: Ranges | undefined;
  /** Labels by what hangs below both ends and by the services that were asked for. */
  readonly #labels = new Map<Diagram, Map<Diagram, readonly number[]>>();

  /** @param decided the terminal is the label of the deciding entry; 0 where the list decides nothing. */
  constructor(space: Space<FlowField>, decided: Diagram) {
    this.#space = space;
    this.#decided = decided;
  }

  /**
   * The labels of entries that decide some of these flows.
   * @param from addresses; undefined: any. `to` likewise. The same object as in the question before saves work.
   * @param services tests nothing but protocol and service.
   */
  labels(from: Ranges | undefined, to: Ranges | undefined, services: Diagram): ReadonlySet<number> {
    const found = new Set<number>();
    if (this.#decided === NOTHING) return found;
    this.#bySource ??= this.#space.intervals(this.#decided, 'source');
    const rests = new Set<Diagram>();
    for (const below of restsWithin(this.#bySource, from)) {
      for (const rest of this.#atDestinations(below, to)) rests.add(rest);
    }
    for (const rest of rests) for (const label of this.#within(rest, services)) found.add(label);
    return found;
  }

  #atDestinations(below: Diagram, to: Ranges | undefined): readonly Diagram[] {
    if (this.#asked !== to) {
      this.#asked = to;
      this.#at = new Map();
    }
    const before = this.#at.get(below);
    if (before !== undefined) return before;
    const intervals = this.#byDestination.get(below) ?? this.#space.intervals(below, 'destination');
    this.#byDestination.set(below, intervals);
    const found = [...restsWithin(intervals, to)];
    this.#at.set(below, found);
    return found;
  }

  #within(rest: Diagram, services: Diagram): readonly number[] {
    let known = this.#labels.get(services);
    if (known === undefined)
      this.#labels.set(services, (known = new Map<Diagram, readonly number[]>()));
    const before = known.get(rest);
    if (before !== undefined) return before;
    const found = this.#space.terminals(this.#space.mask(rest, services));
    known.set(rest, found);
    return found;
  }
}

/** The different rests of intervals that meet some ranges, without those that are nothing. */
function restsWithin(intervals: readonly Interval[], ranges: Ranges | undefined): Set<Diagram> {
  const found = new Set<Diagram>();
  if (ranges === undefined) for (const { below } of intervals) found.add(below);
  for (const { from, to } of ranges ?? []) {
    let at = firstReaching(intervals, from);
    for (let one = intervals[at]; one !== undefined && one.from <= to; one = intervals[(at += 1)]) {
      found.add(one.below);
    }
  }
  found.delete(NOTHING);
  return found;
}

/** Index of the first interval that ends at or after a value. */
function firstReaching(intervals: readonly Interval[], value: Interval['from']): number {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle] as Interval).to >= value) high = middle;
    else low = middle + 1;
  }
  return low;
}
