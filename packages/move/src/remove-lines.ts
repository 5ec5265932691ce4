/** The removals of a state: permits that are about nobody any more, and what is left of the others. */
import type { Ace, Acl } from '@aclift/ir';
import {
  intersectRanges,
  normalizeRanges,
  type Ranges,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import { type FilterList, type FilterRule, type FlowBox, ICMPV6 } from '@aclift/verify';
import type { MoveDiagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import type { Insert, ListEdit, Remove } from './edits.ts';
import type { Estate } from './estate.ts';
import { EditableLists, type MetFilter } from './filters.ts';
import { knownNumbers } from './place-lines.ts';
import { addressesText } from './words.ts';

/** Removals, and permits that stay although they are about old addresses too. */
export interface Removals {
  readonly edits: readonly ListEdit[];
  readonly said: readonly MoveDiagnostic[];
}

const NOWHERE = { start: 0, end: 0 } as const;

/**
 * Works out the removals. Denies stay: they close, and what would follow them is not known here.
 * @param gone old addresses at which nobody answers any more.
 * @param left those of them that were left in this wave: only of these it is said what still permits them.
 * @param away whether nothing of a box meets a list any more, since addresses that stay attach somewhere else.
 * @param lineOf line of an entry in its file, from 1; undefined: no file has it.
 */
export function removals(
  filters: readonly MetFilter[],
  now: Estate,
  gone: Ranges,
  left: Ranges,
  away: { readonly kept: Ranges; readonly of: (list: string, box: FlowBox) => boolean },
  dialect: Dialect,
  lineOf: (list: FilterList, rule: FilterRule) => number | undefined,
): Removals {
  if (gone.length + away.kept.length === 0) return { edits: [], said: [] };
  const editable = new EditableLists(now.devices, now.raw, now.translated);
  const ids = new Set(
    filters.flatMap(({ filter }) =>
      filter.steps.flatMap((step) => (step.kind === 'entries' ? [step.list] : [])),
    ),
  );
  const edits: ListEdit[] = [];
  const said: MoveDiagnostic[] = [];
  for (const id of ids) {
    const list = now.raw.get(id);
    if (list === undefined) continue;
    // IPv6 lists cannot get numbers, and entries are removed by number.
    const unnumbered = list.acl.family === 'ipv6' && knownNumbers(list.acl.entries) === undefined;
    const fixed = unnumbered || editable.why(list) !== undefined;
    const about = list.rules.map((rule) =>
      aboutGone(rule, gone, away.kept, (box) => away.of(id, box)),
    );
    const removed = list.rules.filter((_, at) => !fixed && about[at] === 'only');
    for (const [at, rule] of list.rules.entries()) {
      const kept = about[at] === 'also' || (fixed && about[at] === 'only');
      const met = kept ? metBy(rule, left) : [];
      if (met.length === 0 || rule.entry === undefined) continue;
      said.push({
        code: 'move/still-permitted',
        source: list.device.source,
        span: rule.entry.span,
        facts: {
          list: list.acl.name,
          text: rule.entry.kind === 'ace' ? dialect.line(rule.entry, list.acl) : '',
          addresses: addressesText(met, now.family),
        },
      });
    }
    if (removed.length > 0) edits.push(removalOf(list, removed, dialect, lineOf));
  }
  return { edits, said };
}

/** `only`: an end of everything that it matches is gone; `also`: it names gone addresses among others. */
function aboutGone(
  { action, entry, match }: FilterRule,
  gone: Ranges,
  kept: Ranges,
  isAway: (box: FlowBox) => boolean,
): 'only' | 'also' | 'not' {
  if (action !== 'permit' || entry?.kind !== 'ace') return 'not';
  const boxes = [...match.may, ...match.answersMay];
  if (boxes.length === 0) return 'not';
  const inside = (ranges: Ranges | undefined, some: Ranges): boolean =>
    ranges !== undefined && subtractRanges(ranges, some).length === 0;
  const names = ({ destination, source }: FlowBox, some: Ranges): boolean =>
    inside(source, some) || inside(destination, some);
  const all = unionRanges(gone, kept);
  if (boxes.every((box) => names(box, gone) || (names(box, all) && isAway(box)))) return 'only';
  return boxes.some((box) => namedIn(box, gone).length > 0) ? 'also' : 'not';
}

/** Gone addresses that a rule names; `any` names nobody. */
function metBy({ match }: FilterRule, gone: Ranges): Ranges {
  return normalizeRanges(
    [...match.may, ...match.answersMay].flatMap((box) =>
      (['source', 'destination'] as const).flatMap((end) => {
        const ranges = box[end];
        return ranges === undefined || isAny(ranges) ? [] : intersectRanges(ranges, gone);
      }),
    ),
  );
}

/** The part of a box that it says of gone addresses by naming them, source and destination each. */
export function namedIn(box: FlowBox, gone: Ranges): readonly FlowBox[] {
  return (['source', 'destination'] as const).flatMap((end): readonly FlowBox[] => {
    const ranges = box[end];
    if (ranges === undefined || isAny(ranges)) return [];
    const met = intersectRanges(ranges, gone);
    return met.length === 0 ? [] : [{ ...box, [end]: met }];
  });
}

function isAny(ranges: Ranges): boolean {
  const [first] = ranges;
  if (ranges.length !== 1 || first === undefined) return false;
  const size = BigInt(first.to) - BigInt(first.from) + 1n;
  return size >= (typeof first.from === 'bigint' ? 1n << 128n : 1n << 32n);
}

function removalOf(
  list: FilterList,
  removed: readonly FilterRule[],
  dialect: Dialect,
  lineOf: (list: FilterList, rule: FilterRule) => number | undefined,
): ListEdit {
  const { acl } = list;
  const known = knownNumbers(acl.entries);
  const numbers = known ?? stepped(acl);
  const removes = removed.map((rule): Remove => {
    const { entry } = rule;
    if (entry?.kind !== 'ace') throw new Error('only entries are removed');
    const line = lineOf(list, rule);
    return {
      sequence: numbers[acl.entries.indexOf(entry)] ?? 0,
      text: dialect.line(entry, acl),
      ...(line === undefined ? {} : { line }),
    };
  });
  const left = acl.entries.some(
    (entry) => entry.kind !== 'remark' && !removed.some((rule) => rule.entry === entry),
  );
  const last = Math.max(0, ...numbers.filter((one) => one !== Infinity));
  return {
    list: list.id,
    source: list.device.source,
    family: acl.family,
    name: acl.name,
    type: acl.type,
    ...(known === undefined ? { resequence: { first: 10, step: 10 } } : {}),
    // A list without entries permits everything.
    inserts: left ? [] : lastLines(acl, last, dialect),
    removes,
  };
}

function stepped({ entries }: Acl): readonly number[] {
  let next = 10;
  return entries.map((entry) => {
    const own = next;
    if (entry.kind !== 'remark') next += 10;
    return own;
  });
}

/** A deny of everything; in IPv6 behind the permits of neighbour discovery, which it would else come before. */
function lastLines(acl: Acl, last: number, dialect: Dialect): readonly Insert[] {
  const anybody = {
    kind: 'ace',
    source: { kind: 'any', span: NOWHERE },
    destination: { kind: 'any', span: NOWHERE },
    conditions: [],
    span: NOWHERE,
  } as const;
  const protocol = { kind: 'number', protocol: ICMPV6, span: NOWHERE } as const;
  const discovery = (acl.family === 'ipv6' ? [136, 135] : []).map((type): Ace => ({
    ...anybody,
    action: 'permit',
    protocol,
    icmp: { type, span: NOWHERE },
  }));
  const deny: Ace = { ...anybody, action: 'deny', protocol: { kind: 'any', span: NOWHERE } };
  return [...discovery, deny].map((ace, at) => ({
    sequence: last + 10 * (at + 1),
    ace,
    text: dialect.line(ace, acl),
  }));
}
