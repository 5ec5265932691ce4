/** The analyser's report in lines for the terminal: by list, worst first, each finding with its source and its causes. */
import { flowText } from '@aclift/core';
import {
  CAUSE_TEXT,
  type LintReport,
  type ReportedFinding,
  type ReportedList,
} from '@aclift/analysis';
import {
  LineMap,
  printable,
  renderFrame,
  type Severity,
  type SourceText,
} from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { count } from './count.ts';

/** Most findings shown of one list; `--json` has them all. */
const MOST_FINDINGS = 30;

/** @param notes whether notes are shown; else they are counted. */
export function lintLines(
  report: LintReport,
  sources: readonly SourceText[],
  notes: boolean,
): readonly string[] {
  const maps = new Map(sources.map(({ name, text }) => [name, new LineMap(text)]));
  const shown = report.findings.filter(({ severity }) => notes || severity !== 'note');
  const groups = Map.groupBy(shown, ({ list }) => (list === null ? '' : keyOf(list)));
  const out: string[] = [];
  const show = (title: string, findings: readonly ReportedFinding[]): void => {
    if (findings.length === 0) return;
    out.push(styleText('bold', title, { stream: process.stdout }), '');
    for (const finding of findings.slice(0, MOST_FINDINGS)) {
      out.push(...findingLines(finding, maps.get(finding.file)), '');
    }
    if (findings.length > MOST_FINDINGS) {
      out.push(`… and ${findings.length - MOST_FINDINGS} more; --json has them all.`, '');
    }
  };
  for (const list of report.lists) {
    show(`${printable(list.source)}:${list.line}  ${titleOf(list)}`, groups.get(keyOf(list)) ?? []);
  }
  const listed = new Set(report.lists.map(keyOf));
  show(
    'Outside the lists',
    shown.filter(({ list }) => list === null || !listed.has(keyOf(list))),
  );
  return [...out, ...totals(report, notes)];
}

function keyOf({ family, name, source }: NonNullable<ReportedFinding['list']>): string {
  return JSON.stringify([source, family, name]);
}

function titleOf({ entries, family, name, permissiveness, standings }: ReportedList): string {
  const dead = standings?.filter(({ standing }) => DEAD.has(standing)).length ?? 0;
  const kind = family === 'ipv6' ? 'IPv6 list' : 'list';
  return `${kind} ${printable(name)}, ${count(entries, 'line')}${dead === 0 ? '' : `, ${dead} of no use`}${permissiveness === null ? '' : `, permissiveness ${permissiveness}`}`;
}

const DEAD = new Set(['shadowed', 'redundant', 'matches-nothing']);

function findingLines(finding: ReportedFinding, lines: LineMap | undefined): readonly string[] {
  const { causes, code, facts, file, help, message, severity, span, witness } = finding;
  const { order, replacement } = finding;
  const frame = renderFrame(
    { code, severity, source: file, span, message, facts, ...(help === undefined ? {} : { help }) },
    lines,
  ).split('\n');
  const [head = '', ...rest] = frame;
  const helpLine = help === undefined ? [] : [rest.pop() ?? ''];
  return [
    styleText(['bold', COLOUR[severity]], head, { stream: process.stdout }),
    ...rest,
    ...causes.map(
      (cause) =>
        `   = ${CAUSE_TEXT[cause.role]}: ${printable(cause.file)}:${cause.line}: ${printable(cause.text)}`,
    ),
    ...(replacement === undefined ? [] : [`   = one line: ${printable(replacement)}`]),
    ...orderLines(order ?? []),
    ...(witness === undefined ? [] : [`   = for example: ${flowText(witness)}`]),
    ...helpLine,
  ];
}

/** Most lines shown of an order. */
const MOST_ORDERED = 12;

function orderLines(order: NonNullable<ReportedFinding['order']>): readonly string[] {
  const shown = order
    .slice(0, MOST_ORDERED)
    .map(({ line, text }, i) => `   = ${i + 1}. line ${line}: ${printable(text)}`);
  const left = order.length - shown.length;
  return left === 0 ? shown : [...shown, `   = … and ${left} more; --json has them all`];
}

const COLOUR = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

function totals({ lists, totals: sums }: LintReport, notes: boolean): readonly string[] {
  const entries = lists.reduce((sum, list) => sum + list.entries, 0);
  const parts = (['error', 'warning', 'note'] as const satisfies readonly Severity[]).map(
    (severity) => count(sums[severity], severity),
  );
  const accepted = sums.suppressed === 0 ? '' : `, ${sums.suppressed} accepted`;
  const hidden = !notes && sums.note > 0 ? ' (--notes shows them)' : '';
  return [
    `${count(lists.length, 'list')} with ${count(entries, 'line')}: ${parts.join(', ')}${hidden}${accepted}`,
  ];
}
