/**
 * A list as a balanced tree of first matches: any stretch of it is a few diagrams, and replacing one line costs a
 * logarithmic part of flattening, paid when the stretch is next asked for. Knows diagrams, not entries.
 */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import type { PacketSpace } from './list-space.ts';

/** A node over so many lines at most is made again at once when a line below it was replaced. */
const CHEAP_TO_REMAKE = 256;

const MADE = 0;
const NEVER_MADE = 1;
/** Some line below was replaced since. All nodes above are stale too. */
const STALE = 2;

export class FirstMatchTree {
  readonly size: number;
  readonly #space: PacketSpace;
  readonly #cheap: number;
  /** Leaves start at this index; node `i` has children `2i` and `2i + 1`. */
  readonly #leaves: number;
  readonly #nodes: Int32Array;
  /** `MADE`, `NEVER_MADE` or `STALE`, per node. */
  readonly #state: Uint8Array;

  /** @param cheap how many lines a stale node may cover to be made again at once; changes cost, never the answer. */
  constructor(space: PacketSpace, lines: readonly Diagram[], cheap: number = CHEAP_TO_REMAKE) {
    this.#cheap = cheap;
    this.#space = space;
    this.size = lines.length;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, lines.length)));
    this.#nodes = new Int32Array(2 * this.#leaves).fill(NOTHING);
    this.#nodes.set(lines, this.#leaves);
    this.#state = new Uint8Array(2 * this.#leaves).fill(NEVER_MADE, 0, this.#leaves);
  }

  /** The same list, to be changed apart. */
  copy(): FirstMatchTree {
    const lines = this.#nodes.subarray(this.#leaves, this.#leaves + this.size);
    const copy = new FirstMatchTree(this.#space, [...lines], this.#cheap);
    copy.#nodes.set(this.#nodes);
    copy.#state.set(this.#state);
    return copy;
  }

  #node(at: number): Diagram {
    if (this.#state[at] !== MADE) {
      this.#nodes[at] = this.#space.over(this.#node(2 * at), this.#node(2 * at + 1));
      this.#state[at] = MADE;
    }
    return this.#nodes[at] as Diagram;
  }

  /** The whole list: for each packet what the first line says that matches it. */
  get whole(): Diagram {
    return this.#node(1);
  }

  line(index: number): Diagram {
    return this.#nodes[this.#leaves + index] as Diagram;
  }

  /** Takes a line out: it matches nothing from now on. */
  remove(index: number): void {
    let at = this.#leaves + index;
    this.#nodes[at] = NOTHING;
    for (at >>= 1; at > 0 && this.#state[at] === MADE; at >>= 1) this.#state[at] = STALE;
  }

  /**
   * What the lines `from` up to, not including, `to` say about packets of `set`, as few diagrams in order of
   * evaluation. What does not meet the set is left out; of what does, packets outside the set may be told too.
   * Large stale nodes are not made again where their parts will do: most replaced lines are far from what is asked.
   */
  touching(from: number, to: number, set: Diagram): readonly Diagram[] {
    const out: Diagram[] = [];
    const walk = (at: number, size: number): void => {
      const remake = this.#state[at] === NEVER_MADE || size <= this.#cheap;
      const node = remake ? this.#node(at) : (this.#nodes[at] as Diagram);
      // A stale node's lines may say other things now, or nothing, but about no more packets: lines are only taken out.
      if (!this.#space.meets(node, set)) return;
      if (this.#state[at] === MADE) out.push(node);
      else {
        walk(2 * at, size / 2);
        walk(2 * at + 1, size / 2);
      }
    };
    const after: { at: number; size: number }[] = [];
    let low = from + this.#leaves;
    let high = to + this.#leaves;
    for (let size = 1; low < high; size *= 2) {
      if (low & 1) walk(low++, size);
      if (high & 1) after.push({ at: --high, size });
      low >>= 1;
      high >>= 1;
    }
    for (const { at, size } of after.toReversed()) walk(at, size);
    return out;
  }

  /**
   * Lines of a stretch for which `wanted` may hold, in order.
   * @param wanted asked of whole subtrees too: it must hold for a subtree if it holds for one of its lines.
   */
  *linesWhere(from: number, to: number, wanted: (stretch: Diagram) => boolean): Generator<number> {
    const leaves = this.#leaves;
    const node = (at: number): Diagram => this.#node(at);
    function* walk(at: number, first: number, size: number): Generator<number> {
      if (first >= to || first + size <= from) return;
      if (node(at) === NOTHING || !wanted(node(at))) return;
      if (at >= leaves) yield first;
      else {
        yield* walk(2 * at, first, size / 2);
        yield* walk(2 * at + 1, first + size / 2, size / 2);
      }
    }
    yield* walk(1, 0, leaves);
  }
}
