/** What it costs to compare two sets of policies. Run with \`npm run bench -- packages/core/src/policy-diff\`. */
import { type Inventory, readInventory } from '@aclift/inventory';
import { expect, test } from 'vitest';
import { diffPolicies } from './policy-diff.ts';

const WORKLOADS = 400;
const NAMESPACES = 10;
const RULES = 4;
const PORTS = [80, 443, 5432, 8080, 9090] as const;

/** Numbers that look random and are the same in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * below);
  };
}

function inventory(): Inventory {
  const lines = [
    'version: 1',
    'workloads:',
    ...Array.from({ length: WORKLOADS }, (_, i) => {
      const base = `10.${Math.floor(i / 200)}.${i % 200}`;
      return `  - { namespace: n${i % NAMESPACES}, labels: { app: a${i} }, addresses: [${base}.1, ${base}.3] }`;
    }),
  ];
  const { value } = readInventory({ name: 'inventory.yaml', text: `${lines.join('\n')}\n` });
  if (value === undefined) throw new Error('the inventory of the bench is unreadable');
  return value;
}

/** One policy for ingress of each workload. */
function policies(seed: number): readonly string[] {
  const number = numbers(seed);
  return Array.from({ length: WORKLOADS }, (_, i) => {
    const rules = Array.from({ length: RULES }, () => {
      const peer = number(WORKLOADS);
      return `    - from:
        - namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: n${peer % NAMESPACES} } }
          podSelector: { matchLabels: { app: a${peer} } }
        - ipBlock: { cidr: 192.0.${number(256)}.0/24 }
      ports: [{ port: ${PORTS[number(PORTS.length)]} }]`;
    });
    return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: a${i}, namespace: n${i % NAMESPACES} }
spec:
  podSelector: { matchLabels: { app: a${i} } }
  policyTypes: [Ingress]
  ingress:
${rules.join('\n')}
`;
  });
}

const before = policies(1);
const others = policies(2);

test.for([
  { name: 'a set and itself', a: before, b: before, most: 10 },
  {
    name: 'one policy of twenty edited',
    a: before,
    b: before.map((text, i) => (i % 20 === 0 ? (others[i] ?? '') : text)),
    most: 10,
  },
  { name: 'no policy and 400, so that 160,400 pairs differ', a: [], b: before, most: 40 },
])('$name', { timeout: 300_000 }, ({ a, b, most, name }) => {
  const file = (texts: readonly string[]) => [{ name: 'p.yaml', text: texts.join('---\n') }];
  const start = performance.now();
  const report = diffPolicies({
    inventory: inventory(),
    a: file(a),
    b: file(b),
    sources: [],
    diagnostics: [],
    options: {},
  });
  const seconds = (performance.now() - start) / 1000;
  const regions = report.differences.reduce((sum, group) => sum + group.regions.length, 0);
  process.stdout.write(`${name}: ${seconds.toFixed(1)} s, ${regions} regions\n`);
  expect(seconds).toBeLessThan(most);
});
