/** What the queue shows: suggestions of the last answer, with what was reviewed since. */
import type { Change, Proposal, Review as SuggestionReview, Suggestion } from '@aclift/suggest';

export type QueueTab = 'suggestions' | 'questions' | 'aside' | 'done';

/** What the review can show: a part of the queue, or what lists leave to people. */
export type ReviewTab = QueueTab | 'decisions';

/** A suggestion as it stands. */
export interface QueueItem {
  readonly suggestion: Suggestion;
  readonly state: Suggestion['state'];
  /** What was accepted for it in this page. */
  readonly accepted: Proposal | undefined;
}

export type Queue = Readonly<Record<QueueTab, readonly QueueItem[]>>;

/** By tab: those that evidence speaks for, those without enough of it, those set aside or rejected, those that are settled. */
export function queueOf(
  suggestions: readonly Suggestion[],
  steps: readonly (readonly Change[])[],
): Queue {
  const reviews = new Map<string, SuggestionReview>();
  for (const change of steps.flat()) {
    if (change.kind === 'review') reviews.set(change.review.suggestion.id, change.review);
  }
  const accepted = [...reviews.values()].filter(({ state }) => state === 'accepted');
  const done = new Set(accepted.map(({ suggestion }) => suggestion.id));
  const open = suggestions
    .filter(({ id }) => !done.has(id))
    .map((suggestion): QueueItem => ({
      suggestion,
      state: reviews.get(suggestion.id)?.state ?? suggestion.state,
      accepted: undefined,
    }));
  const waits = open.filter(({ state }) => state === 'pending' || state === 'accepted');
  return {
    suggestions: waits.filter(({ suggestion }) => suggestion.spoken),
    questions: waits.filter(({ suggestion }) => !suggestion.spoken),
    aside: open.filter(({ state }) => state === 'rejected' || state === 'deferred'),
    done: accepted.map(({ proposal, suggestion }) => ({
      suggestion,
      state: 'accepted',
      accepted: proposal ?? suggestion.proposals[0]?.proposal,
    })),
  };
}
