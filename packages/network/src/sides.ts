/** Which addresses hang on each node of a block, seen from the block. */
import type { Family } from '@aclift/ir';
import {
  intersectRanges,
  normalizeRanges,
  type Range,
  type Ranges,
  subtractRanges,
} from '@aclift/packet-set';
import { allAddresses } from '@aclift/verify';
import type { Block, BlockTree } from './blocks.ts';
import type { Home } from './graph.ts';

/** What hangs on a node of a block: everything that reaches the block's other nodes only through it. */
export interface Side {
  readonly node: number;
  /** Addresses with some home there. */
  readonly addresses: Ranges;
  /** Addresses with all of their homes there. */
  readonly certain: Ranges;
}

interface PlacedHome {
  readonly position: number;
  readonly addresses: Ranges;
}

/** Runs of positions, first included, last not. */
type Runs = readonly (readonly [from: number, to: number])[];

/** Works out sides from the walk through the blocks. The graph must be connected. */
export class Sides {
  readonly #tree: BlockTree;
  /** By position. */
  readonly #homes: readonly PlacedHome[];
  /** The same for addresses with several homes alone. */
  readonly #shared: readonly PlacedHome[];
  readonly #all: Ranges;

  constructor(family: Family, homes: readonly Home[], tree: BlockTree) {
    this.#tree = tree;
    this.#all = [allAddresses(family)];
    this.#homes = homes
      .map(({ addresses, node }) => ({ position: tree.position[node] as number, addresses }))
      .toSorted((a, b) => a.position - b.position);
    const several = coveredTwice(homes);
    this.#shared = this.#homes
      .map(({ addresses, position }) => ({
        position,
        addresses: intersectRanges(addresses, several),
      }))
      .filter(({ addresses }) => addresses.length > 0);
  }

  /** The sides of a block that hold any address, in the order of its nodes. */
  of({ nodes }: Block): readonly Side[] {
    const [top, ...below] = nodes as [number, ...number[]];
    const runs = below.map(
      (node) => [this.#position(node), this.#tree.end[node] as number] as const,
    );
    const sides = [
      this.#side(top, this.#without(runs)),
      ...below.map((node, i) => this.#side(node, [runs[i] as Runs[number]])),
    ];
    return sides.filter(({ addresses }) => addresses.length > 0);
  }

  #side(node: number, runs: Runs): Side {
    const others = this.#within(this.#shared, this.#without(runs));
    const inside = this.#count(runs);
    const addresses =
      inside * 2 <= this.#homes.length
        ? this.#within(this.#homes, runs)
        : normalizeRanges([
            ...subtractRanges(this.#all, this.#within(this.#homes, this.#without(runs))),
            ...this.#within(this.#shared, runs),
          ]);
    return { node, addresses, certain: subtractRanges(addresses, others) };
  }

  #position(node: number): number {
    return this.#tree.position[node] as number;
  }

  /** Everything outside of runs. */
  #without(runs: Runs): Runs {
    const sorted = runs.toSorted(([a], [b]) => a - b);
    const out: (readonly [number, number])[] = [];
    let at = 0;
    for (const [from, to] of sorted) {
      if (at < from) out.push([at, from]);
      at = Math.max(at, to);
    }
    const size = this.#tree.position.length;
    if (at < size) out.push([at, size]);
    return out;
  }

  #count(runs: Runs): number {
    return runs.reduce(
      (sum, [from, to]) => sum + first(this.#homes, to) - first(this.#homes, from),
      0,
    );
  }

  #within(homes: readonly PlacedHome[], runs: Runs): Ranges {
    const ranges: Range[] = [];
    for (const [from, to] of runs) {
      for (let i = first(homes, from); i < homes.length; i += 1) {
        const { addresses, position } = homes[i] as PlacedHome;
        if (position >= to) break;
        ranges.push(...addresses);
      }
    }
    return normalizeRanges(ranges);
  }
}

/** Addresses of some sides. */
export class SideUnion {
  readonly #all: Ranges;
  readonly #sides: ReadonlyMap<number, Side>;
  /** Addresses of two of the sides or more. */
  readonly #shared: Ranges;

  constructor(sides: readonly Side[]) {
    this.#all = normalizeRanges(sides.flatMap(({ addresses }) => addresses));
    this.#sides = new Map(sides.map((side) => [side.node, side]));
    this.#shared = coveredTwice(sides);
  }

  /** Addresses of all sides but the one at a node. */
  without(node: number): Ranges {
    const side = this.#sides.get(node);
    return side === undefined
      ? this.#all
      : subtractRanges(this.#all, subtractRanges(side.addresses, this.#shared));
  }
}

/** Index of the first home at or behind a position. */
function first(homes: readonly PlacedHome[], position: number): number {
  let low = 0;
  let high = homes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((homes[middle] as PlacedHome).position < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Addresses that two of the sets or more hold. */
export function coveredTwice(homes: readonly Pick<Home, 'addresses'>[]): Ranges {
  const sorted = homes
    .flatMap(({ addresses }) => addresses)
    .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const twice: Range[] = [];
  let reach: Range | undefined;
  for (const range of sorted) {
    if (reach !== undefined && range.from <= reach.to) {
      twice.push({ from: range.from, to: range.to < reach.to ? range.to : reach.to });
    }
    if (reach === undefined || range.to > reach.to) reach = range;
  }
  return normalizeRanges(twice);
}
