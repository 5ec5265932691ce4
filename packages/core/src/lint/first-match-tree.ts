/**
 * A list as a balanced tree of first matches: any stretch of it is a few diagrams, and replacing one line costs a
 * logarithmic part of flattening, paid when the stretch is next asked for. Knows diagrams, not entries.
 */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import type { PacketSpace } from './list-space.ts';

export class FirstMatchTree {
  readonly size: number;
  readonly #space: PacketSpace;
  /** Leaves start at this index; node `i` has children `2i` and `2i + 1`. */
  readonly #leaves: number;
  readonly #nodes: Int32Array;
  /** 1: some line below was replaced, and the node is to be made again. All nodes above it are marked too. */
  readonly #stale: Uint8Array;

  constructor(space: PacketSpace, lines: readonly Diagram[]) {
    this.#space = space;
    this.size = lines.length;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, lines.length)));
    this.#nodes = new Int32Array(2 * this.#leaves).fill(NOTHING);
    this.#nodes.set(lines, this.#leaves);
    this.#stale = new Uint8Array(2 * this.#leaves).fill(1, 0, this.#leaves);
  }

  /** The same list, to be changed apart. */
  copy(): FirstMatchTree {
    const lines = this.#nodes.subarray(this.#leaves, this.#leaves + this.size);
    const copy = new FirstMatchTree(this.#space, [...lines]);
    copy.#nodes.set(this.#nodes);
    copy.#stale.set(this.#stale);
    return copy;
  }

  #node(at: number): Diagram {
    if (this.#stale[at] === 1) {
      this.#nodes[at] = this.#space.over(this.#node(2 * at), this.#node(2 * at + 1));
      this.#stale[at] = 0;
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

  /** Puts another diagram in a line's place; `NOTHING` takes the line out. */
  replace(index: number, line: Diagram): void {
    let at = this.#leaves + index;
    this.#nodes[at] = line;
    for (at >>= 1; at > 0 && this.#stale[at] === 0; at >>= 1) this.#stale[at] = 1;
  }

  /** The lines `from` up to, not including, `to` as at most 2 log n diagrams, in order of evaluation. */
  stretch(from: number, to: number): readonly Diagram[] {
    const before: Diagram[] = [];
    const after: Diagram[] = [];
    let low = from + this.#leaves;
    let high = to + this.#leaves;
    while (low < high) {
      if (low & 1) before.push(this.#node(low++));
      if (high & 1) after.push(this.#node(--high));
      low >>= 1;
      high >>= 1;
    }
    return [...before, ...after.toReversed()].filter((node) => node !== NOTHING);
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
