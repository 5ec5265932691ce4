/**
 * How the suggester does on what the user has named: owners are hidden in turn, wholly or by half of their addresses, and
 * the suggester is asked for them. What it gets right raises or lowers the confidences of this estate.
 */
import type { Inventory } from '@aclift/inventory';
import { canonicalWords, type EvidenceIndex, type Target } from './evidence-index.ts';
import { fingerprint } from './fingerprint.ts';
import type { HostName } from './host-names.ts';
import {
  confidenceIn,
  type Group,
  GROUPS,
  groupOfClass,
  type Model,
  probabilities,
  scoreOf,
  type Shifts,
} from './model.ts';
import { isSubject, type SuggestInput, type WeighedCandidate, weigher } from './weigher.ts';

/** One question whose answer is known. */
export interface Trial {
  readonly candidates: readonly WeighedCandidate[];
  /** Indexes of the right candidates. */
  readonly right: ReadonlySet<number>;
}

/** What a model needs of a trial. */
export interface BriefTrial {
  readonly candidates: readonly {
    readonly candidate: WeighedCandidate['candidate'];
    readonly findings: readonly Pick<WeighedCandidate['findings'][number], 'kind' | 'strength'>[];
  }[];
  readonly right: ReadonlySet<number>;
}

/** What the suggester would have said of it. */
export interface Tried {
  readonly group: Group;
  /** Before this estate was taken into account. */
  readonly confidence: number;
  readonly right: boolean;
}

/** How one group did. */
export interface GroupCheck {
  readonly group: Group;
  /** Trials whose best proposal was of this group. */
  readonly tried: number;
  /** Those that would have been suggestions. */
  readonly said: number;
  /** Those of them that were right. */
  readonly right: number;
}

export interface Checked {
  /** Subjects that were asked for. */
  readonly asked: number;
  readonly groups: readonly GroupCheck[];
  readonly shifts: Shifts;
  /** Groups whose proposals are questions only, because too few were right here. */
  readonly silent: readonly Group[];
}

/** Parts into which owners are divided; each is hidden once. Of large estates, only so many are hidden. */
const PARTS = 4;
const PARTS_OF_LARGE = 2;
/** Most subjects that are asked for in one part; of large estates, fewer are enough. */
const MAX_TRIALS = 40;
const MAX_TRIALS_OF_LARGE = 20;
const LARGE = 1000;
/** Owners of more addresses than this are networks: half of one says nothing about replicas. */
const MAX_HOSTS = 64;
/** Fewer suggestions than this say nothing about whether to speak. */
const ENOUGH = 4;
const RIGHT_ENOUGH = 0.7;

/** All trials of an estate; independent of the weights. */
export function trialsOf(
  input: SuggestInput,
  estate: EvidenceIndex,
  hostNames: readonly HostName[],
): readonly Trial[] {
  const { inventory } = input;
  const asked = estate.targets.filter(({ key }) => estate.cellsOf(key).length > 0);
  if (inventory === undefined || asked.length < 2) return [];
  const order = asked
    .map(({ key }) => ({ key, mark: fingerprint(key) }))
    .toSorted((a, b) => (a.mark < b.mark ? -1 : 1));
  const partOf = new Map(order.map(({ key }, at) => [key, at % PARTS]));
  const tried = estate.cells.length > LARGE ? PARTS_OF_LARGE : PARTS;
  return Array.from({ length: tried }, (_, part) =>
    trialsOfPart(input, inventory, estate, hostNames, (key) => {
      const own = partOf.get(key);
      if (own === part) return 'all';
      return own === (part + 1) % PARTS ? 'half' : 'none';
    }),
  ).flat();
}

type Hidden = (key: string) => 'all' | 'half' | 'none';

function trialsOfPart(
  input: SuggestInput,
  inventory: Inventory,
  full: EvidenceIndex,
  hostNames: readonly HostName[],
  hidden: Hidden,
): readonly Trial[] {
  const { estate, weigh } = weigher(
    { ...input, inventory: without(inventory, hidden) },
    hostNames,
    full,
  );
  const trials: Trial[] = [];
  const most = estate.cells.length > LARGE ? MAX_TRIALS_OF_LARGE : MAX_TRIALS;
  for (const cell of estate.cells) {
    if (trials.length >= most) break;
    const [first] = cell.ranges;
    const owner = first === undefined ? undefined : full.ownerAt(first.from);
    if (owner === undefined || !isSubject(cell)) continue;
    const isOne = cell.ranges.every(
      ({ from, to }) => full.ownerAt(from) === owner && full.ownerAt(to) === owner,
    );
    if (!isOne) continue;
    const { candidates } = weigh(cell);
    const isKnown = estate.target(owner.key) !== undefined;
    const right = [...candidates.keys()].filter((at) => {
      const candidate = candidates[at]?.candidate;
      return candidate !== undefined && isOwner(candidate, owner, isKnown);
    });
    trials.push({ candidates, right: new Set(right) });
  }
  return trials;
}

/** Whether a candidate is the owner: to the letter but for separators, of externals by half of the words. */
function isOwner(
  { class: proposal, identity, key, name, namespace }: WeighedCandidate['candidate'],
  owner: Target,
  isKnown: boolean,
): boolean {
  if (isKnown) return key === owner.key;
  if (proposal === 'new-workload') {
    const plain = (text: string): string => text.replace(/[^a-z0-9]/gi, '').toLowerCase();
    return (
      owner.kind === 'workload' &&
      namespace === owner.namespace &&
      plain(name) === plain(owner.name)
    );
  }
  if (proposal !== 'new-external' || owner.kind !== 'external') return false;
  const words = canonicalWords(owner.name);
  const met = words.filter((word) => identity.includes(word)).length;
  return met * 2 >= Math.max(words.length, identity.length);
}

function without(inventory: Inventory, hidden: Hidden): Inventory {
  const keep = <T extends Inventory['workloads'][number] | Inventory['externals'][number]>(
    key: string,
    owner: T,
  ): readonly T[] => {
    const how = hidden(key);
    if (how === 'all') return [];
    return how === 'none' ? [owner] : [{ ...owner, addresses: halfOf(owner.addresses) }];
  };
  return {
    ...inventory,
    workloads: inventory.workloads.flatMap((one) => keep(`workload ${one.id}`, one)),
    externals: inventory.externals.flatMap((one) => keep(`external ${one.name}`, one)),
  };
}

type Addresses = Inventory['workloads'][number]['addresses'];

/** Every second host; all of what is a network or one host. */
function halfOf(addresses: Addresses): Addresses {
  let size = 0;
  for (const range of addresses) {
    size += range.family === 'ipv4' ? range.to - range.from + 1 : 0;
  }
  if (size < 2 || size > MAX_HOSTS) return addresses;
  let at = 0;
  return addresses.flatMap((range) => {
    if (range.family !== 'ipv4') return [range];
    const kept: Addresses[number][] = [];
    for (let host = range.from; host <= range.to; host += 1) {
      if (at % 2 === 0) kept.push({ ...range, from: host, to: host });
      at += 1;
    }
    return kept;
  });
}

/** What the model says of trials. */
export function triedOf(trials: readonly BriefTrial[], model: Model): readonly Tried[] {
  return trials.flatMap(({ candidates, right }): Tried[] => {
    const chances = probabilities(
      candidates.map(({ candidate, findings }) => scoreOf(model, candidate.class, findings)),
    );
    let best = -1;
    for (const [at, chance] of chances.entries()) {
      if (best < 0 || chance > (chances[best] ?? 0)) best = at;
    }
    const one = candidates[best];
    if (one === undefined) return [];
    return [
      {
        group: groupOfClass(one.candidate.class),
        confidence: confidenceIn(model, one, chances[best] ?? 0),
        right: right.has(best),
      },
    ];
  });
}

/** The most likely shift of each group, given how far estates differ. */
export function shiftsOf(
  tried: readonly Tried[],
  { spread, trial }: Pick<Model, 'spread' | 'trial'>,
): Shifts {
  const of = (group: Group): number =>
    shiftOf(
      tried.filter((one) => one.group === group),
      trial[group],
      spread,
    );
  return {
    known: of('known'),
    'new-workload': of('new-workload'),
    'new-external': of('new-external'),
  };
}

/** Newton's method on the penalized likelihood, which is concave. */
export function shiftOf(
  tried: readonly Pick<Tried, 'confidence' | 'right'>[],
  offset: number,
  spread: number,
): number {
  if (tried.length === 0 || spread === 0) return 0;
  let shift = 0;
  for (let step = 0; step < 25; step += 1) {
    let slope = -shift / spread ** 2;
    let bend = -1 / spread ** 2;
    for (const { confidence, right } of tried) {
      const inside = Math.min(0.98, Math.max(0.02, confidence));
      const odds = Math.log(inside / (1 - inside)) + offset + shift;
      const chance = 1 / (1 + Math.exp(-odds));
      slope += Number(right) - chance;
      bend -= chance * (1 - chance);
    }
    shift -= slope / bend;
  }
  return Math.round(shift * 1000) / 1000;
}

/** Tries the model on what is named. */
export function checkOf(
  input: SuggestInput,
  estate: EvidenceIndex,
  hostNames: readonly HostName[],
  model: Model,
): Checked {
  const trials = trialsOf(input, estate, hostNames);
  return checkedOf(trials.length, triedOf(trials, model), model);
}

export function checkedOf(asked: number, tried: readonly Tried[], model: Model): Checked {
  const groups = GROUPS.map((group): GroupCheck => {
    const own = tried.filter((one) => one.group === group);
    const said = own.filter(({ confidence }) => confidence >= model.speakFrom);
    return {
      group,
      tried: own.length,
      said: said.length,
      right: said.filter(({ right }) => right).length,
    };
  });
  return {
    asked,
    groups,
    shifts: shiftsOf(tried, model),
    silent: groups
      .filter(({ right, said }) => said >= ENOUGH && right < RIGHT_ENOUGH * said)
      .map(({ group }) => group),
  };
}
