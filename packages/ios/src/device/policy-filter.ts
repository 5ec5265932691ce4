/**
 * A policy map as a filter. The first class that takes a packet decides what becomes of it; a policy inside a class goes on
 * with what the class took.
 * @see Cisco IOS Quality of Service Solutions, "Using Modular QoS CLI Unconditional Packet Discard".
 * @see Cisco IOS Security Configuration Guide, "Zone-Based Policy Firewalls".
 */
import type { Action, Family, FilterKind, FilterStep, ListName, PacketFilter } from '@aclift/ir';
import { bothOf, type ClassCondition, EVERY_PACKET } from './class-condition.ts';
import type { ClassConditions } from './class-maps.ts';
import { forFamilies, perhaps, type Quote } from './packet-filters.ts';
import type { PolicyClass, PolicyMap, PolicyMaps } from './policy-maps.ts';

/** One step on the way through a policy. `sure` false: it may not happen, and then the next rule is tried. */
interface Rule {
  readonly condition: ClassCondition;
  readonly action: Action;
  readonly sure: boolean;
  readonly quote: Quote;
}

export interface PolicySource {
  readonly policies: PolicyMaps;
  readonly conditions: ClassConditions;
}

/** Policies that nest deeper mean nothing that anybody could follow. */
const DEEPEST = 4;

/** Filters of `service-policy` on an interface; none if nothing of it drops. */
export function servicePolicyFilters(
  name: string,
  applied: Quote,
  source: PolicySource,
): readonly PacketFilter[] {
  const policy = source.policies.get('traffic', name);
  if (policy === undefined) {
    const steps = [perhaps('deny', applied)];
    return forFamilies(() => head('service-policy', name, steps, 'permit', applied));
  }
  return forFamilies((family) => {
    const rules = rulesOf(policy, family, source, 0);
    if (rules.every(({ action }) => action === 'permit')) return undefined;
    const { otherwise, steps } = stepsOf(rules, 'permit');
    return head('service-policy', name, steps, otherwise, applied);
  });
}

/** Filters of a pair of zones: what no class takes is dropped. */
export function zonePolicyFilter(name: string, applied: Quote, source: PolicySource): PacketFilter {
  const policy = source.policies.get('inspect', name);
  const families: readonly Family[] = ['ipv4', 'ipv6'];
  if (policy === undefined) {
    return {
      ...head('zone-pair', name, [perhaps('permit', applied)], 'deny', applied),
      families,
    };
  }
  const { otherwise, steps } = stepsOf(rulesOf(policy, 'ipv4', source, 0), 'deny');
  const opening = [...policy.classes.values()].filter(({ inspect, pass }) => inspect || pass);
  const stateful = opening.length > 0 && opening.every(({ inspect }) => inspect);
  return {
    ...head('zone-pair', name, steps, otherwise, applied),
    families,
    ...(stateful && { stateful }),
  };
}

function head(
  kind: FilterKind,
  name: string,
  steps: readonly FilterStep[],
  otherwise: Action,
  { span }: Quote,
): Omit<PacketFilter, 'families'> {
  return { kind, name, steps, otherwise, span };
}

/** Rules in the order in which they are tried; the last one takes whatever is left. */
function rulesOf(
  policy: PolicyMap,
  family: Family,
  source: PolicySource,
  depth: number,
): readonly Rule[] {
  const classes = [...policy.classes.values()];
  const last = policy.classes.get(DEFAULT_CLASS);
  const rules = classes
    .filter((one) => one !== last)
    .flatMap((one) => {
      const condition = source.conditions.of(one.kind, one.name, family);
      return classRules(one, condition, policy, family, source, depth);
    });
  if (last === undefined) return rules;
  return [...rules, ...classRules(last, EVERY_PACKET, policy, family, source, depth)];
}

const DEFAULT_CLASS = 'class-default';

function classRules(
  one: PolicyClass,
  condition: ClassCondition,
  policy: PolicyMap,
  family: Family,
  source: PolicySource,
  depth: number,
): readonly Rule[] {
  if (condition.length === 0) return [];
  const rule = (action: Action, sure = true): Rule => ({
    condition,
    action,
    sure,
    quote: one.quote,
  });
  if (policy.kind !== 'traffic') {
    if (one.drop) return [rule('deny')];
    // What a class without an action does is not documented.
    if (!one.inspect && !one.pass) return [rule('permit', false), rule('deny')];
    return one.deep ? [rule('deny', false), rule('permit')] : [rule('permit')];
  }
  if (one.drop) return [rule('deny')];
  if (one.conformDrops === true) {
    // What exceeds is dropped too, unless the text says otherwise.
    return one.exceedDrops === false ? [rule('deny', false), rule('permit')] : [rule('deny')];
  }
  if (one.child === undefined) return [rule('permit')];
  const child = source.policies.get('traffic', one.child);
  if (child === undefined || depth >= DEEPEST) return [rule('deny', false), rule('permit')];
  const inner = rulesOf(child, family, source, depth + 1).map((within) => ({
    ...within,
    condition: bothOf([condition, within.condition]),
  }));
  return [...inner, rule('permit')];
}

/** Steps without those at the end that change nothing. */
function stepsOf(
  rules: readonly Rule[],
  fallback: Action,
): { readonly steps: readonly FilterStep[]; readonly otherwise: Action } {
  const kept = [...rules];
  let otherwise = fallback;
  const end = kept.findIndex(({ condition, sure }) => sure && condition === EVERY_PACKET);
  if (end >= 0) {
    otherwise = kept[end]?.action ?? fallback;
    kept.length = end;
  }
  while (kept.at(-1)?.action === otherwise) kept.pop();
  return { steps: kept.flatMap(selectsOf), otherwise };
}

/** Alternatives of one list each make one step. */
function selectsOf({ action, condition, quote, sure }: Rule): readonly FilterStep[] {
  const { span, text } = quote;
  const step = (
    lists: readonly ListName[],
    join: 'every' | 'some',
    certain: boolean,
  ): FilterStep => ({
    kind: 'select',
    lists,
    join,
    action,
    certain: certain && sure,
    text,
    span,
  });
  const single = condition.filter(({ certain, lists }) => certain && lists.length === 1);
  if (single.length < 2)
    return condition.map(({ certain, lists }) => step(lists, 'every', certain));
  return [
    step(
      single.flatMap(({ lists }) => lists),
      'some',
      true,
    ),
    ...condition
      .filter((one) => !single.includes(one))
      .map(({ certain, lists }) => step(lists, 'every', certain)),
  ];
}
