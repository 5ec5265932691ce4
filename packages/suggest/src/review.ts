/** Reviews of suggestions: what becomes of the inventory and of the decisions file. */
import { editInventory, type EditProblem, recordReview, type ReviewState } from '@aclift/inventory';
import type { Result } from '@aclift/diagnostics';
import { acceptEdits } from './accept.ts';
import { proposalText } from './suggest-report.ts';
import type { Proposal, Suggestion } from './suggestion.ts';

/** What somebody says about one suggestion. */
export interface Review {
  readonly suggestion: Suggestion;
  readonly state: ReviewState;
  /** Who is meant: one of the proposals, or an owner that the reviewer named. Absent: the best proposal, if there is one. */
  readonly proposal?: Proposal;
  /** For people. */
  readonly who?: string;
  readonly why?: string;
}

/** Whether a proposal could be written into an inventory as it is: a workload needs a namespace. */
export function isComplete(proposal: Proposal | undefined): boolean {
  return proposal?.kind === 'external' || proposal?.namespace !== undefined;
}

/**
 * The inventory with what was accepted; comments, order and layout stay.
 * @throws Error when a review accepts what {@link isComplete} denies: the caller has asked.
 */
export function inventoryAfter(
  text: string,
  reviews: readonly Review[],
): Result<string, EditProblem> {
  const accepted = reviews.flatMap(({ proposal, state, suggestion }) => {
    const meant = proposal ?? suggestion.proposals[0]?.proposal;
    return state === 'accepted' && meant !== undefined ? [{ suggestion, proposal: meant }] : [];
  });
  return editInventory(text, acceptEdits(accepted));
}

/**
 * The decisions file with all reviews.
 * @param text of a file that `readDecisions` reads without errors; empty: a new file.
 */
export function decisionsAfter(text: string, reviews: readonly Review[]): string {
  return reviews.reduce((sofar, { suggestion, state, proposal, who, why }) => {
    const meant = proposal ?? suggestion.proposals[0]?.proposal;
    return recordReview(sofar, {
      suggestion: suggestion.id,
      state,
      ...(meant === undefined ? {} : { proposal: proposalText(meant) }),
      evidence: suggestion.fingerprint,
      ...(who === undefined ? {} : { who }),
      ...(why === undefined ? {} : { why }),
    });
  }, text);
}
