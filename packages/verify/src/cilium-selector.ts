/** Which endpoints a selector of a Cilium policy names. */
import { type Inventory, isIgnoredByCilium, type Workload } from '@aclift/inventory';
import type { EndpointSelector, LabelSelector } from '@aclift/policy';
import {
  askSelector,
  type Labels,
  namespaceLabels,
  type Selected,
  selectOnce,
  selectWorkloads,
  type SelectorAnswer,
} from './selector-match.ts';

const NAMESPACE_KEY = 'io.kubernetes.pod.namespace';
const NAMESPACE_LABEL_PREFIX = 'io.cilium.k8s.namespace.labels.';

/** Labels that every pod has, with values that the inventory does not know. */
const HIDDEN: ReadonlySet<string> = new Set([
  'io.cilium.k8s.policy.serviceaccount',
  'io.cilium.k8s.policy.cluster',
]);

/** Whose selector it is. */
export interface SelectorScope {
  readonly inventory: Inventory;
  /** Undefined in a cluster-wide policy. */
  readonly namespace: string | undefined;
}

/** The pods that a selector names, and whether it names what is outside the cluster. */
export interface SelectedEndpoints extends Selected {
  readonly outside: SelectorAnswer;
}

/**
 * Subjects of a rule. In a namespaced policy they stay in its namespace: a foreign one that the selector names is
 * overridden.
 */
export function selectSubjects(
  { inventory, namespace }: SelectorScope,
  selector: EndpointSelector,
): Selected {
  const own =
    namespace === undefined
      ? selector
      : {
          ...selector,
          matchLabels: Object.fromEntries(
            Object.entries(selector.matchLabels ?? {}).filter(
              ([key]) => key !== `k8s:${NAMESPACE_KEY}`,
            ),
          ),
        };
  const plain = withoutSources(own);
  return selectWorkloads(inventory, (w) =>
    namespace === undefined || w.namespace === namespace
      ? askSelector(plain, identityLabels(inventory, w), HIDDEN)
      : 'no',
  );
}

/**
 * Peers of a rule. A selector without a namespace key stays in the policy's namespace, or among pods where the policy
 * has none; keys about reserved identities lift that.
 */
export function selectPeers(
  { inventory, namespace }: SelectorScope,
  selector: EndpointSelector,
): SelectedEndpoints {
  const plain = withoutSources(selector);
  const keys = [
    ...Object.keys(plain.matchLabels ?? {}),
    ...(plain.matchExpressions ?? []).map(({ key }) => key),
  ];
  const free = keys.some(
    (key) =>
      key === NAMESPACE_KEY ||
      key.startsWith(NAMESPACE_LABEL_PREFIX) ||
      key.startsWith('reserved:'),
  );
  const key = JSON.stringify(['cilium peers', free ? undefined : namespace, plain]);
  const pods = selectOnce(inventory, key, (w) =>
    free || namespace === undefined || w.namespace === namespace
      ? askSelector(plain, identityLabels(inventory, w), HIDDEN)
      : 'no',
  );
  // What is outside has no namespace: `NotIn` and `DoesNotExist` hold for it too.
  const hidden = new Set(
    keys.filter((key) => /^(?:cidr|cidrgroup|reserved:world-ipv[46]$)/.test(key)),
  );
  const outside =
    free || hidden.size > 0 ? askSelector(plain, { 'reserved:world': '' }, hidden) : 'no';
  return { ...pods, outside };
}

/** Keys without their `k8s:` or `any:` source; keys of other sources keep it, so that no label of a pod is meant. */
function withoutSources(selector: EndpointSelector): LabelSelector {
  const plain = (key: string): string => key.replace(/^(?:k8s|any):/, '');
  return {
    matchLabels: Object.fromEntries(
      Object.entries(selector.matchLabels ?? {}).map(([key, value]) => [plain(key), value]),
    ),
    matchExpressions: (selector.matchExpressions ?? []).map((e) => ({ ...e, key: plain(e.key) })),
  };
}

/** The labels that make up a pod's identity: its own, its namespace, and the namespace's labels. */
function identityLabels(inventory: Inventory, workload: Workload): Labels {
  const labels = Object.entries(workload.labels).filter(([key]) => !isIgnoredByCilium(key));
  const namespace = Object.entries(namespaceLabels(inventory, workload.namespace)).map(
    ([key, value]) => [`${NAMESPACE_LABEL_PREFIX}${key}`, value] as const,
  );
  return Object.fromEntries([...labels, ...namespace, [NAMESPACE_KEY, workload.namespace]]);
}
