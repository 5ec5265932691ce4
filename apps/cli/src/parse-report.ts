/** What `aclift parse --json` prints; the schema is `aclift/parse/1`. */
import { explain, LineMap, type SourceText } from '@aclift/diagnostics';
import { iosCatalogue, type IosParse, parseIos, supportSummary } from '@aclift/ios';

/** @param parses what was read of each text already; absent: it is read here. */
export function parseReport(
  sources: readonly SourceText[],
  parses: readonly IosParse[] = sources.map((source) => parseIos(source)),
): object {
  return {
    schema: 'aclift/parse/1',
    files: parses.map((parse, at) => fileReport(sources[at] as SourceText, parse)),
  };
}

function fileReport(source: SourceText, parse: IosParse): object {
  const lines = new LineMap(source.text);
  return {
    file: source.name,
    dialect:
      parse.dialect.kind === 'ios'
        ? { name: 'IOS' }
        : { name: parse.dialect.name, line: parse.dialect.because.line },
    lines: parse.lines,
    support: supportSummary(parse.device).map(({ first, ...use }) => ({
      ...use,
      line: lines.position(first.start).line,
    })),
    device: parse.device,
    diagnostics: parse.diagnostics.map((diagnostic) => {
      const { code, severity, span, message, help } = explain(iosCatalogue, diagnostic);
      return {
        code,
        severity,
        ...lines.position(span.start),
        span,
        message,
        ...(help === undefined ? {} : { help }),
      };
    }),
  };
}
