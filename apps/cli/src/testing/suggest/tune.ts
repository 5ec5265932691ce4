/**
 * Tuning: weights that make the right candidates most probable (multinomial logistic regression with a small ridge),
 * then the calibration table (isotonic regression on estates that the weights have not seen). Deterministic: fixed
 * seeds, fixed steps, no chance.
 */
import {
  EVIDENCE_KINDS,
  type EvidenceKind,
  type Calibration,
  type Group,
  groupOfClass,
  type Model,
  NO_SHIFTS,
  PROPOSAL_CLASSES,
  probabilities,
  type ProposalClass,
  shiftOf,
  type Shifts,
  triedOf,
} from '@aclift/suggest/inside';
import type { Example } from './examples.ts';
import { guesses } from './judge.ts';

/** Kinds that can only speak against: a positive weight would be an artefact. The others can only speak for, or either. */
const AGAINST: ReadonlySet<string> = new Set([
  'host-name-differs',
  'group-mixed',
  'service-differs',
  'generic-name',
  'namespace-new',
  'abbreviated',
  'name-cut',
  'named-by-port',
  'environment-differs',
  'namespace-elsewhere',
  'group-name-differs',
  'remark-differs',
  'access-differs',
  'owner-voted-otherwise',
  'namespace-voted-otherwise',
  'side-voted-otherwise',
  'name-rule-differs',
]);
const EITHER: ReadonlySet<string> = new Set([
  'prior',
  'outside',
  'wide',
  'outside-word',
  'naming-habit',
  'spelling-habit',
]);

const STEPS = 600;
const RATE = 0.5;
const RIDGE = 0.0005;

/** Suggestions are made from the lowest confidence on whose better half is right this often. */
const SPOKEN_PRECISION = 0.925;

const WIDTH = EVIDENCE_KINDS.length;
const KIND_INDEX: ReadonlyMap<string, number> = new Map(
  EVIDENCE_KINDS.map((kind, at) => [kind, at]),
);
const CLASS_INDEX: ReadonlyMap<string, number> = new Map(
  PROPOSAL_CLASSES.map((name, at) => [name, at]),
);

interface Row {
  readonly candidates: readonly { readonly index: Int32Array; readonly value: Float64Array }[];
  readonly right: ReadonlySet<number>;
}

/** The whole model from examples. @param calibrating examples of other estates than `fitting`. */
export function tune(fitting: readonly Example[], calibrating: readonly Example[]): Model {
  const weights = fit(fitting.map(rowOf));
  const model: Model = {
    weights: named(weights),
    calibration: { known: ZERO, 'new-workload': ZERO, 'new-external': ZERO },
    trial: NO_SHIFTS,
    spread: 0,
    speakFrom: 1,
  };
  const guessed = guesses(calibrating, model);
  const of = (group: Group): Calibration =>
    isotonic(guessed.filter((guess) => groupOfClass(guess.class) === group));
  const calibration = {
    known: of('known'),
    'new-workload': of('new-workload'),
    'new-external': of('new-external'),
  };
  const calibrated = { ...model, calibration };
  const trial = trialOffsets(calibrating, calibrated);
  const spread = bestSpread(calibrating, { ...calibrated, trial });
  const finished = { ...calibrated, trial, spread };
  return { ...finished, speakFrom: speakFrom(guesses(calibrating, finished)) };
}

function rowOf({ right, weighed }: Example): Row {
  return {
    right,
    candidates: weighed.candidates.map(({ candidate, findings }) => {
      const offset = (CLASS_INDEX.get(candidate.class) ?? 0) * WIDTH;
      return {
        index: Int32Array.from(findings.map(({ kind }) => offset + (KIND_INDEX.get(kind) ?? 0))),
        value: Float64Array.from(findings.map(({ strength }) => strength)),
      };
    }),
  };
}

/** Gradient ascent of the likelihood with a step for each weight (Adagrad), signs kept. */
function fit(rows: readonly Row[]): Float64Array {
  const size = PROPOSAL_CLASSES.length * WIDTH;
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-8);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Float64Array(size);
    for (const { candidates, right } of rows) {
      const scores = candidates.map(({ index, value }) => {
        let score = 0;
        for (let i = 0; i < index.length; i += 1)
          score += (weights[index[i] as number] as number) * (value[i] as number);
        return score;
      });
      const chances = probabilities(scores);
      const sum = [...right].reduce((all, at) => all + (chances[at] ?? 0), 0);
      for (const [at, { index, value }] of candidates.entries()) {
        const chance = chances[at] ?? 0;
        // Of several right ones, whichever the model likes already.
        const error = (right.has(at) ? chance / Math.max(sum, 1e-12) : 0) - chance;
        if (Math.abs(error) < 1e-6) continue;
        for (let i = 0; i < index.length; i += 1) {
          gradient[index[i] as number] =
            (gradient[index[i] as number] as number) + error * (value[i] as number);
        }
      }
    }
    for (let i = 0; i < size; i += 1) {
      const slope = (gradient[i] as number) / rows.length - RIDGE * (weights[i] as number);
      squares[i] = (squares[i] as number) + slope * slope;
      const kind = EVIDENCE_KINDS[i % WIDTH] as EvidenceKind;
      const moved = (weights[i] as number) + (RATE * slope) / Math.sqrt(squares[i] as number);
      weights[i] = EITHER.has(kind)
        ? moved
        : AGAINST.has(kind)
          ? Math.min(0, moved)
          : Math.max(0, moved);
    }
  }
  return weights;
}

function named(weights: Float64Array): Model['weights'] {
  const of = (proposal: ProposalClass): Partial<Record<EvidenceKind, number>> =>
    Object.fromEntries(
      EVIDENCE_KINDS.map((kind, at): [EvidenceKind, number] => [
        kind,
        Math.round((weights[(CLASS_INDEX.get(proposal) ?? 0) * WIDTH + at] ?? 0) * 100) / 100,
      ]).filter(([, weight]) => weight !== 0),
    );
  return {
    'known-workload': of('known-workload'),
    'known-external': of('known-external'),
    'new-workload': of('new-workload'),
    'new-external': of('new-external'),
  };
}

/** By how much hidden owners are harder than unnamed ones: all estates together, with hardly any pull to zero. */
function trialOffsets(examples: readonly Example[], model: Model): Shifts {
  const tried = [...new Set(examples.map(({ trials }) => trials))].flatMap((trials) =>
    triedOf(trials, model),
  );
  const of = (group: Group): number =>
    shiftOf(
      tried.filter((one) => one.group === group),
      0,
      100,
    );
  return {
    known: of('known'),
    'new-workload': of('new-workload'),
    'new-external': of('new-external'),
  };
}

const SPREADS = [0, 0.25, 0.5, 0.75, 1, 1.5, 2];

/** The spread under which confidences foretell best what is right. */
function bestSpread(examples: readonly Example[], model: Model): number {
  const losses = SPREADS.map((spread) => {
    const loss = guesses(examples, { ...model, spread }).reduce((sum, { confidence, right }) => {
      const inside = Math.min(0.999, Math.max(0.001, confidence));
      return sum - Math.log(right ? inside : 1 - inside);
    }, 0);
    return { spread, loss };
  });
  return losses.reduce((a, b) => (b.loss < a.loss ? b : a)).spread;
}

const ZERO: Calibration = [{ from: 0, confidence: 0 }];

type Guessed = { readonly probability: number; readonly right: boolean };

/**
 * Pool adjacent violators, in steps of at least 40 guesses. Two pretended ones of each kind keep a step from
 * claiming certainty.
 */
function isotonic(all: readonly Guessed[]): Calibration {
  const sorted = all.toSorted((a, b) => a.probability - b.probability);
  const blocks: { from: number; right: number; count: number }[] = [];
  const STEP = Math.max(40, Math.floor(sorted.length / 60));
  for (let at = 0; at < sorted.length; at += STEP) {
    const part = sorted.slice(at, at + STEP);
    blocks.push({
      from: part[0]?.probability ?? 0,
      right: part.filter(({ right }) => right).length,
      count: part.length,
    });
    for (let last = blocks.length - 1; last > 0; last -= 1) {
      const [a, b] = [blocks[last - 1], blocks[last]];
      if (a === undefined || b === undefined || a.right / a.count < b.right / b.count) break;
      blocks.splice(last - 1, 2, {
        from: a.from,
        right: a.right + b.right,
        count: a.count + b.count,
      });
    }
  }
  return blocks.map(({ count, from, right }, at) => ({
    from: at === 0 ? 0 : Math.round(from * 10_000) / 10_000,
    confidence: Math.round(((right + 0.5) / (count + 1)) * 1000) / 1000,
  }));
}

function speakFrom(
  all: readonly { readonly confidence: number; readonly right: boolean }[],
): number {
  const levels = [...new Set(all.map(({ confidence }) => confidence))].toSorted((a, b) => a - b);
  for (const level of levels) {
    const spoken = all.filter(({ confidence }) => confidence >= level);
    if (spoken.filter(({ right }) => right).length >= SPOKEN_PRECISION * spoken.length)
      return Math.floor(level * 1000) / 1000;
  }
  return 1;
}
