/**
 * Selectors: the labels that denote exactly the workloads meant, checked against the whole inventory, and written the
 * way a person would. One shared label, else a namespace, else a conjunction, else several selectors.
 */
import { type Inventory, isIgnoredByCilium, type Workload } from '@aclift/inventory';

/** Which pods, seen from the namespace of a policy. `labels` empty: every pod of the namespaces. */
export interface PodSelection {
  readonly namespaces:
    | { readonly kind: 'own' }
    | { readonly kind: 'all' }
    | { readonly kind: 'label'; readonly key: string; readonly value: string };
  readonly labels: readonly (readonly [key: string, value: string])[];
}

/** The label that every namespace carries with its own name. */
export const NAMESPACE_NAME_LABEL = 'kubernetes.io/metadata.name';

/** Keys that people use to say what a workload is, the most telling first. */
const TELLING_KEYS: readonly string[] = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'app.kubernetes.io/component',
  'component',
  'role',
  'name',
  'tier',
];

interface Candidate {
  readonly selection: PodSelection;
  readonly denotes: ReadonlySet<string>;
  /** Lower reads better. */
  readonly cost: number;
  /** Orders candidates of equal worth. */
  readonly text: string;
}

/** Chooses selectors over one inventory. */
export class SelectorChooser {
  readonly #inventory: Inventory;
  readonly #candidates = new Map<string, readonly Candidate[]>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** The labels that name one workload in its namespace and no other there. */
  subject(workload: Workload): PodSelection {
    const own = this.peers(workload.namespace, new Set([workload.id]), new Set([workload.id]), [
      'own',
    ]);
    return own[0] as PodSelection;
  }

  /**
   * Selections that together denote all of `wanted` and nothing outside `allowed`, a superset of it.
   * @param namespace of the policy they will stand in.
   * @returns the fewest that a greedy choice finds, in a stable order.
   */
  peers(
    namespace: string,
    wanted: ReadonlySet<string>,
    allowed: ReadonlySet<string>,
    kinds: readonly PodSelection['namespaces']['kind'][] = ['own', 'all', 'label'],
  ): readonly PodSelection[] {
    const usable = this.#candidatesIn(namespace).filter(
      ({ selection, denotes }) =>
        kinds.includes(selection.namespaces.kind) && denotes.isSubsetOf(allowed),
    );
    const open = new Set(wanted);
    const chosen: Candidate[] = [];
    while (open.size > 0) {
      let best: Candidate | undefined;
      let bestWorth = 0;
      for (const candidate of usable) {
        const worth = candidate.denotes.intersection(open).size / candidate.cost;
        if (worth > bestWorth) {
          best = candidate;
          bestWorth = worth;
        }
      }
      // Every workload is told apart by its full label set: the inventory's reader has seen to that.
      if (best === undefined) throw new Error(`no selector for ${[...open].join(', ')}`);
      chosen.push(best);
      for (const id of best.denotes) open.delete(id);
    }
    return chosen.toSorted((a, b) => (a.text < b.text ? -1 : 1)).map(({ selection }) => selection);
  }

  /** Every selection worth considering, cheapest first. */
  #candidatesIn(namespace: string): readonly Candidate[] {
    const known = this.#candidates.get(namespace);
    if (known !== undefined) return known;
    const found = new Map<string, Candidate>();
    const add = (selection: PodSelection, cost: number): void => {
      const text = JSON.stringify(selection);
      if (found.has(text)) return;
      const denotes = new Set(
        this.#inventory.workloads
          .filter((w) => this.#selects(selection, namespace, w))
          .map(({ id }) => id),
      );
      if (denotes.size > 0) found.set(text, { selection, denotes, cost, text });
    };
    const own = { kind: 'own' } as const;
    const all = { kind: 'all' } as const;
    add({ namespaces: own, labels: [] }, 1.15);
    add({ namespaces: all, labels: [] }, 1.3);
    for (const { labels } of this.#inventory.namespaces) {
      for (const [key, value] of Object.entries(labels)) {
        add({ namespaces: { kind: 'label', key, value }, labels: [] }, namespaceCost(key, 1.2));
      }
    }
    for (const workload of this.#inventory.workloads) {
      const home = this.#inventory.namespaces.find(({ name }) => name === workload.namespace);
      for (const labels of labelChoices(workload)) {
        const cost = labelCost(labels);
        if (workload.namespace === namespace) add({ namespaces: own, labels }, cost);
        add({ namespaces: all, labels }, cost + 0.3);
        for (const [key, value] of Object.entries(home?.labels ?? {})) {
          add(
            { namespaces: { kind: 'label', key, value }, labels },
            namespaceCost(key, cost + 0.2),
          );
        }
      }
    }
    const candidates = [...found.values()].toSorted(
      (a, b) => a.cost - b.cost || (a.text < b.text ? -1 : 1),
    );
    this.#candidates.set(namespace, candidates);
    return candidates;
  }

  #selects({ namespaces, labels }: PodSelection, namespace: string, workload: Workload): boolean {
    const home = this.#inventory.namespaces.find(({ name }) => name === workload.namespace);
    const inNamespace =
      namespaces.kind === 'all' ||
      (namespaces.kind === 'own'
        ? workload.namespace === namespace
        : home?.labels[namespaces.key] === namespaces.value);
    return inNamespace && labels.every(([key, value]) => workload.labels[key] === value);
  }
}

/** A namespace's own label says why it is meant; its name only says which one it is. */
function namespaceCost(key: string, cost: number): number {
  return key === NAMESPACE_NAME_LABEL ? cost + 0.05 : cost;
}

/** Single labels, pairs, and the whole set: every way to name a workload that a person would write. */
function labelChoices(workload: Workload): readonly (readonly (readonly [string, string])[])[] {
  const usable = Object.entries(workload.labels)
    .filter(([key]) => !isIgnoredByCilium(key))
    .toSorted(([a], [b]) => keyRank(a) - keyRank(b) || (a < b ? -1 : 1));
  const pairs = usable.flatMap((first, i) => usable.slice(i + 1).map((second) => [first, second]));
  return [...usable.map((label) => [label]), ...pairs, usable];
}

function labelCost(labels: readonly (readonly [string, string])[]): number {
  const telling = labels.reduce((sum, [key]) => sum + keyRank(key), 0) / 1000;
  return 1 + 0.1 * (labels.length - 1) + telling;
}

function keyRank(key: string): number {
  const rank = TELLING_KEYS.indexOf(key);
  return rank < 0 ? TELLING_KEYS.length : rank;
}
