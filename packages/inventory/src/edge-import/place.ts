/** Which workload of an inventory some pods are: selectors of objects against labels of workloads. */
import type { Inventory, Workload } from '../inventory.ts';
import { includes } from '../import/targets.ts';
import { textsAt } from '../import/tree.ts';
import { isIgnoredByCilium } from '../label.ts';
import { isReleaseLabel } from '../release-label.ts';
import type { YamlTree } from '../yaml-tree.ts';

/** The workload, or why there is none. */
export type Placed =
  | { readonly kind: 'one'; readonly workload: Workload }
  | { readonly kind: 'none' }
  /** Titles. */
  | { readonly kind: 'several'; readonly ids: readonly string[] };

/** Whom a selector of a namespace picks: labels of one release are in no inventory, and do not count. */
export function placeOf(
  { workloads }: Inventory,
  namespace: string,
  selector: Readonly<Record<string, string>>,
): Placed {
  const lasting = Object.fromEntries(
    Object.entries(selector).filter(([key]) => !isIgnoredByCilium(key) && !isReleaseLabel(key)),
  );
  if (Object.keys(lasting).length === 0) return { kind: 'none' };
  const found = workloads.filter(
    (one) => one.namespace === namespace && includes(one.labels, lasting),
  );
  const [first] = found;
  if (first === undefined) return { kind: 'none' };
  return found.length === 1
    ? { kind: 'one', workload: first }
    : { kind: 'several', ids: found.map(({ id }) => id) };
}

/** Everybody whom selectors of pods and namespaces pick; undefined: they say more than labels that are equal. */
export function pickedBy(
  inventory: Inventory,
  pods: YamlTree | undefined,
  namespaces: YamlTree | undefined,
): readonly Workload[] | undefined {
  const wanted = matchLabels(pods);
  const inNamespaces = matchLabels(namespaces);
  if (wanted === undefined || inNamespaces === undefined) return undefined;
  const {
    'io.kubernetes.pod.namespace': own,
    'k8s:io.kubernetes.pod.namespace': tagged,
    ...labels
  } = wanted;
  const namespace = own ?? tagged;
  return inventory.workloads.filter((workload) => {
    if (namespace !== undefined && workload.namespace !== namespace) return false;
    const found = inventory.namespaces.find(({ name }) => name === workload.namespace);
    const ofNamespace: Readonly<Record<string, string>> = {
      'kubernetes.io/metadata.name': workload.namespace,
      ...found?.labels,
    };
    return includes(workload.labels, labels) && includes(ofNamespace, inNamespaces);
  });
}

/** `matchLabels` of a selector; undefined: it has expressions too. */
function matchLabels(tree: YamlTree | undefined): Readonly<Record<string, string>> | undefined {
  if (tree === undefined) return {};
  const expressions =
    tree.kind === 'map' &&
    tree.entries.some(
      ({ key, value }) =>
        key === 'matchExpressions' && value.kind === 'list' && value.items.length > 0,
    );
  return expressions ? undefined : textsAt(tree, 'matchLabels');
}

/** `app=web,tier=front`. */
export function selectorText(selector: Readonly<Record<string, string>>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
