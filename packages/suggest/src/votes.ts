/**
 * What the named owners vote: who shares a trait with a subject, where they live and what they are called. How much a
 * vote counts is measured on the named owners themselves: each is left out in turn and asked for by its traits.
 */
import type { Cell } from './cells.ts';
import type { HostName } from './host-names.ts';
import type { EvidencePlace } from './suggestion.ts';
import type { Target } from './evidence-index.ts';
import type { Cite } from './sayings.ts';
import {
  sharers,
  type Trait,
  TRAIT_TYPES,
  traitsOfCell,
  traitsOfHost,
  type TraitType,
} from './traits.ts';

/** What can be asked of the owners that share a trait. */
export type Question = 'owner' | 'namespace' | 'side' | 'name';

/** One answer: who gave it, how far to trust it. */
export interface Vote {
  /** How often such votes are right among the named, times the share of the votes: 0 to 1. */
  readonly strength: number;
  /** `3 of 3 named owners whose host name begins with "wms" are in warehouse`. */
  readonly says: string;
  readonly places: readonly EvidencePlace[];
}

/** Answers to each question, the best vote for each answer. */
export type Votes = Readonly<Record<Question, ReadonlyMap<string, Vote>>>;

/** The side of an owner: the answers to the question for it. */
export const SIDES = { workload: 'inside', external: 'outside' } as const;

interface Voter {
  readonly owner: string;
  /** Addresses that show the trait. */
  readonly count: number;
  readonly place: (() => EvidencePlace) | undefined;
}

interface Habit {
  readonly right: number;
  readonly asked: number;
  readonly trust: number;
}

/** The named owners by trait; built once. */
export class Ballot {
  readonly #voters = new Map<TraitType, Map<string, Map<string, Voter>>>();
  readonly #habits = new Map<string, Habit>();
  readonly #target: (key: string) => Target | undefined;
  readonly #cite: Cite;

  constructor(
    cells: readonly Cell[],
    hostNames: readonly HostName[],
    ownerAt: (address: number) => Target | undefined,
    target: (key: string) => Target | undefined,
    cite: Cite,
  ) {
    this.#target = target;
    this.#cite = cite;
    for (const host of hostNames) {
      const owner = ownerAt(host.address);
      if (owner === undefined) continue;
      for (const trait of traitsOfHost(host)) this.#note(trait, owner.key, 1);
    }
    for (const cell of cells) {
      if (cell.owner === undefined || target(cell.owner) === undefined) continue;
      const count = Math.min(cell.size, MANY);
      for (const trait of traitsOfCell(cell, cite)) this.#note(trait, cell.owner, count);
    }
    for (const type of TRAIT_TYPES) {
      for (const question of ['owner', 'namespace', 'side', 'name'] as const) {
        this.#habits.set(`${question} ${type}`, this.#measure(question, type));
      }
    }
  }

  #note({ place, type, value }: Trait, owner: string, count: number): void {
    const values = this.#voters.get(type) ?? new Map<string, Map<string, Voter>>();
    this.#voters.set(type, values);
    const voters = values.get(value) ?? new Map<string, Voter>();
    values.set(value, voters);
    const known = voters.get(owner);
    voters.set(owner, { owner, count: (known?.count ?? 0) + count, place: known?.place ?? place });
  }

  /** What somebody's answer to a question is; undefined: the question does not arise. */
  #answer(question: Question, key: string): string | undefined {
    const target = this.#target(key);
    if (target === undefined) return undefined;
    switch (question) {
      case 'owner':
        return key;
      case 'side':
        return SIDES[target.kind];
      case 'namespace':
        return target.namespace;
      case 'name':
        return target.kind === 'workload' ? target.name : undefined;
    }
  }

  /** Leaves each owner out in turn, or each address where owners are asked for. */
  #measure(question: Question, type: TraitType): Habit {
    let right = 0;
    let asked = 0;
    let alone = 0;
    let owners = 0;
    for (const voters of this.#voters.get(type)?.values() ?? []) {
      const counts = this.#counts(question, voters);
      const order = [...counts].toSorted(([, m], [, n]) => n - m);
      for (const { count, owner } of voters.values()) {
        const own = this.#answer(question, owner);
        if (own === undefined) continue;
        owners += 1;
        const spoken = question === 'owner' ? Math.min(count, MANY) : 1;
        // Without this one voice: its own answer, and the best of the others.
        const left = (counts.get(own) ?? 0) - 1;
        const other = order.find(([answer]) => answer !== own)?.[1] ?? 0;
        if (voters.size === 1) alone += 1;
        if (Math.max(left, other) <= 0) continue;
        asked += spoken;
        if (left > other) right += spoken;
      }
    }
    // Where nobody could be asked, that owners differ in the trait makes it likely that the trait tells them apart.
    const before = question === 'owner' && owners > 1 ? alone / owners : BEFORE;
    return { right, asked, trust: (right + before * PRETENDED) / (asked + PRETENDED) };
  }

  #counts(question: Question, voters: ReadonlyMap<string, Voter>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { count, owner } of voters.values()) {
      const answer = this.#answer(question, owner);
      if (answer === undefined) continue;
      const weight = question === 'owner' ? Math.min(count, MANY) : 1;
      counts.set(answer, (counts.get(answer) ?? 0) + weight);
    }
    return counts;
  }

  /** How votes by a trait did: right so many times of those asked. */
  habit(question: Question, type: TraitType): Pick<Habit, 'right' | 'asked'> {
    return this.#habits.get(`${question} ${type}`) ?? { right: 0, asked: 0 };
  }

  /** The votes about a cell. */
  about(cell: Cell): Votes {
    const traits = new Map<string, Trait>();
    for (const host of cell.hostNames.slice(0, 8)) {
      for (const trait of traitsOfHost(host)) traits.set(`${trait.type} ${trait.value}`, trait);
    }
    for (const trait of traitsOfCell(cell, this.#cite)) {
      traits.set(`${trait.type} ${trait.value}`, trait);
    }
    const votes = {
      owner: new Map<string, Vote>(),
      namespace: new Map<string, Vote>(),
      side: new Map<string, Vote>(),
      name: new Map<string, Vote>(),
    };
    for (const trait of traits.values()) {
      const voters = this.#voters.get(trait.type)?.get(trait.value);
      if (voters === undefined) continue;
      for (const question of ['owner', 'namespace', 'side', 'name'] as const) {
        this.#cast(question, trait, voters, votes[question]);
      }
    }
    return votes;
  }

  #cast(
    question: Question,
    trait: Trait,
    voters: ReadonlyMap<string, Voter>,
    into: Map<string, Vote>,
  ): void {
    if (question === 'owner' && !TELLS_OWNER.has(trait.type)) return;
    const { trust } = this.#habits.get(`${question} ${trait.type}`) ?? { trust: 0 };
    const counts = this.#counts(question, voters);
    const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
    for (const [answer, count] of counts) {
      const strength = trust * (count / (all + DOUBT));
      if (strength <= (into.get(answer)?.strength ?? 0)) continue;
      into.set(
        answer,
        new CountedVote(
          strength,
          () => this.#say(question, trait, answer, count, all),
          () =>
            [
              trait.place,
              [...voters.values()].find(({ owner }) => this.#answer(question, owner) === answer)
                ?.place,
            ].flatMap((place) => (place === undefined ? [] : [place()])),
        ),
      );
    }
  }

  #say(question: Question, trait: Trait, answer: string, count: number, all: number): string {
    const { asked, right } = this.habit(question, trait.type);
    const things = question === 'owner' ? 'named addresses' : 'named owners';
    const proof =
      asked === 0 ? '' : `; such a sign is right for ${right} of ${asked} that are named`;
    return `${count} of ${all} ${things} ${sharers(trait.type, trait.value)} ${VERDICT[question](answer)}${proof}`;
  }
}

/** Texts are made when somebody reads them. */
class CountedVote implements Vote {
  readonly strength: number;
  readonly #says: () => string;
  readonly #places: () => readonly EvidencePlace[];

  constructor(strength: number, says: () => string, places: () => readonly EvidencePlace[]) {
    this.strength = strength;
    this.#says = says;
    this.#places = places;
  }

  get says(): string {
    return this.#says();
  }

  get places(): readonly EvidencePlace[] {
    return this.#places();
  }
}

const VERDICT: Readonly<Record<Question, (answer: string) => string>> = {
  owner: (answer) => `are ${answer}`,
  namespace: (answer) => `are in ${answer}`,
  side: (answer) => (answer === 'outside' ? 'stay outside' : 'are workloads'),
  name: (answer) => `are called ${answer}`,
};

/** Traits that replicas of one owner share, and hardly anybody else; a network or a service is many owners'. */
const TELLS_OWNER: ReadonlySet<TraitType> = new Set<TraitType>(['stem', 'host', 'group']);

/** Addresses of one owner that count at most. */
const MANY = 8;
/** Trust in a sign that could not be tried, and how many tries that is worth. */
const BEFORE = 0.5;
const PRETENDED = 2;
/** A pretended vote for somebody else: one voter says less than three. */
const DOUBT = 0.25;
