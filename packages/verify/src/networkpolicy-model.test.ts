/** What NetworkPolicies mean, by the sections of the API's documentation. Each row is asked flow by flow and over all flows. */
import { describe, expect, test } from 'vitest';
import { type Ask, modelled, verdict } from '../testing/cluster.ts';
import type { PolicyVerdict } from './decide.ts';

interface Row extends Ask {
  readonly name: string;
  readonly spec: string;
  readonly is: PolicyVerdict;
}

const np = (spec: string, namespace = 'shop', name = 'np'): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: ${spec}\n`;
/** All pods of `shop`, ingress only. */
const ingress = (rules: string): string =>
  `{ podSelector: {}, policyTypes: [Ingress], ingress: ${rules} }`;
const egress = (rules: string): string =>
  `{ podSelector: {}, policyTypes: [Egress], egress: ${rules} }`;
const from = (peers: string): string => ingress(`[{ from: ${peers} }]`);
const to = (peers: string): string => egress(`[{ to: ${peers} }]`);
const ports = (list: string): string => ingress(`[{ ports: ${list} }]`);

const OUT = '192.0.2.7';

function check(rows: readonly Row[]): void {
  test.each(rows)('$name: $flow $is', ({ is, spec, ...ask }) => {
    expect(verdict(np(spec), ask)).toBe(is);
  });
}

describe('isolation', () => {
  check([
    {
      name: 'a pod of another namespace is not isolated',
      spec: ingress('[]'),
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'a pod that the selector leaves out is not isolated',
      spec: '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }',
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a selected pod without rules gets nothing',
      spec: '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }',
      flow: 'web -> db tcp 80',
      is: 'held',
    },
    {
      name: 'isolation of one direction leaves the other open',
      spec: ingress('[]'),
      flow: 'web -> mon udp 53',
      is: 'passes',
    },
    {
      name: 'isolation holds for what comes from outside too',
      spec: ingress('[]'),
      flow: `${OUT} -> web tcp 443`,
      is: 'held',
    },
  ]);

  test('both sides must allow', () => {
    const both = [np(from('[{ podSelector: {} }]'), 'shop'), np(egress('[]'), 'shop', 'np2')];
    expect(verdict(both.join('---\n'), { flow: 'web -> db tcp 80' })).toBe('held');
    expect(verdict(both[0] ?? '', { flow: 'web -> db tcp 80' })).toBe('passes');
  });

  test('policies add up: a second one can only allow more', () => {
    const two = [
      np(from('[{ podSelector: {} }]')),
      np(from('[{ namespaceSelector: {} }]'), 'shop', 'b'),
    ];
    expect(verdict(two.join('---\n'), { flow: 'mon -> web tcp 80' })).toBe('passes');
  });
});

describe('policyTypes', () => {
  check([
    {
      name: 'missing means ingress',
      spec: '{ podSelector: {} }',
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'missing does not mean egress',
      spec: '{ podSelector: {} }',
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'missing with an empty list of egress rules does not mean egress',
      spec: '{ podSelector: {}, egress: [] }',
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'missing with an egress rule means egress',
      spec: '{ podSelector: {}, egress: [{ ports: [{ port: 53, protocol: UDP }] }] }',
      flow: 'web -> mon tcp 80',
      is: 'held',
    },
    {
      name: 'missing with an egress rule means ingress as well',
      spec: '{ podSelector: {}, egress: [{}] }',
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'an empty list is as if missing',
      spec: '{ podSelector: {}, policyTypes: [], egress: [{}] }',
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'Egress alone leaves ingress open, whatever ingress rules are listed',
      spec: '{ podSelector: {}, policyTypes: [Egress], ingress: [{ ports: [{ port: 1 }] }] }',
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
  ]);
});

describe('empty and missing', () => {
  check([
    {
      name: 'podSelector missing selects all',
      spec: '{ policyTypes: [Ingress] }',
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'ingress missing allows nothing',
      spec: '{ podSelector: {}, policyTypes: [Ingress] }',
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'ingress null allows nothing',
      spec: ingress('null'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'ingress [] allows nothing',
      spec: ingress('[]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'ingress [{}] allows pods',
      spec: ingress('[{}]'),
      flow: 'mon -> web udp 9',
      is: 'passes',
    },
    {
      name: 'ingress [{}] allows the outside',
      spec: ingress('[{}]'),
      flow: `${OUT} -> web sctp 9`,
      is: 'passes',
    },
    {
      name: 'from [] allows any source',
      spec: from('[]'),
      flow: `${OUT} -> web tcp 9`,
      is: 'passes',
    },
    { name: 'ports [] allows any port', spec: ports('[]'), flow: 'mon -> web udp 9', is: 'passes' },
    {
      name: 'ports [{}] allows TCP',
      spec: ports('[{}]'),
      flow: 'mon -> web tcp 65535',
      is: 'passes',
    },
    {
      name: 'ports [{}] allows TCP only',
      spec: ports('[{}]'),
      flow: 'mon -> web udp 9',
      is: 'held',
    },
    {
      name: 'a protocol alone allows all its ports',
      spec: ports('[{ protocol: UDP }]'),
      flow: 'mon -> web udp 1',
      is: 'passes',
    },
    {
      name: 'a protocol alone allows no other',
      spec: ports('[{ protocol: UDP }]'),
      flow: 'mon -> web tcp 1',
      is: 'held',
    },
    {
      name: 'peer podSelector {} is the own namespace',
      spec: from('[{ podSelector: {} }]'),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'peer podSelector {} is no other namespace',
      spec: from('[{ podSelector: {} }]'),
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'peer namespaceSelector {} is every pod',
      spec: from('[{ namespaceSelector: {} }]'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'peer namespaceSelector {} is not the outside',
      spec: from('[{ namespaceSelector: {} }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
  ]);
});

describe('peers', () => {
  const INFRA = '{ matchLabels: { team: platform } }';
  const BACK = '{ matchLabels: { tier: back } }';
  check([
    {
      name: 'both selectors in one item: the pod in that namespace',
      spec: from(`[{ namespaceSelector: ${INFRA}, podSelector: ${BACK} }]`),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'both selectors in one item: not another pod there',
      spec: from(`[{ namespaceSelector: ${INFRA}, podSelector: ${BACK} }]`),
      flow: 'dns -> web tcp 80',
      is: 'held',
    },
    {
      name: 'both selectors in one item: not such a pod elsewhere',
      spec: from(`[{ namespaceSelector: ${INFRA}, podSelector: ${BACK} }]`),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'the selectors in two items: any pod of that namespace',
      spec: from(`[{ namespaceSelector: ${INFRA} }, { podSelector: ${BACK} }]`),
      flow: 'dns -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the selectors in two items: such a pod of the own namespace',
      spec: from(`[{ namespaceSelector: ${INFRA} }, { podSelector: ${BACK} }]`),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a namespace by its own name',
      spec: from(
        '[{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: infra } } }]',
      ),
      flow: 'dns -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a block and its inside',
      spec: from('[{ ipBlock: { cidr: 192.0.2.0/24 } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'a block and its outside',
      spec: from('[{ ipBlock: { cidr: 192.0.3.0/24 } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'what a block leaves out',
      spec: from('[{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.0/28] } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'another item may allow what a block leaves out',
      spec: from(
        '[{ ipBlock: { cidr: 192.0.2.0/24, except: [192.0.2.0/28] } }, { ipBlock: { cidr: 192.0.2.7/32 } }]',
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'egress to a block',
      spec: to('[{ ipBlock: { cidr: 192.0.2.0/24 } }]'),
      flow: `web -> ${OUT} tcp 80`,
      is: 'passes',
    },
    {
      name: 'egress elsewhere',
      spec: to('[{ ipBlock: { cidr: 192.0.2.0/24 } }]'),
      flow: 'web -> 192.0.3.1 tcp 80',
      is: 'held',
    },
    {
      name: 'a block of the other family matches nothing',
      spec: from('[{ ipBlock: { cidr: "::/0" } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'an IPv6 block',
      spec: from('[{ ipBlock: { cidr: "2001:db8:f::/48" } }]'),
      flow: '2001:db8:f::9 -> web tcp 80',
      family: 'ipv6',
      is: 'passes',
    },
  ]);
});

describe('selector expressions', () => {
  const selecting = (expression: string): string =>
    from(`[{ podSelector: { matchExpressions: [${expression}] } }]`);
  check([
    {
      name: 'In with the value',
      spec: selecting('{ key: tier, operator: In, values: [back, x] }'),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'In without the key',
      spec: selecting('{ key: tier, operator: In, values: [back] }'),
      flow: 'job -> web tcp 80',
      is: 'held',
    },
    {
      name: 'NotIn with the value',
      spec: selecting('{ key: tier, operator: NotIn, values: [back] }'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'NotIn without the key',
      spec: selecting('{ key: tier, operator: NotIn, values: [back] }'),
      flow: 'job -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'Exists with the key',
      spec: selecting('{ key: tier, operator: Exists }'),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'Exists without the key',
      spec: selecting('{ key: tier, operator: Exists }'),
      flow: 'job -> web tcp 80',
      is: 'held',
    },
    {
      name: 'DoesNotExist with the key',
      spec: selecting('{ key: tier, operator: DoesNotExist }'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'DoesNotExist without the key',
      spec: selecting('{ key: tier, operator: DoesNotExist }'),
      flow: 'job -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a key that every object inherits is no label',
      spec: selecting('{ key: constructor, operator: Exists }'),
      flow: 'job -> web tcp 80',
      is: 'held',
    },
    {
      name: 'labels and expressions together are AND',
      spec: from(
        '[{ podSelector: { matchLabels: { tier: back }, matchExpressions: [{ key: app, operator: NotIn, values: [db] }] } }]',
      ),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
  ]);
});

describe('ports', () => {
  check([
    { name: 'the port', spec: ports('[{ port: 80 }]'), flow: 'mon -> web tcp 80', is: 'passes' },
    {
      name: 'a missing protocol is TCP',
      spec: ports('[{ port: 80 }]'),
      flow: 'mon -> web udp 80',
      is: 'held',
    },
    {
      name: 'the neighbour of the port',
      spec: ports('[{ port: 80 }]'),
      flow: 'mon -> web tcp 81',
      is: 'held',
    },
    {
      name: 'the end of a range',
      spec: ports('[{ port: 80, endPort: 90 }]'),
      flow: 'mon -> web tcp 90',
      is: 'passes',
    },
    {
      name: 'past the end of a range',
      spec: ports('[{ port: 80, endPort: 90 }]'),
      flow: 'mon -> web tcp 91',
      is: 'held',
    },
    {
      name: 'SCTP',
      spec: ports('[{ port: 9, protocol: SCTP }]'),
      flow: 'mon -> web sctp 9',
      is: 'passes',
    },
    {
      name: 'peer and port must both match',
      spec: ingress('[{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }]'),
      flow: 'db -> web tcp 81',
      is: 'held',
    },
    {
      name: 'items of a list are alternatives',
      spec: ingress('[{ ports: [{ port: 80 }, { port: 81 }] }]'),
      flow: 'db -> web tcp 81',
      is: 'passes',
    },
    {
      name: 'a named port may be any port of its protocol',
      spec: ports('[{ port: http }]'),
      flow: 'mon -> web tcp 8080',
      is: 'undecided',
    },
    {
      name: 'a named port is no other protocol',
      spec: ports('[{ port: http }]'),
      flow: 'mon -> web udp 8080',
      is: 'held',
    },
    {
      name: 'a named port may be one of a pod that is asked',
      spec: egress('[{ ports: [{ port: http }] }]'),
      flow: 'web -> mon tcp 80',
      is: 'undecided',
    },
    {
      name: 'a named port is never outside',
      spec: egress('[{ ports: [{ port: http }] }]'),
      flow: `web -> ${OUT} tcp 80`,
      is: 'held',
    },
    {
      name: 'a number beside a named port counts',
      spec: ports('[{ port: http }, { port: 81 }]'),
      flow: 'mon -> web tcp 81',
      is: 'passes',
    },
  ]);

  test('a named port is reported at its rule', () => {
    expect(modelled(np(ports('[{ port: http }]'))).notModelled).toMatchObject([
      {
        caveat: 'named-port',
        path: ['spec', 'ingress', 0],
        what: expect.stringContaining('http') as string,
      },
    ]);
  });
});

describe('engines', () => {
  const HASH =
    '{ podSelector: { matchLabels: { pod-template-hash: abc } }, policyTypes: [Ingress] }';
  const PODS = { podCidrs: ['10.42.0.0/16'] };
  const block = (cidr: string): string => from(`[{ ipBlock: { cidr: ${cidr} } }]`);
  check([
    {
      name: 'a block is for the outside',
      spec: block('0.0.0.0/0'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'Cilium: a block never matches pods',
      spec: block('0.0.0.0/0'),
      flow: 'db -> web tcp 80',
      options: { engine: 'cilium' },
      is: 'held',
    },
    {
      name: 'Calico: the whole address space holds every pod',
      spec: block('0.0.0.0/0'),
      flow: 'db -> web tcp 80',
      options: { engine: 'calico-like' },
      is: 'passes',
    },
    {
      name: 'Calico: who knows the addresses of pods',
      spec: block('10.42.0.0/20'),
      flow: 'db -> web tcp 80',
      options: { engine: 'calico-like' },
      is: 'undecided',
    },
    {
      name: 'Calico: a block around all pods',
      spec: block('10.40.0.0/13'),
      flow: 'db -> web tcp 80',
      options: { engine: 'calico-like', ...PODS },
      is: 'passes',
    },
    {
      name: 'Calico: a block beside all pods',
      spec: block('10.0.1.0/24'),
      flow: 'db -> web tcp 80',
      options: { engine: 'calico-like', ...PODS },
      is: 'held',
    },
    {
      name: 'Calico: a block with some pods',
      spec: block('10.42.0.0/20'),
      flow: 'db -> web tcp 80',
      options: { engine: 'calico-like', ...PODS },
      is: 'undecided',
    },
    {
      name: 'Calico: no pod has an address of the other family',
      spec: block('"::/0"'),
      flow: 'db -> web tcp 80',
      options: { engine: 'calico-like', ...PODS },
      is: 'held',
    },
    {
      name: 'a label that Cilium ignores selects on others',
      spec: HASH,
      flow: 'db -> job tcp 80',
      is: 'held',
    },
    {
      name: 'a label that Cilium ignores selects nobody there',
      spec: HASH,
      flow: 'db -> job tcp 80',
      options: { engine: 'cilium' },
      is: 'passes',
    },
    {
      name: 'a rule without ports allows ICMP',
      spec: from('[{ podSelector: {} }]'),
      flow: 'db -> web icmp 8',
      options: { engine: 'cilium' },
      is: 'passes',
    },
    {
      name: 'a rule with ports does not allow ICMP',
      spec: ports('[{}, { protocol: UDP }]'),
      flow: 'db -> web icmp 8',
      options: { engine: 'cilium' },
      is: 'held',
    },
  ]);
});

describe('rules that policyTypes leaves out', () => {
  const spec =
    '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}], egress: [{ ports: [{ port: 53, protocol: UDP }] }] }';
  const other =
    '{ podSelector: {}, policyTypes: [Egress], egress: [{}], ingress: [{ ports: [{ port: 80 }] }] }';
  check([
    {
      name: 'do nothing by the text of the API',
      spec,
      flow: 'web -> mon tcp 80',
      options: { engine: 'strict-spec' },
      is: 'passes',
    },
    {
      name: 'do nothing on engines like Calico',
      spec,
      flow: 'web -> mon tcp 80',
      options: { engine: 'calico-like' },
      is: 'passes',
    },
    {
      name: 'isolate on Cilium',
      spec,
      flow: 'web -> mon tcp 80',
      options: { engine: 'cilium' },
      is: 'held',
    },
    {
      name: 'allow on Cilium',
      spec,
      flow: 'web -> mon udp 53',
      options: { engine: 'cilium' },
      is: 'passes',
    },
    {
      name: 'isolate ingress on Cilium too',
      spec: other,
      flow: 'mon -> web tcp 81',
      options: { engine: 'cilium' },
      is: 'held',
    },
    {
      name: 'of a direction without rules are none, so Cilium asks the types',
      spec: '{ podSelector: {}, policyTypes: [Egress], egress: [{}], ingress: [] }',
      flow: 'mon -> web tcp 81',
      options: { engine: 'cilium' },
      is: 'passes',
    },
  ]);
});

describe('blocks and what is no plain address', () => {
  const block = from('[{ ipBlock: { cidr: 198.51.100.0/24 } }]');
  const cilium = { engine: 'cilium' } as const;
  check([
    {
      name: 'a block matches no node on Cilium',
      spec: block,
      flow: 'node -> web tcp 80',
      options: cilium,
      is: 'held',
    },
    {
      name: 'a block matches a node on Cilium in the mode for it',
      spec: block,
      flow: 'node -> web tcp 80',
      options: { ...cilium, blocksMatchNodes: true },
      is: 'passes',
    },
    {
      name: 'a block matches the API server on Cilium if it is outside',
      spec: block,
      flow: 'api -> web tcp 80',
      options: cilium,
      is: 'undecided',
    },
    {
      name: 'a block matches a node on engines like Calico',
      spec: block,
      flow: 'node -> web tcp 80',
      options: { engine: 'calico-like', podCidrs: ['172.16.0.0/12'] },
      is: 'passes',
    },
    {
      name: 'a block is taken to match a node by the text of the API',
      spec: block,
      flow: 'node -> web tcp 80',
      options: { engine: 'strict-spec' },
      is: 'passes',
    },
    {
      name: 'no peer means nodes on Cilium',
      spec: '{ podSelector: {}, policyTypes: [Ingress], ingress: [{}] }',
      flow: 'node -> web tcp 80',
      options: cilium,
      is: 'passes',
    },
    {
      name: 'a namespace that must not have a label is none outside, on Cilium',
      spec: from(
        '[{ namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [x] }] } }]',
      ),
      flow: `${OUT} -> web tcp 80`,
      options: cilium,
      is: 'held',
    },
    {
      name: 'the own node may come in whatever is isolated',
      spec: '{ podSelector: {}, policyTypes: [Ingress] }',
      flow: 'host -> web tcp 80',
      options: { engine: 'strict-spec' },
      is: 'undecided',
    },
  ]);

  test('by the text of the API a block over nodes is worth a note', () => {
    const notes = (engine: 'strict-spec' | 'calico-like') =>
      modelled(np(block), 'ipv4', { engine }).notes.map(({ kind, path }) => [kind, path]);
    expect(notes('strict-spec')).toEqual([['nodes', ['spec', 'ingress', 0]]]);
    expect(notes('calico-like')).toEqual([]);
  });
});
