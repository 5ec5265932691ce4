/** Workloads of the inventory by what recorders say of pods: the state of a migration is that pods have new addresses. */
import type { Inventory, Workload } from '@aclift/inventory';
import type { PodName } from './flow-record.ts';

/** Most pods that are remembered. */
const MOST_PODS = 65_536;

/** Finds workloads by namespace and labels. */
export class WorkloadFinder {
  readonly #byNamespace = new Map<string, Workload[]>();
  readonly #namespaces: ReadonlySet<string>;
  readonly #known = new Map<string, string | undefined>();

  constructor({ namespaces, workloads }: Inventory) {
    this.#namespaces = new Set(namespaces.map(({ name }) => name));
    for (const workload of workloads) {
      if (workload.now === 'outside') continue;
      const own = this.#byNamespace.get(workload.namespace);
      if (own === undefined) this.#byNamespace.set(workload.namespace, [workload]);
      else own.push(workload);
    }
  }

  /**
   * The workload whose labels the pod has; of several the one with the most.
   * @returns its id; undefined: none, or two that the pod could be of alike.
   */
  find(pod: PodName): string | undefined {
    const key = podText(pod);
    if (this.#known.has(key)) return this.#known.get(key);
    // Files of flows are as long as they like, and memory is not.
    if (this.#known.size >= MOST_PODS) this.#known.clear();
    const found = this.#search(pod);
    this.#known.set(key, found);
    return found;
  }

  /** Whether the inventory names a namespace. */
  isAbout(namespace: string): boolean {
    return this.#namespaces.has(namespace);
  }

  #search({ labels, namespace }: PodName): string | undefined {
    const fitting = (this.#byNamespace.get(namespace) ?? []).filter((workload) =>
      Object.entries(workload.labels).every(
        ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
      ),
    );
    const most = Math.max(0, ...fitting.map((workload) => Object.keys(workload.labels).length));
    const [only, second] = fitting.filter(
      (workload) => Object.keys(workload.labels).length === most,
    );
    return second === undefined ? only?.id : undefined;
  }
}

/** `namespace/app=web,tier=front`, or the namespace alone. */
export function podText({ labels, namespace }: PodName): string {
  const own = Object.entries(labels).map(([key, value]) =>
    value === '' ? key : `${key}=${value}`,
  );
  return own.length === 0 ? namespace : `${namespace}/${own.toSorted().join(',')}`;
}
