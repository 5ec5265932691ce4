/**
 * Outside addresses of a rule as a target writes them: by the names of groups where the target knows such objects, else as
 * blocks. Old addresses of workloads that have moved are cut out of blocks: nobody answers there any more.
 */
import type { Family } from '@aclift/ir';
import { intersectRanges, normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import type { Ends } from '@aclift/verify';
import { type Block, cidrsOf, coverBlocks } from './blocks.ts';
import { contentHash } from './name.ts';
import type { NamedAddresses } from './named-addresses.ts';

/** Addresses in words of a target. */
export interface ChosenAddresses {
  /** Names of groups, ascending. */
  readonly groups: readonly string[];
  readonly blocks: readonly Block[];
}

/** A block keeps old addresses of workloads if cutting them out would take more prefixes than a person reads. */
const MOST_CUT_OUT = 8;

/** A longer list of prefixes gets a group of its own. */
const MOST_PREFIXES = 20;

/** Chooses over one inventory; remembers which groups it has used. */
export class AddressChooser {
  readonly #family: Family;
  readonly #migrated: Ranges;
  /** Undefined: the target has no groups. */
  readonly #named: readonly NamedAddresses[] | undefined;
  readonly #used = new Map<string, NamedAddresses>();

  constructor(family: Family, ends: Ends, named: readonly NamedAddresses[] | undefined) {
    this.#family = family;
    this.#named = named;
    this.#migrated = normalizeRanges(
      ends.pods.filter(({ alsoOutside }) => !alsoOutside).flatMap(({ addresses }) => addresses),
    );
  }

  /** Groups that rules refer to, by name. */
  get used(): readonly NamedAddresses[] {
    return [...this.#used.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** @param wanted must be covered. @param allowed may be covered; a superset. */
  choose(wanted: Ranges, allowed: Ranges): ChosenAddresses {
    let blocks = this.#blocks(wanted, allowed);
    if (this.#named === undefined || wanted.length === 0) return { groups: [], blocks };
    const groups: NamedAddresses[] = [];
    let open = wanted;
    for (const group of this.#named) {
      if (intersectRanges(group.addresses, open).length === 0) continue;
      if (subtractRanges(group.addresses, wanted).length > 0) continue;
      const rest = subtractRanges(open, group.addresses);
      const others = this.#blocks(rest, allowed);
      // A name instead of the same number of prefixes says more.
      if (lengthOf(others) + 1 > lengthOf(blocks)) continue;
      groups.push(group);
      open = rest;
      blocks = others;
    }
    if (lengthOf(blocks) > MOST_PREFIXES) {
      groups.push(this.#ownGroup(open));
      blocks = [];
    }
    for (const group of groups) this.#used.set(group.name, group);
    return { groups: groups.map(({ name }) => name).toSorted(), blocks };
  }

  #blocks(wanted: Ranges, allowed: Ranges): readonly Block[] {
    const plain = coverBlocks(this.#family, wanted, allowed);
    const exact = coverBlocks(this.#family, wanted, subtractRanges(allowed, this.#migrated));
    return lengthOf(exact) - lengthOf(plain) <= MOST_CUT_OUT ? exact : plain;
  }

  #ownGroup(addresses: Ranges): NamedAddresses {
    const cidrs = cidrsOf(this.#family, addresses);
    return {
      name: `addresses-${contentHash(cidrs.join())}`,
      origin: `${cidrs.length} prefixes that rules permit or deny together`,
      addresses,
    };
  }
}

/** How many prefixes there are to read. */
function lengthOf(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { except }) => sum + 1 + except.length, 0);
}
