/**
 * Merges records into an inventory. The inventory's own entries come first; then records that say which pods they are
 * about, those with fewer labels before those with more; then services; last, addresses that only have a name. Whoever
 * comes first keeps an address.
 */
import type { SourceText } from '@aclift/diagnostics';
import { LineMap } from '@aclift/diagnostics';
import type { InventoryEdit, VipEntry } from '../edit/inventory-edit.ts';
import type { Inventory } from '../inventory.ts';
import { isDnsLabel, isLabelValue, labelKeyFault } from '../label.ts';
import { isExternalName } from '../read-externals.ts';
import type { FormatName } from './formats.ts';
import type { ConflictReason, ImportedFact, RecordOutcome } from './outcome.ts';
import { compareAddresses, Owners } from './owners.ts';
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

interface Target {
  readonly kind: 'workload' | 'external';
  /** How people call it. */
  readonly title: string;
  /** Id or name in the inventory as it was; absent: new. */
  readonly known?: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly addresses: string[];
  readonly vips: VipEntry[];
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
  readonly #owners = new Owners<Target>();
  readonly #workloads = new Map<string, Target[]>();
  /** By namespace and each label, for those that have all of some labels. */
  readonly #byLabel = new Map<string, Target[]>();
  /** By namespace and first label, for those that have only some labels: each is here once. */
  readonly #byFirstLabel = new Map<string, Target[]>();
  readonly #externals = new Map<string, Target>();
  /** What externals were called before they were spelled as the inventory wants it. */
  readonly #spelled = new Map<string, string>();
  readonly #namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly #newLabels = new Map<string, Map<string, string>>();
  readonly #facts: { readonly order: number; readonly fact: ImportedFact }[] = [];
  readonly #lines = new Map<string, LineMap>();

  constructor(inventory: Inventory, namespace: string | undefined) {
    this.#namespace = namespace;
    this.#namespaces = new Map(inventory.namespaces.map(({ labels, name }) => [name, labels]));
    for (const { addresses, id, labels, namespace: own, vips } of inventory.workloads) {
      const target = this.#addWorkload(own, labels, id);
      for (const { text } of addresses) this.#owners.add(text, target);
      for (const { address } of vips) this.#owners.add(address.text, target);
    }
    for (const { addresses, name } of inventory.externals) {
      const target = this.#addExternal(name, name);
      for (const { text } of addresses) this.#owners.add(text, target);
    }
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
    const wider = keys
      .flatMap((key) => this.#byFirstLabel.get(labelKey(namespace, key, labels[key])) ?? [])
      .filter((other) => includes(labels, other.labels));
    const same = wider.find((other) => includes(other.labels, labels));
    const narrower = this.#having(namespace, labels)[0];
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
    else this.#give(item, this.#addWorkload(namespace, labels), addresses, undefined);
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
      this.#say(item, outcome, { owner: target.title });
      return;
    }
    for (const address of addresses) {
      const claimed = this.#claim(target, address, () => target.addresses.push(address));
      // The address is there, but not all labels of its pod.
      const outcome: RecordOutcome =
        claimed.outcome === 'imported' && merged === 'wider-workload'
          ? { outcome: 'merged', reason: merged }
          : claimed;
      this.#say(item, outcome, { address, ...ownerOf(outcome, target) });
    }
  }

  /** Gives an address to a target if nobody else has it. */
  #claim(target: Target, address: string, give: () => void): RecordOutcome {
    const owner = this.#owners.of(address);
    if (owner === target) return { outcome: 'merged', reason: 'same-owner' };
    if (owner !== undefined) {
      return { outcome: 'conflict', reason: 'other-owner', with: owner.title };
    }
    const crossing = this.#owners.crossing(address);
    if (crossing !== undefined) {
      return { outcome: 'conflict', reason: 'crossing', with: crossing.title };
    }
    this.#owners.add(address, target);
    give();
    return { outcome: 'imported' };
  }

  #service(item: Item, { addresses, namespace, ports, selector }: ServiceRecord): void {
    const picked = this.#having(namespace, selector);
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
      const outcome = this.#claim(target, address, () => {
        target.vips.push({ address, ports });
      });
      this.#say(item, outcome, { address, ...ownerOf(outcome, target) });
    }
  }

  #endpoint(item: Item, addresses: readonly string[]): void {
    for (const address of addresses) {
      const owner = this.#owners.of(address);
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
      const owner = this.#owners.of(address);
      if (owner !== undefined) {
        const same = owner === this.#externals.get(spelled);
        const reason = same ? 'same-owner' : 'has-owner';
        this.#say(item, { outcome: 'merged', reason }, { address, owner: owner.title });
      } else if (before !== name) {
        this.#say(item, { outcome: 'conflict', reason: 'name-clash', with: before }, { address });
      } else {
        const crossing = this.#owners.crossing(address);
        if (crossing !== undefined) {
          const title = crossing.title;
          this.#say(item, { outcome: 'conflict', reason: 'crossing', with: title }, { address });
          continue;
        }
        const target = this.#externals.get(spelled) ?? this.#addExternal(spelled);
        const outcome = this.#claim(target, address, () => target.addresses.push(address));
        this.#say(item, outcome, { address, owner: target.title });
      }
    }
  }

  #addWorkload(
    namespace: string,
    labels: Readonly<Record<string, string>>,
    known?: string,
  ): Target {
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
    };
    push(this.#workloads, namespace, target);
    const pairs = Object.entries(labels).toSorted(byKey);
    for (const [index, [key, value]] of pairs.entries()) {
      push(this.#byLabel, labelKey(namespace, key, value), target);
      if (index === 0) push(this.#byFirstLabel, labelKey(namespace, key, value), target);
    }
    return target;
  }

  /** Workloads that have all of these labels, and perhaps more. */
  #having(namespace: string, labels: Readonly<Record<string, string>>): readonly Target[] {
    const lists = Object.entries(labels).map(
      ([key, value]) => this.#byLabel.get(labelKey(namespace, key, value)) ?? [],
    );
    const [shortest = []] = lists.toSorted((a, b) => a.length - b.length);
    return shortest.filter((other) => includes(other.labels, labels));
  }

  #addExternal(name: string, known?: string): Target {
    const target: Target = {
      kind: 'external',
      title: name,
      ...(known === undefined ? {} : { known }),
      namespace: '',
      labels: {},
      addresses: [],
      vips: [],
    };
    this.#externals.set(name, target);
    return target;
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
    const workloads = [...this.#workloads.values()].flat();
    for (const { addresses, known, labels, namespace, vips } of workloads.toSorted(byTitle)) {
      const sorted = addresses.toSorted(compareAddresses);
      const sortedVips = vips.toSorted((a, b) => compareAddresses(a.address, b.address));
      if (known === undefined) {
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
              comments: this.#writtenAs(title),
            }
          : { kind: 'change-external', name: known, change: { addAddresses: sorted } },
      );
    }
    return edits;
  }
}

function ownerOf(outcome: RecordOutcome, target: Target): { readonly owner?: string } {
  return outcome.outcome === 'conflict' ? {} : { owner: target.title };
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
function includes(
  labels: Readonly<Record<string, string>>,
  some: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(some).every(([key, value]) => labels[key] === value);
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

function sortKeys(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).toSorted(byKey));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

function byTitle(a: Target, b: Target): number {
  return a.title < b.title ? -1 : Number(a.title > b.title);
}
