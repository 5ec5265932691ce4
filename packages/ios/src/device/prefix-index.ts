/** Longest-prefix look-up over prefixes of one family. Addresses are integers of 32 or 128 bits. */

export type Bits = 32 | 128;

export class PrefixIndex<T> {
  readonly #bits: Bits;
  /** Values by length, then by the first `length` bits of the prefix. */
  readonly #byLength = new Map<number, Map<bigint, T[]>>();

  constructor(bits: Bits) {
    this.#bits = bits;
  }

  add(address: bigint, length: number, value: T): void {
    let known = this.#byLength.get(length);
    if (known === undefined) {
      known = new Map();
      this.#byLength.set(length, known);
    }
    const head = address >> BigInt(this.#bits - length);
    const values = known.get(head);
    if (values === undefined) known.set(head, [value]);
    else values.push(value);
  }

  /** The values of the longest prefix that holds the address; undefined when none does. */
  longest(address: bigint): { readonly length: number; readonly values: readonly T[] } | undefined {
    for (const length of [...this.#byLength.keys()].toSorted((a, b) => b - a)) {
      const values = this.#byLength.get(length)?.get(address >> BigInt(this.#bits - length));
      if (values !== undefined) return { length, values };
    }
    return undefined;
  }

  /** The values of all prefixes that share an address with this one. */
  overlapping(address: bigint, length: number): readonly T[] {
    const found: T[] = [];
    for (const [known, heads] of this.#byLength) {
      if (known <= length) {
        found.push(...(heads.get(address >> BigInt(this.#bits - known)) ?? []));
        continue;
      }
      const head = address >> BigInt(this.#bits - length);
      for (const [inner, values] of heads) {
        if (inner >> BigInt(known - length) === head) found.push(...values);
      }
    }
    return found;
  }
}
