/**
 * Which packets a class takes, as alternatives of lists that all have to permit. What no list tells (a protocol that is
 * recognised by its contents, a marking, a VLAN) makes an alternative uncertain.
 */
import type { ListName } from '@aclift/ir';

/** All lists have to permit; an empty one is every packet. `certain` false: something else has a say. */
export interface Alternative {
  readonly lists: readonly ListName[];
  readonly certain: boolean;
}

/** Any alternative will do; none: no packet. */
export type ClassCondition = readonly Alternative[];

export const EVERY_PACKET: ClassCondition = [{ lists: [], certain: true }];
export const NO_PACKET: ClassCondition = [];
export const UNKNOWN: ClassCondition = [{ lists: [], certain: false }];

/** A condition of more alternatives, or of more lists in one, is not worked out: it is unknown. */
const MOST = 256;
const MOST_LISTS = 32;

export function eitherOf(conditions: readonly ClassCondition[]): ClassCondition {
  return simplified(conditions.flat());
}

export function bothOf(conditions: readonly ClassCondition[]): ClassCondition {
  let all = EVERY_PACKET;
  for (const condition of conditions) {
    if (all.length * condition.length > MOST) return UNKNOWN;
    all = simplified(
      all.flatMap((one) =>
        condition.map((other) => ({
          lists: distinct([...one.lists, ...other.lists]),
          certain: one.certain && other.certain,
        })),
      ),
    );
  }
  return all;
}

function simplified(alternatives: readonly Alternative[]): ClassCondition {
  if (alternatives.some(({ certain, lists }) => certain && lists.length === 0)) return EVERY_PACKET;
  if (alternatives.some(({ lists }) => lists.length > MOST_LISTS)) return UNKNOWN;
  const possible = alternatives.filter(({ lists }) => !contradicts(lists));
  const known = new Map(possible.map((one) => [JSON.stringify(one), one]));
  return known.size > MOST ? UNKNOWN : [...known.values()];
}

function distinct(lists: readonly ListName[]): readonly ListName[] {
  return [...new Map(lists.map((list) => [JSON.stringify(list), list])).values()];
}

function contradicts(lists: readonly ListName[]): boolean {
  return lists.some(
    ({ list, negated }) =>
      negated === true && lists.some((other) => other.list === list && other.negated !== true),
  );
}
