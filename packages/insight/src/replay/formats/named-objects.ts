/** JSON objects whose fields have names, and the wrappings in which collectors of logs keep what they collected. */
import type { ReadLine } from '../flow-record.ts';
import { FIELD_NAMES, plain, TEXT_NAMES } from './field-names.ts';
import { flattened, pathsOf } from './flattened.ts';
import { isObject, type JsonObject, parsedJson } from './json-values.ts';
import {
  type Lookup,
  type NamedFormat,
  namedFormatOf,
  namedRecord,
  valueOf,
} from './named-records.ts';

/** Names that mean something else in JSON: "type" is that of the record. */
const NOT_IN_OBJECTS: ReadonlySet<string> = new Set(['type', 'code']);

export function namedObjectFormat(object: JsonObject): NamedFormat | undefined {
  return namedFormatOf(pathsOf(object), 'object');
}

/** @returns undefined: the object names no ends. */
export function namedObject(format: NamedFormat, object: JsonObject): ReadLine | undefined {
  const values = flattened(object);
  const get: Lookup = (field) => {
    for (const name of FIELD_NAMES[field]) {
      if (NOT_IN_OBJECTS.has(name)) continue;
      const value = valueOf(values.get(name));
      if (value !== undefined) return value;
    }
    return undefined;
  };
  if (get('source') === undefined && get('destination') === undefined) return undefined;
  // sFlow takes packets out of the stream, one a record.
  const sampled = format === 'goflow2' && (values.get('type') ?? '').startsWith('SFLOW');
  return namedRecord(format, get, sampled);
}

/** Wrappings: documents of Elasticsearch, rows of Splunk, answers of Graylog. */
const WRAPPINGS = ['_source', 'result', 'message', '_message'] as const;

/** The object inside a wrapping, or inside the text of a log line; undefined: there is none. */
export function wrappedObject(object: JsonObject): JsonObject | undefined {
  for (const name of WRAPPINGS) {
    const part = object[name];
    if (isObject(part)) return part;
  }
  const text = textIn(object);
  if (text?.trimStart().startsWith('{') !== true) return undefined;
  const value = parsedJson(text);
  return isObject(value) ? value : undefined;
}

/** The line of a log that an object keeps; undefined: none. */
export function textIn(object: JsonObject): string | undefined {
  for (const wanted of TEXT_NAMES) {
    for (const [name, value] of Object.entries(object)) {
      if (typeof value === 'string' && plain(name) === wanted) return value;
    }
  }
  const event = object['event'];
  return isObject(event) && typeof event['original'] === 'string' ? event['original'] : undefined;
}
