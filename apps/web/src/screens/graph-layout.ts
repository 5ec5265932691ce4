/**
 * Where the boxes of the graph stand. Namespaces push each other away and are pulled together by what they open to each
 * other; inside a namespace workloads stand in columns by name. The same graph always gets the same picture.
 */
import type { ConnectivityAxis, ConnectivityBlock } from '@aclift/insight';
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedGroup {
  readonly group: string;
  readonly box: Box;
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly groups: readonly PlacedGroup[];
  /** One for each axis. */
  readonly boxes: readonly Box[];
}

const NODE = { width: 178, height: 28 };
const GAP = { x: 14, y: 10 };
const PADDING = { side: 14, top: 34, bottom: 14 };
/** Workloads in a column. */
const COLUMN = 8;
const MARGIN = 16;
/** Ticks until the simulation is cold by d3's defaults. */
const TICKS = 300;

interface Placed extends SimulationNodeDatum {
  readonly group: string;
  readonly members: readonly number[];
  readonly width: number;
  readonly height: number;
}

/** About a tenth of a second for a hundred namespaces. */
export function graphLayout(
  axes: readonly ConnectivityAxis[],
  blocks: readonly ConnectivityBlock[],
): GraphLayout {
  const places = axes.map((axis, at) => ({ axis, at }));
  const nodes = [...Map.groupBy(places, ({ axis }) => axis.group)].map(
    ([group, members]): Placed => {
      const whole = members[0]?.axis.kind === 'group';
      const columns = Math.ceil(members.length / COLUMN);
      const rows = Math.min(members.length, COLUMN);
      return {
        group,
        members: members.map(({ at }) => at),
        width: whole ? NODE.width : columns * (NODE.width + GAP.x) - GAP.x + 2 * PADDING.side,
        height: whole
          ? NODE.height + 6
          : rows * (NODE.height + GAP.y) - GAP.y + PADDING.top + PADDING.bottom,
      };
    },
  );
  settle(nodes, axes, blocks);
  const left = Math.min(...nodes.map((node) => (node.x ?? 0) - node.width / 2)) - MARGIN;
  const top = Math.min(...nodes.map((node) => (node.y ?? 0) - node.height / 2)) - MARGIN;
  const boxes: Box[] = Array.from(axes, () => ({ x: 0, y: 0, ...NODE }));
  const groups = nodes.map((node): PlacedGroup => {
    const x = Math.round((node.x ?? 0) - node.width / 2 - left);
    const y = Math.round((node.y ?? 0) - node.height / 2 - top);
    for (const [n, at] of node.members.entries()) {
      const whole = axes[at]?.kind === 'group';
      boxes[at] = whole
        ? { x, y, width: node.width, height: node.height }
        : {
            x: x + PADDING.side + Math.floor(n / COLUMN) * (NODE.width + GAP.x),
            y: y + PADDING.top + (n % COLUMN) * (NODE.height + GAP.y),
            ...NODE,
          };
    }
    return { group: node.group, box: { x, y, width: node.width, height: node.height } };
  });
  return {
    width: Math.max(...groups.map(({ box }) => box.x + box.width)) + MARGIN,
    height: Math.max(...groups.map(({ box }) => box.y + box.height)) + MARGIN,
    groups,
    boxes,
  };
}

/** Gives the nodes their places; d3's own random numbers begin alike each time. */
function settle(
  nodes: Placed[],
  axes: readonly ConnectivityAxis[],
  blocks: readonly ConnectivityBlock[],
): void {
  const at = new Map(nodes.map(({ group }, i) => [group, i]));
  const pairs = new Set(
    blocks.flatMap(({ from, to }) => {
      const ends = [axes[from], axes[to]].map((axis) => at.get(axis?.group ?? '') ?? 0);
      return ends[0] === ends[1] ? [] : [ends.toSorted((a, b) => a - b).join(' ')];
    }),
  );
  const links = [...pairs].map((pair) => {
    const [source = 0, target = 0] = pair.split(' ').map(Number);
    return { source, target };
  });
  const radius = ({ height, width }: Placed): number => Math.hypot(width, height) / 2 + 26;
  forceSimulation(nodes)
    .force(
      'link',
      forceLink(links).distance(({ source, target }) => {
        return radius(source as unknown as Placed) + radius(target as unknown as Placed) + 30;
      }),
    )
    .force('push', forceManyBody().strength(-500))
    .force('apart', forceCollide<Placed>(radius).iterations(4))
    // Screens are wider than high.
    .force('x', forceX().strength(0.05))
    .force('y', forceY().strength(0.11))
    .stop()
    .tick(TICKS);
}
