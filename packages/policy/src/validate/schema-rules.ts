/** Holds the object as it was written against its published schema. Interpreted: no code is made from schemas. */
import { Validator } from '@cfworker/json-schema';
import type { OutputUnit, Schema } from '@cfworker/json-schema';
import type { JsonValue } from '../api/json.ts';
import type { PolicyKind } from '../api/policy-object.ts';
import type { ObjectPath } from '../path.ts';
import { policyShapes } from '../policy-shapes.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { publishedSchemas } from '../schema/published-schemas.ts';
import type { Shape } from '../shape.ts';
import type { Judge } from './judge.ts';
import { schemaCheck, type SchemaCheck } from './schema-check.ts';

/** These only pass on what a deeper keyword found. */
const CONTAINERS: ReadonlySet<string> = new Set([
  '$ref',
  'additionalProperties',
  'allOf',
  'else',
  'if',
  'items',
  'properties',
  'propertyNames',
  'then',
]);
/** What the validator says about a field that `additionalProperties: false` refuses. */
const UNKNOWN_FIELD = 'false';

interface Finding {
  readonly path: ObjectPath;
  readonly keyword: string;
  readonly reason: string;
}

/**
 * Reports what the schema refuses, except what the reader or a rule of ours has said better. Call it after the rules.
 */
export function judgeBySchema(document: PolicyDocument, judge: Judge): void {
  const { kind } = document.object;
  const decoded = asDecoded(document.written, kind);
  if (checkOf(kind)(decoded)) return;
  const { valid, errors } = validatorOf(kind).validate(decoded);
  if (valid) return;
  const findings = errors
    .filter(
      ({ keyword, keywordLocation }) => !CONTAINERS.has(keyword) && !isBranch(keywordLocation),
    )
    .map(({ keyword, instanceLocation, error }): Finding => {
      const unknown = keyword === UNKNOWN_FIELD;
      const reason = unknown ? 'There is no such field.' : error;
      return { path: pathOf(instanceLocation, document), keyword, reason };
    });
  // Wrong fields come out as unknown ones too; only what nothing else explains is unknown.
  const explained = new Set<string>();
  for (const { path, keyword } of findings) {
    const last = keyword === UNKNOWN_FIELD ? path.length - 1 : path.length;
    for (let length = 0; length <= last; length += 1) {
      explained.add(JSON.stringify(path.slice(0, length)));
    }
  }
  for (const { path, keyword, reason } of findings) {
    const unknown = keyword === UNKNOWN_FIELD;
    if (unknown && (explained.has(JSON.stringify(path)) || isReadersField(kind, path))) continue;
    if (!judge.hasRefused(path)) judge.add('policy/schema', path, { keyword, reason });
  }
}

/** Keys of label maps: in a built-in kind null is an empty value there, not an absent one. */
const LABEL_MAPS: ReadonlySet<string> = new Set(['annotations', 'labels', 'matchLabels']);

/** The object as it is when a schema judges it: null is the absence of a field, and a zero value in lists of a built-in kind. */
function asDecoded(value: JsonValue, kind: PolicyKind, key = ''): JsonValue {
  const native = kind === 'NetworkPolicy';
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map((item) =>
      item === null && native ? {} : asDecoded(item, kind),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]): [string, JsonValue][] => {
    // Half a surrogate pair is no text for the validator, which writes names into addresses, nor for a server.
    const whole = name.toWellFormed();
    if (inner !== null) return [[whole, asDecoded(inner, kind, name)]];
    return native && LABEL_MAPS.has(key) ? [[whole, '']] : [];
  });
  return Object.fromEntries(entries);
}

const checks = new Map<PolicyKind, SchemaCheck>();

function checkOf(kind: PolicyKind): SchemaCheck {
  const check = checks.get(kind) ?? schemaCheck(publishedSchemas[kind]);
  checks.set(kind, check);
  return check;
}

const validators = new Map<PolicyKind, Validator>();

/** Building one resolves all references of the schema, so each is kept. */
function validatorOf(kind: PolicyKind): Validator {
  let validator = validators.get(kind);
  if (validator === undefined) {
    validator = new Validator(publishedSchemas[kind] as Schema, '7', false);
    validators.set(kind, validator);
  }
  return validator;
}

/** Inside a branch of `oneOf` or `anyOf`: the branch not taken complains too, so only the choice itself counts. */
function isBranch(keywordLocation: OutputUnit['keywordLocation']): boolean {
  return /\/(?:oneOf|anyOf)\/\d+\//.test(keywordLocation);
}

/** `#/spec/ingress/0` with `~1` for a slash. */
function pathOf(pointer: string, { written }: PolicyDocument): ObjectPath {
  const path: (string | number)[] = [];
  let here: unknown = written;
  for (const step of pointer.split('/').slice(1)) {
    const decoded = decodeURIComponent(step.replaceAll('~1', '/').replaceAll('~0', '~'));
    const key = Object.keys(here ?? {}).find((name) => name.toWellFormed() === decoded) ?? decoded;
    const list = Array.isArray(here);
    path.push(list ? Number(key) : key);
    here = (here as Record<string, unknown> | undefined)?.[key];
  }
  return path;
}

/** Unknown fields outside the parts that the reader does not judge were reported when the text was read. */
function isReadersField(kind: PolicyKind, path: ObjectPath): boolean {
  let shape: Shape | undefined = policyShapes[kind];
  for (const step of path.slice(0, -1)) {
    if (shape?.kind === 'list') shape = shape.item;
    else if (shape?.kind === 'object') shape = shape.fields[step];
    else return false;
  }
  return shape?.kind === 'object';
}
