import { expect, test } from 'vitest';
import { lintMarkdown } from './lint-markdown.ts';
import type { LintReport } from './lint-report.ts';
import { lintSarif } from './sarif.ts';

const place = (line: number, text: string) => ({
  file: 'a b.cfg',
  line,
  column: 2,
  span: { start: 10, end: 10 + text.length },
  text,
});
const list = { source: 'a b.cfg', family: 'ipv4', name: 'X|Y' } as const;
const finding = {
  ...place(3, 'deny ip any any'),
  code: 'lint/shadowed',
  severity: 'warning',
  list,
  message: 'Never <decides>.',
  help: 'Remove it.',
  causes: [{ ...place(2, 'permit ip any any'), role: 'decides-first' }],
  facts: {},
} as const;
const report: LintReport = {
  schema: 'aclift/lint/1',
  configs: ['a b.cfg'],
  totals: { error: 0, warning: 1, note: 0, suppressed: 2 },
  lists: [
    { ...list, line: 1, entries: 2, standings: null, permissiveness: null, worst: 'warning' },
  ],
  findings: [finding],
  suppressed: [
    { ...finding, code: 'lint/redundant', by: 'remark', reason: 'audit' },
    { ...finding, code: 'lint/redundant', by: 'project', reason: '' },
  ],
};

test('SARIF has rules, places, causes and suppressions', () => {
  expect(lintSarif(report, '1.2.3')).toMatchObject({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { rules: [{ id: 'lint/redundant' }, { id: 'lint/shadowed' }] } },
        results: [
          {
            ruleId: 'lint/shadowed',
            ruleIndex: 1,
            level: 'warning',
            message: { text: 'Never <decides>. Remove it.' },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: 'a%20b.cfg' },
                  region: { startLine: 3, startColumn: 2, endColumn: 17 },
                },
              },
            ],
            relatedLocations: [{ message: { text: 'decided above: permit ip any any' } }],
          },
          {
            ruleId: 'lint/redundant',
            suppressions: [{ kind: 'inSource', justification: 'audit' }],
          },
          { ruleId: 'lint/redundant', suppressions: [{ kind: 'external' }] },
        ],
      },
    ],
  });
});

test('Markdown shows findings with their causes, and text of the input is no markup', () => {
  const text = lintMarkdown(report);
  expect(text).toContain('| X&#124;Y | a b.cfg:1 | 2 | ? | ? | warning |');
  expect(text).toContain('Never &lt;decides&gt;. Remove it.');
  expect(text).toContain('  - decided above: a b.cfg:2 <code>permit ip any any</code>');
});
