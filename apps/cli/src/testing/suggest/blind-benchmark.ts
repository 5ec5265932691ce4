/** The figures of the blind estates as text. No answer is shown: who sees one may not change the code by it. */
import { blindEstates, saidOfBlind, SEEN } from './blind-estates.ts';
import { binsOf, FIGURE_HEAD, figureLine, figureLines } from './verdicts.ts';

export function blindLines(): readonly string[] {
  const estates = blindEstates();
  const all = estates.flatMap((estate) => saidOfBlind(estate));
  const counted = all.filter(({ estate }) => !SEEN.has(estate));
  const nameless = estates
    .filter((estate) => !SEEN.has(estate))
    .flatMap((estate) => saidOfBlind(estate, false));
  return [
    FIGURE_HEAD,
    figureLine('all', counted),
    figureLine('without host names', nameless),
    '',
    ...figureLines(counted, ({ estate }) => estate),
    ...figureLines(
      all.filter(({ estate }) => SEEN.has(estate)),
      ({ estate }) => `(${estate}, seen)`,
    ),
    '',
    ...figureLines(counted, (one) => one.class),
    '',
    ...figureLines(
      counted.filter(({ spoken }) => spoken),
      ({ evidence }) => evidence ?? 'none',
    ),
    '',
    '  confidence  subjects  said  right',
    ...binsOf(counted).map(
      ({ confidence, count, from, right }) =>
        `  ${from.toFixed(1)} - ${(from + 0.1).toFixed(1)}  ${String(count).padStart(8)}  ${confidence.toFixed(2)}  ${right.toFixed(2)}`,
    ),
  ];
}
