/** Finding lines in a ledger of any length: by outcome, list, workload, address and text. */
import { parseIpv4 } from '@aclift/ir';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { OutcomeName } from '../ledger/outcome.ts';
import { addressInText } from './address-text.ts';

/** Everything that is given must hold; absent or undefined: any. JSON-safe. */
export interface LedgerFilter {
  readonly outcomes?: readonly OutcomeName[] | undefined;
  /** `file list`, as {@link listKey} makes it. */
  readonly list?: string | undefined;
  /** `namespace/name` of a draft: lines that its rules carry. */
  readonly draft?: string | undefined;
  /**
   * Words that all must occur in the line, its place, its list, its outcome or its reason, without regard to case.
   * A word that is an IPv4 address also matches lines with a prefix or wildcard that holds it.
   */
  readonly text?: string | undefined;
}

/** Names one list of one file. */
export function listKey({ file, list }: Pick<LedgerEntry, 'file' | 'list'>): string {
  return `${file} ${list}`;
}

/** Indexes of the entries that match, ascending. One pass over the entries. */
export function filterLedger(
  entries: readonly LedgerEntry[],
  { outcomes, list, draft, text = '' }: LedgerFilter,
): readonly number[] {
  const wanted = outcomes === undefined ? undefined : new Set(outcomes);
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ word, address: parseIpv4(word) }));
  const found: number[] = [];
  entries.forEach((entry, index) => {
    if (wanted !== undefined && !wanted.has(entry.outcome)) return;
    if (list !== undefined && listKey(entry) !== list) return;
    if (draft !== undefined && !entry.rules.some((ref) => ref.startsWith(`${draft}#`))) return;
    if (words.length > 0) {
      const hay =
        `${entry.file}:${entry.line} ${entry.list} ${entry.text} ${entry.outcome} ${entry.reason} ${entry.because} ${entry.rules.join(' ')}`.toLowerCase();
      const all = words.every(
        ({ word, address }) =>
          hay.includes(word) || (address !== undefined && addressInText(entry.text, address)),
      );
      if (!all) return;
    }
    found.push(index);
  });
  return found;
}
