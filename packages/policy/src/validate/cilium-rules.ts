/**
 * What Cilium's admission and agent refuse in a policy, and what they accept though it does not do what it seems to:
 * the rule as a whole. A policy that the agent refuses is stored and not enforced.
 * @see Cilium 1.20 `pkg/policy/api/rule_validation.go` and its custom resource definitions.
 */
import type {
  CiliumClusterwideNetworkPolicy,
  CiliumNetworkPolicy,
  CiliumRule,
} from '../api/cilium.ts';
import { POD_NAMESPACE, splitSource } from '../label.ts';
import type { ObjectPath } from '../path.ts';
import { judgePeers } from './cilium-peer-rules.ts';
import { judgeServices } from './cilium-port-rules.ts';
import type { Judge } from './judge.ts';
import { judgeSelector } from './selector-rules.ts';

type CiliumPolicy = CiliumNetworkPolicy | CiliumClusterwideNetworkPolicy;

const SECTIONS = ['ingress', 'ingressDeny', 'egress', 'egressDeny'] as const;

export function judgeCiliumPolicy(policy: CiliumPolicy, judge: Judge): void {
  const { spec, specs = [] } = policy;
  if (spec === undefined && specs.length === 0) judge.add('policy/no-spec', [], {});
  if (spec !== undefined) judgeRule(spec, ['spec'], policy, judge);
  for (const [at, rule] of specs.entries()) judgeRule(rule, ['specs', at], policy, judge);
}

function judgeRule(rule: CiliumRule, path: ObjectPath, policy: CiliumPolicy, judge: Judge): void {
  judgeSubject(rule, path, policy, judge);
  judgeSections(rule, path, judge);
  const host = rule.nodeSelector !== undefined;
  for (const section of SECTIONS) {
    for (const [at, item] of (rule[section] ?? []).entries()) {
      const place = [...path, section, at];
      judgePeers(item, place, judge);
      judgeServices(item, place, { section, host }, judge);
    }
  }
  judgeFqdnCompanion(rule, path, judge);
}

function judgeSubject(
  rule: CiliumRule,
  path: ObjectPath,
  policy: CiliumPolicy,
  judge: Judge,
): void {
  const { endpointSelector, nodeSelector } = rule;
  const count = [endpointSelector, nodeSelector].filter((one) => one !== undefined).length;
  if (count !== 1) judge.add('policy/one-subject', path, { count });
  const namespaced = policy.kind === 'CiliumNetworkPolicy';
  if (nodeSelector !== undefined && namespaced) {
    judge.add('policy/node-selector-in-namespace', [...path, 'nodeSelector'], {});
  }
  judgeSelector(endpointSelector, [...path, 'endpointSelector'], 'cilium', judge);
  judgeSelector(nodeSelector, [...path, 'nodeSelector'], 'cilium', judge);
  const own = policy.metadata.namespace;
  if (!namespaced || own === undefined) return;
  for (const [key, namespace] of Object.entries(endpointSelector?.matchLabels ?? {})) {
    if (splitSource(key).key !== POD_NAMESPACE || namespace === own) continue;
    const place = [...path, 'endpointSelector', 'matchLabels', key];
    judge.add('policy/foreign-namespace', place, { namespace });
  }
}

/** An empty list passes admission; when nothing else is there the agent refuses the rule. */
function judgeSections(rule: CiliumRule, path: ObjectPath, judge: Judge): void {
  if (SECTIONS.every((section) => (rule[section] ?? []).length === 0)) {
    judge.add('policy/no-rules', path, {});
    return;
  }
  for (const section of SECTIONS) {
    if (rule[section]?.length !== 0) continue;
    judge.add('policy/empty-rule-list', [...path, section], {});
  }
  for (const direction of ['ingress', 'egress'] as const)
    judgeDefaultDeny(rule, path, direction, judge);
}

/** Isolation stands in the items of a direction, deny items included. */
function judgeDefaultDeny(
  rule: CiliumRule,
  path: ObjectPath,
  direction: 'ingress' | 'egress',
  judge: Judge,
): void {
  const wanted = rule.enableDefaultDeny?.[direction];
  const allows = (rule[direction] ?? []).length;
  const denies = (rule[`${direction}Deny`] ?? []).length;
  if (wanted === true && allows + denies === 0) {
    const place = [...path, 'enableDefaultDeny', direction];
    judge.add('policy/default-deny-without-rules', place, { direction });
  }
  if (wanted !== false && allows === 0 && denies > 0) {
    judge.add('policy/only-denies', [...path, `${direction}Deny`], { direction });
  }
}

/** Names become addresses only through a DNS rule on the same pods. Another policy may have it: only a note. */
function judgeFqdnCompanion(rule: CiliumRule, path: ObjectPath, judge: Judge): void {
  const egress = rule.egress ?? [];
  const resolved = egress.some(({ toPorts }) =>
    (toPorts ?? []).some(({ rules }) => rules !== undefined && hasField(rules, 'dns')),
  );
  if (resolved) return;
  const at = egress.findIndex(({ toFQDNs }) => (toFQDNs ?? []).length > 0);
  if (at >= 0) judge.add('policy/fqdn-without-dns-rule', [...path, 'egress', at, 'toFQDNs'], {});
}

function hasField(value: unknown, field: string): boolean {
  return typeof value === 'object' && value !== null && field in value;
}
