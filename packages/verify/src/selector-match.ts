/** Which workloads a label selector selects. */
import type { Inventory, Workload } from '@aclift/inventory';
import type { LabelSelector } from '@aclift/policy';

/** Labels of one thing, by key. */
export type Labels = Readonly<Record<string, string>>;

/** `perhaps`: the selector asks for a label that the thing has with a value that nobody told us. */
export type SelectorAnswer = 'yes' | 'no' | 'perhaps';

/** Ids of workloads that a selector names for certain, and of those that it may name besides. Disjoint. */
export interface Selected {
  readonly certain: ReadonlySet<string>;
  readonly perhaps: ReadonlySet<string>;
}

/**
 * Kubernetes selector semantics: all of `matchLabels` and `matchExpressions` must hold; an absent or empty selector
 * holds for everything; `NotIn` also holds where the key is missing.
 *
 * @param hidden keys that are present with a value that is not known.
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export function askSelector(
  selector: LabelSelector | undefined,
  labels: Labels,
  hidden: ReadonlySet<string> = new Set(),
): SelectorAnswer {
  const answers = [
    ...Object.entries(selector?.matchLabels ?? {}).map(([key, value]) =>
      hidden.has(key) ? 'perhaps' : answer(valueOf(labels, key) === value),
    ),
    ...(selector?.matchExpressions ?? []).map(({ key, operator, values = [] }) => {
      const known = valueOf(labels, key);
      const present = known !== undefined || hidden.has(key);
      switch (operator) {
        case 'In':
          return hidden.has(key)
            ? 'perhaps'
            : answer(known !== undefined && values.includes(known));
        case 'NotIn':
          return hidden.has(key)
            ? 'perhaps'
            : answer(known === undefined || !values.includes(known));
        case 'Exists':
          return answer(present);
        case 'DoesNotExist':
          return answer(!present);
      }
    }),
  ];
  if (answers.includes('no')) return 'no';
  return answers.includes('perhaps') ? 'perhaps' : 'yes';
}

function answer(holds: boolean): SelectorAnswer {
  return holds ? 'yes' : 'no';
}

/** Own properties only: a key called `constructor` is a label like any other. */
function valueOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** The workloads that have pods and about which `ask` says yes or perhaps. */
export function selectWorkloads(
  inventory: Inventory,
  ask: (workload: Workload) => SelectorAnswer,
): Selected {
  const certain = new Set<string>();
  const perhaps = new Set<string>();
  for (const workload of inventory.workloads) {
    if (workload.now === 'outside') continue;
    const said = ask(workload);
    if (said === 'yes') certain.add(workload.id);
    if (said === 'perhaps') perhaps.add(workload.id);
  }
  return { certain, perhaps };
}

/**
 * The same for a question that is asked again: drafts have the same few peers in many rules.
 * @param key equal for equal questions about the inventory, and for no others.
 */
export function selectOnce(
  inventory: Inventory,
  key: string,
  ask: (workload: Workload) => SelectorAnswer,
): Selected {
  const answers = answersOf.get(inventory) ?? new Map<string, Selected>();
  answersOf.set(inventory, answers);
  const known = answers.get(key) ?? selectWorkloads(inventory, ask);
  answers.set(key, known);
  return known;
}

const answersOf = new WeakMap<Inventory, Map<string, Selected>>();

/** Ids of all workloads that have pods. */
export function everyWorkload(inventory: Inventory): ReadonlySet<string> {
  return selectWorkloads(inventory, () => 'yes').certain;
}

/** Labels of a namespace; none for one that the inventory does not know. */
export function namespaceLabels(inventory: Inventory, namespace: string): Labels {
  let known = namespacesOf.get(inventory);
  if (known === undefined) {
    known = new Map(inventory.namespaces.map(({ name, labels }) => [name, labels]));
    namespacesOf.set(inventory, known);
  }
  return known.get(namespace) ?? {};
}

/** Asked for every workload and every peer. */
const namespacesOf = new WeakMap<Inventory, ReadonlyMap<string, Labels>>();
