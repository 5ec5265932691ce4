/**
 * Looks for one packet instead of computing a set: walks several diagrams side by side and makes no node. Cheap where
 * a packet exists, which is the common case; where none does, the walk remembers what it has seen and may give up.
 */
import { type DiagramStore, type Diagram, NOTHING, terminalValue } from './diagram.ts';

/** What the packet must be like. */
export interface PacketQuestion {
  /** The packet is in all of these. */
  readonly inside: readonly Diagram[];
  /** None of these says anything about it. */
  readonly outside?: readonly Diagram[];
  /** The first of `by` that says something, or `otherwise` if none does, says other than `not`. Absent: no matter. */
  readonly decided?: {
    readonly by: readonly Diagram[];
    readonly otherwise: number;
    readonly not: number;
  };
}

/** `gave-up`: the budget was spent before the question was settled. */
export type SearchResult =
  | { readonly kind: 'found'; readonly bits: Uint8Array }
  | { readonly kind: 'none' }
  | { readonly kind: 'gave-up' };

/** Searches in one store. Keeps its tables between searches; not to be entered twice at once. */
export class WitnessSearch {
  readonly #store: DiagramStore;
  readonly #seen = new StateSet();
  #bits = new Uint8Array(0);
  #otherwise = 0;
  #not = 0;
  #left = 0;

  constructor(store: DiagramStore) {
    this.#store = store;
  }

  /**
   * @param levels how many bits the space has.
   * @param budget most states to look at.
   */
  search(question: PacketQuestion, levels: number, budget: number): SearchResult {
    const { inside, outside = [], decided } = question;
    this.#seen.clear();
    this.#bits = new Uint8Array(levels);
    this.#otherwise = decided?.otherwise ?? 0;
    this.#not = decided?.not ?? -1;
    this.#left = budget;
    const found = this.#walk(
      [...inside],
      [...outside],
      decided === undefined ? undefined : [...decided.by],
    );
    if (found) return { kind: 'found', bits: this.#bits };
    return this.#left < 0 ? { kind: 'gave-up' } : { kind: 'none' };
  }

  /** Whether a packet exists below these nodes. `by` undefined: what decides is settled already. */
  #walk(inside: Diagram[], outside: Diagram[], by: Diagram[] | undefined): boolean {
    const open = this.#settle(inside, outside, by);
    if (open === undefined) return false;
    const { sets, decide } = open;
    if (inside.length === 0 && sets.length === 0 && decide === undefined) return true;
    if (this.#seen.add(inside, sets, decide)) return false;
    if ((this.#left -= 1) < 0) return false;

    let level = Number.MAX_SAFE_INTEGER;
    for (const node of inside) level = Math.min(level, this.#store.level(node));
    for (const node of sets) level = Math.min(level, this.#store.level(node));
    for (const node of decide ?? []) level = Math.min(level, this.#store.level(node));
    const go = (high: boolean): boolean => {
      const below = (node: Diagram): Diagram => {
        if (this.#store.level(node) !== level) return node;
        return high ? this.#store.high(node) : this.#store.low(node);
      };
      return this.#walk(inside.map(below), sets.map(below), decide?.map(below));
    };
    if (go(false)) return true;
    this.#bits[level] = 1;
    if (go(true)) return true;
    this.#bits[level] = 0;
    return false;
  }

  /** Drops what is settled from `inside`; gives what is left of the others; undefined when no packet can be below. */
  #settle(
    inside: Diagram[],
    outside: readonly Diagram[],
    by: readonly Diagram[] | undefined,
  ): { readonly sets: Diagram[]; readonly decide: Diagram[] | undefined } | undefined {
    let kept = 0;
    for (const node of inside) {
      if (node === NOTHING) return undefined;
      if (node >= 0) inside[kept++] = node;
    }
    inside.length = kept;
    const sets: Diagram[] = [];
    for (const node of outside) {
      if (node === NOTHING) continue;
      if (node < 0 || inside.includes(node)) return undefined;
      if (!sets.includes(node)) sets.push(node);
    }
    if (by === undefined) return { sets, decide: undefined };
    const decide: Diagram[] = [];
    let last: number | undefined;
    for (const node of by) {
      if (node === NOTHING || decide.includes(node)) continue;
      if (node < 0) {
        last = terminalValue(node);
        if (decide.length > 0) decide.push(node);
        break;
      }
      decide.push(node);
    }
    if (decide.length > 0) return { sets, decide };
    return (last ?? this.#otherwise) === this.#not ? undefined : { sets, decide: undefined };
  }
}

/** States that led nowhere: three groups of nodes each. Open hashing over one growing array; clearing costs nothing. */
class StateSet {
  #arena: Int32Array<ArrayBuffer> = new Int32Array(1 << 8);
  #used = 0;
  #slots: Int32Array<ArrayBuffer> = new Int32Array(1 << 6);
  #stamps: Int32Array<ArrayBuffer> = new Int32Array(1 << 6);
  #stamp = 1;
  #size = 0;

  clear(): void {
    this.#stamp += 1;
    this.#used = 0;
    this.#size = 0;
  }

  /** Adds a state. @returns whether it was there already. */
  add(
    inside: readonly Diagram[],
    outside: readonly Diagram[],
    by: readonly Diagram[] | undefined,
  ): boolean {
    const start = this.#used;
    const length = 3 + inside.length + outside.length + (by?.length ?? 0);
    while (start + length + 1 > this.#arena.length) this.#growArena();
    let at = start;
    const put = (value: number): void => {
      this.#arena[at++] = value;
    };
    put(length);
    put(inside.length);
    put(outside.length);
    put(by === undefined ? -1 : by.length);
    inside.forEach(put);
    outside.forEach(put);
    by?.forEach(put);
    const mask = this.#slots.length - 1;
    let slot = this.#hash(start) & mask;
    while (this.#stamps[slot] === this.#stamp) {
      if (this.#same(this.#slots[slot] as number, start)) return true;
      slot = (slot + 1) & mask;
    }
    this.#slots[slot] = start;
    this.#stamps[slot] = this.#stamp;
    this.#used = at;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#growSlots();
    return false;
  }

  #hash(start: number): number {
    let hash = 0;
    for (let at = start + 1; at <= start + (this.#arena[start] as number); at += 1) {
      hash = Math.imul(hash ^ (this.#arena[at] as number), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  #same(a: number, b: number): boolean {
    for (let i = 0; i <= (this.#arena[b] as number); i += 1) {
      if (this.#arena[a + i] !== this.#arena[b + i]) return false;
    }
    return true;
  }

  #growArena(): void {
    const arena = new Int32Array(this.#arena.length * 2);
    arena.set(this.#arena);
    this.#arena = arena;
  }

  #growSlots(): void {
    const old = this.#slots;
    const oldStamps = this.#stamps;
    this.#slots = new Int32Array(old.length * 2);
    this.#stamps = new Int32Array(old.length * 2);
    const mask = this.#slots.length - 1;
    for (let i = 0; i < old.length; i += 1) {
      if (oldStamps[i] !== this.#stamp) continue;
      let slot = this.#hash(old[i] as number) & mask;
      while (this.#stamps[slot] === this.#stamp) slot = (slot + 1) & mask;
      this.#slots[slot] = old[i] as number;
      this.#stamps[slot] = this.#stamp;
    }
  }
}
