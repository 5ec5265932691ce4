import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** The last line and the exit code of a summary over this report; undefined: no report was written. */
function summaryOf(report, steps) {
  const folder = mkdtempSync(join(tmpdir(), 'aclift-summary-'));
  try {
    if (report !== undefined) {
      mkdirSync(join(folder, 'reports'));
      writeFileSync(join(folder, 'reports/unit.json'), JSON.stringify(report));
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

test.each([
  { name: 'all passed', report: green, steps: [], line: '5 passed, 0 failed', code: 0 },
  {
    name: 'two tests failed',
    report: { numPassedTests: 3, numFailedTests: 2, success: false },
    steps: ['test'],
    line: '3 passed, 2 failed',
    code: 1,
  },
  {
    name: 'a suite could not be loaded',
    report: { ...green, success: false },
    steps: ['test'],
    line: '5 passed, 1 failed',
    code: 1,
  },
  {
    name: 'the test step failed after green tests',
    report: green,
    steps: ['test'],
    line: '5 passed, 1 failed',
    code: 1,
  },
  {
    name: 'a check failed',
    report: green,
    steps: ['check'],
    line: '5 passed, 1 failed',
    code: 1,
  },
  {
    name: 'no report was written',
    report: undefined,
    steps: ['test', 'check'],
    line: '0 passed, 2 failed',
    code: 1,
  },
  {
    name: 'no test ran',
    report: { numPassedTests: 0, numFailedTests: 0, success: true },
    steps: [],
    line: '0 passed, 1 failed',
    code: 1,
  },
])('$name: $line', ({ report, steps, line, code }) => {
  expect(summaryOf(report, steps)).toEqual({ line, code });
});
