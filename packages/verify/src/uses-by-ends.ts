/**
 * Which uses of lists may see flows between two ends. Most lists stand at one segment, so each use is filed at the end of which
 * it sees the smaller part, and questions about one pair do not go through the lists of the whole estate.
 */
import type { Ranges, Space } from '@aclift/packet-set';
import type { FlowField } from './flow.ts';
import type { ListUse } from './today.ts';

interface Filed {
  readonly use: ListUse;
  readonly order: number;
}

/** Uses by numbered ends. */
export class UsesByEnds {
  readonly #bySource: readonly Filed[][];
  readonly #byDestination: readonly Filed[][];

  /** @param sources addresses of each end that flows come from; `destinations` likewise. Announced as cuts. */
  constructor(
    space: Space<FlowField>,
    uses: readonly ListUse[],
    sources: readonly Ranges[],
    destinations: readonly Ranges[],
  ) {
    this.#bySource = sources.map(() => []);
    this.#byDestination = destinations.map(() => []);
    const from = space.groups('source', sources);
    const to = space.groups('destination', destinations);
    for (const [order, use] of uses.entries()) {
      const atSources = space.groupsMet(use.meets, from);
      const atDestinations = space.groupsMet(use.meets, to);
      const [places, filed] =
        atSources.length <= atDestinations.length
          ? [atSources, this.#bySource]
          : [atDestinations, this.#byDestination];
      for (const at of places) filed[at]?.push({ use, order });
    }
  }

  /** Every use that sees some flow from an end to another, in the order of the uses, and some that see none. */
  between(source: number, destination: number): readonly ListUse[] {
    return [...(this.#bySource[source] ?? []), ...(this.#byDestination[destination] ?? [])]
      .toSorted((a, b) => a.order - b.order)
      .map(({ use }) => use);
  }
}
