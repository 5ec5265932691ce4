// npm run bench:blind: how often suggestions are right on the blind estates. Figures only: answers are not to be looked at.
import { blindLines } from '../apps/cli/src/testing/suggest/blind-benchmark.ts';

console.log(blindLines().join('\n'));
