/**
 * A filter of several steps as one function of flows: lists one after another with one end, and what lists select.
 * Two bounds, as for a single list: what surely passes, and what may.
 */
import type { Action } from '@aclift/ir';
import { type Diagram, EVERYTHING, NOTHING, type Space } from '@aclift/packet-set';
import { type FilterList, flattenList, type ListFunction } from './filter-list.ts';
import type { FilterRule } from './filter-rule.ts';
import type { FlowField } from './flow.ts';
import type { PlacedFilter, PlacedStep } from './topology.ts';

/** A list in a filter, as far as packets get to it. */
export interface ListPart {
  readonly function: ListFunction;
  /** Packets that get as far as the list and that its entries may decide. */
  readonly reach: Diagram;
}

/** A filter as a function. */
export interface FilterFunction {
  readonly min: Diagram;
  readonly max: Diagram;
  /** The lists whose entries decide something, in order. */
  readonly parts: readonly ListPart[];
  /** No list of the filter is defined or has entries, and nothing else filters: it lets everything through. */
  readonly open: boolean;
}

/** Makes a function of a list: labels tell rules apart, or only that some rule decides. */
export type Flatten = (space: Space<FlowField>, list: FilterList) => ListFunction;

/** Works out filters; lists are flattened once. */
export class FilterFunctions {
  readonly #space: Space<FlowField>;
  readonly #lists: ReadonlyMap<string, FilterList>;
  readonly #functions = new Map<string, ListFunction>();
  readonly #filters = new Map<string, FilterFunction>();
  readonly #selecting = new Map<string, ListFunction>();

  readonly #flatten: Flatten;

  /**
   * @param lists by id; an id without a list, or a list without rules, is undefined or empty on the device.
   * @param flatten who asks only what passes may have a shorter way.
   */
  constructor(
    space: Space<FlowField>,
    lists: ReadonlyMap<string, FilterList>,
    flatten: Flatten = flattenList,
  ) {
    this.#space = space;
    this.#lists = lists;
    this.#flatten = flatten;
  }

  of({ otherwise, steps }: PlacedFilter): FilterFunction {
    const key = JSON.stringify([steps, otherwise]);
    const known = this.#filters.get(key) ?? this.#make(steps, otherwise);
    this.#filters.set(key, known);
    return known;
  }

  #make(steps: readonly PlacedStep[], otherwise: Action): FilterFunction {
    const space = this.#space;
    const parts: ListPart[] = [];
    let sure: Diagram = NOTHING;
    let maybe: Diagram = NOTHING;
    // What is left for the steps that follow, when everything is taken for the worst and for the best.
    let worst: Diagram = EVERYTHING;
    let best: Diagram = EVERYTHING;
    let filters = false;
    const take = (action: Action, inWorst: Diagram, inBest: Diagram): void => {
      if (action === 'permit') {
        sure = space.union(sure, space.intersect(worst, inWorst));
        maybe = space.union(maybe, space.intersect(best, inBest));
      }
      worst = space.subtract(worst, inWorst);
      best = space.subtract(best, inBest);
    };
    for (const step of steps) {
      if (step.kind === 'unknown') {
        filters = true;
        worst = NOTHING;
        continue;
      }
      if (step.kind === 'entries') {
        const list = this.#function(step.list);
        if (list === undefined) continue;
        filters = true;
        const { decidedMax, decidedMin, permittedMax, permittedMin } = list;
        const decides = space.union(anyOf(space, decidedMin), anyOf(space, decidedMax));
        const reach = space.union(worst, best);
        const last = step === steps.at(-1) && otherwise === 'deny';
        // The end of the last list is the end of the filter, and belongs to it.
        parts.push({ function: list, reach: last ? reach : space.intersect(reach, decides) });
        sure = space.union(sure, space.intersect(worst, permittedMin));
        maybe = space.union(maybe, space.intersect(best, permittedMax));
        worst = space.subtract(worst, anyOf(space, decidedMin));
        best = space.subtract(best, anyOf(space, decidedMax));
        continue;
      }
      filters = true;
      const { max, min } = this.#selected(step.lists, step.join);
      for (const { list } of step.lists) {
        const selecting = this.#selectingList(list, step.action);
        if (selecting === undefined) continue;
        const decides = space.union(
          anyOf(space, selecting.decidedMin),
          anyOf(space, selecting.decidedMax),
        );
        const reach = space.intersect(space.union(worst, best), decides);
        parts.push({ function: selecting, reach });
      }
      if (step.action === 'deny') take('deny', max, step.certain ? min : NOTHING);
      else take('permit', step.certain ? min : NOTHING, max);
    }
    if (otherwise === 'permit') {
      sure = space.union(sure, worst);
      maybe = space.union(maybe, best);
    }
    const open = !filters && steps.some(({ kind }) => kind === 'entries');
    return open
      ? { min: EVERYTHING, max: EVERYTHING, parts: [], open }
      : { min: sure, max: maybe, parts, open };
  }

  /** Packets that are selected for certain and perhaps. */
  #selected(
    lists: readonly { readonly list: string; readonly negated: boolean }[],
    join: 'every' | 'some',
  ): { readonly min: Diagram; readonly max: Diagram } {
    const space = this.#space;
    if (lists.length === 0) return { min: EVERYTHING, max: EVERYTHING };
    const each = lists.map(({ list, negated }) => {
      const of = this.#function(list);
      // What a missing list selects depends on the platform.
      const [min, max] =
        of === undefined ? [NOTHING, EVERYTHING] : [of.permittedMin, of.permittedMax];
      return negated ? { min: space.complement(max), max: space.complement(min) } : { min, max };
    });
    return each.reduce((a, b) =>
      join === 'every'
        ? { min: space.intersect(a.min, b.min), max: space.intersect(a.max, b.max) }
        : { min: space.union(a.min, b.min), max: space.union(a.max, b.max) },
    );
  }

  #function(id: string): ListFunction | undefined {
    const known = this.#functions.get(id);
    if (known !== undefined) return known;
    const list = this.#lists.get(id);
    if (list === undefined || list.rules.length === 0) return undefined;
    const made = this.#flatten(this.#space, list);
    this.#functions.set(id, made);
    return made;
  }

  /** A list whose permits select for `action`, with rules that say what becomes of a packet. */
  #selectingList(id: string, action: Action): ListFunction | undefined {
    const key = `${action} ${id}`;
    const known = this.#selecting.get(key);
    if (known !== undefined) return known;
    const list = this.#lists.get(id);
    if (list === undefined || list.rules.length === 0) return undefined;
    const made = this.#flatten(this.#space, selectingList(list, action));
    this.#selecting.set(key, made);
    return made;
  }
}

/**
 * A list as a filter reads it that drops or passes what the list permits: the rule of a permit has that action, the rule of a
 * deny the other one, since its packets go on.
 */
export function selectingList(list: FilterList, action: Action): FilterList {
  if (action === 'permit') return list;
  const rules = list.rules.map((rule): FilterRule => ({
    ...rule,
    action: rule.action === 'permit' ? 'deny' : 'permit',
  }));
  return { ...list, rules };
}

/** Flows that some rule decides, and not the end of the list. */
function anyOf(space: Space<FlowField>, decided: Diagram): Diagram {
  return space.mapTerminals(decided, (label) => (label > 0 ? 1 : 0));
}
