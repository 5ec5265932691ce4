/**
 * Lists as functions of what passes, without which rule decides, for the many states of a plan: a state differs from the one before
 * it by few lines, so that parts of lists are remembered by what they say. Where a part begins depends on its lines alone, and
 * an inserted line leaves all other parts as they are.
 */
import { type Diagram, EVERYTHING, type Space } from '@aclift/packet-set';
import type { FilterList, FilterRule, Flatten, FlowField, ListFunction } from '@aclift/verify';

/** Terminals of diagrams. */
const PERMIT = 1;
const DENY = 2;

/** About so many items are one part. */
const PART = 12;

/** Something that says something of packets, and a number that equal ones share. */
interface Item {
  readonly id: number;
  readonly says: Diagram;
}

/** The same rules have the same text. */
export function ruleKey(rule: FilterRule | undefined): string {
  if (rule === undefined) return '';
  const known = keys.get(rule);
  if (known !== undefined) return known;
  const { action, match } = rule;
  const { answersMay, answersMust, may, must } = match;
  const key = JSON.stringify([action, must, may, answersMust, answersMay], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  keys.set(rule, key);
  return key;
}

const keys = new WeakMap<FilterRule, string>();

/** Flattens lists in one space. */
class Flattener {
  readonly #space: Space<FlowField>;
  readonly #lists = new WeakMap<FilterList, ListFunction>();
  readonly #ids = new Map<string, number>();
  readonly #said = new Map<string, Diagram>();

  constructor(space: Space<FlowField>) {
    this.#space = space;
  }

  of(list: FilterList): ListFunction {
    const known = this.#lists.get(list) ?? this.#make(list);
    this.#lists.set(list, known);
    return known;
  }

  #make(list: FilterList): ListFunction {
    const { rules } = list;
    const space = this.#space;
    const permitted = (decided: Diagram): Diagram =>
      rules.length === 0
        ? EVERYTHING
        : this.#remembered(`permitted ${decided}`, () =>
            space.mapTerminals(decided, (label) => (label === PERMIT ? 1 : 0)),
          );
    const decided = (certainly: 'permit' | 'deny'): Diagram =>
      this.#fold(
        rules.map((rule) => this.#rule(rule, rule.action === certainly ? 'must' : 'may')),
        1,
      );
    const decidedMin = decided('permit');
    const permittedMin = permitted(decidedMin);
    if (rules.every(({ match }) => match.caveats.length === 0)) {
      return { list, permittedMin, permittedMax: permittedMin, decidedMin, decidedMax: decidedMin };
    }
    const decidedMax = decided('deny');
    return { list, permittedMin, permittedMax: permitted(decidedMax), decidedMin, decidedMax };
  }

  #rule(rule: FilterRule, bound: 'must' | 'may'): Item {
    const id = this.#id(`${bound} ${ruleKey(rule)}`);
    const label = rule.action === 'permit' ? PERMIT : DENY;
    const says = this.#remembered(`rule ${id}`, () =>
      this.#space.unionAll(rule.match[bound].map((box) => this.#space.box(box, label))),
    );
    return { id, says };
  }

  /** The first item that says something, part by part. */
  #fold(items: readonly Item[], level: number): Diagram {
    if (items.length <= PART) return this.#first(items);
    const parts: Item[][] = [[]];
    for (const item of items) {
      parts.at(-1)?.push(item);
      if (((item.id * 2_654_435_761 + level) >>> 7) % PART === 0) parts.push([]);
    }
    const filled = parts.filter((part) => part.length > 0);
    if (filled.length === items.length || filled.length < 2) return this.#first(items);
    return this.#fold(
      filled.map((part): Item => {
        const key = `part ${part.map(({ id }) => id).join()}`;
        return { id: this.#id(key), says: this.#remembered(key, () => this.#first(part)) };
      }),
      level + 1,
    );
  }

  #first(items: readonly Item[]): Diagram {
    return this.#space.firstMatch(items.map(({ says }) => says));
  }

  #remembered(key: string, make: () => Diagram): Diagram {
    const known = this.#said.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#said.set(key, made);
    return made;
  }

  #id(key: string): number {
    const known = this.#ids.get(key) ?? this.#ids.size + 1;
    this.#ids.set(key, known);
    return known;
  }
}

const flatteners = new WeakMap<Space<FlowField>, Flattener>();

/** Like `flattenList`, but labels only tell permits (1) from denies (2). */
export const flatten: Flatten = (space, list) => {
  const known = flatteners.get(space) ?? new Flattener(space);
  flatteners.set(space, known);
  return known.of(list);
};
