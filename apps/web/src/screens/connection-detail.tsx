import { Button, Text, Title } from '@mantine/core';
import {
  type Connectivity,
  type ConnectivityAxis,
  type ConnectivityBlock,
  type ConnectivityCell,
  standingOf,
} from '@aclift/insight';
import { useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import { go } from '../session/route.ts';
import { useReview, useSession } from '../session/use-session.ts';
import type { Chosen } from './connectivity-props.ts';
import { STANDING, StandingSign } from './connectivity-marks.tsx';
import classes from './connectivity.module.css';

/** Pairs shown at once, and by each "show more". */
const PAGE = 40;

interface Props {
  readonly matrix: Connectivity;
  readonly axes: readonly ConnectivityAxis[];
  readonly blocks: readonly ConnectivityBlock[];
  readonly chosen: Chosen | undefined;
  readonly view: 'matrix' | 'graph';
}

/** The services behind what was chosen, pair by pair. */
export function ConnectionDetail({ axes, blocks, chosen, matrix, view }: Props) {
  const [shownOf, setShownOf] = useState<{
    readonly of: Chosen | undefined;
    readonly count: number;
  }>();
  const count = shownOf?.of === chosen ? (shownOf?.count ?? PAGE) : PAGE;
  const keyOf = (at: number): string | undefined => axes[at]?.key;
  const meant = ({ from, to }: ConnectivityBlock): boolean => {
    if (chosen === undefined) return false;
    return chosen.kind === 'pair'
      ? keyOf(from) === chosen.from && keyOf(to) === chosen.to
      : keyOf(from) === chosen.end || keyOf(to) === chosen.end;
  };
  const cells = blocks
    .filter(meant)
    .flatMap((block) => block.cells)
    .flatMap((at) => matrix.cells[at] ?? [])
    .toSorted((a, b) => rankOf(a) - rankOf(b));
  const nameOf = (key: string): string => {
    const axis = axes.find((one) => one.key === key);
    if (axis === undefined) return '';
    return shown(axis.kind === 'group' ? axis.group : (matrix.ends[axis.ends[0] ?? 0]?.name ?? ''));
  };
  return (
    <section className={`card ${classes.detail}`} aria-label="Connection">
      {chosen === undefined ? (
        <Text size="sm" className="dim">
          {view === 'matrix'
            ? 'Choose a cell to see its services: today and with the drafts, pair by pair. With the keyboard: arrow keys, then Enter.'
            : 'Choose a box to see what it may open and accept: today and with the drafts, pair by pair.'}
        </Text>
      ) : (
        <>
          <Title order={2} size="h5" role="status">
            {chosen.kind === 'pair'
              ? `${nameOf(chosen.from)} → ${nameOf(chosen.to)}`
              : `${nameOf(chosen.end)}: what it may open and accept`}
          </Title>
          {cells.length === 0 && (
            <Text size="sm">Nothing is let through, neither today nor with the drafts.</Text>
          )}
          <ul className={classes.pairs}>
            {cells.slice(0, count).map((cell) => (
              <li key={`${cell.from} ${cell.to}`}>
                <Pair cell={cell} matrix={matrix} named={cells.length > 1} />
              </li>
            ))}
          </ul>
          {cells.length > count && (
            <Button
              size="xs"
              variant="default"
              onClick={() => setShownOf({ of: chosen, count: count + PAGE })}
            >
              Show more, {(cells.length - count).toLocaleString('en')} are left
            </Button>
          )}
        </>
      )}
    </section>
  );
}

/** What differs comes first. */
function rankOf(cell: ConnectivityCell): number {
  return { both: 0, opened: 0, closed: 1, same: 2 }[standingOf(cell)];
}

function Pair({
  cell,
  matrix,
  named,
}: {
  readonly cell: ConnectivityCell;
  readonly matrix: Connectivity;
  readonly named: boolean;
}) {
  const session = useSession();
  const review = useReview();
  const [from, to] = [cell.from, cell.to].map((at) => matrix.ends[at]?.name ?? '') as [
    string,
    string,
  ];
  const textsOf = (at: number): readonly string[] => matrix.services[at] ?? [];
  const standing = standingOf(cell);
  const rows = [
    ['Today', textsOf(cell.today)],
    ['Drafts', textsOf(cell.policies)],
    ...(cell.opened > 0 ? [['Newly let through', textsOf(cell.opened)] as const] : []),
    ...(cell.closed > 0 ? [['No longer', textsOf(cell.closed)] as const] : []),
  ] as const;
  const traced = textsOf(cell.opened)[0] ?? textsOf(cell.closed)[0] ?? textsOf(cell.today)[0];
  const traceable = !from.startsWith('(') && !to.startsWith('(');
  return (
    <>
      <div className={classes.pairHead}>
        <StandingSign standing={standing} />
        <b>{named ? `${shown(from)} → ${shown(to)}` : STANDING[standing].words}</b>
      </div>
      <dl className={classes.services}>
        {rows.map(([label, texts]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="mono">{servicesText(texts)}</dd>
          </div>
        ))}
      </dl>
      {cell.partly && (
        <Text size="xs" className="dim">
          Today not all of their addresses have the same services.
        </Text>
      )}
      {cell.someClientPorts && (
        <Text size="xs" className="dim">
          Today some of it is open from some client ports only: lists let answers back.
        </Text>
      )}
      <div className={classes.acts}>
        {traceable && traced !== undefined && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              session.set({ tracing: { from, to, service: firstOf(traced), sourcePort: '' } });
              go('trace');
            }}
          >
            Trace {firstOf(traced)}
          </Button>
        )}
        {review.report.proof.differences.some((d) => d.from === from && d.to === to) && (
          <Button size="compact-xs" variant="subtle" onClick={() => go('proof')}>
            Why it differs
          </Button>
        )}
      </div>
    </>
  );
}

/** Every port of every protocol that has ports is one word. */
const EVERY_PORT = ['tcp', 'udp', 'sctp'];

function servicesText(texts: readonly string[]): string {
  if (texts.length === 0) return 'nothing';
  if (!EVERY_PORT.every((protocol) => texts.includes(protocol))) return texts.join(', ');
  return ['any port', ...texts.filter((text) => !EVERY_PORT.includes(text))].join(', ');
}

/** One service to try of a text such as `tcp/8000-8080`, `tcp` or `any`. */
function firstOf(text: string): string {
  const [protocol = '', ports = ''] = text.split('/');
  const name = protocol === 'any' || protocol === 'other protocols' ? 'tcp' : protocol;
  if (name.startsWith('icmp')) return text;
  return `${name}/${ports === '' ? '443' : (ports.split('-')[0] ?? '443')}`;
}
