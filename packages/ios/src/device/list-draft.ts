/**
 * One access list while its lines arrive: numbers its entries as the device does, keeps them in order of evaluation,
 * refuses what the device refuses and removes what later lines delete. Every operation is constant time but
 * renumbering, so that no sequence of lines makes a list quadratic.
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
import { DuplicateIndex } from '@aclift/dialect-kit';

type Numbered = Ace | Evaluate | Unrecognized;

/** First number and step of entries that are written without one. */
const STEP = 10;
/** Order of a remark whose entry has not come yet, and of remarks after the last entry. */
const AT_END = Number.POSITIVE_INFINITY;

export class ListDraft {
  readonly name: string;
  readonly family: Family;
  readonly type: AclType;
  readonly span: Span;
  /** A list of host names: entries that name one are kept unread. */
  readonly isFqdn: boolean;
  readonly removed: RemovedEntry[] = [];
  /** In order of the text; undefined where an entry was removed. */
  #entries: (AclEntry | undefined)[] = [];
  /** The number the device gives each entry. A remark has the number of the entry after it, once that is known. */
  #orders: number[] = [];
  /** How many lines at the end are remarks that wait for their entry. */
  #waiting = 0;
  #last = 0;
  /** Places by number. Made when it is needed: as long as numbers only grow, none can be taken. */
  #byNumber: Map<number, number> | undefined;
  readonly #duplicates = new DuplicateIndex();
  /** Places of remarks by text, from the first `no remark` on. */
  #remarks: Map<string, number[]> | undefined;
  readonly #evaluates = new Map<string, number>();
  /** Entries or remarks were removed. */
  #holes = false;
  /** The order of the text is no longer the order of evaluation. */
  #unordered = false;
  /** Numbers must be printed for the list to come out the same. */
  #renumbered = false;
  /** Headers that could not be read: what stands below them may belong anywhere in the list. */
  #lost: readonly Unrecognized[] = [];

  constructor(name: string, family: Family, type: AclType, span: Span, isFqdn: boolean = false) {
    this.name = name;
    this.family = family;
    this.type = type;
    this.span = span;
    this.isFqdn = isFqdn;
  }

  /** An IPv6 remark has a number of its own; an IPv4 one that of the entry after it. */
  remark(remark: Remark): void {
    const at = this.#append(remark, remark.sequence ?? AT_END);
    this.#waiting += 1;
    this.#indexRemark(remark.text, at);
  }

  /** A line that is no entry at all keeps its place, but takes no number. */
  addLine(line: Unrecognized): void {
    this.#append(line, AT_END);
    this.#waiting += 1;
  }

  /** Nobody knows what else the list holds: these lines go before everything, so that all that it decides is open. */
  lose(headers: readonly Unrecognized[]): void {
    this.#lost = headers;
  }

  /** @returns whether the device keeps the entry. */
  add(entry: Numbered, report: Report): boolean {
    const order = entry.sequence ?? this.#last + STEP;
    if (order <= this.#last) {
      const taken = this.#numbers.get(order);
      if (taken !== undefined) {
        report.add('ios/duplicate-sequence', entry.span, { sequence: order, list: this.name });
        this.#refuse(entry, 'duplicate-sequence', this.#spanAt(taken));
        return false;
      }
    }
    const at = this.#entries.length;
    if (entry.kind === 'ace') {
      const equal = this.#duplicates.findOrAdd(entry, at, this.#entries);
      if (equal !== undefined) {
        report.add('ios/duplicate-entry', entry.span, { list: this.name });
        this.#refuse(entry, 'duplicate-entry', this.#spanAt(equal));
        return false;
      }
    }
    for (let before = at - this.#waiting; before < at; before += 1) {
      if (this.#orders[before] === AT_END) this.#orders[before] = order;
    }
    this.#waiting = 0;
    if (order < this.#last) {
      this.#unordered = true;
      this.#renumbered = true;
    }
    this.#last = Math.max(this.#last, order);
    this.#append(entry, order);
    this.#byNumber?.set(order, at);
    if (entry.kind === 'evaluate') this.#evaluates.set(entry.name, at);
    return true;
  }

  /**
   * An entry as `show` prints it. When the configuration of the same list stands in the text too, the entry is there
   * already and only its counter is news.
   */
  addShown(entry: Numbered, report: Report): void {
    if (entry.kind === 'ace') {
      const at = this.#duplicates.find(entry, this.#entries);
      const known = at === undefined ? undefined : this.#entries[at];
      if (at !== undefined && known?.kind === 'ace' && known.hits === undefined) {
        this.#entries[at] = { ...known, hits: entry.hits ?? 0 };
        return;
      }
    }
    this.add(entry, report);
  }

  /** `no 20`. @returns whether there was such an entry. */
  removeNumber(sequence: number, by: Span): boolean {
    return this.#drop(this.#numbers.get(sequence), by);
  }

  /** `no permit tcp any any eq 80`. @returns whether there was such an entry. */
  removeEqual(ace: Ace, by: Span): boolean {
    return this.#drop(this.#duplicates.find(ace, this.#entries), by);
  }

  /** `no evaluate NAME`. @returns whether there was such an entry. */
  removeEvaluate(name: string, by: Span): boolean {
    return this.#drop(this.#evaluates.get(name), by);
  }

  /** `no remark TEXT`; without text, every remark. @returns whether there was one. */
  removeRemark(text: string): boolean {
    if (this.#remarks === undefined) {
      this.#remarks = new Map();
      this.#entries.forEach((entry, at) => {
        if (entry?.kind === 'remark') this.#indexRemark(entry.text, at);
      });
    }
    const texts = text === '' ? [...this.#remarks.keys()] : [text];
    let found = false;
    for (const gone of texts) {
      for (const at of this.#remarks.get(gone) ?? []) {
        this.#entries[at] = undefined;
        this.#holes = true;
        found = true;
      }
      this.#remarks.delete(gone);
    }
    return found;
  }

  /** `no ip access-list …`: everything goes. */
  removeAll(by: Span, reason: RemovalReason = 'deleted-list'): void {
    for (const entry of this.#entries) {
      if (entry !== undefined && entry.kind !== 'remark') this.#refuse(entry, reason, by);
    }
    this.#entries = [];
    this.#orders = [];
  }

  /** `ip access-list resequence NAME first step`: new numbers, same order. */
  resequence(first: number, step: number): void {
    this.#settle();
    const numbers = new Map<number, number>();
    let order = first - step;
    this.#entries.forEach((entry, at) => {
      const takes = takesNumber(entry);
      if (takes) {
        order += step;
        numbers.set(order, at);
      }
      // A remark has the number of the entry after it.
      this.#orders[at] = takes ? order : order + step;
    });
    this.#byNumber = numbers;
    this.#last = numbers.size === 0 ? 0 : order;
    this.#renumbered = true;
  }

  finish(): Acl {
    this.#settle();
    const orders = this.#orders;
    const kept = this.#entries as AclEntry[];
    const entries = this.#renumbered ? kept.map((entry, at) => numbered(entry, orders[at])) : kept;
    return {
      name: this.name,
      family: this.family,
      type: this.type,
      entries: this.#lost.length > 0 ? [...this.#lost, ...entries] : entries,
      span: this.span,
    };
  }

  #append(entry: AclEntry, order: number): number {
    this.#orders.push(order);
    return this.#entries.push(entry) - 1;
  }

  get #numbers(): Map<number, number> {
    if (this.#byNumber === undefined) {
      const numbers = new Map<number, number>();
      this.#entries.forEach((entry, at) => {
        if (takesNumber(entry)) numbers.set(this.#orders[at] ?? 0, at);
      });
      this.#byNumber = numbers;
    }
    return this.#byNumber;
  }

  #indexRemark(text: string, at: number): void {
    if (this.#remarks === undefined) return;
    const known = this.#remarks.get(text);
    if (known === undefined) this.#remarks.set(text, [at]);
    else known.push(at);
  }

  #spanAt(at: number): Span {
    return this.#entries[at]?.span ?? this.span;
  }

  #refuse(entry: Numbered, reason: RemovalReason, by: Span): void {
    if (entry.kind === 'evaluate') return;
    this.removed.push({ list: this.name, family: this.family, entry, reason, by });
  }

  #drop(at: number | undefined, by: Span): boolean {
    const entry = at === undefined ? undefined : this.#entries[at];
    if (at === undefined || entry === undefined || entry.kind === 'remark') return false;
    this.#byNumber?.delete(this.#orders[at] ?? 0);
    if (entry.kind === 'ace') this.#duplicates.remove(entry, this.#entries);
    else if (entry.kind === 'evaluate') this.#evaluates.delete(entry.name);
    this.#entries[at] = undefined;
    this.#holes = true;
    this.#renumbered = true;
    this.#refuse(entry, 'deleted-entry', by);
    return true;
  }

  /** Takes removed entries out and puts the rest into order of evaluation. */
  #settle(): void {
    if (!this.#holes && !this.#unordered) return;
    const places = [...this.#entries.keys()].filter((at) => this.#entries[at] !== undefined);
    // Stable: remarks of one number stay together, before their entry.
    if (this.#unordered) {
      places.sort(
        (a, b) =>
          compare(this.#orders[a] ?? 0, this.#orders[b] ?? 0) ||
          Number(takesNumber(this.#entries[a])) - Number(takesNumber(this.#entries[b])),
      );
    }
    const entries = this.#entries;
    const orders = this.#orders;
    this.#entries = places.map((at) => entries[at]);
    this.#orders = places.map((at) => orders[at] ?? 0);
    this.#unordered = false;
    this.#holes = false;
    // Places have moved.
    this.#byNumber = undefined;
    this.#remarks = undefined;
    this.#duplicates.clear();
    this.#evaluates.clear();
    this.#entries.forEach((entry, at) => {
      if (entry?.kind === 'ace') this.#duplicates.findOrAdd(entry, at, this.#entries);
      else if (entry?.kind === 'evaluate') this.#evaluates.set(entry.name, at);
    });
  }
}

/** Remarks, and lines that are no entries, take no number. */
function takesNumber(entry: AclEntry | undefined): boolean {
  if (entry === undefined || entry.kind === 'remark') return false;
  return entry.kind !== 'unrecognized' || entry.action !== undefined;
}

/** The entry with the number that the device gives it. Remarks without a number keep to do without. */
function numbered(entry: AclEntry, order: number | undefined): AclEntry {
  const keeps = takesNumber(entry) ? entry.sequence === order : entry.sequence === undefined;
  if (keeps || order === undefined || order === AT_END) return entry;
  return { ...entry, sequence: order };
}

function compare(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
