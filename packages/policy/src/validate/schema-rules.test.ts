import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explain } from '@aclift/diagnostics';
import { policyCatalogue } from '../catalogue.ts';
import { readPolicies } from '../read/read-policies.ts';
import { publishedSchemas } from '../schema/published-schemas.ts';
import { validatePolicy } from './validate-policy.ts';

const cilium = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'a' },
  spec: {
    endpointSelector: { matchLabels: { app: 'a' } },
    ingress: [
      {
        fromCIDRSet: [{ cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] }],
        toPorts: [
          {
            ports: [{ port: '80', endPort: 90, protocol: 'TCP' }],
            rules: { http: [{ method: 'GET', headerMatches: [{ name: 'x' }] }] },
          },
        ],
      },
      { icmps: [{ fields: [{ type: 8, family: 'IPv4' }] }], authentication: { mode: 'required' } },
    ],
    log: { value: 'x' },
  },
};
const kubernetes = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'a', labels: { a: 'b' } },
  spec: {
    podSelector: { matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] },
    policyTypes: ['Ingress'],
    ingress: [
      {
        from: [{ ipBlock: { cidr: '10.0.0.0/8', except: [] } }, { podSelector: {} }],
        ports: [
          { port: 80, endPort: 90 },
          { port: 'http', protocol: 'TCP' },
        ],
      },
    ],
  },
};

/** Replaces, adds or removes one part of a value. `seed` walks down: which child, then what happens to it. */
function changed(value: unknown, seed: readonly number[], other: unknown): unknown {
  const [step = 0, ...rest] = seed;
  if (rest.length === 0 || typeof value !== 'object' || value === null) return other;
  const entries = Object.entries(value);
  const at = step % (entries.length + 2);
  if (Array.isArray(value)) {
    const items: unknown[] = [...(value as readonly unknown[])];
    if (at >= items.length) return [...items, other];
    items[at] = changed(items[at], rest, other);
    return items;
  }
  if (at === entries.length) return { ...value, extra: other };
  if (at > entries.length) return Object.fromEntries(entries.slice(1));
  return Object.fromEntries(
    entries.map(([key, one], index) => [key, index === at ? changed(one, rest, other) : one]),
  );
}

test.each([
  { kind: 'CiliumNetworkPolicy' as const, example: cilium },
  { kind: 'NetworkPolicy' as const, example: kubernetes },
])('the interpreting validator agrees with a compiling one on $kind', ({ kind, example }) => {
  const schema = publishedSchemas[kind];
  const compiled = new Ajv({ strict: false, logger: false }).compile(schema);
  const interpreted = new Validator(schema as Schema, '7', false);
  expect(compiled(example)).toBe(true);
  const anything = fc.oneof(
    fc.constantFrom(null, true, 0, 80, 65536, -1, 1.5, '', 'TCP', 'a', 'a b', 'x'.repeat(64)),
    fc.constantFrom<unknown>([], {}, [{}], { cidr: '10.0.0.0/8' }, { http: [], dns: [] }, ['a']),
  );
  const seeds = fc.array(fc.nat(11), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(seeds, anything, (seed, other) => {
      const document = changed(example, seed, other);
      expect(interpreted.validate(document).valid).toBe(compiled(document));
    }),
    { numRuns: 500 },
  );
});

test.each([
  { name: 'an unknown field', text: 'spec: { podSelector: {}, "a\\ud800b": 1 }' },
  { name: 'a label', text: 'spec: { podSelector: { matchLabels: { "a\\ud800b": 1 } } }' },
  { name: 'a field of the object', text: 'spec: { podSelector: {} }\n"\\udc00": x' },
])('half a surrogate pair in the name of $name is refused, never an exception', ({ text }) => {
  const { diagnostics, value } = readPolicies({
    name: 'x',
    text: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a }\n${text}\n`,
  });
  const said = [...diagnostics, ...value.flatMap(validatePolicy)];
  expect(said.map((one) => explain(policyCatalogue, one).severity)).not.toEqual([]);
});
