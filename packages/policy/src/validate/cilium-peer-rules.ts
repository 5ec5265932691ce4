/** The peers of one item of a Cilium policy: one kind at most, and each of them well formed. */
import type {
  CIDRRule,
  CiliumEgressRule,
  CiliumEntity,
  CiliumIngressRule,
  CiliumService,
  EndpointSelector,
  FQDNSelector,
} from '../api/cilium.ts';
import type { ObjectPath } from '../path.ts';
import { judgeBlock, judgeCidr } from './cidr-rules.ts';
import type { Judge } from './judge.ts';
import { judgeSelector } from './selector-rules.ts';

/** An item of any of the four sections: what is missing in one of them is absent. */
export type CiliumItem = CiliumIngressRule & CiliumEgressRule;

const PEER_KINDS = [
  'fromEndpoints',
  'fromEntities',
  'fromCIDR',
  'fromCIDRSet',
  'fromGroups',
  'fromNodes',
  'toEndpoints',
  'toEntities',
  'toCIDR',
  'toCIDRSet',
  'toServices',
  'toGroups',
  'toNodes',
  'toFQDNs',
] as const;

/** Lists that count as missing when they are empty; the others then match nothing. */
const NOTHING_BY_ITSELF: ReadonlySet<string> = new Set([
  'fromGroups',
  'toFQDNs',
  'toGroups',
  'toServices',
]);

export function judgePeers(item: CiliumItem, path: ObjectPath, judge: Judge): void {
  const present = PEER_KINDS.filter((kind) => item[kind] !== undefined);
  const kinds = present.filter((kind) => (item[kind] ?? []).length > 0);
  if (kinds.length > 1) judge.add('policy/two-peer-kinds', path, { kinds });
  for (const kind of present) {
    if ((item[kind] ?? []).length > 0) continue;
    const code = NOTHING_BY_ITSELF.has(kind)
      ? 'policy/empty-list-ignored'
      : 'policy/matches-nothing';
    judge.add(code, [...path, kind], {});
  }
  judgeSelectors(item.fromEndpoints, [...path, 'fromEndpoints'], judge);
  judgeSelectors(item.toEndpoints, [...path, 'toEndpoints'], judge);
  judgeNodes(item.fromNodes, [...path, 'fromNodes'], judge);
  judgeNodes(item.toNodes, [...path, 'toNodes'], judge);
  judgeEntities(item.fromEntities, [...path, 'fromEntities'], judge);
  judgeEntities(item.toEntities, [...path, 'toEntities'], judge);
  judgeCidrs(item.fromCIDR, [...path, 'fromCIDR'], judge);
  judgeCidrs(item.toCIDR, [...path, 'toCIDR'], judge);
  judgeCidrSet(item.fromCIDRSet, [...path, 'fromCIDRSet'], judge);
  judgeCidrSet(item.toCIDRSet, [...path, 'toCIDRSet'], judge);
  judgeKubernetesServices(item.toServices, [...path, 'toServices'], judge);
  judgeFqdns(item.toFQDNs, [...path, 'toFQDNs'], judge);
  for (const field of ['fromRequires', 'toRequires'] as const) {
    if ((item[field] ?? []).length === 0) continue;
    judge.add('policy/removed-field', [...path, field], { field });
  }
}

function judgeSelectors(
  selectors: readonly EndpointSelector[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  for (const [at, selector] of (selectors ?? []).entries()) {
    judgeSelector(selector, [...path, at], 'cilium', judge);
  }
}

function judgeNodes(
  selectors: readonly EndpointSelector[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  if ((selectors ?? []).length > 0) judge.add('policy/node-peers-need-flag', path, {});
  judgeSelectors(selectors, path, judge);
}

function judgeEntities(
  entities: readonly CiliumEntity[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  for (const [at, value] of (entities ?? []).entries()) {
    if (value === 'cluster-mesh') judge.add('policy/new-entity', [...path, at], { value });
  }
}

function judgeCidrs(cidrs: readonly string[] | undefined, path: ObjectPath, judge: Judge): void {
  for (const [at, cidr] of (cidrs ?? []).entries()) {
    judgeCidr(cidr, [...path, at], 'cilium', judge);
  }
}

function judgeCidrSet(set: readonly CIDRRule[] | undefined, path: ObjectPath, judge: Judge): void {
  for (const [at, rule] of (set ?? []).entries()) {
    const place = [...path, at];
    const { cidr, cidrGroupRef, cidrGroupSelector, except } = rule;
    const count = [cidr, cidrGroupRef, cidrGroupSelector].filter((one) => one !== undefined).length;
    if (count !== 1) judge.add('policy/one-cidr-source', place, { count });
    if (cidr !== undefined) {
      judgeBlock({ cidr, ...(except && { except }) }, place, 'cilium', judge);
    } else if (except !== undefined) {
      judge.add('policy/except-without-cidr', [...place, 'except'], {});
    }
    judgeSelector(cidrGroupSelector, [...place, 'cidrGroupSelector'], 'cilium', judge);
  }
}

function judgeKubernetesServices(
  services: readonly CiliumService[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  for (const [at, { k8sService, k8sServiceSelector }] of (services ?? []).entries()) {
    const { serviceName, namespace } = k8sService ?? {};
    if (serviceName === 'kubernetes' && (namespace ?? 'default') === 'default') {
      judge.add('policy/kubernetes-service', [...path, at], {});
    }
    const place = [...path, at, 'k8sServiceSelector', 'selector'];
    judgeSelector(k8sServiceSelector?.selector, place, 'cilium', judge);
  }
}

function judgeFqdns(
  fqdns: readonly FQDNSelector[] | undefined,
  path: ObjectPath,
  judge: Judge,
): void {
  for (const [at, { matchName, matchPattern }] of (fqdns ?? []).entries()) {
    const place = [...path, at];
    const count = [matchName, matchPattern].filter((one) => one !== undefined).length;
    if (count !== 1) judge.add('policy/one-fqdn-match', place, { count });
    if (matchName !== undefined && !isDnsText(matchName, false)) {
      judge.add('policy/bad-fqdn', [...place, 'matchName'], { value: matchName });
    }
    if (matchPattern !== undefined && !isDnsText(matchPattern, true)) {
      judge.add('policy/bad-fqdn', [...place, 'matchPattern'], { value: matchPattern });
    }
  }
}

/**
 * Letters, digits, `-`, `_` (and `*` in patterns) with single dots between them, at most 255. The definition's own
 * pattern says the same, but takes exponential time in JavaScript.
 */
export function isDnsText(text: string, stars: boolean): boolean {
  const allowed = stars ? /^[-a-zA-Z0-9_*.]+$/ : /^[-a-zA-Z0-9_.]+$/;
  return text.length <= 255 && allowed.test(text) && !text.startsWith('.') && !text.includes('..');
}
