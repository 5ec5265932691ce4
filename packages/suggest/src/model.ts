/**
 * The model: a score for each candidate, the sum of what its evidence weighs; probabilities by comparing the scores with
 * each other and with "none of them"; and a table that turns the best probability into how often it was right.
 */
import type { Candidate } from './candidates.ts';
import type { EvidenceKind, ProposalClass } from './suggestion.ts';
import type { Finding } from './weigh-facts.ts';

/** Weights by class of proposal: log-odds for evidence of full strength. A kind that is absent weighs nothing. */
export type Weights = {
  readonly [C in ProposalClass]: { readonly [K in EvidenceKind]?: number };
};

/** The whole model: what `npm run tune:suggest` writes. */
export interface Model {
  readonly weights: Weights;
  /** Ascending. A probability of at least `from` was right this often. */
  readonly calibration: Readonly<Record<Group, Calibration>>;
  /** Log-odds by which owners that are hidden for a trial are harder than the others; see self-check.ts. */
  readonly trial: Shifts;
  /** How far the log-odds of one estate differ from those of others: a standard deviation. */
  readonly spread: number;
  /** Suggestions below this confidence are questions. */
  readonly speakFrom: number;
}

/** Steps from a probability to how often best candidates of it are right. */
export type Calibration = readonly { readonly from: number; readonly confidence: number }[];

/** Proposals that are checked together. */
export const GROUPS = ['known', 'new-workload', 'new-external'] as const;
export type Group = (typeof GROUPS)[number];

/** What is added to the log-odds of the confidences of a group. */
export type Shifts = Readonly<Record<Group, number>>;

export const NO_SHIFTS: Shifts = { known: 0, 'new-workload': 0, 'new-external': 0 };

/** The group of a class. */
export function groupOfClass(proposal: ProposalClass): Group {
  return proposal === 'new-workload' || proposal === 'new-external' ? proposal : 'known';
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

/** Where a name is plainly about something else, and none is about the candidate. */
const CONTRADICTED = 0.5;
/** Where a remark directly above is about something else, and it may do what the candidate may not. */
const DOUBTFUL = 0.85;

/** The confidence in a best candidate. */
export function confidenceIn(
  model: Model,
  best:
    | {
        readonly candidate: Pick<Candidate, 'class' | 'namedByPort'>;
        readonly findings: readonly Pick<Finding, 'kind' | 'strength'>[];
      }
    | undefined,
  probability: number,
  shifts: Shifts = NO_SHIFTS,
): number {
  if (best === undefined) return 0;
  const { candidate, findings } = best;
  const measured = calibrated(model.calibration[groupOfClass(candidate.class)], probability);
  const confidence = shifted(measured, shifts[groupOfClass(candidate.class)]);
  return Math.min(confidence, candidate.namedByPort === true ? BY_PORT : 1, limitOf(findings));
}

/** What plain contradictions leave of a confidence, whatever else speaks for the candidate. */
function limitOf(findings: readonly Pick<Finding, 'kind' | 'strength'>[]): number {
  const found = new Map(findings.map(({ kind, strength }) => [kind, strength]));
  const of = (...kinds: readonly EvidenceKind[]): number =>
    Math.max(0, ...kinds.map((kind) => found.get(kind) ?? 0));
  const named = of('host-name', 'host-name-sibling', 'remark') >= 0.6;
  if (of('group-name-differs') >= 0.9 && !named) return CONTRADICTED;
  return of('remark-differs') >= 0.8 && of('access-differs') >= 0.05 ? DOUBTFUL : 1;
}

/** Below this, what speaks for a namespace is chance. */
const TOLD = 0.5;

/** Whether anything tells the namespace of a new workload; else the question is left to a person. */
export function tellsNamespace(findings: readonly Pick<Finding, 'kind' | 'strength'>[]): boolean {
  return findings.some(({ kind, strength }) => NAMESPACE_KINDS.has(kind) && strength >= TOLD);
}

const NAMESPACE_KINDS: ReadonlySet<EvidenceKind> = new Set<EvidenceKind>([
  'namespace-named',
  'host-domain',
  'namespace-voted',
  'namespace-of-group',
  'namespace-of-peers',
]);

/** Adds to the log-odds of a confidence. */
export function shifted(confidence: number, shift: number): number {
  if (shift === 0) return confidence;
  const inside = Math.min(0.999, Math.max(0.001, confidence));
  return 1 / (1 + Math.exp(-(Math.log(inside / (1 - inside)) + shift)));
}

/** How often a best candidate of this probability is right, by the benchmark. */
function calibrated(calibration: Calibration, probability: number): number {
  let confidence = 0;
  for (const step of calibration) {
    if (probability < step.from) break;
    confidence = step.confidence;
  }
  return confidence;
}
