/** Everything that validation can say, as data: one code for each rule. The prose is in the catalogue. */
import type { DiagnosticOf } from '@aclift/diagnostics';
import type { PathFacts } from '../facts.ts';

type Rule<Code extends string, Facts = object> = DiagnosticOf<Code, PathFacts & Facts>;
interface Value {
  readonly value: string;
}
interface Count {
  readonly count: number;
  readonly most: number;
}

/** Metadata and selectors, of every kind. */
type CommonRule =
  | Rule<'policy/schema', { readonly keyword: string; readonly reason: string }>
  | Rule<'policy/bad-object-name', Value>
  | Rule<'policy/bad-namespace', Value>
  | Rule<'policy/no-namespace'>
  | Rule<'policy/duplicate-object', { readonly other: string; readonly same: boolean }>
  | Rule<'policy/bad-label-key', Value>
  | Rule<'policy/bad-label-value', Value & { readonly key: string }>
  | Rule<'policy/annotations-too-large', Count>
  | Rule<'policy/too-large-to-apply', Count>
  | Rule<'policy/selector-values', { readonly operator: string; readonly count: number }>
  | Rule<'policy/ignored-label', { readonly key: string }>
  | Rule<'policy/reserved-label-key', { readonly key: string }>;

/** Addresses and ports, of every kind. */
type ValueRule =
  | Rule<'policy/bad-cidr', Value>
  | Rule<'policy/loose-cidr', Value & { readonly canonical: string }>
  | Rule<
      'policy/strict-cidr',
      Value & {
        readonly canonical: string;
        readonly reason: 'leading-zeros' | 'ipv4-mapped' | 'host-bits';
      }
    >
  | Rule<'policy/except-outside-cidr', Value & { readonly cidr: string }>
  | Rule<'policy/any-as-cidr', Value>
  | Rule<'policy/bad-port', Value>
  | Rule<'policy/bad-end-port', { readonly reason: 'without-port' | 'named' | 'range' }>
  | Rule<'policy/end-port-below-port', { readonly port: number; readonly endPort: number }>;

/** networking.k8s.io NetworkPolicy. */
type NetworkPolicyRule =
  | Rule<'policy/selects-all-pods'>
  | Rule<'policy/status-field'>
  | Rule<'policy/empty-peer'>
  | Rule<'policy/ip-block-with-selector'>
  | Rule<'policy/too-many-policy-types', Count>
  | Rule<'policy/policy-types-implied', { readonly implied: readonly string[] }>
  | Rule<'policy/rules-without-policy-type', { readonly direction: 'Ingress' | 'Egress' }>
  | Rule<'policy/named-port-to-ip-block', Value>;

/** Subjects, sections and peers of Cilium's policies. */
type CiliumRuleCode =
  | Rule<'policy/no-spec'>
  | Rule<'policy/one-subject', { readonly count: number }>
  | Rule<'policy/node-selector-in-namespace'>
  | Rule<'policy/foreign-namespace', { readonly namespace: string }>
  | Rule<'policy/no-rules'>
  | Rule<'policy/empty-rule-list'>
  | Rule<'policy/empty-list-ignored'>
  | Rule<'policy/default-deny-without-rules', { readonly direction: 'ingress' | 'egress' }>
  | Rule<'policy/only-denies', { readonly direction: 'ingress' | 'egress' }>
  | Rule<'policy/two-peer-kinds', { readonly kinds: readonly string[] }>
  | Rule<'policy/matches-nothing'>
  | Rule<'policy/removed-field', { readonly field: string }>
  | Rule<'policy/node-peers-need-flag'>
  | Rule<'policy/new-entity', Value>
  | Rule<'policy/one-cidr-source', { readonly count: number }>
  | Rule<'policy/except-without-cidr'>
  | Rule<'policy/one-fqdn-match', { readonly count: number }>
  | Rule<'policy/bad-fqdn', Value>
  | Rule<'policy/fqdn-without-dns-rule'>
  | Rule<'policy/kubernetes-service'>;

/** Ports and layer 7 of Cilium's policies. */
type CiliumPortRule =
  | Rule<'policy/ports-with-icmp'>
  | Rule<'policy/too-many-ports', Count>
  | Rule<'policy/missing-port'>
  | Rule<'policy/port-leading-zero', Value & { readonly meaning: number }>
  | Rule<
      'policy/end-port-ignored',
      { readonly endPort: number; readonly reason: 'below' | 'named' }
    >
  | Rule<'policy/port-zero-range', { readonly endPort: number }>
  | Rule<'policy/protocol-needs-flag', Value & { readonly withoutPort: boolean }>
  | Rule<'policy/protocol-with-port', Value & { readonly protocol: string }>
  | Rule<'policy/bad-icmp-type', Value & { readonly family: string }>
  | Rule<'policy/icmp-type-zero'>
  | Rule<'policy/icmp-type-too-large', Value>
  | Rule<'policy/one-layer7-kind', { readonly kinds: readonly string[] }>
  | Rule<'policy/dns-rule-without-ports'>
  | Rule<'policy/layer7-all-ports'>
  | Rule<'policy/layer7-protocol', { readonly protocol: string }>
  | Rule<'policy/layer7-on-host'>
  | Rule<'policy/dns-rule-on-ingress'>
  | Rule<'policy/dns-rule-with-range'>
  | Rule<'policy/server-names'>
  | Rule<'policy/listener', { readonly reason: 'ingress' | 'layer7' }>;

/** Rules that concern NetworkPolicy, or every kind. */
export type GeneralDiagnostic = CommonRule | ValueRule | NetworkPolicyRule;
/** Rules of Cilium's policies. */
export type CiliumDiagnostic = CiliumRuleCode | CiliumPortRule;

export type ValidateDiagnostic = GeneralDiagnostic | CiliumDiagnostic;
