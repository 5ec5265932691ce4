/** The shapes of the four kinds. A field that is missing here is unknown to the reader. */
import type { PolicyKind } from './api/policy-object.ts';
import {
  boolean,
  choice,
  integer,
  integerOrText,
  list,
  object,
  opaque,
  text,
  textMap,
} from './shape.ts';
import type { ObjectShape, Shape } from './shape.ts';

const metadata = object(
  {
    name: text,
    generateName: text,
    namespace: text,
    labels: textMap,
    annotations: textMap,
    uid: opaque,
    resourceVersion: opaque,
    generation: opaque,
    creationTimestamp: opaque,
    deletionTimestamp: opaque,
    deletionGracePeriodSeconds: opaque,
    finalizers: opaque,
    ownerReferences: opaque,
    selfLink: opaque,
    managedFields: opaque,
  },
  ['name'],
);

const labelSelector = object({
  matchLabels: textMap,
  matchExpressions: list(
    object(
      { key: text, operator: choice('In', 'NotIn', 'Exists', 'DoesNotExist'), values: list(text) },
      ['key', 'operator'],
    ),
  ),
});

const networkPolicyPeers = list(
  object({
    namespaceSelector: labelSelector,
    podSelector: labelSelector,
    ipBlock: object({ cidr: text, except: list(text) }, ['cidr']),
  }),
);

const networkPolicyPorts = list(
  object({ protocol: choice('TCP', 'UDP', 'SCTP'), port: integerOrText, endPort: integer }),
);

const networkPolicySpec = object({
  podSelector: labelSelector,
  policyTypes: list(choice('Ingress', 'Egress')),
  ingress: list(object({ from: networkPolicyPeers, ports: networkPolicyPorts })),
  egress: list(object({ to: networkPolicyPeers, ports: networkPolicyPorts })),
});

const cidrSet = list(
  object({ cidr: text, cidrGroupRef: text, cidrGroupSelector: labelSelector, except: list(text) }),
);

const entities = list(
  choice(
    'all',
    'world',
    'cluster',
    'cluster-mesh',
    'host',
    'init',
    'ingress',
    'unmanaged',
    'remote-node',
    'health',
    'none',
    'kube-apiserver',
  ),
);

const services = list(
  object({
    k8sService: object({ serviceName: text, namespace: text }),
    k8sServiceSelector: object({ selector: labelSelector, namespace: text }, ['selector']),
  }),
);

const ports = list(
  object({
    port: text,
    endPort: integer,
    protocol: choice(
      'ANY',
      'TCP',
      'UDP',
      'SCTP',
      'VRRP',
      'IGMP',
      'GRE',
      'IPIP',
      'IPV6',
      'ESP',
      'AH',
    ),
  }),
);

const toPorts = list(
  object({
    ports,
    rules: opaque,
    serverNames: list(text),
    listener: opaque,
    terminatingTLS: opaque,
    originatingTLS: opaque,
  }),
);
const toPortsDeny = list(object({ ports }));

const icmps = list(
  object({
    fields: list(object({ family: choice('IPv4', 'IPv6'), type: integerOrText }, ['type'])),
  }),
);

const authentication = object({ mode: choice('disabled', 'required', 'test-always-fail') }, [
  'mode',
]);

const from: Readonly<Record<string, Shape>> = {
  fromEndpoints: list(labelSelector),
  fromEntities: entities,
  fromCIDR: list(text),
  fromCIDRSet: cidrSet,
  fromGroups: list(opaque),
  fromNodes: list(labelSelector),
  fromRequires: list(opaque),
};

const to: Readonly<Record<string, Shape>> = {
  toEndpoints: list(labelSelector),
  toEntities: entities,
  toCIDR: list(text),
  toCIDRSet: cidrSet,
  toServices: services,
  toGroups: list(opaque),
  toNodes: list(labelSelector),
  toRequires: list(opaque),
};

const ciliumRule = object({
  description: text,
  endpointSelector: labelSelector,
  nodeSelector: labelSelector,
  enableDefaultDeny: object({ ingress: boolean, egress: boolean }),
  ingress: list(object({ ...from, toPorts, icmps, authentication })),
  ingressDeny: list(object({ ...from, toPorts: toPortsDeny, icmps })),
  egress: list(
    object({
      ...to,
      toFQDNs: list(object({ matchName: text, matchPattern: text })),
      toPorts,
      icmps,
      authentication,
    }),
  ),
  egressDeny: list(object({ ...to, toPorts: toPortsDeny, icmps })),
  labels: opaque,
  log: object({ value: text }),
});

const ciliumPolicy = (kind: PolicyKind): ObjectShape =>
  object(
    {
      apiVersion: choice('cilium.io/v2'),
      kind: choice(kind),
      metadata,
      spec: ciliumRule,
      specs: list(ciliumRule),
      status: opaque,
    },
    ['apiVersion', 'kind', 'metadata'],
  );

export const policyShapes: { readonly [K in PolicyKind]: ObjectShape } = {
  NetworkPolicy: object(
    {
      apiVersion: choice('networking.k8s.io/v1'),
      kind: choice('NetworkPolicy'),
      metadata,
      spec: networkPolicySpec,
      status: opaque,
    },
    ['apiVersion', 'kind', 'metadata'],
  ),
  CiliumNetworkPolicy: ciliumPolicy('CiliumNetworkPolicy'),
  CiliumClusterwideNetworkPolicy: ciliumPolicy('CiliumClusterwideNetworkPolicy'),
  CiliumCIDRGroup: object(
    {
      apiVersion: choice('cilium.io/v2', 'cilium.io/v2alpha1'),
      kind: choice('CiliumCIDRGroup'),
      metadata,
      spec: object({ externalCIDRs: list(text) }, ['externalCIDRs']),
    },
    ['apiVersion', 'kind', 'metadata', 'spec'],
  ),
};
