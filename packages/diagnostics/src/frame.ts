/**
 * The terminal form of a diagnostic: place, message, the source line with a caret under the offending text, and what
 * to do. Plain text: colours are the app's affair. Control characters of the input never reach the terminal.
 */
import type { ExplainedDiagnostic } from './diagnostic.ts';
import type { LineMap } from './line-map.ts';
import { printable } from './printable.ts';

const WIDTH = 160;

/**
 * @param lines of the diagnostic's source; undefined prints the message without a frame.
 * @returns lines joined by LF, without a final one.
 */
export function renderFrame(diagnostic: ExplainedDiagnostic, lines: LineMap | undefined): string {
  const head = `${diagnostic.severity}[${diagnostic.code}]: ${printable(diagnostic.message)}`;
  const out = [head];
  if (lines !== undefined && diagnostic.source !== '') {
    const at = lines.position(diagnostic.span.start);
    const text = lines.lineText(at.line);
    // A very long line is shown as a window around the place.
    const from = at.column > WIDTH - 40 ? at.column - 60 : 0;
    const shown = printable(text.slice(from, from + WIDTH));
    const end = lines.position(diagnostic.span.end);
    const length = end.line === at.line ? end.column - at.column : text.length - at.column + 1;
    const gutter = String(at.line);
    const pad = ' '.repeat(gutter.length);
    out.push(`${pad}--> ${printable(diagnostic.source)}:${at.line}:${at.column}`);
    out.push(`${pad} |`);
    out.push(`${gutter} | ${shown}`);
    const column = at.column - 1 - from;
    const carets = Math.max(1, Math.min(length, shown.length - column));
    out.push(`${pad} | ${' '.repeat(column)}${'^'.repeat(carets)}`);
  } else if (diagnostic.source !== '') {
    out.push(` --> ${printable(diagnostic.source)}`);
  }
  if (diagnostic.help !== undefined) out.push(`   = help: ${printable(diagnostic.help)}`);
  return out.join('\n');
}
