/**
 * Places in text. Offsets are cheap to carry and exact; lines and columns are worked out only when something is printed.
 */

/** A stretch of one source text: UTF-16 offsets from 0, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One input as it was read: `name` is what the user called it (a path or `-`), `text` its whole content. */
export interface SourceText {
  readonly name: string;
  readonly text: string;
}

/** A place as people count it: both from 1, `column` in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The smallest span that holds both. */
export function cover(a: Span, b: Span): Span {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}
