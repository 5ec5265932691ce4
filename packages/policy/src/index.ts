/** Kubernetes and Cilium policy objects: their types, reading, writing and validating them. */
export type { JsonValue } from './api/json.ts';
export type {
  LabelSelector,
  LabelSelectorOperator,
  LabelSelectorRequirement,
  ObjectMeta,
} from './api/meta.ts';
export type {
  IPBlock,
  NetworkPolicy,
  NetworkPolicyEgressRule,
  NetworkPolicyIngressRule,
  NetworkPolicyPeer,
  NetworkPolicyPort,
  NetworkPolicySpec,
  PolicyType,
} from './api/network-policy.ts';
export type {
  CIDRRule,
  CiliumAuthentication,
  CiliumCIDRGroup,
  CiliumClusterwideNetworkPolicy,
  CiliumEgressDenyRule,
  CiliumEgressRule,
  CiliumEntity,
  CiliumIngressDenyRule,
  CiliumIngressRule,
  CiliumNetworkPolicy,
  CiliumProtocol,
  CiliumRule,
  CiliumService,
  EndpointSelector,
  FQDNSelector,
  ICMPField,
  ICMPRule,
  PortDenyRule,
  PortProtocol,
  PortRule,
} from './api/cilium.ts';
export type { PolicyKind, PolicyObject } from './api/policy-object.ts';
export type { PolicyDiagnostic } from './diagnostic.ts';
export type { ObjectPath } from './path.ts';
export type { PolicyDocument } from './policy-document.ts';
export type { Provenance, ProvenanceNote } from './write/write-policy.ts';
export { policyCatalogue } from './catalogue.ts';
export { showPath } from './path.ts';
export type { ReadPolicies } from './read/read-policies.ts';
export { readPolicies } from './read/read-policies.ts';
export { writeObject, writePolicy } from './write/write-policy.ts';
export { duplicateObjects, objectKey, objectMeaning } from './validate/duplicate-objects.ts';
export { validatePolicy } from './validate/validate-policy.ts';
export type { CiliumPort } from './api/cilium-port.ts';
export { readCiliumPort } from './api/cilium-port.ts';
export { icmpTypeNumber } from './api/icmp-type.ts';
