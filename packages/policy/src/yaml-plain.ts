/**
 * The plain part of YAML, in which tools write policies: block maps and lists, scalars on one line, comments on lines of their
 * own. One pass over the text, no tokens. Whatever else a text has makes it give up, and the library reads the text instead; so
 * this reader decides nothing about what YAML means, and a test holds the two together.
 */
import { resolvePlain } from './yaml-scalar.ts';
import type { YamlEntry, YamlTree } from './yaml-node.ts';

/** `k8s:app:`, `"on":`. */
const KEY = /(?:[A-Za-z0-9_/][A-Za-z0-9_./-]*(?::[A-Za-z0-9_./-]+)*|"[ !#-[\]-~]*"):(?=[ \n]|$)/y;
/** The rest of a line that begins like no other kind of node. */
const PLAIN = /[A-Za-z0-9_./][ -~]*(?=\n|$)/y;
/** Without escapes. */
const QUOTED = /"[ !#-[\]-~]*"(?=\n|$)/y;
/** Maps and lists inside each other; the library has a limit of its own above this one. */
const MOST_DEPTH = 90;
/** The library takes no longer key for one on a single line. */
const LONGEST_KEY = 1000;

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
const DASH = 45;

/** The text has more than the plain part. Never leaves this file. */
class GaveUp extends Error {}

/** @returns undefined: the text has more than the plain part, or nothing at all. */
export function readPlainYaml(text: string): YamlTree | undefined {
  try {
    return new PlainReader(text).read();
  } catch (error) {
    if (error instanceof GaveUp) return undefined;
    throw error;
  }
}

class PlainReader {
  readonly #text: string;
  /** Where the next token stands, and in which column; -1: the text has ended. */
  #at = 0;
  #column = -1;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): YamlTree {
    this.#nextLine(0);
    if (this.#column !== 0) throw new GaveUp();
    const tree = this.#block();
    if (this.#column >= 0) throw new GaveUp();
    return tree;
  }

  /** Goes to the first token of the next line. Blank lines, and comments that lie deeper than what follows, are for the library. */
  #nextLine(start: number): void {
    const text = this.#text;
    let deepest = 0;
    for (let from = start; from < text.length;) {
      let at = from;
      while (text.charCodeAt(at) === SPACE) at += 1;
      const code = text.charCodeAt(at);
      if (code === NEWLINE || at === text.length) throw new GaveUp();
      if (code !== HASH) {
        this.#at = at;
        this.#column = at - from;
        if (deepest > this.#column) throw new GaveUp();
        return;
      }
      deepest = Math.max(deepest, at - from);
      const end = text.indexOf('\n', at);
      from = end < 0 ? text.length : end + 1;
      // A comment that ends the text.
      if (from === text.length) throw new GaveUp();
    }
    this.#at = text.length;
    this.#column = -1;
  }

  #afterScalar(end: number): void {
    this.#nextLine(Math.min(end + 1, this.#text.length));
  }

  #isDash(): boolean {
    const after = this.#text.charCodeAt(this.#at + 1);
    return this.#text.charCodeAt(this.#at) === DASH && (after === SPACE || after === NEWLINE);
  }

  #block(): YamlTree {
    this.#depth += 1;
    if (this.#depth > MOST_DEPTH) throw new GaveUp();
    const tree = this.#isDash() ? this.#list() : this.#map();
    this.#depth -= 1;
    return tree;
  }

  #list(): YamlTree {
    const column = this.#column;
    const start = this.#at;
    const items: YamlTree[] = [];
    let end = start;
    while (this.#column === column && this.#isDash()) {
      const at = this.#afterSpaces(this.#at + 1);
      if (this.#text.charCodeAt(at) === NEWLINE) {
        this.#nextLine(at + 1);
        if (this.#column <= column) throw new GaveUp();
        items.push(this.#block());
      } else {
        this.#column += at - this.#at;
        this.#at = at;
        KEY.lastIndex = at;
        items.push(this.#isDash() || KEY.test(this.#text) ? this.#block() : this.#scalar());
      }
      end = this.#blockEnd(items.at(-1) as YamlTree);
    }
    if (this.#column > column) throw new GaveUp();
    return { kind: 'list', items, span: { start, end } };
  }

  #map(): YamlTree {
    const column = this.#column;
    const start = this.#at;
    const entries = new Map<string, YamlEntry>();
    let end = start;
    while (this.#column === column && !this.#isDash()) {
      const entry = this.#entry(column);
      if (entries.has(entry.key)) throw new GaveUp();
      entries.set(entry.key, entry);
      end = this.#blockEnd(entry.value);
    }
    if (entries.size === 0 || this.#column > column) throw new GaveUp();
    return { kind: 'map', entries: [...entries.values()], span: { start, end } };
  }

  #entry(column: number): YamlEntry {
    const text = this.#text;
    const start = this.#at;
    KEY.lastIndex = start;
    if (!KEY.test(text)) throw new GaveUp();
    const end = KEY.lastIndex - 1;
    if (end - start > LONGEST_KEY) throw new GaveUp();
    const key = text.startsWith('"', start)
      ? text.slice(start + 1, end - 1)
      : String(resolvePlain(text.slice(start, end)));
    const at = this.#afterSpaces(end + 1);
    let value: YamlTree;
    if (text.charCodeAt(at) === NEWLINE) {
      this.#nextLine(at + 1);
      // A list may stand in the column of its key; then comments after it belong to nobody for certain.
      if (this.#column <= column) throw new GaveUp();
      value = this.#block();
    } else {
      this.#at = at;
      value = this.#scalar();
    }
    return { key, keySpan: { start, end }, value };
  }

  #afterSpaces(start: number): number {
    let at = start;
    while (this.#text.charCodeAt(at) === SPACE) at += 1;
    return at;
  }

  /** Blocks reach to the end of the line of what they hold last. */
  #blockEnd({ kind, span }: YamlTree): number {
    const isBlock = kind !== 'scalar' && this.#text.charCodeAt(span.end - 1) === NEWLINE;
    return isBlock ? span.end : Math.min(span.end + 1, this.#text.length);
  }

  /** A value on the rest of its line. A scalar may go on in a deeper line: callers give up where one follows. */
  #scalar(): YamlTree {
    const text = this.#text;
    const start = this.#at;
    if (text.startsWith('[]', start) || text.startsWith('{}', start)) {
      const span = { start, end: start + 2 };
      if (span.end < text.length && text.charCodeAt(span.end) !== NEWLINE) throw new GaveUp();
      const isList = text.startsWith('[', start);
      this.#afterScalar(span.end);
      return isList ? { kind: 'list', items: [], span } : { kind: 'map', entries: [], span };
    }
    QUOTED.lastIndex = start;
    if (QUOTED.test(text)) {
      const end = QUOTED.lastIndex;
      this.#afterScalar(end);
      return { kind: 'scalar', value: text.slice(start + 1, end - 1), span: { start, end } };
    }
    PLAIN.lastIndex = start;
    if (!PLAIN.test(text)) throw new GaveUp();
    const end = PLAIN.lastIndex;
    const value = text.slice(start, end);
    const isMore =
      value.includes(' #') || value.includes(': ') || value.endsWith(':') || value.endsWith(' ');
    if (isMore) throw new GaveUp();
    this.#afterScalar(end);
    return { kind: 'scalar', value: resolvePlain(value), span: { start, end } };
  }
}
