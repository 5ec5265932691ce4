/**
 * Exact sets of packets over named fields: decision diagrams on the ranks of each field's {@link Partition}. The order
 * of the fields is the order of the diagram. Generic over the fields: what a protocol or a port is, callers know.
 */
import {
  type Diagram,
  DiagramStore,
  EVERYTHING,
  NOTHING,
  terminal,
  terminalValue,
} from './diagram.ts';
import { Partition } from './partition.ts';
import { normalizeRanges, type Range, type Ranges, type Value } from './ranges.ts';
import { type Segment, ValueGroups } from './value-groups.ts';
import { type PacketQuestion, WitnessSearch } from './witness-search.ts';

/** A field of the packet: values 0 to `max`. */
export interface FieldSpec<F extends string> {
  readonly name: F;
  readonly max: Value;
}

/** A set of packets as a product of value sets. A field that is absent is not constrained; `[]` makes the box empty. */
export type Box<F extends string> = { readonly [K in F]?: Ranges };

/** One packet. */
export type Point<F extends string> = { readonly [K in F]: Value };

/** Part of a diagram below a field: all of `values` lead to `below`. */
export interface Branch {
  readonly values: Ranges;
  readonly below: Diagram;
}

/** Consecutive values of a field that all lead to `below`. */
export interface Interval extends Range {
  readonly below: Diagram;
}

interface Field<F extends string> {
  readonly name: F;
  readonly partition: Partition;
  /** First bit's level, and the level after the last bit. */
  readonly top: number;
  readonly end: number;
}

/** Options of a space. */
export interface SpaceOptions {
  /** Most diagram nodes before {@link DiagramBudgetError}. Default 30 million, about 1 GB. */
  readonly nodeLimit?: number;
}

const DEFAULT_NODE_LIMIT = 30_000_000;

/** A universe of packets. Diagrams of different spaces must not be mixed. */
export class Space<F extends string> {
  readonly #fields: readonly Field<F>[];
  readonly #byName: ReadonlyMap<F, Field<F>>;
  readonly #store: DiagramStore;
  readonly #search: WitnessSearch;
  /** How many packets there are from a field on, below each node that was asked about. */
  readonly #counts: readonly Map<Diagram, bigint>[];
  /** The same of nodes that are forgotten again: those from here on. */
  #scratchCounts: readonly Map<Diagram, bigint>[] = [];
  #mark = Number.POSITIVE_INFINITY;

  /**
   * @param fields in diagram order: what is asked about together should stand together, most selective first.
   * @param cuts for each field, every set of values that will be used with this space.
   */
  constructor(
    fields: readonly FieldSpec<F>[],
    cuts: { readonly [K in F]?: Iterable<Range> },
    options: SpaceOptions = {},
  ) {
    let top = 0;
    this.#fields = fields.map(({ name, max }) => {
      const partition = new Partition(max, cuts[name] ?? []);
      const field = { name, partition, top, end: top + partition.bits };
      top = field.end;
      return field;
    });
    this.#byName = new Map(this.#fields.map((field) => [field.name, field]));
    this.#store = new DiagramStore(options.nodeLimit ?? DEFAULT_NODE_LIMIT);
    this.#search = new WitnessSearch(this.#store);
    this.#counts = this.#fields.map(() => new Map<Diagram, bigint>());
  }

  /** Nodes made so far: the memory and, roughly, the work spent. */
  get nodesMade(): number {
    return this.#store.size;
  }

  /**
   * The packets of a box.
   * @param value terminal of its packets, above 0.
   * @throws Error when a range was not announced as a cut.
   */
  box(box: Box<F>, value = 1): Diagram {
    return this.boxOver(box, terminal(value));
  }

  /**
   * `rest` for the packets of a box, and nothing for others: cheaper than intersecting.
   * @param rest tests no field of the box, nor any before one of them.
   */
  boxOver(box: Box<F>, rest: Diagram): Diagram {
    if (rest === NOTHING) return NOTHING;
    let below = rest;
    for (let i = this.#fields.length - 1; i >= 0; i -= 1) {
      const field = this.#fields[i] as Field<F>;
      const ranges: Ranges | undefined = box[field.name];
      if (ranges === undefined) continue;
      if (ranges.length === 0) return NOTHING;
      below = this.#fieldNode(field, field.partition.ranksOf(ranges), below);
    }
    return below;
  }

  /**
   * The union of boxes over one field: each gives the packets of its `rest` whose field is in `values`.
   * @param boxes rests test no field up to that one.
   */
  boxesOver(
    name: F,
    boxes: readonly { readonly values: Ranges; readonly rest: Diagram }[],
  ): Diagram {
    const field = this.#field(name);
    const rests = new Int32Array(field.partition.size).fill(NOTHING);
    for (const { rest, values } of boxes) {
      // Neighbours mostly have the same so far.
      let before = NOTHING;
      let after = rest;
      for (const { from, to } of field.partition.ranksOf(values)) {
        for (let rank = from; rank <= to; rank += 1) {
          const own = rests[rank] as Diagram;
          if (own !== before) {
            before = own;
            after = this.#store.over(own, rest);
          }
          rests[rank] = after;
        }
      }
    }
    return this.#fromRanks(field, rests);
  }

  /** Any values of a field, widened to those that the space does not tell from them: what `box` takes. */
  around(name: F, ranges: Ranges): Ranges {
    const { partition } = this.#field(name);
    return normalizeRanges(
      ranges.map(({ from, to }) =>
        partition.valuesOf(partition.rankOf(from), partition.rankOf(to)),
      ),
    );
  }

  /** Builds the diagram that tests whether a field's rank is in `ranks`. */
  #fieldNode(field: Field<F>, ranks: Ranges<number>, below: Diagram): Diagram {
    const codes = 2 ** (field.end - field.top);
    const last = field.partition.size - 1;
    // Codes above the last rank mean nothing; they behave like it, which keeps diagrams canonical.
    const wanted = ranks.map(({ from, to }) => ({ from, to: to === last ? codes - 1 : to }));
    const build = (level: number, from: number, to: number, first: number): Diagram => {
      let i = first;
      while (i < wanted.length && (wanted[i] as Range<number>).to < from) i += 1;
      const range = wanted[i];
      if (range === undefined || range.from > to) return NOTHING;
      if (range.from <= from && range.to >= to) return below;
      const middle = from + (to - from + 1) / 2;
      return this.#store.make(
        level,
        build(level + 1, from, middle - 1, i),
        build(level + 1, middle, to, i),
      );
    };
    return build(field.top, 0, codes - 1, 0);
  }

  /**
   * Does some work and forgets the diagrams that it made: none of them may be used afterwards.
   * @param most nodes that it may make. @throws DiagramBudgetError when it needs more; the space is as it was before.
   */
  scratch<T>(work: () => T, most: number): T {
    this.#mark = this.#store.size;
    this.#scratchCounts = this.#fields.map(() => new Map<Diagram, bigint>());
    try {
      return this.#store.scratch(work, most);
    } finally {
      this.#mark = Number.POSITIVE_INFINITY;
      this.#scratchCounts = [];
    }
  }

  /** `first` where it says something, else `second`. */
  over(first: Diagram, second: Diagram): Diagram {
    return this.#store.over(first, second);
  }

  union(a: Diagram, b: Diagram): Diagram {
    return this.#store.over(a, b);
  }

  /** The union of any number of sets, by halves. */
  unionAll(sets: readonly Diagram[]): Diagram {
    return this.firstMatch(sets);
  }

  intersect(a: Diagram, b: Diagram): Diagram {
    return this.#store.mask(a, b);
  }

  /** Whether the two say something about the same packet. Cheaper than intersecting: makes no nodes. */
  meets(a: Diagram, b: Diagram): boolean {
    return this.#store.meets(a, b);
  }

  subtract(a: Diagram, b: Diagram): Diagram {
    return this.#store.without(a, b);
  }

  complement(set: Diagram): Diagram {
    return this.#store.without(EVERYTHING, set);
  }

  /** `diagram`, terminals kept, where `set` holds; nothing elsewhere. */
  mask(diagram: Diagram, set: Diagram): Diagram {
    return this.#store.mask(diagram, set);
  }

  /** Whether `set` says something wherever `diagram` does. Cheaper than subtracting: makes no nodes. */
  isWithin(diagram: Diagram, set: Diagram): boolean {
    return this.#store.isWithin(diagram, set);
  }

  /** `diagram`, terminals kept, where `set` does not hold. */
  without(diagram: Diagram, set: Diagram): Diagram {
    return this.#store.without(diagram, set);
  }

  /**
   * Flattens a list: for each packet the terminal of the first item that says something. By balanced halves, which
   * keeps intermediate results small.
   */
  firstMatch(items: readonly Diagram[]): Diagram {
    const fold = (from: number, to: number): Diagram => {
      if (from === to) return NOTHING;
      if (to - from === 1) return items[from] as Diagram;
      const middle = (from + to) >> 1;
      return this.#store.over(fold(from, middle), fold(middle, to));
    };
    return fold(0, items.length);
  }

  /** Replaces terminals. `change` is asked once for each terminal value that occurs; 0 included. */
  mapTerminals(diagram: Diagram, change: (value: number) => number): Diagram {
    const done = new Map<Diagram, Diagram>();
    const walk = (node: Diagram): Diagram => {
      const known = done.get(node);
      if (known !== undefined) return known;
      const result =
        node < 0
          ? terminal(change(terminalValue(node)))
          : this.#store.make(
              this.#store.level(node),
              walk(this.#store.low(node)),
              walk(this.#store.high(node)),
            );
      done.set(node, result);
      return result;
    };
    return walk(diagram);
  }

  /** Every terminal value that some packet reaches, ascending, 0 left out. */
  terminals(diagram: Diagram): readonly number[] {
    const seen = new Set<Diagram>();
    const found = new Set<number>();
    const stack = [diagram];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      if (node < 0) found.add(terminalValue(node));
      else stack.push(this.#store.low(node), this.#store.high(node));
    }
    found.delete(0);
    return [...found].toSorted((a, b) => a - b);
  }

  /** Every terminal value above 0 that some packet of `set` reaches, ascending. Cheaper than masking: makes no nodes. */
  terminalsWithin(diagram: Diagram, set: Diagram): readonly number[] {
    const found = new Set<number>();
    this.#store.terminalsWithin(found)(diagram, set);
    return [...found].toSorted((a, b) => a - b);
  }

  /**
   * The same for `rest` as far as a field has one of some values, without making that set.
   * @param rest tests no field up to that one.
   */
  terminalsWithinBox(diagram: Diagram, name: F, values: Ranges, rest: Diagram): readonly number[] {
    const field = this.#field(name);
    const wanted = field.partition.ranksOf(values);
    const found = new Set<number>();
    const look = this.#store.terminalsWithin(found);
    const last = field.partition.size - 1;
    /** @param first of the wanted ranges that may reach so far. */
    const within = (
      node: Diagram,
      level: number,
      from: number,
      to: number,
      first: number,
    ): void => {
      if (node === NOTHING) return;
      let i = first;
      while (i < wanted.length && (wanted[i] as Range<number>).to < from) i += 1;
      const range = wanted[i];
      if (range === undefined || range.from > to) return;
      // The codes above the last rank behave like it, and no other node hangs there.
      if (
        this.#store.level(node) >= field.end ||
        (range.from <= from && range.to >= Math.min(to, last))
      ) {
        look(node, rest);
        return;
      }
      const middle = from + (to - from + 1) / 2;
      const tests = this.#store.level(node) === level;
      within(tests ? this.#store.low(node) : node, level + 1, from, middle - 1, i);
      within(tests ? this.#store.high(node) : node, level + 1, middle, to, i);
    };
    const seen = new Set<Diagram>();
    const above = (node: Diagram): void => {
      if (seen.has(node)) return;
      seen.add(node);
      if (this.#store.level(node) < field.top) {
        above(this.#store.low(node));
        above(this.#store.high(node));
      } else within(node, field.top, 0, 2 ** (field.end - field.top) - 1, 0);
    };
    above(diagram);
    return [...found].toSorted((a, b) => a - b);
  }

  /** The terminal value for one packet. */
  evaluate(diagram: Diagram, point: Point<F>): number {
    let node = diagram;
    for (const field of this.#fields) {
      if (node < 0) break;
      if (this.#store.level(node) >= field.end) continue;
      const rank = field.partition.rankOf(point[field.name]);
      while (node >= 0 && this.#store.level(node) < field.end) {
        const bit = (rank >>> (field.end - 1 - this.#store.level(node))) & 1;
        node = bit === 0 ? this.#store.low(node) : this.#store.high(node);
      }
    }
    return terminalValue(node);
  }

  /** How many packets have a terminal above 0. */
  count(diagram: Diagram): bigint {
    const from = (node: Diagram, index: number): bigint => {
      const field = this.#fields[index];
      if (node === NOTHING) return 0n;
      if (field === undefined) return 1n;
      const counts = node >= this.#mark ? this.#scratchCounts : this.#counts;
      const known = counts[index] as Map<Diagram, bigint>;
      const before = known.get(node);
      if (before !== undefined) return before;
      let total = 0n;
      for (const { from: low, to: high, below } of this.#segments(node, field)) {
        if (below !== NOTHING) total += field.partition.width(low, high) * from(below, index + 1);
      }
      known.set(node, total);
      return total;
    };
    return from(diagram, 0);
  }

  /** The rank intervals of a field below a node, in order; neighbours lead to different nodes. */
  #segments(node: Diagram, field: Field<F>): readonly Segment[] {
    const last = field.partition.size - 1;
    if (this.#store.level(node) >= field.end) return [{ from: 0, to: last, below: node }];
    const out: { from: number; to: number; below: Diagram }[] = [];
    const walk = (at: Diagram, level: number, from: number, size: number): void => {
      if (from > last) return;
      if (this.#store.level(at) >= field.end) {
        const previous = out.at(-1);
        const to = Math.min(last, from + size - 1);
        if (previous !== undefined && previous.below === at) previous.to = to;
        else out.push({ from, to, below: at });
        return;
      }
      const half = size / 2;
      const tests = this.#store.level(at) === level;
      walk(tests ? this.#store.low(at) : at, level + 1, from, half);
      walk(tests ? this.#store.high(at) : at, level + 1, from + half, half);
    };
    walk(node, field.top, 0, 2 ** (field.end - field.top));
    return out;
  }

  /** What hangs below a field as intervals of its values, ascending; neighbours differ. See {@link branches}. */
  intervals(diagram: Diagram, name: F): readonly Interval[] {
    const field = this.#field(name);
    return this.#segments(diagram, field).map(({ from, to, below }) => ({
      ...field.partition.valuesOf(from, to),
      below,
    }));
  }

  /**
   * What hangs below a field, which must be the first that the diagram still tests: one branch for each different rest,
   * in order of its first value.
   */
  branches(diagram: Diagram, name: F): readonly Branch[] {
    const field = this.#field(name);
    const byRest = new Map<Diagram, Range[]>();
    for (const { from, to, below } of this.#segments(diagram, field)) {
      const ranges = byRest.get(below);
      const values = field.partition.valuesOf(from, to);
      if (ranges === undefined) byRest.set(below, [values]);
      else ranges.push(values);
    }
    return [...byRest].map(([below, ranges]) => ({ values: normalizeRanges(ranges), below }));
  }

  /**
   * A packet with a terminal above 0.
   * @param wishes values to take where the set allows it; elsewhere the smallest.
   * @returns undefined when there is none.
   */
  witness(diagram: Diagram, wishes: { readonly [K in F]?: Value } = {}): Point<F> | undefined {
    if (diagram === NOTHING) return undefined;
    const point: { [K in F]?: Value } = {};
    let node = diagram;
    for (const field of this.#fields) {
      const open = this.#segments(node, field).filter(({ below }) => below !== NOTHING);
      const wish = wishes[field.name];
      const rank = wish === undefined ? -1 : field.partition.rankOf(wish);
      const wanted = open.find(({ from, to }) => from <= rank && rank <= to);
      const chosen = wanted ?? (open[0] as Segment);
      point[field.name] =
        wanted === undefined
          ? field.partition.valuesOf(chosen.from, chosen.from).from
          : (wish as Value);
      node = chosen.below;
    }
    return point as Point<F>;
  }

  /**
   * Looks for a packet without making diagrams.
   * @param budget most states to look at.
   * @returns undefined when there is none; `'gave-up'` when the budget was spent: then compute the set.
   */
  find(question: PacketQuestion, budget: number): Point<F> | 'gave-up' | undefined {
    const levels = this.#fields.at(-1)?.end ?? 0;
    const result = this.#search.search(question, levels, budget);
    if (result.kind !== 'found') return result.kind === 'none' ? undefined : 'gave-up';
    const point: { [K in F]?: Value } = {};
    for (const { name, partition, top, end } of this.#fields) {
      let code = 0;
      for (let level = top; level < end; level += 1) {
        code = code * 2 + (result.bits[level] as number);
      }
      // Codes above the last rank behave like it.
      const rank = Math.min(code, partition.size - 1);
      point[name] = partition.valuesOf(rank, rank).from;
    }
    return point as Point<F>;
  }

  /** The packets with a terminal above 0 as disjoint boxes; a field is absent from a box that does not test it. */
  *regions(diagram: Diagram): Generator<Box<F>> {
    const rest = function* (
      space: Space<F>,
      node: Diagram,
      index: number,
      box: { [K in F]?: Ranges },
    ): Generator<Box<F>> {
      if (node === NOTHING) return;
      const field = space.#fields[index];
      if (field === undefined) {
        yield { ...box };
        return;
      }
      if (space.#store.level(node) >= field.end) {
        yield* rest(space, node, index + 1, box);
        return;
      }
      for (const { values, below } of space.branches(node, field.name)) {
        yield* rest(space, below, index + 1, { ...box, [field.name]: values });
      }
    };
    yield* rest(this, diagram, 0, {});
  }

  /** How many boxes {@link regions} would give, up to `most`. Counts, and makes none of them. */
  countRegions(diagram: Diagram, most: number): number {
    const known = this.#fields.map(() => new Map<Diagram, number>());
    const from = (node: Diagram, index: number): number => {
      if (node === NOTHING) return 0;
      const field = this.#fields[index];
      if (field === undefined) return 1;
      if (this.#store.level(node) >= field.end) return from(node, index + 1);
      const before = known[index]?.get(node);
      if (before !== undefined) return before;
      let boxes = 0;
      const rests = new Set(this.#segments(node, field).map(({ below }) => below));
      for (const rest of rests) {
        boxes += from(rest, index + 1);
        if (boxes >= most) break;
      }
      const counted = Math.min(boxes, most);
      known[index]?.set(node, counted);
      return counted;
    };
    return from(diagram, 0);
  }

  /** Packets for which every value of the field is in the set. */
  forAll(set: Diagram, name: F): Diagram {
    return this.#quantify(set, name, (a, b) => this.#store.mask(a, b));
  }

  /** Packets for which some value of the field is in the set. */
  exists(set: Diagram, name: F): Diagram {
    return this.#quantify(set, name, (a, b) => this.#store.over(a, b));
  }

  #quantify(set: Diagram, name: F, join: (a: Diagram, b: Diagram) => Diagram): Diagram {
    const field = this.#field(name);
    const done = new Map<Diagram, Diagram>();
    const walk = (node: Diagram): Diagram => {
      const level = this.#store.level(node);
      if (level >= field.end) return node;
      const known = done.get(node);
      if (known !== undefined) return known;
      const low = walk(this.#store.low(node));
      const high = walk(this.#store.high(node));
      const result = level < field.top ? this.#store.make(level, low, high) : join(low, high);
      done.set(node, result);
      return result;
    };
    return walk(set);
  }

  /**
   * Rewrites a set so that all values of a group behave as the group's weakest: a packet stays only if it would be in
   * the set with any other member of its value's group. Values outside every group stay as they are.
   * @param groups disjoint sets of values, announced as cuts.
   */
  forAllWithin(set: Diagram, name: F, groups: readonly Ranges[]): Diagram {
    const field = this.#field(name);
    const groupOf = new Int32Array(field.partition.size).fill(-1);
    groups.forEach((ranges, group) => {
      for (const { from, to } of field.partition.ranksOf(ranges)) groupOf.fill(group, from, to + 1);
    });
    const done = new Map<Diagram, Diagram>();
    const walk = (node: Diagram): Diagram => {
      const level = this.#store.level(node);
      if (level >= field.end) return node;
      const known = done.get(node);
      if (known !== undefined) return known;
      let result: Diagram;
      if (level < field.top) {
        result = this.#store.make(level, walk(this.#store.low(node)), walk(this.#store.high(node)));
      } else {
        result = this.#weakest(this.#segments(node, field), field, groupOf, groups.length);
      }
      done.set(node, result);
      return result;
    };
    return walk(set);
  }

  #weakest(
    segments: readonly Segment[],
    field: Field<F>,
    groupOf: Int32Array,
    groupCount: number,
  ): Diagram {
    const weakest = Array.from({ length: groupCount }, (): Diagram | undefined => undefined);
    for (const { from, to, below } of segments) {
      for (let rank = from; rank <= to; rank += 1) {
        const group = groupOf[rank] as number;
        if (group < 0) continue;
        const sofar = weakest[group];
        weakest[group] = sofar === undefined ? below : this.#store.mask(sofar, below);
      }
    }
    const rests = new Int32Array(field.partition.size);
    for (const { from, to, below } of segments) {
      for (let rank = from; rank <= to; rank += 1) {
        const group = groupOf[rank] as number;
        rests[rank] = group < 0 ? below : (weakest[group] as Diagram);
      }
    }
    return this.#fromRanks(field, rests);
  }

  /** The node that leads each rank of a field to a rest of its own. */
  #fromRanks(field: Field<F>, rests: Int32Array): Diagram {
    const last = rests.length - 1;
    const build = (level: number, from: number, size: number): Diagram => {
      // Codes above the last rank behave like it.
      if (from >= last) return rests[last] as Diagram;
      if (size === 1) return rests[from] as Diagram;
      const half = size / 2;
      const low = build(level + 1, from, half);
      return this.#store.make(level, low, build(level + 1, from + half, half));
    };
    return build(field.top, 0, 2 ** (field.end - field.top));
  }

  /**
   * Sets of values of a field, to be asked about together: one sweep answers for all of them.
   * @throws Error when a set was not announced as a cut.
   */
  groups(name: F, groups: readonly Ranges[]): ValueGroups<F> {
    const { partition } = this.#field(name);
    return new ValueGroups(
      name,
      groups.map((ranges) => partition.ranksOf(ranges)),
    );
  }

  /** What all values of each group agree on. The field must be the first that the diagram still tests. */
  allOfGroups(diagram: Diagram, groups: ValueGroups<F>): Int32Array<ArrayBuffer> {
    const all = new Int32Array(groups.count).fill(EVERYTHING);
    groups.sweep(this.#segments(diagram, this.#field(groups.field)), (group, below) => {
      all[group] = this.#store.mask(all[group] as Diagram, below);
    });
    return all;
  }

  /** The groups of which the set has a packet, ascending. */
  groupsMet(diagram: Diagram, groups: ValueGroups<F>): readonly number[] {
    const field = this.#field(groups.field);
    const seen = new Set<Diagram>();
    const found = new Set<number>();
    const walk = (node: Diagram): void => {
      if (node === NOTHING || seen.has(node)) return;
      seen.add(node);
      if (this.#store.level(node) < field.top) {
        walk(this.#store.low(node));
        walk(this.#store.high(node));
        return;
      }
      for (const group of this.#metBelow(node, field, groups)) found.add(group);
    };
    walk(diagram);
    return [...found].toSorted((a, b) => a - b);
  }

  #metBelow(node: Diagram, field: Field<F>, groups: ValueGroups<F>): readonly number[] {
    const known = groups.met.get(node);
    if (known !== undefined) return known;
    const found = new Set<number>();
    groups.sweep(this.#segments(node, field), (group, below) => {
      if (below !== NOTHING) found.add(group);
    });
    const met = [...found];
    groups.met.set(node, met);
    return met;
  }

  #field(name: F): Field<F> {
    const field = this.#byName.get(name);
    if (field === undefined) throw new Error(`no field ${name}`);
    return field;
  }
}
