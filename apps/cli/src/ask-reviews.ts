/** Walks through suggestions with somebody at a terminal. */
import {
  isComplete,
  proposalText,
  type Review,
  type Suggestion,
  suggestionLines,
} from '@aclift/suggest';
import { printable } from '@aclift/diagnostics';

/** A choice with what stands on the screen. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Questions to a person; undefined: they want to stop. */
export interface Prompts {
  readonly note: (lines: readonly string[]) => void;
  readonly select: (message: string, options: readonly Choice[]) => Promise<string | undefined>;
  readonly text: (message: string) => Promise<string | undefined>;
}

/** One review for each answered suggestion, until everything was shown or the person stops. What they skip stays pending. */
export async function askReviews(
  suggestions: readonly Suggestion[],
  prompts: Prompts,
): Promise<readonly Review[]> {
  const reviews: Review[] = [];
  const waiting = suggestions.filter(
    ({ proposals, state }) => state === 'pending' && proposals.length > 0,
  );
  for (const [at, suggestion] of waiting.entries()) {
    prompts.note(suggestionLines(suggestion).map(printable));
    const accepts = suggestion.proposals.flatMap(({ confidence, proposal }, index) =>
      isComplete(proposal)
        ? [
            {
              value: `accept ${index}`,
              label: `accept: ${printable(proposalText(proposal))} (${Math.round(confidence * 100)} %)`,
            },
          ]
        : [],
    );
    const answer = await prompts.select(`${at + 1} of ${waiting.length}: ${suggestion.id}`, [
      ...accepts,
      { value: 'rejected', label: 'reject: it is somebody else' },
      { value: 'deferred', label: 'defer: ask me later' },
      { value: 'pending', label: 'skip' },
      { value: 'stop', label: 'stop here, and keep what was answered' },
    ]);
    if (answer === undefined || answer === 'stop') break;
    if (answer === 'pending') continue;
    if (answer === 'rejected' || answer === 'deferred') {
      const why = await prompts.text('why? (may stay empty)');
      if (why === undefined) break;
      reviews.push({ suggestion, state: answer, ...(why === '' ? {} : { why }) });
    } else {
      const chosen = suggestion.proposals[Number(answer.slice('accept '.length))]?.proposal;
      if (chosen !== undefined) reviews.push({ suggestion, state: 'accepted', proposal: chosen });
    }
  }
  return reviews;
}
