/** The stages of the pipeline for the packages above it: what they compute with, and no more. Applications take `@aclift/core`. */
export { contentHash, dnsLabel, dnsName } from './draft/name.ts';
export { SelectorChooser } from './draft/selector.ts';
export { comparedSides, familiesIn } from './sides/both-families.ts';
export { networkSide } from './sides/network-side.ts';
export { serviceTexts } from './rows/service-text.ts';
export { ServiceReader } from './rows/services.ts';
export { compareDocuments, inOneSpace, type Proof } from './prove/prove.ts';
export { flowCuts, type ProofInput } from './sides/flow-cuts.ts';
export { addressTexts } from './draft/address-texts.ts';
export { reportDiagnostic, reportEntries } from './report/build-report.ts';
export { plural } from './report/numbers.ts';
export type { TranslatedPacket, Untranslated } from './topology/translations.ts';
export { ruleItems, subjectOf } from './view/rule-sentence.ts';
