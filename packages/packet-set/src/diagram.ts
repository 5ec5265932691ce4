/**
 * Decision diagrams with integer terminals, in typed arrays. A diagram maps bit vectors to integers; equal functions
 * are the same node. Knows nothing of fields: {@link ../space.ts} gives bits their meaning.
 *
 * A node is an index; a terminal with value `t` is the negative number `~t`. Terminal 0 means "nothing here": the empty
 * set, or "undecided" in a first-match list. Children are always made before their parents.
 */

/** A function over the space's bits. Compare with `===`: equal functions are the same number. */
export type Diagram = number;

/** The terminal that means "nothing": empty, undecided. */
export const NOTHING: Diagram = ~0;
/** The terminal 1: the full set. */
export const EVERYTHING: Diagram = ~1;

const STRIDE = 4; // level, low, high, next in hash chain
const TERMINAL_LEVEL = 0x7fffffff;

const OVER = 1;
const MASK = 2;
const WITHOUT = 3;
const MEETS = 4;
const WITHIN = 5;
/** Walks that only look get a number of their own from here on, under which the cache knows where they have been. */
const FIRST_WALK = 6;

/** Entries of four integers: 64 MB. Larger ones gain little, and memory is dearer. */
const MOST_CACHE = 4 * 2 ** 22;

/** Entries of the cache that scratch work begins with: little, because most of it is small and the cache is cleared each time. */
const FIRST_SCRATCH = 2 ** 12;

/** What no diagram is: the cache does not know. */
const UNKNOWN = -0x80000000;

/** Thrown when a computation needs more nodes than its budget: the input is too tangled to answer exactly. */
export class DiagramBudgetError extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`more than ${limit} diagram nodes`);
    this.name = 'DiagramBudgetError';
    this.limit = limit;
  }
}

/** The value of a terminal. Only for diagrams below 0. */
export function terminalValue(terminal: Diagram): number {
  return ~terminal;
}

/** The constant function `value`. */
export function terminal(value: number): Diagram {
  return ~value;
}

/** Room to begin with: configurations may have a store for each of hundreds of thousands of small lists. A power of two. */
const FIRST_NODES = 64;

/** A store of nodes with the operations on them. Memory grows with the nodes made; nothing is freed. */
export class DiagramStore {
  #limit: number;
  #nodes: Int32Array<ArrayBuffer> = new Int32Array(STRIDE * FIRST_NODES);
  #size = 0;
  #buckets: Int32Array<ArrayBuffer> = new Int32Array(FIRST_NODES).fill(-1);
  #cache: Int32Array<ArrayBuffer> = new Int32Array(4 * FIRST_NODES);
  /** The first node that is forgotten again; undefined: none is. */
  #mark: number | undefined;
  #scratchCache: Int32Array<ArrayBuffer> = new Int32Array(0);
  #walks = FIRST_WALK;

  /** @param limit most nodes to make; 16 bytes each, and as much again for tables. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many nodes were made. */
  get size(): number {
    return this.#size;
  }

  /**
   * Does some work and forgets the nodes that it made: none of them may be used afterwards. Not to be entered twice at once.
   * @param most nodes that it may make. @throws DiagramBudgetError when it needs more; the store is as it was before.
   */
  scratch<T>(work: () => T, most: number): T {
    if (this.#mark !== undefined) throw new Error('scratch work inside scratch work');
    const mark = this.#size;
    const [cache, limit] = [this.#cache, this.#limit];
    if (this.#scratchCache.length === 0) this.#scratchCache = new Int32Array(4 * FIRST_SCRATCH);
    this.#mark = mark;
    this.#cache = this.#scratchCache;
    this.#limit = Math.min(limit, mark + most);
    try {
      return work();
    } finally {
      // A cache that has grown is for large work only: clearing it would cost more than small work does.
      if (this.#scratchCache.length > 4 * FIRST_SCRATCH) {
        this.#scratchCache = new Int32Array(4 * FIRST_SCRATCH);
      } else this.#scratchCache.fill(0);
      this.#cache = cache;
      this.#limit = limit;
      this.#mark = undefined;
      this.#forget(mark);
    }
  }

  /** The newest nodes stand first in their chains. */
  #forget(mark: number): void {
    const nodes = this.#nodes;
    const buckets = this.#buckets;
    for (let node = this.#size - 1; node >= mark; node -= 1) {
      const base = node * STRIDE;
      const hash = mix(nodes[base] as number, nodes[base + 1] as number, nodes[base + 2] as number);
      buckets[hash & (buckets.length - 1)] = nodes[base + 3] as number;
    }
    this.#size = mark;
  }

  /** The bit that a node tests; terminals lie below every bit. */
  level(node: Diagram): number {
    return node < 0 ? TERMINAL_LEVEL : (this.#nodes[node * STRIDE] as number);
  }

  low(node: Diagram): Diagram {
    return this.#nodes[node * STRIDE + 1] as number;
  }

  high(node: Diagram): Diagram {
    return this.#nodes[node * STRIDE + 2] as number;
  }

  /** The node that tests `level` and goes on with `low` or `high`. */
  make(level: number, low: Diagram, high: Diagram): Diagram {
    if (low === high) return low;
    const hash = mix(level, low, high);
    let slot = hash & (this.#buckets.length - 1);
    for (let at = this.#buckets[slot] as number; at >= 0;) {
      const base = at * STRIDE;
      if (
        this.#nodes[base] === level &&
        this.#nodes[base + 1] === low &&
        this.#nodes[base + 2] === high
      ) {
        return at;
      }
      at = this.#nodes[base + 3] as number;
    }
    if (this.#size >= this.#limit) throw new DiagramBudgetError(this.#limit);
    if (this.#mark !== undefined) this.#growScratch(this.#size - this.#mark);
    if ((this.#size + 1) * STRIDE > this.#nodes.length) {
      this.#grow();
      slot = hash & (this.#buckets.length - 1);
    }
    const node = this.#size++;
    const base = node * STRIDE;
    this.#nodes[base] = level;
    this.#nodes[base + 1] = low;
    this.#nodes[base + 2] = high;
    this.#nodes[base + 3] = this.#buckets[slot] as number;
    this.#buckets[slot] = node;
    return node;
  }

  /** `first` where it says something, else `second`. Associative: first match is a fold with it. */
  over(first: Diagram, second: Diagram): Diagram {
    if (first === NOTHING) return second;
    if (first < 0 || second === NOTHING || first === second) return first;
    return this.#apply(OVER, first, second);
  }

  /** `diagram` where `set` holds, nothing elsewhere. On sets this is intersection. */
  mask(diagram: Diagram, set: Diagram): Diagram {
    if (diagram === NOTHING || set === NOTHING) return NOTHING;
    if (set < 0 || diagram === set) return diagram;
    return this.#apply(MASK, diagram, set);
  }

  /** `diagram` where `set` does not hold, nothing elsewhere. On sets this is difference. */
  without(diagram: Diagram, set: Diagram): Diagram {
    if (set === NOTHING) return diagram;
    if (set < 0 || diagram === NOTHING || diagram === set) return NOTHING;
    return this.#apply(WITHOUT, diagram, set);
  }

  /** Whether two diagrams both say something about some packet. Makes no nodes. */
  meets(a: Diagram, b: Diagram): boolean {
    const nodes = this.#nodes;
    let left = a;
    let right = b;
    for (;;) {
      if (left === NOTHING || right === NOTHING) return false;
      // A node that is no terminal says something somewhere.
      if (left < 0 || right < 0 || left === right) return true;
      const levelLeft = nodes[left * STRIDE] as number;
      const levelRight = nodes[right * STRIDE] as number;
      const descendsLeft = levelLeft <= levelRight;
      const descendsRight = levelRight <= levelLeft;
      const lowLeft = descendsLeft ? (nodes[left * STRIDE + 1] as number) : left;
      const highLeft = descendsLeft ? (nodes[left * STRIDE + 2] as number) : left;
      const lowRight = descendsRight ? (nodes[right * STRIDE + 1] as number) : right;
      const highRight = descendsRight ? (nodes[right * STRIDE + 2] as number) : right;
      // Only forks are worth remembering; most of a line's diagram is one way down.
      if (lowLeft !== NOTHING && lowRight !== NOTHING) {
        if (highLeft !== NOTHING && highRight !== NOTHING) {
          return this.#forkMeets(left, right, lowLeft, lowRight, highLeft, highRight);
        }
        left = lowLeft;
        right = lowRight;
      } else {
        left = highLeft;
        right = highRight;
      }
    }
  }

  #forkMeets(
    a: Diagram,
    b: Diagram,
    lowA: Diagram,
    lowB: Diagram,
    highA: Diagram,
    highB: Diagram,
  ): boolean {
    // Symmetric: one order, one place in the cache.
    const [first, second] = a < b ? [a, b] : [b, a];
    const cached = this.#cached(MEETS, first, second);
    if (cached !== UNKNOWN) return cached === EVERYTHING;
    const met = this.meets(lowA, lowB) || this.meets(highA, highB);
    this.#remember(MEETS, first, second, met ? EVERYTHING : NOTHING);
    return met;
  }

  /** Whether `set` says something wherever `diagram` does. Makes no nodes. */
  isWithin(diagram: Diagram, set: Diagram): boolean {
    if (diagram === NOTHING || diagram === set) return true;
    if (set === NOTHING) return false;
    // Two terminals, or a set that says something everywhere.
    if (set < 0) return true;
    const cached = this.#cached(WITHIN, diagram, set);
    if (cached !== UNKNOWN) return cached === EVERYTHING;
    const nodes = this.#nodes;
    const levelA = this.level(diagram);
    const levelB = nodes[set * STRIDE] as number;
    const descendsA = levelA <= levelB;
    const descendsB = levelB <= levelA;
    const within =
      this.isWithin(
        descendsA ? (nodes[diagram * STRIDE + 1] as number) : diagram,
        descendsB ? (nodes[set * STRIDE + 1] as number) : set,
      ) &&
      this.isWithin(
        descendsA ? (nodes[diagram * STRIDE + 2] as number) : diagram,
        descendsB ? (nodes[set * STRIDE + 2] as number) : set,
      );
    this.#remember(WITHIN, diagram, set, within ? EVERYTHING : NOTHING);
    return within;
  }

  /** Looks for terminals above 0 that a diagram has for a packet of a set. Makes no nodes, and goes no way twice. */
  terminalsWithin(found: Set<number>): (diagram: Diagram, set: Diagram) => void {
    this.#walks += 1;
    const walk = this.#walks;
    return (diagram, set) => this.#lookWithin(walk, diagram, set, found);
  }

  #lookWithin(walk: number, diagram: Diagram, set: Diagram, found: Set<number>): void {
    const nodes = this.#nodes;
    let a = diagram;
    let b = set;
    while (a !== NOTHING && b !== NOTHING) {
      if (a < 0) {
        found.add(terminalValue(a));
        return;
      }
      const levelA = nodes[a * STRIDE] as number;
      const levelB = b < 0 ? TERMINAL_LEVEL : (nodes[b * STRIDE] as number);
      const lowA = levelA <= levelB ? (nodes[a * STRIDE + 1] as number) : a;
      const highA = levelA <= levelB ? (nodes[a * STRIDE + 2] as number) : a;
      const lowB = levelB <= levelA ? (nodes[b * STRIDE + 1] as number) : b;
      const highB = levelB <= levelA ? (nodes[b * STRIDE + 2] as number) : b;
      if (lowA === NOTHING || lowB === NOTHING) {
        a = highA;
        b = highB;
      } else if (highA === NOTHING || highB === NOTHING) {
        a = lowA;
        b = lowB;
      } else {
        if (this.#cached(walk, a, b) !== UNKNOWN) return;
        this.#remember(walk, a, b, EVERYTHING);
        this.#lookWithin(walk, lowA, lowB, found);
        a = highA;
        b = highB;
      }
    }
  }

  #cached(op: number, a: Diagram, b: Diagram): Diagram {
    const cache = this.#cache;
    const slot = (mix(op, a, b) & ((cache.length >> 2) - 1)) << 2;
    return cache[slot] === op && cache[slot + 1] === a && cache[slot + 2] === b
      ? (cache[slot + 3] as number)
      : UNKNOWN;
  }

  #remember(op: number, a: Diagram, b: Diagram, result: Diagram): void {
    const cache = this.#cache;
    const slot = (mix(op, a, b) & ((cache.length >> 2) - 1)) << 2;
    cache[slot] = op;
    cache[slot + 1] = a;
    cache[slot + 2] = b;
    cache[slot + 3] = result;
  }

  #apply(op: number, a: Diagram, b: Diagram): Diagram {
    const cached = this.#cached(op, a, b);
    if (cached !== UNKNOWN) return cached;
    const nodes = this.#nodes;
    const levelA = a < 0 ? TERMINAL_LEVEL : (nodes[a * STRIDE] as number);
    const levelB = b < 0 ? TERMINAL_LEVEL : (nodes[b * STRIDE] as number);
    const level = levelA < levelB ? levelA : levelB;
    const lowA = levelA === level ? (nodes[a * STRIDE + 1] as number) : a;
    const highA = levelA === level ? (nodes[a * STRIDE + 2] as number) : a;
    const lowB = levelB === level ? (nodes[b * STRIDE + 1] as number) : b;
    const highB = levelB === level ? (nodes[b * STRIDE + 2] as number) : b;
    let low: Diagram;
    let high: Diagram;
    if (op === OVER) {
      low = this.over(lowA, lowB);
      high = this.over(highA, highB);
    } else if (op === MASK) {
      low = this.mask(lowA, lowB);
      high = this.mask(highA, highB);
    } else {
      low = this.without(lowA, lowB);
      high = this.without(highA, highB);
    }
    const result = this.make(level, low, high);
    this.#remember(op, a, b, result);
    return result;
  }

  #grow(): void {
    const nodes = new Int32Array(this.#nodes.length * 2);
    nodes.set(this.#nodes);
    this.#nodes = nodes;
    const buckets = new Int32Array(this.#buckets.length * 2).fill(-1);
    for (let node = 0; node < this.#size; node += 1) {
      const base = node * STRIDE;
      const hash = mix(nodes[base] as number, nodes[base + 1] as number, nodes[base + 2] as number);
      const slot = hash & (buckets.length - 1);
      nodes[base + 3] = buckets[slot] as number;
      buckets[slot] = node;
    }
    this.#buckets = buckets;
    if (this.#mark === undefined) this.#growCache();
  }

  /** Scratch work has a cache of its own, so that the other keeps what stays. @param made nodes so far. */
  #growScratch(made: number): void {
    if (made * 4 <= this.#cache.length || this.#cache.length >= MOST_CACHE) return;
    this.#growCache();
    this.#scratchCache = this.#cache;
  }

  /** Direct-mapped and only a cache: what collides is lost and costs some repetition, never correctness. */
  #growCache(): void {
    const old = this.#cache;
    if (old.length >= MOST_CACHE) return;
    this.#cache = new Int32Array(old.length * 2);
    for (let at = 0; at < old.length; at += 4) {
      if (old[at] === 0) continue;
      this.#remember(
        old[at] as number,
        old[at + 1] as number,
        old[at + 2] as number,
        old[at + 3] as number,
      );
    }
  }
}

function mix(a: number, b: number, c: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  h ^= h >>> 13;
  return h >>> 0;
}
