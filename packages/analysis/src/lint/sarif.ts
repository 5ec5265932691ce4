/**
 * The analyser's report as SARIF, for code review and dashboards.
 * @see OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
 */
import { printable, type Severity } from '@aclift/diagnostics';
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
    message: { text: plainMessage([finding.message, finding.help ?? ''].join(' ').trim()) },
    locations: [location(finding)],
    ...(finding.causes.length === 0
      ? {}
      : {
          relatedLocations: finding.causes.map((cause, id) => ({
            id,
            ...location(cause),
            message: { text: plainMessage(`${CAUSE_TEXT[cause.role]}: ${cause.text}`) },
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
                ...(finding.reason === '' ? {} : { justification: printable(finding.reason) }),
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
      artifactLocation: { uri: uriOf(file) },
      region: {
        startLine: line,
        startColumn: column,
        ...(onOneLine ? { endColumn: column + text.length } : {}),
      },
    },
  };
}

/**
 * Text that a viewer shows as it is. In a message `{` begins a placeholder and `[text](target)` is a link, so braces are doubled
 * and links taken apart.
 * @see SARIF 2.1.0, 3.11.5 and 3.11.6.
 */
function plainMessage(text: string): string {
  return printable(text)
    .replaceAll(/[{}]/g, (brace) => brace + brace)
    .replaceAll('](', '] (');
}

/** A reference to a file: relative, or `file:` for a name that begins with a drive. @see RFC 3986, 4.2. */
function uriOf(file: string): string {
  // With the other slash a backslash is a character like any.
  const named = file.includes('/') ? file : file.replaceAll('\\', '/');
  const path = encodeURI(named.replace(/\p{Cs}/gu, '\ufffd')).replaceAll(/[?#]/g, (mark) =>
    mark === '?' ? '%3F' : '%23',
  );
  if (/^[a-z]:\//i.test(path)) return `file:///${path}`;
  // A colon in the first part would be taken for the end of a scheme.
  return /^[^/]*:/.test(path) ? `./${path}` : path;
}
