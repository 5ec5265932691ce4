/** Messages as screens show them. */
import { type ExplainedDiagnostic, LineMap, type SourceText } from '@aclift/diagnostics';
import type { Problem } from './messages.ts';

const RANK = { error: 0, warning: 1, note: 2 };

/** Messages with the place that people count by, errors first. */
export function placed(
  diagnostics: readonly ExplainedDiagnostic[],
  sources: readonly SourceText[],
): readonly Problem[] {
  const maps = new Map(sources.map(({ name, text }) => [name, new LineMap(text)]));
  return diagnostics
    .map(({ code, severity, source, span, message, help }): Problem => {
      const lines = maps.get(source);
      const at = lines?.position(span.start);
      return {
        code,
        severity,
        file: source,
        ...(at === undefined ? {} : { ...at, lineText: lines?.lineText(at.line) ?? '' }),
        message,
        ...(help === undefined ? {} : { help }),
      };
    })
    .toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
}
