/**
 * The analyser's report as SARIF, for code review and dashboards.
 * @see OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
 */
import type { Severity } from '@aclift/diagnostics';
import type { CauseRole } from './finding.ts';
import type { LintReport, ReportedFinding, ReportedPlace } from './lint-report.ts';

/** What a cause is to the finding, in the words of a related location. */
export const CAUSE_TEXT: Readonly<Record<CauseRole, string>> = {
  'decides-first': 'decided above',
  'decides-otherwise': 'decided above, the other way',
  'decides-later': 'decided below',
  contradicts: 'but',
  merges: 'together with',
};

/** The log of one run: JSON-safe, the same for the same report. Findings that somebody has accepted are marked as suppressed. */
export function lintSarif(report: LintReport, version: string): object {
  const { findings, suppressed } = report;
  const rules = new Map<string, Severity>();
  for (const { code, severity } of [...findings, ...suppressed]) rules.set(code, severity);
  const ids = [...rules.keys()].toSorted();
  const index = new Map(ids.map((id, i) => [id, i]));
  const result = (finding: ReportedFinding): object => ({
    ruleId: finding.code,
    ruleIndex: index.get(finding.code),
    level: finding.severity,
    message: { text: [finding.message, finding.help ?? ''].join(' ').trim() },
    locations: [location(finding)],
    ...(finding.causes.length === 0
      ? {}
      : {
          relatedLocations: finding.causes.map((cause, id) => ({
            id,
            ...location(cause),
            message: { text: `${CAUSE_TEXT[cause.role]}: ${cause.text}` },
          })),
        }),
    // What the line says, not where it stands: lines move.
    partialFingerprints: {
      'aclift/1': [finding.code, finding.list?.family, finding.list?.name, finding.text].join(' '),
    },
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'aclift',
            version,
            rules: ids.map((id) => ({
              id,
              defaultConfiguration: { level: rules.get(id) },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: [
          ...findings.map(result),
          ...suppressed.map((finding) => ({
            ...result(finding),
            suppressions: [
              {
                kind: finding.by === 'remark' ? 'inSource' : 'external',
                ...(finding.reason === '' ? {} : { justification: finding.reason }),
              },
            ],
          })),
        ],
      },
    ],
  };
}

function location({ column, file, line, span, text }: ReportedPlace): object {
  const onOneLine = text.length === span.end - span.start;
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
      region: {
        startLine: line,
        startColumn: column,
        ...(onOneLine ? { endColumn: column + text.length } : {}),
      },
    },
  };
}
