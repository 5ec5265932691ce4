/**
 * What a list makes of each of its lines, exactly and over all packets. A line is asked for one packet that shows it to
 * be needed; only where there is none are sets computed.
 */
import { type Diagram, NOTHING } from '@aclift/packet-set';
import type { Line } from './entry-packets.ts';
import { FirstMatchTree } from './first-match-tree.ts';
import { DENY, PERMIT, type PacketSpace } from './list-space.ts';
import type { ListModel } from './list-model.ts';

/** What can be said of one line. */
export type Standing =
  /** Matches no packet by itself. */
  | 'matches-nothing'
  /** Earlier lines decide every packet that it matches. */
  | 'shadowed'
  /**
   * Later lines decide everything that it decides, and in the same way. Those named so can go all at once, with whatever
   * is shadowed or matches nothing: the list stays the same, and keeps a line where one of it matches something.
   */
  | 'redundant'
  /** A deny before some permit, and no permit below matches what it decides: the list's end would deny the same. */
  | 'needless-deny'
  /** Needed, and decides some of what it matches: earlier lines take the rest. */
  | 'partly-shadowed'
  /** Needed, and decides all that it matches. */
  | 'live';

/**
 * What is said of a line whatever its list is for. `selects`: the list chooses traffic or routes, where each line counts by
 * itself, so nothing is said of lines that others would make needless in a filter.
 */
export type LineStanding = Standing | 'selects';

/** Standings of lines that can go all at once. */
export const SPARE: ReadonlySet<Standing> = new Set(['shadowed', 'redundant', 'matches-nothing']);

/** States to look at for one packet before the set is computed instead. */
const SEARCH_BUDGET = 3_000;

/** Sets for one answer may take what the space has left: they are forgotten. */
const ALL = Number.POSITIVE_INFINITY;

/**
 * The standing of each line, in order. The lines that IPv6 adds by itself have one too.
 * @param budget states to look at for one packet before sets are computed; changes cost, never the answer.
 */
export function standingsOf(model: ListModel, budget: number = SEARCH_BUDGET): readonly Standing[] {
  return new Reachability(model, budget).standings();
}

/**
 * What each line does with a packet, as a number that equal effects share. Permits that record flows (`reflect`) are told apart by
 * what they record them in. Lines about packets without a transport protocol are told apart from all others: how a device
 * matches such a packet elsewhere in a list is documented nowhere, so no other line is taken to do the same.
 */
export function effectsOf(lines: readonly Line[]): readonly number[] {
  const special = new Map<string, number>();
  return lines.map(({ action, entry }) => {
    const conditions = entry?.kind === 'ace' ? entry.conditions : [];
    const apart = conditions.flatMap((condition) => {
      if (condition.kind === 'undetermined-transport') return [condition.kind];
      return condition.kind === 'reflect' && action === 'permit'
        ? [`reflect ${condition.name}`]
        : [];
    });
    if (apart.length === 0) return action === 'permit' ? PERMIT : DENY;
    const key = [action, ...apart].join('\n');
    const effect = special.get(key) ?? DENY + 1 + special.size;
    special.set(key, effect);
    return effect;
  });
}

class Reachability {
  readonly #space: PacketSpace;
  readonly #lines: readonly Line[];
  /** Terminals are the effects of the lines. */
  readonly #tree: FirstMatchTree;
  /** The list without its denies. */
  readonly #permits: FirstMatchTree;
  readonly #effects: readonly number[];

  readonly #budget: number;

  constructor({ lines, space, tree }: ListModel, budget: number) {
    this.#budget = budget;
    this.#space = space;
    this.#lines = lines;
    this.#effects = effectsOf(lines);
    const told = this.#effects.map((effect, k) =>
      effect === PERMIT || effect === DENY
        ? tree.line(k)
        : space.mapTerminals(tree.line(k), (value) => (value === 0 ? 0 : effect)),
    );
    this.#tree = told.every((line, k) => line === tree.line(k))
      ? tree
      : new FirstMatchTree(space, told);
    this.#permits = new FirstMatchTree(
      space,
      told.map((line, k) => (lines[k]?.action === 'deny' ? NOTHING : line)),
    );
  }

  standings(): readonly Standing[] {
    const lastPermit = this.#lastLivePermit();
    const first = this.#effects.map((_, k) => this.#alone(k, k < lastPermit));
    // Lines that are spare one by one may lean on each other or on dead lines: take them out in turn. Denies that no
    // later permit touches lean on nothing.
    const reduced = this.#tree.copy();
    first.forEach((standing, k) => {
      if (standing === 'shadowed') reduced.remove(k);
    });
    const judged = first.map((standing, k) => {
      if (standing !== 'redundant') return standing;
      if (this.#isNeeded(reduced, k)) return this.#liveKind(k);
      reduced.remove(k);
      return 'redundant';
    });
    return this.#keepingOne(judged);
  }

  /** A list that loses its last line permits everything, and IPv6 adds nothing to it any more. */
  #keepingOne(standings: readonly Standing[]): readonly Standing[] {
    const isWritten = (k: number): boolean => this.#lines[k]?.entry !== undefined;
    if (standings.some((standing, k) => isWritten(k) && !SPARE.has(standing))) return standings;
    const last = standings.findLastIndex((standing, k) => isWritten(k) && standing === 'redundant');
    return standings.map((standing, k) => (k === last ? this.#liveKind(k) : standing));
  }

  /** Index of the last permit that matches anything; denies behind it only spell out the list's end. */
  #lastLivePermit(): number {
    return this.#lines.findLastIndex(
      ({ action }, k) => action === 'permit' && this.#tree.line(k) !== NOTHING,
    );
  }

  /** The standing of one line in the list as it stands. */
  #alone(k: number, beforePermit: boolean): Standing {
    if (this.#tree.line(k) === NOTHING) return 'matches-nothing';
    if (this.#isNeeded(this.#tree, k)) {
      const needless = this.#effects[k] === DENY && beforePermit && !this.#stopsPermit(k);
      return needless ? 'needless-deny' : this.#liveKind(k);
    }
    return this.#isShadowed(k) ? 'shadowed' : 'redundant';
  }

  #isShadowed(k: number): boolean {
    const line = this.#tree.line(k);
    const before = this.#tree.touching(0, k, line);
    const found = this.#space.find({ inside: [line], outside: before }, this.#budget);
    return found === 'gave-up'
      ? this.#space.scratch(() => leftOf(this.#space, line, before) === NOTHING, ALL)
      : found === undefined;
  }

  #liveKind(k: number): Standing {
    const before = this.#tree.touching(0, k, this.#tree.line(k));
    return before.length === 0 ? 'live' : 'partly-shadowed';
  }

  /** Whether some packet would meet another action, or the list's end, without line `k`. */
  #isNeeded(tree: FirstMatchTree, k: number): boolean {
    const after = tree.touching(k + 1, tree.size, tree.line(k));
    return this.#reaches(tree, k, after, this.#effects[k] as number);
  }

  /** Whether some packet that line `k` decides matches a later permit. */
  #stopsPermit(k: number): boolean {
    const line = this.#tree.line(k);
    const after = this.#permits.touching(k + 1, this.#permits.size, line);
    if (after.length === 0) return false;
    const before = this.#tree.touching(0, k, line);
    for (const block of after) {
      const found = this.#space.find({ inside: [line, block], outside: before }, this.#budget);
      if (found === 'gave-up') {
        const stops = this.#space.scratch(() => {
          const both = this.#space.intersect(line, block);
          return leftOf(this.#space, both, before) !== NOTHING;
        }, ALL);
        if (stops) return true;
      } else if (found !== undefined) return true;
    }
    return false;
  }

  /** Whether `after` says other than `not` about some packet that line `k` decides; 0 where it says nothing. */
  #reaches(tree: FirstMatchTree, k: number, after: readonly Diagram[], not: number): boolean {
    const line = tree.line(k);
    const before = tree.touching(0, k, line);
    const found = this.#space.find(
      { inside: [line], outside: before, decided: { by: after, otherwise: 0, not } },
      this.#budget,
    );
    if (found !== 'gave-up') return found !== undefined;
    return this.#space.scratch(() => {
      let rest = leftOf(this.#space, line, before);
      for (const block of after) {
        if (rest === NOTHING) return false;
        const said = this.#space.mask(block, rest);
        if (this.#space.terminals(said).some((value) => value !== not)) return true;
        rest = this.#space.subtract(rest, block);
      }
      return rest !== NOTHING;
    }, ALL);
  }
}

/** What `blocks` leave of a set. */
export function leftOf(space: PacketSpace, set: Diagram, blocks: readonly Diagram[]): Diagram {
  // The smallest block stands last, next to the line: what it leaves is small, and so is all that follows.
  return blocks.reduceRight((left, block) => space.subtract(left, block), set);
}
