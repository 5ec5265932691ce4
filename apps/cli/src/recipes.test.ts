/** What the well-known recipes for network policies say that they do, tried as they tell their readers to try it. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readPolicyFiles } from '@aclift/insight';
import { readInventory } from '@aclift/inventory';
import { parseIpv4 } from '@aclift/ir';
import { decideByPolicies, type FlowEnd, modelPolicies, passes } from '@aclift/verify';

const CORPUS = new URL('../../../../shared/corpus-policies/np-recipes/', import.meta.url);

const INVENTORY = `version: 1
namespaces:
  default: {}
  other: { labels: { team: operations } }
  dev: { labels: { purpose: testing } }
  prod: { labels: { purpose: production } }
  kube-system: {}
workloads:
  - { namespace: default, labels: { app: web } }
  - { namespace: default, labels: { app: test } }
  - { namespace: default, labels: { app: foo } }
  - { namespace: default, labels: { app: apiserver } }
  - { namespace: default, labels: { app: monitor, role: monitoring } }
  - { namespace: default, labels: { app: scraper, type: monitoring } }
  - { namespace: default, labels: { app: bookstore, role: api } }
  - { namespace: default, labels: { app: bookstore, role: frontend } }
  - { namespace: default, labels: { app: bookstore, role: search } }
  - { namespace: default, labels: { app: bookstore, role: db } }
  - { namespace: default, labels: { app: inventory, role: web } }
  - { namespace: other, labels: { app: test } }
  - { namespace: other, labels: { app: scraper, type: monitoring } }
  - { namespace: dev, labels: { app: test } }
  - { namespace: prod, labels: { app: test } }
  - { namespace: kube-system, labels: { k8s-app: kube-dns } }
`;

/** Ends by the labels that tell them apart, or an address outside. */
const inventory = readInventory({ name: 'inventory.yaml', text: INVENTORY }).value;

function end(name: string): FlowEnd {
  if (name === 'outside') return { kind: 'outside' };
  const [namespace = '', ...labels] = name.split(' ');
  const found = inventory?.workloads.filter(
    (workload) =>
      workload.namespace === namespace &&
      labels.every((label) => Object.entries(workload.labels).some((e) => e.join('=') === label)),
  );
  const [workload, ...more] = found ?? [];
  if (workload === undefined || more.length > 0) throw new Error(`${name} is not one workload`);
  return { kind: 'pod', workload: workload.id };
}

/** One try of a recipe: the nth policy of its page, a flow, and what the page says of it. */
type Try = readonly [
  recipe: string,
  nth: number,
  from: string,
  to: string,
  port: number,
  want: boolean,
];

const WEB = 'default app=web';
const TRIES: readonly Try[] = [
  ['01-deny-all-traffic-to-an-application', 0, 'default app=test', WEB, 80, false],
  ['02-limit-traffic-to-an-application', 0, 'default app=test', 'default role=api', 80, false],
  ['02-limit-traffic-to-an-application', 0, 'default role=frontend', 'default role=api', 80, true],
  ['02a-allow-all-traffic-to-an-application', 0, 'default app=test', WEB, 80, true],
  ['02a-allow-all-traffic-to-an-application', 0, 'outside', WEB, 80, true],
  ['03-deny-all-non-whitelisted-traffic-in-the-namespace', 0, 'default app=test', WEB, 80, false],
  ['04-deny-traffic-from-other-namespaces', 0, 'other app=test', WEB, 80, false],
  ['04-deny-traffic-from-other-namespaces', 0, 'default app=test', WEB, 80, true],
  ['05-allow-traffic-from-all-namespaces', 0, 'other app=test', WEB, 80, true],
  ['05-allow-traffic-from-all-namespaces', 0, 'outside', WEB, 80, false],
  ['06-allow-traffic-from-a-namespace', 0, 'dev app=test', WEB, 80, false],
  ['06-allow-traffic-from-a-namespace', 0, 'prod app=test', WEB, 80, true],
  ['07-allow-traffic-from-some-pods-in-another-namespace', 0, 'default app=test', WEB, 80, false],
  [
    '07-allow-traffic-from-some-pods-in-another-namespace',
    0,
    'default app=scraper',
    WEB,
    80,
    false,
  ],
  ['07-allow-traffic-from-some-pods-in-another-namespace', 0, 'other app=test', WEB, 80, false],
  ['07-allow-traffic-from-some-pods-in-another-namespace', 0, 'other app=scraper', WEB, 80, true],
  ['08-allow-external-traffic', 0, 'outside', WEB, 80, true],
  ['09-allow-traffic-only-to-a-port', 0, 'default app=test', 'default app=apiserver', 8000, false],
  ['09-allow-traffic-only-to-a-port', 0, 'default app=test', 'default app=apiserver', 5000, false],
  [
    '09-allow-traffic-only-to-a-port',
    0,
    'default app=monitor',
    'default app=apiserver',
    8000,
    false,
  ],
  [
    '09-allow-traffic-only-to-a-port',
    0,
    'default app=monitor',
    'default app=apiserver',
    5000,
    true,
  ],
  [
    '10-allowing-traffic-with-multiple-selectors',
    0,
    'default app=inventory',
    'default role=db',
    6379,
    true,
  ],
  [
    '10-allowing-traffic-with-multiple-selectors',
    0,
    'default role=search',
    'default role=db',
    6379,
    true,
  ],
  [
    '10-allowing-traffic-with-multiple-selectors',
    0,
    'default app=test',
    'default role=db',
    6379,
    false,
  ],
  ['11-deny-egress-traffic-from-an-application', 0, 'default app=foo', WEB, 80, false],
  ['11-deny-egress-traffic-from-an-application', 0, 'default app=foo', 'outside', 80, false],
  [
    '11-deny-egress-traffic-from-an-application',
    1,
    'default app=foo',
    'kube-system k8s-app=kube-dns',
    53,
    true,
  ],
  ['11-deny-egress-traffic-from-an-application', 1, 'default app=foo', WEB, 53, false],
  ['12-deny-all-non-whitelisted-traffic-from-the-namespace', 0, 'default app=test', WEB, 80, false],
  ['12-deny-all-non-whitelisted-traffic-from-the-namespace', 0, 'other app=test', WEB, 80, true],
  [
    '14-deny-external-egress-traffic',
    0,
    'default app=foo',
    'kube-system k8s-app=kube-dns',
    53,
    true,
  ],
  ['14-deny-external-egress-traffic', 0, 'default app=foo', 'outside', 80, false],
];

describe.skipIf(!existsSync(CORPUS))(
  'recipes do what they say (skipped without ../shared/corpus-policies)',
  () => {
    test.each(TRIES)('%s, policy %i: %s to %s port %i: %s', (recipe, nth, from, to, port, want) => {
      const page = readFileSync(new URL(`${recipe}.md`, CORPUS), 'utf8');
      const policies = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)]
        .map(([, text = '']) => readPolicyFiles([{ name: recipe, text }]).accepted)
        .filter((accepted) => accepted.length > 0);
      const documents = policies[nth] ?? [];
      expect(documents).toHaveLength(1);
      if (inventory === undefined) throw new Error('the inventory is unreadable');
      const models = modelPolicies(documents, inventory, 'ipv4', { engine: 'strict-spec' });
      const decision = decideByPolicies(
        models.policies,
        {
          source: parseIpv4('198.51.100.7') as number,
          destination: parseIpv4('198.51.100.7') as number,
          protocol: 6,
          sourcePort: 49152,
          service: port,
        },
        end(from),
        end(to),
      );
      expect(passes(decision)).toBe(want);
    });
  },
);
