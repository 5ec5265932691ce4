import { CAUSE_TEXT, type ReportedFinding, type ReportedPlace } from '@aclift/analysis';
import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { LineJump } from '../parts/jump.tsx';
import { shown } from '../parts/shown-text.ts';
import classes from './findings.module.css';

const LOOK = {
  error: { tone: 'bad', Icon: IconCircleX },
  warning: { tone: 'wait', Icon: IconAlertTriangle },
  note: { tone: 'quiet', Icon: IconInfoCircle },
} as const;

/** Causes shown of one finding. */
const CAUSES = 6;

/** One finding: what, where, what causes it, what to write instead. */
export function FindingItem({ finding }: { readonly finding: ReportedFinding }) {
  const { causes, code, help, list, message, order, replacement, severity, witness } = finding;
  const { Icon, tone } = LOOK[severity];
  return (
    <article className={`${classes.item} tone-${tone}`}>
      <Icon size={17} className={classes.icon} aria-hidden />
      <div className={classes.body}>
        <div>
          <span className="visually-hidden">{severity}: </span>
          {shown(message)}
        </div>
        <Jump place={finding} />
        {causes.length > 0 && (
          <ul className={classes.causes} aria-label="Causes">
            {causes.slice(0, CAUSES).map((cause) => (
              <li key={`${cause.role} ${cause.file} ${cause.line} ${cause.column}`}>
                <span className="dim">{CAUSE_TEXT[cause.role]}</span> <Jump place={cause} />
              </li>
            ))}
            {causes.length > CAUSES && <li className="dim">and {causes.length - CAUSES} more</li>}
          </ul>
        )}
        {witness !== undefined && (
          <div className="dim">
            For example{' '}
            <span className="mono">
              {witness.source}
              {witness.sourcePort === undefined ? '' : `:${witness.sourcePort}`} →{' '}
              {witness.destination}
              {witness.destinationPort === undefined ? '' : `:${witness.destinationPort}`}{' '}
              {witness.protocol}
            </span>
          </div>
        )}
        {replacement !== undefined && (
          <div>
            One line can stand for them: <span className="mono">{shown(replacement)}</span>
          </div>
        )}
        {order !== undefined && (
          <details>
            <summary>An order that decides every packet alike</summary>
            <ol className="mono">
              {order.map(({ line, text }) => (
                <li key={line}>{shown(text)}</li>
              ))}
            </ol>
          </details>
        )}
        {help !== undefined && <div className="dim">{shown(help)}</div>}
        <div className={classes.foot}>
          {list !== null && <span className="dim">list {shown(list.name)}</span>}
          <span className="mono dim">{code}</span>
        </div>
      </div>
    </article>
  );
}

/** A place as a link to it. */
function Jump({ place: { file, line, text } }: { readonly place: ReportedPlace }) {
  return (
    <LineJump file={file} line={line}>
      {shown(file)}:{line} {shown(text)}
    </LineJump>
  );
}
