/** Texts that are filled in before a cluster sees them. */
import { describe, expect, test } from 'vitest';
import { readPolicies } from './read-policies.ts';

const read = (text: string) => {
  const { diagnostics, unread, value } = readPolicies({ name: 'x.yaml', text });
  return {
    codes: diagnostics.map(({ code }) => code),
    read: value.length,
    unread: unread.map(({ object }) => object.metadata.namespace ?? 'anywhere'),
  };
};
const np = (name: string, namespace: string, rest = ''): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { podSelector: {}${rest} }\n`;

describe('a template is named once, and its objects are not read', () => {
  test.each([
    {
      name: 'a condition of Helm around an object',
      text: `{{- if .Values.on }}\n${np('a', 'shop')}{{- end }}\n`,
      want: { codes: ['policy/template'], read: 0, unread: ['anywhere'] },
    },
    {
      name: 'a value of Helm in quotes',
      text: np('"{{ .Release.Name }}"', 'shop'),
      want: { codes: ['policy/template'], read: 0, unread: ['shop'] },
    },
    {
      name: 'several values of Helm without quotes',
      text: np('{{ .Release.Name }}-web', '{{ .Release.Namespace }}'),
      want: { codes: ['policy/template'], read: 0, unread: ['anywhere'] },
    },
    {
      name: 'a variable of Flux',
      text: np(
        'a',
        'shop',
        ', ingress: [{ from: [{ ipBlock: { cidr: "${CIDR:=10.0.0.0/8}" } }] }]',
      ),
      want: { codes: ['policy/template'], read: 0, unread: ['shop'] },
    },
    {
      name: 'a variable of Flux in a namespace',
      text: np('a', '"${ns}"'),
      want: { codes: ['policy/template'], read: 0, unread: ['${ns}'] },
    },
    {
      name: 'a template beside a plain object',
      text: `${np('a', 'shop')}---\n${np('"{{ .x }}"', 'shop')}`,
      want: { codes: ['policy/template'], read: 1, unread: ['shop'] },
    },
    {
      name: 'braces in a comment and in an annotation, which are none',
      text: `# {{ include "x" . }}\napiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: a, namespace: shop, annotations: { x: "{{ .y }} $\{z}" } }\nspec: { podSelector: {} }\n`,
      want: { codes: [], read: 1, unread: [] },
    },
  ])('$name', ({ text, want }) => {
    expect(read(text)).toEqual(want);
  });
});

describe('what was not read is known to be missing', () => {
  test.each([
    {
      name: 'a value of the wrong type',
      text: np('a', 'shop', ', ingress: yes'),
      unread: ['shop'],
    },
    {
      name: 'a word that no field takes',
      text: np('a', 'shop', ', policyTypes: [Both]'),
      unread: ['shop'],
    },
    {
      name: 'a document that is no YAML',
      text: `${np('a', 'shop')}---\nkind: [\n`,
      unread: ['anywhere'],
    },
    {
      name: 'a version that is not read',
      text: np('a', 'shop').replace('networking.k8s.io/v1', 'extensions/v1beta1'),
      unread: ['shop'],
    },
    {
      name: 'a kind that decides traffic',
      text: 'apiVersion: policy.networking.k8s.io/v1alpha1\nkind: AdminNetworkPolicy\nmetadata: { name: a }\n',
      unread: ['anywhere'],
    },
    {
      name: 'a policy of another engine in a namespace',
      text: np('a', 'shop').replace('networking.k8s.io/v1', 'projectcalico.org/v3'),
      unread: ['shop'],
    },
    {
      name: 'a kind that only orders others, which is none',
      text: 'apiVersion: projectcalico.org/v3\nkind: Tier\nmetadata: { name: a }\n',
      unread: [],
    },
    {
      name: 'a Deployment, which is none',
      text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: a }\n',
      unread: [],
    },
    {
      name: 'a key that is there twice, which leaves the object',
      text: `${np('a', 'shop')}kind: NetworkPolicy\n`,
      unread: [],
    },
  ])('$name', ({ text, unread }) => {
    expect(read(text).unread).toEqual(unread);
  });
});
