/** One flow and a set of policies: which rule lets it through or stops it. For witnesses and traces. */
import { rangesHold } from '@aclift/packet-set';
import type { Flow } from './flow.ts';
import type { PolicyDirection, PolicyModel, RuleModel } from './policy-model.ts';

/** An end of a concrete flow as policies see it. */
export type FlowEnd =
  | { readonly kind: 'pod'; readonly workload: string }
  | { readonly kind: 'outside' };

/** What one side says. */
export type SideDecision =
  /** The end is outside the cluster, or no policy isolates it and no rule denies. */
  | { readonly kind: 'not-isolated' }
  | { readonly kind: 'allowed'; readonly rule: RuleModel }
  | { readonly kind: 'denied'; readonly rule: RuleModel }
  /** Isolated by these policies, and none of their rules matches. */
  | { readonly kind: 'no-rule'; readonly isolatedBy: readonly PolicyModel[] };

/** Both sides; the flow passes if neither is `denied` or `no-rule`. */
export interface PolicyDecision {
  readonly egress: SideDecision;
  readonly ingress: SideDecision;
}

/** Decides one flow between two ends. */
export function decideByPolicies(
  policies: readonly PolicyModel[],
  flow: Flow,
  from: FlowEnd,
  to: FlowEnd,
): PolicyDecision {
  return {
    egress: decideSide(policies, 'egress', flow, from, to),
    ingress: decideSide(policies, 'ingress', flow, to, from),
  };
}

/** Whether a decision lets the flow through. */
export function passes({ egress, ingress }: PolicyDecision): boolean {
  return [egress, ingress].every(({ kind }) => kind === 'not-isolated' || kind === 'allowed');
}

function decideSide(
  policies: readonly PolicyModel[],
  direction: PolicyDirection,
  flow: Flow,
  subject: FlowEnd,
  peer: FlowEnd,
): SideDecision {
  if (subject.kind === 'outside') return { kind: 'not-isolated' };
  const applying = policies.filter((policy) => policy.subjects.has(subject.workload));
  const matching = applying
    .flatMap((policy) => policy.rules)
    .filter((rule) => rule.direction === direction && matches(rule, flow, peer));
  const deny = matching.find(({ action }) => action === 'deny');
  if (deny !== undefined) return { kind: 'denied', rule: deny };
  const isolatedBy = applying.filter((policy) => policy.isolates[direction]);
  if (isolatedBy.length === 0) return { kind: 'not-isolated' };
  const allow = matching.find(({ action }) => action === 'allow');
  return allow === undefined ? { kind: 'no-rule', isolatedBy } : { kind: 'allowed', rule: allow };
}

function matches(rule: RuleModel, flow: Flow, peer: FlowEnd): boolean {
  const address = rule.direction === 'egress' ? flow.destination : flow.source;
  const peerMatches =
    rule.peers.kind === 'anyone' ||
    (peer.kind === 'pod'
      ? rule.peers.workloads.has(peer.workload)
      : rangesHold(rule.peers.outside, address));
  return (
    peerMatches &&
    rule.services.some(
      ({ protocol, service }) =>
        (protocol === undefined || protocol === flow.protocol) &&
        (service === undefined || rangesHold(service, flow.service)),
    )
  );
}
