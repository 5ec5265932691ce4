/** What reaches the terminal: frames for diagnostics, colours where they are wanted, control characters never. */
import { styleText } from 'node:util';
import {
  type ExplainedDiagnostic,
  LineMap,
  renderFrame,
  type SourceText,
} from '@aclift/diagnostics';
import { warnLines } from './print.ts';

/** Most frames of one kind on the terminal; the report has them all. */
const MAX_FRAMES = 20;

/** Writes diagnostics to standard error, errors first. */
export function printDiagnostics(
  diagnostics: readonly ExplainedDiagnostic[],
  sources: readonly SourceText[],
): void {
  const maps = new Map<string, LineMap>();
  const linesOf = (name: string): LineMap | undefined => {
    const source = sources.find((s) => s.name === name);
    if (source === undefined) return undefined;
    const known = maps.get(name) ?? new LineMap(source.text);
    maps.set(name, known);
    return known;
  };
  for (const severity of ['error', 'warning', 'note'] as const) {
    const some = diagnostics.filter((d) => d.severity === severity);
    for (const diagnostic of some.slice(0, MAX_FRAMES)) {
      const frame = renderFrame(diagnostic, linesOf(diagnostic.source));
      warnLines([...colour(severity, frame), '']);
    }
    if (some.length > MAX_FRAMES) {
      warnLines([
        `… and ${some.length - MAX_FRAMES} more of severity ${severity}, see the report.`,
        '',
      ]);
    }
  }
}

function colour(severity: ExplainedDiagnostic['severity'], frame: string): readonly string[] {
  const [head = '', ...rest] = frame.split('\n');
  const format = { error: 'red', warning: 'yellow', note: 'cyan' } as const;
  return [styleText(['bold', format[severity]], head, { stream: process.stderr }), ...rest];
}
