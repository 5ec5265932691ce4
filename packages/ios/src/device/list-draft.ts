/**
 * One access list while its lines arrive: numbers its entries as the device does, keeps them in order of evaluation,
 * refuses what the device refuses and removes what later lines delete.
 */
import type { Span } from '@aclift/diagnostics';
import type {
  Ace,
  Acl,
  AclEntry,
  AclType,
  Evaluate,
  Family,
  Remark,
  RemovalReason,
  RemovedEntry,
  Unrecognized,
} from '@aclift/ir';
import type { Report } from '../report.ts';
import { entryHash, entryKey } from './entry-key.ts';

type Numbered = Ace | Evaluate | Unrecognized;

/** First number and step of entries that are written without one. */
const STEP = 10;

interface Slot {
  entry: AclEntry;
  /** The number the device gives the entry. A remark has the number of the entry after it, once that is known. */
  order: number;
}

export class ListDraft {
  readonly name: string;
  readonly family: Family;
  readonly type: AclType;
  readonly span: Span;
  readonly removed: RemovedEntry[] = [];
  #slots: Slot[] = [];
  /** How many slots at the end are remarks that wait for their entry. */
  #waiting = 0;
  #last = 0;
  /** Remarks by text, from the first `no remark` on. */
  #remarks: Map<string, Slot[]> | undefined;
  readonly #evaluates = new Map<string, Slot>();
  readonly #byNumber = new Map<number, Slot>();
  /** Entries by hash; where hashes meet, by key. */
  readonly #byHash = new Map<number, Slot | Map<string, Slot>>();
  /** The order of the text is no longer the order of evaluation. */
  #unordered = false;
  /** Some slots are no longer part of the list; their order is NaN. */
  #dropped = false;
  /** Numbers must be printed for the list to come out the same. */
  #renumbered = false;

  constructor(name: string, family: Family, type: AclType, span: Span) {
    this.name = name;
    this.family = family;
    this.type = type;
    this.span = span;
  }

  remark(remark: Remark): void {
    // An IPv6 remark has a number of its own.
    const slot: Slot = { entry: remark, order: remark.sequence ?? Number.POSITIVE_INFINITY };
    this.#slots.push(slot);
    this.#waiting += 1;
    if (this.#remarks === undefined) return;
    const known = this.#remarks.get(remark.text);
    if (known === undefined) this.#remarks.set(remark.text, [slot]);
    else known.push(slot);
  }

  /** A line that is no entry at all keeps its place, but takes no number. */
  addLine(line: Unrecognized): void {
    this.#slots.push({ entry: line, order: Number.POSITIVE_INFINITY });
    this.#waiting += 1;
  }

  /** @returns whether the device keeps the entry. */
  add(entry: Numbered, report: Report): boolean {
    const order = entry.sequence ?? this.#last + STEP;
    const taken = this.#byNumber.get(order);
    if (taken !== undefined) {
      report.add('ios/duplicate-sequence', entry.span, { sequence: order, list: this.name });
      this.#refuse(entry, 'duplicate-sequence', taken.entry.span);
      return false;
    }
    const slot: Slot = { entry, order };
    if (entry.kind === 'ace') {
      const equal = this.#findOrAdd(entry, slot);
      if (equal !== undefined) {
        report.add('ios/duplicate-entry', entry.span, { list: this.name });
        this.#refuse(entry, 'duplicate-entry', equal.entry.span);
        return false;
      }
    }
    for (let at = this.#slots.length - this.#waiting; at < this.#slots.length; at += 1) {
      const remark = this.#slots[at];
      if (remark !== undefined && remark.order === Number.POSITIVE_INFINITY) remark.order = order;
    }
    this.#waiting = 0;
    if (order < this.#last) {
      this.#unordered = true;
      this.#renumbered = true;
    }
    this.#last = Math.max(this.#last, order);
    this.#slots.push(slot);
    this.#byNumber.set(order, slot);
    if (entry.kind === 'evaluate') this.#evaluates.set(entry.name, slot);
    return true;
  }

  /**
   * An entry as `show` prints it. When the configuration of the same list stands in the text too, the entry is there
   * already and only its counter is news.
   */
  addShown(entry: Numbered, report: Report): void {
    if (entry.kind === 'ace') {
      const known = this.#findEqual(entry);
      if (known?.entry.kind === 'ace' && known.entry.hits === undefined) {
        known.entry = { ...known.entry, hits: entry.hits ?? 0 };
        return;
      }
    }
    this.add(entry, report);
  }

  #refuse(entry: Numbered, reason: RemovalReason, by: Span): void {
    if (entry.kind === 'evaluate') return;
    this.removed.push({ list: this.name, family: this.family, entry, reason, by });
  }

  #findOrAdd(ace: Ace, slot: Slot): Slot | undefined {
    const hash = entryHash(ace);
    const met = this.#byHash.get(hash);
    if (met === undefined) {
      this.#byHash.set(hash, slot);
      return undefined;
    }
    let keys: Map<string, Slot>;
    if (met instanceof Map) keys = met;
    else {
      keys = new Map();
      if (met.entry.kind === 'ace') keys.set(entryKey(met.entry), met);
      this.#byHash.set(hash, keys);
    }
    const key = entryKey(ace);
    const equal = keys.get(key);
    if (equal === undefined) keys.set(key, slot);
    return equal;
  }

  /** `no 20`. @returns whether there was such an entry. */
  removeNumber(sequence: number, by: Span): boolean {
    const slot = this.#byNumber.get(sequence);
    if (slot === undefined) return false;
    this.#drop(slot, by);
    return true;
  }

  #findEqual(ace: Ace): Slot | undefined {
    const met = this.#byHash.get(entryHash(ace));
    if (met === undefined) return undefined;
    const key = entryKey(ace);
    if (met instanceof Map) return met.get(key);
    return met.entry.kind === 'ace' && entryKey(met.entry) === key ? met : undefined;
  }

  /** `no permit tcp any any eq 80`. */
  removeEqual(ace: Ace, by: Span): boolean {
    const slot = this.#findEqual(ace);
    if (slot === undefined) return false;
    this.#drop(slot, by);
    return true;
  }

  /** `no evaluate NAME`. */
  removeEvaluate(name: string, by: Span): boolean {
    const slot = this.#evaluates.get(name);
    if (slot === undefined) return false;
    this.#drop(slot, by);
    return true;
  }

  /** `no remark TEXT`; without text, every remark. */
  removeRemark(text: string): boolean {
    this.#remarks ??= Map.groupBy(
      this.#slots.filter(({ entry }) => entry.kind === 'remark'),
      ({ entry }) => (entry.kind === 'remark' ? entry.text : ''),
    );
    const texts = text === '' ? [...this.#remarks.keys()] : [text];
    let found = false;
    for (const gone of texts) {
      for (const slot of this.#remarks.get(gone) ?? []) {
        slot.order = Number.NaN;
        found = true;
      }
      this.#remarks.delete(gone);
    }
    this.#dropped ||= found;
    return found;
  }

  #drop(slot: Slot, by: Span): void {
    const { entry } = slot;
    this.#byNumber.delete(slot.order);
    if (entry.kind === 'ace') {
      const hash = entryHash(entry);
      const met = this.#byHash.get(hash);
      if (met instanceof Map) met.delete(entryKey(entry));
      else if (met === slot) this.#byHash.delete(hash);
    } else if (entry.kind === 'evaluate') this.#evaluates.delete(entry.name);
    slot.order = Number.NaN;
    this.#dropped = true;
    this.#renumbered = true;
    if (entry.kind === 'ace' || entry.kind === 'unrecognized') {
      this.removed.push({
        list: this.name,
        family: this.family,
        entry,
        reason: 'deleted-entry',
        by,
      });
    }
  }

  /** `no ip access-list …`: everything goes. */
  removeAll(by: Span, reason: RemovalReason = 'deleted-list'): void {
    for (const { entry, order } of this.#slots) {
      if (Number.isNaN(order)) continue;
      if (entry.kind !== 'remark') this.#refuse(entry, reason, by);
    }
    this.#slots = [];
  }

  /** `ip access-list resequence NAME first step`: new numbers, same order. */
  resequence(first: number, step: number): void {
    this.#settle();
    this.#byNumber.clear();
    let order = first - step;
    let previous = Number.NaN;
    for (const slot of this.#slots) {
      // A remark has the number of the entry after it.
      if (isEntry(slot)) {
        order += step;
        this.#byNumber.set(order, slot);
      }
      slot.order = isEntry(slot) ? order : order + step;
      previous = order;
    }
    this.#last = Number.isNaN(previous) ? 0 : order;
    this.#renumbered = true;
  }

  /** Takes dropped slots out and puts the rest into order of evaluation. */
  #settle(): void {
    let slots = this.#slots;
    if (this.#dropped) slots = slots.filter(({ order }) => !Number.isNaN(order));
    // Stable: remarks of one number stay together, before their entry.
    if (this.#unordered) {
      slots = slots.toSorted(
        (a, b) => compare(a.order, b.order) || Number(isEntry(a)) - Number(isEntry(b)),
      );
      this.#unordered = false;
    }
    this.#slots = slots;
  }

  finish(): Acl {
    this.#settle();
    const entries = this.#renumbered
      ? this.#slots.map(numbered)
      : this.#slots.map(({ entry }) => entry);
    return { name: this.name, family: this.family, type: this.type, entries, span: this.span };
  }
}

/** Whether the slot takes a number: remarks and lines that are no entries do not. */
function isEntry({ entry }: Slot): boolean {
  return entry.kind !== 'remark' && (entry.kind !== 'unrecognized' || entry.action !== undefined);
}

/** The entry with the number that the device gives it. Remarks without a number keep to do without. */
function numbered(slot: Slot): AclEntry {
  const { entry, order } = slot;
  const keeps = isEntry(slot) ? entry.sequence === order : entry.sequence === undefined;
  return keeps || !Number.isFinite(order) ? entry : { ...entry, sequence: order };
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
