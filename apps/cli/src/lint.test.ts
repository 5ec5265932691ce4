/** Golden cases of the list analyser: for each code lists that have the finding, and lists that nearly have it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fixLists, lint, lintCatalogue, type LintReport } from '@aclift/analysis';
import type { SourceText } from '@aclift/diagnostics';
import { printLine, readDevice } from '@aclift/dialects';
import { describe, expect, test } from 'vitest';
import { lintLines } from './lint-summary.ts';
import { devicesOf } from './read-devices.ts';

const FOLDER = fileURLToPath(new URL('../../../fixtures/lint/', import.meta.url));
const cases = readdirSync(FOLDER).toSorted();

/** @param shown what the device shows for its lists. */
function lintText(source: SourceText, shown?: string): LintReport {
  const { devices, diagnostics, sources } = devicesOf([source]);
  const [counters] =
    shown === undefined ? [] : devicesOf([{ name: 'hits.txt', text: shown }]).devices;
  const options = { today: '2026-01-01', ...(counters === undefined ? {} : { counters }) };
  return lint({ devices, sources, diagnostics, printLine, options });
}

describe.each(cases)('%s', (name) => {
  const source = { name: 'input.cfg', text: readFileSync(`${FOLDER}${name}/input.cfg`, 'utf8') };
  const hits = `${FOLDER}${name}/hits.txt`;
  const report = lintText(source, existsSync(hits) ? readFileSync(hits, 'utf8') : undefined);
  const code = `lint/${name}`;

  test('gives the golden findings', async () => {
    const text = `${lintLines(report, [source], true).join('\n')}\n`;
    await expect(text).toMatchFileSnapshot(`${FOLDER}${name}/findings.golden.txt`);
  });

  test('is cleaned as the golden diff shows, and what is clean stays as it is', async () => {
    const { devices, sources } = devicesOf([source]);
    const { suppressed } = report;
    const fixed = fixLists({ devices, sources, printLine, suppressed, reread: readDevice });
    expect(fixed.refused).toEqual([]);
    const [file] = fixed.files;
    const diff = file?.diff ?? 'nothing to take out\n';
    await expect(diff).toMatchFileSnapshot(`${FOLDER}${name}/fix.golden.diff`);
    if (file === undefined) return;
    const clean = lintText({ name: 'input.cfg', text: file.text });
    const dead = ['lint/shadowed', 'lint/shadowed-by-opposite', 'lint/matches-nothing'];
    expect(clean.findings.filter(({ code: each }) => dead.includes(each))).toEqual([]);
  });

  test.runIf(code in lintCatalogue)('is found where it is, and not where it nearly is', () => {
    const found = report.findings.filter((finding) => finding.code === code);
    const lists = new Set(found.map(({ list }) => list?.name ?? ''));
    const near = (list: string): boolean => list.startsWith('NEAR-MISS');
    expect([...lists].filter(near)).toEqual([]);
    expect(lists.size).toBeGreaterThan(0);
    expect(report.lists.some((list) => near(list.name))).toBe(true);
  });
});

// One needs a limit that no fixture sets, one a device that no text gives yet; packages/core tries them.
const ELSEWHERE = ['lint/too-tangled', 'lint/replaced-binding'];

test.each(Object.keys(lintCatalogue).filter((code) => !ELSEWHERE.includes(code)))(
  '%s has a golden case',
  (code) => {
    expect(cases).toContain(code.replace('lint/', ''));
  },
);
