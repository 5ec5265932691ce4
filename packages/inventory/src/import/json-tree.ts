/**
 * JSON as the same tree as YAML, with places. Exports of clusters have tens of megabytes, for which a YAML reader takes
 * fifty times their size in memory; `JSON.parse` knows no places.
 */
import type { YamlEntry, YamlScalar, YamlTree } from '../yaml-tree.ts';
import { MAX_DEPTH } from '../yaml-tree.ts';

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001F]|\\.)*"/y;
const OTHER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|true|false|null/y;

/** @returns undefined when the text is not JSON, nests too deep, or names a key twice: the YAML reader tells what is wrong. */
export function readJsonTree(text: string): YamlTree | undefined {
  const reader = new JsonReader(text);
  const tree = reader.value(0);
  return tree !== undefined && reader.atEnd() ? tree : undefined;
}

class JsonReader {
  readonly #text: string;
  #at: number;

  constructor(text: string) {
    this.#text = text;
    this.#at = text.startsWith('\uFEFF') ? 1 : 0;
    this.#blanks();
  }

  atEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** The value that begins here, and the blanks behind it. */
  value(depth: number): YamlTree | undefined {
    if (depth > MAX_DEPTH) return undefined;
    const one = this.#text[this.#at];
    const tree =
      one === '{'
        ? this.#map(depth)
        : one === '['
          ? this.#list(depth)
          : this.#scalar(STRING, OTHER);
    this.#blanks();
    return tree;
  }

  #map(depth: number): YamlTree | undefined {
    const start = this.#at;
    const entries = new Map<string, YamlEntry>();
    this.#skip();
    if (this.#text[this.#at] !== '}') {
      for (;;) {
        const key = this.#scalar(STRING);
        this.#blanks();
        if (key === undefined || typeof key.value !== 'string' || this.#text[this.#at] !== ':') {
          return undefined;
        }
        this.#skip();
        const value = this.value(depth + 1);
        if (value === undefined || entries.has(key.value)) return undefined;
        entries.set(key.value, { key: key.value, keySpan: key.span, value });
        if (this.#text[this.#at] !== ',') break;
        this.#skip();
      }
    }
    if (this.#text[this.#at] !== '}') return undefined;
    this.#at += 1;
    return { kind: 'map', entries: [...entries.values()], span: { start, end: this.#at } };
  }

  #list(depth: number): YamlTree | undefined {
    const start = this.#at;
    const items: YamlTree[] = [];
    this.#skip();
    if (this.#text[this.#at] !== ']') {
      for (;;) {
        const item = this.value(depth + 1);
        if (item === undefined) return undefined;
        items.push(item);
        if (this.#text[this.#at] !== ',') break;
        this.#skip();
      }
    }
    if (this.#text[this.#at] !== ']') return undefined;
    this.#at += 1;
    return { kind: 'list', items, span: { start, end: this.#at } };
  }

  #scalar(...patterns: readonly RegExp[]): YamlScalar | undefined {
    for (const pattern of patterns) {
      pattern.lastIndex = this.#at;
      const text = pattern.exec(this.#text)?.[0];
      if (text === undefined) continue;
      const start = this.#at;
      this.#at += text.length;
      const value = scalarOf(text);
      if (value === undefined) return undefined;
      return { kind: 'scalar', value, text, span: { start, end: this.#at } };
    }
    return undefined;
  }

  /** One character and the blanks behind it. */
  #skip(): void {
    this.#at += 1;
    this.#blanks();
  }

  #blanks(): void {
    BLANKS.lastIndex = this.#at;
    this.#at += BLANKS.exec(this.#text)?.[0].length ?? 0;
  }
}

/** Undefined: an escape that JSON does not have. */
function scalarOf(text: string): string | number | boolean | null | undefined {
  if (text.startsWith('"') && !text.includes('\\')) return text.slice(1, -1);
  try {
    return JSON.parse(text) as string | number | boolean | null;
  } catch {
    return undefined;
  }
}
