import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The last line and the exit code of a summary over these reports; undefined: none was written. */
function summaryOf(report, e2e, steps) {
  const folder = mkdtempSync(join(tmpdir(), 'aclift-summary-'));
  try {
    mkdirSync(join(folder, 'reports'));
    for (const [name, content] of Object.entries({ unit: report, e2e })) {
      if (content === undefined) continue;
      writeFileSync(join(folder, `reports/${name}.json`), JSON.stringify(content));
    }
    const script = join(import.meta.dirname, 'summary.mjs');
    const { stdout, status } = spawnSync(process.execPath, [script, ...steps], {
      cwd: folder,
      encoding: 'utf8',
    });
    return { line: stdout.trimEnd().split('\n').at(-1), code: status };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const green = { numPassedTests: 5, numFailedTests: 0, success: true };
const browser = { stats: { expected: 2, flaky: 0, unexpected: 0 }, errors: [] };

test.each([
  {
    name: 'all passed',
    report: green,
    e2e: browser,
    steps: [],
    line: '7 passed, 0 failed',
    code: 0,
  },
  {
    name: 'two tests failed',
    report: { numPassedTests: 3, numFailedTests: 2, success: false },
    e2e: browser,
    steps: ['test'],
    line: '5 passed, 2 failed',
    code: 1,
  },
  {
    name: 'a browser test failed',
    report: green,
    e2e: { stats: { expected: 1, flaky: 0, unexpected: 1 }, errors: [] },
    steps: ['test'],
    line: '6 passed, 1 failed',
    code: 1,
  },
  {
    name: 'a suite could not be loaded',
    report: { ...green, success: false },
    e2e: browser,
    steps: ['test'],
    line: '7 passed, 1 failed',
    code: 1,
  },
  {
    name: 'the browser could not be started',
    report: green,
    e2e: { ...browser, errors: [{ message: 'no browser' }] },
    steps: ['test'],
    line: '7 passed, 1 failed',
    code: 1,
  },
  {
    name: 'the test step failed after green tests',
    report: green,
    e2e: browser,
    steps: ['test'],
    line: '7 passed, 1 failed',
    code: 1,
  },
  {
    name: 'a check failed',
    report: green,
    e2e: browser,
    steps: ['check'],
    line: '7 passed, 1 failed',
    code: 1,
  },
  {
    name: 'no report was written',
    report: undefined,
    e2e: undefined,
    steps: ['test', 'check'],
    line: '0 passed, 3 failed',
    code: 1,
  },
  {
    name: 'the browser tests were not run',
    report: green,
    e2e: undefined,
    steps: ['test'],
    line: '5 passed, 1 failed',
    code: 1,
  },
  {
    name: 'no test ran',
    report: { numPassedTests: 0, numFailedTests: 0, success: true },
    e2e: browser,
    steps: [],
    line: '2 passed, 1 failed',
    code: 1,
  },
])('$name: $line', ({ report, e2e, steps, line, code }) => {
  expect(summaryOf(report, e2e, steps)).toEqual({ line, code });
});
