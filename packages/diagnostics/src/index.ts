/** Spans, line maps, typed messages and their plain renderers. Knows no access list and no policy. */
export type { Position, SourceText, Span } from './span.ts';
export { cover } from './span.ts';
export { Collector } from './collector.ts';
export type { DecodedText, Encoding, NotText } from './decode-text.ts';
export { decodeText, notTextReason } from './decode-text.ts';
export { didYouMean } from './did-you-mean.ts';
export { LineMap } from './line-map.ts';
export type {
  AnyDiagnostic,
  Catalogue,
  DiagnosticOf,
  ExplainedDiagnostic,
  Outcome,
  Result,
  Severity,
  Wording,
} from './diagnostic.ts';
export { explain } from './diagnostic.ts';
export { renderFrame } from './frame.ts';
export { jsonLine, jsonText, printable, printableLines } from './printable.ts';
export { Sources } from './sources.ts';
