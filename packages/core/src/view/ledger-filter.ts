/** Finding lines in a ledger of any length: by outcome, list, workload, address and text. */
import { parseIpv4 } from '@aclift/ir';
import type { LedgerEntry } from '../ledger/ledger.ts';
import type { OutcomeName } from '../ledger/outcome.ts';
import { addressInText } from './address-text.ts';
import { addressOf, type LedgerAddresses } from './ledger-addresses.ts';

/** Everything that is given must hold; absent or undefined: any. JSON-safe. */
export interface LedgerFilter {
  readonly outcomes?: readonly OutcomeName[] | undefined;
  /** Fixed words for causes, as `reason` of an entry has them. */
  readonly reasons?: readonly string[] | undefined;
  /** `file list`, as {@link listKey} makes it. */
  readonly list?: string | undefined;
  /** `namespace/name` of a draft: lines that its rules carry. */
  readonly draft?: string | undefined;
  /**
   * Words that all must occur in the line, its place, its list, its outcome or its reason, without regard to case.
   * A word that is an address also matches lines with a prefix, wildcard or group that holds it, but none that says `any`.
   */
  readonly text?: string | undefined;
}

/** Names one list of one file. */
export function listKey({ file, list }: Pick<LedgerEntry, 'file' | 'list'>): string {
  return `${file} ${list}`;
}

/** What was found. */
export interface LedgerFound {
  /** Indexes of the entries that match, ascending. */
  readonly entries: readonly number[];
  /** How many more would match if `any` held the addresses that were asked for; 0 without an address. */
  readonly byAny: number;
}

/**
 * One pass over the entries.
 * @param addresses what the lines match, for addresses inside groups; absent: only what the lines write is known.
 */
export function filterLedger(
  entries: readonly LedgerEntry[],
  { outcomes, reasons, list, draft, text = '' }: LedgerFilter,
  addresses?: LedgerAddresses,
): LedgerFound {
  const wanted = outcomes === undefined ? undefined : new Set(outcomes);
  const causes = reasons === undefined ? undefined : new Set(reasons);
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ word, ipv4: parseIpv4(word), address: addressOf(word) }));
  const found: number[] = [];
  let byAny = 0;
  entries.forEach((entry, index) => {
    if (wanted !== undefined && !wanted.has(entry.outcome)) return;
    if (causes !== undefined && !causes.has(entry.reason)) return;
    if (list !== undefined && listKey(entry) !== list) return;
    if (draft !== undefined && !entry.rules.some((ref) => ref.startsWith(`${draft}#`))) return;
    if (words.length > 0) {
      const hay =
        `${entry.file}:${entry.line} ${entry.list} ${entry.text} ${entry.outcome} ${entry.reason} ${entry.because} ${entry.rules.join(' ')}`.toLowerCase();
      let any = false;
      const all = words.every(({ address, ipv4, word }) => {
        if (hay.includes(word)) return true;
        if (ipv4 !== undefined && addressInText(entry.text, ipv4)) return true;
        if (address === undefined) return false;
        const held = addresses?.holds(entry, address);
        any ||= held === 'by-any';
        return held !== undefined;
      });
      if (!all) return;
      if (any) {
        byAny += 1;
        return;
      }
    }
    found.push(index);
  });
  return { entries: found, byAny };
}
