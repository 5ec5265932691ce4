/** Where the nodes of the network stand. The same network always gets the same picture. */
import type { NetworkPicture, PictureNode } from '@aclift/insight';
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import { edgeOf, middle, type Point, segmentsCross, throughBox } from './box-geometry.ts';
import type { Box } from './graph-layout.ts';

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** By id of the node; members of open folds are among them. */
  readonly boxes: ReadonlyMap<string, Box>;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const SIZE: Readonly<Record<PictureNode['kind'], Size>> = {
  device: { width: 150, height: 40 },
  segment: { width: 142, height: 34 },
  beyond: { width: 142, height: 40 },
  world: { width: 142, height: 40 },
  folded: { width: 142, height: 40 },
};
/** A node in an open fold. */
const CELL: Size = { width: 142, height: 38 };
const GAP = 10;
/** Above the nodes of a fold, for its name. */
const HEAD = 32;
const MARGIN = 20;
/** Ticks until the simulation is cold by d3's defaults. */
const TICKS = 300;
/** Room for the name of an interface and the marks of its filters. */
const LINE = 150;
/** Beginnings that are tried, and up to how many lines: the plainest picture of them is taken. */
const TRIES = 12;
const MOST_TRIED = 120;
/** A line behind a box that it does not belong to is taken for its line: worse than any crossing. */
const BEHIND = 10;

interface Placed extends SimulationNodeDatum, Size {
  readonly id: string;
}

/** About a tenth of a second for thirty nodes. */
export function networkLayout(picture: NetworkPicture): NetworkLayout {
  const tries = picture.lines.length <= MOST_TRIED ? TRIES : 1;
  let best = settled(picture, 0);
  for (let turn = 1; turn < tries && best.faults > 0; turn += 1) {
    const next = settled(picture, turn);
    if (next.faults < best.faults) best = next;
  }
  const { placed } = best;
  const left = Math.min(...placed.map(({ width, x = 0 }) => x - width / 2)) - MARGIN;
  const top = Math.min(...placed.map(({ height, y = 0 }) => y - height / 2)) - MARGIN;
  const outer = placed.map((node): [string, Box] => {
    const { height, width, x, y } = boxOf(node);
    return [node.id, { x: Math.round(x - left), y: Math.round(y - top), width, height }];
  });
  const boxes = new Map(outer);
  for (const node of picture.nodes) {
    const box = boxes.get(node.id);
    if (node.kind !== 'folded' || !node.open || box === undefined) continue;
    const columns = columnsOf(node.members.length);
    for (const [n, member] of node.members.entries()) {
      boxes.set(member, {
        x: box.x + GAP + (n % columns) * (CELL.width + GAP),
        y: box.y + HEAD + Math.floor(n / columns) * (CELL.height + GAP),
        ...CELL,
      });
    }
  }
  return {
    width: Math.max(0, ...outer.map(([, box]) => box.x + box.width)) + MARGIN,
    height: Math.max(0, ...outer.map(([, box]) => box.y + box.height)) + MARGIN,
    boxes,
  };
}

function sizeOf(node: PictureNode): Size {
  if (node.kind !== 'folded' || !node.open) return SIZE[node.kind];
  const columns = columnsOf(node.members.length);
  return {
    width: columns * (CELL.width + GAP) + GAP,
    height: Math.ceil(node.members.length / columns) * (CELL.height + GAP) + HEAD,
  };
}

/** Wider than high, as screens are, but no wider than what is scrolled through easily. */
function columnsOf(members: number): number {
  return Math.min(8, Math.ceil(Math.sqrt(members / 2)));
}

/** @param turn which of the beginnings; d3's own random numbers begin alike each time. */
function settled(
  { lines, nodes }: NetworkPicture,
  turn: number,
): { readonly placed: readonly Placed[]; readonly faults: number } {
  const placed = nodes.map((node, n): Placed => {
    // Each beginning has the nodes in another order around the middle.
    const angle = (n * (turn + 1) * 2 * Math.PI * 7) / (nodes.length * 7 + turn);
    const away = turn === 0 ? {} : { x: 300 * Math.cos(angle), y: 200 * Math.sin(angle) };
    return { id: node.id, ...sizeOf(node), ...away };
  });
  const at = new Map(placed.map(({ id }, n) => [id, n]));
  const links = lines.flatMap(({ device, place }) => {
    const [source, target] = [at.get(device), at.get(place)];
    return source === undefined || target === undefined ? [] : [{ source, target }];
  });
  const ends = links.map(({ source, target }) => [source, target] as const);
  const radius = ({ height, width }: Placed): number => Math.hypot(width, height) / 2;
  forceSimulation(placed)
    .force(
      'link',
      forceLink(links).distance(({ source, target }) => {
        return (
          LINE + (radius(source as unknown as Placed) + radius(target as unknown as Placed)) / 2
        );
      }),
    )
    .force('push', forceManyBody().strength(-1100))
    .force('apart', forceCollide<Placed>((node) => radius(node) + 30).iterations(4))
    // Screens are wider than high.
    .force('x', forceX().strength(0.05))
    .force('y', forceY().strength(0.09))
    .stop()
    .tick(TICKS);
  return { placed, faults: faultsOf(placed, ends) };
}

/** Crossings of lines, and lines behind boxes. */
function faultsOf(placed: readonly Placed[], ends: readonly (readonly [number, number])[]): number {
  const boxes = placed.map(boxOf);
  const drawn = ends.flatMap(([a, b]) => {
    const [from, to] = [boxes[a], boxes[b]];
    if (from === undefined || to === undefined) return [];
    const line: readonly [Point, Point] = [edgeOf(from, middle(to)), edgeOf(to, middle(from))];
    return [{ a, b, line }];
  });
  let faults = 0;
  for (const [n, { a, b, line }] of drawn.entries()) {
    for (const [k, box] of boxes.entries()) {
      if (k !== a && k !== b && throughBox(line, box)) faults += BEHIND;
    }
    for (const other of drawn.slice(n + 1)) {
      const joined = [other.a, other.b].some((end) => end === a || end === b);
      if (!joined && segmentsCross(line, other.line)) faults += 1;
    }
  }
  return faults;
}

function boxOf({ height, width, x = 0, y = 0 }: Placed): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}
