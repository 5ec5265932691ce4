/** What the list of an entry alone decides about its outcome: the analyser's standings, worded for the ledger. */
import { assertNever, type Condition, type ListRole } from '@aclift/ir';
import { type JudgedLine, opensNothing, whySelected } from '@aclift/lists';
import type { FilterList, FilterRule } from '@aclift/verify';
import type { Sources } from '../sources.ts';
import type { Verdict } from './ledger.ts';

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
  readonly answersOf: (list: FilterList, rule: number) => Verdict;
}

/** @returns undefined when the entry decides openings, so that its outcome is a matter of where the list stands. */
export function listVerdict(
  input: ListVerdictInput,
  list: FilterList,
  rule: FilterRule,
  index: number,
): Verdict | undefined {
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
    return {
      outcome: 'shadowed',
      reason: 'matches-nothing',
      because:
        'it matches no packet: local addresses never pass the outside of an address translation',
    };
  }
  if (opensNothing(match, list.acl.family)) {
    return flagsVerdict(rule) ?? input.answersOf(list, index);
  }
  if (judged?.decidesOpening === false) {
    return {
      outcome: 'return-traffic',
      reason: 'openings-above',
      because:
        'lines above decide every packet that could open a connection here, so it decides only packets of open ones; policies judge the opening alone',
    };
  }
  return undefined;
}

/** Verdict on a line that the list does not need; undefined on others. */
function spareVerdict(
  input: ListVerdictInput,
  list: FilterList,
  { by, standing }: JudgedLine,
  index: number,
): Verdict | undefined {
  const selects = input.roleOf(list)?.selectsFor ?? [];
  // The list does something besides, in which the line counts.
  const kept =
    selects.length === 0
      ? ''
      : `; that is so of the list as a filter, but leave the line where it is: ${whySelected(selects)}`;
  switch (standing) {
    case 'matches-nothing':
      return {
        outcome: 'shadowed',
        reason: 'matches-nothing',
        because: `it matches no packet: its own conditions exclude each other${kept}`,
      };
    case 'shadowed':
      return {
        outcome: 'shadowed',
        reason: 'shadowed',
        because: `${shadowText(input, list, by, index)}${kept}`,
      };
    case 'redundant':
      return {
        outcome: 'redundant',
        reason: 'redundant',
        because: `${by === undefined ? 'lines below together' : linesText(input, list, by)} ${isOneLine(list, by) ? 'decides' : 'decide'} the same packets the same way${kept}`,
      };
    case 'needless-deny':
    case 'partly-shadowed':
    case 'live':
      return undefined;
    default:
      return assertNever(standing);
  }
}

function shadowText(
  input: ListVerdictInput,
  list: FilterList,
  by: readonly number[] | undefined,
  index: number,
): string {
  if (by === undefined) {
    return 'lines above together take everything it matches, and some of them may do the opposite; which ones takes too long to work out';
  }
  const action = list.rules[index]?.action;
  const opposite = by.some((i) => list.rules[i]?.action !== action);
  const one = isOneLine(list, by);
  const what = `${linesText(input, list, by)} ${one ? 'takes' : 'take'} everything it matches`;
  return opposite ? `${what}, and ${one ? 'does' : 'some of them do'} the opposite` : what;
}

function isOneLine({ rules }: FilterList, indexes: readonly number[] = []): boolean {
  return indexes.length === 1 && rules[indexes[0] as number]?.entry !== undefined;
}

/** `lines 3, 4`; the entries that IPv6 adds by itself have no number. */
function linesText(
  { sources }: ListVerdictInput,
  { device, rules }: FilterList,
  indexes: readonly number[],
): string {
  const spans = indexes.flatMap((i) => rules[i]?.entry?.span ?? []);
  const numbers = spans.map((span) => sources.line(device.source, span));
  const shown = numbers.slice(0, 5).join(', ');
  const more = numbers.length > 5 ? ` and ${numbers.length - 5} more` : '';
  const lines =
    numbers.length === 0 ? '' : `line${numbers.length === 1 ? '' : 's'} ${shown}${more}`;
  if (numbers.length === indexes.length) return lines;
  const added = 'the permits of neighbour discovery that end every IPv6 list';
  return lines === '' ? added : `${lines} and ${added}`;
}

/** Verdict on an entry about packets that are no flows; undefined on others. */
function beyondFlows({ entry }: FilterRule): Verdict | undefined {
  const conditions: readonly Condition[] = entry?.kind === 'ace' ? entry.conditions : [];
  const asks = (kind: Condition['kind']): boolean => conditions.some((c) => c.kind === kind);
  if (asks('fragments')) {
    return {
      outcome: 'unsupported',
      reason: 'fragments',
      because: 'later fragments open nothing, and no policy knows them',
    };
  }
  if (asks('undetermined-transport')) {
    return {
      outcome: 'unsupported',
      reason: 'undetermined-transport',
      because:
        'packets in which no transport protocol can be found open nothing, and no policy knows them; it takes no packet whose protocol is known',
    };
  }
  return undefined;
}

/** Verdict on an entry by TCP flags that no opening has, where it lets no answers through; undefined on others. */
function flagsVerdict({ action, entry, match }: FilterRule): Verdict | undefined {
  const byFlags =
    entry?.kind === 'ace' && entry.conditions.some(({ kind }) => kind === 'tcp-flags');
  if (!byFlags || (action === 'permit' && match.answersMay.length > 0)) return undefined;
  return {
    outcome: 'return-traffic',
    reason: 'no-opening',
    because: `it ${action === 'permit' ? 'permits' : 'denies'} TCP packets by flags that no opening has, and policies judge only the packet that opens a connection`,
  };
}
