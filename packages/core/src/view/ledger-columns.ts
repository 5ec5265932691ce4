/**
 * A ledger as columns: a handful of strings and typed arrays instead of an object for each line, so that 100,000 lines
 * pass between a worker and a page in milliseconds, and a screen reads single rows out of it.
 */
import type { LedgerEntry } from '../ledger/ledger.ts';
import { type OutcomeName, OUTCOMES } from '../ledger/outcome.ts';

/** Texts in one string: the n-th is `all.slice(ends[n - 1], ends[n])`. */
interface Texts {
  readonly all: string;
  readonly ends: Uint32Array;
}

/** Survives structured cloning. */
export interface LedgerColumns {
  readonly count: number;
  /** Different lists, in the order of their first entry. */
  readonly lists: readonly { readonly file: string; readonly list: string }[];
  readonly list: Uint32Array;
  readonly line: Uint32Array;
  /** Index into {@link OUTCOMES}. */
  readonly outcome: Uint8Array;
  readonly text: Texts;
  /** Different causes; many lines share one. */
  readonly causes: readonly Pick<LedgerEntry, 'reason' | 'because'>[];
  readonly cause: Uint32Array;
  /** Different references to rules of drafts. */
  readonly refs: readonly string[];
  /** References of the n-th entry: `rules.slice(ruleEnds[n - 1], ruleEnds[n])`, indexes into `refs`. */
  readonly rules: Uint32Array;
  readonly ruleEnds: Uint32Array;
}

/** One pass over the entries. */
export function ledgerColumns(entries: readonly LedgerEntry[]): LedgerColumns {
  const lists = new Numbered<{ file: string; list: string }>();
  const causes = new Numbered<Pick<LedgerEntry, 'reason' | 'because'>>();
  const refs = new Numbered<string>();
  const rules: number[] = [];
  const count = entries.length;
  const columns = {
    list: new Uint32Array(count),
    line: new Uint32Array(count),
    outcome: new Uint8Array(count),
    cause: new Uint32Array(count),
    ruleEnds: new Uint32Array(count),
  };
  const ends = new Uint32Array(count);
  let at = 0;
  entries.forEach((entry, i) => {
    const { file, list, reason, because } = entry;
    columns.list[i] = lists.of(`${file}\n${list}`, { file, list });
    columns.line[i] = entry.line;
    columns.outcome[i] = OUTCOMES.indexOf(entry.outcome);
    columns.cause[i] = causes.of(`${reason}\n${because}`, { reason, because });
    for (const ref of entry.rules) rules.push(refs.of(ref, ref));
    columns.ruleEnds[i] = rules.length;
    at += entry.text.length;
    ends[i] = at;
  });
  return {
    count,
    ...columns,
    lists: lists.values,
    causes: causes.values,
    refs: refs.values,
    rules: Uint32Array.from(rules),
    text: { all: entries.map(({ text }) => text).join(''), ends },
  };
}

/** The n-th entry again. @throws RangeError when there is none. */
export function ledgerRow(columns: LedgerColumns, n: number): LedgerEntry {
  if (n < 0 || n >= columns.count) throw new RangeError(`no entry ${n} of ${columns.count}`);
  const { file, list } = columns.lists[columns.list[n] as number] as LedgerColumns['lists'][number];
  const cause = columns.causes[columns.cause[n] as number] as LedgerColumns['causes'][number];
  const from = n === 0 ? 0 : (columns.text.ends[n - 1] as number);
  const firstRule = n === 0 ? 0 : (columns.ruleEnds[n - 1] as number);
  return {
    file,
    line: columns.line[n] as number,
    list,
    text: columns.text.all.slice(from, columns.text.ends[n]),
    outcome: OUTCOMES[columns.outcome[n] as number] as OutcomeName,
    reason: cause.reason,
    because: cause.because,
    rules: Array.from(
      columns.rules.subarray(firstRule, columns.ruleEnds[n]),
      (ref) => columns.refs[ref] as string,
    ),
  };
}

/** Entries behind each rule of a draft, by reference. */
export function entriesByRule(columns: LedgerColumns): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>(columns.refs.map((ref) => [ref, []]));
  let rule = 0;
  for (let n = 0; n < columns.count; n += 1) {
    for (; rule < (columns.ruleEnds[n] as number); rule += 1) {
      found.get(columns.refs[columns.rules[rule] as number] as string)?.push(n);
    }
  }
  return found;
}

/** Different values in the order of their first use. */
class Numbered<T> {
  readonly #numbers = new Map<string, number>();
  readonly values: T[] = [];

  of(key: string, value: T): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.values.length);
    this.values.push(value);
    return this.values.length - 1;
  }
}
