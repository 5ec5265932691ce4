/** The connectivity matrix as people look at it: namespaces first, opened where they want to see workloads. */
import type { Connectivity, ConnectivityCell, ConnectivityEnd } from './connectivity.ts';

/** How what is possible today and what the drafts let through differ between two ends. */
export type ConnectivityStanding = 'same' | 'opened' | 'closed' | 'both';

/** A row and a column: a namespace as a whole, or one end. */
export interface ConnectivityAxis {
  /** Unique among the axes. */
  readonly key: string;
  /** Without the namespace where the group says it. */
  readonly label: string;
  /** The namespace, or {@link OUTSIDE}. */
  readonly group: string;
  /** `group`: all its ends together. */
  readonly kind: 'group' | 'end';
  /** Places of its ends in the matrix. */
  readonly ends: readonly number[];
}

/** What one axis may open to another. */
export interface ConnectivityBlock {
  /** Places of the axes. */
  readonly from: number;
  readonly to: number;
  readonly standing: ConnectivityStanding;
  /** Places of the cells behind it; never empty. */
  readonly cells: readonly number[];
}

/** The group of whoever is no workload. */
export const OUTSIDE = 'outside the cluster';

/** The namespaces in their order, and outside last. */
export function connectivityGroups({ ends }: Connectivity): readonly string[] {
  return [...new Set(ends.map(groupOf))];
}

/** @param open groups whose ends are shown one by one. */
export function connectivityAxes(
  { ends }: Connectivity,
  open: ReadonlySet<string>,
): readonly ConnectivityAxis[] {
  const places = ends.map((end, place) => ({ end, place }));
  return [...Map.groupBy(places, ({ end }) => groupOf(end))].flatMap(
    ([group, members]): readonly ConnectivityAxis[] =>
      open.has(group)
        ? members.map(({ end, place }) => ({
            key: `end ${end.name}`,
            label: end.kind === 'workload' ? end.name.slice(end.namespace.length + 1) : end.name,
            group,
            kind: 'end',
            ends: [place],
          }))
        : [
            {
              key: `group ${group}`,
              label: group,
              group,
              kind: 'group',
              ends: members.map(({ place }) => place),
            },
          ],
  );
}

/** The blocks that have something in them, by row and column. */
export function connectivityBlocks(
  { cells, ends }: Connectivity,
  axes: readonly ConnectivityAxis[],
): readonly ConnectivityBlock[] {
  const axisOf: number[] = Array.from(ends, () => 0);
  for (const [at, axis] of axes.entries()) for (const end of axis.ends) axisOf[end] = at;
  const blocks = new Map<number, { from: number; to: number; cells: number[] }>();
  for (const [place, cell] of cells.entries()) {
    const from = axisOf[cell.from] ?? 0;
    const to = axisOf[cell.to] ?? 0;
    const key = from * axes.length + to;
    const block = blocks.get(key);
    if (block === undefined) blocks.set(key, { from, to, cells: [place] });
    else block.cells.push(place);
  }
  return [...blocks]
    .toSorted(([a], [b]) => a - b)
    .map(([, block]): ConnectivityBlock => ({
      ...block,
      standing: together(block.cells.map((place) => standingOf(cells[place] as ConnectivityCell))),
    }));
}

/** How one pair of ends stands. */
export function standingOf({ closed, opened }: ConnectivityCell): ConnectivityStanding {
  if (opened > 0) return closed > 0 ? 'both' : 'opened';
  return closed > 0 ? 'closed' : 'same';
}

function together(standings: readonly ConnectivityStanding[]): ConnectivityStanding {
  const has = (one: ConnectivityStanding): boolean =>
    standings.includes(one) || standings.includes('both');
  if (has('opened')) return has('closed') ? 'both' : 'opened';
  return has('closed') ? 'closed' : 'same';
}

function groupOf({ kind, namespace }: ConnectivityEnd): string {
  return kind === 'workload' ? namespace : OUTSIDE;
}
