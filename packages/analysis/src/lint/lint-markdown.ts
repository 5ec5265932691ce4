/** The analyser's report as Markdown, for tickets and change reviews. */
import {
  code,
  EMPTY,
  linesText,
  type Markdown,
  type MarkdownPart,
  md,
  row,
} from '@aclift/diagnostics/markdown';
import type { LintReport, ReportedFinding, ReportedList } from './lint-report.ts';
import { CAUSE_TEXT } from './sarif.ts';

/** Lines joined by LF, with a final one. */
export function lintMarkdown(report: LintReport): string {
  const { totals } = report;
  const groups = Map.groupBy(report.findings, ({ list }) => (list === null ? '' : keyOf(list)));
  const listed = new Set(report.lists.map(keyOf));
  const outside = report.findings.filter(({ list }) => list === null || !listed.has(keyOf(list)));
  return `${linesText([
    md`# Access lists`,
    EMPTY,
    md`${totals.error} errors, ${totals.warning} warnings, ${totals.note} notes, ${totals.suppressed} accepted.`,
    EMPTY,
    md`| list | file | lines | of no use | permissiveness | worst |`,
    md`| --- | --- | ---: | ---: | ---: | --- |`,
    ...report.lists.map(listRow),
    ...report.lists.flatMap((list) => section(list.name, groups.get(keyOf(list)) ?? [])),
    ...section('Outside the lists', outside),
  ])}\n`;
}

function keyOf({ family, name, source }: NonNullable<ReportedFinding['list']>): string {
  return JSON.stringify([source, family, name]);
}

function listRow({
  entries,
  line,
  name,
  permissiveness,
  source,
  standings,
  worst,
}: ReportedList): Markdown {
  const spare = standings?.filter(({ standing }) =>
    ['shadowed', 'redundant', 'matches-nothing'].includes(standing),
  ).length;
  return row([
    name,
    `${source}:${line}`,
    entries,
    spare ?? '?',
    permissiveness ?? '?',
    worst ?? '',
  ]);
}

function section(title: string, findings: readonly ReportedFinding[]): readonly Markdown[] {
  if (findings.length === 0) return [];
  return [EMPTY, md`## ${title}`, EMPTY, ...findings.flatMap(bullets)];
}

function bullets(finding: ReportedFinding): readonly Markdown[] {
  const {
    causes,
    code: name,
    file,
    help,
    line,
    message,
    order,
    replacement,
    severity,
    text,
  } = finding;
  const place = (where: string, at: number, said: string): MarkdownPart =>
    md`${`${where}:${at}`} ${code(said)}`;
  return [
    md`- **${severity}** ${code(name)} ${place(file, line, text)}`,
    md`  ${message}${help === undefined ? '' : md` ${help}`}`,
    ...causes.map(
      (cause) => md`  - ${CAUSE_TEXT[cause.role]}: ${place(cause.file, cause.line, cause.text)}`,
    ),
    ...(replacement === undefined ? [] : [md`  - one line: ${code(replacement)}`]),
    ...(order ?? []).map((entry) => md`  1. ${place(entry.file, entry.line, entry.text)}`),
  ];
}
