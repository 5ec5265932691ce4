/** A placed filter as people look at it. */
import { assertNever } from '@aclift/ir';
import type { FilterList, PlacedFilter, PlacedStep } from '@aclift/verify';
import type { Sources } from '@aclift/diagnostics';
import type { FilterDoubt, ViewedFilter } from './model.ts';

const DOUBTS: readonly FilterDoubt[] = ['unread', 'missing', 'entries', 'conditions', 'selection'];

/** @param lists every list of the family, by id. */
export function viewedFilter(
  { may, place, steps }: Pick<PlacedFilter, 'place' | 'steps' | 'may'>,
  lists: ReadonlyMap<string, FilterList>,
  sources: Sources,
): ViewedFilter {
  const asked = [...new Set(steps.flatMap(listsOf))];
  const doubts = new Set(steps.flatMap((step) => doubtsOf(step, lists)));
  return {
    kind: place.kind,
    device: place.device,
    name: place.name,
    file: place.source,
    line: sources.line(place.source, place.span),
    lists: asked.map((id) => {
      const acl = lists.get(id)?.acl;
      // An id ends with the name; see `listId`.
      const name = acl?.name ?? id.slice(place.source.length + 1).replace(/^\S+ /, '');
      return { name, line: acl === undefined ? null : sources.line(place.source, acl.span) };
    }),
    doubts: DOUBTS.filter((doubt) => doubts.has(doubt)),
    met: may.plus.length > 0,
  };
}

function listsOf(step: PlacedStep): readonly string[] {
  switch (step.kind) {
    case 'entries':
      return [step.list];
    case 'select':
      return step.lists.map(({ list }) => list);
    case 'unknown':
      return step.list === undefined ? [] : [step.list];
    default:
      return assertNever(step);
  }
}

function doubtsOf(
  step: PlacedStep,
  lists: ReadonlyMap<string, FilterList>,
): readonly FilterDoubt[] {
  if (step.kind === 'unknown' && step.list === undefined) return ['unread'];
  const selection: readonly FilterDoubt[] =
    step.kind === 'select' && !step.certain ? ['selection'] : [];
  return [...selection, ...listsOf(step).flatMap((id) => listDoubts(lists.get(id)))];
}

function listDoubts(list: FilterList | undefined): readonly FilterDoubt[] {
  if (list === undefined || list.rules.length === 0) return ['missing'];
  return list.rules.flatMap(({ match }) =>
    match.caveats.map(({ kind }): FilterDoubt => (kind === 'unparsed' ? 'entries' : 'conditions')),
  );
}
