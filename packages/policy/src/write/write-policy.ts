/**
 * Policy objects as YAML: fixed order of fields, two blanks of indentation, no line folding, LF. The same object and
 * provenance give the same bytes.
 */
import type { JsonValue } from '../api/json.ts';
import type { PolicyObject } from '../api/policy-object.ts';
import { showPath } from '../path.ts';
import type { ObjectPath } from '../path.ts';
import { policyShapes } from '../policy-shapes.ts';
import type { Shape } from '../shape.ts';
import { commentLines } from './comment.ts';
import { scalarText } from './scalar-text.ts';

/** Where a part of an object comes from. */
export interface ProvenanceNote {
  /** The field or list item that the comment stands above; `[]`: the top of the document. */
  readonly path: ObjectPath;
  /** Any text; line breaks make more lines. */
  readonly lines: readonly string[];
}

export type Provenance = readonly ProvenanceNote[];

/**
 * Writes one object as one YAML document, without a `---` before it.
 *
 * @throws Error when `provenance` names a part that the object does not have: the drafting stages made both.
 */
export function writePolicy(object: PolicyObject, provenance: Provenance = []): string {
  const writer = new PolicyWriter(provenance);
  writer.write(object as unknown as JsonValue, policyShapes[object.kind]);
  return writer.finish();
}

/** Writes any other object likewise; its fields are in the order of the alphabet. @throws Error as {@link writePolicy} does. */
export function writeObject(object: JsonValue, provenance: Provenance = []): string {
  const writer = new PolicyWriter(provenance);
  writer.write(object, { kind: 'opaque' });
  return writer.finish();
}

type Fields = readonly (readonly [string, JsonValue])[];

class PolicyWriter {
  readonly #notes = new Map<string, string[]>();
  readonly #lines: string[] = [];

  constructor(provenance: Provenance) {
    for (const { path, lines } of provenance) {
      const key = JSON.stringify(path);
      const all = this.#notes.get(key) ?? [];
      all.push(...lines.flatMap(commentLines));
      this.#notes.set(key, all);
    }
  }

  write(object: JsonValue, shape: Shape): void {
    this.#comment([], '');
    this.#block(object, shape, [], '', '');
  }

  finish(): string {
    const [lost] = this.#notes.keys();
    if (lost !== undefined) {
      throw new Error(`no part ${showPath(JSON.parse(lost) as ObjectPath)} to comment on`);
    }
    return `${this.#lines.join('\n')}\n`;
  }

  #comment(path: ObjectPath, indent: string): void {
    const key = JSON.stringify(path);
    for (const line of this.#notes.get(key) ?? []) this.#lines.push(indent + line);
    this.#notes.delete(key);
  }

  /** A map or list that is not empty. @param first what stands before the first line: indentation, or a dash. */
  #block(value: JsonValue, shape: Shape, path: ObjectPath, first: string, indent: string): void {
    if (Array.isArray(value)) {
      const items: readonly JsonValue[] = value;
      const item: Shape = shape.kind === 'list' ? shape.item : { kind: 'opaque' };
      for (const [at, one] of items.entries()) {
        this.#comment([...path, at], indent);
        const before = at === 0 ? first : indent;
        this.#value(`${before}-`, one, item, [...path, at], `${before}- `, `${indent}  `);
      }
      return;
    }
    for (const [at, [key, one]] of fieldsOf(value, shape).entries()) {
      // The first field of a list item shares the line of the dash: its comment would have to stand behind it.
      this.#comment([...path, key], indent);
      const before = at === 0 ? first : indent;
      const inner = shapeOf(shape, key);
      this.#value(`${before}${scalarText(key)}:`, one, inner, [...path, key], undefined, indent);
    }
  }

  /**
   * @param head the line up to and with `:` or `-`.
   * @param inline what to put before the first line of a block that may begin behind the head; undefined: below it.
   */
  #value(
    head: string,
    value: JsonValue,
    shape: Shape,
    path: ObjectPath,
    inline: string | undefined,
    indent: string,
  ): void {
    if (value === null || typeof value !== 'object') {
      this.#lines.push(`${head} ${scalarText(value)}`);
    } else if (Array.isArray(value) ? value.length === 0 : fieldsOf(value, shape).length === 0) {
      this.#lines.push(`${head} ${Array.isArray(value) ? '[]' : '{}'}`);
    } else if (inline !== undefined && !this.#startsWithComment(value, shape, path)) {
      this.#block(value, shape, path, inline, indent);
    } else {
      this.#lines.push(head);
      const deeper = inline === undefined ? `${indent}  ` : indent;
      this.#block(value, shape, path, deeper, deeper);
    }
  }

  #startsWithComment(value: JsonValue, shape: Shape, path: ObjectPath): boolean {
    const step = Array.isArray(value) ? 0 : fieldsOf(value, shape)[0]?.[0];
    return step !== undefined && this.#notes.has(JSON.stringify([...path, step]));
  }
}

/** Fields that have a value: those of the shape in its order, then the others by name. */
function fieldsOf(value: JsonValue, shape: Shape): Fields {
  if (value === null || typeof value !== 'object') return [];
  const order = shape.kind === 'object' ? Object.keys(shape.fields) : [];
  const rank = (key: string): number => {
    const at = order.indexOf(key);
    return at < 0 ? order.length : at;
  };
  return (Object.entries(value) as [string, JsonValue | undefined][])
    .filter((field): field is [string, JsonValue] => field[1] !== undefined)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

function shapeOf(shape: Shape, key: string): Shape {
  if (shape.kind === 'object' && Object.hasOwn(shape.fields, key)) {
    return shape.fields[key] ?? { kind: 'opaque' };
  }
  return { kind: 'opaque' };
}
