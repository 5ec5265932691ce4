/** Verdicts on permits that an entry nobody can evaluate holds back, and on denies that do so. */
import type { FilterList, FilterRule } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import type { LedgerPlace, LedgerVerdict } from './ledger-reason.ts';
import { type EntryAt, isDecidable, type Narrowing } from './narrowing.ts';
import { conditionTexts, doubtOf } from './uncertain-text.ts';

/** Most lines that a sentence names. */
const MOST_NAMED = 3;

/** The verdict on a permit that is narrowed by conditions; undefined when nothing shows which. */
export function heldVerdict(
  narrowing: Narrowing,
  at: EntryAt,
  sources: Sources,
): LedgerVerdict | undefined {
  const holders = narrowing.of(at);
  if (holders.length === 0) return decidedVerdict(narrowing, at, sources);
  const by = holders.slice(0, MOST_NAMED).map((holder) => {
    const rule = holder.list.rules[holder.rule] as FilterRule;
    return {
      place: placeOf(holder, at.list, sources),
      action: rule.action,
      doubt: doubtOf(rule, holder.list, sources),
    };
  });
  return {
    outcome: holders.every(isDecidable) ? 'needs-decision' : 'narrowed',
    reason: 'condition',
    by,
    more: holders.length - by.length,
  };
}

/** The verdict on a permit that is held back because of what was decided. */
function decidedVerdict(
  narrowing: Narrowing,
  at: EntryAt,
  sources: Sources,
): LedgerVerdict | undefined {
  const holders = narrowing.decidedOf(at);
  if (holders.length === 0) return undefined;
  const by = holders.slice(0, MOST_NAMED).map((holder) => {
    const { action, match } = holder.list.rules[holder.rule] as FilterRule;
    return {
      place: placeOf(holder, at.list, sources),
      action,
      conditions: conditionTexts(match.caveats, holder.list, sources),
    };
  });
  return {
    outcome: 'narrowed',
    reason: 'assumed-elsewhere',
    by,
    more: holders.length - by.length,
  };
}

/** The verdict on a deny whose conditions hold back permits and can be decided; undefined on others. */
export function holdingVerdict(
  narrowing: Narrowing,
  at: EntryAt,
  sources: Sources,
): LedgerVerdict | undefined {
  const holder = narrowing.by(at);
  if (holder === undefined || holder.holds.length === 0 || !isDecidable(holder)) return undefined;
  const { action, match } = holder.list.rules[holder.rule] as FilterRule;
  if (action !== 'deny') return undefined;
  const [first] = match.caveats;
  // Decidable: every caveat is a condition, and there is one.
  if (first?.kind !== 'condition') return undefined;
  return {
    outcome: 'needs-decision',
    reason: `condition-${first.condition.kind}`,
    conditions: conditionTexts(match.caveats, holder.list, sources),
    holds: holder.holds.slice(0, MOST_NAMED).map((permit) => placeOf(permit, at.list, sources)),
    more: Math.max(0, holder.holds.length - MOST_NAMED),
  };
}

/** The place of an entry, with the list and the file where they are others. */
function placeOf({ list, rule }: EntryAt, seenFrom: FilterList, sources: Sources): LedgerPlace {
  const entry = list.rules[rule]?.entry;
  if (entry === undefined) return { list: list.acl.name };
  const { source } = list.device;
  const line = sources.line(source, entry.span);
  if (list.id === seenFrom.id) return { line };
  const file = source === seenFrom.device.source ? {} : { file: source };
  return { line, list: list.acl.name, ...file };
}
