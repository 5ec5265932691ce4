import { Button } from '@mantine/core';
import type { Suggestion } from '@aclift/suggest';
import { useState } from 'react';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import classes from './mappings.module.css';

/** Lines shown before "show all": the proposals ought to be in sight below them. */
const FIRST = 3;

/** The lines behind a suggestion, so that whoever is asked can say whose the addresses are. */
export function QuotedLines({
  suggestion: { entries, lines },
}: {
  readonly suggestion: Suggestion;
}) {
  const [all, setAll] = useState(false);
  if (lines.length === 0) return null;
  const visible = all ? lines : lines.slice(0, FIRST);
  return (
    <ul className={classes.lines} aria-label="Lines about these addresses">
      {visible.map(({ bound, file, line, list, remark, text }) => (
        <li key={`${file} ${line}`}>
          {remark !== undefined && <div className="dim">remark: {shown(remark)}</div>}
          <LineJump file={file} line={line}>
            {shown(file)}:{line} {shown(text)}
          </LineJump>
          <div className="dim">
            list {shown(list)}
            {bound.length === 0
              ? ', at no interface'
              : `, at ${shown(bound.slice(0, 3).join(', '))}`}
          </div>
        </li>
      ))}
      {visible.length < lines.length && (
        <li>
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
            {entries === lines.length
              ? `Show all ${entries}`
              : `Show ${lines.length} of ${entries}`}
          </Button>
        </li>
      )}
      {all && entries > lines.length && (
        <li className="dim">and {entries - lines.length} more lines</li>
      )}
    </ul>
  );
}
