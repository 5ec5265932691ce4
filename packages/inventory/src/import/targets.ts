/** The workloads and externals while records are merged: the inventory's own and new ones, and who owns which address. */
import type { InventoryEdit, VipEntry } from '../edit/inventory-edit.ts';
import type { Inventory } from '../inventory.ts';
import { isEverything, isWide } from '../everything.ts';
import { rangeOf } from './host-text.ts';
import type { RecordOutcome } from './outcome.ts';
import { compareAddresses, Owners } from './owners.ts';

/** Who can own addresses. */
export interface Target {
  readonly kind: 'workload' | 'external';
  /** How people call it. */
  readonly title: string;
  /** Id or name in the inventory as it was; absent: new. */
  readonly known?: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What it got from records. */
  readonly addresses: string[];
  readonly vips: VipEntry[];
  /** All that it owns now, the inventory's own too. */
  readonly ranges: string[];
  /** Listed even if it gets no addresses. */
  wanted: boolean;
}

export class Targets {
  readonly #owners = new Owners<Target>();
  readonly #workloads: Target[] = [];
  readonly #externals = new Map<string, Target>();
  /** By namespace and each label, for those that have all of some labels. */
  readonly #byLabel = new Map<string, Target[]>();
  /** By namespace and first label, for those that have only some labels: each is here once. */
  readonly #byFirstLabel = new Map<string, Target[]>();

  constructor(inventory: Inventory) {
    for (const { addresses, id, labels, namespace, vips } of inventory.workloads) {
      const target = this.addWorkload(namespace, labels, id);
      for (const { text } of addresses) {
        this.#owners.add(text, target);
        target.ranges.push(text);
      }
      for (const { address } of vips) this.#owners.add(address.text, target);
    }
    for (const { addresses, name } of inventory.externals) {
      const target = this.addExternal(name, name);
      for (const { text } of addresses) this.#owners.add(text, target);
    }
  }

  /** @param known its id in the inventory; absent: new. */
  addWorkload(namespace: string, labels: Readonly<Record<string, string>>, known?: string): Target {
    const text = Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .toSorted()
      .join(',');
    const title = known ?? `${namespace} ${text}`;
    const target: Target = {
      kind: 'workload',
      title,
      ...(known === undefined ? {} : { known }),
      namespace,
      labels,
      addresses: [],
      vips: [],
      ranges: [],
      wanted: known !== undefined,
    };
    this.#workloads.push(target);
    const pairs = Object.entries(labels).toSorted(byKey);
    for (const [index, [key, value]] of pairs.entries()) {
      push(this.#byLabel, labelKey(namespace, key, value), target);
      if (index === 0) push(this.#byFirstLabel, labelKey(namespace, key, value), target);
    }
    return target;
  }

  addExternal(name: string, known?: string): Target {
    const target: Target = {
      kind: 'external',
      title: name,
      ...(known === undefined ? {} : { known }),
      namespace: '',
      labels: {},
      addresses: [],
      vips: [],
      ranges: [],
      wanted: known !== undefined,
    };
    this.#externals.set(name, target);
    return target;
  }

  /** Workloads that have all of these labels, and perhaps more. */
  having(namespace: string, labels: Readonly<Record<string, string>>): readonly Target[] {
    const lists = Object.entries(labels).map(
      ([key, value]) => this.#byLabel.get(labelKey(namespace, key, value)) ?? [],
    );
    const [shortest = []] = lists.toSorted((a, b) => a.length - b.length);
    return shortest.filter((other) => includes(other.labels, labels));
  }

  /** Workloads that have some of these labels and no others, the same labels included. */
  within(namespace: string, labels: Readonly<Record<string, string>>): readonly Target[] {
    return Object.entries(labels)
      .flatMap(([key, value]) => this.#byFirstLabel.get(labelKey(namespace, key, value)) ?? [])
      .filter((other) => includes(labels, other.labels));
  }

  external(name: string): Target | undefined {
    return this.#externals.get(name);
  }

  /** Who has exactly these addresses. */
  ownerOf(address: string): Target | undefined {
    return this.#owners.of(address);
  }

  /** Gives an address to a target if nobody else has it. */
  claim(target: Target, address: string, give: () => void): RecordOutcome {
    const owner = this.#owners.of(address);
    if (owner === target) return { outcome: 'merged', reason: 'same-owner' };
    if (owner !== undefined) {
      return { outcome: 'conflict', reason: 'other-owner', with: owner.title };
    }
    if (isTooMuch(target, address)) return { outcome: 'skipped', reason: 'too-wide' };
    const crossing = this.#owners.crossing(address);
    if (crossing !== undefined) {
      return { outcome: 'conflict', reason: 'crossing', with: crossing.title };
    }
    this.#owners.add(address, target);
    target.ranges.push(address);
    give();
    return { outcome: 'imported' };
  }

  /**
   * Changes of entries that are there, then new entries, each by name. A new workload that got nothing is left out.
   * @param commentsOf comments above a new external.
   */
  edits(commentsOf: (external: string) => readonly string[]): readonly InventoryEdit[] {
    const edits: InventoryEdit[] = [];
    for (const target of this.#workloads.toSorted(byTitle)) {
      const { addresses, known, labels, namespace, vips } = target;
      const sorted = addresses.toSorted(compareAddresses);
      const sortedVips = vips.toSorted((a, b) => compareAddresses(a.address, b.address));
      if (known === undefined) {
        if (addresses.length === 0 && vips.length === 0 && !target.wanted) continue;
        const workload = {
          namespace,
          labels: sortKeys(labels),
          addresses: sorted,
          vips: sortedVips,
        };
        edits.push({ kind: 'add-workload', workload });
      } else if (addresses.length > 0 || vips.length > 0) {
        const change = { addAddresses: sorted, addVips: sortedVips };
        edits.push({ kind: 'change-workload', id: known, change });
      }
    }
    for (const { addresses, known, title } of [...this.#externals.values()].toSorted(byTitle)) {
      const sorted = addresses.toSorted(compareAddresses);
      if (sorted.length === 0) continue;
      edits.push(
        known === undefined
          ? {
              kind: 'add-external',
              external: { name: title, addresses: sorted },
              comments: commentsOf(title),
            }
          : { kind: 'change-external', name: known, change: { addAddresses: sorted } },
      );
    }
    return edits;
  }
}

/** Whether the address is of nobody in particular, or makes all of a workload so. */
function isTooMuch({ kind, ranges }: Target, address: string): boolean {
  const range = rangeOf(address);
  if (range === undefined || !isWide(range)) return false;
  const all = kind === 'external' ? [] : ranges.flatMap((text) => rangeOf(text) ?? []);
  return isEverything([...all, range]);
}

function labelKey(namespace: string, key: string, value: string | undefined): string {
  return `${namespace} ${key}=${value ?? ''}`;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** Whether `labels` has all of `some`. */
export function includes(
  labels: Readonly<Record<string, string>>,
  some: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(some).every(
    ([key, value]) => Object.hasOwn(labels, key) && labels[key] === value,
  );
}

function sortKeys(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).toSorted(byKey));
}

export function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

function byTitle(a: Target, b: Target): number {
  return a.title < b.title ? -1 : Number(a.title > b.title);
}
