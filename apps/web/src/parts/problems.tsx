import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useState } from 'react';
import type { Problem } from '../engine/messages.ts';
import { shown } from './shown-text.ts';
import classes from './problems.module.css';

const LOOK = {
  error: { tone: 'bad', Icon: IconCircleX },
  warning: { tone: 'wait', Icon: IconAlertTriangle },
  note: { tone: 'quiet', Icon: IconInfoCircle },
} as const;

/** Shown before "show all". */
const FIRST = 8;

interface Props {
  readonly problems: readonly Problem[];
  /** Given: places become links. */
  readonly onPlace?: ((file: string, line: number) => void) | undefined;
}

/** Messages with place, the line that is meant, and what to do. */
export function Problems({ problems, onPlace }: Props) {
  const [all, setAll] = useState(false);
  const visible = all ? problems : problems.slice(0, FIRST);
  return (
    <div className={classes.problems}>
      <ul className={classes.list}>
        {visible.map((problem, i) => (
          // Messages have no identity of their own, and the list never changes order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={i}>
            <ProblemItem problem={problem} onPlace={onPlace} />
          </li>
        ))}
      </ul>
      {problems.length > visible.length && (
        <Button variant="default" size="xs" onClick={() => setAll(true)}>
          Show all {problems.length}
        </Button>
      )}
    </div>
  );
}

function ProblemItem({ problem, onPlace }: Pick<Props, 'onPlace'> & { readonly problem: Problem }) {
  const { severity, code, file, line, column, lineText, message, help } = problem;
  const { tone, Icon } = LOOK[severity];
  const place =
    file === '' ? '' : `${shown(file)}${line === undefined ? '' : `:${line}:${column}`}`;
  return (
    <div className={`${classes.item} tone-${tone}`}>
      <Icon size={17} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <div>
          <span className="visually-hidden">{severity}: </span>
          {shown(message)}
        </div>
        {lineText !== undefined && lineText.trim() !== '' && (
          <pre className={classes.source}>
            <span className={classes.number}>{line}</span>
            {shown(lineText.trim())}
          </pre>
        )}
        {help !== undefined && <div className="dim">{shown(help)}</div>}
        <div className={classes.foot}>
          {place !== '' &&
            (onPlace === undefined || line === undefined ? (
              <span className="mono">{place}</span>
            ) : (
              <button type="button" className={classes.place} onClick={() => onPlace(file, line)}>
                {place}
              </button>
            ))}
          <span className="mono dim">{code}</span>
        </div>
      </div>
    </div>
  );
}
