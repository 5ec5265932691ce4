/**
 * Whether a value keeps a schema, and no more: the published schemas as functions, for the many objects that are right. What is wrong
 * with the others the validator of schemas says. Knows the keywords that the published schemas use, as draft 7 means them.
 */
import type { JsonValue } from '../api/json.ts';

/** True only for values that keep the schema. */
export type SchemaCheck = (value: JsonValue) => boolean;

type Schema = Readonly<Record<string, JsonValue>>;
type JsonObject = { readonly [key: string]: JsonValue };
/** Makes the check of a schema within the same document. */
type Make = (schema: JsonValue) => SchemaCheck;

/** @throws Error for a keyword that it does not know: no published schema has one. */
export function schemaCheck(schema: object): SchemaCheck {
  const root = schema as Schema;
  const made = new Map<JsonValue, SchemaCheck>();
  const make: Make = (part) => {
    if (part === true) return () => true;
    if (part === false) return () => false;
    const known = made.get(part);
    if (known !== undefined) return known;
    const own = part as Schema;
    if (typeof own['$ref'] === 'string') {
      const at = own['$ref'];
      // Made when it is first asked: definitions may lead back to where they are used.
      let behind: SchemaCheck | undefined;
      return (value) => (behind ??= make(definition(root, at)))(value);
    }
    const checks = Object.keys(own).flatMap((keyword) => {
      if (SILENT.has(keyword)) return [];
      const keep = KEYWORDS[keyword];
      if (keep === undefined) throw new Error(`unknown keyword ${keyword}`);
      return [keep(own, make)];
    });
    const check: SchemaCheck = (value) => checks.every((one) => one(value));
    made.set(part, check);
    return check;
  };
  return make(root as JsonValue);
}

/** Keywords that ask for nothing, or that another one brings in. */
const SILENT: ReadonlySet<string> = new Set([
  '$comment',
  '$schema',
  'definitions',
  'else',
  'then',
  'title',
]);

const KEYWORDS: Readonly<Record<string, (schema: Schema, make: Make) => SchemaCheck>> = {
  additionalProperties: ({ additionalProperties, properties }, make) => {
    const known = (properties ?? {}) as JsonObject;
    const check = make(additionalProperties as JsonValue);
    return ofObject((value) =>
      Object.keys(value).every(
        (key) => Object.hasOwn(known, key) || check(value[key] as JsonValue),
      ),
    );
  },
  anyOf: ({ anyOf }, make) => {
    const checks = (anyOf as readonly JsonValue[]).map(make);
    return (value) => checks.some((check) => check(value));
  },
  const: ({ const: only }) => plain(only, (value) => value === only),
  enum: ({ enum: some }) => {
    const values = some as readonly JsonValue[];
    return plain(values, (value) => values.includes(value));
  },
  if: ({ else: otherwise, if: condition, then }, make) => {
    const holds = make(condition as JsonValue);
    const [yes, no] = [make(then ?? true), make(otherwise ?? true)];
    return (value) => (holds(value) ? yes(value) : no(value));
  },
  items: ({ items }, make) => {
    const check = make(items as JsonValue);
    return ofList((value) => value.every(check));
  },
  maxItems: ({ maxItems }) => ofList(({ length }) => length <= Number(maxItems)),
  maxLength: ({ maxLength }) => ofText((value) => lengthOf(value) <= Number(maxLength)),
  maxProperties: ({ maxProperties }) =>
    ofObject((value) => Object.keys(value).length <= Number(maxProperties)),
  maximum: ({ maximum }) => ofNumber((value) => value <= Number(maximum)),
  minItems: ({ minItems }) => ofList(({ length }) => length >= Number(minItems)),
  minLength: ({ minLength }) => ofText((value) => lengthOf(value) >= Number(minLength)),
  minProperties: ({ minProperties }) =>
    ofObject((value) => Object.keys(value).length >= Number(minProperties)),
  minimum: ({ minimum }) => ofNumber((value) => value >= Number(minimum)),
  oneOf: ({ oneOf }, make) => {
    const checks = (oneOf as readonly JsonValue[]).map(make);
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
  pattern: ({ pattern }) => {
    const expression = new RegExp(pattern as string, 'u');
    return ofText((value) => expression.test(value));
  },
  properties: ({ properties }, make) => {
    const checks = Object.entries(properties as JsonObject).map(
      ([key, part]) => [key, make(part)] as const,
    );
    return ofObject((value) =>
      checks.every(([key, check]) => !Object.hasOwn(value, key) || check(value[key] as JsonValue)),
    );
  },
  propertyNames: ({ propertyNames }, make) => {
    const check = make(propertyNames as JsonValue);
    return ofObject((value) => Object.keys(value).every(check));
  },
  required: ({ required }) =>
    ofObject((value) => (required as readonly string[]).every((key) => Object.hasOwn(value, key))),
  type: ({ type }) => {
    const names = (Array.isArray(type) ? type : [type]) as readonly string[];
    return (value) => names.some((name) => isOf(name, value));
  },
};

function definition(root: Schema, at: string): JsonValue {
  const name = at.replace('#/definitions/', '');
  const found = (root['definitions'] as JsonObject | undefined)?.[name];
  if (found === undefined) throw new Error(`no schema ${at}`);
  return found;
}

function isOf(name: string, value: JsonValue): boolean {
  switch (name) {
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value === name;
    default:
      throw new Error(`unknown type ${name}`);
  }
}

/** A keyword about objects holds for everything else, and so with the others. */
function ofObject(check: (value: JsonObject) => boolean): SchemaCheck {
  return (value) => !isOf('object', value) || check(value as JsonObject);
}

function ofList(check: (value: readonly JsonValue[]) => boolean): SchemaCheck {
  return (value) => !Array.isArray(value) || check(value as readonly JsonValue[]);
}

function ofText(check: (value: string) => boolean): SchemaCheck {
  return (value) => typeof value !== 'string' || check(value);
}

function ofNumber(check: (value: number) => boolean): SchemaCheck {
  return (value) => typeof value !== 'number' || check(value);
}

/** @throws Error where a schema names objects or lists: they would have to be compared by what is in them. */
function plain(values: JsonValue | undefined, check: SchemaCheck): SchemaCheck {
  const all = Array.isArray(values) ? (values as readonly JsonValue[]) : [values];
  if (all.some((value) => typeof value === 'object' && value !== null)) {
    throw new Error('a value of a schema is no plain one');
  }
  return check;
}

/** Characters, as JSON Schema counts them. */
function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i + 1 < text.length; i += 1) {
    if ((text.codePointAt(i) ?? 0) > 0xffff) {
      length -= 1;
      i += 1;
    }
  }
  return length;
}
