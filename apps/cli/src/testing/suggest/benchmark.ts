/** The benchmark and its table, as text. */
import type { Model } from '@aclift/suggest/inside';
import { examplesOf, examplesOfCultures } from './examples.ts';
import { leaveHalfOut, leaveOneOut } from './fixture-estates.ts';
import { judge, type Judgement } from './judge.ts';
import { CULTURE_TEST, TEST } from './seeds.ts';

export interface Benchmark {
  readonly generated: Judgement;
  readonly cultures: Judgement;
  readonly leaveOneOut: Judgement;
  readonly leaveHalfOut: Judgement;
}

/** Everything but the tuning seeds. Takes seconds. */
export function benchmark(model: Model): Benchmark {
  return {
    generated: judge(examplesOf(TEST, 'test'), model),
    cultures: judge(examplesOfCultures(CULTURE_TEST, 'test'), model),
    leaveOneOut: judge(leaveOneOut(), model),
    leaveHalfOut: judge(leaveHalfOut(), model),
  };
}

export function benchmarkLines(measured: Benchmark): readonly string[] {
  return [
    `generated estates, test seeds ${TEST[0]} to ${TEST.at(-1)}`,
    ...figures(measured.generated),
    ...binLines(measured.generated),
    '',
    `generated estates of other cultures, test seeds ${CULTURE_TEST[0]} to ${CULTURE_TEST.at(-1)}`,
    ...figures(measured.cultures),
    ...binLines(measured.cultures),
    '',
    "fixtures' inventories, one owner hidden at a time",
    ...figures(measured.leaveOneOut),
    '',
    "fixtures' inventories, half of the owners hidden",
    ...figures(measured.leaveHalfOut),
  ];
}

function binLines({ bins }: Judgement): readonly string[] {
  return [
    '',
    '  confidence  cells  said  right',
    ...bins.map(
      ({ confidence, count, from, right }) =>
        `  ${from.toFixed(1)} - ${(from + 0.1).toFixed(1)}  ${String(count).padStart(5)}  ${confidence.toFixed(2)}  ${right.toFixed(2)}`,
    ),
  ];
}

function figures(judged: Judgement): readonly string[] {
  return [
    `  cells ${judged.examples}, of which somebody owns ${judged.owned}; suggestions ${judged.spoken}`,
    `  precision@1 ${judged.precision.toFixed(3)} at coverage ${judged.coverage.toFixed(3)}`,
    `  confidence 0.9 and more: ${judged.sure} suggestions, ${judged.precisionOfSure.toFixed(3)} right`,
    `  expected calibration error ${judged.calibrationError.toFixed(3)}`,
  ];
}
