// npm run test:changed: tests and lint of the packages that changed since they last passed, and of those that stand on them. One
// package at a time: tests of several at once would share the processors and the file of results.
import { run } from './run.mjs';

const args = ['run', 'unit', 'lint', '--concurrency=1', '--output-logs=new-only', '--continue'];
process.exitCode = run('turbo', args);
