/** The weights file as TypeScript, formatted as the repository's formatter would. */
import type { Model } from '@aclift/suggest/inside';

/** @returns the same text for the same model. */
export function weightsText({ calibration, speakFrom, spread, trial, weights }: Model): string {
  const key = (name: string): string => (/^[a-z]+$/.test(name) ? name : `'${name}'`);
  return [
    '/** Made by `npm run tune:suggest` from the tuning seeds of the benchmark. Do not edit. */',
    "import type { Model } from './model.ts';",
    '',
    'export const MODEL: Model = {',
    '  weights: {',
    ...Object.entries(weights).flatMap(([proposal, own]) => [
      `    '${proposal}': {`,
      ...Object.entries(own).map(([kind, weight]) => `      ${key(kind)}: ${weight},`),
      '    },',
    ]),
    '  },',
    '  calibration: {',
    ...Object.entries(calibration).flatMap(([group, steps]) => [
      `    ${key(group)}: [`,
      ...steps.map(({ confidence, from }) => `      { from: ${from}, confidence: ${confidence} },`),
      '    ],',
    ]),
    '  },',
    `  trial: { ${Object.entries(trial)
      .map(([group, shift]) => `${key(group)}: ${shift}`)
      .join(', ')} },`,
    `  spread: ${spread},`,
    `  speakFrom: ${speakFrom},`,
    '};',
    '',
  ].join('\n');
}
