/** Verify, trace and replay of one flow: nodes and other identities, ICMP, and protocols that an engine leaves open. */
import { describe, expect, test } from 'vitest';
import { Replay, trace, verifyPolicies } from '@aclift/insight';
import { icmpService, TCP } from '@aclift/verify';
import { adHoc, DEFAULTS, readScenario } from './testing/scenario.ts';

const CONFIG = `hostname r
interface Vlan1
 ip address 10.0.1.1 255.255.255.0
interface Vlan2
 ip address 10.0.2.1 255.255.255.0
interface Vlan3
 ip address 198.51.100.1 255.255.255.0
`;
const INVENTORY = `version: 1
namespaces: { shop: {} }
workloads:
  - { namespace: shop, labels: { app: web }, addresses: [10.0.1.10] }
  - { namespace: shop, labels: { app: db }, addresses: [10.0.2.10] }
externals:
  - { name: nodes, addresses: [198.51.100.8/29], entity: remote-node }
  - { name: api, addresses: [198.51.100.20], entity: kube-apiserver }
`;
const given = adHoc(CONFIG, INVENTORY);
const { devices, inventory } = readScenario(given);
const input = {
  devices,
  inventory,
  sources: [...given.configs, given.inventory],
  diagnostics: [],
};

type Engine = 'cilium' | 'calico-like' | 'strict-spec';
type Asked = Parameters<typeof trace>[0]['flow'];

/** The verdict of trace and of replay, which must be one. */
function verdict(policy: string, flow: Asked, engine?: Engine, blocksMatchNodes?: true): string {
  const options = {
    ...DEFAULTS,
    ...(engine === undefined ? {} : { engine }),
    ...(blocksMatchNodes === undefined ? {} : { blocksMatchNodes }),
  };
  const policies = [{ name: 'p.yaml', text: policy }];
  const traced = trace({ ...input, policies, flow, options });
  if (traced.kind !== 'traced') throw new Error(`no end: ${traced.end.text}`);
  const { flow: shown, cluster } = traced.report;
  const numbers = (text: string): number =>
    text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const replay = new Replay({ ...input, policies, options });
  const line = replay.add(
    {
      family: 'ipv4',
      source: numbers(shown.source),
      destination: numbers(shown.destination),
      protocol: flow.protocol,
      service: flow.service,
      sourcePort: 49152,
    } as Parameters<typeof replay.add>[0],
    { file: 'f', line: 1 },
  );
  if (line?.policy !== cluster.verdict) {
    throw new Error(`trace: ${cluster.verdict}, replay: ${line?.policy}`);
  }
  return cluster.verdict;
}

const np = (spec: string): string =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`;
const cnp = (spec: string): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: p, namespace: shop }\nspec: ${spec}\n`;
const tcp = (from: string, to: string, port: number): Asked => ({
  from,
  to,
  protocol: TCP,
  service: port,
});
const ping = (from: string, to: string): Asked => ({
  from,
  to,
  protocol: 1,
  service: icmpService(8).from,
});
const gre = (from: string, to: string): Asked => ({ from, to, protocol: 47, service: 0 });
const egress = (item: string): string =>
  cnp(`{ endpointSelector: { matchLabels: { app: web } }, egress: [${item}] }`);
const PORT = 'toPorts: [{ ports: [{ port: "9100", protocol: TCP }] }]';
const NODE = tcp('shop/web', '198.51.100.9', 9100);
const API = tcp('shop/web', '198.51.100.20', 9100);

describe('identities', () => {
  test.each([
    {
      name: 'a block is no node',
      policy: egress(`{ toCIDR: [198.51.100.9/32], ${PORT} }`),
      flow: NODE,
      want: 'deny',
    },
    {
      name: 'a block may be the API server',
      policy: egress(`{ toCIDR: [198.51.100.0/24], ${PORT} }`),
      flow: API,
      want: 'undecided',
    },
    {
      name: 'the world is no node',
      policy: egress(`{ toEntities: [world], ${PORT} }`),
      flow: NODE,
      want: 'deny',
    },
    {
      name: 'the cluster has nodes',
      policy: egress(`{ toEntities: [cluster], ${PORT} }`),
      flow: NODE,
      want: 'allow',
    },
    {
      name: 'a neighbour of the nodes is in the block',
      policy: egress(`{ toCIDR: [198.51.100.0/24], ${PORT} }`),
      flow: tcp('shop/web', '198.51.100.77', 9100),
      want: 'allow',
    },
  ])('$name', ({ flow, policy, want }) => {
    expect(verdict(policy, flow)).toBe(want);
  });

  test.each([
    { engine: 'cilium', want: 'deny' },
    { engine: 'calico-like', want: 'allow' },
    { engine: 'strict-spec', want: 'allow' },
  ] as const)('an ipBlock over a node: $engine, $want', ({ engine, want }) => {
    const block =
      '{ podSelector: { matchLabels: { app: web } }, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 198.51.100.0/24 } }] }] }';
    expect(verdict(np(block), NODE, engine)).toBe(want);
  });

  test('an agent in the mode for it lets blocks match nodes', () => {
    const policy = egress(`{ toCIDR: [198.51.100.9/32], ${PORT} }`);
    expect(verdict(policy, NODE, 'cilium', true)).toBe('allow');
  });
});

describe('protocols', () => {
  const isolated = np(
    '{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress], ingress: [{}] }',
  );
  test.each([
    { engine: 'strict-spec', what: 'a ping', flow: ping('shop/web', 'shop/db'), want: 'undecided' },
    { engine: 'cilium', what: 'a ping', flow: ping('shop/web', 'shop/db'), want: 'allow' },
    { engine: 'calico-like', what: 'a ping', flow: ping('shop/web', 'shop/db'), want: 'allow' },
    {
      engine: 'strict-spec',
      what: 'a ping that meets no policy',
      flow: ping('shop/db', 'shop/web'),
      want: 'allow',
    },
    { engine: 'strict-spec', what: 'GRE', flow: gre('shop/web', 'shop/db'), want: 'undecided' },
    { engine: 'calico-like', what: 'GRE', flow: gre('shop/web', 'shop/db'), want: 'undecided' },
    { engine: 'cilium', what: 'GRE', flow: gre('shop/web', 'shop/db'), want: 'undecided' },
    {
      engine: 'cilium',
      what: 'GRE that meets no policy, which Cilium drops without a flag',
      flow: gre('shop/db', 'shop/web'),
      want: 'undecided',
    },
    { engine: 'strict-spec', what: 'TCP', flow: tcp('shop/web', 'shop/db', 80), want: 'allow' },
  ] as const)('$what on $engine: $want', ({ engine, flow, want }) => {
    expect(verdict(isolated, flow, engine)).toBe(want);
  });

  test('what trace leaves open for its protocol, verify does not compare', () => {
    const compared = (engine: Engine): boolean => {
      const { differences } = verifyPolicies({
        ...input,
        policies: [
          {
            name: 'p.yaml',
            text: np('{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }'),
          },
        ],
        options: { ...DEFAULTS, engine },
      });
      return differences.some(({ regions }) =>
        regions.some(({ services }) => services.some((one) => one.startsWith('icmp'))),
      );
    };
    expect(compared('strict-spec')).toBe(false);
    expect(compared('cilium')).toBe(true);
    const nothing = np('{ podSelector: { matchLabels: { app: db } }, policyTypes: [Ingress] }');
    expect(verdict(nothing, ping('shop/web', 'shop/db'), 'strict-spec')).toBe('undecided');
    expect(verdict(nothing, ping('shop/web', 'shop/db'), 'cilium')).toBe('deny');
  });
});
