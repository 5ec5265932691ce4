/** JSON objects as values by name, whether programs nest them (`{"source":{"ip":…}}`) or put dots into names (`"source.ip"`). */
import { plain } from './field-names.ts';
import { isObject, type JsonObject } from './json-values.ts';

/** Deeper levels hold nothing about flows. */
const DEEPEST = 6;

/**
 * Every value by its path in plain form. Lists of plain values are one value with blanks between; other lists and null are left out.
 */
export function flattened(object: JsonObject): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  walk(object, '', 1, (path, value) => {
    const name = plain(path);
    if (!out.has(name)) out.set(name, value);
  });
  return out;
}

/** The paths as they are written, with dots between. */
export function pathsOf(object: JsonObject): readonly string[] {
  const out: string[] = [];
  walk(object, '', 1, (path) => {
    out.push(path);
  });
  return out;
}

function walk(
  object: JsonObject,
  before: string,
  depth: number,
  take: (path: string, value: string) => void,
): void {
  for (const [key, value] of Object.entries(object)) {
    const path = before === '' ? key : `${before}.${key}`;
    if (isObject(value)) {
      if (depth < DEEPEST) walk(value, path, depth + 1, take);
    } else if (Array.isArray(value)) {
      if (value.every((one) => typeof one === 'string' || typeof one === 'number')) {
        take(path, value.join(' '));
      }
    } else if (typeof value === 'string') take(path, value);
    else if (typeof value === 'number' || typeof value === 'boolean') take(path, String(value));
  }
}
