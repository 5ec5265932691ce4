/** The validator's report in lines for the terminal: by file, each finding with its source. */
import type { PolicyFinding, ValidateReport } from '@aclift/insight';
import { LineMap, printable, renderFrame, type SourceText } from '@aclift/diagnostics';
import { styleText } from 'node:util';
import { count } from './count.ts';

/** Most findings shown of one file; `--json` has them all. */
const MOST_FINDINGS = 50;

/** @param notes whether notes are shown; else they are counted. */
export function validateLines(
  report: ValidateReport,
  sources: readonly SourceText[],
  notes: boolean,
): readonly string[] {
  const out: string[] = [];
  for (const { name, text } of sources) {
    const here = report.findings.filter(
      ({ file, severity }) => file === name && (notes || severity !== 'note'),
    );
    const lines = new LineMap(text);
    for (const finding of here.slice(0, MOST_FINDINGS)) out.push(...frame(finding, lines), '');
    if (here.length > MOST_FINDINGS) {
      const more = here.length - MOST_FINDINGS;
      out.push(`… and ${more} more in ${printable(name)}; --json has them all.`, '');
    }
  }
  return [...out, ...totals(report, notes)];
}

const COLOUR = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

function frame(finding: PolicyFinding, lines: LineMap): readonly string[] {
  const { file, severity } = finding;
  const [head = '', ...rest] = renderFrame({ ...finding, source: file }, lines).split('\n');
  return [styleText(['bold', COLOUR[severity]], head, { stream: process.stdout }), ...rest];
}

function totals({ files, objects, totals: sums }: ValidateReport, notes: boolean): string[] {
  const hidden = !notes && sums.note > 0 ? ' (--notes shows them)' : '';
  const said = (['error', 'warning', 'note'] as const)
    .map((severity) => count(sums[severity], severity))
    .join(', ');
  const refused = objects.filter(({ accepted }) => !accepted);
  const none = objects.length === 0 ? ['There is no policy among what was read.'] : [];
  return [
    ...none,
    `${count(sums.objects, 'policy object')} in ${count(files.length, 'file')}: ${said}${hidden}`,
    ...(refused.length === 0 ? [] : ['Refused by a cluster, or not enforced by its engine:']),
    ...refused.map(
      ({ file, kind, line, name, namespace }) =>
        `  ${printable(file)}:${line}: ${kind} ${printable(namespace === null ? name : `${namespace}/${name}`)}`,
    ),
  ];
}
