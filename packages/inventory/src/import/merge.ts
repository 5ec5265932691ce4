/**
 * Merges records into an inventory. The inventory's own entries come first; then records that say which pods they are
 * about, those with fewer labels before those with more; then services; last, addresses that only have a name. Whoever
 * comes first keeps an address.
 */
import type { SourceText } from '@aclift/diagnostics';
import { LineMap } from '@aclift/diagnostics';
import type { InventoryEdit } from '../edit/inventory-edit.ts';
import type { Inventory } from '../inventory.ts';
import { isDnsLabel, isLabelValue, labelKeyFault } from '../label.ts';
import { isExternalName } from '../read-externals.ts';
import type { FormatName } from './formats.ts';
import type { ConflictReason, ImportedFact, RecordOutcome } from './outcome.ts';
import { byKey, includes, Targets } from './targets.ts';
import type { Target } from './targets.ts';
import { oneLine } from './record.ts';
import type {
  NamedRecord,
  NamespaceRecord,
  ServiceRecord,
  SourceRecord,
  WorkloadRecord,
} from './record.ts';

/** The records of one file. */
export interface ReadFile {
  readonly source: SourceText;
  readonly format: FormatName;
  readonly records: readonly SourceRecord[];
}

interface Item {
  readonly file: ReadFile;
  readonly record: SourceRecord;
  readonly order: number;
}

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
  readonly #namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly #newLabels = new Map<string, Map<string, string>>();
  readonly #facts: { readonly order: number; readonly fact: ImportedFact }[] = [];
  readonly #lines = new Map<string, LineMap>();

  constructor(inventory: Inventory, namespace: string | undefined) {
    this.#namespace = namespace;
    this.#targets = new Targets(inventory);
    this.#namespaces = new Map(inventory.namespaces.map(({ labels, name }) => [name, labels]));
  }

  merge(files: readonly ReadFile[]): Merge {
    const items = files
      .flatMap((file) => file.records.map((record) => ({ file, record })))
      .map((item, order): Item => ({ ...item, record: this.#placed(item.record), order }));
    const labelCount = ({ record: { content } }: Item): number =>
      content.kind === 'workload' ? Object.keys(content.labels).length : 0;
    const of = (kind: SourceRecord['content']['kind']): readonly Item[] =>
      items.filter(({ record }) => record.content.kind === kind);
    for (const item of of('skipped')) {
      if (item.record.content.kind === 'skipped') {
        this.#say(item, { outcome: 'skipped', reason: item.record.content.reason });
      }
    }
    for (const item of of('namespace'))
      this.#namespaceOf(item, item.record.content as NamespaceRecord);
    for (const item of of('workload').toSorted((a, b) => labelCount(a) - labelCount(b))) {
      this.#workload(item, item.record.content as WorkloadRecord);
    }
    for (const item of of('service')) this.#service(item, item.record.content as ServiceRecord);
    for (const item of of('endpoint')) {
      if (item.record.content.kind === 'endpoint')
        this.#endpoint(item, item.record.content.addresses);
    }
    for (const item of of('named')) this.#named(item, item.record.content as NamedRecord);
    const facts = this.#facts.toSorted((a, b) => a.order - b.order).map(({ fact }) => fact);
    return { edits: this.#edits(), facts };
  }

  /** With `--namespace`, hosts with a name are workloads there, and so are labels without a namespace. */
  #placed(record: SourceRecord): SourceRecord {
    const { content } = record;
    const namespace = this.#namespace;
    if (namespace === undefined) return record;
    if (content.kind === 'workload' && content.namespace === '') {
      return { ...record, content: { ...content, namespace } };
    }
    if (content.kind !== 'named') return record;
    const { addresses, name } = content;
    const labels = { app: name.split('.', 1)[0] ?? name };
    return { ...record, content: { kind: 'workload', namespace, labels, addresses } };
  }

  #namespaceOf(item: Item, { labels, name }: NamespaceRecord): void {
    if (!isDnsLabel(name)) return this.#say(item, { outcome: 'skipped', reason: 'bad-namespace' });
    if (
      Object.entries(labels).some(
        ([key, value]) => labelKeyFault(key) !== undefined || !isLabelValue(value),
      )
    ) {
      return this.#say(item, { outcome: 'skipped', reason: 'bad-label' });
    }
    const known = this.#namespaces.get(name);
    const added = this.#newLabels.get(name) ?? new Map<string, string>();
    let isNew = known === undefined && !this.#newLabels.has(name);
    let clash: string | undefined;
    for (const [key, value] of Object.entries(labels)) {
      const there = known?.[key] ?? added.get(key);
      if (there === undefined) {
        added.set(key, value);
        isNew = true;
      } else if (there !== value) clash ??= `${key}: ${there}`;
    }
    this.#newLabels.set(name, added);
    const owner = `namespace ${name}`;
    if (clash !== undefined) {
      this.#say(item, { outcome: 'conflict', reason: 'other-label-value', with: clash }, { owner });
    } else if (isNew) this.#say(item, { outcome: 'imported' }, { owner });
    else this.#say(item, { outcome: 'merged', reason: 'same-owner' }, { owner });
  }

  #workload(item: Item, { addresses, labels, namespace }: WorkloadRecord): void {
    const keys = Object.keys(labels);
    if (!isDnsLabel(namespace)) return this.#skipAll(item, addresses, 'bad-namespace');
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
      this.#say(item, outcome, { owner: target.title });
      return;
    }
    for (const address of addresses) {
      const claimed = this.#targets.claim(target, address, () => target.addresses.push(address));
      // The address is there, but not all labels of its pod.
      const outcome: RecordOutcome =
        claimed.outcome === 'imported' && merged === 'wider-workload'
          ? { outcome: 'merged', reason: merged }
          : claimed;
      this.#say(item, outcome, { address, ...ownerOf(outcome, target) });
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
      this.#say(item, outcome, { address, ...ownerOf(outcome, target) });
    }
  }

  #endpoint(item: Item, addresses: readonly string[]): void {
    for (const address of addresses) {
      const owner = this.#targets.ownerOf(address);
      if (owner === undefined) {
        this.#say(item, { outcome: 'skipped', reason: 'no-workload' }, { address });
      } else {
        const outcome: RecordOutcome = { outcome: 'merged', reason: 'has-owner' };
        this.#say(item, outcome, { address, owner: owner.title });
      }
    }
  }

  #named(item: Item, { addresses, name }: NamedRecord): void {
    const spelled = spell(name);
    if (spelled === undefined) return this.#skipAll(item, addresses, 'bad-name');
    const before = this.#spelled.get(spelled) ?? name;
    this.#spelled.set(spelled, before);
    for (const address of addresses) {
      const owner = this.#targets.ownerOf(address);
      if (owner !== undefined) {
        const same = owner === this.#targets.external(spelled);
        const reason = same ? 'same-owner' : 'has-owner';
        this.#say(item, { outcome: 'merged', reason }, { address, owner: owner.title });
      } else if (before !== name) {
        this.#say(item, { outcome: 'conflict', reason: 'name-clash', with: before }, { address });
      } else {
        const target = this.#targets.external(spelled) ?? this.#targets.addExternal(spelled);
        const outcome = this.#targets.claim(target, address, () => target.addresses.push(address));
        this.#say(item, outcome, { address, ...ownerOf(outcome, target) });
      }
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
    if (addresses.length === 0) this.#say(item, outcome());
    for (const address of addresses) this.#say(item, outcome(), { address });
  }

  #say(
    { file, order, record }: Item,
    outcome: RecordOutcome,
    more: { readonly address?: string; readonly owner?: string } = {},
  ): void {
    const { name, text } = file.source;
    const lines = this.#lines.get(name) ?? new LineMap(text);
    this.#lines.set(name, lines);
    const { line } = lines.position(record.span.start);
    const place = { file: name, line, format: file.format, what: record.what };
    this.#facts.push({ order, fact: { ...place, ...outcome, ...more } });
  }

  /** What an external is called in its file, when an inventory cannot spell it. */
  #writtenAs(spelled: string): readonly string[] {
    const written = this.#spelled.get(spelled);
    return written === undefined || written === spelled ? [] : [`written ${oneLine(written)}`];
  }

  /** Changes of entries that are there, then new entries by name. */
  #edits(): readonly InventoryEdit[] {
    const edits: InventoryEdit[] = [];
    for (const [name, labels] of [...this.#newLabels].toSorted(byKey)) {
      if (labels.size === 0 && this.#namespaces.has(name)) continue;
      edits.push({
        kind: 'set-namespace',
        name,
        labels: Object.fromEntries([...labels].toSorted(byKey)),
      });
    }
    edits.push(...this.#targets.edits((external) => this.#writtenAs(external)));
    return edits;
  }
}

function ownerOf(outcome: RecordOutcome, target: Target): { readonly owner?: string } {
  return outcome.outcome === 'conflict' ? {} : { owner: target.title };
}

/** A name as the inventory wants it: what it refuses becomes `-`. Undefined: nothing would be left, or it is too long. */
function spell(name: string): string | undefined {
  const spelled = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^-A-Za-z0-9_./ ]+/g, '-')
    .replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return isExternalName(spelled) ? spelled : undefined;
}
