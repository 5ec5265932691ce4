/** The stages of the pipeline for the packages above it: what they compute with, and no more. Applications take `@aclift/core`. */
export { contentHash, dnsLabel, dnsName } from './draft/name.ts';
export { SelectorChooser } from './draft/selector.ts';
export { comparedSides, familiesIn } from './families/list-sides.ts';
export { listsSide } from './lists-side.ts';
export { serviceTexts } from './project/service-text.ts';
export { ServiceReader } from './project/services.ts';
export {
  compareDocuments,
  flowCuts,
  inOneSpace,
  type Proof,
  type ProofInput,
} from './prove/prove.ts';
export { addressTexts } from './report/address-text.ts';
export { reportDiagnostic, reportEntries } from './report/build-report.ts';
export { plural } from './report/numbers.ts';
export type { TranslatedPacket, Untranslated } from './topology/translations.ts';
export { ruleItems, subjectOf } from './view/rule-sentence.ts';
