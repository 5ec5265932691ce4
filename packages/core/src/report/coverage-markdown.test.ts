import { expect, test } from 'vitest';
import type { ReportedCoverage } from './coverage.ts';
import { coverageSection } from './coverage-markdown.ts';
import { linesText } from '@aclift/diagnostics/markdown';
import type { MigrateReport } from './report.ts';

function cases(count: number): readonly ReportedCoverage[] {
  return Array.from({ length: count }, (_, at) => ({
    from: `shop/web-${at}`,
    to: 'shop/db',
    services: ['tcp/5432'],
    decision: at % 2 === 0 ? 'pending' : 'grant',
    decidedBy: '',
    covered: [{ from: ['10.0.0.1'], to: [] }],
    without: { from: ['10.0.0.2'], to: [] },
    lines: [],
  }));
}

function section(count: number): string {
  const report: Pick<MigrateReport, 'coverage' | 'splits'> = { coverage: cases(count), splits: [] };
  return linesText(coverageSection(report as MigrateReport));
}

test('a thousand cases are all shown, and nothing is said of more', () => {
  const text = section(1000);
  expect(text).toContain('shop/web-999</code>');
  expect(text).not.toContain('report.json');
});

test('of more cases it is said how many there are and how many wait', () => {
  const text = section(1005);
  expect(text).toContain('shop/web-999</code>');
  expect(text).not.toContain('shop/web-1000</code>');
  expect(text).toContain('And 5 more cases, 3 of them to be decided: `report.json` has them all.');
});
