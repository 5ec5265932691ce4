/** Changes of a text at places of the text before the changes. What no change names stays byte for byte. */

interface Splice {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Collects changes; those at one place apply in the order in which they came, insertions before removals. */
export class Splices {
  readonly #splices: Splice[] = [];

  insert(at: number, text: string): void {
    this.replace(at, at, text);
  }

  remove(from: number, to: number): void {
    this.replace(from, to, '');
  }

  /** @throws Error on `apply` when two changes overlap: a caller's bug. */
  replace(from: number, to: number, text: string): void {
    this.#splices.push({ from, to, text });
  }

  apply(text: string): string {
    const sorted = this.#splices.toSorted(
      (a, b) => a.from - b.from || Number(a.to > a.from) - Number(b.to > b.from),
    );
    const parts: string[] = [];
    let done = 0;
    for (const { from, to, text: replacement } of sorted) {
      if (from < done) throw new Error(`changes overlap at ${from}`);
      parts.push(text.slice(done, from), replacement);
      done = to;
    }
    parts.push(text.slice(done));
    return parts.join('');
  }
}
