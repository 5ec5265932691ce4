/**
 * Work that explains what is known already: which lines cause a standing, what is left of a line. Its diagrams are forgotten, and
 * each explanation has a bound, so that one that is dear costs itself and never the list.
 */
import { DiagramBudgetError } from '@aclift/packet-set';
import type { ListModel } from './list-model.ts';

/** Most diagram nodes for one explanation, and for all of a list. */
const MOST_EACH = 1_000_000;
const MOST_ALL = 30_000_000;

export class Explanations {
  readonly #model: ListModel;
  readonly #each: number;
  #left: number;

  /** @param each and `all` bound the diagram nodes of one explanation and of all together. */
  constructor(model: ListModel, each: number = MOST_EACH, all: number = MOST_ALL) {
    this.#model = model;
    this.#each = each;
    this.#left = all;
    // Made now, so that no part of it is forgotten with an explanation.
    void model.tree.whole;
  }

  /**
   * @param work must give nothing away that is a diagram.
   * @returns undefined: it would take more than there is.
   */
  try<T>(work: () => T): T | undefined {
    const { space } = this.#model;
    const before = space.nodesMade;
    let made = 0;
    try {
      return space.scratch(
        () => {
          try {
            return work();
          } finally {
            made = space.nodesMade - before;
          }
        },
        Math.min(this.#each, this.#left),
      );
    } catch (error) {
      if (error instanceof DiagramBudgetError) return undefined;
      throw error;
    } finally {
      this.#left -= made;
    }
  }
}
