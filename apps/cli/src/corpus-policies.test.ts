/** Policies of others, whatever they use: none of them stops the evaluator, and none differs from itself. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { diffPolicies, readPolicyFiles } from '@aclift/insight';
import { readInventory } from '@aclift/inventory';

const CORPUS = new URL('../../../../shared/corpus-policies/', import.meta.url);
const present = existsSync(CORPUS);

/** Workloads with the labels that the examples use most, of both families. */
const INVENTORY = `version: 1
namespaces:
  default: {}
  cilium-test: {}
  hello-world: { labels: { foo: managed } }
  ns1: {}
workloads:
  - { namespace: default, labels: { role: backend, app: myService, id: app1 }, addresses: [10.0.0.1, 2001:db8::1] }
  - { namespace: default, labels: { role: frontend, env: prod, org: empire, class: tiefighter }, addresses: [10.0.0.2] }
  - { namespace: cilium-test, labels: { kind: echo, name: echo-same-node }, addresses: [10.0.0.3, 2001:db8::3] }
  - { namespace: cilium-test, labels: { kind: client, other: client }, addresses: [10.0.0.4] }
  - { namespace: hello-world, labels: { app: a-app }, addresses: [10.0.0.5] }
  - { namespace: ns1, labels: { app: b }, addresses: [10.0.0.6] }
`;

describe.skipIf(!present)('policies of others (skipped without ../shared/corpus-policies)', () => {
  const inventory = readInventory({ name: 'inventory.yaml', text: INVENTORY }).value;
  const files = present
    ? readdirSync(CORPUS, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.ya?ml$/.test(name))
        .toSorted()
        .map((name) => ({ name, text: readFileSync(new URL(name, CORPUS), 'utf8') }))
        .filter((file) => readPolicyFiles([file]).accepted.length > 0)
    : [];

  test.each(files)('$name does not differ from itself, and is told from nothing', (file) => {
    if (inventory === undefined) throw new Error('the inventory is unreadable');
    const diff = (a: readonly (typeof file)[], b: readonly (typeof file)[]) =>
      diffPolicies({ inventory, a, b, sources: [], diagnostics: [], options: {} });
    expect(diff([file], [file])).toMatchObject({ equal: true, differences: [], undecided: [] });
    const there = diff([], [file]);
    const back = diff([file], []);
    expect(back.flows.map(({ closed, opened }) => [closed, opened])).toEqual(
      there.flows.map(({ closed, opened }) => [opened, closed]),
    );
    const kinds = there.differences.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'opened')).toEqual([]);
  });

  test('there are as many files as are known to be there', () => {
    expect(files).toHaveLength(217);
  });
});
