// npm test: builds what the tests of the applications need, then runs the whole suite: unit tests, then the web app in
// a real browser. With arguments it runs the unit tests that they name and nothing else.
// npm run test:quick: unit tests from the sources without those that take long (see vitest.config.ts); builds nothing.
import { chromium, firefox } from './chromium.mjs';
import { run, runQuietly } from './run.mjs';

const [first, ...others] = process.argv.slice(2);
if (first === '--quick') {
  process.env.ACLIFT_TESTS = 'quick';
  process.exitCode = run('vitest', ['run', '--reporter=dot', ...others]);
} else {
  process.exitCode = all(first === undefined ? [] : [first, ...others]);
}

function all(some) {
  let code = runQuietly('turbo', ['run', 'build', '--output-logs=errors-only']);
  if (code === 0) {
    code = run('vitest', ['run', ...some]);
    if (some.length === 0) code = browserTests() || code;
  }
  return code;
}

function browserTests() {
  const path = chromium();
  if (path === undefined) return 1;
  process.env.CHROMIUM_PATH = path;
  const other = firefox();
  if (other !== undefined) process.env.FIREFOX_PATH = other;
  return run('playwright', ['test', '--config', 'apps/web/playwright.config.ts']);
}
