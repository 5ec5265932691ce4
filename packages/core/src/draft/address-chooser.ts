/**
 * Outside addresses of a rule as a target writes them: by the names of groups where the target knows such objects, else as
 * blocks. Old addresses of workloads that have moved are cut out of blocks: nobody answers there any more.
 */
import type { Entity } from '@aclift/inventory';
import type { DraftEnds } from '../families/join-ends.ts';
import { familiesOf, fromLine, type Stack } from '../sides/stack.ts';
import { intersectRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import { type Besides, cidrsOf, type Cover, Limits, NO_BLOCKS, planBlocks } from './blocks.ts';
import { contentHash } from './name.ts';
import type { NamedAddresses } from './named-addresses.ts';

/** Addresses in words of a target. */
export interface ChosenAddresses {
  /** Names of groups, ascending. */
  readonly groups: readonly string[];
  /** Planned, and written only where the rule is kept. */
  readonly blocks: Cover;
  /** Entities of Cilium, ascending. */
  readonly entities: readonly Entity[];
  /** DNS names, ascending. */
  readonly fqdns: readonly string[];
}

/** What is wanted besides the addresses. */
export interface AddressWish {
  /** Whether DNS names can stand for them: only in what pods open, and never in denies. */
  readonly byName: boolean;
}

/** A block keeps old addresses of workloads if cutting them out would take more prefixes than a person reads. */
const MOST_CUT_OUT = 8;

/** Covers of sets of more ranges are not kept. */
const MOST_KEPT = 64;

/** A longer list of prefixes gets a group of its own. */
const MOST_PREFIXES = 20;

/** Chooses over one inventory. */
export class AddressChooser {
  readonly #stack: Stack;
  readonly #migrated: Besides;
  /** Undefined: the target has no groups. */
  readonly #named: readonly NamedAddresses[] | undefined;
  readonly #ends: DraftEnds;
  readonly #known = new Map<string, NamedAddresses>();
  /** Many rules are about the same addresses. */
  readonly #own = new Map<string, NamedAddresses>();
  readonly #covered = new Map<string, Cover>();
  /** What blocks must not touch, by what they may; without old addresses of workloads, or with them. */
  readonly #limits = new Map<string, { readonly plain: Limits; readonly exact: Limits }>();

  constructor(stack: Stack, ends: DraftEnds, named: readonly NamedAddresses[] | undefined) {
    this.#stack = stack;
    this.#ends = ends;
    this.#named = named;
    const migrated = normalizeRanges(
      ends.pods.filter(({ alsoOutside }) => !alsoOutside).flatMap(({ addresses }) => addresses),
    );
    this.#migrated = new Map(
      familiesOf(stack).map((family) => [family, fromLine(stack, family, migrated)]),
    );
  }

  /** A group that was chosen. @throws Error for other names. */
  group(name: string): NamedAddresses {
    const group = this.#known.get(name);
    if (group === undefined) throw new Error(`no group ${name}`);
    return group;
  }

  /** @param meant must be covered; all of what is named as a whole, or none of it. @param allowed may be covered; a superset. */
  choose(meant: Ranges, allowed: Ranges, { byName }: AddressWish): ChosenAddresses {
    const { named, wholes = [] } = this.#ends;
    const entities = new Set<Entity>();
    // A block means none of these addresses, and nothing means one of them alone.
    let wanted = meant;
    for (const { addresses, entity } of wholes) {
      if (intersectRanges(addresses, meant).length === 0) continue;
      if (subtractRanges(addresses, meant).length === 0) entities.add(entity);
      wanted = subtractRanges(wanted, addresses);
    }
    let blocks = this.#blocks(wanted, allowed);
    if (this.#named === undefined || wanted.length === 0) {
      return { groups: [], blocks, entities: [...entities].toSorted(), fqdns: [] };
    }
    let open = wanted;
    /** Says part of what is open in one word, if that leaves less to write. A word instead of the same number says more. */
    const say = (addresses: Ranges, within: Ranges): boolean => {
      if (intersectRanges(addresses, open).length === 0) return false;
      if (subtractRanges(addresses, meant).length > 0) return false;
      const rest = subtractRanges(open, addresses);
      const others = this.#blocks(rest, within);
      if (others.length + 1 > blocks.length) return false;
      open = rest;
      blocks = others;
      return true;
    };
    const fqdns = new Set<string>();
    for (const { addresses, entity, fqdns: names = [] } of named) {
      // Outside the range of a name the addresses must not slip back in by a block around them.
      const apart = subtractRanges(allowed, addresses);
      if (entity === 'world' && subtractRanges(this.#ends.outside, allowed).length > 0) continue;
      if (entity !== undefined) {
        if (say(addresses, allowed)) entities.add(entity);
      } else if (byName && names.length > 0 && say(addresses, apart)) {
        for (const name of names) fqdns.add(name);
      }
    }
    const groups: NamedAddresses[] = [];
    for (const group of this.#named) if (say(group.addresses, allowed)) groups.push(group);
    const isLong = blocks.length > MOST_PREFIXES;
    if (isLong) groups.push(this.#ownGroup(open));
    for (const group of groups) this.#known.set(group.name, group);
    return {
      groups: groups.map(({ name }) => name).toSorted(),
      blocks: isLong ? NO_BLOCKS : blocks,
      entities: [...entities].toSorted(),
      fqdns: [...fqdns].toSorted(),
    };
  }

  #blocks(wanted: Ranges, allowed: Ranges): Cover {
    if (wanted.length === 0) return NO_BLOCKS;
    const around = textOf(allowed);
    // Long sets are met once, and their texts would take more room than all else.
    if (wanted.length > MOST_KEPT) return this.#cover(wanted, allowed, around);
    const key = `${textOf(wanted)} ${around}`;
    const known = this.#covered.get(key) ?? this.#cover(wanted, allowed, around);
    this.#covered.set(key, known);
    return known;
  }

  /** @param around text of `allowed`. */
  #cover(wanted: Ranges, allowed: Ranges, around: string): Cover {
    const limits = this.#limits.get(around) ?? {
      plain: new Limits(this.#stack, allowed),
      exact: new Limits(this.#stack, allowed, this.#migrated),
    };
    this.#limits.set(around, limits);
    const plain = planBlocks(wanted, limits.plain);
    const most = plain.length + MOST_CUT_OUT;
    if (limits.exact.least(wanted, most) > most) return plain;
    const exact = planBlocks(wanted, limits.exact);
    return exact.length <= most ? exact : plain;
  }

  #ownGroup(addresses: Ranges): NamedAddresses {
    const key = textOf(addresses);
    const known = this.#own.get(key) ?? this.#makeGroup(addresses);
    this.#own.set(key, known);
    return known;
  }

  #makeGroup(addresses: Ranges): NamedAddresses {
    const cidrs = cidrsOf(this.#stack, addresses);
    return {
      name: `addresses-${contentHash(cidrs.join())}`,
      origin: `${cidrs.length} prefixes that rules permit or deny together`,
      addresses,
    };
  }
}

function textOf(addresses: Ranges): string {
  return addresses.map(({ from, to }) => `${from}-${to}`).join();
}
