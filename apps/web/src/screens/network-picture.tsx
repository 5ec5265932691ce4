import { Button, Group } from '@mantine/core';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import type {
  FamilyNetwork,
  FoldedNodes,
  NetworkPicture,
  PictureNode,
  ViewedLink,
} from '@aclift/insight';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Box } from './graph-layout.ts';
import { networkLayout } from './network-layout.ts';
import { Line } from './network-line.tsx';
import { nodeTexts, shortInterface } from './network-names.ts';
import classes from './network.module.css';

const ZOOM = 1.25;
/** Smaller text would not be read. */
const LEAST_FIT = 0.7;
/** Longest label; the rest is in the table. */
const MAX_LABEL = 19;
const MAX_NOTE = 24;
/** What is seen around a fold that was opened. */
const AROUND = 60;

export interface NetworkPictureProps {
  readonly network: FamilyNetwork;
  readonly picture: NetworkPicture;
  /** Id of the node that the table is about. */
  readonly chosen: string | undefined;
  readonly onChoose: (id: string | undefined) => void;
  /** A fold is opened, or closed. */
  readonly onFold: (id: string) => void;
  /** Directions in which the way crosses links, by id. */
  readonly way: ReadonlyMap<string, 'in' | 'out'>;
}

/** Devices and places as boxes, interfaces as lines with their filters. */
export function NetworkGraph(props: NetworkPictureProps) {
  const { chosen, network, onChoose, onFold, picture, way } = props;
  const [zoom, setZoom] = useState(1);
  const { height, ref, width } = useElementSize();
  const canvas = useRef<HTMLDivElement>(null);
  const measured = useMergedRef(ref, canvas);
  const layout = useMemo(() => networkLayout(picture), [picture]);
  const fit = Math.min(
    1,
    (width || layout.width) / layout.width,
    (height || layout.height) / layout.height,
  );
  const scale = Math.max(LEAST_FIT, fit) * zoom;
  useEffect(() => {
    const opened = picture.nodes.find((node) => node.kind === 'folded' && node.open);
    const box = opened === undefined ? undefined : layout.boxes.get(opened.id);
    // Where it does not fit, what was opened is seen first, or its middle.
    const { current } = canvas;
    if (current === null) return;
    const { clientHeight, clientWidth, scrollHeight, scrollWidth } = current;
    current.scrollTo(
      box === undefined
        ? { left: (scrollWidth - clientWidth) / 2, top: (scrollHeight - clientHeight) / 2 }
        : { left: (box.x - AROUND) * scale, top: (box.y - AROUND) * scale },
    );
  }, [layout, picture, scale]);
  const fold = (id: string): void => {
    // The box that had the focus is gone then.
    canvas.current?.focus({ preventScroll: true });
    onFold(id);
  };
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
        {chosen !== undefined && (
          <Button size="compact-xs" variant="default" onClick={() => onChoose(undefined)}>
            All links
          </Button>
        )}
      </Group>
      {/* Whoever cannot see it has the table beside. */}
      <div
        ref={measured}
        className={classes.canvas}
        // It is scrolled by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label="Picture"
      >
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
            if (box === undefined) return null;
            if (node.kind === 'folded' && node.open) {
              return (
                <OpenFold
                  key={node.id}
                  network={network}
                  fold={node}
                  boxes={layout.boxes}
                  chosen={chosen}
                  onChoose={onChoose}
                  onFold={fold}
                />
              );
            }
            return (
              <Node
                key={node.id}
                node={node}
                box={box}
                chosen={node.id === chosen}
                onWay={onWay.has(node.id)}
                dim={way.size > 0 && !onWay.has(node.id)}
                onClick={() => (node.kind === 'folded' ? fold(node.id) : onChoose(node.id))}
              />
            );
          })}
        </svg>
      </div>
    </div>
  );
}

/** The nodes of a fold, in columns. Their interfaces are one line outside, and named here. */
function OpenFold({
  boxes,
  chosen,
  fold,
  network,
  onChoose,
  onFold,
}: {
  readonly network: FamilyNetwork;
  readonly fold: FoldedNodes;
  readonly boxes: ReadonlyMap<string, Box>;
} & Pick<NetworkPictureProps, 'chosen' | 'onChoose' | 'onFold'>) {
  const own = boxes.get(fold.id);
  if (own === undefined) return null;
  const [title] = nodeTexts(fold);
  const close = (): void => onFold(fold.id);
  return (
    <g className={classes.fold}>
      <rect x={own.x} y={own.y} width={own.width} height={own.height} rx="10" />
      <g
        role="button"
        tabIndex={0}
        aria-label={`Fold ${title}`}
        onClick={close}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          close();
        }}
      >
        <text x={own.x + 14} y={own.y + 20}>
          {title} ▾
        </text>
      </g>
      {fold.members.map((id) => {
        const [node, box] = [network.nodes.find((one) => one.id === id), boxes.get(id)];
        return node === undefined || box === undefined ? null : (
          <Node
            key={id}
            node={node}
            box={box}
            note={linksNote(
              network.links.filter(({ device, place }) => [device, place].includes(id)),
            )}
            chosen={id === chosen}
            onWay={false}
            dim={false}
            onClick={() => onChoose(id)}
          />
        );
      })}
    </g>
  );
}

/** `Vl8, filters in and out` */
function linksNote(links: readonly ViewedLink[]): string {
  const [first] = links;
  const names = first !== undefined && links.length === 1 ? shortInterface(first) : '';
  const sides = (['in', 'out'] as const).filter((side) =>
    links.some((link) => link[side].length > 0),
  );
  const filters = sides.length === 0 ? 'no filters' : `filters ${sides.join(', ')}`;
  return names === '' ? filters : `${names}: ${filters}`;
}

function Node({
  box,
  chosen,
  dim,
  node,
  note: given,
  onClick,
  onWay,
}: {
  readonly node: PictureNode;
  readonly box: Box;
  /** Absent: what the node says of itself. */
  readonly note?: string;
  readonly chosen: boolean;
  readonly onWay: boolean;
  readonly dim: boolean;
  readonly onClick: () => void;
}) {
  const [title, own] = nodeTexts(node);
  const note = given ?? own;
  const words = {
    device: 'Device',
    segment: 'Segment',
    beyond: '',
    world: '',
    folded: 'Show',
  }[node.kind];
  const label = [words, title, note, onWay ? 'on the way' : '']
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
      </text>{' '}
      {note !== '' && (
        <text x={box.width / 2} y={box.height / 2 + 9} className={classes.note}>
          {cut(note, MAX_NOTE)}
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

function cut(label: string, most = MAX_LABEL): string {
  return label.length > most ? `${label.slice(0, most - 1)}…` : label;
}
