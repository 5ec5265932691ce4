/** The inside of the suggester, for tuning and judging it: `@aclift/suggest/inside`. Users want the package's own face. */
export { canonicalWords } from './evidence-index.ts';
export type { Calibration, Group, Model, Shifts } from './model.ts';
export {
  confidenceIn,
  GROUPS,
  groupOfClass,
  NO_SHIFTS,
  probabilities,
  scoreOf,
  tellsNamespace,
} from './model.ts';
export type { Checked, Trial, Tried } from './self-check.ts';
export { checkedOf, shiftOf, trialsOf, triedOf } from './self-check.ts';
export type { EvidenceKind, ProposalClass } from './suggestion.ts';
export { EVIDENCE_KINDS, PROPOSAL_CLASSES } from './suggestion.ts';
export type { SuggestInput, Weighed, WeighedCandidate } from './weigher.ts';
export { hostNamesOf, weighAll } from './weigher.ts';
export { MODEL } from './weights.ts';
