/** The inside of the suggester, for tuning and judging it: `@aclift/core/suggest`. Users want the package's own face. */
export { canonicalWords } from './estate.ts';
export type { Model } from './model.ts';
export { confidenceIn, probabilities, scoreOf } from './model.ts';
export type { EvidenceKind, ProposalClass } from './suggestion.ts';
export { EVIDENCE_KINDS, PROPOSAL_CLASSES } from './suggestion.ts';
export type { Weighed, WeighedCandidate } from './suggest.ts';
export { weighAll } from './suggest.ts';
export { MODEL } from './weights.ts';
