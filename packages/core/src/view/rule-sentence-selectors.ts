/** Pods of a selector in words: which labels, and in which namespaces. Conditions are joined by `and`, whoever may be meant by `or`. */
import type { EndpointSelector, LabelSelector, LabelSelectorRequirement } from '@aclift/policy';

/** Names listed before "and 3 more". */
const MAX_NAMED = 4;

/** Where a policy stands: a namespace, or nowhere, which is the whole cluster. */
export interface Home {
  /** Absent with `namespaced`: none is written. */
  readonly namespace?: string;
  readonly namespaced: boolean;
}

/** `in namespace shop`: where a selector looks that says nothing of namespaces. */
export function homeText({ namespace, namespaced }: Home): string {
  if (!namespaced) return 'in any namespace';
  return namespace === undefined ? 'in its own namespace' : `in namespace ${namespace}`;
}

/** A peer or subject of a NetworkPolicy. */
export function podsText(
  podSelector: LabelSelector | undefined,
  namespaceSelector: LabelSelector | undefined,
  home: Home,
): string {
  const where =
    namespaceSelector === undefined
      ? homeText(home)
      : namespacesText(conditionsOf(namespaceSelector));
  return `${withLabels('pods', conditionsOf(podSelector ?? {}))} ${where}`;
}

/** A peer or subject of a Cilium policy: keys say by their names what is about namespaces. */
export function endpointsText(selector: EndpointSelector, home: Home): string {
  const conditions = conditionsOf(selector);
  // A reserved identity is looked for everywhere, and may be no pod at all.
  if (conditions.some(({ key }) => key.startsWith('reserved:')) || leavesCluster(conditions)) {
    return withLabels('whoever', conditions);
  }
  const own = conditions.filter(
    ({ key }) => !isNamespace(key) && namespaceLabel(key) === undefined,
  );
  const names = conditions.filter(({ key }) => isNamespace(key)).map(nameText);
  const labels = conditions.flatMap((one) => {
    const key = namespaceLabel(one.key);
    return key === undefined ? [] : [{ ...one, key }];
  });
  const where = [...names, ...(labels.length === 0 ? [] : [namespacesText(labels)])];
  return `${withLabels('pods', own)} ${where.length === 0 ? homeText(home) : where.join(' and ')}`;
}

/**
 * Whether a selector can mean somebody who is no pod: it says of the cluster and of the namespace only what they must not be. The
 * agent adds a cluster and a namespace to every other one.
 */
function leavesCluster(conditions: readonly Condition[]): boolean {
  const ofNamespace = (key: string): boolean =>
    isNamespace(key) || namespaceLabel(key) !== undefined;
  const about = conditions.filter(({ key }) => key === CLUSTER || ofNamespace(key));
  return (
    about.some(({ key }) => key === CLUSTER) &&
    about.some(({ key }) => ofNamespace(key)) &&
    about.every(({ operator }) => operator === 'NotIn' || operator === 'DoesNotExist')
  );
}

/** Subjects of a namespaced Cilium policy: a namespace that they name by its label is overridden by the policy's own. */
export function subjectText(selector: EndpointSelector, home: Home): string {
  if (!home.namespaced) return endpointsText(selector, home);
  const { matchExpressions = [], matchLabels = {} } = selector;
  const kept = Object.entries(matchLabels).filter(([key]) => key !== `k8s:${NAMESPACE}`);
  const own = { matchExpressions, matchLabels: Object.fromEntries(kept) };
  const speaksOfOthers = conditionsOf(own).some(
    ({ key }) =>
      isNamespace(key) || namespaceLabel(key) !== undefined || key.startsWith('reserved:'),
  );
  const text = endpointsText(own, home);
  return speaksOfOthers ? `${text} and ${homeText(home)}` : text;
}

/** Nodes by their labels. */
export function nodesText(selector: EndpointSelector): string {
  return withLabels('nodes', conditionsOf(selector)).replace(/^all /, '');
}

/** Groups of addresses by their labels. */
export function groupsText(selector: LabelSelector): string {
  return withLabels('CIDR groups', conditionsOf(selector));
}

/** One condition on a label, without its source if that is Kubernetes. */
type Condition = LabelSelectorRequirement;

function conditionsOf({
  matchExpressions = [],
  matchLabels = {},
}: LabelSelector): readonly Condition[] {
  const plain = (key: string): string => key.replace(/^(?:k8s|any):/, '');
  return [
    ...Object.entries(matchLabels).map(([key, value]): Condition => ({
      key: plain(key),
      operator: 'In',
      values: [value],
    })),
    ...matchExpressions.map((one) => ({ ...one, key: plain(one.key) })),
  ];
}

function withLabels(who: string, conditions: readonly Condition[]): string {
  if (conditions.length > 0) return `${who} with ${conditions.map(conditionText).join(' and ')}`;
  return who === 'whoever' ? 'anyone' : `all ${who}`;
}

function conditionText({ key, operator, values = [] }: Condition): string {
  const [only, ...more] = values;
  switch (operator) {
    case 'In':
      return only !== undefined && more.length === 0
        ? `${key}=${only}`
        : `${key} in ${bracket(values)}`;
    case 'NotIn':
      return `${key} not in ${bracket(values)}`;
    case 'Exists':
      return `a label ${key}`;
    case 'DoesNotExist':
      return `no label ${key}`;
  }
}

const CLUSTER = 'io.cilium.k8s.policy.cluster';
const NAMESPACE = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABEL = 'io.cilium.k8s.namespace.labels.';
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

function isNamespace(key: string): boolean {
  return key === NAMESPACE;
}

function namespaceLabel(key: string): string | undefined {
  return key.startsWith(NAMESPACE_LABEL) ? key.slice(NAMESPACE_LABEL.length) : undefined;
}

/** Namespaces by their labels. The label that is their name reads as the name. */
function namespacesText(conditions: readonly Condition[]): string {
  if (conditions.length === 0) return 'in any namespace';
  const [only, ...more] = conditions;
  if (only?.key === NAMESPACE_NAME && only.operator === 'In' && more.length === 0) {
    return nameText(only);
  }
  return `in namespaces with ${conditions.map(conditionText).join(' and ')}`;
}

/** Namespaces by their names. */
function nameText({ operator, values = [] }: Condition): string {
  const [only, ...more] = values;
  switch (operator) {
    case 'In':
      return only !== undefined && more.length === 0
        ? `in namespace ${only}`
        : `in one of the namespaces ${bracket(values)}`;
    case 'NotIn':
      return `in any namespace but ${bracket(values)}`;
    case 'Exists':
      return 'in any namespace';
    case 'DoesNotExist':
      return 'in no namespace';
  }
}

/** `(a, b)`, so that no comma is mistaken for the next peer. */
export function bracket(values: readonly string[]): string {
  const shown = values.slice(0, MAX_NAMED).join(', ');
  const more = values.length - MAX_NAMED;
  return `(${shown}${more > 0 ? ` and ${more} more` : ''})`;
}

/** `a`, `a or b`, `a, b or c`, `a, b, c, d or 3 more`. */
export function listed(names: readonly string[], word: 'and' | 'or'): string {
  const shown = names.slice(0, MAX_NAMED);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} ${word} ${more} more`;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} ${word} ${last}`;
}
