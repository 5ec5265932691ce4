import { Button, Text } from '@mantine/core';
import { useCallback } from 'react';
import { CodePane } from '../editor/code-pane.tsx';
import type { LineMark, LitLines } from '../editor/marks.ts';
import { shown } from '../parts/shown-text.ts';
import { useReview, useSession, useSessionState } from '../session/use-session.ts';
import classes from './pane.module.css';

const NOTHING: readonly LitLines[] = [];

interface Props {
  /** Undefined: nothing is meant; `empty` says why. */
  readonly draft: string | undefined;
  readonly lit: readonly LitLines[];
  readonly empty: string;
  /** Other drafts with rules that are meant. */
  readonly others?: readonly string[];
  readonly onDraft?: (path: string) => void;
  /** Whether the draft can be edited here; absent: it is only read. */
  readonly editing?: { readonly on: boolean; readonly set: (on: boolean) => void };
}

/** A draft's YAML; its first rule lines carry a sign, and every line of a rule leads to the entries behind it. */
export function PolicyPane({ draft, lit, empty, others = [], onDraft, editing }: Props) {
  const review = useReview();
  const session = useSession();
  const { edited } = useSessionState();
  const file = draft === undefined ? undefined : review.byPath.get(draft);
  const changed = draft === undefined ? undefined : edited.get(draft);
  const markOf = useCallback(
    (line: number): LineMark | undefined => {
      // Lines of an edited draft are not where the rules were.
      if (changed !== undefined) return undefined;
      const rule = file?.objects.flatMap(({ rules }) => rules).find((r) => r.firstLine === line);
      if (rule === undefined) return undefined;
      return {
        tone: rule.action === 'deny' ? 'bad' : 'ok',
        sign:
          rule.direction === 'ingress'
            ? 'M13 8H4M7.5 4.5 4 8l3.5 3.5'
            : 'M3 8h9M8.5 4.5 12 8l-3.5 3.5',
        label: rule.sentence,
      };
    },
    [file, changed],
  );
  const onLine = useCallback(
    (line: number) => {
      if (changed !== undefined) return;
      const rule = file?.objects
        .flatMap(({ rules }) => rules)
        .find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
      if (rule !== undefined) session.focus({ kind: 'rule', ref: rule.ref });
    },
    [file, changed, session],
  );
  return (
    <section className={`card ${classes.pane}`} aria-label="Policy draft">
      <header className={classes.head}>
        <span className="eyebrow">Draft</span>
        {file !== undefined && <span className="mono">{shown(file.path)}</span>}
        {others.map((path) => (
          <button
            key={path}
            type="button"
            className={classes.other}
            onClick={() => onDraft?.(path)}
          >
            {path.split('/').at(-1)}
          </button>
        ))}
        {file !== undefined && editing !== undefined && (
          <span className={classes.acts}>
            {changed !== undefined && (
              <Button
                size="compact-xs"
                variant="default"
                onClick={() => session.edit(file.path, undefined)}
              >
                Discard the edit
              </Button>
            )}
            <Button
              size="compact-xs"
              variant={editing.on ? 'filled' : 'default'}
              onClick={() => editing.set(!editing.on)}
            >
              {editing.on ? 'Done' : 'Edit'}
            </Button>
          </span>
        )}
      </header>
      <div className={classes.body}>
        {file === undefined ? (
          <Text size="sm" className={`dim ${classes.empty}`}>
            {empty}
          </Text>
        ) : (
          <CodePane
            label={`Draft ${shown(file.path)}`}
            text={changed ?? file.text}
            language="yaml"
            markOf={markOf}
            lit={changed === undefined ? lit : NOTHING}
            onLine={onLine}
            onEdit={editing?.on === true ? (text) => session.edit(file.path, text) : undefined}
          />
        )}
      </div>
    </section>
  );
}
