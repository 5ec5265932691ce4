import { explain, LineMap } from '@aclift/diagnostics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyCatalogue } from '../catalogue.ts';
import type { PolicyDocument } from '../policy-document.ts';
import { readPolicies } from './read-policies.ts';

const read = (text: string) => readPolicies({ name: 'policies.yaml', text });
const codes = (text: string): string[] => read(text).diagnostics.map(({ code }) => code);

const only = (text: string): PolicyDocument => {
  const { value, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  const [document] = value;
  if (document === undefined) throw new Error('nothing was read');
  return document;
};

const np = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: np, namespace: a }\nspec: ${spec}\n`;
const cnp = (spec: string): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: c, namespace: a }\nspec: ${spec}\n`;

describe('streams', () => {
  test('several documents, empty ones between them', () => {
    const text = `---\n${np('{}')}---\n---\n# nothing\n---\n${cnp('{}')}...\n`;
    const { value, diagnostics } = read(text);
    expect(diagnostics).toEqual([]);
    expect(value.map(({ object }) => object.kind)).toEqual([
      'NetworkPolicy',
      'CiliumNetworkPolicy',
    ]);
  });

  test('a List with other objects, as kubectl prints it', () => {
    const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Pod
  metadata: { name: p }
- apiVersion: networking.k8s.io/v1
  kind: NetworkPolicy
  metadata:
    name: np
    uid: 1-2
    resourceVersion: "17"
    generation: 2
    creationTimestamp: "2026-01-01T00:00:00Z"
    managedFields: [{ manager: kubectl }]
  spec: { podSelector: {} }
  status: {}
`;
    const { value, diagnostics } = read(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['policy/unknown-kind']);
    expect(value.map(({ object }) => object.metadata.name)).toEqual(['np']);
  });

  test('a typed list whose items leave kind and version to it', () => {
    const text = JSON.stringify({
      kind: 'NetworkPolicyList',
      apiVersion: 'networking.k8s.io/v1',
      items: [{ metadata: { name: 'np' }, spec: { podSelector: {} } }],
    });
    expect(only(text).object).toEqual({
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'np' },
      spec: { podSelector: {} },
    });
  });

  test('an empty list, a byte order mark and CR LF', () => {
    expect(codes('apiVersion: v1\nkind: List\nitems: []\n')).toEqual([]);
    expect(codes('apiVersion: v1\nkind: List\nitems:\n')).toEqual([]);
    const text = `\ufeff${np('{ podSelector: {} }').replaceAll('\n', '\r\n')}`;
    expect(only(text).object.metadata).toEqual({ name: 'np', namespace: 'a' });
  });

  test('JSON with tabs', () => {
    const text =
      '{\n\t"apiVersion": "cilium.io/v2",\n\t"kind": "CiliumCIDRGroup",\n\t"metadata": {"name": "g"},\n\t"spec": {"externalCIDRs": ["10.0.0.0\\/8"]}\n}';
    expect(only(text).object).toMatchObject({ spec: { externalCIDRs: ['10.0.0.0/8'] } });
  });

  test('anchors and merge keys, as kubectl takes them', () => {
    const text = np(
      '{ podSelector: &p { matchLabels: { app: web } }, ingress: [{ from: [{ podSelector: { <<: *p } }] }] }',
    );
    expect(only(text).object).toMatchObject({
      spec: { ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] },
    });
  });
});

describe('missing, empty and null', () => {
  test.each([
    {
      name: 'a missing list stays missing',
      spec: '{ podSelector: {} }',
      want: { podSelector: {} },
    },
    {
      name: 'an empty list stays empty',
      spec: '{ podSelector: {}, ingress: [] }',
      want: { podSelector: {}, ingress: [] },
    },
    {
      name: 'null is missing',
      spec: '{ podSelector: {}, ingress: null }',
      want: { podSelector: {} },
    },
    {
      name: 'a missing podSelector is not filled in',
      spec: '{ ingress: [{}] }',
      want: { ingress: [{}] },
    },
    {
      name: 'an empty port stays empty',
      spec: '{ ingress: [{ ports: [{}] }] }',
      want: { ingress: [{ ports: [{}] }] },
    },
    {
      name: 'a name of a port stays text',
      spec: '{ ingress: [{ ports: [{ port: "80" }] }] }',
      want: { ingress: [{ ports: [{ port: '80' }] }] },
    },
  ])('$name', ({ spec, want }) => {
    expect(only(np(spec)).object.spec).toEqual(want);
  });

  test('what was written keeps its nulls', () => {
    expect(only(np('{ podSelector: {}, ingress: null }')).written).toMatchObject({
      spec: { ingress: null },
    });
  });

  test('a dash without a value is {} for the API server, and said', () => {
    const { value, diagnostics } = read(np('{ ingress: [ ~ ] }'));
    expect(diagnostics.map(({ code }) => code)).toEqual(['policy/null-item']);
    expect(value[0]?.object.spec).toEqual({ ingress: [{}] });
  });
});

describe('what does not fit', () => {
  test.each([
    { name: 'no kind', text: 'apiVersion: v1\n', code: 'policy/unknown-kind' },
    { name: 'a text', text: 'hello', code: 'policy/not-an-object' },
    { name: 'a list of objects', text: '[1]', code: 'policy/not-an-object' },
    { name: 'another kind', text: 'kind: Pod\napiVersion: v1\n', code: 'policy/unknown-kind' },
    {
      name: 'ClusterNetworkPolicy',
      text: 'kind: ClusterNetworkPolicy\napiVersion: policy.networking.k8s.io/v1alpha2\n',
      code: 'policy/unsupported-policy-kind',
    },
    {
      name: "Calico's NetworkPolicy",
      text: 'kind: NetworkPolicy\napiVersion: projectcalico.org/v3\n',
      code: 'policy/unsupported-policy-kind',
    },
    {
      name: 'the old group',
      text: 'kind: NetworkPolicy\napiVersion: extensions/v1beta1\n',
      code: 'policy/unsupported-version',
    },
    {
      name: 'an old version',
      text: 'kind: CiliumNetworkPolicy\napiVersion: cilium.io/v1\n',
      code: 'policy/unsupported-version',
    },
    { name: 'no version', text: 'kind: NetworkPolicy\n', code: 'policy/unsupported-version' },
    {
      name: 'an unknown field',
      text: np('{ podSelector: {}, ingres: [] }'),
      code: 'policy/unknown-field',
    },
    { name: 'no name', text: np('{}').replace('name: np, ', ''), code: 'policy/missing-field' },
    {
      name: 'a selector without key',
      text: np('{ podSelector: { matchExpressions: [{ operator: Exists }] } }'),
      code: 'policy/missing-field',
    },
    { name: 'a map for a list', text: np('{ ingress: {} }'), code: 'policy/wrong-type' },
    {
      name: 'a truth value as label',
      text: np('{ podSelector: { matchLabels: { a: yes } } }'),
      code: 'policy/wrong-type',
    },
    {
      name: 'a number as label',
      text: np('{ podSelector: { matchLabels: { a: 1_0 } } }'),
      code: 'policy/wrong-type',
    },
    {
      name: 'a fraction as port',
      text: np('{ ingress: [{ ports: [{ port: 80.5 }] }] }'),
      code: 'policy/wrong-type',
    },
    {
      name: 'a number as port in Cilium',
      text: cnp('{ ingress: [{ toPorts: [{ ports: [{ port: 80 }] }] }] }'),
      code: 'policy/wrong-type',
    },
    {
      name: 'a lower-case protocol',
      text: np('{ ingress: [{ ports: [{ protocol: tcp }] }] }'),
      code: 'policy/unknown-value',
    },
    {
      name: 'an unknown operator',
      text: np('{ podSelector: { matchExpressions: [{ key: a, operator: Is }] } }'),
      code: 'policy/unknown-value',
    },
    {
      name: 'an unknown entity',
      text: cnp('{ ingress: [{ fromEntities: [internet] }] }'),
      code: 'policy/unknown-value',
    },
    {
      name: 'a repeated key',
      text: np('{ podSelector: {}, podSelector: { matchLabels: { a: b } } }'),
      code: 'policy/duplicate-key',
    },
    { name: 'broken YAML', text: np('{ podSelector: {'), code: 'policy/syntax' },
    { name: 'an unknown tag', text: np('!go {}'), code: 'policy/syntax' },
    { name: 'deep nesting', text: '['.repeat(20_000), code: 'policy/too-deep' },
    {
      name: 'an alias bomb',
      text: `x0: &x0 [${'a,'.repeat(1000)}]\n${Array.from({ length: 9 }, (_, n) => `x${n + 1}: &x${n + 1} [${`*x${n},`.repeat(10)}]`).join('\n')}`,
      code: 'policy/too-many-aliases',
    },
    { name: 'an alias to itself', text: 'a: &v [*v]', code: 'policy/syntax' },
  ])('$name: $code', ({ text, code }) => {
    expect(codes(text)).toContain(code);
  });

  test('an object of which a part was refused is not in the result; the others are', () => {
    const { value } = read(
      `${np('{ ingress: 1 }')}---\n${np('{}').replace('name: np', 'name: other')}`,
    );
    expect(value.map(({ object }) => object.metadata.name)).toEqual(['other']);
  });

  test('every mistake of an object is said at once, each at its place', () => {
    const text = np('{ podSelector: 1, ingress: [{ fom: [] }, { ports: [{ protocol: HTTP }] }] }');
    const lines = new LineMap(text);
    const said = read(text).diagnostics.map((one) => {
      const { line, column } = lines.position(one.span.start);
      return `${one.code} ${line}:${column} ${text.slice(one.span.start, one.span.end)}`;
    });
    expect(said).toEqual([
      'policy/wrong-type 4:22 1',
      'policy/unknown-field 4:37 fom',
      'policy/unknown-value 4:70 HTTP',
    ]);
  });
});

describe('locate', () => {
  const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: np }
spec:
  ingress:
    # a remark
    - from:
        - ipBlock: { cidr: 10.0.0.0/8 }
      ports:
        - port: 80
`;
  const { locate } = only(text);
  const at = (path: readonly (string | number)[]): string => {
    const { start, end } = locate(path);
    return text.slice(start, end).trim();
  };

  test.each([
    { path: ['spec', 'ingress', 0, 'ports', 0, 'port'], want: '80' },
    { path: ['spec', 'ingress', 0, 'ports', 0], want: 'port: 80' },
    { path: ['spec', 'ingress', 0, 'from', 0, 'ipBlock'], want: 'ipBlock: { cidr: 10.0.0.0/8 }' },
    { path: ['spec', 'ingress', 0, 'ports'], want: 'ports:\n        - port: 80' },
    {
      path: ['spec', 'ingress', 0, 'from', 3],
      want: 'from:\n        - ipBlock: { cidr: 10.0.0.0/8 }',
    },
    { path: ['spec', 'egress'], want: text.slice(text.indexOf('spec:')).trim() },
  ])('$path', ({ path, want }) => {
    expect(at(path)).toBe(want);
  });

  test('the empty path is the object', () => {
    expect(at([])).toBe(text.trim());
  });
});

describe('pods on the network of their node', () => {
  const pod = 'spec: { hostNetwork: true }';
  const template = 'spec: { template: { spec: { hostNetwork: true } } }';
  test.each([
    { name: 'a pod', text: `apiVersion: v1\nkind: Pod\nmetadata: { name: a }\n${pod}\n` },
    {
      name: 'a workload object',
      text: `apiVersion: apps/v1\nkind: DaemonSet\nmetadata: { name: a }\n${template}\n`,
    },
    {
      name: 'a cron job',
      text: `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a }\nspec: { jobTemplate: { ${template} } }\n`,
    },
  ])('$name is named', ({ text }) => {
    expect(read(text).diagnostics).toMatchObject([
      { code: 'policy/unknown-kind' },
      { code: 'policy/host-network', facts: { name: 'a' } },
    ]);
  });

  test('a pod with a network of its own is not', () => {
    const text = 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostNetwork: false }\n';
    expect(read(text).diagnostics).toMatchObject([{ code: 'policy/unknown-kind' }]);
  });
});

test('no text throws, and every message can be said', () => {
  const words = fc.constantFrom(
    ...'apiVersion: networking.k8s.io/v1|apiVersion: cilium.io/v2|kind: NetworkPolicy'.split('|'),
    ...'kind: CiliumNetworkPolicy|kind: List|metadata: |name: |spec: |ingress: |from:'.split('|'),
    ...'ports:|items:|toPorts: |\n|\n  |- |{|}|[|]|,|&a |*a|<<: |"|\'|---\n|~|yes|080|!!x '.split(
      '|',
    ),
  );
  const text = fc.oneof(
    fc.array(words, { maxLength: 30 }).map((all) => all.join('')),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (input) => {
      for (const one of read(input).diagnostics) {
        expect(explain(policyCatalogue, one).message).not.toBe('');
        expect(one.span.start).toBeLessThanOrEqual(one.span.end);
        expect(one.span.end).toBeLessThanOrEqual(input.length);
      }
    }),
    { numRuns: 500 },
  );
});
