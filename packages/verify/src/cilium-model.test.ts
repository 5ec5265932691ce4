/** What Cilium's policies mean. Each row is asked flow by flow and over all flows. */
import { describe, expect, test } from 'vitest';
import { type Ask, modelled, verdict } from '../testing/cluster.ts';
import type { PolicyVerdict } from './decide.ts';

interface Row extends Ask {
  readonly name: string;
  readonly yaml: string;
  readonly is: PolicyVerdict;
}

const object = (kind: string, name: string, body: string): string =>
  `apiVersion: cilium.io/v2\nkind: ${kind}\nmetadata: { name: ${name}${kind === 'CiliumNetworkPolicy' ? ', namespace: shop' : ''} }\n${body}\n`;
const cnp = (spec: string, name = 'cnp'): string =>
  object('CiliumNetworkPolicy', name, `spec: ${spec}`);
const ccnp = (spec: string): string =>
  object('CiliumClusterwideNetworkPolicy', 'ccnp', `spec: ${spec}`);
const ingress = (items: string): string => cnp(`{ endpointSelector: {}, ingress: ${items} }`);
const egress = (items: string): string => cnp(`{ endpointSelector: {}, egress: ${items} }`);
const from = (selectors: string): string => ingress(`[{ fromEndpoints: ${selectors} }]`);
const ports = (list: string): string => ingress(`[{ toPorts: [{ ports: ${list} }] }]`);
const group = (name: string, labels: string, cidrs: string): string =>
  `apiVersion: cilium.io/v2\nkind: CiliumCIDRGroup\nmetadata: { name: ${name}, labels: ${labels} }\nspec: { externalCIDRs: ${cidrs} }\n`;
const together = (...texts: string[]): string => texts.join('---\n');

const OUT = '192.0.2.7';
const NS = 'k8s:io.kubernetes.pod.namespace';

function check(rows: readonly Row[]): void {
  test.each(rows)('$name: $flow $is', ({ is, yaml, ...ask }) => {
    expect(verdict(yaml, ask)).toBe(is);
  });
}

describe('empty and missing', () => {
  check([
    {
      name: 'ingress missing says nothing about ingress',
      yaml: egress('[{}]'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'ingress [{}] is the deny-all',
      yaml: ingress('[{}]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'fromEndpoints [{}] is the own namespace',
      yaml: from('[{}]'),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'fromEndpoints [{}] is no other namespace',
      yaml: from('[{}]'),
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'fromEndpoints [{}] of a cluster-wide policy is every pod',
      yaml: ccnp('{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'fromEndpoints [{}] of a cluster-wide policy is not the outside',
      yaml: ccnp('{ endpointSelector: {}, ingress: [{ fromEndpoints: [{}] }] }'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'fromEndpoints [] selects nothing',
      yaml: from('[]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'fromEntities [] selects nothing',
      yaml: ingress('[{ fromEntities: [] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'fromCIDR [] selects nothing',
      yaml: ingress('[{ fromCIDR: [] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'fromCIDRSet [] selects nothing',
      yaml: ingress('[{ fromCIDRSet: [] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'ports without peers are for everyone',
      yaml: ports('[{ port: "80", protocol: TCP }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'peers without ports are for everything, ICMP included',
      yaml: from('[{}]'),
      flow: 'db -> web icmp 8',
      is: 'passes',
    },
    {
      name: 'toPorts [] is as if missing',
      yaml: ingress('[{ fromEndpoints: [{}], toPorts: [] }]'),
      flow: 'db -> web udp 9',
      is: 'passes',
    },
    {
      name: 'toPorts [{}] matches nothing',
      yaml: ingress('[{ fromEndpoints: [{}], toPorts: [{}] }]'),
      flow: 'db -> web udp 9',
      is: 'held',
    },
    {
      name: 'toPorts with no ports matches nothing',
      yaml: ingress('[{ fromEndpoints: [{}], toPorts: [{ ports: [] }] }]'),
      flow: 'db -> web udp 9',
      is: 'held',
    },
  ]);
});

describe('default deny and precedence', () => {
  const deny =
    '{ endpointSelector: {}, ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: db } }] }] }';
  const open =
    '{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingressDeny: [{ fromEndpoints: [{ matchLabels: { app: db } }] }] }';
  const all = ingress('[{ fromEntities: [all] }]');
  const np =
    'apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: np, namespace: shop }\nspec: { podSelector: {}, policyTypes: [Ingress], ingress: [{}] }\n';
  check([
    {
      name: 'a rule of denies alone isolates',
      yaml: cnp(deny),
      flow: 'job -> web tcp 80',
      is: 'held',
    },
    {
      name: 'enableDefaultDeny false does not',
      yaml: cnp(open),
      flow: 'job -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'enableDefaultDeny {} is as if missing',
      yaml: cnp('{ endpointSelector: {}, enableDefaultDeny: {}, ingress: [{}] }'),
      flow: 'job -> web tcp 80',
      is: 'held',
    },
    {
      name: 'enableDefaultDeny true isolates nobody in a direction without any item',
      yaml: cnp('{ endpointSelector: {}, enableDefaultDeny: { egress: true }, ingress: [{}] }'),
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'enableDefaultDeny true isolates a direction that has an item',
      yaml: cnp('{ endpointSelector: {}, enableDefaultDeny: { egress: true }, egress: [{}] }'),
      flow: 'web -> mon tcp 80',
      is: 'held',
    },
    { name: 'a denylist still denies', yaml: cnp(open), flow: 'db -> web tcp 80', is: 'held' },
    {
      name: 'one rule that isolates is enough',
      yaml: together(cnp(open), cnp('{ endpointSelector: {}, ingress: [{}] }', 'b')),
      flow: 'job -> web tcp 80',
      is: 'held',
    },
    {
      name: 'deny beats an allow of another policy',
      yaml: together(cnp(deny, 'denies'), all),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'deny beats the allow of a NetworkPolicy',
      yaml: together(cnp(deny), np),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a NetworkPolicy and a Cilium policy add up',
      yaml: together(ingress('[{}]'), np),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the exception of a deny allows nothing',
      yaml: cnp(
        '{ endpointSelector: {}, ingressDeny: [{ fromCIDRSet: [{ cidr: 192.0.2.0/24, except: [192.0.2.0/28] }] }] }',
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'the exception of a deny is not denied',
      yaml: together(
        cnp(
          '{ endpointSelector: {}, ingressDeny: [{ fromCIDRSet: [{ cidr: 192.0.2.0/24, except: [192.0.2.0/28] }] }] }',
        ),
        cnp('{ endpointSelector: {}, ingress: [{ fromEntities: [all] }] }', 'b'),
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'several rules in one object each count',
      yaml: object(
        'CiliumNetworkPolicy',
        'x',
        'specs: [{ endpointSelector: { matchLabels: { app: web } }, ingress: [{}] }, { endpointSelector: {}, egress: [{ toEntities: [world] }] }]',
      ),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
  ]);
});

describe('subjects', () => {
  check([
    {
      name: 'a foreign namespace in a subject is overridden',
      yaml: cnp(`{ endpointSelector: { matchLabels: { "${NS}": infra } }, ingress: [{}] }`),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'and selects nobody there',
      yaml: cnp(`{ endpointSelector: { matchLabels: { "${NS}": infra } }, ingress: [{}] }`),
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'a cluster-wide subject reaches all namespaces',
      yaml: ccnp('{ endpointSelector: {}, ingress: [{}] }'),
      flow: 'web -> mon tcp 80',
      is: 'held',
    },
    {
      name: 'a cluster-wide subject can name a namespace',
      yaml: ccnp(`{ endpointSelector: { matchLabels: { "${NS}": shop } }, ingress: [{}] }`),
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'a rule for nodes concerns no pod',
      yaml: ccnp('{ nodeSelector: {}, ingress: [{}] }'),
      flow: 'web -> mon tcp 80',
      is: 'passes',
    },
    {
      name: 'a label that Cilium ignores selects nobody',
      yaml: cnp('{ endpointSelector: { matchLabels: { pod-template-hash: abc } }, ingress: [{}] }'),
      flow: 'db -> job tcp 80',
      is: 'passes',
    },
    {
      name: 'a service account selects whom nobody knows',
      yaml: cnp(
        '{ endpointSelector: { matchLabels: { io.cilium.k8s.policy.serviceaccount: a } }, ingress: [{}] }',
      ),
      flow: 'db -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'where it makes no difference, it makes none',
      yaml: together(
        ingress('[{}]'),
        cnp(
          '{ endpointSelector: { matchLabels: { io.cilium.k8s.policy.serviceaccount: a } }, ingress: [{}] }',
          'b',
        ),
      ),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
  ]);
});

describe('peers', () => {
  check([
    {
      name: 'the sources k8s and any are no part of the key',
      yaml: from('[{ matchLabels: { "k8s:app": db, "any:tier": back } }]'),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'another namespace by its name',
      yaml: from(`[{ matchLabels: { "${NS}": infra } }]`),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'another namespace by its label',
      yaml: from('[{ matchLabels: { "k8s:io.cilium.k8s.namespace.labels.team": platform } }]'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the label of another namespace is not the own',
      yaml: from('[{ matchLabels: { "k8s:io.cilium.k8s.namespace.labels.team": platform } }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'any namespace',
      yaml: from(
        `[{ matchLabels: { tier: back }, matchExpressions: [{ key: "${NS}", operator: Exists }] }]`,
      ),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'without a namespace key a selector stays at home',
      yaml: from('[{ matchLabels: { tier: back } }]'),
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'namespace NotIn never leaves the cluster',
      yaml: from(`[{ matchExpressions: [{ key: "${NS}", operator: NotIn, values: [infra] }] }]`),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'namespace NotIn does not mean nodes either',
      yaml: from(`[{ matchExpressions: [{ key: "${NS}", operator: NotIn, values: [infra] }] }]`),
      flow: 'node -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a denied namespace NotIn denies nobody outside',
      yaml: cnp(
        `{ endpointSelector: {}, egress: [{ toEntities: [all] }], egressDeny: [{ toEndpoints: [{ matchExpressions: [{ key: "${NS}", operator: NotIn, values: [infra] }] }] }] }`,
      ),
      flow: `web -> ${OUT} tcp 80`,
      is: 'passes',
    },
    {
      name: 'a namespace label that must not exist never leaves the cluster',
      yaml: from(
        '[{ matchExpressions: [{ key: "k8s:io.cilium.k8s.namespace.labels.team", operator: DoesNotExist }] }]',
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'cluster-wide, a label that must not exist never leaves the cluster',
      yaml: ccnp(
        '{ endpointSelector: {}, ingress: [{ fromEndpoints: [{ matchExpressions: [{ key: app, operator: NotIn, values: [x] }] }] }] }',
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'without namespace and cluster as well, a selector reaches the world',
      yaml: from(
        `[{ matchExpressions: [{ key: "${NS}", operator: DoesNotExist }, { key: io.cilium.k8s.policy.cluster, operator: DoesNotExist }] }]`,
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'a reserved label lifts every confinement',
      yaml: from('[{ matchExpressions: [{ key: "reserved:host", operator: DoesNotExist }] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'a reserved label lifts every confinement, for nodes too',
      yaml: from('[{ matchExpressions: [{ key: "reserved:world", operator: DoesNotExist }] }]'),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'one key with two sources is two conditions',
      yaml: from('[{ matchLabels: { "k8s:app": db, "any:app": job } }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'the reserved label of the world',
      yaml: from('[{ matchLabels: { "reserved:world": "" } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'the reserved label of the world is no pod',
      yaml: from('[{ matchLabels: { "reserved:world": "" } }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a label of addresses names no pod of the namespace',
      yaml: from('[{ matchLabels: { "cidrgroup:role": partner } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'a label of addresses beside a reserved one is known to the cluster only',
      yaml: from('[{ matchLabels: { "reserved:world": "", "cidrgroup:role": partner } }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'undecided',
    },
    {
      name: 'a peer by service account is known to the cluster only',
      yaml: from('[{ matchLabels: { io.cilium.k8s.policy.serviceaccount: a } }]'),
      flow: 'db -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'every pod has a service account',
      yaml: from(
        '[{ matchExpressions: [{ key: io.cilium.k8s.policy.serviceaccount, operator: Exists }] }]',
      ),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'node selectors are no pods',
      yaml: ingress('[{ fromNodes: [{}] }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'cloud groups may be any address',
      yaml: ingress('[{ fromGroups: [{ aws: { region: x } }] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'undecided',
    },
    {
      name: 'cloud groups are no pods',
      yaml: ingress('[{ fromGroups: [{ aws: { region: x } }] }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a Service may be any pod',
      yaml: egress('[{ toServices: [{ k8sService: { serviceName: a, namespace: infra } }] }]'),
      flow: 'web -> mon tcp 80',
      is: 'undecided',
    },
    {
      name: 'names may be any address outside',
      yaml: egress(
        '[{ toFQDNs: [{ matchName: a.example }] }, { toPorts: [{ ports: [{ port: "53", protocol: UDP }], rules: { dns: [{ matchPattern: "*" }] } }] }]',
      ),
      flow: `web -> ${OUT} tcp 443`,
      is: 'undecided',
    },
    {
      name: 'names are never pods',
      yaml: egress(
        '[{ toFQDNs: [{ matchName: a.example }] }, { toPorts: [{ ports: [{ port: "53", protocol: UDP }], rules: { dns: [{ matchPattern: "*" }] } }] }]',
      ),
      flow: 'web -> mon tcp 443',
      is: 'held',
    },
  ]);
});

describe('entities and addresses', () => {
  const entity = (name: string): string => ingress(`[{ fromEntities: [${name}] }]`);
  check([
    { name: 'all is everyone', yaml: entity('all'), flow: `${OUT} -> web tcp 80`, is: 'passes' },
    { name: 'all is pods too', yaml: entity('all'), flow: 'mon -> web icmp 8', is: 'passes' },
    {
      name: 'world is the outside',
      yaml: entity('world'),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    { name: 'world is no pod', yaml: entity('world'), flow: 'mon -> web tcp 80', is: 'held' },
    {
      name: 'cluster is every pod',
      yaml: entity('cluster'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'cluster is not the outside',
      yaml: entity('cluster'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    { name: 'host is neither', yaml: entity('host'), flow: 'mon -> web tcp 80', is: 'held' },
    { name: 'none is nobody', yaml: entity('none'), flow: `${OUT} -> web tcp 80`, is: 'held' },
    {
      name: 'a CIDR never selects pods',
      yaml: ingress('[{ fromCIDR: [0.0.0.0/0] }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a CIDR selects the outside',
      yaml: ingress('[{ fromCIDR: [192.0.2.0/24] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'an exception',
      yaml: ingress('[{ fromCIDRSet: [{ cidr: 192.0.2.0/24, except: [192.0.2.0/28] }] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'a CIDR group by name',
      yaml: together(
        group('branches', '{}', '[192.0.2.0/24]'),
        ingress('[{ fromCIDRSet: [{ cidrGroupRef: branches }] }]'),
      ),
      flow: `${OUT} -> web tcp 80`,
      is: 'passes',
    },
    {
      name: 'a CIDR group by label',
      yaml: together(
        group('a', '{ role: partner }', '[192.0.2.0/24]'),
        group('b', '{ role: other }', '[198.51.100.0/24]'),
        ingress('[{ fromCIDRSet: [{ cidrGroupSelector: { matchLabels: { role: partner } } }] }]'),
      ),
      flow: '198.51.100.1 -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a CIDR group that nobody showed us',
      yaml: ingress('[{ fromCIDRSet: [{ cidrGroupRef: branches }] }]'),
      flow: `${OUT} -> web tcp 80`,
      is: 'undecided',
    },
    {
      name: 'a CIDR group that nobody showed us is no pod',
      yaml: ingress('[{ fromCIDRSet: [{ cidrGroupRef: branches }] }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
    {
      name: 'IPv6',
      yaml: ingress('[{ fromCIDR: ["2001:db8:f::/48"] }]'),
      flow: '2001:db8:f::1 -> web tcp 80',
      family: 'ipv6',
      is: 'passes',
    },
  ]);
});

describe('ports and protocols', () => {
  check([
    {
      name: 'a port',
      yaml: ports('[{ port: "80", protocol: TCP }]'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'no protocol is TCP, UDP and SCTP',
      yaml: ports('[{ port: "80" }]'),
      flow: 'mon -> web sctp 80',
      is: 'passes',
    },
    {
      name: 'ANY is not ICMP',
      yaml: ports('[{ port: "0", protocol: ANY }]'),
      flow: 'mon -> web icmp 8',
      is: 'held',
    },
    {
      name: 'port 0 is every port',
      yaml: ports('[{ port: "0", protocol: UDP }]'),
      flow: 'mon -> web udp 9',
      is: 'passes',
    },
    {
      name: 'port 0 ignores its end',
      yaml: ports('[{ port: "0", endPort: 1023, protocol: TCP }]'),
      flow: 'mon -> web tcp 8080',
      is: 'passes',
    },
    {
      name: 'a range',
      yaml: ports('[{ port: "80", endPort: 90, protocol: TCP }]'),
      flow: 'mon -> web tcp 90',
      is: 'passes',
    },
    {
      name: 'an end below its port is ignored',
      yaml: ports('[{ port: "80", endPort: 10, protocol: TCP }]'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'an end below its port opens nothing else',
      yaml: ports('[{ port: "80", endPort: 10, protocol: TCP }]'),
      flow: 'mon -> web tcp 50',
      is: 'held',
    },
    {
      name: 'a leading zero is octal',
      yaml: ports('[{ port: "010", protocol: TCP }]'),
      flow: 'mon -> web tcp 8',
      is: 'passes',
    },
    {
      name: 'a leading zero is not decimal',
      yaml: ports('[{ port: "010", protocol: TCP }]'),
      flow: 'mon -> web tcp 10',
      is: 'held',
    },
    {
      name: 'a named port',
      yaml: ports('[{ port: http, protocol: TCP }]'),
      flow: 'mon -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'a named port is never outside',
      yaml: egress('[{ toPorts: [{ ports: [{ port: http, protocol: TCP }] }] }]'),
      flow: `web -> ${OUT} tcp 80`,
      is: 'held',
    },
    {
      name: 'several lists are alternatives',
      yaml: ingress('[{ toPorts: [{ ports: [{ port: "80" }] }, { ports: [{ port: "81" }] }] }]'),
      flow: 'mon -> web tcp 81',
      is: 'passes',
    },
    {
      name: 'an extended protocol is no other',
      yaml: ports('[{ protocol: GRE, port: "0" }]'),
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
    {
      name: 'an extended protocol needs a flag',
      yaml: ports('[{ protocol: GRE, port: "0" }]'),
      flow: 'mon -> web 47',
      is: 'undecided',
    },
  ]);
});

describe('ICMP', () => {
  const icmp = (fields: string): string => ingress(`[{ icmps: [{ fields: ${fields} }] }]`);
  check([
    { name: 'a type', yaml: icmp('[{ type: 8 }]'), flow: 'mon -> web icmp 8', is: 'passes' },
    { name: 'another type', yaml: icmp('[{ type: 8 }]'), flow: 'mon -> web icmp 13', is: 'held' },
    {
      name: 'a type by name',
      yaml: icmp('[{ type: EchoRequest }]'),
      flow: 'mon -> web icmp 8',
      is: 'passes',
    },
    {
      name: 'type 0 is every type',
      yaml: icmp('[{ type: 0 }]'),
      flow: 'mon -> web icmp 13',
      is: 'passes',
    },
    {
      name: 'a type is no port',
      yaml: icmp('[{ type: 8 }]'),
      flow: 'mon -> web tcp 8',
      is: 'held',
    },
    {
      name: 'a type of the other family',
      yaml: icmp('[{ family: IPv6, type: 128 }]'),
      flow: 'mon -> web icmp 128',
      is: 'held',
    },
    {
      name: 'a type of IPv6',
      yaml: icmp('[{ family: IPv6, type: EchoRequest }]'),
      flow: 'mon -> web icmpv6 128',
      family: 'ipv6',
      is: 'passes',
    },
  ]);
});

describe('layer 7 and authentication', () => {
  const http = '{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{ method: GET }] } }';
  const plain = '{ ports: [{ port: "80", protocol: TCP }] }';
  check([
    {
      name: 'a rule that looks inside lets the connection open',
      yaml: ingress(`[{ toPorts: [${http}] }]`),
      flow: 'mon -> web tcp 80',
      is: 'in-part',
    },
    {
      name: 'it opens no other port',
      yaml: ingress(`[{ toPorts: [${http}] }]`),
      flow: 'mon -> web tcp 81',
      is: 'held',
    },
    {
      name: 'a rule without conditions beside it wins',
      yaml: ingress(`[{ toPorts: [${http}] }, { toPorts: [${plain}] }]`),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'empty rules look at nothing',
      yaml: ingress(
        '[{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [] } }] }]',
      ),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'server names look inside',
      yaml: egress(
        '[{ toPorts: [{ ports: [{ port: "443", protocol: TCP }], serverNames: [a.example] }] }]',
      ),
      flow: `web -> ${OUT} tcp 443`,
      is: 'in-part',
    },
    {
      name: 'without isolation a rule that looks inside still does',
      yaml: cnp(
        `{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ toPorts: [${http}] }] }`,
      ),
      flow: 'mon -> web tcp 80',
      is: 'in-part',
    },
    {
      name: 'without isolation the rest stays open',
      yaml: cnp(
        `{ endpointSelector: {}, enableDefaultDeny: { ingress: false }, ingress: [{ toPorts: [${http}] }] }`,
      ),
      flow: 'mon -> web tcp 81',
      is: 'passes',
    },
    {
      name: 'required authentication may stop a peer',
      yaml: ingress('[{ fromEndpoints: [{}], authentication: { mode: required } }]'),
      flow: 'db -> web tcp 80',
      is: 'in-part',
    },
    {
      name: 'disabled authentication is none',
      yaml: ingress('[{ fromEndpoints: [{}], authentication: { mode: disabled } }]'),
      flow: 'db -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a deny that looks at nothing stops it',
      yaml: together(
        ingress(`[{ toPorts: [${http}] }]`),
        cnp('{ endpointSelector: {}, ingressDeny: [{ fromEntities: [all] }] }', 'b'),
      ),
      flow: 'mon -> web tcp 80',
      is: 'held',
    },
  ]);
});

describe('what is not decided or not compared is named, at its place', () => {
  test.each([
    {
      name: 'a CIDR group that is missing',
      yaml: ingress('[{}, { fromCIDRSet: [{ cidrGroupRef: x }] }]'),
      is: { caveat: 'cidr-group', path: ['spec', 'ingress', 1] },
    },
    {
      name: 'a subject by service account',
      yaml: cnp(
        '{ endpointSelector: { matchLabels: { io.cilium.k8s.policy.serviceaccount: a } }, ingress: [{}] }',
      ),
      is: { caveat: 'hidden-label', path: ['spec'] },
    },
  ])('$name', ({ is, yaml }) => {
    expect(modelled(yaml).notModelled).toMatchObject([is]);
  });

  test.each([
    {
      name: 'a rule for nodes',
      yaml: ccnp('{ nodeSelector: {}, ingress: [{}] }'),
      is: { kind: 'nodes', path: ['spec'] },
    },
    {
      name: 'an entity that is no end of a flow',
      yaml: ingress('[{ fromEntities: [init] }]'),
      is: { kind: 'nodes', path: ['spec', 'ingress', 0] },
    },
    {
      name: 'layer 7',
      yaml: ingress(
        '[{ toPorts: [{ ports: [{ port: "80", protocol: TCP }], rules: { http: [{}] } }] }]',
      ),
      is: { kind: 'layer-7' },
    },
    {
      name: 'authentication',
      yaml: ingress('[{ fromEndpoints: [{}], authentication: { mode: required } }]'),
      is: { kind: 'authentication' },
    },
  ])('$name', ({ is, yaml }) => {
    const { notes, notModelled } = modelled(yaml);
    expect(notes).toMatchObject([is]);
    expect(notModelled).toEqual([]);
  });
});

describe('nodes, the API server, and what else is neither pod nor world', () => {
  const entities = (list: string): string => ingress(`[{ fromEntities: [${list}] }]`);
  const cidr = (text: string): string => egress(`[{ toCIDR: [${text}] }]`);
  const all = '198.51.100.0/24';
  const nodes = { engine: 'cilium', blocksMatchNodes: true } as const;
  check([
    { name: 'a block matches no node', yaml: cidr(all), flow: 'web -> node tcp 80', is: 'held' },
    { name: 'a block matches no host', yaml: cidr(all), flow: 'web -> host tcp 80', is: 'held' },
    { name: 'a block matches no Envoy', yaml: cidr(all), flow: 'web -> envoy tcp 80', is: 'held' },
    { name: 'a block matches no probe', yaml: cidr(all), flow: 'web -> probe tcp 80', is: 'held' },
    {
      name: 'a block matches the API server if it is outside',
      yaml: cidr(all),
      flow: 'web -> api tcp 80',
      is: 'undecided',
    },
    {
      name: 'a block matches a neighbour of the nodes',
      yaml: cidr(all),
      flow: 'web -> 198.51.100.77 tcp 80',
      is: 'passes',
    },
    {
      name: 'a group of blocks matches no node',
      yaml: together(
        group('g', '{}', `[${all}]`),
        egress('[{ toCIDRSet: [{ cidrGroupRef: g }] }]'),
      ),
      flow: 'web -> node tcp 80',
      is: 'held',
    },
    {
      name: 'policy-cidr-match-mode: nodes lets a block match a node',
      yaml: cidr(all),
      flow: 'web -> node tcp 80',
      options: nodes,
      is: 'passes',
    },
    {
      name: 'in that mode a block matches the API server wherever it runs',
      yaml: cidr(all),
      flow: 'web -> api tcp 80',
      options: nodes,
      is: 'passes',
    },
    {
      name: 'in that mode the block of every address still means the world',
      yaml: cidr('0.0.0.0/0'),
      flow: 'web -> node tcp 80',
      options: nodes,
      is: 'held',
    },
    {
      name: 'in that mode Envoy has no blocks',
      yaml: cidr(all),
      flow: 'web -> envoy tcp 80',
      options: nodes,
      is: 'held',
    },
    {
      name: 'the world holds no node',
      yaml: entities('world'),
      flow: 'node -> web tcp 80',
      is: 'held',
    },
    {
      name: 'the world may hold the API server',
      yaml: entities('world'),
      flow: 'api -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'the cluster holds its nodes',
      yaml: entities('cluster'),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the cluster holds Envoy',
      yaml: entities('cluster'),
      flow: 'envoy -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the cluster holds its probes',
      yaml: entities('cluster'),
      flow: 'probe -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the cluster holds the API server wherever it runs',
      yaml: entities('cluster'),
      flow: 'api -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the cluster holds nobody else outside',
      yaml: entities('cluster'),
      flow: '198.51.100.77 -> web tcp 80',
      is: 'held',
    },
    {
      name: 'all clusters of a mesh hold this one',
      yaml: entities('cluster-mesh'),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'all clusters of a mesh hold pods',
      yaml: entities('cluster-mesh'),
      flow: 'mon -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'remote-node is nodes',
      yaml: entities('remote-node'),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'remote-node is not the world',
      yaml: entities('remote-node'),
      flow: `${OUT} -> web tcp 80`,
      is: 'held',
    },
    {
      name: 'the API server may run on another node',
      yaml: entities('remote-node'),
      flow: 'api -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'health is the probes',
      yaml: entities('health'),
      flow: 'probe -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'ingress is Envoy',
      yaml: entities('ingress'),
      flow: 'envoy -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'ingress is nothing else',
      yaml: entities('ingress'),
      flow: 'node -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a lockdown from the world leaves nodes alone',
      yaml: ccnp(
        '{ endpointSelector: {}, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEntities: [world] }] }',
      ),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a lockdown from the world may stop the API server',
      yaml: ccnp(
        '{ endpointSelector: {}, ingress: [{ fromEntities: [all] }], ingressDeny: [{ fromEntities: [world] }] }',
      ),
      flow: 'api -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'selectors of pods mean no node',
      yaml: from('[{}]'),
      flow: 'node -> web tcp 80',
      is: 'held',
    },
    {
      name: 'a reserved label selects nodes',
      yaml: from('[{ matchLabels: { "reserved:remote-node": "" } }]'),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'a default deny may let the own node in',
      yaml: ingress('[{}]'),
      flow: 'host -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'a deny keeps the own node out',
      yaml: cnp('{ endpointSelector: {}, ingress: [{}], ingressDeny: [{ fromEntities: [host] }] }'),
      flow: 'host -> web tcp 80',
      is: 'held',
    },
    {
      name: 'nothing of the kind holds for egress',
      yaml: egress('[{}]'),
      flow: 'web -> host tcp 80',
      is: 'held',
    },
    {
      name: 'no peer means nodes too',
      yaml: ports('[{ port: "80" }]'),
      flow: 'node -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'node selectors depend on the labels of nodes',
      yaml: ingress('[{ fromNodes: [{ matchLabels: { zone: a } }] }]'),
      flow: 'node -> web tcp 80',
      is: 'undecided',
    },
    {
      name: 'node selectors select no pod',
      yaml: ingress('[{ fromNodes: [{ matchLabels: { zone: a } }] }]'),
      flow: 'db -> web tcp 80',
      is: 'held',
    },
  ]);
});

describe('lists that are empty', () => {
  check([
    {
      name: 'an empty list of names is as if it were not there',
      yaml: egress('[{ toFQDNs: [], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]'),
      flow: `web -> ${OUT} tcp 80`,
      is: 'passes',
    },
    {
      name: 'an empty list of names without ports matches nothing',
      yaml: egress('[{ toFQDNs: [] }]'),
      flow: `web -> ${OUT} tcp 80`,
      is: 'held',
    },
    {
      name: 'an empty list of cloud groups denies everybody on its ports',
      yaml: cnp(
        '{ endpointSelector: {}, egressDeny: [{ toGroups: [], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }], enableDefaultDeny: { egress: false } }',
      ),
      flow: 'web -> mon tcp 80',
      is: 'held',
    },
    {
      name: 'an empty list of entities matches nobody',
      yaml: egress('[{ toEntities: [], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]'),
      flow: `web -> ${OUT} tcp 80`,
      is: 'held',
    },
    {
      name: 'an empty list of node selectors matches nobody',
      yaml: ingress('[{ fromNodes: [], toPorts: [{ ports: [{ port: "80", protocol: TCP }] }] }]'),
      flow: 'node -> web tcp 80',
      is: 'held',
    },
  ]);
});

describe('exceptions beside a group, and ICMP types that no packet has', () => {
  const grouped = together(
    group('x', '{ kind: a }', '[192.0.2.0/24]'),
    ingress('[{ fromCIDRSet: [{ cidrGroupRef: x, except: [192.0.2.0/28] }] }]'),
  );
  const selected = together(
    group('x', '{ kind: a }', '[192.0.2.0/24]'),
    ingress(
      '[{ fromCIDRSet: [{ cidrGroupSelector: { matchLabels: { kind: a } }, except: [192.0.2.0/28] }] }]',
    ),
  );
  check([
    {
      name: 'the exception is taken out of the group',
      yaml: grouped,
      flow: '192.0.2.7 -> web tcp 80',
      is: 'held',
    },
    {
      name: 'the rest of the group stays',
      yaml: grouped,
      flow: '192.0.2.77 -> web tcp 80',
      is: 'passes',
    },
    {
      name: 'the exception is taken out of selected groups',
      yaml: selected,
      flow: '192.0.2.7 -> web tcp 80',
      is: 'held',
    },
    {
      name: 'type 256 is no type, and isolates all the same',
      yaml: ingress('[{ icmps: [{ fields: [{ type: 256 }] }] }]'),
      flow: 'db -> web icmp 8',
      is: 'held',
    },
    {
      name: 'beside type 256 other types count',
      yaml: ingress('[{ icmps: [{ fields: [{ type: 256 }, { type: 8 }] }] }]'),
      flow: 'db -> web icmp 8',
      is: 'passes',
    },
  ]);
});
