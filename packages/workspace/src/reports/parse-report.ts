/** What `aclift parse --json` prints; the schema is `aclift/parse/1`. */
import { LineMap, type SourceText } from '@aclift/diagnostics';
import { type DialectText, readText } from '@aclift/dialects';

/** @param parses what was read of each text already; absent: it is read here. */
export function parseReport(
  sources: readonly SourceText[],
  parses: readonly DialectText[] = sources.map((source) => readText(source)),
): object {
  return {
    schema: 'aclift/parse/1',
    files: parses.map((parse, at) => fileReport(sources[at] as SourceText, parse)),
  };
}

function fileReport(source: SourceText, parse: DialectText): object {
  const lines = new LineMap(source.text);
  return {
    file: source.name,
    dialect:
      parse.refusal === undefined
        ? { name: parse.dialect.short }
        : { name: parse.refusal.name, line: parse.refusal.line },
    lines: parse.lines,
    support: parse.dialect.supportSummary(parse.device).map(({ first, ...use }) => ({
      ...use,
      line: lines.position(first.start).line,
    })),
    device: parse.device,
    diagnostics: parse.diagnostics.map(({ code, severity, span, message, help }) => ({
      code,
      severity,
      ...lines.position(span.start),
      span,
      message,
      ...(help === undefined ? {} : { help }),
    })),
  };
}
