/** Changes to whole lines of a text; what is not changed keeps its bytes. */
import type { Span } from '@aclift/diagnostics';

/** Replaces the text of a span, or takes out the lines that it stands on. */
export interface TextEdit {
  readonly span: Span;
  /** Undefined: the lines go, line end included. */
  readonly text?: string;
}

/** @throws Error when edits overlap: ours never do. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const out: string[] = [];
  let at = 0;
  for (const edit of edits.toSorted((a, b) => a.span.start - b.span.start)) {
    const { end, start } = edit.text === undefined ? wholeLines(text, edit.span) : edit.span;
    if (start < at) throw new Error(`edits overlap at ${start}`);
    out.push(text.slice(at, start), edit.text ?? '');
    at = end;
  }
  return [...out, text.slice(at)].join('');
}

function wholeLines(text: string, { end, start }: Span): Span {
  const before = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1));
  const after = /\r\n|\r(?!\n)|\n|$/g;
  after.lastIndex = end;
  const ending = after.exec(text);
  return {
    start: before + 1,
    end: ending === null ? text.length : ending.index + ending[0].length,
  };
}
