/** The part of `report.md` about services that only some addresses of a workload have. */
import { code, escape, row } from './markdown-text.ts';
import type { ReportedCoverage, ReportedPairs } from './coverage.ts';
import type { MigrateReport } from './report.ts';

const WHAT: Readonly<Record<ReportedCoverage['decision'], string>> = {
  pending: 'withheld until decided',
  grant: 'granted to all',
  withhold: 'withheld from all',
  split: 'withheld until a label tells them apart',
};

export function coverageSection({ coverage, splits }: MigrateReport): string[] {
  if (coverage.length === 0) return [];
  const pending = coverage.find(({ decision }) => decision === 'pending');
  return [
    '',
    '## Partial coverage',
    '',
    'The lists give these services to some addresses of a workload and not to others. A label means all of its pods, so drafts',
    'give a service to all of them or to none.',
    '',
    '| from | to | services | have it today | have it not | lines | drafts |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...coverage.map((found) =>
      row([
        code(found.from),
        code(found.to),
        found.services.map(code).join(' '),
        found.covered.map(pairsText).join('<br>'),
        pairsText(found.without),
        found.lines.map(({ file, line }) => escape(`${file}:${line}`)).join('<br>'),
        escape(
          found.decidedBy === ''
            ? WHAT[found.decision]
            : `${WHAT[found.decision]} (${found.decidedBy})`,
        ),
      ]),
    ),
    '',
    ...(pending === undefined ? [] : decideLines(pending)),
    ...splitLines(splits),
  ];
}

/** An entry for the decisions file that would decide the first open case. */
function decideLines({ from, to, services }: ReportedCoverage): string[] {
  const end = (name: string): string => (name === '(unnamed)' ? 'unnamed' : name);
  return [
    'To decide a case write it into `decisions.yaml` beside the inventory; `split` and `withhold` are the other choices:',
    '',
    '```yaml',
    'version: 1',
    'coverage:',
    `  - from: ${end(from)}`,
    `    to: ${end(to)}`,
    `    service: ${services[0] ?? 'any'}`,
    '    decision: grant',
    '    who: ',
    '    why: ',
    '```',
    '',
  ];
}

function splitLines(splits: MigrateReport['splits']): string[] {
  if (splits.length === 0) return [];
  return [
    '### Labels to add',
    '',
    'Give the pods these labels, and the inventory one entry for each of the sets; then every case to be split is covered in full.',
    '',
    '| workload | label | pods that replace |',
    '| --- | --- | --- |',
    ...splits.map(({ workload, label, addresses }) =>
      row([code(workload), code(`${label.key}: ${label.value}`), addresses.map(code).join(' ')]),
    ),
    '',
  ];
}

function pairsText({ from, to }: ReportedPairs): string {
  const list = (texts: readonly string[]): string => {
    const shown = texts.slice(0, 6).map(code).join(' ');
    return texts.length > 6 ? `${shown} and ${texts.length - 6} more` : shown;
  };
  if (from.length === 0 && to.length === 0) return 'none wholly';
  if (from.length === 0) return `to ${list(to)}`;
  return to.length === 0 ? `from ${list(from)}` : `${list(from)} → ${list(to)}`;
}
