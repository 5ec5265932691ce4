/** The insertions of a state: for each list what it lacks, chosen, placed, numbered and in words. */
import type { Action } from '@aclift/ir';
import { type Diagram, NOTHING } from '@aclift/packet-set';
import { type FilterFunction, FilterFunctions, type FilterList, flattenList } from '@aclift/verify';
import { Candidates } from './candidates.ts';
import { type Both, LineChooser, type Want } from './choose-lines.ts';
import type { Demand } from './demand.ts';
import type { MoveDiagnostic, NotEditable } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import type { Insert, ListEdit } from './edits.ts';
import { answerView, answerViews, type Estate } from './estate.ts';
import { flatten } from './flattener.ts';
import { EditableLists, type MetFilter, nearestFirst } from './filters.ts';
import type { Ground } from './ground.ts';
import { entriesOf, type Line } from './line.ts';
import { type InsertAt, numberSlots, placeGroups, type TwoFunctions } from './place-lines.ts';
import { exampleOf } from './words.ts';

/** Insertions, and what they leave undone. */
export interface Insertions {
  readonly edits: readonly ListEdit[];
  /** Images that some filter stops all the same: each is named in `said`. */
  readonly unresolved: Both;
  /** Images of denied flows that no list stops. */
  readonly open: Diagram;
  readonly said: readonly MoveDiagnostic[];
}

interface ListWant {
  readonly list: FilterList;
  openings: Diagram;
  answers: Diagram;
  forbidden: Diagram;
  /** Flows that may meet the list. */
  meets: Diagram;
}

/** Works out the insertions. @param now the lists that the state begins with, translations re-pointed. */
export function insertions(
  ground: Ground,
  filters: readonly MetFilter[],
  demand: Demand,
  now: Estate,
  passes: Diagram,
  dialect: Dialect,
  insert: InsertAt,
): Insertions {
  const inserter = new Inserter(ground, filters, demand, now, dialect, insert);
  return inserter.run(passes);
}

class Inserter {
  readonly #ground: Ground;
  readonly #filters: readonly MetFilter[];
  readonly #demand: Demand;
  readonly #now: Estate;
  readonly #dialect: Dialect;
  readonly #insert: InsertAt;
  readonly #editable: EditableLists;
  readonly #wants = new Map<string, ListWant>();
  readonly #said: MoveDiagnostic[] = [];
  #unresolved: Both = { openings: NOTHING, answers: NOTHING };
  /** Images of denied flows that no line of a list is like. */
  #open: Diagram = NOTHING;

  constructor(
    ground: Ground,
    filters: readonly MetFilter[],
    demand: Demand,
    now: Estate,
    dialect: Dialect,
    insert: InsertAt,
  ) {
    this.#ground = ground;
    this.#filters = filters;
    this.#demand = demand;
    this.#now = now;
    this.#dialect = dialect;
    this.#insert = insert;
    this.#editable = new EditableLists(now.devices, now.raw, now.translated);
  }

  run(passes: Diagram): Insertions {
    this.#collectMissing();
    const open = this.#collectForbidden(passes);
    const filtering = [
      ...new Set(
        this.#filters.flatMap(({ filter }) =>
          filter.steps.flatMap((step) => (step.kind === 'entries' ? [step.list] : [])),
        ),
      ),
    ].flatMap((id) => this.#now.lists.get(id) ?? []);
    const candidates = new Candidates(filtering, this.#demand.images);
    const edits = [...this.#wants.values()].flatMap((want) => {
      const edit = this.#edit(want, candidates);
      return edit === undefined ? [] : [edit];
    });
    const left = this.#ground.space.union(open, this.#open);
    return { edits, unresolved: this.#unresolved, open: left, said: this.#said };
  }

  #collectMissing(): void {
    const { space } = this.#ground;
    const out = new FilterFunctions(space, this.#now.lists, flatten);
    const back = new FilterFunctions(space, answerViews(this.#now.lists), flatten);
    const { answers, openings } = this.#demand.wanted;
    for (const met of this.#filters) {
      const lacks = (wanted: Diagram, of: FilterFunction): Diagram =>
        of.open ? NOTHING : space.subtract(space.intersect(wanted, met.may), of.min);
      const missing = {
        openings: lacks(openings, out.of(met.filter)),
        answers: met.stateful ? NOTHING : lacks(answers, back.of(met.filter)),
      };
      const editable = this.#editable.of(met.filter);
      if (editable.kind === 'list') {
        const want = this.#want(editable.list);
        want.openings = space.union(want.openings, missing.openings);
        want.answers = space.union(want.answers, missing.answers);
        want.meets = space.union(want.meets, met.may);
      } else if (missing.openings !== NOTHING || missing.answers !== NOTHING) {
        this.#leave(met, missing, editable.why);
      }
    }
  }

  #want(list: FilterList): ListWant {
    const known = this.#wants.get(list.id) ?? {
      list,
      openings: NOTHING,
      answers: NOTHING,
      forbidden: NOTHING,
      meets: NOTHING,
    };
    this.#wants.set(list.id, known);
    return known;
  }

  #leave({ filter }: MetFilter, missing: Both, why: NotEditable): void {
    const { family, space } = this.#ground;
    const breaks =
      exampleOf(space, family, missing.openings) ?? exampleOf(space, family, missing.answers);
    this.#said.push({
      code: 'move/not-editable',
      source: filter.place.source,
      span: filter.place.span,
      facts: {
        filter: filter.place.name,
        device: filter.place.device,
        why,
        ...(breaks === undefined ? {} : { breaks }),
      },
    });
    this.#addUnresolved(missing);
  }

  #addUnresolved({ answers, openings }: Both): void {
    const { space } = this.#ground;
    this.#unresolved = {
      openings: space.union(this.#unresolved.openings, openings),
      answers: space.union(this.#unresolved.answers, answers),
    };
  }

  /** Gives each flow that is to be denied to the list nearest to the cluster. @returns what no list can deny. */
  #collectForbidden(passes: Diagram): Diagram {
    const { space } = this.#ground;
    const left: Diagram[] = [];
    for (const [end, flows] of [
      ['door', this.#demand.denied.toDoors],
      ['exit', this.#demand.denied.fromExits],
    ] as const) {
      let rest = space.intersect(flows, passes);
      for (const met of nearestFirst(this.#filters, end)) {
        if (rest === NOTHING) break;
        const editable = this.#editable.of(met.filter);
        const here = space.intersect(rest, met.must);
        if (editable.kind !== 'list' || here === NOTHING) continue;
        const want = this.#want(editable.list);
        want.forbidden = space.union(want.forbidden, here);
        rest = space.subtract(rest, here);
      }
      left.push(rest);
    }
    return space.unionAll(left);
  }

  #edit(want: ListWant, candidates: Candidates): ListEdit | undefined {
    const { family, space } = this.#ground;
    const { list } = want;
    if (want.openings === NOTHING && want.answers === NOTHING && want.forbidden === NOTHING) {
      return undefined;
    }
    const functions: TwoFunctions = {
      openings: flattenList(space, list),
      answers: flattenList(space, answerView(list)),
    };
    const whole = this.#wholeWant(want, functions);
    const permits = candidates.of(list, 'permit');
    const denies = candidates.of(list, 'deny');
    const choice = new LineChooser(space, family, this.#ground.tellsBox).choose(
      whole,
      permits,
      candidates.answers(list),
      denies,
    );
    this.#open = space.union(this.#open, choice.open);
    if (choice.left.openings !== NOTHING || choice.left.answers !== NOTHING) {
      this.#fixed(list, choice.left, 'too-many-lines');
    }
    const reflect = reflectOf(list);
    const groups = choice.groups.map(
      (group) =>
        group.map((line): Line =>
          reflect === undefined || line.action === 'deny' || line.established
            ? line
            : { ...line, reflect },
        ) as unknown as (typeof choice.groups)[number],
    );
    if (groups.length === 0) return undefined;
    const slots = placeGroups(space, list, functions, whole, groups, this.#insert);
    const entries = slots.map(({ lines }) =>
      lines.flatMap((line) =>
        entriesOf(line, family, list.device.source).map((ace) => ({ ace, line })),
      ),
    );
    const numbering = numberSlots(
      list.acl.entries,
      slots,
      entries.map(({ length }) => length),
      family,
    );
    if (numbering === undefined) {
      this.#fixed(list, { openings: want.openings, answers: want.answers }, 'no-numbers');
      return undefined;
    }
    const inserts = entries.flatMap((some, slot) =>
      some.map(({ ace, line }, at): Insert => ({
        sequence: numbering.slots[slot]?.[at] ?? 0,
        ace,
        text: this.#dialect.line(ace, list.acl),
        ...(line.origin === undefined ? {} : { origin: line.origin }),
      })),
    );
    const distinct = this.#distinct(list, inserts, numbering.entries);
    if (distinct === undefined) {
      this.#fixed(list, { openings: want.openings, answers: want.answers }, 'refused-line');
      return undefined;
    }
    return {
      list: list.id,
      source: list.device.source,
      family,
      name: list.acl.name,
      type: list.acl.type,
      ...(numbering.resequence === undefined ? {} : { resequence: numbering.resequence }),
      inserts: distinct,
      removes: [],
    };
  }

  /**
   * Each line once: devices refuse a second one that is equal. The first of them decides.
   * @returns undefined: an equal line stands further down in the list, where it does not do what is wanted here.
   */
  #distinct(
    list: FilterList,
    inserts: readonly Insert[],
    numbers: readonly number[],
  ): readonly Insert[] | undefined {
    const there = new Map<string, number>();
    for (const [at, entry] of list.acl.entries.entries()) {
      if (entry.kind === 'ace') {
        there.set(this.#dialect.line(entry, list.acl), numbers[at] ?? Infinity);
      }
    }
    const kept = new Map<string, Insert>();
    for (const insert of inserts.toSorted((a, b) => a.sequence - b.sequence)) {
      const known = there.get(insert.text);
      if (known !== undefined && known > insert.sequence) return undefined;
      if (known === undefined && !kept.has(insert.text)) kept.set(insert.text, insert);
    }
    return [...kept.values()];
  }

  #fixed(list: FilterList, missing: Both, why: NotEditable): void {
    const { family, space } = this.#ground;
    const breaks =
      exampleOf(space, family, missing.openings) ?? exampleOf(space, family, missing.answers);
    this.#said.push({
      code: 'move/not-editable',
      source: list.device.source,
      span: list.acl.span,
      facts: {
        filter: list.acl.name,
        device: list.device.hostname ?? list.device.source,
        why,
        ...(breaks === undefined ? {} : { breaks }),
      },
    });
    this.#addUnresolved(missing);
  }

  #wholeWant(want: ListWant, { answers, openings }: TwoFunctions): Want {
    const { space } = this.#ground;
    const { own, tolerated, wanted } = this.#demand;
    // Only flows with a new address may be decided otherwise than before.
    const fresh = [...this.#demand.fresh];
    const touched = space.union(space.box({ source: fresh }), space.box({ destination: fresh }));
    const elsewhere = space.subtract(touched, want.meets);
    const slack = (of: TwoFunctions['openings']): Diagram =>
      space.subtract(elsewhere, explicitlyDenied(space, of));
    const here = space.intersect(touched, want.meets);
    // What never meets the list is not cut by it, and what it denies for certain stays denied.
    const deniable = (of: TwoFunctions['openings'], kept: Diagram, wished: Diagram): Diagram =>
      space.unionAll([
        elsewhere,
        space.subtract(space.complement(of.permittedMax), wished),
        space.subtract(here, space.union(wished, kept)),
      ]);
    return {
      missing: { openings: want.openings, answers: want.answers },
      allowed: {
        openings: space.unionAll([tolerated.openings, openings.permittedMin, slack(openings)]),
        answers: space.unionAll([tolerated.answers, answers.permittedMin, slack(answers)]),
      },
      forbidden: want.forbidden,
      whole: this.#demand.whole,
      deniable: {
        openings: deniable(
          openings,
          space.subtract(openings.permittedMax, want.forbidden),
          wanted.openings,
        ),
        answers: deniable(answers, space.subtract(answers.permittedMax, own), wanted.answers),
      },
    };
  }
}

/** Flows that a deny about somebody in particular stops: not the one for everybody, which only ends a list. */
function explicitlyDenied(
  space: Ground['space'],
  { decidedMax, decidedMin, list }: TwoFunctions['openings'],
): Diagram {
  const denies = (label: number): number => {
    const rule = list.rules[label - 1];
    if (rule === undefined || rule.action !== ('deny' satisfies Action)) return 0;
    const { entry } = rule;
    const everybody =
      entry?.kind === 'ace' &&
      entry.source.kind === 'any' &&
      entry.destination.kind === 'any' &&
      entry.protocol.kind === 'any';
    return everybody ? 0 : 1;
  };
  return space.union(
    space.mapTerminals(decidedMin, (label) => (label > 0 ? denies(label) : 0)),
    space.mapTerminals(decidedMax, (label) => (label > 0 ? denies(label) : 0)),
  );
}

/** The recording list that permits of a list name. */
function reflectOf({ acl }: FilterList): string | undefined {
  for (const entry of acl.entries) {
    if (entry.kind !== 'ace') continue;
    const found = entry.conditions.find(({ kind }) => kind === 'reflect');
    if (found?.kind === 'reflect') return found.name;
  }
  return undefined;
}
