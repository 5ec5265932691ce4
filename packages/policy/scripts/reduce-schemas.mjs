// Makes the schemas that this package validates with from the published ones:
//   node scripts/reduce-schemas.mjs DIRECTORY
// DIRECTORY holds cilium/v1.20/*.yaml (custom resource definitions as Cilium publishes them) and
// kubernetes/networkpolicy-v1.strict.schema.json. Writes schemas/*.json, and src/schema/published-schemas.ts for the
// code: a package that runs in browsers cannot read files. schemas/README.md tells what is changed, and why.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const from = process.argv[2];
if (from === undefined) throw new Error('usage: node scripts/reduce-schemas.mjs DIRECTORY');
const here = new URL('..', import.meta.url);

const KEPT_KEYWORDS = new Set([
  'additionalProperties',
  'anyOf',
  'enum',
  'items',
  'maximum',
  'maxItems',
  'maxLength',
  'minimum',
  'minItems',
  'minLength',
  'oneOf',
  'pattern',
  'properties',
  'required',
  'type',
]);

/** Patterns that take exponential or cubic time in a JavaScript RegExp; code checks the same texts instead. */
const CHECKED_IN_CODE = [/\[\.\]\?\)\+\$$/, /^\^\(6553\[0-5\]/];

function reduce(schema) {
  const reduced = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (!KEPT_KEYWORDS.has(keyword) || value === undefined) continue;
    if (keyword === 'properties') {
      const entries = Object.entries(value).map(([name, inner]) => [name, reduce(inner)]);
      reduced.properties = Object.fromEntries(entries);
    } else if (keyword === 'items' || keyword === 'additionalProperties') {
      reduced[keyword] = typeof value === 'object' ? reduce(value) : value;
    } else if (keyword === 'anyOf' || keyword === 'oneOf') {
      // The branches of Cilium's definitions only say which field is required, or name a type.
      reduced[keyword] = value.map((branch) => reduce({ ...branch, properties: undefined }));
    } else if (keyword === 'pattern') {
      if (CHECKED_IN_CODE.some((one) => one.test(value))) continue;
      // RE2 spelling of "no character of class C".
      reduced.pattern = value === '^\\PC*$' ? '^\\P{C}*$' : value;
    } else if (keyword === 'enum') {
      // The definitions of 1.20.2 have an entity more than those where the branch begins.
      reduced.enum = value.flatMap((one) => (one === 'cluster' ? [one, 'cluster-mesh'] : one));
    } else reduced[keyword] = value;
  }
  // The API server drops or refuses fields that the definition does not have; here they are refused.
  if (reduced.properties !== undefined && reduced.additionalProperties === undefined) {
    reduced.additionalProperties = false;
  }
  return reduced;
}

/** Moves parts that occur several times to `definitions`, named after the field that holds them. */
function share(root) {
  const uses = new Map();
  const definitions = {};
  const names = new Map();
  const isNode = (value) => value !== null && typeof value === 'object';
  const fieldOf = (node, key, field) =>
    Array.isArray(node) || key === 'properties' || key === 'items' ? field : key;
  const count = (node, field) => {
    for (const [key, value] of Object.entries(node).filter(([, inner]) => isNode(inner))) {
      const text = JSON.stringify(value);
      if (typeof value.type === 'string' && text.length > 200)
        uses.set(text, (uses.get(text) ?? 0) + 1);
      count(value, fieldOf(node, key, field));
    }
  };
  const rebuild = (node, field) => {
    if (Array.isArray(node)) return node.map((one) => (isNode(one) ? moved(one, field) : one));
    const entries = Object.entries(node).map(([key, value]) => [
      key,
      isNode(value) ? moved(value, fieldOf(node, key, field)) : value,
    ]);
    return Object.fromEntries(entries);
  };
  const moved = (node, field) => {
    const text = JSON.stringify(node);
    if ((uses.get(text) ?? 0) < 2) return rebuild(node, field);
    if (!names.has(text)) {
      const base = node.type === 'array' ? field : `${field}Item`;
      let id = base;
      for (let n = 2; id in definitions; n += 1) id = `${base}${n}`;
      names.set(text, id);
      definitions[id] = {};
      definitions[id] = rebuild(node, field);
    }
    return { $ref: `#/definitions/${names.get(text)}` };
  };
  count(root, '');
  const rest = rebuild(root, '');
  return Object.keys(definitions).length === 0 ? rest : { ...rest, definitions };
}

function cilium(file, title) {
  const crd = parse(readFileSync(join(from, 'cilium/v1.20', file), 'utf8'));
  const version = crd.spec.versions.find(({ storage }) => storage);
  const schema = reduce(version.schema.openAPIV3Schema);
  schema.properties.metadata = { type: 'object' };
  if (schema.properties.status !== undefined) schema.properties.status = {};
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...share(schema) };
}

const strict = JSON.parse(
  readFileSync(join(from, 'kubernetes/networkpolicy-v1.strict.schema.json'), 'utf8'),
);
// Kubernetes 1.24 to 1.27 wrote a status, and clusters hand out more metadata than people write.
strict.properties.status = {};
// Without a spec the API server takes an empty one.
strict.required = strict.required.filter((field) => field !== 'spec');

const schemas = {
  NetworkPolicy: ['network-policy', strict],
  CiliumNetworkPolicy: [
    'cilium-network-policy',
    cilium('ciliumnetworkpolicies.yaml', 'cilium.io/v2 CiliumNetworkPolicy, Cilium 1.20'),
  ],
  CiliumClusterwideNetworkPolicy: [
    'cilium-clusterwide-network-policy',
    cilium(
      'ciliumclusterwidenetworkpolicies.yaml',
      'cilium.io/v2 CiliumClusterwideNetworkPolicy, Cilium 1.20',
    ),
  ],
  CiliumCIDRGroup: [
    'cilium-cidr-group',
    cilium('ciliumcidrgroups.yaml', 'cilium.io/v2 CiliumCIDRGroup, Cilium 1.20'),
  ],
};

for (const [file, schema] of Object.values(schemas)) {
  const path = new URL(`schemas/${file}.schema.json`, here);
  writeFileSync(path, `${JSON.stringify(schema, null, 2)}\n`);
}

const untitled = ({ title, ...schema }) => ({ schema, title });
const { schema: namespaced } = untitled(schemas.CiliumNetworkPolicy[1]);
const { schema: clusterwide } = untitled(schemas.CiliumClusterwideNetworkPolicy[1]);
if (JSON.stringify(clusterwide) !== JSON.stringify(namespaced)) {
  throw new Error('the cluster-wide schema differs: give it its own constant');
}
const literal = (schema) => {
  const text = JSON.stringify(schema).replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `JSON.parse(\n  '${text}',\n) as object`;
};
const code = `/**
 * Published schemas of the four kinds, reduced. Generated by scripts/reduce-schemas.mjs; origin, licences and changes
 * are in schemas/README.md, the same in readable form beside it. Do not edit.
 */
import type { PolicyKind } from '../api/policy-object.ts';

const ciliumPolicy = ${literal(namespaced)};

export const publishedSchemas: { readonly [K in PolicyKind]: object } = {
  NetworkPolicy: ${literal(strict).replaceAll('\n', '\n  ')},
  CiliumNetworkPolicy: ciliumPolicy,
  CiliumClusterwideNetworkPolicy: ciliumPolicy,
  CiliumCIDRGroup: ${literal(schemas.CiliumCIDRGroup[1]).replaceAll('\n', '\n  ')},
};
`;
writeFileSync(new URL('src/schema/published-schemas.ts', here), code);
