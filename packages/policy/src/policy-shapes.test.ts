import { expect, test } from 'vitest';
import type {
  CIDRRule,
  CiliumEgressDenyRule,
  CiliumEgressRule,
  CiliumEntity,
  CiliumIngressDenyRule,
  CiliumIngressRule,
  CiliumNetworkPolicy,
  CiliumProtocol,
  CiliumRule,
  CiliumService,
  FQDNSelector,
  ICMPField,
  LabelSelector,
  LabelSelectorRequirement,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
  ObjectMeta,
  PortProtocol,
  PortRule,
} from './index.ts';
import { policyShapes } from './policy-shapes.ts';
import type { Shape } from './shape.ts';

/** Lists every field of a type: the compiler refuses one too many and one too few. */
const fieldsOf = <T>(fields: Record<keyof Required<T> & string, true>): string[] =>
  Object.keys(fields).sort();

const at = (shape: Shape | undefined, ...path: string[]): Shape | undefined => {
  const here = shape?.kind === 'list' ? shape.item : shape;
  const [step, ...rest] = path;
  if (step === undefined) return here;
  return here?.kind === 'object' ? at(here.fields[step], ...rest) : undefined;
};
const np = (...path: string[]): Shape | undefined => at(policyShapes.NetworkPolicy, ...path);
const cilium = (...path: string[]): Shape | undefined =>
  at(policyShapes.CiliumNetworkPolicy, ...path);

const metaFields = fieldsOf<ObjectMeta>({
  name: true,
  namespace: true,
  labels: true,
  annotations: true,
  generateName: true,
  uid: true,
  resourceVersion: true,
  generation: true,
  creationTimestamp: true,
  deletionTimestamp: true,
  deletionGracePeriodSeconds: true,
  finalizers: true,
  managedFields: true,
  ownerReferences: true,
  selfLink: true,
});
const ingressDeny = {
  fromEndpoints: true,
  fromEntities: true,
  fromCIDR: true,
  fromCIDRSet: true,
  fromGroups: true,
  fromNodes: true,
  fromRequires: true,
  toPorts: true,
  icmps: true,
} as const;
const egressDeny = {
  toEndpoints: true,
  toEntities: true,
  toCIDR: true,
  toCIDRSet: true,
  toServices: true,
  toGroups: true,
  toNodes: true,
  toRequires: true,
  toPorts: true,
  icmps: true,
} as const;

test.each([
  {
    name: 'NetworkPolicy',
    shape: np(),
    fields: fieldsOf<NetworkPolicy>({
      apiVersion: true,
      kind: true,
      metadata: true,
      spec: true,
      status: true,
    }),
  },
  { name: 'ObjectMeta', shape: np('metadata'), fields: metaFields },
  {
    name: 'NetworkPolicySpec',
    shape: np('spec'),
    fields: fieldsOf<NetworkPolicySpec>({
      podSelector: true,
      policyTypes: true,
      ingress: true,
      egress: true,
    }),
  },
  {
    name: 'NetworkPolicyIngressRule',
    shape: np('spec', 'ingress'),
    fields: fieldsOf<NetworkPolicyIngressRule>({ from: true, ports: true }),
  },
  {
    name: 'NetworkPolicyEgressRule',
    shape: np('spec', 'egress'),
    fields: fieldsOf<NetworkPolicyEgressRule>({ to: true, ports: true }),
  },
  {
    name: 'NetworkPolicyPeer',
    shape: np('spec', 'egress', 'to'),
    fields: fieldsOf<NetworkPolicyPeer>({
      podSelector: true,
      namespaceSelector: true,
      ipBlock: true,
    }),
  },
  {
    name: 'NetworkPolicyPort',
    shape: np('spec', 'egress', 'ports'),
    fields: fieldsOf<NetworkPolicyPort>({ port: true, endPort: true, protocol: true }),
  },
  {
    name: 'LabelSelector',
    shape: np('spec', 'podSelector'),
    fields: fieldsOf<LabelSelector>({ matchLabels: true, matchExpressions: true }),
  },
  {
    name: 'LabelSelectorRequirement',
    shape: np('spec', 'podSelector', 'matchExpressions'),
    fields: fieldsOf<LabelSelectorRequirement>({ key: true, operator: true, values: true }),
  },
  {
    name: 'CiliumNetworkPolicy',
    shape: cilium(),
    fields: fieldsOf<CiliumNetworkPolicy>({
      apiVersion: true,
      kind: true,
      metadata: true,
      spec: true,
      specs: true,
      status: true,
    }),
  },
  {
    name: 'CiliumRule',
    shape: cilium('spec'),
    fields: fieldsOf<CiliumRule>({
      endpointSelector: true,
      nodeSelector: true,
      ingress: true,
      ingressDeny: true,
      egress: true,
      egressDeny: true,
      enableDefaultDeny: true,
      description: true,
      labels: true,
      log: true,
    }),
  },
  {
    name: 'CiliumIngressRule',
    shape: cilium('spec', 'ingress'),
    fields: fieldsOf<CiliumIngressRule>({ ...ingressDeny, authentication: true }),
  },
  {
    name: 'CiliumIngressDenyRule',
    shape: cilium('spec', 'ingressDeny'),
    fields: fieldsOf<CiliumIngressDenyRule>(ingressDeny),
  },
  {
    name: 'CiliumEgressRule',
    shape: cilium('spec', 'egress'),
    fields: fieldsOf<CiliumEgressRule>({ ...egressDeny, toFQDNs: true, authentication: true }),
  },
  {
    name: 'CiliumEgressDenyRule',
    shape: cilium('spec', 'egressDeny'),
    fields: fieldsOf<CiliumEgressDenyRule>(egressDeny),
  },
  {
    name: 'CIDRRule',
    shape: cilium('specs', 'egress', 'toCIDRSet'),
    fields: fieldsOf<CIDRRule>({
      cidr: true,
      cidrGroupRef: true,
      cidrGroupSelector: true,
      except: true,
    }),
  },
  {
    name: 'CiliumService',
    shape: cilium('specs', 'egress', 'toServices'),
    fields: fieldsOf<CiliumService>({ k8sService: true, k8sServiceSelector: true }),
  },
  {
    name: 'FQDNSelector',
    shape: cilium('specs', 'egress', 'toFQDNs'),
    fields: fieldsOf<FQDNSelector>({ matchName: true, matchPattern: true }),
  },
  {
    name: 'PortRule',
    shape: cilium('specs', 'egress', 'toPorts'),
    fields: fieldsOf<PortRule>({
      ports: true,
      rules: true,
      serverNames: true,
      listener: true,
      terminatingTLS: true,
      originatingTLS: true,
    }),
  },
  {
    name: 'PortProtocol',
    shape: cilium('specs', 'egress', 'toPorts', 'ports'),
    fields: fieldsOf<PortProtocol>({ port: true, endPort: true, protocol: true }),
  },
  {
    name: 'ICMPField',
    shape: cilium('specs', 'egress', 'icmps', 'fields'),
    fields: fieldsOf<ICMPField>({ family: true, type: true }),
  },
])('the shape of $name has the fields of the type', ({ shape, fields }) => {
  expect(shape?.kind === 'object' && Object.keys(shape.fields).sort()).toEqual(fields);
});

const wordsOf = <T extends string>(words: Record<T, true>): string[] => Object.keys(words).sort();

test.each([
  {
    name: 'entities',
    shape: cilium('spec', 'egress', 'toEntities'),
    words: wordsOf<CiliumEntity>({
      all: true,
      world: true,
      cluster: true,
      'cluster-mesh': true,
      host: true,
      init: true,
      ingress: true,
      unmanaged: true,
      'remote-node': true,
      health: true,
      none: true,
      'kube-apiserver': true,
    }),
  },
  {
    name: 'protocols',
    shape: cilium('spec', 'egress', 'toPorts', 'ports', 'protocol'),
    words: wordsOf<CiliumProtocol>({
      ANY: true,
      TCP: true,
      UDP: true,
      SCTP: true,
      VRRP: true,
      IGMP: true,
      GRE: true,
      IPIP: true,
      IPV6: true,
      ESP: true,
      AH: true,
    }),
  },
])('the $name that are read are those of the type', ({ shape, words }) => {
  expect(shape?.kind === 'text' && [...(shape.choices ?? [])].sort()).toEqual(words);
});
