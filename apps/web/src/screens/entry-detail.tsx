import { OutcomeMark } from '../parts/outcome-mark.tsx';
import { shown } from '../parts/shown-text.ts';
import { useReview } from '../session/use-session.ts';
import classes from './rules.module.css';

interface Props {
  readonly entries: readonly number[];
  readonly rules: readonly string[];
}

/** What is chosen, in a sentence: the line and its outcome, or the rule and what it says. */
export function EntryDetail({ entries, rules }: Props) {
  const review = useReview();
  const [only] = entries;
  const [ref] = rules;
  if (entries.length === 1 && only !== undefined) {
    const { file, line, list, text, outcome, because } = review.entry(only);
    return (
      <output className={classes.detail}>
        <OutcomeMark outcome={outcome} />
        <span className="mono">{shown(text)}</span>
        <span className="dim">
          {shown(file)}:{line}, list {shown(list)}: {shown(because)}.
        </span>
      </output>
    );
  }
  const rule =
    ref === undefined
      ? undefined
      : review.byPath
          .get(ref.split('#')[0] as string)
          ?.objects.flatMap((object) => object.rules)
          .find((item) => item.ref === ref);
  if (rule !== undefined) {
    return (
      <output className={classes.detail}>
        <span>{shown(rule.sentence)}</span>
        <span className="dim">
          {entries.length === 0
            ? 'Not from any access list: no list sees these flows today.'
            : `Carries ${entries.length} access-list lines.`}
        </span>
      </output>
    );
  }
  return (
    <output className={classes.detail}>
      <span className="dim">
        Choose a line, or click into the configuration or the draft: either side leads to the other.
      </span>
    </output>
  );
}
