/** What a list makes of each of its lines, with the lines that make it so: one answer for whoever accounts for lines. */
import { DiagramBudgetError, NOTHING } from '@aclift/packet-set';
import { coverOf, shadowOf } from './causes.ts';
import { Explanations } from './explanations.ts';
import { askedBy } from './entry-packets.ts';
import { type DeviceList, modelLists } from './list-model.ts';
import { asksForFlags, decidesOpening, openingPackets } from './openings.ts';
import { SPARE, type Standing, standingsOf } from './reachability.ts';

/** One line of a list, judged over all packets. */
export interface JudgedLine {
  readonly standing: Standing;
  /**
   * Indexes of the lines that make it `shadowed` (above it) or `redundant` (below it), the fewest; else empty. Undefined: there are
   * some, and telling which takes too much.
   */
  readonly by: readonly number[] | undefined;
  /** Whether it matches every packet by itself. */
  readonly matchesAll: boolean;
  /**
   * False: it decides packets, but lines above decide all that open a connection, by their TCP flags. True in lists that do
   * not look at flags.
   */
  readonly decidesOpening: boolean;
}

/** Most diagram nodes for one list, where nobody says otherwise: about 1 GB. */
export const LIST_NODES = 30_000_000;

/**
 * @returns one for each of the list's rules, in order, those that IPv6 adds by itself included; undefined when the list is
 * too tangled for `nodeLimit`: nothing is claimed then.
 */
export function judgeList(
  list: DeviceList,
  nodeLimit: number = LIST_NODES,
): readonly JudgedLine[] | undefined {
  try {
    const openings = asksForFlags(list.list)
      ? openingPackets(list.list.acl.family, askedBy([list.list]))
      : [];
    const [model] = modelLists([list], openings, nodeLimit);
    if (model === undefined) throw new Error(`no model of ${list.list.id}`);
    const { space, tree } = model;
    const standings = standingsOf(model);
    const explanations = new Explanations(model);
    const opening = space.unionAll(openings.map((box) => space.box(box)));
    return standings.map((standing, k) => ({
      standing,
      by:
        standing === 'shadowed'
          ? explanations.try(() => shadowOf(model, k))
          : standing === 'redundant'
            ? explanations.try(() => coverOf(model, standings, k).by)
            : [],
      matchesAll: space.complement(tree.line(k)) === NOTHING,
      decidesOpening:
        openings.length === 0 || SPARE.has(standing) || decidesOpening(model, opening, k),
    }));
  } catch (error) {
    if (error instanceof DiagramBudgetError) return undefined;
    throw error;
  }
}
