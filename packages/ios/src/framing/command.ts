/**
 * One command line as the device would see it, and where each of its characters stands in the file. A command is one
 * physical line, or several that a terminal wrapped.
 */
import type { Span } from '@aclift/diagnostics';
import type { IToken } from 'chevrotain';

/** A stretch of the command's text: it begins at `at` in the command and at `offset` in the file. */
export interface Piece {
  readonly at: number;
  readonly offset: number;
}

export class Command {
  /** Without leading and trailing blanks, prompt or pager remains. */
  readonly text: string;
  /** Offset of the first character in the file. */
  readonly start: number;
  /** Blanks before it. */
  readonly indent: number;
  /** Index of its (last) physical line, from 0. */
  readonly line: number;
  readonly #pieces: readonly Piece[] | undefined;

  constructor(text: string, start: number, indent: number, line: number, pieces?: readonly Piece[]) {
    this.text = text;
    this.start = start;
    this.indent = indent;
    this.line = line;
    this.#pieces = pieces;
  }

  /** The whole command. */
  get span(): Span {
    return this.between(0, this.text.length);
  }

  /** Where the characters `from` to `to` (exclusive) of {@link text} stand in the file. */
  between(from: number, to: number): Span {
    if (this.#pieces === undefined) return { start: this.start + from, end: this.start + to };
    return { start: this.#offset(from), end: to > from ? this.#offset(to - 1) + 1 : this.#offset(from) };
  }

  /** @param shift where the text that was lexed begins in {@link text}. */
  spanOf(token: IToken, shift = 0): Span {
    const from = shift + token.startOffset;
    return this.between(from, from + token.image.length);
  }

  /** Just after the last character: where something is missing. */
  get after(): Span {
    const { end } = this.span;
    return { start: end, end };
  }

  #offset(at: number): number {
    const pieces = this.#pieces ?? [];
    let found = pieces[0];
    for (const piece of pieces) if (piece.at <= at) found = piece;
    return found === undefined ? this.start + at : found.offset + at - found.at;
  }
}
