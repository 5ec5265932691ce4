import { SURE } from '@aclift/suggest';
import classes from './confidence-mark.module.css';

/** A confidence as a number in words and a bar: how often such suggestions are right in the benchmark. */
export function ConfidenceMark({
  confidence,
  spoken,
}: {
  readonly confidence: number;
  readonly spoken: boolean;
}) {
  const tone = !spoken ? 'quiet' : confidence >= SURE ? 'ok' : 'wait';
  const percent = Math.round(confidence * 100);
  return (
    <span
      className={`num tone-${tone} ${classes.mark}`}
      title={`Suggestions with such evidence are right ${percent} times of 100 in the benchmark`}
    >
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${percent}%` }} />
      </span>
      {percent} %
    </span>
  );
}
