import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { ConnectivityAxis, ConnectivityBlock } from '@aclift/insight';
import { Fragment, type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from 'react';
import { shown } from '../parts/shown-text.ts';
import type { ConnectivityProps } from './connectivity-props.ts';
import { STANDING, StandingSign } from './connectivity-marks.tsx';
import classes from './connectivity.module.css';

const STEP: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Rows open, columns accept. One stop for the tab key; arrow keys move inside. */
export function ConnectivityMatrix(props: ConnectivityProps) {
  const { axes, blocks, chosen, onChoose, onToggle, open } = props;
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const blockAt = useMemo(
    () => new Map(blocks.map((block) => [block.from * axes.length + block.to, block])),
    [blocks, axes],
  );
  const last = axes.length - 1;
  const [row, column] = [Math.min(at[0], last), Math.min(at[1], last)];
  const onKey = (event: KeyboardEvent): void => {
    const step = STEP[event.key];
    if (step === undefined || !(event.target instanceof HTMLElement)) return;
    if (event.target.dataset['at'] === undefined) return;
    event.preventDefault();
    const next = [row + step[0], column + step[1]].map((n) => Math.max(0, Math.min(last, n)));
    const [r = 0, c = 0] = next;
    setAt([r, c]);
    table.current?.querySelector<HTMLElement>(`[data-at="${r} ${c}"]`)?.focus();
  };
  const onPick = useCallback(
    (r: number, c: number): void => {
      setAt([r, c]);
      const [from, to] = [axes[r], axes[c]];
      if (from !== undefined && to !== undefined) {
        onChoose({ kind: 'pair', from: from.key, to: to.key });
      }
    },
    [axes, onChoose],
  );
  return (
    <div className={`card ${classes.scroll}`}>
      <table
        ref={table}
        className={classes.matrix}
        // The role that tables have in which arrow keys move (ARIA Authoring Practices, grid pattern).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-to-interactive-role
        role="grid"
        aria-label="Who may open what to whom"
        onKeyDown={onKey}
      >
        <thead>
          <tr>
            <th scope="col" className={classes.corner}>
              from ↓ to →
            </th>
            {axes.map((axis) => (
              <th key={axis.key} scope="col" className={classes.column} data-kind={axis.kind}>
                <span>{shown(axis.label)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {axes.map((axis, r) => (
            <Fragment key={axis.key}>
              {axis.kind === 'end' && axes[r - 1]?.group !== axis.group && (
                <tr data-first>
                  <th scope="rowgroup" className={classes.groupRow} colSpan={axes.length + 1}>
                    <Toggle axis={axis} {...{ open, onToggle }} />
                  </th>
                </tr>
              )}
              <tr data-first={axis.kind === 'group' || undefined}>
                <th scope="row" className={classes.row}>
                  {axis.kind === 'group' ? (
                    <Toggle axis={axis} {...{ open, onToggle }} />
                  ) : (
                    <span className={classes.end}>{shown(axis.label)}</span>
                  )}
                </th>
                <Cells
                  {...{ axes, axis, blockAt, onPick }}
                  row={r}
                  stop={r === row ? column : -1}
                  chosen={
                    chosen?.kind === 'pair' && chosen.from === axis.key ? chosen.to : undefined
                  }
                />
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The cells of a row. A matrix of a hundred workloads has ten thousand: only rows that change are made anew. */
const Cells = memo(function Cells({
  axes,
  axis,
  blockAt,
  chosen,
  onPick,
  row,
  stop,
}: Pick<ConnectivityProps, 'axes'> & {
  readonly axis: ConnectivityAxis;
  readonly blockAt: ReadonlyMap<number, ConnectivityBlock>;
  /** Key of the chosen column. */
  readonly chosen: string | undefined;
  readonly onPick: (row: number, column: number) => void;
  readonly row: number;
  /** Column where the tab key stops; -1: in another row. */
  readonly stop: number;
}) {
  return axes.map((other, c) => {
    const block = blockAt.get(row * axes.length + c);
    return (
      // Cells of a grid are moved through with the arrow keys.
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
      <td
        key={other.key}
        data-at={`${row} ${c}`}
        data-chosen={chosen === other.key || undefined}
        data-standing={block?.standing}
        data-first={axes[c - 1]?.group !== other.group || undefined}
        tabIndex={c === stop ? 0 : -1}
        aria-selected={chosen === other.key}
        aria-label={`${shown(axis.label)} to ${shown(other.label)}: ${block === undefined ? 'nothing' : STANDING[block.standing].words}`}
        onClick={() => onPick(row, c)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          onPick(row, c);
        }}
      >
        {block !== undefined && <StandingSign standing={block.standing} />}
      </td>
    );
  });
});

/** A namespace that can be opened and closed. */
function Toggle({
  axis: { ends, group, kind },
  onToggle,
  open,
}: Pick<ConnectivityProps, 'open' | 'onToggle'> & { readonly axis: ConnectivityAxis }) {
  const Icon = open.has(group) ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={open.has(group)}
      onClick={() => onToggle(group)}
    >
      <Icon size={14} aria-hidden />
      {shown(group)}
      {kind === 'group' && <span className="dim num"> {ends.length}</span>}
    </button>
  );
}
