/** What the list of an entry alone decides about its outcome: the analyser's standings, as reasons of the ledger. */
import { assertNever, type Condition, type ListRole } from '@aclift/ir';
import { type JudgedLine, opensNothing } from '@aclift/lists';
import type { FilterList, FilterRule } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import type { DecidingLines, LedgerNote, LedgerVerdict } from './ledger-reason.ts';

/** What verdicts are read from. */
export interface ListVerdictInput {
  readonly sources: Sources;
  /** By list id: one for each rule; undefined: the list was too tangled, and nothing is claimed. */
  readonly judged: ReadonlyMap<string, readonly JudgedLine[] | undefined>;
  /** Ids of lists that are read with the local addresses behind static translations. */
  readonly translated: ReadonlySet<string>;
  /** The uses of a list; undefined: none. */
  readonly roleOf: (list: FilterList) => ListRole | undefined;
  /** The verdict on entries that match answers only. */
  readonly answersOf: (list: FilterList, rule: number) => LedgerVerdict;
}

/** @returns undefined when the entry decides openings, so that its outcome is a matter of where the list stands. */
export function listVerdict(
  input: ListVerdictInput,
  list: FilterList,
  rule: FilterRule,
  index: number,
): LedgerVerdict | undefined {
  const judged = input.judged.get(list.id)?.[index];
  const spare = judged === undefined ? undefined : spareVerdict(input, list, judged, index);
  if (spare !== undefined) return spare;
  const beyond = beyondFlows(rule);
  if (beyond !== undefined) return beyond;
  const { match } = rule;
  const matchesNone = [...match.may, ...match.answersMay].every((box) =>
    Object.values(box).some((ranges) => ranges.length === 0),
  );
  if (matchesNone && input.translated.has(list.id)) {
    return { outcome: 'shadowed', reason: 'matches-nothing', why: 'address-translation' };
  }
  if (opensNothing(match, list.acl.family)) {
    return flagsVerdict(rule) ?? input.answersOf(list, index);
  }
  if (judged?.decidesOpening === false) {
    return { outcome: 'return-traffic', reason: 'openings-above' };
  }
  return undefined;
}

/** LedgerVerdict on a line that the list does not need; undefined on others. */
function spareVerdict(
  input: ListVerdictInput,
  list: FilterList,
  { by, standing }: JudgedLine,
  index: number,
): LedgerVerdict | undefined {
  const selects = input.roleOf(list)?.selectsFor ?? [];
  // The list does something besides, in which the line counts.
  const notes: readonly LedgerNote[] =
    selects.length === 0 ? [] : [{ kind: 'selects', uses: selects }];
  const lines = by === undefined ? {} : { lines: decidingLines(input, list, by) };
  const one = isOneLine(list, by);
  switch (standing) {
    case 'matches-nothing':
      return { outcome: 'shadowed', reason: 'matches-nothing', why: 'own-conditions', notes };
    case 'shadowed': {
      const action = list.rules[index]?.action;
      const opposite = by?.some((i) => list.rules[i]?.action !== action) ?? false;
      return { outcome: 'shadowed', reason: 'shadowed', ...lines, one, opposite, notes };
    }
    case 'redundant':
      return { outcome: 'redundant', reason: 'redundant', ...lines, one, notes };
    case 'needless-deny':
    case 'partly-shadowed':
    case 'live':
      return undefined;
    default:
      return assertNever(standing);
  }
}

function isOneLine({ rules }: FilterList, indexes: readonly number[] = []): boolean {
  return indexes.length === 1 && rules[indexes[0] as number]?.entry !== undefined;
}

/** The lines by number; the entries that IPv6 adds by itself have none. */
function decidingLines(
  { sources }: ListVerdictInput,
  { device, rules }: FilterList,
  indexes: readonly number[],
): DecidingLines {
  const spans = indexes.flatMap((i) => rules[i]?.entry?.span ?? []);
  const numbers = spans.map((span) => sources.line(device.source, span));
  return { numbers, added: numbers.length < indexes.length };
}

/** LedgerVerdict on an entry about packets that are no flows; undefined on others. */
function beyondFlows({ entry }: FilterRule): LedgerVerdict | undefined {
  const conditions: readonly Condition[] = entry?.kind === 'ace' ? entry.conditions : [];
  const asks = (kind: Condition['kind']): boolean => conditions.some((c) => c.kind === kind);
  if (asks('fragments')) return { outcome: 'unsupported', reason: 'fragments' };
  if (asks('undetermined-transport')) {
    return { outcome: 'unsupported', reason: 'undetermined-transport' };
  }
  return undefined;
}

/** LedgerVerdict on an entry by TCP flags that no opening has, where it lets no answers through; undefined on others. */
function flagsVerdict({ action, entry, match }: FilterRule): LedgerVerdict | undefined {
  const byFlags =
    entry?.kind === 'ace' && entry.conditions.some(({ kind }) => kind === 'tcp-flags');
  if (!byFlags || (action === 'permit' && match.answersMay.length > 0)) return undefined;
  return { outcome: 'return-traffic', reason: 'no-opening', action };
}
