import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { policyCatalogue, readPolicies, validatePolicy, writePolicy } from './index.ts';

const corpus = join(import.meta.dirname, '../../../../shared/corpus-policies');
const present = existsSync(corpus);

/** Files that hold placeholders: they are no objects before somebody fills them in. */
const TEMPLATE = /\{\{|NODE_WITHOUT_CILIUM_IP/;

/**
 * What a reader or cluster refuses, by file. Everything else upstream calls good, and so must we. Kinds that aclift
 * does not evaluate are not counted here.
 */
const REFUSED: Readonly<
  Record<string, { readonly codes: readonly string[]; readonly why: string }>
> = {
  'cilium-examples/auth/auth.yaml': {
    codes: ['policy/unknown-field'],
    why: 'writes `auth` where the definition has `authentication`; a cluster drops it',
  },
  'cilium-examples/l3/requires/requires.yaml': {
    codes: ['policy/removed-field'],
    why: 'fromRequires is refused since 1.19; the example was left behind',
  },
  'netpol-analyzer/tests/bad_netpols/subdir1/netpols.yaml': {
    codes: ['policy/bad-cidr'],
    why: 'broken on purpose',
  },
  'netpol-analyzer/tests/bad_netpols/subdir2/netpols.yaml': {
    codes: ['policy/bad-label-key'],
    why: 'broken on purpose',
  },
  'netpol-analyzer/tests/bad_netpols/subdir3/netpols.yaml': {
    codes: ['policy/ip-block-with-selector'],
    why: 'broken on purpose',
  },
  'netpol-analyzer/tests/bad_netpols/subdir4/netpols.yaml': {
    codes: ['policy/empty-peer'],
    why: 'broken on purpose',
  },
  'netpol-analyzer/tests/bad_netpols/subdir7/resources.yaml': {
    codes: ['policy/bad-label-value'],
    why: 'broken on purpose',
  },
  'netpol-analyzer/tests/example_pods_w_same_owner_and_labels_gap_with_bad_match_expression/netpol.yaml':
    { codes: ['policy/bad-object-name'], why: 'that tool does not look at names; Kubernetes does' },
  'netpol-analyzer/tests/example_pods_w_same_owner_and_labels_gap_with_good_match_expression/netpol.yaml':
    { codes: ['policy/bad-object-name'], why: 'that tool does not look at names; Kubernetes does' },
  'netpol-analyzer/tests/example_pods_w_same_owner_and_labels_gap_with_good_match_expression2/netpol.yaml':
    { codes: ['policy/bad-object-name'], why: 'that tool does not look at names; Kubernetes does' },
  'netpol-analyzer/tests/malformed-pod-example-5/pod.yaml': {
    codes: ['policy/syntax'],
    why: 'broken on purpose',
  },
  'network-policy-api/user-stories/user-story-4-v1.yaml': {
    codes: ['policy/syntax'],
    why: 'not valid YAML upstream',
  },
  'network-policy-api/user-stories/user-story-4-v2.yaml': {
    codes: ['policy/syntax'],
    why: 'not valid YAML upstream',
  },
};

/** The recipes keep their objects in fenced blocks of Markdown. */
const textsOf = (file: string, raw: string): readonly string[] =>
  file.endsWith('.md')
    ? [...raw.matchAll(/```yaml\n([\s\S]*?)```/g)].map((match) => match[1] ?? '')
    : [raw];

const files = present
  ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(?:ya?ml|json|md)$/.test(file))
      .map((file) => file.replaceAll('\\', '/'))
      .sort((a, b) => (a < b ? -1 : 1))
  : [];

interface Verdict {
  readonly objects: number;
  readonly errors: readonly string[];
  readonly template: boolean;
}

/** Reads and judges one file; objects that are read are also written and read again. */
function judge(file: string): Verdict {
  const raw = readFileSync(join(corpus, file), 'utf8');
  const errors = new Set<string>();
  let objects = 0;
  for (const text of textsOf(file, raw)) {
    const { value, diagnostics } = readPolicies({ name: file, text });
    objects += value.length;
    for (const one of [...diagnostics, ...value.flatMap(validatePolicy)]) {
      const { severity, message } = explain(policyCatalogue, one);
      expect(message).not.toMatch(/undefined|\[object/);
      if (severity === 'error') errors.add(one.code);
    }
    for (const { object } of value) {
      const again = readPolicies({ name: file, text: writePolicy(object) });
      expect(again.value.map((one) => one.object)).toEqual([object]);
    }
  }
  errors.delete('policy/unsupported-policy-kind');
  return { objects, errors: [...errors], template: TEMPLATE.test(raw) };
}

describe.skipIf(!present)('policies of others (skipped without ../shared/corpus-policies)', () => {
  const verdicts = new Map(files.map((file) => [file, judge(file)]));

  test('there are as many objects as are known to be there', () => {
    const count: Record<string, number> = {};
    for (const [file, { objects }] of verdicts) {
      const folder = file.split('/', 1)[0] ?? '';
      count[folder] = (count[folder] ?? 0) + objects;
    }
    expect(count).toEqual({
      'README.md': 0,
      // Fifteen more are templates, whose objects nobody can read.
      'cilium-connectivity': 36,
      'cilium-examples': 55,
      'cilium-test-manifests': 33,
      cyclonus: 14,
      'netpol-analyzer': 98,
      'network-policy-api': 15,
      'np-recipes': 15,
    });
  });

  test('exactly what upstream or Kubernetes refuses is refused, templates aside', () => {
    const refused = [...verdicts]
      .filter(([, { errors, template }]) => errors.length > 0 && !template)
      .map(([file, { errors }]) => [file, errors]);
    const expected = Object.entries(REFUSED).map(([file, { codes }]) => [file, codes]);
    expect(Object.fromEntries(refused)).toEqual(Object.fromEntries(expected));
  });
});
