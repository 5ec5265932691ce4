/** Which endpoints a selector of a Cilium policy names. */
import { type Inventory, isIgnoredByCilium, type Workload } from '@aclift/inventory';
import type { EndpointSelector, LabelSelector, LabelSelectorRequirement } from '@aclift/policy';
import type { Identity } from './cilium-identity.ts';
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
const CLUSTER_KEY = 'io.cilium.k8s.policy.cluster';
const NAMESPACE_LABEL_PREFIX = 'io.cilium.k8s.namespace.labels.';

/** Labels that every pod has, with values that the inventory does not know. */
const HIDDEN: ReadonlySet<string> = new Set(['io.cilium.k8s.policy.serviceaccount', CLUSTER_KEY]);

/** Whose selector it is. */
export interface SelectorScope {
  readonly inventory: Inventory;
  /** Undefined in a cluster-wide policy. */
  readonly namespace: string | undefined;
}

/** The pods that a selector names, and whether it names something outside with an identity. */
export interface SelectedEndpoints extends Selected {
  readonly outside: (identity: Identity) => SelectorAnswer;
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
 * Peers of a rule. What the agent adds to a selector keeps it among the pods of the cluster: the policy's namespace, or any
 * namespace in a cluster-wide policy, and the cluster itself. A key about a reserved identity keeps it from adding anything;
 * then the selector is compared with everybody.
 * @param subject of the rule: one about `reserved:init` adds no namespace to the peers of a cluster-wide policy.
 * @see Cilium 1.20 pkg/k8s/apis/cilium.io/utils: getEndpointSelector, with `policy-default-local-cluster`, which is on.
 */
export function selectPeers(
  { inventory, namespace }: SelectorScope,
  selector: EndpointSelector,
  subject?: EndpointSelector,
): SelectedEndpoints {
  const meant = meantBy(withoutSources(selector), namespace, subject);
  const pods = selectOnce(inventory, JSON.stringify(['cilium peers', meant]), (w) =>
    askSelector(meant, identityLabels(inventory, w), HIDDEN),
  );
  return {
    ...pods,
    outside: ({ inBlocks, labels }) =>
      // Labels of blocks are those that policies of the cluster mention: nobody knows them all.
      askSelector(meant, labels, inBlocks ? new Set(keysOf(meant).filter(isBlockKey)) : new Set()),
  };
}

/** A selector with what the agent adds to it. */
function meantBy(
  plain: LabelSelector,
  namespace: string | undefined,
  subject: EndpointSelector | undefined,
): LabelSelector {
  const keys = keysOf(plain);
  if (keys.some((key) => key.startsWith('reserved:'))) return plain;
  const { matchExpressions = [], matchLabels = {} } = plain;
  const exists = (key: string): readonly LabelSelectorRequirement[] =>
    keys.includes(key) ? [] : [{ key, operator: 'Exists' }];
  const ofNamespaces =
    keys.includes(NAMESPACE_KEY) || keys.some((key) => key.startsWith(NAMESPACE_LABEL_PREFIX));
  const initial = subject !== undefined && keysOf(subject).includes('reserved:init');
  return {
    matchLabels:
      namespace === undefined || ofNamespaces
        ? matchLabels
        : { ...matchLabels, [NAMESPACE_KEY]: namespace },
    matchExpressions: [
      ...matchExpressions,
      ...(namespace === undefined && !initial ? exists(NAMESPACE_KEY) : []),
      ...exists(CLUSTER_KEY),
    ],
  };
}

function keysOf({ matchExpressions = [], matchLabels = {} }: LabelSelector): readonly string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}

/** Keys that an address outside may have: of blocks, of groups of blocks, and of the world of one family. */
function isBlockKey(key: string): boolean {
  return /^(?:cidr|cidrgroup|reserved:world-ipv[46]$)/.test(key);
}

/** Keys without their `k8s:` or `any:` source; keys of other sources keep it, so that no label of a pod is meant. */
function withoutSources(selector: EndpointSelector): LabelSelector {
  const plain = (key: string): string => key.replace(/^(?:k8s|any):/, '');
  const matchLabels: Record<string, string> = {};
  const again: LabelSelectorRequirement[] = [];
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) {
    // `k8s:app` and `app` are two conditions on one label.
    if (Object.hasOwn(matchLabels, plain(key))) {
      again.push({ key: plain(key), operator: 'In', values: [value] });
    } else matchLabels[plain(key)] = value;
  }
  return {
    matchLabels,
    matchExpressions: [
      ...again,
      ...(selector.matchExpressions ?? []).map((e) => ({ ...e, key: plain(e.key) })),
    ],
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
