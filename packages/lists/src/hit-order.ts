/** An order of a list's lines in which packets meet their line sooner, proven to decide every packet alike. */
import { DiagramBudgetError } from '@aclift/packet-set';
import { FirstMatchTree } from './first-match-tree.ts';
import type { ListModel } from './list-model.ts';

export interface HitOrder {
  /** Indices of lines, in the order suggested. Lines that IPv6 adds by itself stay last. */
  readonly order: readonly number[];
  /** How many lines a counted packet is compared with, on average. */
  readonly before: number;
  readonly after: number;
}

/** Longer lists get no suggestion: all pairs are looked at, and nobody reorders so many lines by hand. */
const MOST_LINES = 400;
/** Less is not worth an edit: a line on average, and a tenth. */
const LEAST_GAIN = 1;
const LEAST_SHARE = 0.1;

/**
 * @returns undefined where no order is known that is better by a line on average, and by a tenth. Finding the best one is hard (scheduling with
 * precedence); this takes the line first that has the most hits for itself and those that must stay before it.
 */
export function hitOrder(model: ListModel): HitOrder | undefined {
  const { lines } = model;
  const hits = lines.map(({ entry }) => (entry?.kind === 'ace' ? (entry.hits ?? 0) : 0));
  if (lines.length > MOST_LINES || hits.every((count) => count === 0)) return undefined;
  const order = greedyOrder(hits, earlierLines(model));
  const before = meanPosition(
    hits,
    lines.map((_, k) => k),
  );
  const after = meanPosition(hits, order);
  if (before - after < Math.max(LEAST_GAIN, before * LEAST_SHARE)) return undefined;
  try {
    prove(model, order);
  } catch (error) {
    // What cannot be shown to be the same is not suggested.
    if (error instanceof DiagramBudgetError) return undefined;
    throw error;
  }
  return { order, before, after };
}

/** For each line those above it that must stay above. */
function earlierLines({ lines, space, tree }: ListModel): readonly (readonly number[])[] {
  return lines.map((line, j) => {
    if (line.entry === undefined) return lines.slice(0, j).map((_, i) => i);
    return lines.slice(0, j).flatMap((other, i) => {
      const free = line.action === other.action && isPlain(line) && isPlain(other);
      return free || !space.meets(tree.line(i), tree.line(j)) ? [] : [i];
    });
  });
}

/** Whether it does not matter which of several such lines takes a packet. */
function isPlain({ entry }: ListModel['lines'][number]): boolean {
  return (
    entry?.kind === 'ace' &&
    entry.log === undefined &&
    entry.conditions.every(({ kind }) => kind !== 'reflect')
  );
}

function greedyOrder(
  hits: readonly number[],
  earlier: readonly (readonly number[])[],
): readonly number[] {
  const order: number[] = [];
  const placed = new Set<number>();
  const withEarlier = (k: number, into: Set<number>): Set<number> => {
    if (placed.has(k) || into.has(k)) return into;
    into.add(k);
    for (const i of earlier[k] ?? []) withEarlier(i, into);
    return into;
  };
  for (;;) {
    let best: ReadonlySet<number> | undefined;
    let most = 0;
    for (const k of hits.keys()) {
      if (placed.has(k) || hits[k] === 0) continue;
      const group = withEarlier(k, new Set());
      const each = [...group].reduce((sum, i) => sum + (hits[i] ?? 0), 0) / group.size;
      if (each > most) [best, most] = [group, each];
    }
    if (best === undefined) break;
    for (const k of [...best].toSorted((a, b) => a - b)) {
      placed.add(k);
      order.push(k);
    }
  }
  return [...order, ...[...hits.keys()].filter((k) => !placed.has(k))];
}

function meanPosition(hits: readonly number[], order: readonly number[]): number {
  let sum = 0;
  let all = 0;
  order.forEach((k, at) => {
    const count = hits[k] ?? 0;
    sum += count * (at + 1);
    all += count;
  });
  return sum / all;
}

/** @throws Error when the orders differ about some packet: ours never do. */
function prove({ list, space, tree }: ListModel, order: readonly number[]): void {
  const other = new FirstMatchTree(
    space,
    order.map((k) => tree.line(k)),
  );
  if (other.whole !== tree.whole) throw new Error(`another order of ${list.acl.name} differs`);
}
