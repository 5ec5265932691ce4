/** Groups of values of one field, so that a question about each of them is one sweep over a diagram and not one pass a group. */
import type { Diagram } from './diagram.ts';
import type { Ranges } from './ranges.ts';

/** Rank intervals of one field that lead to the same node. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  readonly below: Diagram;
}

/** Sets of ranks, numbered from 0. They may overlap; disjoint ones are swept fastest. */
export class ValueGroups<F extends string> {
  readonly field: F;
  /** How many groups. */
  readonly count: number;
  /** Groups met below a node, as far as somebody has asked. */
  readonly met: Map<Diagram, readonly number[]> = new Map();
  /** Runs of ranks, by their first rank. */
  readonly #froms: Int32Array;
  readonly #tos: Int32Array;
  readonly #of: Int32Array;

  constructor(field: F, groups: readonly Ranges<number>[]) {
    this.field = field;
    this.count = groups.length;
    const runs = groups
      .flatMap((ranks, group) => ranks.map(({ from, to }) => ({ from, to, group })))
      .toSorted((a, b) => a.from - b.from);
    this.#froms = Int32Array.from(runs, ({ from }) => from);
    this.#tos = Int32Array.from(runs, ({ to }) => to);
    this.#of = Int32Array.from(runs, ({ group }) => group);
  }

  /** Tells of each segment which groups have ranks in it. @param segments ascending and disjoint. */
  sweep(segments: readonly Segment[], met: (group: number, below: Diagram) => void): void {
    const runs = this.#of.length;
    let first = 0;
    for (const { from, to, below } of segments) {
      while (first < runs && (this.#tos[first] as number) < from) first += 1;
      for (let run = first; run < runs && (this.#froms[run] as number) <= to; run += 1) {
        if ((this.#tos[run] as number) >= from) met(this.#of[run] as number, below);
      }
    }
  }
}
