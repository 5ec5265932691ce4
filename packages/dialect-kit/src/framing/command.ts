/**
 * One command line as the device would see it, and where each of its characters stands in the file. A command is one
 * physical line, or several that a terminal wrapped.
 */
import type { Span } from '@aclift/diagnostics';
import type { IToken } from 'chevrotain';
import { isBlank } from './blanks.ts';

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
  /** Index of its first physical line, from 0. */
  readonly firstLine: number;
  /** Index of its last physical line: the same, unless a terminal wrapped it. */
  readonly lastLine: number;
  readonly #pieces: readonly Piece[] | undefined;

  constructor(
    text: string,
    start: number,
    indent: number,
    firstLine: number,
    lastLine: number = firstLine,
    pieces?: readonly Piece[],
  ) {
    this.text = text;
    this.start = start;
    this.indent = indent;
    this.firstLine = firstLine;
    this.lastLine = lastLine;
    this.#pieces = pieces;
  }

  /** The whole command. */
  get span(): Span {
    return this.between(0, this.text.length);
  }

  /** Where the characters `from` to `to` (exclusive) of {@link text} stand in the file. */
  between(from: number, to: number): Span {
    if (this.#pieces === undefined) return { start: this.start + from, end: this.start + to };
    const start = this.#offset(from);
    return { start, end: to > from ? this.#offset(to - 1) + 1 : start };
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

  /** The command without its first `length` characters: what follows a prompt. */
  from(length: number): Command {
    const { start } = this.between(length, this.text.length);
    return new Command(this.text.slice(length), start, 0, this.firstLine, this.lastLine);
  }

  /** The command without what follows its first `length` characters and the blanks before that. */
  upTo(length: number): Command {
    let end = length;
    while (end > 0 && isBlank(this.text.charCodeAt(end - 1))) end -= 1;
    const text = this.text.slice(0, end);
    return new Command(text, this.start, this.indent, this.firstLine, this.lastLine, this.#pieces);
  }

  #offset(at: number): number {
    const pieces = this.#pieces ?? [];
    let found = pieces[0];
    for (const piece of pieces) if (piece.at <= at) found = piece;
    return found === undefined ? this.start + at : found.offset + at - found.at;
  }
}
