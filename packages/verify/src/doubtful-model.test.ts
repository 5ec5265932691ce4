/** Objects of one name, objects that a cluster refuses, and texts that nobody could read: none of them is taken for nothing. */
import { describe, expect, test } from 'vitest';
import { type Ask, verdict } from '../testing/cluster.ts';
import type { PolicyVerdict } from './decide.ts';

interface Row extends Ask {
  readonly name: string;
  readonly yaml: string;
  readonly is: PolicyVerdict;
}

const np = (name: string, spec: string, namespace = 'shop'): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n---\n`;
const cnp = (name: string, spec: string): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: ${name}, namespace: shop }\nspec: ${spec}\n---\n`;
const port = (name: string, number: number): string =>
  np(
    name,
    `{ podSelector: {}, policyTypes: [Ingress], ingress: [{ ports: [{ port: ${number} }] }] }`,
  );
const isolated = (name: string): string => np(name, '{ podSelector: {}, policyTypes: [Ingress] }');

function check(rows: readonly Row[]): void {
  test.each(rows)('$name: $flow $is', ({ is, yaml, ...ask }) => {
    expect(verdict(yaml, { ...ask, doubt: true })).toBe(is);
  });
}

describe('two objects of one name', () => {
  check([
    {
      name: 'are not joined',
      yaml: port('p', 22) + port('p', 80),
      flow: 'mon -> web tcp 22',
      is: 'undecided',
    },
    {
      name: 'hold what both hold',
      yaml: port('p', 22) + port('p', 80),
      flow: 'mon -> web tcp 443',
      is: 'held',
    },
    {
      name: 'let through what both let through',
      yaml: port('p', 22) + np('p', '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}] }'),
      flow: 'mon -> web tcp 22',
      is: 'passes',
    },
    {
      name: 'count once when they say the same',
      yaml: port('p', 22) + port('p', 22),
      flow: 'mon -> web tcp 22',
      is: 'passes',
    },
    {
      name: 'of different names add up',
      yaml: port('p', 22) + port('q', 80),
      flow: 'mon -> web tcp 22',
      is: 'passes',
    },
    {
      name: 'leave open whom only one of them selects',
      yaml:
        isolated('p') +
        np('p', '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }'),
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'hold whom both select',
      yaml:
        isolated('p') +
        np('p', '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }'),
      flow: 'mon -> db tcp 80',
      is: 'held',
    },
    {
      name: 'do not matter where another policy allows',
      yaml: port('p', 22) + port('p', 80) + port('q', 22),
      flow: 'mon -> web tcp 22',
      is: 'passes',
    },
    {
      name: 'do not matter where another policy denies',
      yaml:
        cnp('d', '{ endpointSelector: {}, ingressDeny: [{ fromEntities: [all] }] }') +
        port('p', 22) +
        port('p', 80),
      flow: 'mon -> web tcp 22',
      is: 'held',
    },
    {
      name: 'may both deny',
      yaml:
        cnp(
          'd',
          '{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEntities: [all] }] }',
        ) +
        cnp(
          'd',
          '{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEntities: [all], toPorts: [{ ports: [{ port: "22" }] }] }] }',
        ),
      flow: 'mon -> web tcp 22',
      is: 'held',
    },
    {
      name: 'of two pairs each count for themselves',
      yaml: port('p', 22) + port('p', 80) + port('q', 22) + port('q', 443),
      flow: 'mon -> web tcp 22',
      is: 'undecided',
    },
    {
      name: 'in no namespace and in default are one name',
      yaml: `${isolated('p').replace('shop', 'default')}${isolated('p').replace(', namespace: shop', '')}`,
      flow: 'mon -> web tcp 22',
      is: 'passes',
    },
    {
      name: 'that are groups of addresses leave open what the group holds',
      yaml: `${['192.0.2.0/24', '203.0.113.0/24']
        .map(
          (cidr) =>
            `apiVersion: cilium.io/v2\nkind: CiliumCIDRGroup\nmetadata: { name: g }\nspec: { externalCIDRs: [${cidr}] }\n---\n`,
        )
        .join(
          '',
        )}${cnp('p', '{ endpointSelector: {}, ingress: [{ fromCIDRSet: [{ cidrGroupRef: g }] }] }')}`,
      flow: '192.0.2.7 -> web tcp 80',
      is: 'undecided',
    },
  ]);
});

describe('an object that only some clusters enforce', () => {
  check([
    { name: 'may isolate', yaml: isolated('perhaps'), flow: 'mon -> web tcp 80', is: 'undecided' },
    {
      name: 'isolates nobody whom it does not select',
      yaml: isolated('perhaps'),
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'may allow',
      yaml: isolated('p') + port('perhaps', 80),
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'does not allow what it does not say',
      yaml: isolated('p') + port('perhaps', 80),
      flow: 'mon -> web tcp 81',
      is: 'held',
    },
    {
      name: 'changes nothing that another allows',
      yaml: port('p', 80) + isolated('perhaps'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'may deny',
      yaml:
        port('p', 80) +
        cnp('perhaps', '{ endpointSelector: {}, ingressDeny: [{ fromEntities: [all] }] }'),
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
  ]);
});

describe('an object that a cluster refuses', () => {
  const wrong = np(
    'refused',
    '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Ingress], ingress: [{ ports: [{ port: 443000 }] }] }',
  );
  check([
    { name: 'may isolate', yaml: wrong, flow: 'mon -> web tcp 80', is: 'undecided' },
    {
      name: 'may allow anything when it is mended',
      yaml: isolated('p') + wrong,
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'is about nobody whom it does not select',
      yaml: wrong,
      flow: 'mon -> db tcp 80',
      is: 'passes',
    },
    {
      name: 'is about no direction that it does not speak of',
      yaml: wrong,
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'changes nothing that another allows',
      yaml: port('p', 80) + wrong,
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'may deny if it is one of Cilium',
      yaml:
        port('p', 80) +
        cnp(
          'refused',
          '{ endpointSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "99999" }] }] }] }',
        ),
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'without a subject is about its namespace',
      yaml: cnp('refused', '{ ingress: [{}] }'),
      flow: 'mon -> db tcp 80',
      is: 'undecided',
    },
    {
      name: 'with an empty section speaks of its direction',
      yaml: cnp('refused', '{ endpointSelector: {}, egress: [] }'),
      flow: 'web -> mon tcp 80',
      is: 'undecided',
    },
  ]);
});

describe('an object that was not read', () => {
  const unread = np('x', '{ podSelector: { matchLabels: { app: yes } } }');
  const unreadCilium = cnp('x', '{ endpointSelector: {}, ingress: [{ fromEntities: [pods] }] }');
  check([
    {
      name: 'may isolate any pod of its namespace',
      yaml: unread,
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'may isolate egress as well',
      yaml: unread,
      flow: 'web -> mon tcp 80',
      is: 'undecided',
    },
    { name: 'isolates no pod elsewhere', yaml: unread, flow: 'mon -> dns tcp 80', is: 'passes' },
    {
      name: 'may allow what another holds',
      yaml: isolated('p') + unread,
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'denies nothing if it is a NetworkPolicy',
      yaml: port('p', 80) + unread,
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'may deny if it is one of Cilium',
      yaml: port('p', 80) + unreadCilium,
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'cannot undo what Cilium denies',
      yaml: cnp('d', '{ endpointSelector: {}, ingressDeny: [{ fromEntities: [all] }] }') + unread,
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'of no known kind may be about anybody',
      yaml: 'kind: [\n',
      flow: 'mon -> dns tcp 80',
      is: 'undecided',
    },
    {
      name: 'of a kind without pods is about nobody',
      yaml: 'apiVersion: cilium.io/v2\nkind: CiliumCIDRGroup\nmetadata: { name: g }\nspec: { externalCIDRs: 1 }\n',
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
  ]);
});
