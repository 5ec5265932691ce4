/** Class maps while their lines arrive, and which packets they take. */
import { assertNever, type Family } from '@aclift/ir';
import {
  bothOf,
  type ClassCondition,
  eitherOf,
  EVERY_PACKET,
  NO_PACKET,
  UNKNOWN,
} from './class-condition.ts';

/** `traffic`: what `service-policy` on interfaces uses; `inspect`: what zone pairs use; others by their type. */
export type ClassKind = 'traffic' | 'inspect' | `inspect ${string}`;

export type ClassMatch = { readonly negated: boolean } & (
  | { readonly kind: 'list'; readonly list: string }
  | { readonly kind: 'class'; readonly name: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'family'; readonly family: Family }
  /** No list decides it. */
  | { readonly kind: 'other' }
);

export interface ClassMap {
  readonly kind: ClassKind;
  readonly name: string;
  /** Whether all matches have to hold, or one. */
  join: 'all' | 'any';
  /** By their words. */
  readonly matches: Map<string, ClassMatch>;
}

export class ClassMaps {
  readonly #maps = new Map<string, ClassMap>();
  /** The class map whose block is open, or was the last. */
  current: ClassMap | undefined;

  enter(kind: ClassKind, name: string, join: ClassMap['join'] | undefined): void {
    const key = `${kind} ${name}`;
    let map = this.#maps.get(key);
    if (map === undefined) {
      map = { kind, name, join: join ?? 'all', matches: new Map() };
      this.#maps.set(key, map);
    } else if (join !== undefined) map.join = join;
    this.current = map;
  }

  remove(kind: ClassKind, name: string): void {
    this.#maps.delete(`${kind} ${name}`);
    this.current = undefined;
  }

  /** Names of the classes and of all that they name in turn. */
  closure(kind: ClassKind, names: Iterable<string>): ReadonlySet<string> {
    const found = new Set(names);
    // A set grows while it is walked.
    for (const name of found) {
      for (const match of this.#maps.get(`${kind} ${name}`)?.matches.values() ?? []) {
        if (match.kind === 'class') found.add(match.name);
      }
    }
    return found;
  }

  get(kind: ClassKind, name: string): ClassMap | undefined {
    return this.#maps.get(`${kind} ${name}`);
  }
}

/** Classes that nest deeper mean nothing that anybody could follow. */
const DEEPEST = 16;

/** Works out which packets classes take, each once. */
export class ClassConditions {
  readonly #maps: ClassMaps;
  /** Undefined while it is being worked out: a class that names itself is unknown. */
  readonly #known = new Map<string, ClassCondition | undefined>();

  constructor(maps: ClassMaps) {
    this.#maps = maps;
  }

  /** Which packets of a family the class takes. One that is not in the text is unknown. */
  of(kind: ClassKind, name: string, family: Family): ClassCondition {
    return this.#condition(kind, name, family, false, 0);
  }

  #condition(
    kind: ClassKind,
    name: string,
    family: Family,
    negated: boolean,
    depth: number,
  ): ClassCondition {
    const map = this.#maps.get(kind, name);
    if (map === undefined || depth > DEEPEST) return UNKNOWN;
    const key = `${kind} ${name} ${family} ${negated}`;
    if (this.#known.has(key)) return this.#known.get(key) ?? UNKNOWN;
    this.#known.set(key, undefined);
    const parts = [...map.matches.values()].map((match): ClassCondition => {
      const not = match.negated !== negated;
      switch (match.kind) {
        case 'list':
          return [{ lists: [{ list: match.list, ...(not && { negated: true }) }], certain: true }];
        case 'class':
          return this.#condition(kind, match.name, family, not, depth + 1);
        case 'any':
          return not ? NO_PACKET : EVERY_PACKET;
        case 'family':
          return (match.family === family) === not ? NO_PACKET : EVERY_PACKET;
        case 'other':
          return UNKNOWN;
        default:
          return assertNever(match);
      }
    });
    const all = (map.join === 'all') !== negated;
    // A class that says nothing takes nothing.
    const none = negated ? EVERY_PACKET : NO_PACKET;
    const condition = parts.length === 0 ? none : all ? bothOf(parts) : eitherOf(parts);
    this.#known.set(key, condition);
    return condition;
  }
}
