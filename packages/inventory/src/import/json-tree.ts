/**
 * JSON as the same tree as YAML, with places. Exports of clusters have tens of megabytes, for which a YAML reader takes
 * fifty times their size in memory; `JSON.parse` knows no places.
 */
import type { YamlEntry, YamlScalar, YamlTree } from '../yaml-tree.ts';
import { MAX_DEPTH } from '../yaml-tree.ts';

const BLANKS = /[ \t\r\n]*/y;
const CONTROL = new RegExp(String.raw`[\u0000-\u001F]`);
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
          : one === '"'
            ? this.#string()
            : this.#word();
    this.#blanks();
    return tree;
  }

  #map(depth: number): YamlTree | undefined {
    const start = this.#at;
    const entries = new Map<string, YamlEntry>();
    this.#skip();
    if (this.#text[this.#at] !== '}') {
      for (;;) {
        const key = this.#text[this.#at] === '"' ? this.#string() : undefined;
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

  #string(): YamlScalar | undefined {
    let end = this.#text.indexOf('"', this.#at + 1);
    while (end > 0 && isEscaped(this.#text, end)) end = this.#text.indexOf('"', end + 1);
    return end < 0 ? undefined : this.#scalar(end + 1);
  }

  #word(): YamlScalar | undefined {
    OTHER.lastIndex = this.#at;
    const word = OTHER.exec(this.#text)?.[0];
    return word === undefined ? undefined : this.#scalar(this.#at + word.length);
  }

  #scalar(end: number): YamlScalar | undefined {
    const span = { start: this.#at, end };
    const text = this.#text.slice(span.start, end);
    const value = scalarOf(text);
    this.#at = end;
    return value === undefined ? undefined : { kind: 'scalar', value, text, span };
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

/** Whether an odd number of backslashes stands before the place. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/** Undefined: an escape that JSON does not have. */
function scalarOf(text: string): string | number | boolean | null | undefined {
  if (text.startsWith('"') && !text.includes('\\')) {
    return CONTROL.test(text) ? undefined : text.slice(1, -1);
  }
  try {
    return JSON.parse(text) as string | number | boolean | null;
  } catch {
    return undefined;
  }
}
