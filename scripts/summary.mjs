// Ends a CI run with the one line that counts: tests passed and failed; a failed step without a failed test counts too.
// usage: node scripts/summary.mjs [failed step ...]
import { existsSync, readFileSync } from 'node:fs';

const steps = process.argv.slice(2);
const path = 'reports/unit.json';
const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
const passed = report?.numPassedTests ?? 0;
let failed = report?.numFailedTests ?? 0;
// A run that broke off, a suite that could not be loaded, or a run without tests has no failed test to show for it.
if (failed === 0 && (passed === 0 || !report.success || steps.includes('test'))) failed += 1;
failed += steps.filter((step) => step !== 'test').length;
if (steps.length > 0) console.log(`failed steps: ${steps.join(', ')}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
