import { Validator } from '@cfworker/json-schema';
import type { Schema } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../api/json.ts';
import { publishedSchemas } from '../schema/published-schemas.ts';
import { schemaCheck } from './schema-check.ts';

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'cart', namespace: 'shop', labels: { app: 'cart' } },
  spec: {
    podSelector: { matchLabels: { app: 'cart' } },
    policyTypes: ['Ingress', 'Egress'],
    ingress: [
      {
        from: [
          { podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] } },
          { ipBlock: { cidr: '192.0.2.0/24', except: ['192.0.2.1/32'] } },
        ],
        ports: [{ protocol: 'TCP', port: 80, endPort: 90 }, { port: 'http' }],
      },
    ],
  },
};
const CILIUM = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumNetworkPolicy',
  metadata: { name: 'cart' },
  spec: {
    endpointSelector: { matchLabels: { app: 'cart' } },
    egress: [
      {
        toCIDRSet: [{ cidr: '192.0.2.0/24', except: ['192.0.2.1/32'] }],
        toPorts: [
          {
            ports: [{ port: '80', protocol: 'TCP', endPort: 90 }],
            rules: { http: [{ path: '/' }] },
          },
        ],
        icmps: [{ fields: [{ family: 'IPv4', type: 8 }] }],
      },
    ],
    ingress: [{ fromEndpoints: [{}], fromEntities: ['world'] }],
  },
};
const GROUP = {
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumCIDRGroup',
  metadata: { name: 'partners' },
  spec: { externalCIDRs: ['192.0.2.0/24'] },
};
const RIGHT = [
  ['NetworkPolicy', POLICY],
  ['CiliumNetworkPolicy', CILIUM],
  ['CiliumClusterwideNetworkPolicy', CILIUM],
  ['CiliumCIDRGroup', GROUP],
] as const;

/** Values that fit somewhere and are wrong elsewhere. */
const STRANGERS: readonly JsonValue[] = [
  null,
  true,
  0,
  1,
  1.5,
  65_536,
  -1,
  '',
  'In',
  'Exists',
  'TCP',
  'UPPER',
  '🙂'.repeat(40),
  'x'.repeat(64),
  [],
  ['Ingress'],
  {},
  { ipBlock: { cidr: '192.0.2.0/24' } },
  { key: 'a', operator: 'Exists', values: ['b'] },
  { port: 1, endPort: 2 },
  { endPort: 2 },
  { constructor: 1 },
  { matchName: 'a', matchPattern: 'b' },
];
const KEYS = [
  'app',
  'ipBlock',
  'podSelector',
  'endPort',
  'port',
  'values',
  'operator',
  'spec',
  'cidr',
  'toCIDR',
  'cidrGroupRef',
  'dns',
  'nodeSelector',
  'constructor',
  '-',
];

/** The value with one place of it changed; the same numbers change the same place. */
function changed(value: JsonValue, at: readonly number[], by: JsonValue): JsonValue {
  const [step, ...rest] = at;
  if (step === undefined || typeof value !== 'object' || value === null) return by;
  if (Array.isArray(value)) {
    const list = value as readonly JsonValue[];
    const i = step % (list.length + 1);
    return i === list.length ? [...list, by] : list.with(i, changed(list[i] ?? null, rest, by));
  }
  const own = value as Readonly<Record<string, JsonValue>>;
  const keys = Object.keys(own);
  const i = step % (keys.length + 2);
  if (i === keys.length) return { ...own, [KEYS[(rest[0] ?? 0) % KEYS.length] ?? '']: by };
  if (i > keys.length) {
    const gone = keys[(rest[0] ?? 0) % Math.max(1, keys.length)];
    return Object.fromEntries(Object.entries(own).filter(([key]) => key !== gone));
  }
  const key = keys[i] ?? '';
  return { ...own, [key]: changed(own[key] ?? null, rest, by) };
}

describe.each(RIGHT)('the check of %s', (kind, right) => {
  const check = schemaCheck(publishedSchemas[kind]);
  const validator = new Validator(publishedSchemas[kind] as Schema, '7', false);

  test('takes what is right', () => {
    expect(check(right)).toBe(true);
  });

  test('says of whatever is changed what the validator says', () => {
    const change = fc.tuple(fc.array(fc.nat(12), { maxLength: 9 }), fc.constantFrom(...STRANGERS));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 2 }), (changes) => {
        const value = changes.reduce<JsonValue>((sum, [at, by]) => changed(sum, at, by), right);
        expect(check(value)).toBe(validator.validate(value).valid);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a keyword that it does not know is no check at all', () => {
  expect(() => schemaCheck({ type: 'string', format: 'date' })).toThrow('unknown keyword format');
});
