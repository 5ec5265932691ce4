/** Reviews of suggestions: which ones somebody means, and what becomes of inventory and decisions. */
import { acceptEdits, proposalText, type Suggestion, type SuggestReport } from '@aclift/core';
import { didYouMean } from '@aclift/diagnostics';
import { editInventory, recordReview, type ReviewState } from '@aclift/inventory';
import { InputError } from './input.ts';

/** What somebody says about one suggestion. */
export interface Review {
  readonly suggestion: Suggestion;
  readonly state: ReviewState;
  /** Index of the proposal that is meant: 0 is the best. */
  readonly proposal: number;
  readonly why?: string;
}

/** Which suggestions the options name. */
export interface ReviewFlags {
  readonly accept: readonly string[];
  readonly acceptAbove?: number;
  readonly reject: readonly string[];
  readonly defer: readonly string[];
}

/** Whether a proposal could be written into an inventory as it is. */
export function isComplete({ proposals }: Suggestion, at: number): boolean {
  const proposal = proposals[at]?.proposal;
  return proposal?.kind === 'external' || proposal?.namespace !== undefined;
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
    if (state === 'accepted' && !isComplete(suggestion, 0)) {
      throw new InputError(`${which} has no complete proposal; name it in the inventory yourself`);
    }
    reviews.set(suggestion.id, { suggestion, state, proposal: 0 });
  };
  for (const which of flags.accept) add(which, 'accepted');
  for (const which of flags.reject) add(which, 'rejected');
  for (const which of flags.defer) add(which, 'deferred');
  const { acceptAbove } = flags;
  for (const suggestion of acceptAbove === undefined ? [] : suggestions) {
    const confidence = suggestion.proposals[0]?.confidence ?? 0;
    const waits = suggestion.state === 'pending' && !reviews.has(suggestion.id);
    if (waits && isComplete(suggestion, 0) && confidence >= (acceptAbove ?? 1)) {
      reviews.set(suggestion.id, { suggestion, state: 'accepted', proposal: 0 });
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
  const accepted = reviews
    .filter(({ state }) => state === 'accepted')
    .flatMap(({ proposal: at, suggestion }) => {
      const proposal = suggestion.proposals[at];
      return proposal === undefined ? [] : [{ suggestion, proposal }];
    });
  const result = editInventory(text, acceptEdits(accepted));
  if (!result.ok) {
    throw new InputError(`the inventory cannot be changed: ${JSON.stringify(result.error)}`);
  }
  return result.value;
}

/** The decisions file with all reviews. */
export function decisionsWith(
  text: string,
  reviews: readonly Review[],
  { who, why }: { readonly who?: string; readonly why?: string },
): string {
  return reviews.reduce((sofar, review) => {
    const { fingerprint, id, proposals } = review.suggestion;
    const proposal = proposals[review.proposal]?.proposal;
    const reason = review.why ?? why;
    return recordReview(sofar, {
      suggestion: id,
      state: review.state,
      ...(proposal === undefined ? {} : { proposal: proposalText(proposal) }),
      evidence: fingerprint,
      ...(who === undefined ? {} : { who }),
      ...(reason === undefined ? {} : { why: reason }),
    });
  }, text);
}
