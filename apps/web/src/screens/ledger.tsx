import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { OutcomeMark } from '../parts/outcome-mark.tsx';
import { shown } from '../parts/shown-text.ts';
import { useReview, useSession } from '../session/use-session.ts';
import classes from './ledger.module.css';

const ROW = 38;
const TALL_ROW = 64;
const PAGE = 12;

interface Props {
  /** Ledger indexes to show, ascending. */
  readonly shownEntries: Uint32Array;
  /** Entries that are meant, ascending. */
  readonly selected: readonly number[];
  /** Two lines to an entry, for narrow screens. */
  readonly tall: boolean;
}

/** Every access-list line with its outcome. Only the rows in sight exist, however many there are. */
export function Ledger({ shownEntries, selected, tall }: Props) {
  const review = useReview();
  const session = useSession();
  const scroller = useRef<HTMLDivElement>(null);
  // The compiler must not memoise what the library changes in place.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: shownEntries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (tall ? TALL_ROW : ROW),
    overscan: 16,
  });
  useEffect(() => rows.measure(), [rows, tall]);
  const first = selected[0];
  const at = first === undefined ? -1 : indexOf(shownEntries, first);
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' });
  }, [at, rows]);

  const go = (index: number): void => {
    const entry = shownEntries[Math.max(0, Math.min(shownEntries.length - 1, index))];
    if (entry !== undefined) session.focus({ kind: 'entry', entry });
  };
  const onKey = (event: KeyboardEvent): void => {
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: shownEntries.length - 1,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    go(target);
  };
  const chosen = new Set(selected);
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label="Access-list lines"
      aria-multiselectable
      aria-activedescendant={at >= 0 ? `entry-${first}` : undefined}
      tabIndex={0}
      data-tall={tall || undefined}
      onKeyDown={onKey}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, start, size }) => {
          const n = shownEntries[index] as number;
          const { file, line, list, text, outcome, because } = review.entry(n);
          return (
            // The list has the focus and handles the keys; options are named by aria-activedescendant.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={n}
              id={`entry-${n}`}
              role="option"
              aria-selected={chosen.has(n)}
              aria-setsize={shownEntries.length}
              aria-posinset={index + 1}
              className={classes.row}
              style={{ transform: `translateY(${start}px)`, height: size }}
              onClick={() => session.focus({ kind: 'entry', entry: n })}
            >
              <span className={`mono ${classes.place}`} title={`${shown(file)}:${line}`}>
                {review.configs.length > 1 && <span className="dim">{shown(file)}:</span>}
                {line}
              </span>
              <span className={classes.list} title={shown(list)}>
                {shown(list)}
              </span>
              <span className={`mono ${classes.text}`} title={shown(text)}>
                {shown(text)}
              </span>
              <span className={classes.outcome}>
                <OutcomeMark outcome={outcome} />
              </span>
              <span className={`dim ${classes.because}`} title={shown(because)}>
                {shown(because)}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Where a value stands in ascending numbers; -1: nowhere. */
function indexOf(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = values[middle] as number;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
