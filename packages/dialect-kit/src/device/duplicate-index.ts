/**
 * Finds entries of a list that equal one another. A cheap hash decides which are worth comparing; only where hashes
 * meet are keys built, so lists without duplicates never pay for them and hostile lists stay linear.
 */
import type { Ace, AclEntry } from '@aclift/ir';
import { entryHash, entryKey } from './entry-key.ts';

type Entries = readonly (AclEntry | undefined)[];

export class DuplicateIndex {
  /** Places by hash; where hashes meet, by key. */
  readonly #byHash = new Map<number, number | Map<string, number>>();

  /** @returns the place of an equal entry; undefined after adding this one at `at`. */
  findOrAdd(ace: Ace, at: number, entries: Entries): number | undefined {
    const hash = entryHash(ace);
    const met = this.#byHash.get(hash);
    if (met === undefined) {
      this.#byHash.set(hash, at);
      return undefined;
    }
    const keys = typeof met === 'number' ? keysOf(met, entries) : met;
    this.#byHash.set(hash, keys);
    const key = entryKey(ace);
    const equal = keys.get(key);
    if (equal === undefined) keys.set(key, at);
    return equal;
  }

  /** @returns the place of an equal entry. */
  find(ace: Ace, entries: Entries): number | undefined {
    const met = this.#byHash.get(entryHash(ace));
    if (met === undefined) return undefined;
    const keys = typeof met === 'number' ? keysOf(met, entries) : met;
    return keys.get(entryKey(ace));
  }

  /** Forgets an entry that is still in its place. */
  remove(ace: Ace, entries: Entries): void {
    const hash = entryHash(ace);
    const met = this.#byHash.get(hash);
    if (met === undefined) return;
    const keys = typeof met === 'number' ? keysOf(met, entries) : met;
    keys.delete(entryKey(ace));
    if (keys.size === 0) this.#byHash.delete(hash);
    else this.#byHash.set(hash, keys);
  }

  clear(): void {
    this.#byHash.clear();
  }
}

function keysOf(at: number, entries: Entries): Map<string, number> {
  const entry = entries[at];
  return new Map(entry?.kind === 'ace' ? [[entryKey(entry), at]] : []);
}
