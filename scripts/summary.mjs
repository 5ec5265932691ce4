// Ends a CI run with the one line that counts: tests passed and failed; a failed step without a failed test counts too.
// usage: node scripts/summary.mjs [failed step ...]
import { existsSync, readFileSync } from 'node:fs';

const steps = process.argv.slice(2);
let passed = 0;
let failed = 0;

/** Adds a report; one that is missing, empty or broke off has no failed test to show for it and counts as one. */
function add(path, count) {
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  const { ok, ko, whole } = report === undefined ? { ok: 0, ko: 0, whole: false } : count(report);
  passed += ok;
  failed += ko > 0 || (ok > 0 && whole) ? ko : 1;
}

add('reports/unit.json', (report) => ({
  ok: report.numPassedTests,
  ko: report.numFailedTests,
  whole: report.success,
}));
add('reports/e2e.json', ({ stats, errors }) => ({
  ok: stats.expected + stats.flaky,
  ko: stats.unexpected,
  whole: errors.length === 0,
}));
if (failed === 0 && steps.includes('test')) failed += 1;
failed += steps.filter((step) => step !== 'test').length;
if (steps.length > 0) console.log(`failed steps: ${steps.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
