/**
 * Selectors: the labels that denote exactly the workloads meant, checked against the whole inventory, and written the
 * way a person would. One shared label, else a namespace, else a conjunction, else several selectors.
 */
import {
  type Inventory,
  isIgnoredByCilium,
  isReleaseLabel,
  type Workload,
} from '@aclift/inventory';
import { Bids, byText, type Candidate, Candidates } from './candidates.ts';
import type { PodSelection } from './pod-selection.ts';
import { WorkloadIndex, type WorkloadSet } from './workload-set.ts';

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

/**
 * What a selection of all namespaces costs more: it means pods of namespaces that nobody has seen yet, so it has to stand for
 * several that name their namespace.
 */
const EVERYWHERE = 1.6;

/** Chooses selectors over one inventory. */
export class SelectorChooser {
  readonly #inventory: Inventory;
  /** The most telling first. */
  readonly #keys: readonly string[];
  readonly #index: WorkloadIndex;
  readonly #anywhere: Candidates;
  readonly #usable = new Map<string, readonly (readonly [string, string])[]>();
  readonly #candidates = new Map<string, Candidates>();
  /** Many rules have the same peers. */
  readonly #chosen = new Map<string, readonly PodSelection[]>();

  /** @param preferredKeys label keys that the user wants to see, the best first. */
  constructor(inventory: Inventory, preferredKeys: readonly string[] = []) {
    this.#keys = [...preferredKeys, ...TELLING_KEYS.filter((key) => !preferredKeys.includes(key))];
    this.#inventory = inventory;
    this.#index = new WorkloadIndex(inventory);
    this.#anywhere = this.#candidatesAnywhere();
  }

  /**
   * The labels that name one workload in its namespace and no other there: the label that it goes by, if that is
   * enough; without such a label all that it has, because none of them alone is its name.
   */
  subject(workload: Workload): PodSelection {
    const usable = this.#usableLabels(workload);
    if (!usable.some(([key]) => this.#keys.includes(key))) {
      return { namespaces: { kind: 'own' }, labels: usable };
    }
    const only = new Set([workload.id]);
    return this.peers(workload.namespace, only, only, 'subjects')[0] as PodSelection;
  }

  /** One selection of exactly these workloads of one namespace; undefined: there is none. */
  subjects(workloads: readonly Workload[]): PodSelection | undefined {
    const ids = new Set(workloads.map(({ id }) => id));
    const [one, ...more] = this.peers(workloads[0]?.namespace ?? '', ids, ids, 'subjects');
    return more.length === 0 ? one : this.#byValues(workloads);
  }

  /**
   * One selection of exactly these workloads in the whole cluster, by labels that mean them in every namespace; undefined:
   * there is none.
   */
  everywhere(workloads: readonly Workload[]): PodSelection | undefined {
    const ids = new Set(workloads.map(({ id }) => id));
    const [one, ...more] = this.peers('', ids, ids);
    const fits = one !== undefined && one.namespaces.kind !== 'own' && one.labels.length > 0;
    return more.length === 0 && fits && one.oneOf === undefined ? one : undefined;
  }

  /** The values of one label that name exactly these workloads in their namespace; undefined: no label does. */
  #byValues(workloads: readonly Workload[]): PodSelection | undefined {
    const namespace = workloads[0]?.namespace;
    const here = this.#inventory.workloads.filter((other) => other.namespace === namespace);
    for (const key of this.#keys) {
      const values = new Set(workloads.map(({ labels }) => labels[key]));
      const named = here.filter(({ labels }) => values.has(labels[key]));
      if (values.has(undefined) || values.size < 2 || named.length > workloads.length) continue;
      const sorted = [...values].flatMap((value) => value ?? []).toSorted();
      return this.#told(namespace ?? '', {
        namespaces: { kind: 'own' },
        labels: [],
        oneOf: { key, values: sorted },
      });
    }
    return undefined;
  }

  /** Names of the workloads in the namespace of one. */
  namesIn({ workload }: { readonly workload: Workload }): ReadonlySet<string> {
    const { workloads } = this.#inventory;
    const here = workloads.filter(({ namespace }) => namespace === workload.namespace);
    return new Set(here.map(({ name }) => name));
  }

  /**
   * Selections that together denote all of `wanted` and nothing outside `allowed`, a superset of it.
   * @param namespace of the policy they will stand in.
   * @param use subjects are pods of that namespace and never the whole of it: that would isolate pods that nobody knows.
   * @returns the fewest that a greedy choice finds, in a stable order.
   */
  peers(
    namespace: string,
    wanted: ReadonlySet<string>,
    allowed: ReadonlySet<string>,
    use: 'peers' | 'subjects' = 'peers',
  ): readonly PodSelection[] {
    const inside = this.#index.setOfIds(allowed);
    const all = this.#index.setOfIds(wanted);
    const key = `${use} ${namespace} ${all.text} ${inside.text}`;
    const known = this.#chosen.get(key) ?? this.#choose(namespace, wanted, all, inside, use);
    this.#chosen.set(key, known);
    return known;
  }

  #choose(
    namespace: string,
    wanted: ReadonlySet<string>,
    all: WorkloadSet,
    inside: WorkloadSet,
    use: 'peers' | 'subjects',
  ): readonly PodSelection[] {
    const fits = ({ namespaces, labels }: PodSelection): boolean =>
      use === 'peers' || (namespaces.kind === 'own' && labels.length > 0);
    let open = all;
    const bids = new Bids(
      this.#candidatesIn(namespace).map((candidates) => candidates.about(wanted)),
      ({ denotes, selection }) => denotes.isSubsetOf(inside) && fits(selection),
    );
    const chosen: Candidate[] = [];
    while (!open.isEmpty) {
      const best = bids.best(open);
      // Every workload is told apart by its full label set: the inventory's reader has seen to that.
      if (best === undefined) throw new Error(`no selector for ${[...wanted].join(', ')}`);
      chosen.push(best);
      open = open.without(best.denotes);
    }
    return withSetsOfValues(chosen.toSorted(byText).map(({ selection }) => selection)).map(
      (selection) => this.#told(namespace, selection),
    );
  }

  /** The selection with whether its list of values is all that there is today. */
  #told(namespace: string, selection: PodSelection): PodSelection {
    const { labels, namespaces, oneOf } = selection;
    if (oneOf === undefined) return selection;
    const where =
      namespaces.kind === 'own'
        ? this.#index.inNamespace(namespace)
        : namespaces.kind === 'all'
          ? this.#index.everyone
          : this.#index.inNamespacesWith(namespaces.key, namespaces.value);
    const there = where.intersect(this.#index.withLabels(labels));
    const named = oneOf.values.reduce(
      (rest, value) => rest.without(this.#index.withLabels([[oneOf.key, value]])),
      there,
    );
    return named.isEmpty ? { ...selection, oneOf: { ...oneOf, everyValue: true } } : selection;
  }

  /** Every selection worth considering in a policy of a namespace. */
  #candidatesIn(namespace: string): readonly Candidates[] {
    const known = this.#candidates.get(namespace) ?? this.#candidatesOnlyIn(namespace);
    this.#candidates.set(namespace, known);
    return [this.#anywhere, known];
  }

  /** The selections that mean the namespace of the policy. */
  #candidatesOnlyIn(namespace: string): Candidates {
    const found = new Candidates(this.#index);
    const here = this.#index.inNamespace(namespace);
    const own = { kind: 'own' } as const;
    found.add({ namespaces: own, labels: [] }, 1.15, () => here);
    for (const workload of this.#inventory.workloads) {
      if (workload.namespace !== namespace) continue;
      for (const labels of this.#labelChoices(workload)) {
        const denotes = (): WorkloadSet => this.#index.withLabels(labels).intersect(here);
        found.add({ namespaces: own, labels }, this.#labelCost(labels), denotes);
      }
    }
    return found;
  }

  /** The selections that mean the same in every namespace. */
  #candidatesAnywhere(): Candidates {
    const found = new Candidates(this.#index);
    const index = this.#index;
    // Every pod of the cluster is no selection: it would mean pods that no list was ever about.
    const all = { kind: 'all' } as const;
    for (const { labels } of this.#inventory.namespaces) {
      for (const [key, value] of Object.entries(labels)) {
        const namespaces = { kind: 'label', key, value } as const;
        found.add({ namespaces, labels: [] }, namespaceCost(key, 1.2), () =>
          index.inNamespacesWith(key, value),
        );
      }
    }
    for (const workload of this.#inventory.workloads) {
      const home = this.#inventory.namespaces.find(({ name }) => name === workload.namespace);
      for (const labels of this.#labelChoices(workload)) {
        const cost = this.#labelCost(labels);
        found.add({ namespaces: all, labels }, cost + EVERYWHERE, () => index.withLabels(labels));
        for (const [key, value] of Object.entries(home?.labels ?? {})) {
          const namespaces = { kind: 'label', key, value } as const;
          found.add({ namespaces, labels }, namespaceCost(key, cost + 0.2), () =>
            index.withLabels(labels).intersect(index.inNamespacesWith(key, value)),
          );
        }
      }
    }
    return found;
  }

  /** Single labels, pairs, and the whole set: every way to name a workload that a person would write. */
  #labelChoices(workload: Workload): readonly (readonly (readonly [string, string])[])[] {
    const usable = this.#usableLabels(workload);
    const pairs = usable.flatMap((first, i) =>
      usable.slice(i + 1).map((second) => [first, second]),
    );
    return [...usable.map((label) => [label]), ...pairs, usable];
  }

  /**
   * The most telling first. Keys that Cilium ignores are left out, and those of one release or job as long as the
   * others still name the workload alone.
   */
  #usableLabels(workload: Workload): readonly (readonly [string, string])[] {
    const known = this.#usable.get(workload.id);
    if (known !== undefined) return known;
    const all = Object.entries(workload.labels)
      .filter(([key]) => !isIgnoredByCilium(key))
      .toSorted(([a], [b]) => this.#keyRank(a) - this.#keyRank(b) || (a < b ? -1 : 1));
    const lasting = all.filter(([key]) => !isReleaseLabel(key));
    const meant = this.#index
      .withLabels(lasting)
      .intersect(this.#index.inNamespace(workload.namespace));
    const usable = lasting.length > 0 && meant.common(meant) === 1 ? lasting : all;
    this.#usable.set(workload.id, usable);
    return usable;
  }

  #labelCost(labels: readonly (readonly [string, string])[]): number {
    const telling = labels.reduce((sum, [key]) => sum + this.#keyRank(key), 0) / 1000;
    return 1 + 0.1 * (labels.length - 1) + telling;
  }

  #keyRank(key: string): number {
    const rank = this.#keys.indexOf(key);
    return rank < 0 ? this.#keys.length : rank;
  }
}

/** Selections that differ in the value of one label put together: `app in (cart, catalog)`. */
function withSetsOfValues(selections: readonly PodSelection[]): readonly PodSelection[] {
  const groups = new Map<string, { key: string; members: PodSelection[] }>();
  for (const selection of selections) {
    const [key] = selection.labels.at(-1) ?? [];
    if (key === undefined) continue;
    const group = groupOf(selection, key);
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { key, members: [selection] });
    else known.members.push(selection);
  }
  const replaced = new Map<PodSelection, PodSelection | undefined>();
  for (const { key, members } of groups.values()) {
    const [first] = members;
    if (first === undefined || members.length === 1) continue;
    const values = members.map(({ labels }) => labels.at(-1)?.[1] ?? '').toSorted();
    for (const member of members) replaced.set(member, undefined);
    replaced.set(first, { ...first, labels: first.labels.slice(0, -1), oneOf: { key, values } });
  }
  return selections.flatMap((selection) => {
    const instead = replaced.has(selection) ? replaced.get(selection) : selection;
    return instead === undefined ? [] : [instead];
  });
}

const groupTexts = new WeakMap<PodSelection, string>();

/** A text that is equal for selections that differ in the value of their last label at most. */
function groupOf(selection: PodSelection, lastKey: string): string {
  const known = groupTexts.get(selection);
  if (known !== undefined) return known;
  const { labels, namespaces } = selection;
  const text = JSON.stringify([namespaces, labels.slice(0, -1), lastKey]);
  groupTexts.set(selection, text);
  return text;
}

/** A namespace's own label says why it is meant; its name only says which one it is. */
function namespaceCost(key: string, cost: number): number {
  return key === NAMESPACE_NAME_LABEL ? cost + 0.05 : cost;
}
