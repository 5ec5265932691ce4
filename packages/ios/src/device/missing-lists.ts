/**
 * Steps whose lists are missing or empty. What such a list selects differs by command and by image (a class takes nothing by
 * it, a clause of a route map everything), so the step takes its packets only perhaps, and may take more than the lists that
 * are left tell. No step names a list that the text does not hold.
 */
import type { Acl, Family, FilterStep, ListName, PacketFilter, SelectStep } from '@aclift/ir';

/** Whether the text holds a list of that name with entries; `family` absent: of either family. */
export type HasList = (name: string, family?: Family) => boolean;

/** A list of remarks alone is empty. */
export function listsOf(acls: readonly Acl[]): HasList {
  const filled = new Set(
    acls
      .filter(({ entries }) => entries.some(({ kind }) => kind !== 'remark'))
      .map(({ family, name }) => `${family} ${name}`),
  );
  return (name, family) =>
    family === undefined
      ? filled.has(`ipv4 ${name}`) || filled.has(`ipv6 ${name}`)
      : filled.has(`${family} ${name}`);
}

export function withoutMissing(filter: PacketFilter, has: HasList): PacketFilter {
  const isMissing = ({ family, list }: ListName): boolean => !has(list, family);
  if (!filter.steps.some((step) => step.kind === 'select' && step.lists.some(isMissing))) {
    return filter;
  }
  const steps = filter.steps.map((step): FilterStep => {
    if (step.kind !== 'select' || !step.lists.some(isMissing)) return step;
    return { ...step, lists: leftOf(step, isMissing), certain: false };
  });
  return { ...filter, steps };
}

/** Where one list is enough, a missing one may be the one that takes everything. */
function leftOf(
  { join, lists }: SelectStep,
  isMissing: (list: ListName) => boolean,
): readonly ListName[] {
  return join === 'some' ? [] : lists.filter((list) => !isMissing(list));
}
