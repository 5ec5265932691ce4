import { Button, Group } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { NetworkPicture, PictureLine, PictureNode, ViewedLink } from '@aclift/core';
import { useMemo, useState } from 'react';
import type { Box } from './graph-layout.ts';
import { networkLayout } from './network-layout.ts';
import { nodeTexts, shortInterface } from './network-names.ts';
import classes from './network.module.css';

const ZOOM = 1.25;
/** Smaller text would not be read. */
const LEAST_FIT = 0.55;
/** Longest label; the rest is in the table. */
const MAX_LABEL = 19;

export interface NetworkPictureProps {
  readonly picture: NetworkPicture;
  /** Id of the node that the table is about. */
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
  /** A folded node is opened. */
  readonly onOpen: (id: string) => void;
  /** Undefined: nothing is open. */
  readonly onFold: (() => void) | undefined;
  /** Directions in which the way crosses links, by id. */
  readonly way: ReadonlyMap<string, 'in' | 'out'>;
}

/** Devices and places as boxes, interfaces as lines with their filters. */
export function NetworkGraph(props: NetworkPictureProps) {
  const { chosen, onChoose, onFold, onOpen, picture, way } = props;
  const [zoom, setZoom] = useState(1);
  const { height, ref, width } = useElementSize();
  const layout = useMemo(() => networkLayout(picture), [picture]);
  const fit = Math.min(
    1,
    (width || layout.width) / layout.width,
    (height || layout.height) / layout.height,
  );
  const scale = Math.max(LEAST_FIT, fit) * zoom;
  const onWay = new Set(
    picture.lines
      .filter((line) => line.links.some(({ id }) => way.has(id)))
      .flatMap(({ device, place }) => [device, place]),
  );
  return (
    <div className={`card ${classes.graph}`}>
      <Group gap={6} className={classes.zoom}>
        <Button size="compact-xs" variant="default" onClick={() => setZoom(zoom / ZOOM)}>
          Smaller
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => setZoom(zoom * ZOOM)}>
          Larger
        </Button>
        {onFold !== undefined && (
          <Button size="compact-xs" variant="default" onClick={onFold}>
            Fold again
          </Button>
        )}
        {chosen !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => onChoose(undefined)}>
            All links
          </Button>
        )}
      </Group>
      {/* Whoever cannot see it has the table beside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={ref} className={classes.canvas} tabIndex={0} role="region" aria-label="Picture">
        <svg
          width={layout.width * scale}
          height={layout.height * scale}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
        >
          <defs>
            <marker
              id="way-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="4"
              markerHeight="4"
              orient="auto"
            >
              <path d="M0 0.4 7.6 4 0 7.6z" className={classes.arrow} />
            </marker>
          </defs>
          <g aria-hidden>
            {picture.lines.map((line) => (
              <Line
                key={line.key}
                line={line}
                device={layout.boxes.get(line.device)}
                place={layout.boxes.get(line.place)}
                way={line.links.map(({ id }) => way.get(id)).find((one) => one !== undefined)}
                dim={way.size > 0}
              />
            ))}
          </g>
          {picture.nodes.map((node) => {
            const box = layout.boxes.get(node.id);
            return box === undefined ? null : (
              <Node
                key={node.id}
                node={node}
                box={box}
                chosen={node.id === chosen}
                onWay={onWay.has(node.id)}
                dim={way.size > 0 && !onWay.has(node.id)}
                onClick={() => (node.kind === 'folded' ? onOpen(node.id) : onChoose(node.id))}
              />
            );
          })}
        </svg>
      </div>
    </div>
  );
}

function Node({
  box,
  chosen,
  dim,
  node,
  onClick,
  onWay,
}: {
  readonly node: PictureNode;
  readonly box: Box;
  readonly chosen: boolean;
  readonly onWay: boolean;
  readonly dim: boolean;
  readonly onClick: () => void;
}) {
  const [title, note] = nodeTexts(node);
  const words = {
    device: 'Device',
    segment: 'Segment',
    beyond: 'Beyond',
    world: '',
    folded: 'Show',
  }[node.kind];
  const label = [words, title, note === '' ? '' : `(${note})`, onWay ? 'on the way' : '']
    .filter((part) => part !== '')
    .join(' ');
  return (
    <g
      className={classes.node}
      role="button"
      tabIndex={0}
      aria-label={label}
      aria-pressed={node.kind === 'folded' ? undefined : chosen}
      data-kind={node.kind}
      data-way={onWay || undefined}
      data-dim={dim || undefined}
      transform={`translate(${box.x} ${box.y})`}
      onClick={onClick}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        onClick();
      }}
    >
      {node.kind === 'folded' && (
        <rect x="4" y="4" width={box.width} height={box.height} rx={radiusOf(node, box)} />
      )}
      <rect width={box.width} height={box.height} rx={radiusOf(node, box)} />
      <text x={box.width / 2} y={note === '' ? box.height / 2 : box.height / 2 - 7}>
        {cut(title)}
      </text>
      {note !== '' && (
        <text x={box.width / 2} y={box.height / 2 + 9} className={classes.note}>
          {cut(note)}
        </text>
      )}
      <title>{label}</title>
    </g>
  );
}

/** Devices have corners, places are round. */
function radiusOf({ kind }: PictureNode, { height }: Box): number {
  return kind === 'device' ? 5 : height / 2;
}

function Line({
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
  const [ax, ay] = edgeOf(device, ...middle(place));
  const [bx, by] = edgeOf(place, ...middle(device));
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
  // Between the marks and the place.
  const far = Math.min(length / 2 + 18, length - 10);
  return (
    <g data-dim={(dim && way === undefined) || undefined} className={classes.link}>
      <path
        className={classes.line}
        data-way={way}
        data-doubtful={doubtful || undefined}
        d={way === 'in' ? `M${bx} ${by}L${ax} ${ay}` : `M${ax} ${ay}L${bx} ${by}`}
        markerEnd={way === undefined ? undefined : 'url(#way-arrow)'}
      />
      <Mark links={line.links} direction="in" x={ax + ux * 18} y={ay + uy * 18} turn={turn + 180} />
      <Mark links={line.links} direction="out" x={ax + ux * 38} y={ay + uy * 38} turn={turn} />
      <text x={ax + ux * far} y={ay + uy * far}>
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

function cut(label: string): string {
  return label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label;
}

function middle({ height, width, x, y }: Box): readonly [number, number] {
  return [x + width / 2, y + height / 2];
}

/** Where the line from the middle of a box to a point leaves the box. */
function edgeOf(box: Box, px: number, py: number): readonly [number, number] {
  const [cx, cy] = middle(box);
  const [dx, dy] = [px - cx, py - cy];
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  const k = Number.isFinite(share) ? Math.min(1, share) : 0;
  return [cx + dx * k, cy + dy * k];
}
