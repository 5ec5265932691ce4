/** Two sets of policies whose files have the same names: a draft and what somebody made of it. */
import { groupUsers, policyViews } from '@aclift/core';
import { diffPolicies } from '@aclift/insight';
import { readInventory } from '@aclift/inventory';
import { expect, test } from 'vitest';

const INVENTORY = {
  name: 'inventory.yaml',
  text: `version: 1
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.1] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.2.1] }
`,
};
const RULES = [5432, 5433, 5434].map(
  (port) => `    - from:
        - podSelector: { matchLabels: { app: web } }
      ports:
        - { protocol: TCP, port: ${port} }
`,
);
const policy = (rules: readonly string[]) => ({
  name: 'policies/shop/db.yaml',
  text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: db, namespace: shop }
spec:
  podSelector: { matchLabels: { app: db } }
  policyTypes: [Ingress]
  ingress:
${rules.join('')}`,
});

test.each([
  { name: 'the last rule deleted', left: [0, 1], kind: 'closed', service: 'tcp/5434' },
  { name: 'the first rule deleted', left: [1, 2], kind: 'closed', service: 'tcp/5432' },
])(
  '$name: it says what closes, and where in the old text the rule stood',
  ({ kind, left, service }) => {
    const { value: inventory } = readInventory(INVENTORY);
    if (inventory === undefined) throw new Error('the inventory reads');
    const report = diffPolicies({
      inventory,
      a: [policy(RULES)],
      b: [policy(left.map((n) => RULES[n] ?? ''))],
      sources: [INVENTORY],
      diagnostics: [],
      options: {},
    });
    const [group] = report.differences;
    const [region] = group?.regions ?? [];
    expect(group?.kind).toBe(kind);
    expect(region?.services).toEqual([service]);
    const at = [0, 1, 2].find((n) => !left.includes(n)) ?? 0;
    expect(region?.a.ingress).toMatchObject({ verdict: 'allowed', rule: { line: 8 + at * 4 } });
  },
);

test('a group of addresses says what it holds and who names it, and not that it isolates', () => {
  const group = {
    name: 'group.yaml',
    text: `apiVersion: cilium.io/v2
kind: CiliumCIDRGroup
metadata: { name: admins }
spec: { externalCIDRs: [198.51.100.0/26] }
`,
  };
  const user = {
    name: 'user.yaml',
    text: `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: web, namespace: shop }
spec:
  endpointSelector: { matchLabels: { app: web } }
  ingress:
    - fromCIDRSet: [{ cidrGroupRef: admins }]
`,
  };
  const summary = (users: readonly (typeof group)[]) =>
    policyViews(group, groupUsers(users)).map((view) => view.summary);
  expect(summary([group, user])).toEqual([
    'Addresses that policies name: 198.51.100.0/26. By itself it selects and isolates nothing. Used by shop/web.',
  ]);
  expect(summary([group])[0]).toContain('No policy names it.');
  expect(policyViews(user)[0]?.summary).toMatch(
    /^Applies to pods with app=web in namespace shop\. /,
  );
});
