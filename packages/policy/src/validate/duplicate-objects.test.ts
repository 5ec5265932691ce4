/** Objects of one name. */
import { expect, test } from 'vitest';
import { explain } from '@aclift/diagnostics';
import { policyCatalogue } from '../catalogue.ts';
import { readPolicies } from '../read/read-policies.ts';
import { duplicateObjects } from './duplicate-objects.ts';

const np = (name: string, metadata: string, spec = '{ podSelector: {} }', kind = 'NetworkPolicy') =>
  readPolicies({
    name,
    text: `apiVersion: ${kind === 'NetworkPolicy' ? 'networking.k8s.io/v1' : 'cilium.io/v2'}\nkind: ${kind}\nmetadata: ${metadata}\nspec: ${spec}\n`,
  }).value;
const CILIUM = '{ endpointSelector: {}, ingress: [{}] }';
const group = (name: string, labels: string) =>
  np(
    name,
    `{ name: g, labels: ${labels} }`,
    '{ externalCIDRs: [192.0.2.0/24] }',
    'CiliumCIDRGroup',
  );

test.each([
  {
    name: 'a copy with other rules',
    documents: [
      np('a', '{ name: p, namespace: shop }'),
      np('b', '{ name: p, namespace: shop }', '{ podSelector: {}, ingress: [{}] }'),
    ],
    want: ['b: a:1 says something else'],
  },
  {
    name: 'a copy with other labels and another order of fields',
    documents: [
      np('a', '{ name: p, namespace: shop }', '{ podSelector: {}, ingress: [] }'),
      np('b', '{ name: p, namespace: shop, labels: { a: b } }', '{ ingress: [], podSelector: {} }'),
    ],
    want: ['b: a:1 says the same'],
  },
  {
    name: 'three of one name',
    documents: ['a', 'b', 'c'].map((file) => np(file, '{ name: p, namespace: shop }')),
    want: ['b: a:1 says the same', 'c: a:1 says the same'],
  },
  {
    name: 'no namespace and default',
    documents: [np('a', '{ name: p }'), np('b', '{ name: p, namespace: default }')],
    want: ['b: a:1 says the same'],
  },
  {
    name: 'two namespaces',
    documents: [np('a', '{ name: p, namespace: a }'), np('b', '{ name: p, namespace: b }')],
    want: [],
  },
  {
    name: 'two kinds',
    documents: [
      np('a', '{ name: p, namespace: shop }'),
      np('b', '{ name: p, namespace: shop }', CILIUM, 'CiliumNetworkPolicy'),
    ],
    want: [],
  },
  {
    name: 'a cluster-wide kind has no namespace, whatever is written',
    documents: [
      np('a', '{ name: p }', CILIUM, 'CiliumClusterwideNetworkPolicy'),
      np('b', '{ name: p, namespace: shop }', CILIUM, 'CiliumClusterwideNetworkPolicy'),
    ],
    want: ['b: a:1 says the same'],
  },
  {
    name: 'groups of addresses are found by their labels too',
    documents: [group('a', '{ x: a }'), group('b', '{ x: b }')],
    want: ['b: a:1 says something else'],
  },
])('$name', ({ documents, want }) => {
  const found = duplicateObjects(documents.flat(), ({ source }) => `${source}:1`);
  expect(
    found.map(({ facts, source }) =>
      'same' in facts
        ? `${source}: ${facts.other} says ${facts.same ? 'the same' : 'something else'}`
        : '',
    ),
  ).toEqual(want);
  for (const one of found) {
    const { help, message, severity } = explain(policyCatalogue, one);
    expect(severity).toBe('error');
    expect(`${message} ${help}`).not.toMatch(/undefined|\[object/);
  }
});
