/**
 * The model: a score for each candidate, the sum of what its evidence weighs; probabilities by comparing the scores with
 * each other and with "none of them"; and a table that turns the best probability into how often it was right.
 */
import type { Candidate } from './candidates.ts';
import type { EvidenceKind, ProposalClass } from './suggestion.ts';
import type { Finding } from './weigh.ts';

/** Weights by class of proposal: log-odds for evidence of full strength. A kind that is absent weighs nothing. */
export type Weights = {
  readonly [C in ProposalClass]: { readonly [K in EvidenceKind]?: number };
};

/** The whole model: what `npm run tune:suggest` writes. */
export interface Model {
  readonly weights: Weights;
  /** Ascending. A probability of at least `from` was right this often. */
  readonly calibration: readonly { readonly from: number; readonly confidence: number }[];
  /** Suggestions below this confidence are questions. */
  readonly speakFrom: number;
}

/** Log-odds of a candidate. */
export function scoreOf(
  model: Model,
  proposal: ProposalClass,
  findings: readonly Pick<Finding, 'kind' | 'strength'>[],
): number {
  const weights = model.weights[proposal];
  return findings.reduce((sum, { kind, strength }) => sum + (weights[kind] ?? 0) * strength, 0);
}

/** Probabilities of candidates with these scores. What is missing to 1 goes to "none of them", whose score is 0. */
export function probabilities(scores: readonly number[]): readonly number[] {
  const top = Math.max(0, ...scores);
  const powers = scores.map((score) => Math.exp(score - top));
  const sum = powers.reduce((a, b) => a + b, Math.exp(-top));
  return powers.map((power) => power / sum);
}

/** A name that only a port suggests is never better than a guess: many hosts take mail, few are the mail relay. */
const BY_PORT = 0.5;

/** The confidence in a best candidate. */
export function confidenceIn(
  model: Model,
  candidate: Pick<Candidate, 'namedByPort'> | undefined,
  probability: number,
): number {
  const confidence = calibrated(model, probability);
  return candidate?.namedByPort === true ? Math.min(BY_PORT, confidence) : confidence;
}

/** How often a best candidate of this probability is right, by the benchmark. */
function calibrated({ calibration }: Model, probability: number): number {
  let confidence = 0;
  for (const step of calibration) {
    if (probability < step.from) break;
    confidence = step.confidence;
  }
  return confidence;
}
