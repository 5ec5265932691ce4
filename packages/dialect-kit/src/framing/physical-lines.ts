/**
 * Cuts a text into physical lines the way `LineMap` counts them: LF, CR LF, CR CR LF and a lone CR end a line, and a
 * final line end does not open another.
 */

const LF = 10;
const CR = 13;

/** A cursor over the lines. Fields instead of objects: there may be a million of them. */
export class PhysicalLines {
  readonly text: string;
  readonly #hasCr: boolean;
  #next = 0;
  #ended = false;
  /** A run of CR that no LF ends: each of them ends a line of its own. Keeps long runs linear. */
  #loneCrFrom = 0;
  #loneCrUntil = 0;
  /** Index of the current line, from 0; -1 before the first. */
  index = -1;
  /** Where the current line begins. */
  start = 0;
  /** Where it ends, line end not included. */
  end = 0;

  constructor(text: string) {
    this.text = text;
    this.#hasCr = text.includes('\r');
  }

  /** Moves to the next line. @returns false at the end. */
  next(): boolean {
    if (this.#ended) return false;
    const { text } = this;
    this.start = this.#next;
    this.index += 1;
    let end = this.#hasCr ? lineEnd(text, this.start) : text.indexOf('\n', this.start);
    if (end < 0) end = text.length;
    this.end = end;
    this.#next = this.#afterLineEnd(end);
    if (this.#next >= text.length) this.#ended = true;
    return true;
  }

  #afterLineEnd(end: number): number {
    const { text } = this;
    if (text.charCodeAt(end) !== CR) return end + 1;
    if (this.#loneCrFrom <= end && end < this.#loneCrUntil) return end + 1;
    let at = end + 1;
    while (text.charCodeAt(at) === CR) at += 1;
    if (text.charCodeAt(at) === LF) return at + 1;
    this.#loneCrFrom = end;
    this.#loneCrUntil = at;
    return end + 1;
  }

  /** Goes back to a line that was current before. */
  rewind(index: number, start: number): void {
    this.index = index - 1;
    this.#next = start;
    this.#ended = false;
  }

  /** Where the line after the current one begins; the text's length when there is none. */
  get following(): number {
    return this.#next;
  }
}

function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LF || code === CR) return at;
  }
  return -1;
}

/** How many lines the text has; the empty text has one. */
export function countLines(text: string): number {
  const lines = new PhysicalLines(text);
  while (lines.next());
  return lines.index + 1;
}
