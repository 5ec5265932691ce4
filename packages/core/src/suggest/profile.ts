/** Access profiles: what addresses ask for and serve, as a bag of weighted facts that two of them can have in common. */
import type { Cell } from './cells.ts';
import type { Estate } from './estate.ts';
import type { Mention } from './mentions.ts';

/** Facts by text, such as `asks tcp/5432 of workload shop/shop-db`, with how much each tells. */
export interface Profile {
  readonly facts: ReadonlyMap<string, number>;
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
  estate: Pick<Estate, 'mentions' | 'ownersIn'>,
): Profile {
  const facts = new Map<string, number>();
  const serves = new Map<string, Mention>();
  const asks = new Map<string, Mention>();
  const peers = new Map<string, number>();
  const note = (fact: string, weight: number): void => {
    facts.set(fact, Math.max(weight, facts.get(fact) ?? 0));
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
          note(`${verb} ${service}`, telling * 0.5);
          for (const other of others) note(`${verb} ${service} ${other}`, telling);
          if (telling === 1) (mention.serves ? serves : asks).set(service, mention);
        }
      }
    }
  }
  return { facts, serves, asks, peers };
}

/** How much two profiles have in common: 0 to 1, by weight. */
export function profileSimilarity(a: Profile, b: Profile): number {
  let common = 0;
  let all = 0;
  for (const [fact, weight] of a.facts) {
    const other = b.facts.get(fact) ?? 0;
    common += Math.min(weight, other);
    all += Math.max(weight, other);
  }
  for (const [fact, weight] of b.facts) if (!a.facts.has(fact)) all += weight;
  return all === 0 ? 0 : common / all;
}
