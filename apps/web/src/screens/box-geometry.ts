/** Lines between boxes. */
import type { Box } from './graph-layout.ts';

export type Point = readonly [x: number, y: number];

export function middle({ height, width, x, y }: Box): Point {
  return [x + width / 2, y + height / 2];
}

/** Where the line from the middle of a box to a point leaves the box. */
export function edgeOf(box: Box, [px, py]: Point): Point {
  const [cx, cy] = middle(box);
  const [dx, dy] = [px - cx, py - cy];
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  const k = Number.isFinite(share) ? Math.min(1, share) : 0;
  return [cx + dx * k, cy + dy * k];
}

export function segmentsCross(
  [a, b]: readonly [Point, Point],
  [c, d]: readonly [Point, Point],
): boolean {
  return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
}

/** Whether a line runs behind a box. */
export function throughBox(line: readonly [Point, Point], { height, width, x, y }: Box): boolean {
  return (
    segmentsCross(line, [
      [x, y],
      [x + width, y + height],
    ]) ||
    segmentsCross(line, [
      [x + width, y],
      [x, y + height],
    ])
  );
}

/** On which side of the line from `a` to `b` a point is. */
function side([ax, ay]: Point, [bx, by]: Point, [px, py]: Point): number {
  return (bx - ax) * (py - ay) - (by - ay) * (px - ax);
}
