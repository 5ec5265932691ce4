/** One flow and a set of policies: which rule lets it through or stops it. For witnesses and traces. */
import type { Family } from '@aclift/ir';
import { rangesHold } from '@aclift/packet-set';
import { decidedProtocols, type Engine } from './engine.ts';
import type { Flow } from './flow.ts';
import {
  letsOpen,
  type PolicyDirection,
  type PolicyModel,
  type RuleCaveat,
  type RuleModel,
} from './policy-model.ts';
import { type Standing, standingsOf } from './standing.ts';

/** An end of a concrete flow as policies see it. */
export type FlowEnd =
  | { readonly kind: 'pod'; readonly workload: string }
  | { readonly kind: 'outside' };

/** What one side says. */
export type SideDecision =
  /** The end is outside the cluster, or no policy isolates it and no rule denies. */
  | { readonly kind: 'not-isolated' }
  /** A pod talks to itself, which no policy stops. */
  | { readonly kind: 'itself' }
  | { readonly kind: 'allowed'; readonly rule: RuleModel }
  | { readonly kind: 'denied'; readonly rule: RuleModel }
  /** The connection opens, but the rule may stop some of what is said in it: layer 7 conditions, authentication. */
  | { readonly kind: 'allowed-in-part'; readonly rule: RuleModel }
  /** Isolated by these policies, and none of their rules matches. */
  | { readonly kind: 'no-rule'; readonly isolatedBy: readonly PolicyModel[] }
  /** Only the cluster knows whether this rule matches, and it would make the difference. */
  | { readonly kind: 'undecided'; readonly rule: RuleModel }
  /** Only the cluster knows whether this policy applies to the end, and it would make the difference. */
  | { readonly kind: 'undecided-subject'; readonly policy: PolicyModel }
  /** The engine does not say what becomes of the flow's protocol where policies apply; see {@link decidedProtocols}. */
  | { readonly kind: 'undecided-protocol' };

/** Both sides; see {@link verdictOf}. */
export interface PolicyDecision {
  readonly egress: SideDecision;
  readonly ingress: SideDecision;
}

/** Who enforces the policies, for flows of any protocol. */
export interface Enforcer {
  readonly engine: Engine;
  readonly family: Family;
}

/**
 * Decides one flow between two ends.
 * @param enforcer absent: the flow is of a protocol that the engine decides.
 */
export function decideByPolicies(
  policies: readonly PolicyModel[],
  flow: Flow,
  from: FlowEnd,
  to: FlowEnd,
  enforcer?: Enforcer,
): PolicyDecision {
  if (
    from.kind === 'pod' &&
    to.kind === 'pod' &&
    from.workload === to.workload &&
    flow.source === flow.destination
  ) {
    return { egress: { kind: 'itself' }, ingress: { kind: 'itself' } };
  }
  const sides = {
    egress: decideSide(policies, 'egress', flow, from, to),
    ingress: decideSide(policies, 'ingress', flow, to, from),
  };
  if (enforcer === undefined) return sides;
  const { engine, family } = enforcer;
  if (decidedProtocols(engine, family).includes(Number(flow.protocol))) return sides;
  return {
    egress: leftOpen(sides.egress, engine, from),
    ingress: leftOpen(sides.ingress, engine, to),
  };
}

/**
 * A side of a flow whose protocol the engine leaves open. Where no policy applies nothing is held back; Cilium drops what it does
 * not know even there, unless a flag of the agent is set.
 */
function leftOpen(side: SideDecision, engine: Engine, end: FlowEnd): SideDecision {
  const untouched = side.kind === 'not-isolated' && engine !== 'cilium';
  return end.kind === 'outside' || untouched ? side : { kind: 'undecided-protocol' };
}

/** What both sides make of a flow. `in-part`: it opens, and some of what is said in it may be stopped. */
export type PolicyVerdict = 'passes' | 'in-part' | 'held' | 'undecided';

/** The verdict of a decision: one side that stops the flow is enough, whatever the other cannot decide. */
export function verdictOf({ egress, ingress }: PolicyDecision): PolicyVerdict {
  const kinds = [egress.kind, ingress.kind];
  if (kinds.some((kind) => kind === 'denied' || kind === 'no-rule')) return 'held';
  if (kinds.some((kind) => kind.startsWith('undecided'))) return 'undecided';
  return kinds.includes('allowed-in-part') ? 'in-part' : 'passes';
}

/** Whether a decision lets the connection open for certain. */
export function passes(decision: PolicyDecision): boolean {
  const verdict = verdictOf(decision);
  return verdict === 'passes' || verdict === 'in-part';
}

function decideSide(
  policies: readonly PolicyModel[],
  direction: PolicyDirection,
  flow: Flow,
  subject: FlowEnd,
  peer: FlowEnd,
): SideDecision {
  if (subject.kind === 'outside') return { kind: 'not-isolated' };
  const standings = standingsOf(policies, subject.workload);
  const sides = standings.map((standing) => decideStanding(standing, direction, flow, peer));
  const [first] = sides as [SideDecision, ...SideDecision[]];
  const inDoubt = sides.find((side) => opens(side) === 'undecided');
  if (inDoubt !== undefined) return inDoubt;
  if (sides.some((side) => opens(side) !== opens(first))) {
    const shared = standings
      .flatMap(({ applying, perhaps }) => [...applying, ...perhaps])
      .find(({ oneOf }) => oneOf !== undefined);
    if (shared !== undefined) return { kind: 'undecided-subject', policy: shared };
  }
  return sides.find(({ kind }) => kind === 'allowed-in-part') ?? first;
}

/** The decision where it is known which objects there are. */
function decideStanding(
  { applying, perhaps }: Standing,
  direction: PolicyDirection,
  flow: Flow,
  peer: FlowEnd,
): SideDecision {
  const sure = decideAmong(applying, direction, flow, peer);
  // A policy that may apply matters only if the verdict would be another with it.
  const with_ = perhaps.map((policy) => ({
    policy,
    side: decideAmong([...applying, policy], direction, flow, peer),
  }));
  const all = decideAmong([...applying, ...perhaps], direction, flow, peer);
  const swing = with_.find(({ side }) => opens(side) !== opens(sure));
  if (swing !== undefined) return { kind: 'undecided-subject', policy: swing.policy };
  if (opens(all) !== opens(sure)) {
    return { kind: 'undecided-subject', policy: perhaps[0] as PolicyModel };
  }
  return with_.find(({ side }) => side.kind === 'allowed-in-part')?.side ?? sure;
}

function opens(side: SideDecision): 'opens' | 'held' | 'undecided' {
  return OPENS[outcome(side)];
}

const OPENS: Readonly<Record<PolicyVerdict, 'opens' | 'held' | 'undecided'>> = {
  passes: 'opens',
  'in-part': 'opens',
  held: 'held',
  undecided: 'undecided',
};

function outcome(side: SideDecision): PolicyVerdict {
  return verdictOf({ egress: side, ingress: { kind: 'not-isolated' } });
}

/** The decision of policies that apply for certain. */
function decideAmong(
  applying: readonly PolicyModel[],
  direction: PolicyDirection,
  flow: Flow,
  peer: FlowEnd,
): SideDecision {
  const matching = applying
    .flatMap((policy) => policy.rules)
    .filter((rule) => rule.direction === direction && matches(rule, flow, peer));
  const first = (
    action: RuleModel['action'],
    fits: (caveat: RuleCaveat | undefined, rule: RuleModel) => boolean,
  ): RuleModel | undefined =>
    matching.find((rule) => rule.action === action && fits(rule.caveat, rule));
  const certain = (caveat: RuleCaveat | undefined): boolean => caveat === undefined;
  const open = (caveat: RuleCaveat | undefined): boolean => !certain(caveat) && !letsOpen(caveat);

  const deny = first('deny', certain);
  if (deny !== undefined) return { kind: 'denied', rule: deny };
  const isolatedBy = applying.filter((policy) => policy.isolates[direction]);
  const isolated = isolatedBy.length > 0;
  const allow = first('allow', certain);
  const partly = first(
    'allow',
    // Where nothing is isolated, a rule that only may match may look into what is open anyway.
    (caveat, { looksInto }) =>
      isolated ? letsOpen(caveat) : looksInto === true && caveat !== 'known-names',
  );
  const doubtful = first('allow', open);
  if (isolated && allow === undefined && partly === undefined && doubtful === undefined) {
    return { kind: 'no-rule', isolatedBy };
  }
  const perhapsDenied = first('deny', open);
  if (perhapsDenied !== undefined) return { kind: 'undecided', rule: perhapsDenied };
  if (allow !== undefined && isolated) return { kind: 'allowed', rule: allow };
  // Layer 7 rules drop what they do not list even where nothing is isolated.
  if (allow === undefined && partly !== undefined) return { kind: 'allowed-in-part', rule: partly };
  if (!isolated || doubtful === undefined) return { kind: 'not-isolated' };
  return { kind: 'undecided', rule: doubtful };
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
