/** The part of `report.md` about services that only some addresses of a workload have. */
import { jsonLine } from '@aclift/diagnostics';
import {
  BREAK,
  code,
  EMPTY,
  joined,
  type Markdown,
  md,
  row,
  verbatim,
} from '@aclift/diagnostics/markdown';
import type { ReportedCoverage, ReportedPairs } from './coverage.ts';
import type { MigrateReport } from './report.ts';

const WHAT: Readonly<Record<ReportedCoverage['decision'], string>> = {
  pending: 'withheld until decided',
  grant: 'granted to all',
  withhold: 'withheld from all',
  split: 'withheld until a label tells them apart',
};

/** Most cases that a report for people shows. */
export const MOST_CASES = 1000;

/** How many of the cases wait for somebody. */
export function pendingIn(coverage: readonly ReportedCoverage[]): number {
  return coverage.filter(({ decision }) => decision === 'pending').length;
}

export function coverageSection({ coverage, splits }: MigrateReport): Markdown[] {
  if (coverage.length === 0) return [];
  const pending = coverage.find(({ decision }) => decision === 'pending');
  return [
    EMPTY,
    md`## Partial coverage`,
    EMPTY,
    md`The lists give these services to some addresses of a workload and not to others. A label means all of its pods, so drafts`,
    md`give a service to all of them or to none.`,
    EMPTY,
    md`| from | to | services | have it today | have it not | lines | drafts |`,
    md`| --- | --- | --- | --- | --- | --- | --- |`,
    ...coverage.slice(0, MOST_CASES).map((found) =>
      row([
        code(found.from),
        code(found.to),
        joined(found.services.map(code)),
        joined(found.covered.map(pairsText), BREAK),
        pairsText(found.without),
        joined(
          found.lines.map(({ file, line }) => `${file}:${line}`),
          BREAK,
        ),
        found.decidedBy === ''
          ? WHAT[found.decision]
          : `${WHAT[found.decision]} (${found.decidedBy})`,
      ]),
    ),
    ...(coverage.length > MOST_CASES
      ? [
          EMPTY,
          md`And ${coverage.length - MOST_CASES} more cases, ${pendingIn(coverage.slice(MOST_CASES))} of them to be decided: \`report.json\` has them all.`,
        ]
      : []),
    EMPTY,
    ...(pending === undefined ? [] : decideLines(pending)),
    ...splitLines(splits),
  ];
}

/** An entry for the decisions file that would decide the first open case. */
function decideLines({ from, to, services }: ReportedCoverage): Markdown[] {
  const end = (name: string): string => (name === '(unnamed)' ? 'unnamed' : scalar(name));
  return [
    md`To decide a case write it into \`decisions.yaml\` beside the inventory; \`split\` and \`withhold\` are the other choices:`,
    EMPTY,
    md`\`\`\`yaml`,
    md`version: 1`,
    md`coverage:`,
    verbatim(`  - from: ${end(from)}`),
    verbatim(`    to: ${end(to)}`),
    verbatim(`    service: ${scalar(services[0] ?? 'any')}`),
    md`    decision: grant`,
    md`    who: `,
    md`    why: `,
    md`\`\`\``,
    EMPTY,
  ];
}

/** Plain where no reader of YAML takes it for anything but text; a JSON text is a YAML one. */
function scalar(text: string): string {
  const plain = /^\w[\w.-]*\/[\w./-]+$|^[a-z][\w.-]*$/i.test(text);
  return plain && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text) ? text : jsonLine(text);
}

function splitLines(splits: MigrateReport['splits']): Markdown[] {
  if (splits.length === 0) return [];
  return [
    md`### Labels to add`,
    EMPTY,
    md`Give the pods these labels, and the inventory one entry for each of the sets; then every case to be split is covered in full.`,
    EMPTY,
    md`| workload | label | pods that replace |`,
    md`| --- | --- | --- |`,
    ...splits.map(({ workload, label, addresses }) =>
      row([code(workload), code(`${label.key}: ${label.value}`), joined(addresses.map(code))]),
    ),
    EMPTY,
  ];
}

function pairsText({ from, to }: ReportedPairs): Markdown {
  const list = (texts: readonly string[]): Markdown => {
    const shown = joined(texts.slice(0, 6).map(code));
    return texts.length > 6 ? md`${shown} and ${texts.length - 6} more` : shown;
  };
  if (from.length === 0 && to.length === 0) return md`none wholly`;
  if (from.length === 0) return md`to ${list(to)}`;
  return to.length === 0 ? md`from ${list(from)}` : md`${list(from)} → ${list(to)}`;
}
