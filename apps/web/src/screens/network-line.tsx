import type { PictureLine, ViewedLink } from '@aclift/insight';
import { edgeOf, middle } from './box-geometry.ts';
import type { Box } from './graph-layout.ts';
import { shortInterface } from './network-names.ts';
import classes from './network.module.css';

/** The interfaces between two nodes, with a mark for the filters in each direction. */
export function Line({
  device,
  dim,
  line,
  place,
  way,
}: {
  readonly line: PictureLine;
  readonly device: Box | undefined;
  readonly place: Box | undefined;
  /** How the way crosses it; undefined: it does not. */
  readonly way: 'in' | 'out' | undefined;
  readonly dim: boolean;
}) {
  if (device === undefined || place === undefined) return null;
  const [ax, ay] = edgeOf(device, middle(place));
  const [bx, by] = edgeOf(place, middle(device));
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const [ux, uy] = [(bx - ax) / length, (by - ay) / length];
  const turn = (Math.atan2(uy, ux) * 180) / Math.PI;
  const [first] = line.links;
  const label =
    line.links.length === 1 && first !== undefined
      ? shortInterface(first)
      : `${line.links.length} interfaces`;
  const doubtful = line.links.some(
    ({ evidence }) => evidence === 'guess' || evidence === 'perhaps',
  );
  // Between the marks and the place; beside a short line.
  const far = length < 130 ? length / 2 : length / 2 + 18;
  const aside = length < 130 ? 12 : 0;
  return (
    <g data-dim={(dim && way === undefined) || undefined} className={classes.link}>
      <path
        className={classes.line}
        data-way={way}
        data-doubtful={doubtful || undefined}
        d={way === 'in' ? `M${bx} ${by}L${ax} ${ay}` : `M${ax} ${ay}L${bx} ${by}`}
        markerEnd={way === undefined ? undefined : 'url(#way-arrow)'}
      />
      <Mark links={line.links} direction="in" x={ax + ux * 22} y={ay + uy * 22} turn={turn + 180} />
      <Mark links={line.links} direction="out" x={ax + ux * 42} y={ay + uy * 42} turn={turn} />
      <text x={ax + ux * far + uy * aside} y={ay + uy * far - Math.abs(ux) * aside}>
        {label}
      </text>
    </g>
  );
}

/** A wedge in the direction of the packets that the filters see. */
function Mark({
  direction,
  links,
  turn,
  x,
  y,
}: {
  readonly links: readonly ViewedLink[];
  readonly direction: 'in' | 'out';
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}) {
  const filters = links.flatMap((link) => link[direction]);
  if (filters.length === 0) return null;
  const doubtful = filters.some(({ doubts }) => doubts.length > 0);
  return (
    <path
      className={`${classes.mark} tone-${doubtful ? 'wait' : 'ok'}`}
      data-doubtful={doubtful || undefined}
      d="M-6 -6 7 0 -6 6z"
      transform={`translate(${x} ${y}) rotate(${turn})`}
    />
  );
}
