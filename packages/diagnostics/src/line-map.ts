/**
 * Offsets to lines and columns. Understands every line end that configurations arrive with: LF, CR LF, CR CR LF and
 * a lone CR (old terminal captures).
 */
import type { Position, Span } from './span.ts';

/** Line starts of one text. Building costs one pass; a look-up is a binary search. */
export class LineMap {
  readonly #text: string;
  readonly #starts: number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = lineStarts(text);
  }

  /** How many lines the text has. A final line end does not open another line; the empty text has one. */
  get lineCount(): number {
    return this.#starts.length;
  }

  /** @throws RangeError when `offset` lies outside the text: spans are made by our own readers, so this is a bug. */
  position(offset: number): Position {
    if (offset < 0 || offset > this.#text.length) {
      throw new RangeError(`offset ${offset} is outside a text of ${this.#text.length}`);
    }
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  /** The line's text without its line end. `line` counts from 1; a line that does not exist is empty. */
  lineText(line: number): string {
    const span = this.lineSpan(line);
    return this.#text.slice(span.start, span.end);
  }

  /** Where a line stands, its line end not included. */
  lineSpan(line: number): Span {
    const start = this.#starts[line - 1];
    if (start === undefined) return { start: this.#text.length, end: this.#text.length };
    let end = this.#starts[line] ?? this.#text.length;
    while (end > start && isLineEnd(this.#text.charCodeAt(end - 1))) end -= 1;
    return { start, end };
  }
}

const LF = 10;
const CR = 13;

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}

/** Offsets at which lines begin. Runs of CR before an LF belong to that LF: `show` captures hold CR CR LF. */
function lineStarts(text: string): number[] {
  const starts = [0];
  // Up to here no CR belongs to an LF. Without it a long run of CR would be scanned once for each of them.
  let loneCrUntil = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (!isLineEnd(code)) continue;
    if (code === CR && at >= loneCrUntil) {
      let next = at + 1;
      while (text.charCodeAt(next) === CR) next += 1;
      if (text.charCodeAt(next) === LF) at = next;
      else loneCrUntil = next;
    }
    if (at + 1 < text.length) starts.push(at + 1);
  }
  return starts;
}
