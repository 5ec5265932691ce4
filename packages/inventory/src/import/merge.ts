/**
 * Merges records into an inventory. The inventory's own entries come first; then records that say which pods they are
 * about, those with fewer labels before those with more; then services; last, addresses that only have a name. Whoever
 * comes first keeps an address.
 */
import type { InventoryEdit } from '../edit/inventory-edit.ts';
import type { Inventory } from '../inventory.ts';
import { isDnsLabel, isLabelValue, labelKeyFault } from '../label.ts';
import { Facts } from './facts.ts';
import type { Item, ReadFile } from './facts.ts';
import type { ConflictReason, ImportedFact, RecordOutcome } from './outcome.ts';
import { NamespaceLabels } from './namespace-labels.ts';
import { placedIn } from './placed.ts';
import { isOther, spell } from './spelling.ts';
import { addressesByMac } from './stations.ts';
import { includes, Targets } from './targets.ts';
import type { Target } from './targets.ts';
import { oneLine } from './record.ts';
import type {
  NamedBy,
  NamedRecord,
  NamespaceRecord,
  ServiceRecord,
  SourceRecord,
  WorkloadRecord,
} from './record.ts';

const BEST_FIRST: readonly NamedBy[] = ['machine', 'entry', 'name', 'place'];

export interface Merge {
  readonly edits: readonly InventoryEdit[];
  /** In order of the files and their lines. */
  readonly facts: readonly ImportedFact[];
}

/** @param inventory what is there already, without mistakes. */
export function mergeRecords(
  inventory: Inventory,
  files: readonly ReadFile[],
  namespace: string | undefined,
): Merge {
  const merger = new Merger(inventory, namespace);
  return merger.merge(files);
}

class Merger {
  readonly #namespace: string | undefined;
  readonly #targets: Targets;
  /** What externals were called before they were spelled as the inventory wants it. */
  readonly #spelled = new Map<string, string>();
  /** What hosts are called whose names became labels, by namespace and label. */
  readonly #spelledLabels = new Map<string, string>();
  /** Who a list says to have an address, by address and the file that it is about; empty: all files. */
  readonly #machines = new Map<string, string>();
  readonly #namespaces: NamespaceLabels;
  readonly #facts = new Facts();

  constructor(inventory: Inventory, namespace: string | undefined) {
    this.#namespace = namespace;
    this.#targets = new Targets(inventory);
    this.#namespaces = new NamespaceLabels(inventory);
  }

  merge(files: readonly ReadFile[]): Merge {
    const items = files
      .flatMap((file) => file.records.map((record) => ({ file, record })))
      .flatMap((item, order): readonly Item[] =>
        placedIn(this.#namespace, item.record).map((record) => ({ ...item, record, order })),
      );
    const labelCount = ({ record: { content } }: Item): number =>
      content.kind === 'workload' ? Object.keys(content.labels).length : 0;
    const of = (kind: SourceRecord['content']['kind']): readonly Item[] =>
      items.filter(({ record }) => record.content.kind === kind);
    for (const item of of('skipped')) {
      if (item.record.content.kind === 'skipped') {
        this.#facts.say(item, { outcome: 'skipped', reason: item.record.content.reason });
      }
    }
    for (const item of of('namespace')) {
      const content = item.record.content as NamespaceRecord;
      const outcome = this.#namespaces.take(content);
      const owner = { owner: `namespace ${content.name}` };
      this.#facts.say(item, outcome, outcome.outcome === 'skipped' ? {} : owner);
    }
    for (const item of of('workload').toSorted((a, b) => labelCount(a) - labelCount(b))) {
      this.#workload(item, item.record.content as WorkloadRecord);
    }
    for (const item of of('service')) this.#service(item, item.record.content as ServiceRecord);
    for (const item of of('endpoint')) {
      if (item.record.content.kind === 'endpoint')
        this.#endpoint(item, item.record.content.addresses);
    }
    for (const by of BEST_FIRST) {
      for (const item of of('named')) {
        const content = item.record.content as NamedRecord;
        if (content.by === by) this.#named(item, content);
      }
    }
    const stations = addressesByMac(items.map(({ record }) => record));
    for (const item of of('station')) {
      if (item.record.content.kind === 'station') {
        this.#station(item, stations.get(item.record.content.mac) ?? []);
      }
    }
    return { edits: this.#edits(), facts: this.#facts.inOrder() };
  }

  #workload(item: Item, { addresses, called, labels, namespace }: WorkloadRecord): void {
    const keys = Object.keys(labels);
    if (!isDnsLabel(namespace)) return this.#skipAll(item, addresses, 'bad-namespace');
    if (called !== undefined) {
      const spelled = `${namespace} ${labels['app'] ?? ''}`;
      const before = this.#spelledLabels.get(spelled) ?? called;
      this.#spelledLabels.set(spelled, before);
      if (before !== called) {
        const outcome = { outcome: 'conflict', reason: 'name-clash', with: before } as const;
        return this.#each(item, addresses, () => outcome);
      }
    }
    if (keys.length === 0) return this.#skipAll(item, addresses, 'no-labels');
    if (keys.some((key) => labelKeyFault(key) !== undefined || !isLabelValue(labels[key] ?? ''))) {
      return this.#skipAll(item, addresses, 'bad-label');
    }
    const wider = this.#targets.within(namespace, labels);
    const same = wider.find((other) => includes(other.labels, labels));
    const narrower = this.#targets.having(namespace, labels)[0];
    const conflict = (reason: ConflictReason, other: Target | undefined): void => {
      this.#each(item, addresses, () => ({
        outcome: 'conflict',
        reason,
        with: other?.title ?? '',
      }));
    };
    if (same !== undefined) this.#give(item, same, addresses, 'same-owner');
    else if (wider.length === 1 && wider[0] !== undefined) {
      this.#give(item, wider[0], addresses, 'wider-workload');
    } else if (wider.length > 1) conflict('several-workloads', wider[0]);
    else if (narrower !== undefined) conflict('labels-not-distinct', narrower);
    else this.#give(item, this.#targets.addWorkload(namespace, labels), addresses, undefined);
  }

  /** @param merged why nothing is new when the record has no address; absent: the target itself is new. */
  #give(
    item: Item,
    target: Target,
    addresses: readonly string[],
    merged: 'same-owner' | 'wider-workload' | undefined,
  ): void {
    if (addresses.length === 0) {
      const outcome: RecordOutcome =
        merged === undefined ? { outcome: 'imported' } : { outcome: 'merged', reason: merged };
      target.wanted = true;
      this.#facts.say(item, outcome, { owner: target.title });
      return;
    }
    for (const address of addresses) {
      const claimed = this.#targets.claim(target, address, () => target.addresses.push(address));
      // The address is there, but not all labels of its pod.
      const outcome: RecordOutcome =
        claimed.outcome === 'imported' && merged === 'wider-workload'
          ? { outcome: 'merged', reason: merged }
          : claimed;
      this.#facts.say(item, outcome, { address, ...ownerOf(outcome, target) });
    }
  }

  #service(item: Item, { addresses, namespace, ports, selector }: ServiceRecord): void {
    const picked = this.#targets.having(namespace, selector);
    const [target] = picked;
    if (target === undefined) return this.#skipAll(item, addresses, 'no-workload');
    if (picked.length > 1) {
      this.#each(item, addresses, () => ({
        outcome: 'conflict',
        reason: 'several-workloads',
        with: target.title,
      }));
      return;
    }
    for (const address of addresses) {
      const outcome = this.#targets.claim(target, address, () => {
        target.vips.push({ address, ports });
      });
      this.#facts.say(item, outcome, { address, ...ownerOf(outcome, target) });
    }
  }

  #endpoint(item: Item, addresses: readonly string[]): void {
    for (const address of addresses) {
      const owner = this.#targets.ownerOf(address);
      if (owner === undefined) {
        this.#facts.say(item, { outcome: 'skipped', reason: 'no-workload' }, { address });
      } else {
        const outcome: RecordOutcome = { outcome: 'merged', reason: 'has-owner' };
        this.#facts.say(item, outcome, { address, owner: owner.title });
      }
    }
  }

  /** What a switch has seen: the addresses are those that ARP or neighbour tables of the run tell. */
  #station(item: Item, addresses: readonly string[]): void {
    if (addresses.length === 0) this.#facts.say(item, { outcome: 'skipped', reason: 'no-address' });
    for (const address of addresses) {
      const owner = this.#targets.ownerOf(address);
      if (owner === undefined) {
        this.#facts.say(item, { outcome: 'skipped', reason: 'no-name' }, { address });
      } else {
        this.#facts.say(
          item,
          { outcome: 'merged', reason: 'has-owner' },
          { address, owner: owner.title },
        );
      }
    }
  }

  #named(item: Item, { addresses, by, name }: NamedRecord): void {
    const spelled = spell(name);
    if (spelled === undefined) return this.#skipAll(item, addresses, 'bad-name');
    const before = this.#spelled.get(spelled) ?? name;
    this.#spelled.set(spelled, before);
    for (const address of addresses) {
      const scope = by === 'machine' ? '' : by === 'entry' ? item.file.source.name : undefined;
      const key = scope === undefined ? '' : `${address} ${scope}`;
      const other = this.#machines.get(key);
      const owner = this.#targets.ownerOf(address);
      if (owner !== undefined && owner.kind === 'external' && isOther(other, name)) {
        const outcome = { outcome: 'conflict', reason: 'other-owner', with: other } as const;
        this.#facts.say(item, outcome, { address });
        continue;
      }
      if (owner !== undefined) {
        const same = owner === this.#targets.external(spelled);
        const reason = same ? 'same-owner' : 'has-owner';
        this.#facts.say(item, { outcome: 'merged', reason }, { address, owner: owner.title });
      } else if (before !== name) {
        this.#facts.say(
          item,
          { outcome: 'conflict', reason: 'name-clash', with: before },
          { address },
        );
        continue;
      } else {
        const target = this.#targets.external(spelled) ?? this.#targets.addExternal(spelled);
        const outcome = this.#targets.claim(target, address, () => target.addresses.push(address));
        this.#facts.say(item, outcome, { address, ...ownerOf(outcome, target) });
        if (outcome.outcome !== 'imported') continue;
      }
      if (key !== '' && other === undefined) this.#machines.set(key, name);
    }
  }

  #skipAll(
    item: Item,
    addresses: readonly string[],
    reason: Extract<RecordOutcome, { outcome: 'skipped' }>['reason'],
  ): void {
    this.#each(item, addresses, () => ({ outcome: 'skipped', reason }));
  }

  #each(item: Item, addresses: readonly string[], outcome: () => RecordOutcome): void {
    if (addresses.length === 0) this.#facts.say(item, outcome());
    for (const address of addresses) this.#facts.say(item, outcome(), { address });
  }

  /** What an external is called in its file, when an inventory cannot spell it. */
  #writtenAs(spelled: string): readonly string[] {
    const written = this.#spelled.get(spelled);
    return written === undefined || written === spelled ? [] : [`written ${oneLine(written)}`];
  }

  /** Changes of entries that are there, then new entries by name. */
  #edits(): readonly InventoryEdit[] {
    return [
      ...this.#namespaces.edits(),
      ...this.#targets.edits((external) => this.#writtenAs(external)),
    ];
  }
}

function ownerOf(outcome: RecordOutcome, target: Target): { readonly owner?: string } {
  const isOwned = outcome.outcome === 'imported' || outcome.outcome === 'merged';
  return isOwned ? { owner: target.title } : {};
}
