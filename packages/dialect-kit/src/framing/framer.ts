/**
 * From physical lines to commands: drops blank lines, comments and the pager's remains, trims the rest, and joins
 * lines that a terminal wrapped. Every line that makes no command gets its outcome here.
 */
import type { Span } from '@aclift/diagnostics';
import type { LineLedger, NotOurs } from '../account/line-account.ts';
import { isBlank, isIndent } from './blanks.ts';
import { Command, type Piece } from './command.ts';
import { hasPagerRemains, isCapture, remainsLength } from './pager.ts';
import { PhysicalLines } from './physical-lines.ts';
import { type ReplyKind, replyKind } from './replies.ts';

/** Columns of a terminal that nobody resized. */
const TERMINAL_WIDTH = 80;

/** How far below a command its answer may begin: a caret, and messages of the log in between. */
const MOST_REPLY_LINES = 8;

/** What a device said to a command. */
export interface Reply {
  readonly kind: ReplyKind;
  readonly text: string;
  readonly span: Span;
}

export class Framer {
  readonly #text: string;
  readonly #lines: PhysicalLines;
  readonly #ledger: LineLedger;
  readonly #pager: boolean;
  readonly #onComment: (command: Command) => void;
  readonly #signs: string;
  #captured: boolean | undefined;
  #capturedWidth: number | undefined;

  /**
   * @param onComment sees comments too: some tell which dialect a text is.
   * @param signs a line that begins with one of these characters is a comment.
   */
  constructor(
    text: string,
    ledger: LineLedger,
    onComment: (command: Command) => void,
    signs: string = '!',
  ) {
    this.#text = text;
    this.#lines = new PhysicalLines(text);
    this.#ledger = ledger;
    this.#pager = hasPagerRemains(text);
    this.#onComment = onComment;
    this.#signs = signs;
  }

  /** The next command; undefined at the end of the text. */
  next(): Command | undefined {
    const text = this.#text;
    const lines = this.#lines;
    while (lines.next()) {
      let { start, end } = lines;
      const remains = this.#pager ? remainsLength(text.slice(start, end)) : 0;
      start += remains;
      while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
      let indent = 0;
      while (start < end) {
        const code = text.charCodeAt(start);
        if (isIndent(code)) indent += 1;
        else if (isBlank(code)) indent = 0;
        else break;
        start += 1;
      }
      if (start === end) {
        this.#ledger.notOurs(lines.index, remains > 0 ? 'noise' : 'blank');
        continue;
      }
      if (this.#signs.includes(text.charAt(start))) {
        this.#ledger.notOurs(lines.index, 'comment');
        this.#onComment(new Command(text.slice(start, end), start, indent, lines.index));
        continue;
      }
      return new Command(text.slice(start, end), start, indent, lines.index);
    }
    return undefined;
  }

  /** Skips the lines up to the one that holds the offset `until`. */
  skipTo(until: number, why: NotOurs): void {
    while (this.#lines.following <= until && this.#lines.next()) {
      this.#ledger.notOurs(this.#lines.index, why);
    }
  }

  /** Gives all lines from the current one on the same outcome. */
  skipRest(why: NotOurs): void {
    while (this.#lines.next()) this.#ledger.notOurs(this.#lines.index, why);
  }

  /** Whether the text is a terminal's capture, as its prompts or its pager tell. */
  get isCaptured(): boolean {
    return (this.#captured ??= isCapture(this.#text));
  }

  /** Whether the current line fills the terminal's width, so that the next one may be the rest of it. */
  get mayWrap(): boolean {
    const width = this.#lines.end - this.#lines.start;
    if (width === TERMINAL_WIDTH) return true;
    return width > TERMINAL_WIDTH && this.isCaptured && width === this.#widest;
  }

  /** The longest line: the width of the terminal, if it is one's capture. */
  get #widest(): number {
    if (this.#capturedWidth === undefined) {
      const lines = new PhysicalLines(this.#text);
      let longest = 0;
      while (lines.next()) longest = Math.max(longest, lines.end - lines.start);
      this.#capturedWidth = longest;
    }
    return this.#capturedWidth;
  }

  /**
   * The command and the physical line after it as one. Nothing is consumed: {@link take} does that.
   * @returns undefined when no line follows.
   */
  joined(command: Command): Command | undefined {
    const text = this.#text;
    const { index, end, following } = this.#lines;
    const next = this.#following();
    if (next === undefined) return undefined;
    // The first line up to its very end: the blank at the right margin may be the one between two words.
    const head = text.slice(command.start, end);
    let stop = next.end;
    while (stop > following && isBlank(text.charCodeAt(stop - 1))) stop -= 1;
    const pieces: Piece[] = [
      { at: 0, offset: command.start },
      { at: head.length, offset: following },
    ];
    return new Command(
      head + text.slice(following, stop),
      command.start,
      command.indent,
      command.firstLine,
      index + 1,
      pieces,
    );
  }

  /** The text of the physical line after the current one, trimmed; undefined at the end. */
  get upcoming(): string | undefined {
    const next = this.#following();
    return next === undefined ? undefined : this.#text.slice(next.start, next.end).trim();
  }

  /** Consumes the line that {@link joined} looked at. */
  take(): void {
    this.#lines.next();
  }

  /**
   * What the device answered to the command on the current line, as the lines below show. Nothing is consumed.
   * @returns undefined when no line below is an answer.
   */
  reply(): Reply | undefined {
    const lines = this.#lines;
    const { index, start } = lines;
    let found: Reply | undefined;
    for (let ahead = 0; ahead < MOST_REPLY_LINES && lines.next(); ahead += 1) {
      const text = this.#text.slice(lines.start, lines.end).trim();
      const kind = replyKind(text);
      if (kind === 'more') continue;
      const from = lines.start + this.#text.slice(lines.start, lines.end).search(/\S/);
      if (kind !== undefined)
        found = { kind, text, span: { start: from, end: from + text.length } };
      break;
    }
    lines.rewind(index, start);
    lines.next();
    return found;
  }

  #following(): { start: number; end: number } | undefined {
    const lines = this.#lines;
    const { index, start } = lines;
    if (!lines.next()) return undefined;
    const found = { start: lines.start, end: lines.end };
    lines.rewind(index, start);
    lines.next();
    return found;
  }
}
