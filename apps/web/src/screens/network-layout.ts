/** Where the nodes of the network stand. The same network always gets the same picture. */
import type { NetworkPicture, PictureNode } from '@aclift/core';
import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Box } from './graph-layout.ts';

export interface NetworkLayout {
  readonly width: number;
  readonly height: number;
  /** By id of the node. */
  readonly boxes: ReadonlyMap<string, Box>;
}

const SIZE: Readonly<
  Record<PictureNode['kind'], { readonly width: number; readonly height: number }>
> = {
  device: { width: 150, height: 40 },
  segment: { width: 142, height: 34 },
  beyond: { width: 142, height: 34 },
  world: { width: 142, height: 40 },
  folded: { width: 142, height: 40 },
};
const MARGIN = 20;
/** Ticks until the simulation is cold by d3's defaults. */
const TICKS = 300;
/** Room for the name of an interface and the marks of its filters. */
const LINE = 150;

interface Placed extends SimulationNodeDatum {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** About half a second for two hundred nodes. */
export function networkLayout({ lines, nodes }: NetworkPicture): NetworkLayout {
  const placed = nodes.map(({ id, kind }): Placed => ({ id, ...SIZE[kind] }));
  const at = new Map(placed.map(({ id }, n) => [id, n]));
  const radius = ({ height, width }: Placed): number => Math.hypot(width, height) / 2 + 8;
  const links = lines.flatMap(({ device, place }) => {
    const [source, target] = [at.get(device), at.get(place)];
    return source === undefined || target === undefined ? [] : [{ source, target }];
  });
  // d3's own random numbers begin alike each time.
  forceSimulation(placed)
    .force('link', forceLink(links).distance(LINE + 90))
    .force('push', forceManyBody().strength(-900))
    .force('apart', forceCollide<Placed>(radius).iterations(4))
    // Screens are wider than high.
    .force('x', forceX().strength(0.05))
    .force('y', forceY().strength(0.09))
    .stop()
    .tick(TICKS);
  const left = Math.min(...placed.map(({ width, x = 0 }) => x - width / 2)) - MARGIN;
  const top = Math.min(...placed.map(({ height, y = 0 }) => y - height / 2)) - MARGIN;
  const boxes = new Map(
    placed.map(({ height, id, width, x = 0, y = 0 }): [string, Box] => [
      id,
      {
        x: Math.round(x - width / 2 - left),
        y: Math.round(y - height / 2 - top),
        width,
        height,
      },
    ]),
  );
  const all = [...boxes.values()];
  return {
    width: Math.max(0, ...all.map((box) => box.x + box.width)) + MARGIN,
    height: Math.max(0, ...all.map((box) => box.y + box.height)) + MARGIN,
    boxes,
  };
}
