/** Lines like those that are there, for new addresses: images of every entry of every list that filters. */
import type { Action } from '@aclift/ir';
import type { FilterList, FlowBox } from '@aclift/verify';
import type { Candidate } from './choose-lines.ts';
import type { Images, Leg } from './images.ts';
import { entryCount } from './line.ts';
import { mirrorBox } from './mirror.ts';

/** Most entries that one line may become; what needs more is written in another way. */
const MOST = 32;

/** Images of entries, in the order of lists and entries. */
export class Candidates {
  readonly #byList = new Map<string, Readonly<Record<Action, readonly LegCandidate[]>>>();
  readonly #lists: readonly FilterList[];
  readonly #images: Images;

  /** @param lists those that filter, as they are read. */
  constructor(lists: readonly FilterList[], images: Images) {
    this.#lists = lists;
    this.#images = images;
  }

  /** Candidates for a list: like its own entries first. */
  of(list: FilterList, action: Action): readonly LegCandidate[] {
    const others = this.#lists.filter(({ id }) => id !== list.id);
    const own = this.#lists.find(({ id }) => id === list.id) ?? list;
    return [own, ...others].flatMap((one) => this.#of(one)[action]);
  }

  /** Boxes of the answers to them. */
  answers(list: FilterList): readonly Candidate[] {
    const { family } = list.acl;
    return this.of(list, 'permit').flatMap(({ box, origin }) => {
      const back =
        box.protocol === undefined
          ? [withoutService(mirrorBox(family, box, 'answer')[0] ?? {})]
          : mirrorBox(family, box, 'answer');
      return back
        .filter((one) => entryCount(one, family) <= MOST)
        .map((one) => ({ box: one, origin }));
    });
  }

  #of(list: FilterList): Readonly<Record<Action, readonly LegCandidate[]>> {
    const known = this.#byList.get(list.id);
    if (known !== undefined) return known;
    const made: Record<Action, LegCandidate[]> = { permit: [], deny: [] };
    for (const [rule, { action, match }] of list.rules.entries()) {
      // A line under a condition has an image only with its condition; what may match is not written.
      if (match.caveats.length > 0) continue;
      for (const matched of match.must) {
        for (const { box, leg } of this.#images.boxes(matched)) {
          if (entryCount(box, list.acl.family) > MOST) continue;
          made[action].push({ box, leg, origin: { list, rule } });
        }
      }
    }
    this.#byList.set(list.id, made);
    return made;
  }
}

/** A candidate with why it is one. */
export interface LegCandidate extends Candidate {
  readonly leg: Leg;
}

function withoutService({ destination, source }: FlowBox): FlowBox {
  return {
    ...(source === undefined ? {} : { source }),
    ...(destination === undefined ? {} : { destination }),
  };
}
