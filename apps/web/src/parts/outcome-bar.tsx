import { OUTCOME_MEANING, OUTCOME_ORDER, OUTCOME_STYLE, type OutcomeName } from '@aclift/core';
import { OutcomeSign } from './outcome-mark.tsx';
import classes from './outcome-bar.module.css';

interface Props {
  readonly outcomes: Readonly<Record<OutcomeName, number>>;
  readonly total: number;
  readonly onPick: (outcome: OutcomeName) => void;
}

/** Every access-list line as part of one bar, with a legend whose counts add up to all of them. */
export function OutcomeBar({ outcomes, total, onPick }: Props) {
  const present = OUTCOME_ORDER.filter((name) => outcomes[name] > 0);
  return (
    <div>
      <div className={classes.bar} aria-hidden>
        {present.map((name) => (
          <div
            key={name}
            className={`${classes.part} tone-${OUTCOME_STYLE[name].tone}`}
            data-tone={OUTCOME_STYLE[name].tone}
            style={{ flexGrow: outcomes[name] }}
            title={`${outcomes[name]} ${name}`}
          />
        ))}
      </div>
      <ul className={classes.legend} aria-label={`Outcomes of ${total} access-list lines`}>
        {present.map((name) => (
          <li key={name}>
            <button type="button" className={classes.item} onClick={() => onPick(name)}>
              <OutcomeSign outcome={name} />
              <span className={`num ${classes.count}`}>{outcomes[name].toLocaleString('en')}</span>
              <span className={classes.name}>{name}</span>
              <span className={classes.meaning}>{OUTCOME_MEANING[name]}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
