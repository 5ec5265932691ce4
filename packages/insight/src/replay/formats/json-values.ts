/**
 * JSON objects out of a file line by line, however they are laid out: one a line, one after another over several lines, in an array,
 * or in an array inside an object. One object is held at a time.
 */
import { bad, LAYOUT, type ReadLine, type RecordReader, type Take } from '../flow-record.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads one object: of most formats it is one record, of some it holds many. */
export type ObjectReader = (object: JsonObject) => readonly ReadLine[];

/** Names under which answers of programs hold an array of records. */
const HOLDERS: ReadonlySet<string> = new Set(
  'records flows items entries events results messages hits data logs'.split(' '),
);

/** More characters than one record has; what is longer was never closed. */
const LONGEST_OBJECT = 8 * 1024 * 1024;

/** Longer lines are taken apart character by character, so that their records are not all held at once. */
const LONG_LINE = 1024 * 1024;

/** Records stand in arrays in objects, and no deeper than this. */
const MOST_HOLDERS = 16;

const ONE_OBJECT = 'one JSON object a line';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @returns undefined: no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * A reader of objects. The first line tells the layout: where it is whole JSON, every line is; a line that is cut short then spoils no
 * other one.
 * @param isRecord whether an object is a record itself, whatever arrays it has.
 */
export function jsonObjects(
  read: ObjectReader,
  isRecord: (object: JsonObject) => boolean,
): RecordReader {
  const pieces = new JsonPieces();
  let layout: 'lines' | 'document' | undefined;
  const takeAll = (value: unknown, line: number, take: Take, depth = 0): void => {
    const held = isObject(value) ? heldRecords(value) : Array.isArray(value) ? value : undefined;
    if (held !== undefined && depth > MOST_HOLDERS) take(bad('a JSON object'), line);
    else if (held !== undefined && !(isObject(value) && isRecord(value))) {
      if (held.length === 0) take(LAYOUT, line);
      for (const one of held) takeAll(one, line, take, depth + 1);
    } else if (isObject(value)) for (const one of read(value)) take(one, line);
    else take(bad('a JSON object'), line);
  };
  const takePiece = (piece: Piece, take: Take): void => {
    if (piece.kind === 'garbage') take(bad('JSON'), piece.line);
    else {
      const value = parsedJson(piece.text);
      if (value === undefined) take(bad('a JSON object'), piece.line);
      else takeAll(value, piece.line, take);
    }
  };
  return {
    line: (text, line, take) => {
      const trimmed = text.trim().replace(/^\uFEFF/, '');
      if (trimmed === '') {
        take(LAYOUT, line);
        return;
      }
      if (layout !== 'document' && trimmed.length <= LONG_LINE) {
        const value = /^[[{]/.test(trimmed) ? parsedJson(trimmed) : undefined;
        if (value !== undefined) {
          layout = 'lines';
          takeAll(value, line, take);
          return;
        }
        if (layout === 'lines' || !/^[[{]/.test(trimmed)) {
          take(bad(ONE_OBJECT), line);
          return;
        }
      }
      layout ??= 'document';
      let found = false;
      for (const piece of pieces.feed(trimmed, line)) {
        found = true;
        takePiece(piece, take);
      }
      // Lines inside an object, and brackets around it.
      if (!found) take(LAYOUT, line);
    },
    end: (take) => {
      for (const piece of pieces.end()) takePiece(piece, take);
    },
  };
}

/** The records inside an object that only holds them; undefined: it is a record itself. */
function heldRecords(value: JsonObject): readonly unknown[] | undefined {
  for (const [name, part] of Object.entries(value)) {
    if (!HOLDERS.has(name)) continue;
    if (Array.isArray(part) && part.every(isObject)) return part;
    if (name === 'hits' && isObject(part) && Array.isArray(part['hits'])) return part['hits'];
  }
  return undefined;
}

type Piece =
  | { readonly kind: 'object'; readonly text: string; readonly line: number }
  /** Something that is no JSON, or never ends. */
  | { readonly kind: 'garbage'; readonly line: number };

/** Cuts a text into the objects that are records. */
class JsonPieces {
  /** Text of the object that is open; empty: none is. */
  #text = '';
  #line = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Where the last string began in `#text`, and where it ended: it may be a key. */
  #string: readonly [number, number] = [0, 0];
  /** The last bracket may be that of a holder's array: it is, if an object follows. */
  #holds = false;
  /** Inside a holder behind its array: nothing there is a record, up to the end of the holder. */
  #behind = 0;

  *feed(line: string, number: number): Generator<Piece> {
    let from = 0;
    for (let at = 0; at < line.length; at += 1) {
      const char = line[at] as string;
      if (this.#depth === 0) {
        if (char === '{') {
          this.#begin(number);
          from = at;
        } else if (!/[\s,[\]}:]/.test(char)) {
          const rest = this.#skipBehind(line, at);
          if (rest === undefined) {
            yield { kind: 'garbage', line: number };
            return;
          }
          at = rest;
        }
        continue;
      }
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (char === '\\') this.#escaped = true;
        else if (char === '"') {
          this.#inString = false;
          this.#string = [this.#string[0], this.#text.length + at - from];
        }
        continue;
      }
      if (char === '"') {
        this.#holds = false;
        this.#inString = true;
        this.#string = [this.#text.length + at - from + 1, 0];
      } else if (char === '{' || char === '[') {
        const holder = this.#opensHolder(char, this.#text + line.slice(from, at));
        if (char === '{' && (this.#holds || holder)) {
          // What the array stands in is no record but holds them: begin anew inside.
          this.#begin(number);
          from = at;
          this.#behind += 1;
        } else this.#depth += 1;
        this.#holds = holder && char === '[';
        continue;
      } else if (char === '}' || char === ']') {
        this.#holds = false;
        this.#depth -= 1;
        if (this.#depth === 0) {
          yield { kind: 'object', text: this.#text + line.slice(from, at + 1), line: this.#line };
          this.#text = '';
        }
      } else if (char > ' ') this.#holds = false;
    }
    if (this.#depth > 0) {
      this.#text += `${line.slice(from)}\n`;
      if (this.#text.length > LONGEST_OBJECT) {
        this.#text = '';
        this.#depth = 0;
        this.#inString = false;
        yield { kind: 'garbage', line: this.#line };
      }
    }
  }

  *end(): Generator<Piece> {
    if (this.#depth > 0) yield { kind: 'garbage', line: this.#line };
    this.#depth = 0;
  }

  #begin(line: number): void {
    this.#text = '';
    this.#line = line;
    this.#depth = 1;
  }

  /** Whether a bracket behind `before`, at the first level of an object, begins the array of a holder (or its `hits`). */
  #opensHolder(char: string, before: string): boolean {
    if (this.#depth !== 1) return false;
    const [from, to] = this.#string;
    const name = before.slice(from, to);
    if (!/^"\s*:\s*$/.test(before.slice(to))) return false;
    return char === '[' ? HOLDERS.has(name) : name === 'hits';
  }

  /** Keys and plain values that follow the array in a holder. @returns the last place of what was passed over. */
  #skipBehind(line: string, at: number): number | undefined {
    if (this.#behind === 0) return undefined;
    const match = /^(?:"(?:[^"\\]|\\.)*"|[-+.\w]+)/.exec(line.slice(at));
    return match === null ? undefined : at + match[0].length - 1;
  }
}
