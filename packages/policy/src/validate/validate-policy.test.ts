import { explain } from '@aclift/diagnostics';
import { describe, expect, test } from 'vitest';
import { policyCatalogue } from '../catalogue.ts';
import type { PolicyDiagnostic } from '../diagnostic.ts';
import { readPolicies } from '../read/read-policies.ts';
import { ciliumCatalogue } from './cilium-catalogue.ts';
import { validateCatalogue } from './validate-catalogue.ts';
import { validatePolicy } from './validate-policy.ts';

const object = (kind: string, version: string, meta: string, spec: string): string =>
  `apiVersion: ${version}\nkind: ${kind}\nmetadata: ${meta}\n${spec}\n`;
const META = '{ name: np, namespace: shop }';
const np = (spec: string, meta = META): string =>
  object('NetworkPolicy', 'networking.k8s.io/v1', meta, `spec: ${spec}`);
const cnp = (spec: string, kind = 'CiliumNetworkPolicy'): string =>
  object(kind, 'cilium.io/v2', META, `spec: ${spec}`);
const ccnp = (spec: string): string => cnp(spec, 'CiliumClusterwideNetworkPolicy');
/** One ingress rule of a NetworkPolicy, one ingress or egress item of a Cilium policy. */
const from = (peers: string): string =>
  np(`{ podSelector: {}, policyTypes: [Ingress], ingress: [{ from: ${peers} }] }`);
const ports = (list: string): string =>
  np(`{ podSelector: {}, policyTypes: [Ingress], ingress: [{ ports: ${list} }] }`);
const ingress = (item: string): string => cnp(`{ endpointSelector: {}, ingress: [${item}] }`);
const egress = (item: string): string => cnp(`{ endpointSelector: {}, egress: [${item}] }`);
const toPorts = (list: string): string => ingress(`{ toPorts: [{ ports: ${list} }] }`);

function judge(text: string): readonly PolicyDiagnostic[] {
  const { value, diagnostics } = readPolicies({ name: 'x', text });
  expect(diagnostics).toEqual([]);
  return value.flatMap(validatePolicy);
}

const said = (text: string): string[] =>
  judge(text).map(({ code, facts }) => `${code} ${'path' in facts ? facts.path : ''}`);

const many = (count: number, one: (n: number) => string): string =>
  `[${Array.from({ length: count }, (_, n) => one(n)).join(', ')}]`;

describe('accepted without a word', () => {
  test.each([
    { name: 'the smallest NetworkPolicy', text: np('{ podSelector: {} }') },
    { name: 'deny all', text: np('{ podSelector: {}, policyTypes: [Ingress, Egress] }') },
    {
      name: 'both selectors in one peer',
      text: from(
        '[{ podSelector: {}, namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: a } } }]',
      ),
    },
    {
      name: 'a block with exceptions',
      text: from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.0.0/16, 10.2.3.4/32] } }]'),
    },
    {
      name: 'IPv6',
      text: from('[{ ipBlock: { cidr: "2001:db8::/32", except: ["2001:db8:1::/48"] } }]'),
    },
    {
      name: 'ports',
      text: ports(
        '[{}, { protocol: UDP }, { port: 80, endPort: 90 }, { port: https-alt }, { protocol: SCTP, port: 65535 }]',
      ),
    },
    {
      name: 'all operators',
      text: np(
        '{ podSelector: { matchExpressions: [{ key: a, operator: In, values: [b] }, { key: c, operator: Exists }, { key: d, operator: DoesNotExist, values: [] }, { key: e, operator: NotIn, values: ["", x] }] } }',
      ),
    },
    {
      name: 'nulls in place of fields',
      text: np(
        '{ podSelector: { matchLabels: { app: null }, matchExpressions: null }, policyTypes: null, ingress: [{ from: null, ports: [{ protocol: TCP, port: null, endPort: null }] }], egress: null }',
      ),
    },
    { name: 'a null status', text: np('{ podSelector: {} }\nstatus: null') },
    {
      name: 'nulls in place of labels',
      text: np(
        '{ podSelector: {} }',
        '{ name: a, namespace: shop, labels: { a: null }, annotations: null }',
      ),
    },
    {
      name: 'nulls in place of fields of Cilium',
      text: cnp(
        '{ endpointSelector: { matchLabels: null }, nodeSelector: null, ingress: [{ fromEntities: null, toPorts: [{ ports: [{ port: "80", protocol: TCP, endPort: null }], rules: null, listener: null }] }], egress: null }',
      ),
    },
    {
      name: 'denies alone, without default deny',
      text: cnp(
        '{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEntities: [world] }] }',
      ),
    },
    { name: 'the Cilium way to deny all', text: ingress('{}') },
    {
      name: 'several rules',
      text: object(
        'CiliumNetworkPolicy',
        'cilium.io/v2',
        META,
        'specs: [{ endpointSelector: {}, ingress: [{}] }, { endpointSelector: {}, egress: [{}] }]',
      ),
    },
    {
      name: 'a node policy',
      text: ccnp(
        '{ nodeSelector: { matchLabels: { type: worker } }, ingress: [{ fromEntities: [cluster] }] }',
      ),
    },
    {
      name: 'keys with sources',
      text: ingress(
        '{ fromEndpoints: [{ matchLabels: { "k8s:io.kubernetes.pod.namespace": other, "any:app": x, "reserved:ingress": "" } }, { matchExpressions: [{ key: "k8s:io.kubernetes.pod.namespace", operator: Exists }] }] }',
      ),
    },
    {
      name: 'ports in Cilium',
      text: toPorts(
        '[{ port: "443", protocol: TCP }, { port: "0", protocol: UDP }, { port: https }, { port: "1024", endPort: 65535 }]',
      ),
    },
    {
      name: 'ICMP',
      text: ingress(
        '{ icmps: [{ fields: [{ type: 8 }, { type: EchoRequest, family: IPv6 }, { family: IPv4, type: 3 }] }] }',
      ),
    },
    {
      name: 'CIDR sets',
      text: egress(
        '{ toCIDRSet: [{ cidr: 10.0.0.0/8, except: [10.96.0.0/12] }, { cidrGroupRef: branches }, { cidrGroupSelector: { matchLabels: { a: b } } }] }',
      ),
    },
    {
      name: 'names with their DNS rule',
      text: cnp(
        '{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: example.com }, { matchPattern: "*.example.com" }], toPorts: [{ ports: [{ port: "443", protocol: TCP }] }] }, { toEntities: [cluster], toPorts: [{ ports: [{ port: "53", protocol: ANY }], rules: { dns: [{ matchPattern: "*" }] } }] }] }',
      ),
    },
    {
      name: 'HTTP',
      text: ingress(
        '{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: POST, path: /v1/request-landing }] } }] }',
      ),
    },
    {
      name: 'a deny list that isolates nobody',
      text: cnp(
        '{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingressDeny: [{ toPorts: [{ ports: [{ port: "23", protocol: TCP }] }] }] }',
      ),
    },
    {
      name: 'a CIDR group',
      text: object(
        'CiliumCIDRGroup',
        'cilium.io/v2',
        '{ name: g }',
        'spec: { externalCIDRs: [192.0.2.0/24, "2001:db8::/32"] }',
      ),
    },
    {
      name: 'an empty CIDR group',
      text: object(
        'CiliumCIDRGroup',
        'cilium.io/v2alpha1',
        '{ name: g }',
        'spec: { externalCIDRs: [] }',
      ),
    },
  ])('$name', ({ text }) => {
    expect(said(text)).toEqual([]);
  });
});

const cases: { text: string; want: string }[] = [
  // Metadata and selectors.
  {
    want: 'policy/bad-object-name metadata.name',
    text: np('{ podSelector: {} }', '{ name: My_Policy, namespace: shop }'),
  },
  {
    want: 'policy/no-namespace metadata',
    text: np('{ podSelector: {} }', '{ name: a }'),
  },
  {
    want: 'policy/bad-namespace metadata.namespace',
    text: np('{ podSelector: {} }', '{ name: a, namespace: a.b }'),
  },
  {
    want: 'policy/bad-label-key metadata.labels["a b"]',
    text: np('{ podSelector: {} }', '{ name: a, namespace: shop, labels: { a b: c } }'),
  },
  {
    want: 'policy/bad-label-key metadata.annotations["-x"]',
    text: np('{ podSelector: {} }', '{ name: a, namespace: shop, annotations: { -x: "" } }'),
  },
  {
    want: 'policy/bad-label-value metadata.labels.a',
    text: np('{ podSelector: {} }', '{ name: a, namespace: shop, labels: { a: b c } }'),
  },
  {
    want: 'policy/bad-label-value spec.podSelector.matchExpressions[0].values[1]',
    text: np('{ podSelector: { matchExpressions: [{ key: a, operator: In, values: [b, $c] }] } }'),
  },
  {
    want: 'policy/selector-values spec.podSelector.matchExpressions[0]',
    text: np('{ podSelector: { matchExpressions: [{ key: a, operator: In }] } }'),
  },
  {
    want: 'policy/selector-values spec.podSelector.matchExpressions[0]',
    text: np('{ podSelector: { matchExpressions: [{ key: a, operator: Exists, values: [b] }] } }'),
  },
  {
    want: 'policy/ignored-label spec.podSelector.matchLabels["pod-template-hash"]',
    text: np('{ podSelector: { matchLabels: { pod-template-hash: x } } }'),
  },
  {
    want: 'policy/ignored-label spec.endpointSelector.matchLabels["k8s:topology.kubernetes.io/zone"]',
    text: cnp(
      '{ endpointSelector: { matchLabels: { "k8s:topology.kubernetes.io/zone": x } }, ingress: [{}] }',
    ),
  },
  {
    want: 'policy/reserved-label-key spec.podSelector.matchLabels.host',
    text: np('{ podSelector: { matchLabels: { host: x } } }'),
  },
  {
    want: 'policy/schema spec.log.value',
    text: cnp(
      '{ endpointSelector: {}, ingress: [{}], log: { value: a-text-of-more-than-thirty-two-characters } }',
    ),
  },
  {
    want: 'policy/schema spec.labels[0].key',
    text: cnp('{ endpointSelector: {}, ingress: [{}], labels: [{ key: 1 }] }'),
  },
  {
    want: 'policy/schema spec.ingress[0].toPorts[0].rules.http[0].pth',
    text: ingress(
      '{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ pth: / }] } }] }',
    ),
  },
  {
    want: 'policy/schema spec.ingress[0].toPorts[0].rules',
    text: ingress(
      '{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: null } }] }',
    ),
  },
  { want: 'policy/selects-all-pods spec', text: np('{ policyTypes: [Ingress] }') },
  { want: 'policy/selects-all-pods spec', text: np('null') },
  {
    want: 'policy/status-field status',
    text: np('{ podSelector: {} }\nstatus: {}'),
  },
  // Addresses and ports of NetworkPolicy.
  {
    want: 'policy/bad-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: 10.0.0.0 } }]'),
  },
  {
    want: 'policy/bad-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: 10.0.0.0/33 } }]'),
  },
  {
    want: 'policy/strict-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: 10.0.0.1/24 } }]'),
  },
  {
    want: 'policy/strict-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: 010.000.0.0/24 } }]'),
  },
  {
    want: 'policy/strict-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: "::ffff:192.0.2.0/120" } }]'),
  },
  {
    want: 'policy/strict-cidr spec.ingress[0].from[0].ipBlock.except[0]',
    text: from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.1.2.3/16] } }]'),
  },
  {
    want: 'policy/loose-cidr spec.ingress[0].fromCIDR[0]',
    text: ingress('{ fromCIDR: [10.0.0.1/24] }'),
  },
  {
    want: 'policy/loose-cidr spec.ingress[0].fromCIDR[0]',
    text: ingress('{ fromCIDR: ["::ffff:192.0.2.0/120"] }'),
  },
  {
    want: 'policy/loose-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: "2001:DB8:0::/48" } }]'),
  },
  {
    want: 'policy/except-outside-cidr spec.ingress[0].from[0].ipBlock.except[0]',
    text: from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }]'),
  },
  {
    want: 'policy/except-outside-cidr spec.ingress[0].from[0].ipBlock.except[0]',
    text: from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/8] } }]'),
  },
  {
    want: 'policy/except-outside-cidr spec.ingress[0].from[0].ipBlock.except[0]',
    text: from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [10.0.0.0/7] } }]'),
  },
  {
    want: 'policy/except-outside-cidr spec.ingress[0].from[0].ipBlock.except[0]',
    text: from('[{ ipBlock: { cidr: 10.0.0.0/8, except: ["2001:db8::/32"] } }]'),
  },
  {
    want: 'policy/any-as-cidr spec.ingress[0].from[0].ipBlock.cidr',
    text: from('[{ ipBlock: { cidr: 0.0.0.0/0 } }]'),
  },
  { want: 'policy/bad-port spec.ingress[0].ports[0].port', text: ports('[{ port: 0 }]') },
  { want: 'policy/bad-port spec.ingress[0].ports[0].port', text: ports('[{ port: 65536 }]') },
  { want: 'policy/bad-port spec.ingress[0].ports[0].port', text: ports('[{ port: "80" }]') },
  { want: 'policy/bad-port spec.ingress[0].ports[0].port', text: ports('[{ port: a--b }]') },
  { want: 'policy/bad-port spec.ingress[0].ports[0].port', text: ports('[{ port: HTTP }]') },
  { want: 'policy/bad-end-port spec.ingress[0].ports[0]', text: ports('[{ endPort: 80 }]') },
  {
    want: 'policy/bad-end-port spec.ingress[0].ports[0]',
    text: ports('[{ port: http, endPort: 80 }]'),
  },
  {
    want: 'policy/bad-end-port spec.ingress[0].ports[0]',
    text: ports('[{ port: 80, endPort: 70000 }]'),
  },
  {
    want: 'policy/end-port-below-port spec.ingress[0].ports[0].endPort',
    text: ports('[{ port: 80, endPort: 79 }]'),
  },
  // NetworkPolicy.
  { want: 'policy/empty-peer spec.ingress[0].from[0]', text: from('[{}]') },
  {
    want: 'policy/ip-block-with-selector spec.ingress[0].from[0]',
    text: from('[{ podSelector: {}, ipBlock: { cidr: 10.0.0.0/8 } }]'),
  },
  {
    want: 'policy/too-many-policy-types spec.policyTypes',
    text: np('{ podSelector: {}, policyTypes: [Ingress, Egress, Egress] }'),
  },
  {
    want: 'policy/policy-types-implied spec.policyTypes',
    text: np('{ podSelector: {}, egress: [{}] }'),
  },
  {
    want: 'policy/policy-types-implied spec.policyTypes',
    text: np('{ podSelector: {}, egress: [] }'),
  },
  {
    want: 'policy/rules-without-policy-type spec.egress',
    text: np('{ podSelector: {}, policyTypes: [Ingress], egress: [{}] }'),
  },
  {
    want: 'policy/named-port-to-ip-block spec.egress[0].ports[0].port',
    text: np(
      '{ podSelector: {}, policyTypes: [Egress], egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 } }], ports: [{ port: http }] }] }',
    ),
  },
  // Cilium: the rule as a whole.
  {
    want: 'policy/no-spec the object',
    text: object('CiliumNetworkPolicy', 'cilium.io/v2', META, ''),
  },
  { want: 'policy/one-subject spec', text: cnp('{ ingress: [{}] }') },
  {
    want: 'policy/one-subject spec',
    text: ccnp('{ endpointSelector: {}, nodeSelector: {}, ingress: [{}] }'),
  },
  {
    want: 'policy/node-selector-in-namespace spec.nodeSelector',
    text: cnp('{ nodeSelector: {}, ingress: [{}] }'),
  },
  {
    want: 'policy/foreign-namespace spec.endpointSelector.matchLabels["k8s:io.kubernetes.pod.namespace"]',
    text: cnp(
      '{ endpointSelector: { matchLabels: { "k8s:io.kubernetes.pod.namespace": other } }, ingress: [{}] }',
    ),
  },
  { want: 'policy/no-rules spec', text: cnp('{ endpointSelector: {} }') },
  { want: 'policy/no-rules spec', text: cnp('{ endpointSelector: {}, ingress: [] }') },
  {
    want: 'policy/empty-rule-list spec.egress',
    text: cnp('{ endpointSelector: {}, ingress: [{}], egress: [] }'),
  },
  {
    want: 'policy/two-peer-kinds spec.ingress[0]',
    text: ingress('{ fromEndpoints: [{}], fromCIDR: [10.0.0.0/8] }'),
  },
  {
    want: 'policy/matches-nothing spec.ingress[0].fromEndpoints',
    text: ingress('{ fromEndpoints: [] }'),
  },
  { want: 'policy/matches-nothing spec.ingress[0].toPorts[0]', text: ingress('{ toPorts: [{}] }') },
  {
    want: 'policy/matches-nothing spec.ingress[0].toPorts[0]',
    text: ingress('{ toPorts: [{ ports: [] }] }'),
  },
  {
    want: 'policy/removed-field spec.ingress[0].fromRequires',
    text: ingress('{ fromRequires: [{}] }'),
  },
  { want: 'policy/node-peers-need-flag spec.egress[0].toNodes', text: egress('{ toNodes: [{}] }') },
  {
    want: 'policy/empty-list-ignored spec.egress[0].toFQDNs',
    text: egress('{ toFQDNs: [], toPorts: [{ ports: [{ port: "80" }] }] }'),
  },
  {
    want: 'policy/empty-list-ignored spec.egressDeny[0].toGroups',
    text: cnp(
      '{ endpointSelector: {}, enableDefaultDeny: { egress: false }, egressDeny: [{ toGroups: [] }] }',
    ),
  },
  {
    want: 'policy/default-deny-without-rules spec.enableDefaultDeny.egress',
    text: cnp('{ endpointSelector: {}, enableDefaultDeny: { egress: true }, ingress: [{}] }'),
  },
  {
    want: 'policy/only-denies spec.egressDeny',
    text: cnp('{ endpointSelector: {}, egressDeny: [{ toEntities: [world] }] }'),
  },
  {
    want: 'policy/new-entity spec.egress[0].toEntities[0]',
    text: egress('{ toEntities: [cluster-mesh] }'),
  },
  {
    want: 'policy/one-cidr-source spec.egress[0].toCIDRSet[0]',
    text: egress('{ toCIDRSet: [{ cidr: 10.0.0.0/8, cidrGroupRef: a }] }'),
  },
  {
    want: 'policy/one-cidr-source spec.egress[0].toCIDRSet[0]',
    text: egress('{ toCIDRSet: [{}] }'),
  },
  {
    want: 'policy/except-without-cidr spec.egress[0].toCIDRSet[0].except',
    text: egress('{ toCIDRSet: [{ cidrGroupRef: a, except: [10.0.0.0/8] }] }'),
  },
  {
    want: 'policy/except-outside-cidr spec.egress[0].toCIDRSet[0].except[0]',
    text: egress('{ toCIDRSet: [{ cidr: 10.0.0.0/16, except: [10.0.0.0/8] }] }'),
  },
  { want: 'policy/bad-cidr spec.egress[0].toCIDR[0]', text: egress('{ toCIDR: [10.0.0.1] }') },
  { want: 'policy/bad-cidr spec.egress[0].toCIDR[0]', text: egress('{ toCIDR: [010.0.0.0/8] }') },
  {
    want: 'policy/one-fqdn-match spec.egress[0].toFQDNs[0]',
    text: cnp(
      '{ endpointSelector: {}, egress: [{ toFQDNs: [{ matchName: a, matchPattern: b }] }, { toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchPattern: "*" }] } }] }] }',
    ),
  },
  {
    want: 'policy/fqdn-without-dns-rule spec.egress[0].toFQDNs',
    text: egress('{ toFQDNs: [{ matchName: example.com }] }'),
  },
  {
    want: 'policy/kubernetes-service spec.egress[0].toServices[0]',
    text: egress(
      '{ toServices: [{ k8sService: { serviceName: kubernetes, namespace: default } }] }',
    ),
  },
  // Cilium: ports.
  {
    want: 'policy/ports-with-icmp spec.ingress[0]',
    text: ingress('{ toPorts: [{ ports: [{ port: "1" }] }], icmps: [{ fields: [{ type: 8 }] }] }'),
  },
  {
    want: 'policy/too-many-ports spec.ingress[0].toPorts[0].ports',
    text: toPorts(many(41, (n) => `{ port: "${n + 1}" }`)),
  },
  {
    want: 'policy/too-many-ports spec.ingressDeny[0].toPorts[0].ports',
    text: cnp(
      `{ endpointSelector: {}, ingress: [{}], ingressDeny: [{ toPorts: [{ ports: ${many(41, (n) => `{ port: "${n + 1}" }`)} }] }] }`,
    ),
  },
  {
    want: 'policy/too-many-ports spec.ingress[0].icmps[0].fields',
    text: ingress(`{ icmps: [{ fields: ${many(41, (n) => `{ type: ${n + 1} }`)} }] }`),
  },
  {
    want: 'policy/missing-port spec.ingress[0].toPorts[0].ports[0]',
    text: toPorts('[{ protocol: TCP }]'),
  },
  {
    want: 'policy/bad-port spec.ingress[0].toPorts[0].ports[0].port',
    text: toPorts('[{ port: "99999" }]'),
  },
  {
    want: 'policy/bad-port spec.ingress[0].toPorts[0].ports[0].port',
    text: toPorts('[{ port: "8080x!" }]'),
  },
  {
    want: 'policy/bad-port spec.ingress[0].toPorts[0].ports[0].port',
    text: toPorts('[{ port: "089" }]'),
  },
  {
    want: 'policy/port-leading-zero spec.ingress[0].toPorts[0].ports[0].port',
    text: toPorts('[{ port: "010" }]'),
  },
  {
    want: 'policy/end-port-ignored spec.ingress[0].toPorts[0].ports[0].endPort',
    text: toPorts('[{ port: "80", endPort: 79 }]'),
  },
  {
    want: 'policy/end-port-ignored spec.ingress[0].toPorts[0].ports[0].endPort',
    text: toPorts('[{ port: http, endPort: 90 }]'),
  },
  {
    want: 'policy/port-zero-range spec.ingress[0].toPorts[0].ports[0].endPort',
    text: toPorts('[{ port: "0", endPort: 1023 }]'),
  },
  {
    want: 'policy/protocol-needs-flag spec.ingress[0].toPorts[0].ports[0].protocol',
    text: toPorts('[{ protocol: GRE }]'),
  },
  {
    want: 'policy/bad-icmp-type spec.ingress[0].icmps[0].fields[0].type',
    text: ingress('{ icmps: [{ fields: [{ type: PacketTooBig }] }] }'),
  },
  {
    want: 'policy/bad-icmp-type spec.ingress[0].icmps[0].fields[0].type',
    text: ingress('{ icmps: [{ fields: [{ type: "256" }] }] }'),
  },
  {
    want: 'policy/bad-icmp-type spec.ingress[0].icmps[0].fields[0].type',
    text: ingress('{ icmps: [{ fields: [{ type: -1 }] }] }'),
  },
  {
    want: 'policy/icmp-type-too-large spec.ingress[0].icmps[0].fields[0].type',
    text: ingress('{ icmps: [{ fields: [{ type: 256 }] }] }'),
  },
  {
    want: 'policy/icmp-type-zero spec.ingress[0].icmps[0].fields[0].type',
    text: ingress('{ icmps: [{ fields: [{ type: EchoReply }] }] }'),
  },
  // Cilium: layer 7.
  {
    want: 'policy/one-layer7-kind spec.ingress[0].toPorts[0].rules',
    text: ingress('{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: {} }] }'),
  },
  {
    want: 'policy/layer7-all-ports spec.ingress[0].toPorts[0].ports[0]',
    text: ingress(
      '{ toPorts: [{ ports: [{ port: "0", protocol: TCP }], rules: { http: [{}] } }] }',
    ),
  },
  {
    want: 'policy/layer7-protocol spec.ingress[0].toPorts[0].ports[0]',
    text: ingress('{ toPorts: [{ ports: [{ port: "80" }], rules: { http: [{}] } }] }'),
  },
  {
    want: 'policy/layer7-on-host spec.ingress[0].toPorts[0].rules',
    text: ccnp(
      '{ nodeSelector: {}, ingress: [{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{}] } }] }] }',
    ),
  },
  {
    want: 'policy/dns-rule-on-ingress spec.ingress[0].toPorts[0].rules',
    text: ingress('{ toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchName: a }] } }] }'),
  },
  {
    want: 'policy/dns-rule-with-range spec.egress[0].toPorts[0].ports[0]',
    text: egress(
      '{ toPorts: [{ ports: [{ port: "53", endPort: 60 }], rules: { dns: [{ matchName: a }] } }] }',
    ),
  },
  {
    want: 'policy/bad-fqdn spec.egress[0].toPorts[0].rules.dns[0].matchName',
    text: egress(
      '{ toPorts: [{ ports: [{ port: "53" }], rules: { dns: [{ matchName: a..b }] } }] }',
    ),
  },
  {
    want: 'policy/server-names spec.egress[0].toPorts[0].serverNames',
    text: egress(
      '{ toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: [a.b], rules: { http: [{}] } }] }',
    ),
  },
  {
    want: 'policy/bad-fqdn spec.egress[0].toPorts[0].serverNames[0]',
    text: egress(
      '{ toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: ["a b"] }] }',
    ),
  },
  {
    want: 'policy/listener spec.ingress[0].toPorts[0].listener',
    text: ingress(
      '{ toPorts: [{ ports: [{ port: "443", protocol: TCP }], listener: { name: a, envoyConfig: { name: b } } }] }',
    ),
  },
  {
    want: 'policy/listener spec.egress[0].toPorts[0].listener',
    text: egress(
      '{ toPorts: [{ ports: [{ port: "443", protocol: TCP }], rules: { http: [{}] }, listener: { name: a, envoyConfig: { name: b } } }] }',
    ),
  },
];

/** Two rules speak of the same mistake here, and rightly. */
const pairs: { text: string; want: string[] }[] = [
  {
    text: toPorts('[{ protocol: ESP, port: "80" }]'),
    want: [
      'policy/protocol-needs-flag spec.ingress[0].toPorts[0].ports[0].protocol',
      'policy/protocol-with-port spec.ingress[0].toPorts[0].ports[0].port',
    ],
  },
  {
    text: egress('{ toPorts: [{ rules: { dns: [{ matchName: a }] } }] }'),
    want: [
      'policy/matches-nothing spec.egress[0].toPorts[0]',
      'policy/dns-rule-without-ports spec.egress[0].toPorts[0]',
    ],
  },
];

describe('each rule', () => {
  test.each(cases)('$want', ({ text, want }) => {
    expect(said(text)).toEqual([want]);
  });

  test.each(pairs)('$want', ({ text, want }) => {
    expect(said(text).sort()).toEqual([...want].sort());
  });

  test('too many annotations, and a policy too large for kubectl apply', () => {
    const text = np(
      '{ podSelector: {} }',
      `{ name: a, namespace: shop, annotations: { a: ${'é'.repeat(140_000)} } }`,
    );
    expect(said(text)).toEqual([
      'policy/too-large-to-apply the object',
      'policy/annotations-too-large metadata.annotations',
    ]);
  });

  test('a warning about a part does not hide what the schema says inside it', () => {
    const text = ingress('{ toPorts: [{ ports: [], rules: { http: [{ pth: / }] } }] }');
    expect(said(text)).toEqual([
      'policy/matches-nothing spec.ingress[0].toPorts[0]',
      'policy/schema spec.ingress[0].toPorts[0].rules.http[0].pth',
    ]);
  });

  test('no code is left without a case', () => {
    const covered = new Set(
      [...cases.map(({ want }) => want), ...pairs.flatMap(({ want }) => want)].map(
        (want) => want.split(' ', 1)[0],
      ),
    );
    covered.add('policy/too-large-to-apply').add('policy/annotations-too-large');
    // About several objects: it has a test of its own.
    covered.add('policy/duplicate-object');
    const all = Object.keys({ ...validateCatalogue, ...ciliumCatalogue });
    expect(all.filter((code) => !covered.has(code))).toEqual([]);
  });

  test.each(cases)('$want can be said', ({ text }) => {
    for (const one of judge(text)) {
      const { message, help } = explain(policyCatalogue, one);
      expect(`${message} ${help ?? ''}`).not.toMatch(/undefined|\[object/);
    }
  });
});

test('what is wrong is pointed at', () => {
  const text = from('[{ ipBlock: { cidr: 10.0.0.0/8, except: [11.0.0.0/16] } }]');
  const [one] = judge(text);
  expect(text.slice(one?.span.start, one?.span.end)).toBe('11.0.0.0/16');
});

test('texts that make the published patterns take for ever are judged at once', () => {
  const long = 'a'.repeat(5000);
  const begin = performance.now();
  judge(egress(`{ toFQDNs: [{ matchName: "${long}!" }, { matchPattern: "${long}*!" }] }`));
  judge(toPorts(`[{ port: "${long}!" }, { port: "${'1'.repeat(5000)}" }]`));
  judge(from(`[{ ipBlock: { cidr: "${'1.'.repeat(5000)}/8" } }]`));
  judge(
    np(`{ podSelector: { matchLabels: { "${'a.'.repeat(5000)}/x": "${'a-'.repeat(5000)}" } } }`),
  );
  expect(performance.now() - begin).toBeLessThan(1000);
});

test('no code is made from strings, as a page with a strict content policy demands', () => {
  const forbidden = (): never => {
    throw new Error('code from a string');
  };
  const { Function: original, eval: evaluate } = globalThis;
  Object.assign(globalThis, { Function: forbidden, eval: forbidden });
  try {
    expect(said(ingress('{ fromRequires: [{}] }'))).toHaveLength(1);
  } finally {
    Object.assign(globalThis, { Function: original, eval: evaluate });
  }
});
