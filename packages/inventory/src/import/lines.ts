/** The lines of a text with their places. */
import type { Span } from '@aclift/diagnostics';

export interface Line {
  /** Without the line end. */
  readonly text: string;
  readonly span: Span;
}

/** All lines; a byte order mark belongs to none. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const content = text.slice(start, end).replace(/\r$/, '');
    lines.push({ text: content, span: { start, end: start + content.length } });
    start = end + 1;
  }
  return lines;
}

/** The line without a comment that begins with one of the marks. */
export function withoutComment(text: string, mark: RegExp): string {
  const at = text.search(mark);
  return at < 0 ? text : text.slice(0, at);
}
