// npm run tune:suggest: writes the weights of the suggester from the tuning seeds. The test seeds are never read here.
import { writeFileSync } from 'node:fs';
import { examplesOf, examplesOfCultures } from '../apps/cli/src/testing/suggest/examples.ts';
import { judge } from '../apps/cli/src/testing/suggest/judge.ts';
import { CULTURE_TUNING, TUNING } from '../apps/cli/src/testing/suggest/seeds.ts';
import { tune } from '../apps/cli/src/testing/suggest/tune.ts';
import { weightsText } from '../apps/cli/src/testing/suggest/weights-text.ts';

const fitting = [
  ...examplesOf(TUNING.fitting, 'tuning', false),
  ...examplesOfCultures(CULTURE_TUNING.fitting, 'tuning', false),
];
const calibrating = [
  ...examplesOf(TUNING.calibrating, 'tuning'),
  ...examplesOfCultures(CULTURE_TUNING.calibrating, 'tuning'),
];
const model = tune(fitting, calibrating);
writeFileSync(new URL('../packages/suggest/src/weights.ts', import.meta.url), weightsText(model));
const { bins: _, ...figures } = judge(calibrating, model);
console.log(`tuned on ${fitting.length} cells, calibrated on ${calibrating.length}`);
console.log(figures);
