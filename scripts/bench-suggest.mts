// npm run bench:suggest: how often suggestions are right, on estates that the weights have never seen.
import { MODEL } from '@aclift/suggest/inside';
import { benchmark, benchmarkLines } from '../apps/cli/src/testing/suggest/benchmark.ts';

console.log(benchmarkLines(benchmark(MODEL)).join('\n'));
