// npm run bench [-- PATHS]: measures speed and memory, and holds ratios within one run against what the project promises.
import { run } from './run.mjs';

// The report of the tests stays as it is.
process.exitCode = run('vitest', [
  'bench',
  '--run',
  '--reporter=default',
  ...process.argv.slice(2),
]);
