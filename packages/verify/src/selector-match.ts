/** Which workloads a label selector selects. */
import type { Inventory, Workload } from '@aclift/inventory';
import type { LabelSelector } from '@aclift/policy';

/** Labels of one thing, by key. */
export type Labels = Readonly<Record<string, string>>;

/**
 * Kubernetes selector semantics: all of `matchLabels` and `matchExpressions` must hold; an absent or empty selector
 * holds for everything; `NotIn` also holds where the key is missing.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export function selectorHolds(selector: LabelSelector | undefined, labels: Labels): boolean {
  const equal = Object.entries(selector?.matchLabels ?? {}).every(
    ([key, value]) => valueOf(labels, key) === value,
  );
  return (
    equal &&
    (selector?.matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = valueOf(labels, key);
      switch (operator) {
        case 'In':
          return value !== undefined && (values ?? []).includes(value);
        case 'NotIn':
          return value === undefined || !(values ?? []).includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
      }
    })
  );
}

/** Own properties only: a key called `constructor` is a label like any other. */
function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** Ids of the workloads that have pods and satisfy `holds`. */
export function workloadsWhere(
  inventory: Inventory,
  holds: (workload: Workload) => boolean,
): ReadonlySet<string> {
  return new Set(
    inventory.workloads.filter((w) => w.now !== 'outside' && holds(w)).map(({ id }) => id),
  );
}

/** Labels of a namespace; none for one that the inventory does not know. */
export function namespaceLabels(inventory: Inventory, namespace: string): Labels {
  return inventory.namespaces.find(({ name }) => name === namespace)?.labels ?? {};
}
