/** Who unnamed addresses could be: evidence, weights, reviews and what they change. */
export type { Accepted } from './accept.ts';
export { acceptEdits } from './accept.ts';
export type { Review } from './review.ts';
export { decisionsAfter, inventoryAfter, isComplete } from './review.ts';
export type { Effect } from './effect.ts';
export { effectLine, effectOf } from './effect.ts';
export { SURE } from './suggest-report.ts';
export type {
  Evidence,
  EvidencePlace,
  Proposal,
  RankedProposal,
  Suggestion,
  SuggestionLine,
} from './suggestion.ts';
export { applyChanges, type Change, type ReviewedTexts } from './changes.ts';
export type { SuggestInput } from './weigher.ts';
export type { SuggestReport } from './suggest-report.ts';
export { proposalText, suggestionLines, suggestLines, suggestReport } from './suggest-report.ts';
