import { useCallback } from 'react';
import { CodePane } from '../editor/code-pane.tsx';
import type { LineMark, LitLines } from '../editor/marks.ts';
import { OUTCOME_STYLE } from '@aclift/core';
import { shown } from '../parts/shown-text.ts';
import { useReview, useSession } from '../session/use-session.ts';
import classes from './pane.module.css';

/** A configuration with the outcome of every entry beside its line. */
export function ConfigPane({
  file,
  lit,
}: {
  readonly file: string;
  readonly lit: readonly LitLines[];
}) {
  const review = useReview();
  const session = useSession();
  const text = review.bySource.get(file)?.text ?? '';
  const markOf = useCallback(
    (line: number): LineMark | undefined => {
      const n = review.entryAt(file, line);
      if (n === undefined) return undefined;
      const { outcome, because } = review.entry(n);
      return { ...OUTCOME_STYLE[outcome], label: `${outcome}: ${because}` };
    },
    [review, file],
  );
  const onLine = useCallback(
    (line: number) => {
      const entry = review.entryAt(file, line);
      session.focus(entry === undefined ? { kind: 'line', file, line } : { kind: 'entry', entry });
    },
    [review, session, file],
  );
  return (
    <section className={`card ${classes.pane}`} aria-label="Configuration">
      <header className={classes.head}>
        <span className="eyebrow">Configuration</span>
        <span className="mono">{shown(file)}</span>
      </header>
      <div className={classes.body}>
        <CodePane
          label={`Configuration ${shown(file)}`}
          text={text}
          language="ios"
          markOf={markOf}
          lit={lit}
          onLine={onLine}
        />
      </div>
    </section>
  );
}
