import { Button, Group, Text } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { ConnectivityBlock } from '@aclift/insight';
import { useMemo, useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import type { ConnectivityProps } from './connectivity-props.ts';
import { STANDING } from './connectivity-marks.tsx';
import { type Box, graphLayout, type PlacedGroup } from './graph-layout.ts';
import classes from './connectivity.module.css';

/** With more lines than these, lines join whole namespaces, and single ones show only at what was chosen. */
const MANY = 60;
const ZOOM = 1.25;
/** Smaller text would not be read. */
const LEAST_FIT = 0.6;

/** A line between two namespaces. */
type GroupLine = ConnectivityBlock & { readonly between: readonly [from: string, to: string] };

/** Namespaces as boxes with their workloads, lines for what may be opened. */
export function ConnectivityGraph(
  props: ConnectivityProps & {
    /** What namespaces as wholes may open to each other. */
    readonly groupLines: readonly GroupLine[];
  },
) {
  const { axes, blocks, chosen, groupLines, onChoose, onToggle, open } = props;
  const [zoom, setZoom] = useState(1);
  const { height, ref, width } = useElementSize();
  const layout = useMemo(() => graphLayout(axes, blocks), [axes, blocks]);
  // All of it at once where it stays readable.
  const fit = Math.min(
    1,
    (width || layout.width) / layout.width,
    (height || layout.height) / layout.height,
  );
  const scale = Math.max(LEAST_FIT, fit) * zoom;
  const lines = blocks.filter(({ from, to }) => from !== to);
  const focus = axes.findIndex(({ key }) => chosen?.kind === 'end' && key === chosen.end);
  const touches = ({ from, to }: ConnectivityBlock): boolean => from === focus || to === focus;
  const joined = focus < 0 && lines.length > MANY;
  const seen = focus < 0 ? lines : lines.filter(touches);
  const boxOf = new Map(layout.groups.map(({ box, group }) => [group, box]));
  const drawn = joined
    ? groupLines
        .filter(({ between: [from, to] }) => from !== to)
        .map(({ between: [from, to], standing }) => ({
          key: `${from} ${to}`,
          standing,
          path: curve(boxOf.get(from), boxOf.get(to)),
        }))
    : seen.map(({ from, standing, to }) => ({
        key: `${from} ${to}`,
        standing,
        path: curve(layout.boxes[from], layout.boxes[to]),
      }));
  return (
    <div className={`card ${classes.graph}`}>
      <Group gap={6} className={classes.zoom}>
        <Button size="compact-xs" variant="default" onClick={() => setZoom(zoom / ZOOM)}>
          Smaller
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => setZoom(zoom * ZOOM)}>
          Larger
        </Button>
        {focus >= 0 && (
          <Button size="compact-xs" variant="default" onClick={() => onChoose(undefined)}>
            All lines
          </Button>
        )}
        <Text size="xs" className="dim" role="status">
          {joined
            ? `${lines.length} lines are joined by namespace; choose a box to see its own.`
            : focus >= 0
              ? `Lines of ${shown(axes[focus]?.label ?? '')} only.`
              : ''}
        </Text>
      </Group>
      {/* Whoever cannot see it has the matrix and the list beside. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div ref={ref} className={classes.canvas} tabIndex={0} role="region" aria-label="Graph">
        <svg
          width={layout.width * scale}
          height={layout.height * scale}
          viewBox={`0 0 ${layout.width} ${layout.height}`}
        >
          <defs>
            {(['ok', 'wait', 'bad'] as const).map((tone) => (
              <marker
                key={tone}
                id={`arrow-${tone}`}
                className={`tone-${tone}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="7"
                markerHeight="7"
                orient="auto"
              >
                <path d="M0 0.8 7.4 4 0 7.2z" fill="var(--tone)" />
              </marker>
            ))}
          </defs>
          {layout.groups.map((group) => (
            <GroupBox
              key={group.group}
              {...group}
              open={open.has(group.group)}
              onToggle={onToggle}
            />
          ))}
          <g aria-hidden>
            {drawn.map(({ key, path, standing }) => {
              const { tone } = STANDING[standing];
              return (
                <path
                  key={key}
                  className={`${classes.line} tone-${tone}`}
                  data-standing={standing}
                  d={path}
                  markerEnd={`url(#arrow-${tone})`}
                />
              );
            })}
          </g>
          {axes.map(({ key, kind, label }, at) => {
            const box = layout.boxes[at];
            if (box === undefined) return null;
            const beside = lines.filter(({ from, to }) => from === at || to === at);
            const worst = (['both', 'opened', 'closed'] as const).find((standing) =>
              beside.some((line) => line.standing === standing),
            );
            return (
              <g
                key={key}
                className={classes.node}
                role="button"
                tabIndex={0}
                aria-pressed={at === focus}
                aria-label={`${shown(label)}: ${beside.length} connections${worst === undefined ? '' : `, ${STANDING[worst].words}`}`}
                data-kind={kind}
                data-dim={
                  (focus >= 0 &&
                    at !== focus &&
                    !seen.some(({ from, to }) => from === at || to === at)) ||
                  undefined
                }
                transform={`translate(${box.x} ${box.y})`}
                onClick={() => onChoose({ kind: 'end', end: key })}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  onChoose({ kind: 'end', end: key });
                }}
              >
                <rect width={box.width} height={box.height} rx="6" />
                <text x="10" y={box.height / 2} dominantBaseline="central">
                  {cut(shown(label))}
                </text>
              </g>
            );
          })}
        </svg>
      </div>
    </div>
  );
}

function GroupBox({
  box,
  group,
  onToggle,
  open,
}: PlacedGroup & { readonly open: boolean; readonly onToggle: (group: string) => void }) {
  if (!open) return null;
  return (
    <g transform={`translate(${box.x} ${box.y})`} className={classes.group}>
      <rect width={box.width} height={box.height} rx="10" />
      {/* A box is closed by its name. */}
      <g
        role="button"
        tabIndex={0}
        aria-label={`Close ${shown(group)}`}
        onClick={() => onToggle(group)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' || event.key === ' ') onToggle(group);
        }}
      >
        <text x="12" y="18">
          {cut(shown(group))} ▾
        </text>
      </g>
    </g>
  );
}

/** Longest label; the rest is in the list beside. */
const MAX_LABEL = 22;

function cut(label: string): string {
  return label.length > MAX_LABEL ? `${label.slice(0, MAX_LABEL - 1)}…` : label;
}

/** From the edge of one box to the edge of another, bent so that both directions can be told apart. */
function curve(a: Box | undefined, b: Box | undefined): string {
  if (a === undefined || b === undefined) return '';
  const [ax, ay] = [a.x + a.width / 2, a.y + a.height / 2];
  const [bx, by] = [b.x + b.width / 2, b.y + b.height / 2];
  const bend = 0.12;
  const [mx, my] = [(ax + bx) / 2 + (by - ay) * bend, (ay + by) / 2 - (bx - ax) * bend];
  const [sx, sy] = edgeOf(a, mx, my);
  const [ex, ey] = edgeOf(b, mx, my);
  return `M${sx} ${sy}Q${Math.round(mx)} ${Math.round(my)} ${ex} ${ey}`;
}

/** Where the line from the middle of a box to a point leaves the box. */
function edgeOf({ height, width, x, y }: Box, px: number, py: number): readonly [number, number] {
  const [cx, cy] = [x + width / 2, y + height / 2];
  const [dx, dy] = [px - cx, py - cy];
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : height / 2 / Math.abs(dy),
  );
  const k = Number.isFinite(share) ? Math.min(1, share) : 0;
  return [Math.round(cx + dx * k), Math.round(cy + dy * k)];
}
