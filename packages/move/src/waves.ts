/** Who moves when. By hand, or so that workloads that talk with each other move together and shared services move first. */
import { NOTHING } from '@aclift/packet-set';
import type { Ground } from './ground.ts';
import type { Mover } from './movers.ts';

/** Ids of the workloads of each wave, in order. */
export type Waves = readonly (readonly string[])[];

/** A service is shared if more workloads than this talk with it, and it is at least a third of them all. */
const FEW = 3;

/**
 * Proposes waves: shared services first, since everybody who moves later then finds them where they stay; then groups of workloads that
 * talk with each other, the smallest first, so that the first waves are the ones to learn from. Pairs in one wave need no lines that
 * a later wave removes again.
 */
export function proposeWaves(grounds: readonly Ground[]): Waves {
  const ids = [
    ...new Set(grounds.flatMap(({ movers }) => movers.filter(isMoving).map(({ id }) => id))),
  ].toSorted();
  const talks = new Map(ids.map((id) => [id, new Set<string>()]));
  for (const ground of grounds) {
    for (const [a, b] of talkingPairs(ground)) {
      talks.get(a)?.add(b);
      talks.get(b)?.add(a);
    }
  }
  const shared = ids.filter((id) => {
    const count = talks.get(id)?.size ?? 0;
    return count > FEW && count * 3 >= ids.length;
  });
  const groups = groupsOf(
    ids.filter((id) => !shared.includes(id)),
    talks,
  );
  return [...(shared.length === 0 ? [] : [shared]), ...groups];
}

function isMoving({ owned, workload }: Mover): boolean {
  return owned.length > 0 && workload.now !== 'outside';
}

/** Pairs of which a list names both. Flows between them that everybody else may open as well bind nobody together. */
function* talkingPairs({ movers, seen, space, wanted }: Ground): Generator<[string, string]> {
  const known = space.intersect(wanted, seen);
  const moving = movers.filter(isMoving);
  for (const from of moving) {
    const out = space.intersect(known, space.box({ source: from.old }));
    if (out === NOTHING) continue;
    for (const to of moving) {
      if (to === from || !space.meets(out, space.box({ destination: to.owned }))) continue;
      yield [from.id, to.id];
    }
  }
}

function groupsOf(ids: readonly string[], talks: ReadonlyMap<string, ReadonlySet<string>>): Waves {
  const left = new Set(ids);
  const groups: string[][] = [];
  for (const id of ids) {
    if (!left.delete(id)) continue;
    const group = [id];
    for (const one of group) {
      for (const other of talks.get(one) ?? []) if (left.delete(other)) group.push(other);
    }
    groups.push(group.toSorted());
  }
  return groups.toSorted((a, b) => a.length - b.length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}
