/** The published schemas describe what `lint`, `lint --fix`, `diff` and `query` print, and nothing looser. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { deviceLists } from '@aclift/lists';
import { diffConfigs, fixLists, lint, type LintReport, lintSarif, query } from '@aclift/analysis';
import type { SourceText } from '@aclift/diagnostics';
import { printLine, readDevice } from '@aclift/dialects';
import { describe, expect, test } from 'vitest';
import { fixFiles } from './fix-files.ts';
import { devicesOf } from './read-devices.ts';
import { corpusMissing, corpusTexts } from './testing/corpus.ts';
import { faultsBy } from './testing/published-schema.ts';

const faultsOf = {
  lint: faultsBy('schema/lint-report.schema.json'),
  fix: faultsBy('schema/lint-fix.schema.json'),
  diff: faultsBy('schema/diff-report.schema.json'),
  query: faultsBy('schema/query-report.schema.json'),
  sarif: faultsBy('test-data/sarif-2.1.0.schema.json'),
};

const FOLDER = fileURLToPath(new URL('../../../fixtures/lint/', import.meta.url));
const sources = readdirSync(FOLDER)
  .toSorted()
  .map((name) => ({
    name: `${name}/input.cfg`,
    text: readFileSync(`${FOLDER}${name}/input.cfg`, 'utf8'),
  }));

function lintAll(texts: readonly SourceText[]): LintReport {
  const { devices, diagnostics } = devicesOf(texts);
  return lint({
    devices,
    sources: texts,
    diagnostics,
    printLine,
    options: { today: '2026-01-01' },
  });
}

describe('the golden cases fit the schema of', () => {
  const report = lintAll(sources);
  const { devices } = devicesOf(sources);

  test('lint', () => {
    expect(report.findings.length).toBeGreaterThan(50);
    expect(report.suppressed.length).toBeGreaterThan(0);
    expect(faultsOf.lint(report)).toEqual([]);
  });

  test('SARIF 2.1.0', () => {
    expect(faultsOf.sarif(lintSarif(report, '1.2.3'))).toEqual([]);
  });

  test('lint --fix, as it is printed and as it is written', () => {
    const { suppressed } = report;
    const fixed = fixLists({ devices, sources, printLine, suppressed, reread: readDevice });
    expect(fixed.lists.some(({ merged }) => merged.length > 0)).toBe(true);
    expect(faultsOf.fix(fixed)).toEqual([]);
    const written = fixFiles(fixed).find(({ path }) => path === 'lint-fix.json');
    expect(faultsOf.fix(JSON.parse(written?.text ?? ''))).toEqual([]);
  });

  test('diff, each case with the next', () => {
    const statuses = new Set<string>();
    devices.slice(1).forEach((device, i) => {
      const [before, after] = [sources[i] as SourceText, sources[i + 1] as SourceText];
      const old = devices[i];
      if (old === undefined) throw new Error('a case that is not IOS');
      for (const by of ['name', 'binding'] as const) {
        const diff = diffConfigs({
          old: { device: old, source: before },
          new: { device, source: after },
          by,
        });
        for (const { status } of diff.pairs) statuses.add(status);
        expect(faultsOf.diff(diff)).toEqual([]);
      }
    });
    expect([...statuses].toSorted()).toEqual(['added', 'different', 'equal', 'removed']);
  });

  test('query, every list', () => {
    devices.forEach((device, i) => {
      for (const list of deviceLists(device)) {
        const answer = query({ list, source: sources[i] as SourceText, within: 'ip any any' });
        if (!answer.ok) throw new Error(answer.error);
        expect(faultsOf.query(answer.value)).toEqual([]);
      }
    });
  });
});

describe.skipIf(corpusMissing !== undefined)(`real configurations ${corpusMissing ?? ''}`, () => {
  test('fit the schemas of lint and of SARIF', { timeout: 120_000 }, () => {
    const report = lintAll(corpusTexts('running-config'));
    expect(faultsOf.lint(report)).toEqual([]);
    expect(faultsOf.sarif(lintSarif(report, '1.2.3'))).toEqual([]);
  });
});

const SMALL = {
  name: 'r1',
  text: 'ip access-list extended A\n permit tcp any any eq 80\n deny tcp any any eq 80\n',
};

test.each([
  { name: 'a severity that does not exist', change: ['"severity":"error"', '"severity":"fatal"'] },
  { name: 'a line 0', change: ['"line":3', '"line":0'] },
  { name: 'a role that does not exist', change: ['"decides-otherwise"', '"decides"'] },
  { name: 'a port of 65536', change: ['"destinationPort":80', '"destinationPort":65536'] },
  { name: 'a field that nobody documented', change: ['"entries"', '"lines"'] },
])('the schema of lint refuses $name', ({ change: [from = '', to = ''] }) => {
  const text = JSON.stringify(lintAll([SMALL]));
  expect(faultsOf.lint(JSON.parse(text))).toEqual([]);
  expect(text).toContain(from);
  expect(faultsOf.lint(JSON.parse(text.replace(from, to)))).not.toEqual([]);
});

test('the schema of SARIF refuses a level that does not exist', () => {
  const log = JSON.stringify(lintSarif(lintAll([SMALL]), '1.2.3'));
  expect(faultsOf.sarif(JSON.parse(log.replace('"level":"error"', '"level":"fatal"')))).not.toEqual(
    [],
  );
});
