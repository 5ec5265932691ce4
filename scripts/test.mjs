// npm test: builds what the tests of the applications need, then runs the whole suite: unit tests, then the web app in
// a real browser. With arguments it runs the unit tests that they name and nothing else.
import { chromium } from './chromium.mjs';
import { run, runQuietly } from './run.mjs';

const some = process.argv.slice(2);
let code = runQuietly('turbo', ['run', 'build', '--output-logs=errors-only']);
if (code === 0) {
  code = run('vitest', ['run', ...some]);
  if (some.length === 0) code = browserTests() || code;
}
process.exitCode = code;

function browserTests() {
  const path = chromium();
  if (path === undefined) return 1;
  process.env.CHROMIUM_PATH = path;
  return run('playwright', ['test', '--config', 'apps/web/playwright.config.ts']);
}
