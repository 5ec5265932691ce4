// npm test: builds what the tests of the applications need, then runs the whole suite.
import { run, runQuietly } from './run.mjs';

const built = runQuietly('turbo', ['run', 'build', '--output-logs=errors-only']);
process.exitCode = built === 0 ? run('vitest', ['run', ...process.argv.slice(2)]) : built;
