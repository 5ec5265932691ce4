/**
 * Which entries hold back what another one permits, because nobody can evaluate them: read off the flows that the proof
 * found narrowed by conditions.
 */
import { type Diagram, DiagramBudgetError, NOTHING, type Space } from '@aclift/packet-set';
import {
  type Comparison,
  type FilterList,
  type FlowField,
  flattenList,
  type ListFunction,
  type Today,
} from '@aclift/verify';

/** An entry by its place. */
export interface EntryAt {
  readonly list: FilterList;
  /** Index into the list's rules. */
  readonly rule: number;
}

/** An entry that nobody can evaluate, with the permits whose flows it holds back. */
export interface Holder extends EntryAt {
  /** In order of the lists; the entry itself is never among them. */
  readonly holds: readonly EntryAt[];
}

/** The space, today and the comparison belong together. */
export interface NarrowingInput {
  readonly space: Space<FlowField>;
  readonly today: Today;
  readonly comparison: Comparison;
  /** The lists with conditions taken to do what was decided, by id. */
  readonly assumed: ReadonlyMap<string, FilterList>;
}

/** The entries that hold something back; worked out when they are asked for the first time. */
export class Narrowing {
  readonly #input: NarrowingInput;
  #found: readonly Holder[] | undefined;
  #decided: readonly Holder[] | undefined;

  constructor(input: NarrowingInput) {
    this.#input = input;
  }

  /** Every one, in order of the lists. */
  get holders(): readonly Holder[] {
    this.#found ??= withinBudget(() => holdersOf(this.#input, false));
    return this.#found;
  }

  /** Those that hold back what an entry permits. */
  of(at: EntryAt): readonly Holder[] {
    return this.holders.filter(({ holds }) => holds.some((held) => isSame(held, at)));
  }

  /** Those that hold it back by decision: their conditions are taken to match always, or never. */
  decidedOf(at: EntryAt): readonly Holder[] {
    this.#decided ??= withinBudget(() => holdersOf(this.#input, true));
    return this.#decided.filter(({ holds }) => holds.some((held) => isSame(held, at)));
  }

  /** What an entry holds back; undefined when it holds back nothing. */
  by(at: EntryAt): Holder | undefined {
    return this.holders.find((holder) => isSame(holder, at));
  }
}

/** None where the lists are too tangled to tell: then nobody is named. */
function withinBudget(find: () => readonly Holder[]): readonly Holder[] {
  try {
    return find();
  } catch (error) {
    if (error instanceof DiagramBudgetError) return [];
    throw error;
  }
}

function isSame(a: EntryAt, b: EntryAt): boolean {
  return a.rule === b.rule && a.list.id === b.list.id;
}

/** Whether decisions about conditions are all that an entry waits for. The list is one with decisions applied. */
export function isDecidable({ list, rule }: EntryAt): boolean {
  const caveats = list.rules[rule]?.match.caveats ?? [];
  return caveats.length > 0 && caveats.every(({ kind }) => kind === 'condition');
}

/** @param decided whether those are meant whose conditions were decided; else those that wait for it. */
function holdersOf(
  { space, today, comparison, assumed }: NarrowingInput,
  decided: boolean,
): readonly Holder[] {
  const held = space.unionAll(
    comparison.differences
      .filter(({ kind, because }) => kind === 'narrowed' && because === 'condition')
      .map(({ region }) => region),
  );
  if (held === NOTHING) return [];
  const functions = new Map<string, ListFunction>();
  const uses = today.uses.map(({ meets, function: given }) => {
    const known =
      functions.get(given.list.id) ?? (decided ? given : withDecisions(space, given, assumed));
    functions.set(given.list.id, known);
    return { met: space.intersect(meets, held), of: known };
  });
  const found = new Map<string, { at: EntryAt; holds: Map<string, EntryAt> }>();
  for (const { met, of } of uses) {
    for (const [rule, flows] of uncertain(space, of, met)) {
      if (decided && !isDecided(of.list.id, rule, assumed)) continue;
      const at = { list: of.list, rule };
      const key = keyOf(at);
      const holder = found.get(key) ?? { at, holds: new Map<string, EntryAt>() };
      found.set(key, holder);
      for (const other of uses) {
        const flown = space.mask(other.of.decidedMax, space.intersect(other.met, flows));
        for (const label of space.terminals(flown)) {
          const permit = { list: other.of.list, rule: label - 1 };
          const isPermit = permit.list.rules[permit.rule]?.action === 'permit';
          if (isPermit && !isSame(permit, at)) holder.holds.set(keyOf(permit), permit);
        }
      }
    }
  }
  const ordered = [...found.values()].toSorted((a, b) => inOrder(a.at, b.at));
  return ordered.map(({ at, holds }) => ({ ...at, holds: [...holds.values()].toSorted(inOrder) }));
}

function isDecided(list: string, rule: number, assumed: ReadonlyMap<string, FilterList>): boolean {
  return assumed.get(list)?.rules[rule]?.match.caveats.length === 0;
}

function keyOf({ list, rule }: EntryAt): string {
  return `${list.id}\n${rule}`;
}

function inOrder(a: EntryAt, b: EntryAt): number {
  if (a.list.id !== b.list.id) return a.list.id < b.list.id ? -1 : 1;
  return a.rule - b.rule;
}

/** The list as the drafts take it: what was decided holds nothing back any more. */
function withDecisions(
  space: Space<FlowField>,
  given: ListFunction,
  assumed: ReadonlyMap<string, FilterList>,
): ListFunction {
  const list = assumed.get(given.list.id);
  const same = list?.rules.every(
    ({ match }, i) => match.caveats.length === given.list.rules[i]?.match.caveats.length,
  );
  return list === undefined || same === true ? given : flattenList(space, list);
}

/** Rules that nobody can evaluate, each with the flows of a set that it may deny, or may not permit. */
function uncertain(
  space: Space<FlowField>,
  { decidedMax, list, permittedMin }: ListFunction,
  met: Diagram,
): readonly (readonly [rule: number, flows: Diagram])[] {
  const stopped = space.subtract(met, permittedMin);
  if (stopped === NOTHING) return [];
  const out: (readonly [number, Diagram])[] = [];
  let rest = stopped;
  list.rules.forEach(({ action, match }, rule) => {
    if (action !== 'deny' || match.caveats.length === 0) return;
    const may = space.intersect(stopped, space.unionAll(match.may.map((box) => space.box(box))));
    // A deny holds back what a permit below it would let through, whatever other such denies do.
    const flows = space.mapTerminals(space.mask(decidedMax, may), (t) => (t > rule + 1 ? 1 : 0));
    if (flows === NOTHING) return;
    out.push([rule, flows]);
    rest = space.subtract(rest, flows);
  });
  const left = space.mask(decidedMax, rest);
  for (const label of space.terminals(left)) {
    const rule = list.rules[label - 1];
    if (rule?.action !== 'permit' || rule.match.caveats.length === 0) continue;
    out.push([label - 1, space.mapTerminals(left, (t) => (t === label ? 1 : 0))]);
  }
  return out;
}
