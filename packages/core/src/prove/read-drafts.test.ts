import { describe, expect, test } from 'vitest';
import { readDrafts } from './read-drafts.ts';

const draft = (spec: string): { path: string; yaml: string } => ({
  path: 'policies/shop/web.yaml',
  yaml: `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: web, namespace: shop }\nspec: ${spec}\n`,
});
const from = (peer: string): { path: string; yaml: string } =>
  draft(`{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: [${peer}] }] }`);

describe('drafts read again', () => {
  test.each([
    { name: 'a valid draft', given: from('{ podSelector: { matchLabels: { app: web } } }') },
    {
      name: 'a draft that engines treat differently, which is a note',
      given: from('{ ipBlock: { cidr: 0.0.0.0/0 } }'),
    },
  ])('$name goes through without a word', ({ given }) => {
    const { documents, warnings } = readDrafts([given]);
    expect(documents.map(({ source }) => source)).toEqual([given.path]);
    expect(warnings).toEqual([]);
  });

  test('a selector on a label that Cilium ignores is a warning at the draft', () => {
    const given = from('{ podSelector: { matchLabels: { pod-template-hash: "5" } } }');
    expect(readDrafts([given]).warnings).toMatchObject([
      { code: 'policy/ignored-label', severity: 'warning', source: given.path },
    ]);
  });

  test.each([
    { name: 'is no YAML', given: draft('{'), says: /cannot be read back: policy\/syntax/ },
    {
      name: 'holds two objects',
      given: { ...draft('{}'), yaml: `${draft('{}').yaml}---\n${draft('{}').yaml}` },
      says: /cannot be read back: 2 objects/,
    },
    {
      name: 'a cluster refuses',
      given: from('{ ipBlock: { cidr: 10.0.0.0/8, except: [192.168.0.0/16] } }'),
      says: /is no valid policy: policy\/except-outside-cidr/,
    },
    {
      name: 'the schema refuses',
      given: draft('{ podSelector: {}, ingress: [{ ports: [{ port: 70000 }] }] }'),
      says: /is no valid policy: policy\/bad-port/,
    },
  ])('a draft that $name is our bug and throws', ({ given, says }) => {
    expect(() => readDrafts([given])).toThrow(says);
  });
});
