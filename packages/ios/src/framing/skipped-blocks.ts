/**
 * Blocks that are skipped whole, because what they hold may look like configuration: banners, certificates, keys and
 * macros. Every look-ahead is bounded by a last occurrence that is worked out once, so a hostile file stays linear.
 */
import type { NotOurs } from '@aclift/dialect-kit';

/** A block that begins with the current line. */
export interface SkippedBlock {
  readonly why: NotOurs;
  /** Offset of the last character of the block: the line that holds it is the last one. */
  readonly until: number;
}

/** A block whose end is missing: only its first line is skipped, so that no list vanishes in it. */
export interface UnterminatedBlock {
  readonly what: string;
  readonly delimiter: string;
}

const BANNER =
  /^(?:banner\s+(?:motd|login|exec|incoming|slip-ppp|prompt-timeout|config-save)|(?:vacant|refuse|busy)-message|authentication\s+(?:banner|fail-message)|aaa\s+authentication\s+(?:banner|fail-message)|menu\s+\S+\s+title)\s+(\S)/i;
const MACRO = /^macro\s+name\s+\S/i;

/** Finds blocks to skip in one text. */
export class SkippedBlocks {
  readonly #text: string;
  #last: Map<number, number> | undefined;
  #lastCaretC: number | undefined;
  #lastMacroEnd: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * @param line the command's text.
   * @param start its offset in the file.
   * @returns undefined when the line opens no such block.
   */
  opening(line: string, start: number): SkippedBlock | UnterminatedBlock | undefined {
    const banner = BANNER.exec(line);
    if (banner !== null) return this.#banner(start + banner[0].length - 1);
    if (MACRO.test(line)) return this.#macro(start + line.length);
    return undefined;
  }

  // banner motd ^C … ^C     banner login # … #
  #banner(at: number): SkippedBlock | UnterminatedBlock {
    const text = this.#text;
    // Saved configurations print the delimiter ETX as the two characters ^C.
    if (text.startsWith('^C', at)) {
      this.#lastCaretC ??= text.lastIndexOf('^C');
      if (this.#lastCaretC >= at + 2) {
        return { why: 'banner', until: text.indexOf('^C', at + 2) + 1 };
      }
    }
    const code = text.charCodeAt(at);
    if ((this.#lastOccurrence(code) ?? -1) > at) {
      return { why: 'banner', until: text.indexOf(String.fromCharCode(code), at + 1) };
    }
    return { what: 'banner', delimiter: text.startsWith('^C', at) ? '^C' : text.charAt(at) };
  }

  // macro name X … @
  #macro(from: number): SkippedBlock | UnterminatedBlock {
    const text = this.#text;
    this.#lastMacroEnd ??= lastLoneAt(text);
    if (this.#lastMacroEnd < from) return { what: 'macro', delimiter: '@' };
    const end = /[\r\n][ \t]*@[ \t]*(?=[\r\n]|$)/g;
    end.lastIndex = from;
    const match = end.exec(text);
    return { why: 'macro', until: match === null ? from : match.index + match[0].indexOf('@') };
  }

  #lastOccurrence(code: number): number | undefined {
    if (this.#last === undefined) {
      const last = new Map<number, number>();
      for (let at = 0; at < this.#text.length; at += 1) last.set(this.#text.charCodeAt(at), at);
      this.#last = last;
    }
    return this.#last.get(code);
  }
}

function lastLoneAt(text: string): number {
  let found = -1;
  for (const match of text.matchAll(/(?:^|[\r\n])[ \t]*@[ \t]*(?=[\r\n]|$)/g)) {
    found = match.index + match[0].indexOf('@');
  }
  return found;
}

/** The first line of a certificate or key, whose lines run to `quit`. */
export function opensCertificate(line: string): boolean {
  return /^certificate\s+\S|^key-string$/i.test(line);
}

/** A line of a certificate or key: groups of hexadecimal digits, or one word of base 64. */
export function isCertificateLine(line: string): boolean {
  return /^[0-9A-Fa-f]+(?: +[0-9A-Fa-f]+)*$/.test(line) || /^[0-9A-Za-z+/]{20,}=*$/.test(line);
}
