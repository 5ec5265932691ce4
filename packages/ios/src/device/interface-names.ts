/**
 * Finds interfaces by the names that other commands give them. Saved text writes them out, typed text shortens the kind
 * (`Gi0/1`) or parts it from the number (`Vlan 10`).
 */

/** `GigabitEthernet0/1` in its two parts, in lower case: `gigabitethernet` and `0/1`. */
function partsOf(name: string): readonly [kind: string, number: string] {
  const match = /^([a-z-]*)\s*(.*)$/.exec(name.toLowerCase());
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

export class InterfaceNames {
  /** Names as the interfaces have them, by number and kind in lower case. */
  readonly #byNumber = new Map<string, Map<string, string>>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      const [kind, number] = partsOf(name);
      const kinds = this.#byNumber.get(number);
      if (kinds === undefined) this.#byNumber.set(number, new Map([[kind, name]]));
      else kinds.set(kind, name);
    }
  }

  /** Every interface that the words may mean: one, several where they are too short, or none. */
  find(written: string): readonly string[] {
    const [kind, number] = partsOf(written);
    const kinds = this.#byNumber.get(number);
    const exact = kinds?.get(kind);
    if (exact !== undefined) return [exact];
    if (kind === '') return [];
    return [...(kinds ?? [])].filter(([known]) => known.startsWith(kind)).map(([, name]) => name);
  }
}
