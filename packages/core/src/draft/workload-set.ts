/** Sets of the workloads of one inventory as bits: choosing selectors asks thousands of them what they share. */
import type { Inventory } from '@aclift/inventory';

/** A set of workloads; sets of different indexes must not be mixed. */
export class WorkloadSet {
  readonly #words: Uint32Array;
  #text: string | undefined;

  constructor(words: Uint32Array) {
    this.#words = words;
  }

  /** Its bits, to be read only. */
  get words(): Uint32Array {
    return this.#words;
  }

  get isEmpty(): boolean {
    return this.#words.every((word) => word === 0);
  }

  /** Equal for equal sets of one index. */
  get text(): string {
    this.#text ??= this.#words.join();
    return this.#text;
  }

  has(bit: number): boolean {
    return (((this.#words[bit >> 5] as number) >>> (bit & 31)) & 1) === 1;
  }

  isSubsetOf(other: WorkloadSet): boolean {
    const [own, others] = [this.#words, other.#words];
    for (let i = 0; i < own.length; i += 1) {
      if (((own[i] as number) & ~(others[i] as number)) !== 0) return false;
    }
    return true;
  }

  /** How many workloads are in both. */
  common(other: WorkloadSet): number {
    const [own, others] = [this.#words, other.#words];
    let count = 0;
    for (let i = 0; i < own.length; i += 1) {
      count += bitsIn((own[i] as number) & (others[i] as number));
    }
    return count;
  }

  intersect(other: WorkloadSet): WorkloadSet {
    return new WorkloadSet(this.#words.map((word, i) => word & (other.#words[i] as number)));
  }

  union(other: WorkloadSet): WorkloadSet {
    return new WorkloadSet(this.#words.map((word, i) => word | (other.#words[i] as number)));
  }

  without(other: WorkloadSet): WorkloadSet {
    return new WorkloadSet(this.#words.map((word, i) => word & ~(other.#words[i] as number)));
  }
}

/** The workloads of an inventory by label, namespace and namespace label. */
export class WorkloadIndex {
  readonly everyone: WorkloadSet;
  readonly #size: number;
  readonly #bits: ReadonlyMap<string, number>;
  readonly #byLabel: ReadonlyMap<string, WorkloadSet>;
  readonly #byNamespace: ReadonlyMap<string, WorkloadSet>;
  readonly #byNamespaceLabel: ReadonlyMap<string, WorkloadSet>;
  readonly #nobody: WorkloadSet;
  /** Rules name the same workloads again and again. */
  readonly #idSets = new Map<string, ReadonlySet<string>>();
  readonly #setsOfIds = new WeakMap<ReadonlySet<string>, WorkloadSet>();

  constructor({ namespaces, workloads }: Inventory) {
    this.#size = Math.ceil(workloads.length / 32);
    this.#bits = new Map(workloads.map(({ id }, bit) => [id, bit]));
    const group = (keys: readonly (readonly string[])[]): ReadonlyMap<string, WorkloadSet> => {
      const members = new Map<string, number[]>();
      keys.forEach((own, bit) => {
        for (const key of own) {
          const bits = members.get(key) ?? [];
          bits.push(bit);
          members.set(key, bits);
        }
      });
      return new Map([...members].map(([key, bits]) => [key, this.#withBits(bits)]));
    };
    const labelsOf = new Map(namespaces.map(({ name, labels }) => [name, labelKeys(labels)]));
    this.#byLabel = group(workloads.map(({ labels }) => labelKeys(labels)));
    this.#byNamespace = group(workloads.map(({ namespace }) => [namespace]));
    this.#byNamespaceLabel = group(workloads.map(({ namespace }) => labelsOf.get(namespace) ?? []));
    this.everyone = this.#withBits(workloads.keys());
    this.#nobody = this.#withBits([]);
  }

  /** @throws Error for an id that the inventory does not have. */
  setOf(ids: Iterable<string>): WorkloadSet {
    const bits: number[] = [];
    for (const id of ids) {
      const bit = this.#bits.get(id);
      if (bit === undefined) throw new Error(`no workload ${id}`);
      bits.push(bit);
    }
    return this.#withBits(bits);
  }

  /** The same of a set that does not change, worked out once. */
  setOfIds(ids: ReadonlySet<string>): WorkloadSet {
    const known = this.#setsOfIds.get(ids) ?? this.setOf(ids);
    this.#setsOfIds.set(ids, known);
    return known;
  }

  /** Ids of the workloads in any of the sets: for equal sets the same object. */
  idSetOf(sets: readonly WorkloadSet[]): ReadonlySet<string> {
    const all = sets.reduce((a, b) => a.union(b), this.#nobody);
    const known = this.#idSets.get(all.text) ?? new Set(this.idsOf(all));
    this.#idSets.set(all.text, known);
    return known;
  }

  /** In order of the inventory. */
  idsOf(set: WorkloadSet): readonly string[] {
    return [...this.#bits].filter(([, bit]) => set.has(bit)).map(([id]) => id);
  }

  withLabels(labels: readonly (readonly [key: string, value: string])[]): WorkloadSet {
    return labels.reduce<WorkloadSet>(
      (set, [key, value]) => set.intersect(this.#byLabel.get(keyOf(key, value)) ?? this.#nobody),
      this.everyone,
    );
  }

  inNamespace(name: string): WorkloadSet {
    return this.#byNamespace.get(name) ?? this.#nobody;
  }

  /** Workloads of the namespaces that carry a label. */
  inNamespacesWith(key: string, value: string): WorkloadSet {
    return this.#byNamespaceLabel.get(keyOf(key, value)) ?? this.#nobody;
  }

  #withBits(bits: Iterable<number>): WorkloadSet {
    const words = new Uint32Array(this.#size);
    for (const bit of bits) words[bit >> 5] = (words[bit >> 5] as number) | (1 << (bit & 31));
    return new WorkloadSet(words);
  }
}

function labelKeys(labels: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(labels).map(([key, value]) => keyOf(key, value));
}

/** Label keys hold no `=`. */
function keyOf(key: string, value: string): string {
  return `${key}=${value}`;
}

/** Number of bits set in a word. */
function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
