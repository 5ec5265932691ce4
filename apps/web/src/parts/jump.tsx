import type { ReactNode } from 'react';
import { go } from '../session/route.ts';
import { useReview, useSession } from '../session/use-session.ts';
import classes from './jump.module.css';
import { shown } from './shown-text.ts';

/** A line of an input that leads to it on the Rules screen; plain text where the page does not show the file. */
export function LineJump({
  file,
  line,
  title,
  children,
}: {
  readonly file: string;
  readonly line: number;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  const review = useReview();
  const session = useSession();
  if (!review.bySource.has(file)) {
    return (
      <span className="mono dim" title={title === undefined ? undefined : shown(title)}>
        {children}
      </span>
    );
  }
  return (
    <button
      type="button"
      className={classes.jump}
      title={title === undefined ? undefined : shown(title)}
      onClick={() => {
        const entry = review.entryAt(file, line);
        session.focus(
          entry === undefined ? { kind: 'line', file, line } : { kind: 'entry', entry },
        );
        go('rules');
      }}
    >
      {children}
    </button>
  );
}

/** A draft that leads to the Policies screen. */
export function DraftJump({
  path,
  children,
}: {
  readonly path: string;
  readonly children: ReactNode;
}) {
  const session = useSession();
  return (
    <button
      type="button"
      className={classes.jump}
      onClick={() => {
        session.set({ draft: path, focus: undefined });
        go('policies');
      }}
    >
      {children}
    </button>
  );
}
