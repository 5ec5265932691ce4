/** What the number of a numbered list says about it. */

const RANGES: readonly (readonly [from: number, to: number, kind: string])[] = [
  [1, 99, 'standard'],
  [100, 199, 'extended'],
  [200, 299, 'protocol type-code'],
  [300, 399, 'DECnet'],
  [400, 499, 'XNS standard'],
  [500, 599, 'XNS extended'],
  [600, 699, 'AppleTalk'],
  [700, 799, '48-bit MAC address'],
  [800, 899, 'IPX standard'],
  [900, 999, 'IPX extended'],
  [1000, 1099, 'IPX SAP'],
  [1100, 1199, 'extended 48-bit MAC address'],
  [1200, 1299, 'IPX summary'],
  [1300, 1999, 'standard'],
  [2000, 2699, 'extended'],
  [2700, 2799, 'MPLS'],
];

/** `ip`: an IP packet filter of that type. `other`: another protocol's list, by its name. */
export type NumberKind =
  | { readonly kind: 'ip'; readonly type: 'standard' | 'extended' }
  | { readonly kind: 'other'; readonly name: string };

/** @returns undefined for numbers that no list has. */
export function kindOfNumber(number: number): NumberKind | undefined {
  const name = RANGES.find(([from, to]) => number >= from && number <= to)?.[2];
  if (name === undefined) return undefined;
  return name === 'standard' || name === 'extended'
    ? { kind: 'ip', type: name }
    : { kind: 'other', name };
}
