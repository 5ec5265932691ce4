/** Verdicts on permits that an entry nobody can evaluate holds back, and on denies that do so. */
import type { FilterList, FilterRule } from '@aclift/verify';
import type { Sources } from '../sources.ts';
import type { Verdict } from './ledger.ts';
import { type EntryAt, isDecidable, type Narrowing } from './narrowing.ts';
import { conditionTexts, uncertainText } from './uncertain-text.ts';

/** Most lines that a sentence names. */
const MOST_NAMED = 3;

/** The verdict on a permit that is narrowed by conditions; undefined when nothing shows which. */
export function heldVerdict(
  narrowing: Narrowing,
  at: EntryAt,
  sources: Sources,
): Verdict | undefined {
  const holders = narrowing.of(at);
  if (holders.length === 0) return decidedVerdict(narrowing, at, sources);
  const named = holders.slice(0, MOST_NAMED).map((holder) => {
    const rule = holder.list.rules[holder.rule] as FilterRule;
    const may = rule.action === 'deny' ? 'may deny it' : 'may not permit it';
    return `${placeText(holder, at.list, sources)} ${uncertainText(rule, holder.list, sources)}, and ${may}`;
  });
  const more = holders.length - named.length;
  const what = [...named, ...(more > 0 ? [`so do ${more} more lines`] : [])].join('; ');
  return holders.every(isDecidable)
    ? {
        outcome: 'needs-decision',
        reason: 'condition',
        because: `${what}; held back until somebody decides what the condition is taken to do`,
      }
    : {
        outcome: 'narrowed',
        reason: 'condition',
        because: `${what}; so the drafts hold it back`,
      };
}

/** The verdict on a permit that is held back because of what was decided. */
function decidedVerdict(narrowing: Narrowing, at: EntryAt, sources: Sources): Verdict | undefined {
  const holders = narrowing.decidedOf(at);
  if (holders.length === 0) return undefined;
  const named = holders.slice(0, MOST_NAMED).map((holder) => {
    const { action, match } = holder.list.rules[holder.rule] as FilterRule;
    const taken = action === 'deny' ? 'match always' : 'match never';
    return `${conditionTexts(match.caveats, holder.list, sources)} of ${placeText(holder, at.list, sources)} is taken to ${taken}`;
  });
  const more = holders.length - named.length;
  return {
    outcome: 'narrowed',
    reason: 'assumed-elsewhere',
    because: `by decision ${named.join(', ')}${more > 0 ? ` and so are ${more} more` : ''}, which holds it back`,
  };
}

/** The verdict on a deny whose conditions hold back permits and can be decided; undefined on others. */
export function holdingVerdict(
  narrowing: Narrowing,
  at: EntryAt,
  sources: Sources,
): Verdict | undefined {
  const holder = narrowing.by(at);
  if (holder === undefined || holder.holds.length === 0 || !isDecidable(holder)) return undefined;
  const { action, match } = holder.list.rules[holder.rule] as FilterRule;
  if (action !== 'deny') return undefined;
  const [first] = match.caveats;
  const kind = first?.kind === 'condition' ? first.condition.kind : 'other';
  const held = holder.holds
    .slice(0, MOST_NAMED)
    .map((permit) => placeText(permit, at.list, sources))
    .join(', ');
  const more = holder.holds.length - MOST_NAMED;
  return {
    outcome: 'needs-decision',
    reason: `condition-${kind}`,
    because: `it depends on ${conditionTexts(match.caveats, holder.list, sources)}, which no policy knows, so it is taken to deny all it might; that holds back ${held}${more > 0 ? ` and ${more} more` : ''} until somebody decides what the condition is taken to do`,
  };
}

/** `line 18`, with the list where it is another one. */
function placeText({ list, rule }: EntryAt, seenFrom: FilterList, sources: Sources): string {
  const entry = list.rules[rule]?.entry;
  if (entry === undefined) return `list ${list.acl.name}`;
  const { source } = list.device;
  const line = `line ${sources.line(source, entry.span)}`;
  if (list.id === seenFrom.id) return line;
  const file = source === seenFrom.device.source ? '' : ` in ${source}`;
  return `${line} of list ${list.acl.name}${file}`;
}
