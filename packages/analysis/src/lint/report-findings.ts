/** From findings to the report: places counted in lines, lists worst first. */
import type { Severity, Sources, SourceText, Span } from '@aclift/diagnostics';
import type { Ace, Acl, Device } from '@aclift/ir';
import type { LineStanding } from '@aclift/lists';
import type { FilterList } from '@aclift/verify';
import type { Finding, ListName } from './finding.ts';
import type { LintReport, ReportedFinding, ReportedList, ReportedPlace } from './lint-report.ts';
import type { Suppressed } from './suppression.ts';

/** A list with the standings of its lines; undefined: it was too tangled. */
export interface ListStandings {
  readonly list: FilterList;
  readonly standings: readonly LineStanding[] | undefined;
  /** Of the list, and of each line. */
  readonly permissiveness: { readonly list: number; readonly lines: readonly number[] } | undefined;
}

/** Writes an entry as the dialect of its device does. @param device the one that holds the list. */
export type PrintLine = (ace: Ace, acl: Acl, device: Device) => string;

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note'];

export function buildLintReport(
  analysed: readonly ListStandings[],
  findings: readonly Finding[],
  texts: readonly SourceText[],
  sources: Sources,
  suppressed: readonly Suppressed[],
  printLine: PrintLine,
): LintReport {
  const held = new Map(analysed.map(({ list }) => [keyOf(nameOf(list)), list]));
  const show = (finding: Finding): ReportedFinding =>
    reportFinding(finding, sources, (ace) => {
      const list = finding.list === undefined ? undefined : held.get(keyOf(finding.list));
      if (list === undefined) throw new Error('a replacement without a list');
      return printLine(ace, list.acl, list.device);
    });
  const byList = Map.groupBy(findings, ({ list }) => (list === undefined ? '' : keyOf(list)));
  const lists = analysed
    .map((each) => reportList(each, byList.get(keyOf(nameOf(each.list))) ?? [], sources))
    .map((list, order) => ({ list, order }))
    .toSorted((a, b) => rank(a.list.worst) - rank(b.list.worst) || a.order - b.order)
    .map(({ list }) => list);
  const place = new Map(lists.map((list, i) => [keyOf(list), i]));
  const file = new Map(texts.map(({ name }, i) => [name, i]));
  const ordered = findings
    .map((finding) => ({
      finding,
      group:
        finding.list === undefined
          ? lists.length
          : (place.get(keyOf(finding.list)) ?? lists.length),
    }))
    .toSorted(
      (a, b) =>
        a.group - b.group ||
        (file.get(a.finding.source) ?? texts.length) -
          (file.get(b.finding.source) ?? texts.length) ||
        a.finding.span.start - b.finding.span.start ||
        (a.finding.code < b.finding.code ? -1 : a.finding.code > b.finding.code ? 1 : 0),
    )
    .map(({ finding }) => show(finding));
  const count = (severity: Severity): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return {
    schema: 'aclift/lint/1',
    configs: texts.map(({ name }) => name),
    totals: {
      error: count('error'),
      warning: count('warning'),
      note: count('note'),
      suppressed: suppressed.length,
    },
    lists,
    findings: ordered,
    suppressed: suppressed.map(({ by, finding, reason }) => ({ ...show(finding), by, reason })),
  };
}

function nameOf({ acl, device }: FilterList): ListName {
  return { source: device.source, family: acl.family, name: acl.name };
}

function keyOf({ family, name, source }: ListName): string {
  return JSON.stringify([source, family, name]);
}

function rank(worst: Severity | null): number {
  return worst === null ? SEVERITIES.length : SEVERITIES.indexOf(worst);
}

function reportList(
  { list, permissiveness, standings }: ListStandings,
  findings: readonly Finding[],
  sources: Sources,
): ReportedList {
  const { source } = list.device;
  const written = list.rules.flatMap(({ entry }, k) => (entry === undefined ? [] : [{ entry, k }]));
  return {
    ...nameOf(list),
    line: sources.line(source, list.acl.span),
    entries: written.length,
    standings:
      standings === undefined
        ? null
        : written.map(({ entry, k }) => ({
            line: sources.line(source, entry.span),
            standing: standings[k] as LineStanding,
            permissiveness: permissiveness?.lines[k] ?? 0,
          })),
    permissiveness: permissiveness?.list ?? null,
    worst: SEVERITIES.find((s) => findings.some(({ severity }) => severity === s)) ?? null,
  };
}

function reportFinding(
  finding: Finding,
  sources: Sources,
  print: (ace: Ace) => string,
): ReportedFinding {
  const { causes, code, facts, help, list, message, severity, source, span, witness } = finding;
  const { order, replacement } = finding;
  return {
    code,
    severity,
    list: list ?? null,
    ...reportPlace(source, span, sources),
    message,
    ...(help === undefined ? {} : { help }),
    causes: causes.map((cause) => ({
      ...reportPlace(cause.source, cause.span, sources),
      role: cause.role,
    })),
    ...(witness === undefined ? {} : { witness }),
    ...(replacement === undefined ? {} : { replacement: print(replacement) }),
    ...(order === undefined
      ? {}
      : { order: order.map((entry) => reportPlace(source, entry, sources)) }),
    facts,
  };
}

function reportPlace(source: string, span: Span, sources: Sources): ReportedPlace {
  const { line, column } = sources.position(source, span);
  return { file: source, line, column, span, text: sources.text(source, span) };
}
