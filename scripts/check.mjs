// npm run check: everything besides the tests that a change must pass. Runs all steps and names those that failed.
import { run } from './run.mjs';

const steps = [
  { name: 'format', command: 'oxfmt', args: ['--check'] },
  { name: 'build', command: 'turbo', args: ['run', 'build', '--output-logs=errors-only'] },
  { name: 'types', command: 'npm', args: ['run', '--silent', 'typecheck'] },
  { name: 'lint', command: 'oxlint', args: ['--type-aware', '--deny-warnings'] },
  { name: 'dead code', command: 'knip', args: [] },
  { name: 'layers', command: 'turbo', args: ['boundaries'] },
  { name: 'packages', command: 'node', args: ['scripts/check-packages.mjs'] },
];
const failed = steps.filter(({ name, command, args }) => {
  console.log(`== ${name}`);
  return run(command, args) !== 0;
});
if (failed.length > 0) {
  console.log(`failed checks: ${failed.map(({ name }) => name).join(', ')}`);
  process.exitCode = 1;
}
