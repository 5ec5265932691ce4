/** Reviews of suggestions: which ones somebody means, and what becomes of inventory and decisions. */
import {
  inventoryAfter,
  isComplete,
  type Review,
  type Suggestion,
  type SuggestReport,
} from '@aclift/suggest';
import { didYouMean } from '@aclift/diagnostics';
import type { ReviewState } from '@aclift/inventory';
import { InputError } from './input.ts';

/** Which suggestions the options name. */
export interface ReviewFlags {
  readonly accept: readonly string[];
  readonly acceptAbove?: number;
  readonly reject: readonly string[];
  readonly defer: readonly string[];
}

/**
 * @throws InputError when an option names no suggestion, two options name the same one, or one that is accepted has no
 * proposal that could be written down.
 */
export function reviewsOf({ suggestions }: SuggestReport, flags: ReviewFlags): readonly Review[] {
  const reviews = new Map<string, Review>();
  const add = (which: string, state: ReviewState): void => {
    const suggestion = find(suggestions, which);
    if (reviews.has(suggestion.id)) throw new InputError(`${which} is named twice`);
    if (state === 'accepted' && !isComplete(suggestion.proposals[0]?.proposal)) {
      throw new InputError(`${which} has no complete proposal; name it in the inventory yourself`);
    }
    reviews.set(suggestion.id, { suggestion, state });
  };
  for (const which of flags.accept) add(which, 'accepted');
  for (const which of flags.reject) add(which, 'rejected');
  for (const which of flags.defer) add(which, 'deferred');
  const { acceptAbove } = flags;
  for (const suggestion of acceptAbove === undefined ? [] : suggestions) {
    const confidence = suggestion.proposals[0]?.confidence ?? 0;
    const waits = suggestion.state === 'pending' && !reviews.has(suggestion.id);
    if (
      waits &&
      isComplete(suggestion.proposals[0]?.proposal) &&
      confidence >= (acceptAbove ?? 1)
    ) {
      reviews.set(suggestion.id, { suggestion, state: 'accepted' });
    }
  }
  return [...reviews.values()];
}

function find(suggestions: readonly Suggestion[], which: string): Suggestion {
  const found = suggestions.find(
    ({ addresses, id, subject }) =>
      id === which || subject === which || addresses.some((address) => address === which),
  );
  if (found !== undefined) return found;
  const near = didYouMean(
    which,
    suggestions.flatMap(({ id, subject }) => [id, subject]),
  );
  throw new InputError(
    `there is no suggestion about ${which}${near === undefined ? '' : `; did you mean ${near}?`}`,
  );
}

/**
 * The inventory with what was accepted.
 * @throws InputError when the inventory cannot be changed so.
 */
export function inventoryWith(text: string, reviews: readonly Review[]): string {
  const result = inventoryAfter(text, reviews);
  if (!result.ok) {
    throw new InputError(`the inventory cannot be changed: ${JSON.stringify(result.error)}`);
  }
  return result.value;
}
