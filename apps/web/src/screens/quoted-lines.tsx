import type { Suggestion } from '@aclift/suggest';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import classes from './mappings.module.css';

/** The lines behind a suggestion, so that whoever is asked can say whose the addresses are. */
export function QuotedLines({
  suggestion: { entries, lines },
}: {
  readonly suggestion: Suggestion;
}) {
  if (lines.length === 0) return null;
  return (
    <ul className={classes.lines} aria-label="Lines about these addresses">
      {lines.map(({ bound, file, line, list, remark, text }) => (
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
      {entries > lines.length && <li className="dim">and {entries - lines.length} more lines</li>}
    </ul>
  );
}
