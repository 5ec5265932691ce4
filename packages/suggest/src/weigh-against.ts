/**
 * Evidence against a known owner: names that are about something else, and entries that only one of the two has. Without
 * it a subject that may do nearly the same would look like the same.
 */
import type { Candidate } from './candidates.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import type { Place } from './mentions.ts';
import type { EvidencePlace } from './suggestion.ts';
import type { Add, CellFacts } from './weigh-facts.ts';

/** A name is about something else if it is less than this like the candidate. */
const LIKE = 0.35;

/** @param likeness how far a saying is about the candidate. */
export function against(
  facts: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
  likeness: (saying: CellFacts['sayings'][number]) => number,
  add: Add,
): void {
  const { target } = candidate;
  if (target === undefined) return;
  const { cell, sayings } = facts;
  const group = sayings.find(({ kind }) => kind === 'group-name');
  const set = cell.sets.find((one) => one.group !== undefined);
  if (
    group !== undefined &&
    group.words.length > 0 &&
    set !== undefined &&
    likeness(group) < LIKE
  ) {
    const holds = estate.ownersIn(set.ranges).has(target.key);
    const other = holds ? undefined : groupOf(target.key, estate);
    if (!holds) {
      const says =
        other === undefined
          ? `object-group ${group.text} is about something else`
          : `object-group ${group.text} is about something else; ${candidate.name} is in ${other.name}`;
      const places = (): readonly EvidencePlace[] => [
        group.place,
        ...(other === undefined ? [] : [facts.cite(other.place)]),
      ];
      add('group-name-differs', other === undefined ? 0.6 : 1, says, places);
    }
  }
  for (const saying of sayings) {
    if (saying.kind !== 'remark' || saying.reach < NEAR || saying.words.length === 0) continue;
    if (likeness(saying) >= LIKE) continue;
    const says = `remark "${saying.text}" is about something else`;
    add('remark-differs', saying.reach, says, [saying.place]);
  }
  if (facts.profile.facts.size === 0) return;
  const same = facts.compared.get(target.key);
  const own = same?.own ?? (() => [...facts.profile.facts.values()].map(({ mention }) => mention));
  add(
    'access-differs',
    same?.ownShare ?? 1,
    () => `${differs(own().length)} that ${candidate.name} does not have`,
    () =>
      unique(
        own().map((mention) => mention.place),
        facts.cite,
      ),
  );
}

/** Directly above the entry, and about this end of it. */
const NEAR = 0.8;

function differs(count: number): string {
  return count === 1 ? 'it may do something' : `it may do ${count} things`;
}

/** The narrowest group that holds addresses of the owner. */
function groupOf(
  key: string,
  estate: EvidenceIndex,
): { readonly name: string; readonly place: Place } | undefined {
  const cells = estate.cellsOf(key);
  return cells.flatMap(({ sets }) => sets).find(({ group }) => group !== undefined)?.group;
}

/** Up to three different lines. */
export function unique(
  places: readonly Place[],
  cite: (place: Place) => EvidencePlace,
): readonly EvidencePlace[] {
  const found = new Map<string, Place>();
  for (const place of places) found.set(`${place.source} ${place.span.start}`, place);
  return [...found.values()].slice(0, 3).map(cite);
}
