/** How good a model is on examples: precision, coverage, calibration. */
import {
  type Checked,
  checkedOf,
  confidenceIn,
  groupOfClass,
  type Model,
  probabilities,
  type ProposalClass,
  scoreOf,
  tellsNamespace,
  triedOf,
} from '@aclift/suggest/inside';
import { type Example, hasOwner } from './examples.ts';

/** The best candidate of one example. */
export interface Guess {
  readonly example: Example;
  readonly probability: number;
  readonly confidence: number;
  readonly right: boolean;
  /** Whether it would be shown as a suggestion. */
  readonly spoken: boolean;
  readonly best: number;
  readonly class: ProposalClass;
}

export interface Judgement {
  readonly examples: number;
  /** Those that one owner has. The others are decommissioned, or a range of several: there is nothing right to say. */
  readonly owned: number;
  readonly spoken: number;
  /** Share of the suggestions that are right; one about a cell that nobody owns is wrong. */
  readonly precision: number;
  /** Share of the owned cells that have a suggestion. */
  readonly coverage: number;
  readonly sure: number;
  readonly precisionOfSure: number;
  /** Expected calibration error over all best candidates, spoken or not; ten equal bins of confidence. */
  readonly calibrationError: number;
  readonly bins: readonly {
    readonly from: number;
    readonly count: number;
    readonly confidence: number;
    readonly right: number;
  }[];
}

/** What the model says of each example that has candidates; those without are silent and count against coverage. */
export function guesses(examples: readonly Example[], model: Model): readonly Guess[] {
  const checks = new Map<Example['trials'], Checked>();
  return examples.flatMap((example): Guess[] => {
    const { trials } = example;
    const check = checks.get(trials) ?? checkedOf(trials.length, triedOf(trials, model), model);
    checks.set(trials, check);
    const { candidates } = example.weighed;
    const chances = probabilities(
      candidates.map(({ candidate, findings }) => scoreOf(model, candidate.class, findings)),
    );
    let best = -1;
    for (const [at, chance] of chances.entries())
      if (best < 0 || chance > (chances[best] ?? 0)) best = at;
    const probability = chances[best];
    const one = candidates[best];
    if (probability === undefined || one === undefined) return [];
    const { candidate } = one;
    const confidence = confidenceIn(model, one, probability, check.shifts);
    const mayBeSaid = !check.silent.includes(groupOfClass(candidate.class));
    const complete =
      candidate.class !== 'new-workload' ||
      (candidate.namespace !== undefined && tellsNamespace(one.findings));
    return [
      {
        example,
        probability,
        confidence,
        right: example.right.has(best),
        spoken: complete && mayBeSaid && confidence >= model.speakFrom,
        best,
        class: candidate.class,
      },
    ];
  });
}

export function judge(examples: readonly Example[], model: Model): Judgement {
  const all = guesses(examples, model);
  const spoken = all.filter((guess) => guess.spoken);
  const sure = spoken.filter(({ confidence }) => confidence >= 0.9);
  const bins = Array.from({ length: 10 }, (_, at) => {
    const inside = all.filter(({ confidence }) => Math.min(9, Math.floor(confidence * 10)) === at);
    return {
      from: at / 10,
      count: inside.length,
      confidence: mean(inside.map((guess) => guess.confidence)),
      right: mean(inside.map((guess) => Number(guess.right))),
    };
  });
  const owned = examples.filter(hasOwner).length;
  const spokenOfOwned = spoken.filter(({ example }) => hasOwner(example)).length;
  return {
    examples: examples.length,
    owned,
    spoken: spoken.length,
    precision: mean(spoken.map(({ right }) => Number(right))),
    coverage: spokenOfOwned / Math.max(1, owned),
    sure: sure.length,
    precisionOfSure: mean(sure.map(({ right }) => Number(right))),
    calibrationError: bins.reduce(
      (sum, bin) =>
        sum + (bin.count / Math.max(1, all.length)) * Math.abs(bin.confidence - bin.right),
      0,
    ),
    bins: bins.filter(({ count }) => count > 0),
  };
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
}
