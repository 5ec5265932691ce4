import { OUTCOME_MEANING, OUTCOME_STYLE, type OutcomeName } from '@aclift/core';
import classes from './outcome-mark.module.css';

/** The sign of an outcome alone; the text beside it says the name. */
export function OutcomeSign({ outcome }: { readonly outcome: OutcomeName }) {
  const { tone, sign } = OUTCOME_STYLE[outcome];
  return (
    <svg className={`${classes.sign} tone-${tone}`} viewBox="0 0 16 16" aria-hidden>
      <path d={sign} />
    </svg>
  );
}

/** Sign and name. */
export function OutcomeMark({ outcome }: { readonly outcome: OutcomeName }) {
  return (
    <span
      className={`${classes.mark} tone-${OUTCOME_STYLE[outcome].tone}`}
      title={OUTCOME_MEANING[outcome]}
    >
      <OutcomeSign outcome={outcome} />
      {outcome}
    </span>
  );
}
