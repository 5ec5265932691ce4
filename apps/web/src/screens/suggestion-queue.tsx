import { useVirtualizer } from '@tanstack/react-virtual';
import { proposalText } from '@aclift/suggest';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { ConfidenceMark } from '../parts/confidence-mark.tsx';
import { shown } from '../parts/shown-text.ts';
import type { QueueItem } from '../session/reviewing.ts';
import classes from './mappings.module.css';

const ROW = 62;
const PAGE = 8;

interface Props {
  readonly items: readonly QueueItem[];
  /** Index of the chosen one. */
  readonly at: number;
  /** Whether newer suggestions are being worked out: what is shown may move. */
  readonly stale: boolean;
  readonly onChoose: (id: string) => void;
  readonly onKey: (event: KeyboardEvent) => void;
}

/** One row a suggestion. Arrow keys choose; what other keys do is the screen's affair. */
export function SuggestionQueue({ items, at, stale, onChoose, onKey }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  // The compiler must not memoise what the library changes in place.
  // oxlint-disable-next-line react/incompatible-library
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  useEffect(() => rows.scrollToIndex(at, { align: 'auto' }), [at, rows]);
  const go = (index: number): void => {
    const item = items[Math.max(0, Math.min(items.length - 1, index))];
    if (item !== undefined) onChoose(item.suggestion.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const target = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + PAGE,
      PageUp: at - PAGE,
      Home: 0,
      End: items.length - 1,
    }[event.key];
    if (target === undefined) {
      onKey(event);
      return;
    }
    event.preventDefault();
    go(target);
  };
  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label="Suggestions"
      aria-busy={stale}
      aria-activedescendant={`suggestion-${at}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
        {rows.getVirtualItems().map(({ index, start, size }) => {
          const { accepted, state, suggestion } = items[index] as QueueItem;
          const { entries, id, proposals, spoken, subject } = suggestion;
          const [best] = proposals;
          const proposal = accepted ?? best?.proposal;
          return (
            // The list has the focus and handles the keys; options are named by aria-activedescendant.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
            <div
              key={id}
              id={`suggestion-${index}`}
              role="option"
              aria-selected={index === at}
              aria-setsize={items.length}
              aria-posinset={index + 1}
              className={classes.row}
              style={{ transform: `translateY(${start}px)`, height: size }}
              onClick={() => onChoose(id)}
            >
              <span className={`mono ${classes.who}`} title={shown(subject)}>
                {shown(id)}
              </span>
              <span className="dim num">{entries === 1 ? '1 line' : `${entries} lines`}</span>
              <span className={classes.what}>
                {proposal === undefined || (!spoken && accepted === undefined)
                  ? shown(subject === id ? 'no evidence is strong enough' : subject)
                  : shown(proposalText(proposal))}
              </span>
              {state === 'pending' && best !== undefined ? (
                <ConfidenceMark confidence={best.confidence} spoken={spoken} />
              ) : (
                <span className={classes.state}>{state}</span>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
