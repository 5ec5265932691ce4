/** Labels of namespaces while records are merged: the inventory's own stay, new ones are added. */
import type { InventoryEdit } from '../edit/inventory-edit.ts';
import type { Inventory } from '../inventory.ts';
import { isDnsLabel, isLabelValue, labelKeyFault } from '../label.ts';
import type { RecordOutcome } from './outcome.ts';
import type { NamespaceRecord } from './record.ts';
import { byKey } from './targets.ts';

export class NamespaceLabels {
  readonly #known: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly #added = new Map<string, Map<string, string>>();

  constructor(inventory: Inventory) {
    this.#known = new Map(inventory.namespaces.map(({ labels, name }) => [name, labels]));
  }

  /** Adds the labels that are new; the first value of a label stays. */
  take({ labels, name }: NamespaceRecord): RecordOutcome {
    if (!isDnsLabel(name)) return { outcome: 'skipped', reason: 'bad-namespace' };
    const isBad = ([key, value]: readonly [string, string]): boolean =>
      labelKeyFault(key) !== undefined || !isLabelValue(value);
    if (Object.entries(labels).some(isBad)) return { outcome: 'skipped', reason: 'bad-label' };
    const known = this.#known.get(name);
    const added = this.#added.get(name) ?? new Map<string, string>();
    let isNew = known === undefined && !this.#added.has(name);
    let clash: string | undefined;
    for (const [key, value] of Object.entries(labels)) {
      const own = known !== undefined && Object.hasOwn(known, key) ? known[key] : undefined;
      const there = own ?? added.get(key);
      if (there === undefined) {
        added.set(key, value);
        isNew = true;
      } else if (there !== value) clash ??= `${key}: ${there}`;
    }
    this.#added.set(name, added);
    if (clash !== undefined) {
      return { outcome: 'conflict', reason: 'other-label-value', with: clash };
    }
    return isNew ? { outcome: 'imported' } : { outcome: 'merged', reason: 'same-owner' };
  }

  /** By name. */
  edits(): readonly InventoryEdit[] {
    return [...this.#added].toSorted(byKey).flatMap(([name, labels]): readonly InventoryEdit[] => {
      if (labels.size === 0 && this.#known.has(name)) return [];
      const sorted = Object.fromEntries([...labels].toSorted(byKey));
      return [{ kind: 'set-namespace', name, labels: sorted }];
    });
  }
}
