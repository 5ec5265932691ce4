/** Policy maps while their lines arrive: classes in order, and what becomes of the packets that each takes. */
import type { ClassKind } from './class-maps.ts';
import type { Quote } from './packet-filters.ts';

/** What one class of a policy does. */
export interface PolicyClass {
  readonly name: string;
  readonly kind: ClassKind;
  readonly quote: Quote;
  drop: boolean;
  inspect: boolean;
  pass: boolean;
  /** Police: whether what conforms, and what exceeds, is dropped. Undefined: the text does not say. */
  conformDrops: boolean | undefined;
  exceedDrops: boolean | undefined;
  /** The policy that goes on inside the class. */
  child: string | undefined;
  /** Contents are inspected by another policy, which may drop. */
  deep: boolean;
}

export interface PolicyMap {
  readonly kind: ClassKind;
  readonly name: string;
  /** By name, in order; `class-default` comes last wherever it stands. */
  classes: Map<string, PolicyClass>;
}

export class PolicyMaps {
  readonly #maps = new Map<string, PolicyMap>();
  /** The policy and the class of it whose blocks are open, or were the last. */
  #current: PolicyMap | undefined;
  #class: PolicyClass | undefined;
  /** Whether lines stand in the block of `police`. */
  inPolice = false;

  enter(kind: ClassKind, name: string): void {
    const key = `${kind} ${name}`;
    let map = this.#maps.get(key);
    if (map === undefined) {
      map = { kind, name, classes: new Map() };
      this.#maps.set(key, map);
    }
    this.#current = map;
    this.#leaveClass();
  }

  remove(kind: ClassKind, name: string): void {
    this.#maps.delete(`${kind} ${name}`);
    this.#current = undefined;
    this.#leaveClass();
  }

  get current(): PolicyMap | undefined {
    return this.#current;
  }

  /** The class whose actions follow. */
  get currentClass(): PolicyClass | undefined {
    return this.#class;
  }

  /** @param before the class that it is put in front of. */
  enterClass(kind: ClassKind, name: string, quote: Quote, before?: string): void {
    const map = this.#current;
    if (map === undefined) return;
    this.inPolice = false;
    let known = map.classes.get(name);
    if (known === undefined) {
      known = {
        name,
        kind,
        quote,
        drop: false,
        inspect: false,
        pass: false,
        conformDrops: undefined,
        exceedDrops: undefined,
        child: undefined,
        deep: false,
      };
      if (before === undefined || !map.classes.has(before)) map.classes.set(name, known);
      else {
        const entries = [...map.classes];
        const at = entries.findIndex(([one]) => one === before);
        map.classes = new Map(entries.toSpliced(at, 0, [name, known]));
      }
    }
    this.#class = known;
  }

  removeClass(name: string): void {
    this.#current?.classes.delete(name);
    this.#leaveClass();
  }

  /** `exit`: one level up. @returns false when the policy itself is left. */
  leaveInner(): boolean {
    if (this.inPolice) this.inPolice = false;
    else if (this.#class === undefined) return false;
    else this.#leaveClass();
    return true;
  }

  get(kind: ClassKind, name: string): PolicyMap | undefined {
    return this.#maps.get(`${kind} ${name}`);
  }

  /** The classes of policies, and of the policies inside their classes. */
  *allClasses(kind: ClassKind, ...policies: readonly string[]): Generator<PolicyClass> {
    const names = new Set(policies);
    // A set grows while it is walked.
    for (const policy of names) {
      for (const one of this.get(kind, policy)?.classes.values() ?? []) {
        yield one;
        if (one.child !== undefined) names.add(one.child);
      }
    }
  }

  #leaveClass(): void {
    this.#class = undefined;
    this.inPolice = false;
  }
}
