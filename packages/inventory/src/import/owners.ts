/** Who owns which addresses while records are merged: the same rules as the reader's, one address at a time. */
import { parseAddressText, showHost } from '../address-text.ts';
import type { AddressRange } from '../address-range.ts';

const NOWHERE = { start: 0, end: 0 };

export class Owners<Owner> {
  readonly #byRange = new Map<string, Owner>();
  readonly #ranges: { readonly range: AddressRange; readonly owner: Owner }[] = [];
  /** Those that are no CIDR: only they can cross others. */
  readonly #uneven: { readonly range: AddressRange; readonly owner: Owner }[] = [];

  /** @param text an address that can be read: a caller's bug otherwise. */
  add(text: string, owner: Owner): void {
    const range = rangeOf(text);
    this.#byRange.set(keyOf(range), owner);
    if (range.from === range.to) return;
    this.#ranges.push({ range, owner });
    if (!text.includes('/')) this.#uneven.push({ range, owner });
  }

  /** The owner of exactly these addresses. */
  of(text: string): Owner | undefined {
    return this.#byRange.get(keyOf(rangeOf(text)));
  }

  /** The owner of a range that overlaps this one, neither within the other. */
  crossing(text: string): Owner | undefined {
    const range = rangeOf(text);
    if (range.from === range.to) return undefined;
    const others = text.includes('/') ? this.#uneven : this.#ranges;
    return others.find(({ range: other }) => crosses(range, other))?.owner;
  }
}

/** Orders addresses: IPv4 before IPv6, then by number. */
export function compareAddresses(a: string, b: string): number {
  const [one, other] = [rangeOf(a), rangeOf(b)];
  if (one.family !== other.family) return one.family === 'ipv4' ? -1 : 1;
  if (one.from !== other.from) return one.from < other.from ? -1 : 1;
  if (one.to !== other.to) return one.to > other.to ? -1 : 1;
  return 0;
}

function crosses(a: AddressRange, b: AddressRange): boolean {
  if (a.family !== b.family || a.to < b.from || b.to < a.from) return false;
  return !(a.from <= b.from && b.to <= a.to) && !(b.from <= a.from && a.to <= b.to);
}

function rangeOf(text: string): AddressRange {
  const range = parseAddressText(text, NOWHERE);
  if (!range.ok) throw new Error(`${text} is no address`);
  return range.value;
}

function keyOf({ family, from, to }: AddressRange): string {
  if (from === to) {
    return family === 'ipv4'
      ? showHost({ family, value: from })
      : showHost({ family, value: from });
  }
  return `${family} ${from}-${to}`;
}
