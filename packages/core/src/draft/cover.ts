/**
 * The fewest rules: groups of peers with different services, written as rules that may overlap, because allow rules add up
 * and so do deny rules. What all of a few ports share with what some of them have besides is two rules and not a rule for
 * each combination: for k overlapping denies the number of rules stays near k.
 */
import type { Services } from '../rows/services.ts';
import {
  type Bits,
  bitWords,
  countWord,
  hasBit,
  placesOf,
  ServiceClasses,
  wordsOf,
} from './service-classes.ts';

/** Peers with the same services. */
export interface CoverGroup {
  readonly services: Services;
  /** About how many lines its peers take. */
  readonly weight: number;
}

/** A rule about groups: all of `groups` need it, and whoever has all of `services` may be meant besides. */
export interface CoverRule {
  /** Indexes of groups, ascending; never empty. */
  readonly groups: readonly number[];
  readonly services: Services;
}

/** Above these sizes every group gets a rule of its own: searching would take longer than reading. */
const MOST_GROUPS = 120;
const MOST_CANDIDATES = 600;
/** Groups of which every two are asked what they share. */
const MOST_PAIRED = 40;

interface Rectangle {
  readonly classes: Bits;
  readonly groups: Bits;
}

/**
 * Ways to write rules that together give each group exactly its services: a rule for each group, the shortest that was found,
 * a rule for each service, and the rules that people wrote, as far as they say it all. What is shortest in the end depends on
 * how peers can be written together.
 * @param groups distinct sets of services with what it takes to write their peers; a set with `others` is everything.
 * @param common what everybody has by a rule of its own already.
 * @param wordings sets of services as people wrote them.
 */
export function coverGroups(
  groups: readonly CoverGroup[],
  common: Services,
  wordings: readonly Services[],
): readonly (readonly CoverRule[])[] {
  const classes = new ServiceClasses(groups.map(({ services }) => services));
  const weigh = new Weigher(
    classes,
    groups.map(({ weight }) => weight),
  );
  const given = classes.within(common);
  const apart = groups.map((_, at): Rectangle => {
    const own = classes.ofGroup[at] as Bits;
    return { classes: own, groups: 1n << BigInt(at) };
  });
  const large = groups.length < 2 || groups.length > MOST_GROUPS;
  const ways = large
    ? [apart]
    : [
        apart,
        search(weigh, given, wordings, apart),
        byService(classes, given),
        asWritten(classes, given, wordings),
      ];
  const different = new Map(
    ways.flatMap((way) => (way === undefined ? [] : [[keyOf(way), way] as const])),
  );
  return [...different.values()].map((rules) =>
    rules.map(({ classes: own, groups: needed }) => ({
      groups: placesOf(needed),
      services: shorter(classes.services(own), classes, own & ~given),
    })),
  );
}

function keyOf(rules: readonly Rectangle[]): string {
  const texts = rules.map(({ classes, groups }) => `${classes}:${groups}`);
  return texts.toSorted((a, b) => (a < b ? -1 : 1)).join(' ');
}

/** Classes with all the groups that have them; those of one kind with the same groups are one rule already. */
function byService(classes: ServiceClasses, given: Bits): readonly Rectangle[] {
  const rules = new Map<Bits, Rectangle>();
  for (let at = 0; at < classes.size; at += 1) {
    const own = whole(classes, 1n << BigInt(at));
    if ((own & ~given) !== 0n) rules.set(own, { classes: own, groups: classes.groupsOf(own) });
  }
  return pruned([...rules.values()], classes, given);
}

/** What people wrote, each for all groups that have it. Undefined where that is not everything that the groups have. */
function asWritten(
  classes: ServiceClasses,
  given: Bits,
  wordings: readonly Services[],
): readonly Rectangle[] | undefined {
  const rules = new Map<Bits, Rectangle>();
  for (const wording of wordings) {
    const own = classes.within(wording);
    if ((own & ~given) !== 0n) rules.set(own, { classes: own, groups: classes.groupsOf(own) });
  }
  const all = [...rules.values()].filter(({ groups }) => groups !== 0n);
  const said = classes.ofGroup.every((own, at) => {
    const parts = all.filter(({ groups }) => hasBit(groups, at));
    return (own & ~parts.reduce((sum, part) => sum | part.classes, given)) === 0n;
  });
  return said && all.length <= MOST_IMPROVED ? pruned(all, classes, given) : undefined;
}

/** Of two ways to say the same, the one with fewer words. */
function shorter(whole: Services, classes: ServiceClasses, rest: Bits): Services {
  const remainder = classes.services(rest);
  const complete = whole.others || !remainder.others;
  return complete && wordsOf(whole) > wordsOf(remainder) ? remainder : whole;
}

/** How much there is to read. */
class Weigher {
  readonly classes: ServiceClasses;
  readonly #weights: readonly number[];

  constructor(classes: ServiceClasses, weights: readonly number[]) {
    this.classes = classes;
    this.#weights = weights;
  }

  all(rules: readonly Rectangle[]): number {
    return rules.reduce((sum, rule) => sum + this.rule(rule), 0);
  }

  /** The services of a rule and its peers, the peers once for each kind of service. */
  rule({ classes: own, groups }: Rectangle): number {
    const { classes } = this;
    const kinds = classes.services(own).others ? 1 : classes.kinds(own).length;
    const peers = placesOf(groups).reduce((sum, at) => sum + this.group(at), 1);
    return classes.words(own) + kinds * peers;
  }

  /** What the peers of one group take. */
  group(at: number): number {
    return this.#weights[at] ?? 1;
  }
}

/** A rule to choose, with what choosing it asks again and again worked out. */
class Bid {
  readonly classes: Bits;
  readonly #words: readonly number[];
  readonly #groups: readonly number[];
  /** What its services take, and how often its peers are written. */
  readonly #length: number;
  readonly #kinds: number;
  readonly #weigh: Weigher;

  constructor(weigh: Weigher, { classes: own, groups }: Rectangle) {
    const { classes } = weigh;
    this.classes = own;
    this.#words = bitWords(own);
    this.#groups = placesOf(groups);
    this.#length = classes.words(own);
    this.#kinds = classes.services(own).others ? 1 : classes.kinds(own).length;
    this.#weigh = weigh;
  }

  /** How much of what is open it says for its length; 0: nothing. @param open words of the classes that each group needs yet. */
  worth(open: readonly Int32Array[]): number {
    let said = 0;
    let peers = 1;
    for (const at of this.#groups) {
      const own = this.#saidOf(open[at] as Int32Array);
      if (own === 0) continue;
      said += own;
      peers += this.#weigh.group(at);
    }
    return said === 0 ? 0 : said / (this.#length + this.#kinds * peers);
  }

  #saidOf(open: Int32Array): number {
    let said = 0;
    for (let i = 0; i < this.#words.length; i += 1) {
      const both = (open[i] as number) & (this.#words[i] as number);
      if (both !== 0) said += countWord(both);
    }
    return said;
  }

  /** Takes what it says from what is open. @returns the rule for the groups that needed it. */
  take(open: readonly Int32Array[]): Rectangle {
    let groups = 0n;
    for (const at of this.#groups) {
      const rest = open[at] as Int32Array;
      if (this.#saidOf(rest) === 0) continue;
      groups |= 1n << BigInt(at);
      for (const [i, word] of this.#words.entries()) rest[i] = (rest[i] as number) & ~word;
    }
    return { classes: this.classes, groups };
  }
}

/** Takes the rule that says most for its length, until everything is said; then drops what turned out needless. */
function search(
  weigh: Weigher,
  given: Bits,
  wordings: readonly Services[],
  apart: readonly Rectangle[],
): readonly Rectangle[] {
  const { classes } = weigh;
  const candidates = candidatesOf(classes, given, wordings);
  if (candidates.length > MOST_CANDIDATES) return apart;
  const size = Math.ceil(classes.size / 32);
  const open = classes.ofGroup.map((own) => {
    const words = new Int32Array(size);
    words.set(bitWords(own & ~given));
    return words;
  });
  const bids = candidates.map((candidate) => new Bid(weigh, candidate));
  const chosen: Rectangle[] = [];
  while (open.some((rest) => rest.some((word) => word !== 0))) {
    let best: Bid | undefined;
    let most = 0;
    for (const bid of bids) {
      const worth = bid.worth(open);
      if (worth <= most) continue;
      best = bid;
      most = worth;
    }
    if (best === undefined) return apart;
    chosen.push(best.take(open));
  }
  return improved(weigh, pruned(chosen, classes, given));
}

/** Above this many rules no two are compared. */
const MOST_IMPROVED = 60;

/**
 * Moves what two rules say about the same groups from one to the other, as long as that makes the whole shorter: `80, 443`
 * for many and `22, 80, 443` for one of them become `80, 443` for all of them and `22` for the one, or the other way round.
 */
function improved(weigh: Weigher, start: readonly Rectangle[]): readonly Rectangle[] {
  let rules = start;
  let better = rules.length <= MOST_IMPROVED;
  while (better) {
    better = false;
    for (const [at, one] of rules.entries()) {
      for (const [to, other] of rules.entries()) {
        if (at === to) continue;
        const before = weigh.all([one, other]);
        const moves = [given(weigh, one, other), taken(weigh, one, other)];
        const move = moves.find((pair) => pair !== undefined && weigh.all(pair) < before);
        if (move === undefined) continue;
        rules = [...rules.filter((_, i) => i !== at && i !== to), ...move];
        better = true;
        break;
      }
      if (better) break;
    }
  }
  return rules;
}

type Move = readonly Rectangle[] | undefined;

/** `other` serves the groups of `one` too, so `one` need not say what `other` says. */
function given({ classes }: Weigher, one: Rectangle, other: Rectangle): Move {
  const left = one.classes & ~other.classes;
  const possible = (one.groups & ~classes.groupsOf(other.classes)) === 0n;
  if (left === one.classes || !possible || cannotStand(classes, left)) return undefined;
  const wider = { ...other, groups: other.groups | one.groups };
  return left === 0n ? [wider] : [{ ...one, classes: left }, wider];
}

/** `one` says what `other` says too, so `other` need not serve its groups. */
function taken({ classes }: Weigher, one: Rectangle, other: Rectangle): Move {
  const all = one.classes | other.classes;
  const possible = (one.groups & ~classes.groupsOf(all)) === 0n;
  if ((one.groups & other.groups) === 0n || !possible || cannotStand(classes, all))
    return undefined;
  const left = other.groups & ~one.groups;
  const longer = { ...one, classes: all };
  return left === 0n ? [longer] : [longer, { ...other, groups: left }];
}

/** Unnamed protocols stand only in a rule about everything. */
function cannotStand(classes: ServiceClasses, own: Bits): boolean {
  return own !== 0n && whole(classes, own) !== own;
}

/** Without groups that the other rules serve already. */
function pruned(
  chosen: readonly Rectangle[],
  classes: ServiceClasses,
  given: Bits,
): readonly Rectangle[] {
  let rules = [...chosen];
  for (const [at] of chosen.entries()) {
    const rule = rules[at] as Rectangle;
    const groups = placesOf(rule.groups).filter((group) => {
      const others = rules.reduce(
        (sum, other, i) => (i !== at && hasBit(other.groups, group) ? sum | other.classes : sum),
        given,
      );
      return (rule.classes & (classes.ofGroup[group] as Bits) & ~others) !== 0n;
    });
    const left = groups.reduce((bits, group) => bits | (1n << BigInt(group)), 0n);
    rules = rules.with(at, { ...rule, groups: left });
  }
  return rules.filter(({ groups }) => groups !== 0n);
}

/** Sets of classes that would make good rules, each with all groups that have it. In a stable order. */
function candidatesOf(
  classes: ServiceClasses,
  given: Bits,
  wordings: readonly Services[],
): readonly Rectangle[] {
  const found = new Map<Bits, Rectangle>();
  const add = (wanted: Bits): void => {
    const own = whole(classes, wanted);
    for (const one of own === wanted ? [own, ...classes.kinds(own)] : [own]) {
      if ((one & ~given) === 0n || found.has(one) || found.size > MOST_CANDIDATES) continue;
      if (one !== own && classes.services(one).others) continue;
      const groups = classes.groupsOf(one);
      if (groups !== 0n) found.set(one, { classes: one, groups });
    }
  };
  for (const own of classes.ofGroup) add(own);
  for (const wording of wordings) add(classes.within(wording));
  for (let at = 0; at < classes.size; at += 1) add(1n << BigInt(at));
  const paired = classes.ofGroup.slice(0, MOST_PAIRED);
  for (const [at, a] of paired.entries()) for (const b of paired.slice(at + 1)) add(a & b);
  return [...found.values()];
}

/** Protocols that have no name are meant only together with everything else. */
function whole(classes: ServiceClasses, wanted: Bits): Bits {
  if (wanted === 0n || !classes.services(wanted).others) return wanted;
  const everything = classes.ofGroup.find((own) => classes.services(own).others) ?? wanted;
  return everything;
}
