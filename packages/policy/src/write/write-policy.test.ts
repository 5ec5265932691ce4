import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { NetworkPolicy } from '../api/network-policy.ts';
import type { PolicyObject } from '../api/policy-object.ts';
import { policyShapes } from '../policy-shapes.ts';
import type { ObjectPath } from '../path.ts';
import { readPolicies } from '../read/read-policies.ts';
import type { Shape } from '../shape.ts';
import { writePolicy } from './write-policy.ts';

const example: NetworkPolicy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {
    annotations: { 'aclift.io/list': 'OUTSIDE-IN: 12, 14', 'aclift.io/empty': '' },
    namespace: 'default',
    name: 'db',
  },
  spec: {
    egress: [
      { to: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ port: 5978, protocol: 'TCP' }] },
    ],
    ingress: [
      {
        ports: [{ port: 6379, protocol: 'TCP' }],
        from: [
          { ipBlock: { except: ['172.17.1.0/24'], cidr: '172.17.0.0/16' } },
          { podSelector: { matchLabels: { on: 'yes', role: 'frontend', version: '1.10' } } },
        ],
      },
      {},
    ],
    policyTypes: ['Ingress', 'Egress'],
    podSelector: {},
  },
};

test('writes fields in the order of the API, comments above their parts, quotes where needed', () => {
  const text = writePolicy(example, [
    { path: [], lines: ['From edge.cfg.'] },
    {
      path: ['spec', 'ingress', 0],
      lines: ['edge.cfg:12 permit tcp any host 10.1.1.1 eq 6379', ''],
    },
    { path: ['spec', 'ingress', 0, 'from', 1], lines: ['frontend'] },
    { path: ['spec', 'egress', 0, 'to'], lines: ['first field of an item'] },
    { path: ['spec', 'egress'], lines: ['out'] },
  ]);
  expect(text).toBe(`# From edge.cfg.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: db
  namespace: default
  annotations:
    aclift.io/empty: ""
    aclift.io/list: "OUTSIDE-IN: 12, 14"
spec:
  podSelector: {}
  policyTypes:
    - Ingress
    - Egress
  ingress:
    # edge.cfg:12 permit tcp any host 10.1.1.1 eq 6379
    #
    - from:
        - ipBlock:
            cidr: 172.17.0.0/16
            except:
              - 172.17.1.0/24
        # frontend
        - podSelector:
            matchLabels:
              "on": "yes"
              role: frontend
              version: "1.10"
      ports:
        - protocol: TCP
          port: 6379
    - {}
  # out
  egress:
    -
      # first field of an item
      to:
        - ipBlock:
            cidr: 10.0.0.0/24
      ports:
        - protocol: TCP
          port: 5978
`);
});

test('a comment on a part that is not there is a bug of the caller', () => {
  const provenance = [{ path: ['spec', 'ingress', 7], lines: ['x'] }];
  expect(() => writePolicy(example, provenance)).toThrow('spec.ingress[7]');
});

/** Texts that some YAML reader takes for something else, or that could break out of their place. */
const hostileText = fc.constantFrom(
  ...'yes No on y null ~ true 010 0o17 0x1F 0b11 1_000 1e3 .5 -1 +1 .inf .NaN 1:30 . e0'.split(' '),
  ...'2026-01-01 << = - ? #a &a *a !a | > %a @a `a {a} [a] a,b " \' \\ --- ... a: <<a'.split(' '),
  ...'2001:db8:: ::/0 *.example.com k8s:io.kubernetes.pod.namespace __proto__ constructor'.split(
    ' ',
  ),
  ...'|- a|: |a: b|a #b|... x|--- a|trail |a\nb|a\r\nb|\ttab|\u0085|\u2028|\ufeff|\u0000'.split(
    '|',
  ),
  ...'\ud800|😀|é|１|a\u00a0b|\u202eb| '.split('|'),
);
const anyText = fc.oneof(
  hostileText,
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'binary', maxLength: 5 }),
);

function valueOf(shape: Shape, depth: number): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return shape.choices === undefined ? anyText : fc.constantFrom(...shape.choices);
    case 'integer':
      return fc.integer({ min: -10, max: 70_000 });
    case 'boolean':
      return fc.boolean();
    case 'integer-or-text':
      return fc.oneof(fc.integer({ min: 0, max: 70_000 }), anyText);
    case 'text-map':
      return fc.dictionary(anyText, anyText, { maxKeys: 3 });
    case 'list':
      return fc.array(valueOf(shape.item, depth + 1), { maxLength: depth > 4 ? 2 : 3 });
    case 'object': {
      const fields = Object.entries(shape.fields).map(([key, one]) => [
        key,
        valueOf(one, depth + 1),
      ]);
      return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
        requiredKeys: [...shape.required],
      });
    }
    case 'opaque':
      // JSON has no -0, and a null field is an absent one.
      return fc
        .jsonValue({ maxDepth: 3, stringUnit: 'binary' })
        .map((value) => (JSON.parse(JSON.stringify(value)) as unknown) ?? {});
  }
}

const anyPolicy = fc
  .constantFrom(...Object.values(policyShapes))
  .chain((shape) => valueOf(shape, 0)) as fc.Arbitrary<PolicyObject>;

/** Every path of a value. */
function pathsOf(value: unknown, path: ObjectPath = []): ObjectPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...inner.flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

const commented = anyPolicy.chain((object) =>
  fc.record({
    object: fc.constant(object),
    provenance: fc.array(
      fc.record({
        path: fc.constantFrom(...pathsOf(object)),
        lines: fc.array(anyText, { maxLength: 2 }),
      }),
      { maxLength: 6 },
    ),
  }),
);

describe('round trip', () => {
  test('reading what was written gives the object, whatever the comments say', () => {
    fc.assert(
      fc.property(commented, ({ object, provenance }) => {
        const text = writePolicy(object, provenance);
        const { value, diagnostics } = readPolicies({ name: 'x', text });
        expect(diagnostics).toEqual([]);
        expect(value.map((one) => one.object)).toEqual([object]);
      }),
      { numRuns: 150 },
    );
  });

  test.each(['1.1', '1.2'] as const)('readers of YAML %s agree', (version) => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 10 }), (texts) => {
        const object: PolicyObject = {
          apiVersion: 'cilium.io/v2',
          kind: 'CiliumCIDRGroup',
          metadata: { name: 'g' },
          spec: { externalCIDRs: texts },
        };
        const read = parse(writePolicy(object), { version, logLevel: 'silent' }) as typeof object;
        expect(read.spec.externalCIDRs).toEqual(texts);
      }),
      { numRuns: 300 },
    );
  });

  test('every line of a comment is a comment, and the bytes do not depend on the order of fields', () => {
    fc.assert(
      fc.property(commented, ({ object, provenance }) => {
        const text = writePolicy(object, provenance);
        const bare = writePolicy(object);
        const kept = text.split('\n').filter((line) => !/^ *#/.test(line));
        // A comment on the first field of an item moves that field to a line of its own.
        expect(kept.join('\n').replace(/-\n +/g, '- ')).toBe(bare.replace(/-\n +/g, '- '));
        expect(writePolicy(reversed(object) as PolicyObject)).toBe(bare);
        expect(text).not.toMatch(/[^\n\p{L}\p{M}\p{N}\p{P}\p{S} \ufffd]/u);
      }),
      { numRuns: 80 },
    );
  });
});

/** The same value with its fields the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]): [string, unknown] => [
    key,
    reversed(one),
  ]);
  return Object.fromEntries(entries.reverse());
}
