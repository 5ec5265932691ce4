/** Random policies with every field that the evaluator reads, over a few workloads, as objects ready to be written. */
import fc from 'fast-check';
import { stringify } from 'yaml';

/** Workloads that the policies are about. Ids, labels and addresses collide on purpose; all are pods. */
export const POLICY_INVENTORY = `version: 1
namespaces:
  red: { labels: { team: red } }
  blue: { labels: { team: blue } }
workloads:
  - { namespace: red, labels: { app: a, tier: front }, addresses: [10.0.1.4, 2001:db8:1::4] }
  - { namespace: red, labels: { app: b, tier: back }, addresses: [10.0.1.5, 10.0.1.6, 2001:db8:1::5] }
  - { namespace: blue, labels: { app: a }, addresses: [10.0.2.4, 2001:db8:2::4] }
  - { namespace: blue, labels: { app: c, tier: front, pod-template-hash: x1 }, addresses: [10.0.2.5] }
externals:
  - { name: partner, addresses: [192.0.2.0/24, 2001:db8:f::/64], fqdns: [p.example] }
  - { name: api, addresses: [198.51.100.7, 2001:db8:1::9], entity: kube-apiserver }
  - { name: nodes, addresses: [10.0.1.8, 2001:db8:f::8], entity: remote-node }
  - { name: own, addresses: [192.0.2.8, 2001:db8:f::9], entity: host }
  - { name: envoy, addresses: [192.0.2.200, 2001:db8:f:1::8], entity: ingress }
  - { name: probes, addresses: [10.0.1.10], entity: health }
`;

/** Addresses outside on both sides of the blocks' edges. */
export const OUTSIDERS = [
  '192.0.2.1',
  '192.0.2.129',
  '198.51.100.7',
  '10.0.1.9',
  '10.0.1.8',
  '192.0.2.8',
  '192.0.2.200',
  '10.0.1.10',
] as const;
export const OUTSIDERS6 = [
  '2001:db8:f::1',
  '2001:db8:f:1::1',
  '2001:db8:1::9',
  '2001:db8:f::8',
  '2001:db8:f::9',
  '2001:db8:f:1::8',
] as const;

/** Ports on both sides of the rules' edges. */
export const POLICY_PORTS = [1, 79, 80, 81, 90, 91, 443, 8080, 65535] as const;
export const ICMP_TYPES = { ipv4: [8, 13], ipv6: [128, 139] } as const;

const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary }, { weight: 2, arbitrary: fc.constant(undefined) });
const some = <T>(arbitrary: fc.Arbitrary<T>, maxLength = 2): fc.Arbitrary<T[]> =>
  fc.array(arbitrary, { minLength: 1, maxLength });
/** Mostly filled, now and then empty: both mean something, and not the same to everyone. */
const perhapsEmpty = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<readonly T[]> =>
  fc.oneof({ weight: 8, arbitrary: some(arbitrary) }, { weight: 1, arbitrary: fc.constant([]) });
/** Removes keys that stand for a missing field. */
const present = <T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<object> =>
  arbitrary.map((object) =>
    Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)),
  );

const KEYS = ['app', 'tier', 'pod-template-hash'] as const;
const value = fc.constantFrom('a', 'b', 'c', 'front', 'back', 'x1');

function selector(
  keys: fc.Arbitrary<string>,
  values: fc.Arbitrary<string> = value,
): fc.Arbitrary<object> {
  const requirement = fc.oneof(
    fc.record({
      key: keys,
      operator: fc.constantFrom('In', 'NotIn'),
      values: fc.uniqueArray(values, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ key: keys, operator: fc.constantFrom('Exists', 'DoesNotExist') }),
  );
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant({}) },
    {
      weight: 3,
      arbitrary: fc
        .dictionary(keys, values, { minKeys: 1, maxKeys: 1 })
        .map((matchLabels) => ({ matchLabels })),
    },
    { weight: 2, arbitrary: some(requirement).map((matchExpressions) => ({ matchExpressions })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.dictionary(keys, values, { minKeys: 1, maxKeys: 1 }), some(requirement, 1))
        .map(([matchLabels, matchExpressions]) => ({ matchLabels, matchExpressions })),
    },
  );
}

const podSelector = selector(fc.constantFrom(...KEYS));
const namespaceSelector = selector(
  fc.constantFrom('team', 'kubernetes.io/metadata.name'),
  fc.constantFrom('red', 'blue'),
);
const block = fc.constantFrom(
  { cidr: '192.0.2.0/24' },
  { cidr: '192.0.2.0/24', except: ['192.0.2.128/25'] },
  { cidr: '0.0.0.0/0' },
  { cidr: '0.0.0.0/0', except: ['192.0.2.0/24', '10.0.0.0/8'] },
  { cidr: '10.0.1.0/24' },
  { cidr: '172.16.0.0/12' },
  { cidr: '172.16.128.0/17' },
  { cidr: '::/0' },
  { cidr: 'fd00:0:0:0:8000::/65' },
  { cidr: '2001:db8:f::/48', except: ['2001:db8:f:1::/64'] },
);
const peer = fc.oneof(
  fc.record({ podSelector }),
  fc.record({ namespaceSelector }),
  fc.record({ namespaceSelector, podSelector }),
  fc.record({ ipBlock: block }),
);
const protocol = fc.constantFrom('TCP', 'UDP', 'SCTP');
const number = fc.constantFrom(80, 443, 8080);
const port = fc.oneof(
  { weight: 4, arbitrary: present(fc.record({ protocol: optional(protocol), port: number })) },
  {
    weight: 2,
    arbitrary: fc.record({ protocol, port: fc.constant(80), endPort: fc.constantFrom(80, 90) }),
  },
  { weight: 1, arbitrary: present(fc.record({ protocol: optional(protocol) })) },
  { weight: 1, arbitrary: fc.record({ port: fc.constantFrom('web', 'admin') }) },
);
const rule = (word: 'from' | 'to'): fc.Arbitrary<object> =>
  present(fc.record({ [word]: optional(perhapsEmpty(peer)), ports: optional(perhapsEmpty(port)) }));

const networkPolicySpec = present(
  fc.record({
    podSelector: optional(podSelector),
    policyTypes: optional(
      fc.constantFrom(['Ingress'], ['Egress'], ['Ingress', 'Egress'], [] as string[]),
    ),
    ingress: optional(perhapsEmpty(rule('from'))),
    egress: optional(perhapsEmpty(rule('to'))),
  }),
);

const CILIUM_KEYS = ['app', 'k8s:app', 'any:tier', 'pod-template-hash'] as const;
const endpoints = fc.oneof(
  { weight: 4, arbitrary: selector(fc.constantFrom(...CILIUM_KEYS)) },
  {
    weight: 2,
    arbitrary: selector(
      fc.constantFrom(
        'k8s:io.kubernetes.pod.namespace',
        'io.kubernetes.pod.namespace',
        'k8s:io.cilium.k8s.namespace.labels.team',
      ),
      fc.constantFrom('red', 'blue'),
    ),
  },
  {
    weight: 1,
    arbitrary: selector(
      fc.constantFrom('app', 'io.cilium.k8s.policy.serviceaccount'),
      fc.constantFrom('a', 'builder'),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { matchLabels: { 'reserved:world': '' } },
      { matchLabels: { 'reserved:remote-node': '' } },
      { matchExpressions: [{ key: 'reserved:host', operator: 'DoesNotExist' }] },
      {
        matchLabels: { app: 'a' },
        matchExpressions: [{ key: 'reserved:init', operator: 'DoesNotExist' }],
      },
      { matchExpressions: [{ key: 'io.cilium.k8s.policy.cluster', operator: 'DoesNotExist' }] },
      {
        matchExpressions: [
          { key: 'io.cilium.k8s.policy.cluster', operator: 'DoesNotExist' },
          { key: 'io.kubernetes.pod.namespace', operator: 'DoesNotExist' },
        ],
      },
      {
        matchExpressions: [
          { key: 'io.cilium.k8s.policy.cluster', operator: 'Exists' },
          { key: 'k8s:io.cilium.k8s.namespace.labels.team', operator: 'NotIn', values: ['red'] },
        ],
      },
    ),
  },
);
const cidrEntry = fc.oneof(
  { weight: 4, arbitrary: block },
  { weight: 1, arbitrary: fc.constant({ cidrGroupRef: 'partners' }) },
  { weight: 1, arbitrary: fc.constant({ cidrGroupRef: 'elsewhere' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { cidrGroupRef: 'partners', except: ['192.0.2.0/28', '2001:db8:f::/120'] },
      { cidrGroupSelector: { matchLabels: { kind: 'partner' } }, except: ['192.0.2.0/28'] },
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constant({ cidrGroupSelector: { matchLabels: { kind: 'partner' } } }),
  },
);
const ciliumPort = fc.oneof(
  {
    weight: 4,
    arbitrary: present(
      fc.record({
        port: number.map(String),
        protocol: optional(fc.constantFrom('TCP', 'UDP', 'SCTP', 'ANY')),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ port: fc.constant('80'), endPort: fc.constantFrom(70, 90), protocol }),
  },
  { weight: 1, arbitrary: fc.record({ port: fc.constant('0'), protocol }) },
  { weight: 1, arbitrary: fc.record({ port: fc.constantFrom('web', 'admin'), protocol }) },
);
const http = fc.constantFrom([{ path: '/a' }], [{ method: 'GET', path: '/b' }]).map((list) => ({
  ports: [{ port: '80', protocol: 'TCP' }],
  rules: { http: list },
}));
const services = (deny: boolean): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    {
      weight: 5,
      arbitrary: some(
        fc.oneof(
          { weight: 5, arbitrary: some(ciliumPort).map((ports) => ({ ports })) },
          { weight: deny ? 0 : 2, arbitrary: http },
        ),
      ).map((toPorts) => ({ toPorts })),
    },
    {
      weight: 1,
      arbitrary: some(
        fc.constantFrom(
          { type: 8 },
          { family: 'IPv6', type: 128 },
          { family: 'IPv4', type: 13 },
          { type: 256 },
        ),
      ).map((fields) => ({ icmps: [{ fields }] })),
    },
  );
const peers = (word: 'from' | 'to', deny: boolean): fc.Arbitrary<object> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 5, arbitrary: perhapsEmpty(endpoints).map((v) => ({ [`${word}Endpoints`]: v })) },
    {
      weight: 2,
      arbitrary: some(
        fc.constantFrom(
          'all',
          'world',
          'cluster',
          'cluster-mesh',
          'host',
          'remote-node',
          'ingress',
          'health',
          'init',
          'none',
          'kube-apiserver',
        ),
      ).map((v) => ({
        [`${word}Entities`]: v,
      })),
    },
    {
      weight: 1,
      arbitrary: some(fc.constantFrom('192.0.2.0/24', '2001:db8:f::/48')).map((v) => ({
        [`${word}CIDR`]: v,
      })),
    },
    { weight: 3, arbitrary: some(cidrEntry).map((v) => ({ [`${word}CIDRSet`]: v })) },
    {
      weight: word === 'to' && !deny ? 1 : 0,
      arbitrary: fc.constantFrom(
        { toFQDNs: [{ matchName: 'a.example' }] },
        { toFQDNs: [{ matchPattern: '*.example' }] },
        { toFQDNs: [] },
        { toFQDNs: [{ matchName: 'p.example' }] },
        { toFQDNs: [{ matchName: 'p.example' }, { matchName: 'a.example' }] },
      ),
    },
    {
      weight: word === 'to' ? 1 : 0,
      arbitrary: fc.constant({
        toServices: [{ k8sService: { serviceName: 'db', namespace: 'red' } }],
      }),
    },
    {
      weight: word === 'to' ? 1 : 0,
      arbitrary: fc.constantFrom<object>(
        { toGroups: [{ aws: { securityGroupsNames: ['g'] } }] },
        { toGroups: [] },
        { toEntities: [] },
      ),
    },
  );
const item = (word: 'from' | 'to', deny: boolean): fc.Arbitrary<object> =>
  fc
    .tuple(
      peers(word, deny),
      services(deny),
      deny
        ? fc.constant(undefined)
        : fc.option(fc.constant({ mode: 'required' }), { freq: 12, nil: undefined }),
    )
    .map(([who, what, authentication]) => ({
      ...who,
      ...what,
      ...(authentication === undefined ? {} : { authentication }),
    }));
const ciliumRule = present(
  fc.record({
    endpointSelector: endpoints,
    ingress: optional(some(item('from', false))),
    egress: optional(some(item('to', false))),
    ingressDeny: fc.option(some(item('from', true), 1), { freq: 3, nil: undefined }),
    egressDeny: fc.option(some(item('to', true), 1), { freq: 3, nil: undefined }),
    enableDefaultDeny: fc.option(
      present(fc.record({ ingress: optional(fc.boolean()), egress: optional(fc.boolean()) })),
      { freq: 3, nil: undefined },
    ),
  }),
);

const namespace = fc.constantFrom('red', 'blue');
const networkPolicy = fc.tuple(namespace, networkPolicySpec).map(([home, spec]) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: home },
  spec,
}));
const ciliumPolicy = fc
  .tuple(fc.option(namespace, { freq: 4, nil: undefined }), some(ciliumRule))
  .map(([home, rules]) => ({
    apiVersion: 'cilium.io/v2',
    kind: home === undefined ? 'CiliumClusterwideNetworkPolicy' : 'CiliumNetworkPolicy',
    metadata: home === undefined ? {} : { namespace: home },
    ...(rules.length === 1 ? { spec: rules[0] } : { specs: rules }),
  }));
const cidrGroup = fc.constant({
  apiVersion: 'cilium.io/v2',
  kind: 'CiliumCIDRGroup',
  metadata: { name: 'partners', labels: { kind: 'partner' } },
  spec: { externalCIDRs: ['192.0.2.0/25', '2001:db8:f::/64'] },
});

/** One policy object, as text. Some are such as a cluster refuses: whoever uses them must ask the validator. */
function texts(objects: readonly object[]): readonly string[] {
  return objects.map((object, i) => {
    const { metadata } = object as { metadata: { name?: string } };
    return stringify({ ...object, metadata: { name: `p${i}`, ...metadata } });
  });
}

/** Up to five NetworkPolicies. */
export const networkPolicies: fc.Arbitrary<readonly string[]> = some(networkPolicy, 5).map(texts);

/** Up to five objects of Cilium and Kubernetes. */
export const ciliumPolicies: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    some(
      fc.oneof({ weight: 4, arbitrary: ciliumPolicy }, { weight: 1, arbitrary: networkPolicy }),
      5,
    ),
    fc.option(cidrGroup, { freq: 3, nil: undefined }),
  )
  .map(([objects, group]) => texts(group === undefined ? objects : [...objects, group]));
