/** The analyser's report as Markdown, for tickets and change reviews. */
import type { LintReport, ReportedFinding, ReportedList } from './lint-report.ts';
import { CAUSE_TEXT } from './sarif.ts';

/** Lines joined by LF, with a final one. */
export function lintMarkdown(report: LintReport): string {
  const { totals } = report;
  const groups = Map.groupBy(report.findings, ({ list }) => (list === null ? '' : keyOf(list)));
  const listed = new Set(report.lists.map(keyOf));
  const outside = report.findings.filter(({ list }) => list === null || !listed.has(keyOf(list)));
  return `${[
    '# Access lists',
    '',
    `${totals.error} errors, ${totals.warning} warnings, ${totals.note} notes, ${totals.suppressed} accepted.`,
    '',
    '| list | file | lines | of no use | permissiveness | worst |',
    '| --- | --- | ---: | ---: | ---: | --- |',
    ...report.lists.map(listRow),
    ...report.lists.flatMap((list) => section(cell(list.name), groups.get(keyOf(list)) ?? [])),
    ...section('Outside the lists', outside),
  ].join('\n')}\n`;
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
}: ReportedList): string {
  const spare = standings?.filter(({ standing }) =>
    ['shadowed', 'redundant', 'matches-nothing'].includes(standing),
  ).length;
  const cells = [
    cell(name),
    `${cell(source)}:${line}`,
    entries,
    spare ?? '?',
    permissiveness ?? '?',
    worst ?? '',
  ];
  return `| ${cells.join(' | ')} |`;
}

function section(title: string, findings: readonly ReportedFinding[]): readonly string[] {
  if (findings.length === 0) return [];
  return ['', `## ${title}`, '', ...findings.flatMap(bullets)];
}

function bullets(finding: ReportedFinding): readonly string[] {
  const { causes, code, file, help, line, message, order, replacement, severity, text } = finding;
  return [
    `- **${severity}** \`${code}\` ${cell(file)}:${line} ${quoted(text)}`,
    `  ${cell(message)}${help === undefined ? '' : ` ${cell(help)}`}`,
    ...causes.map(
      (cause) =>
        `  - ${CAUSE_TEXT[cause.role]}: ${cell(cause.file)}:${cause.line} ${quoted(cause.text)}`,
    ),
    ...(replacement === undefined ? [] : [`  - one line: ${quoted(replacement)}`]),
    ...(order ?? []).map((entry) => `  1. ${cell(entry.file)}:${entry.line} ${quoted(entry.text)}`),
  ];
}

/** Text of the input must not become markup. */
function cell(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/g, String.raw`\$&`);
}

function quoted(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}
