/** Access profiles: what addresses ask for and serve, as a bag of weighted facts that two of them can have in common. */
import type { Cell } from './cells.ts';
import type { Ranges } from '@aclift/packet-set';
import type { Mention, Mentions } from './mentions.ts';

/** How much a fact tells, and an entry that says it. */
export interface Fact {
  readonly weight: number;
  readonly mention: Mention;
}

/** Facts by text, such as `asks tcp/5432 of workload shop/shop-db`, with how much each tells. */
export interface Profile {
  readonly facts: ReadonlyMap<string, Fact>;
  /** Services that tell something about who serves them, with an entry that says so. */
  readonly serves: ReadonlyMap<string, Mention>;
  /** Services asked for, likewise. */
  readonly asks: ReadonlyMap<string, Mention>;
  /** Keys of owners at the other end, with how many mentions each has. */
  readonly peers: ReadonlyMap<string, number>;
}

/** Sets above this size are networks rather than hosts: what they may do tells little about one of them. */
const NETWORK = 64;

/** Everything that permits say about the cells. */
export function profileOf(
  cells: readonly Cell[],
  estate: {
    readonly mentions: Mentions;
    /** Owners of some of the addresses, by key. */
    readonly ownersIn: (ranges: Ranges<number>) => ReadonlyMap<string, unknown>;
  },
): Profile {
  const facts = new Map<string, Fact>();
  const serves = new Map<string, Mention>();
  const asks = new Map<string, Mention>();
  const peers = new Map<string, number>();
  const note = (fact: string, weight: number, mention: Mention): void => {
    if (weight > (facts.get(fact)?.weight ?? 0)) facts.set(fact, { weight, mention });
  };
  for (const cell of cells) {
    for (const set of cell.sets) {
      const telling = set.size <= NETWORK ? 1 : 0.25;
      for (const mention of set.mentions) {
        if (!mention.permits) continue;
        const peer = mention.peer === undefined ? undefined : estate.mentions.sets[mention.peer];
        const owners =
          peer === undefined ? [] : [...estate.ownersIn(peer.ranges).keys()].slice(0, 8);
        if (telling === 1) {
          for (const owner of owners) peers.set(owner, (peers.get(owner) ?? 0) + 1 / owners.length);
        }
        const others =
          peer === undefined ? ['any'] : owners.length > 0 ? owners : [`set ${peer.id}`];
        for (const service of mention.services) {
          const verb = mention.serves ? 'serves' : 'asks';
          note(`${verb} ${service}`, telling * 0.5, mention);
          for (const other of others) note(`${verb} ${service} ${other}`, telling, mention);
          if (telling === 1) (mention.serves ? serves : asks).set(service, mention);
        }
      }
    }
  }
  return { facts, serves, asks, peers };
}

/** What a profile has in common with an owner's, and what only it has. */
export interface Compared {
  /** What both may do, of what either may: 0 to 1, by weight. */
  readonly alike: number;
  /** What only the first may do, of what it may. */
  readonly ownShare: number;
  /** Entries about the first that say what both may do, the most telling first. */
  readonly shared: () => readonly Mention[];
  /** Entries that say what only the first may do. */
  readonly own: () => readonly Mention[];
}

/** The profiles of owners, by their facts: a profile is compared with all of them at once. */
export class ProfileIndex {
  readonly #profiles: ReadonlyMap<string, Profile>;
  readonly #totals = new Map<string, number>();
  readonly #byFact = new Map<string, { readonly key: string; readonly weight: number }[]>();

  constructor(profiles: ReadonlyMap<string, Profile>) {
    this.#profiles = profiles;
    for (const [key, { facts }] of profiles) {
      this.#totals.set(key, total(facts));
      for (const [fact, { weight }] of facts) {
        const known = this.#byFact.get(fact);
        if (known === undefined) this.#byFact.set(fact, [{ key, weight }]);
        else known.push({ key, weight });
      }
    }
  }

  /** Compares with every owner that shares a fact; the others have nothing in common with it. */
  compare(profile: Profile): ReadonlyMap<string, Compared> {
    const common = new Map<string, { least: number; mine: number }>();
    for (const [fact, { weight }] of profile.facts) {
      for (const other of this.#byFact.get(fact) ?? []) {
        const sum = common.get(other.key) ?? { least: 0, mine: 0 };
        sum.least += Math.min(weight, other.weight);
        sum.mine += weight;
        common.set(other.key, sum);
      }
    }
    const mine = total(profile.facts);
    return new Map(
      [...common].map(([key, sum]): [string, Compared] => {
        const theirs = this.#profiles.get(key)?.facts ?? new Map<string, Fact>();
        const pick = (shared: boolean) => (): readonly Mention[] =>
          [...profile.facts]
            .filter(([fact]) => theirs.has(fact) === shared)
            .toSorted(([, x], [, y]) => y.weight - x.weight)
            .map(([, { mention }]) => mention);
        return [
          key,
          {
            alike: sum.least / (mine + (this.#totals.get(key) ?? 0) - sum.least),
            ownShare: (mine - sum.mine) / mine,
            shared: pick(true),
            own: pick(false),
          },
        ];
      }),
    );
  }
}

function total(facts: Profile['facts']): number {
  let sum = 0;
  for (const { weight } of facts.values()) sum += weight;
  return sum;
}
