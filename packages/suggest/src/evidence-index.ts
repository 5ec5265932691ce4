/**
 * Everything that suggestions are drawn from, indexed: the inventory's owners with their words and addresses, the cells
 * that lists name, who sits where, and who asks whom for what.
 */
import { addressMap, type Inventory, type OwnedRange } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { type Range, type Ranges, normalizeRanges } from '@aclift/packet-set';
import { type Cell, cellsOf } from './cells.ts';
import { domainOf, type HostName, spacedStem, stemOf } from './host-names.ts';
import { type Mentions, mentionsOf, type Place } from './mentions.ts';
import { type Compared, type Profile, ProfileIndex, profileOf } from './profile.ts';
import { Segments } from './segments.ts';
import { bestMatch, isOutsideWord, wordMatch, wordsOf } from './words.ts';

/** Somebody whom the inventory names. */
export interface Target {
  /** `workload NS/NAME` or `external NAME`. */
  readonly key: string;
  readonly kind: 'workload' | 'external';
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly name: string;
  /** Canonical words of what it is called. */
  readonly identity: readonly string[];
  /** Canonical words of its namespace and its other labels. */
  readonly context: readonly string[];
  readonly ranges: Ranges<number>;
  /** Its entry in the inventory. */
  readonly place: Place;
}

/** Label keys that say what a workload is called, best first. */
const NAMING_KEYS: readonly string[] = [
  'app.kubernetes.io/name',
  'app',
  'k8s-app',
  'name',
  'component',
  'role',
];

/** What the inputs are. */
export interface EvidenceInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory | undefined;
  readonly hostNames: readonly HostName[];
  /** What an estate of the same devices has read of them; absent: it is read here. */
  readonly read?: Pick<EvidenceIndex, 'mentions' | 'segments'>;
}

/** Built once a run; look-ups are cheap. */
export class EvidenceIndex {
  readonly inventory: Inventory | undefined;
  readonly mentions: Mentions;
  readonly segments: Segments;
  readonly cells: readonly Cell[];
  readonly targets: readonly Target[];
  /** The label key that this inventory names workloads by. */
  readonly namingKey: string;
  readonly namespaces: readonly string[];
  /** Share of workloads whose name holds their namespace, as in shop/shop-db; 0.5 where there are none. */
  readonly namesHoldNamespace: number;
  /** Words that are in so many host names that they tell of a site or a habit, not of a workload. */
  readonly habits: ReadonlySet<string>;
  /** Named workloads whose host's domain could hold the namespace: how many do, and how far that is to be trusted. */
  readonly domains: { readonly right: number; readonly asked: number; readonly trust: number };
  /** Domain labels that hosts of named owners bear who are not in a namespace of that name. */
  readonly otherDomains: ReadonlySet<string>;
  /** Named owners that are called like what commonly stays outside: workloads among them, and the share of the others. */
  readonly outsideWords: { readonly inside: number; readonly share: number };
  /** How often the names that people gave hold the owner's name in full, among those whose owner is known. */
  readonly spelling: { readonly hosts: number; readonly groups: number };
  readonly #byKey: ReadonlyMap<string, Target>;
  readonly #cells: ReadonlyMap<string, readonly Cell[]>;
  readonly #stems: ReadonlyMap<string, ReadonlyMap<string, HostName>>;
  readonly #owned: readonly OwnedRange<number>[];
  readonly #rarity: ReadonlyMap<string, number>;
  #index: ProfileIndex | undefined;
  readonly #alike = new Map<string, ReadonlySet<string>>();
  readonly #profiles = new Map<string, Profile>();
  readonly #residents = new Map<number, ReadonlyMap<string, number>>();

  constructor({ devices, inventory, hostNames, read }: EvidenceInput) {
    this.inventory = inventory;
    this.mentions = read?.mentions ?? mentionsOf(devices);
    this.segments = read?.segments ?? new Segments(devices);
    this.#owned = inventory === undefined ? [] : addressMap(inventory, 'ipv4');
    this.namingKey = namingKeyOf(inventory);
    this.targets = targetsOf(inventory, this.#owned, this.namingKey);
    this.#byKey = new Map(this.targets.map((target) => [target.key, target]));
    this.namespaces = (inventory?.namespaces ?? []).map(({ name }) => name).toSorted();
    this.namesHoldNamespace = shareOfNamesWithNamespace(this.targets);
    this.cells = cellsOf({
      sets: this.mentions.sets,
      segments: this.segments.all,
      hostNames,
      owned: this.#owned,
      ownerKey,
    });
    this.#cells = Map.groupBy(this.cells, ({ owner }) => owner ?? '');
    const domains = domainsOf(hostNames, (address) => this.ownerAt(address));
    this.domains = domains.habit;
    this.otherDomains = domains.others;
    this.outsideWords = outsideWordsOf(this.targets);
    this.#rarity = rarityOf(this.targets);
    this.habits = habitsOf(hostNames, this.targets, this.namespaces);
    this.spelling = spellingOf(hostNames, this.mentions, this);
    this.#stems = stemsOf(hostNames, (address) => this.ownerAt(address));
  }

  target(key: string): Target | undefined {
    return this.#byKey.get(key);
  }

  /** Who owns an address; undefined: nobody, or a virtual address. */
  ownerAt(address: number): Target | undefined {
    let low = 0;
    let high = this.#owned.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const piece = this.#owned[middle] as OwnedRange<number>;
      if (address < piece.from) high = middle - 1;
      else if (address > piece.to) low = middle + 1;
      else return this.#byKey.get(ownerKey(piece.owner));
    }
    return undefined;
  }

  /** Owners within ranges, with how many addresses each has there. */
  ownersIn(ranges: Ranges<number>): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    for (const { from, to, owner } of this.#owned) {
      for (const range of ranges) {
        const size = Math.min(to, range.to) - Math.max(from, range.from) + 1;
        if (size > 0) {
          const key = ownerKey(owner);
          counts.set(key, (counts.get(key) ?? 0) + size);
        }
      }
    }
    return counts;
  }

  /** The same of a whole segment; worked out once. */
  residents(segment: { readonly id: number } & Range<number>): ReadonlyMap<string, number> {
    const known = this.#residents.get(segment.id);
    if (known !== undefined) return known;
    const counts = this.ownersIn([segment]);
    this.#residents.set(segment.id, counts);
    return counts;
  }

  /** Owners of addresses whose host names have this stem, with one such name each. */
  ownersOfStem(name: string): ReadonlyMap<string, HostName> {
    return this.#stems.get(stemOf(name)) ?? new Map();
  }

  /** How much it tells that a name has this word: words of many names tell little. */
  rarity(word: string): number {
    return this.#rarity.get(word) ?? Math.log(1 + this.targets.length) + 1;
  }

  /** The cells of an owner. */
  cellsOf(key: string): readonly Cell[] {
    return this.#cells.get(key) ?? [];
  }

  /** Owners with a word that is like this one, in their name, namespace or labels. */
  alike(word: string): ReadonlySet<string> {
    const known = this.#alike.get(word);
    if (known !== undefined) return known;
    const found = new Set<string>();
    for (const { context, identity, key } of this.targets) {
      if (bestMatch(word, identity) > 0 || bestMatch(word, context) > 0) found.add(key);
    }
    this.#alike.set(word, found);
    return found;
  }

  /** Compares a profile with those of all owners. */
  compare(profile: Profile): ReadonlyMap<string, Compared> {
    this.#index ??= new ProfileIndex(
      new Map(this.targets.map((target) => [target.key, this.profile(target)])),
    );
    return this.#index.compare(profile);
  }

  /** What the target's addresses ask for and serve. */
  profile(target: Target): Profile {
    const known = this.#profiles.get(target.key);
    if (known !== undefined) return known;
    const profile = profileOf(this.cellsOf(target.key), this);
    this.#profiles.set(target.key, profile);
    return profile;
  }
}

/** The key of an owner, as {@link Target.key} spells it. Virtual addresses have one too, and no target. */
export function ownerKey(owner: OwnedRange['owner']): string {
  if (owner.kind === 'workload') return `workload ${owner.id}`;
  return owner.kind === 'external' ? `external ${owner.name}` : `vip ${owner.address}`;
}

function namingKeyOf(inventory: Inventory | undefined): string {
  const workloads = inventory?.workloads ?? [];
  const counted = NAMING_KEYS.map((key) => ({
    key,
    count: workloads.filter(({ labels }) => labels[key] !== undefined).length,
  }));
  const best = counted.reduce((a, b) => (b.count > a.count ? b : a));
  return best.count === 0 ? 'app' : best.key;
}

function targetsOf(
  inventory: Inventory | undefined,
  owned: readonly OwnedRange<number>[],
  namingKey: string,
): readonly Target[] {
  if (inventory === undefined) return [];
  const ranges = new Map<string, Range<number>[]>();
  for (const { from, to, owner } of owned) {
    const key = ownerKey(owner);
    const list = ranges.get(key);
    if (list === undefined) ranges.set(key, [{ from, to }]);
    else list.push({ from, to });
  }
  const rangesOf = (key: string): Ranges<number> => normalizeRanges(ranges.get(key) ?? []);
  const workloads = inventory.workloads.map((workload): Target => {
    const { id, labels, namespace, span } = workload;
    const name = labels[namingKey] ?? workload.name;
    const others = Object.entries(labels).filter(([key]) => key !== namingKey);
    return {
      key: `workload ${id}`,
      kind: 'workload',
      namespace,
      labels,
      name,
      identity: canonicalWords(name),
      context: canonicalWords([namespace, ...others.map(([, value]) => value)].join(' ')),
      ranges: rangesOf(`workload ${id}`),
      place: { source: inventory.source, span },
    };
  });
  const externals = inventory.externals.map(({ name, span }): Target => ({
    key: `external ${name}`,
    kind: 'external',
    name,
    identity: canonicalWords(name),
    context: [],
    ranges: rangesOf(`external ${name}`),
    place: { source: inventory.source, span },
  }));
  return [...workloads, ...externals];
}

/** Words of a name; of a name without any, the name itself. */
export function canonicalWords(name: string): readonly string[] {
  const words = [...new Set(wordsOf(name).map(({ word }) => word))];
  return words.length > 0 ? words : [name.toLowerCase()];
}

/** One pretended example of each kind keeps few workloads from saying too much. */
function shareOfNamesWithNamespace(targets: readonly Target[]): number {
  const workloads = targets.filter(({ namespace }) => namespace !== undefined);
  const holding = workloads.filter(({ identity, namespace }) => identity.includes(namespace ?? ''));
  return (holding.length + 1) / (workloads.length + 2);
}

function rarityOf(targets: readonly Target[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { identity } of targets) {
    for (const word of identity) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Map(
    [...counts].map(([word, count]) => [word, Math.log(1 + targets.length / count) + 0.2]),
  );
}

/** Words in the host part of a third of all stems, unless somebody is called so. */
function habitsOf(
  hostNames: readonly HostName[],
  targets: readonly Target[],
  namespaces: readonly string[],
): ReadonlySet<string> {
  const stems = [...new Set(hostNames.map(({ name }) => spacedStem(name, namespaces)))];
  const counts = new Map<string, number>();
  for (const stem of stems) {
    for (const word of new Set(wordsOf(stem).map((part) => part.word))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const names = new Set([...namespaces, ...targets.flatMap(({ identity }) => identity)]);
  return new Set(
    [...counts]
      .filter(([word, count]) => count >= 4 && count * 4 >= stems.length && !names.has(word))
      .map(([word]) => word),
  );
}

/** Whether domains hold namespaces here: tried on every named workload whose host has a domain of more than two labels. */
function domainsOf(
  hostNames: readonly HostName[],
  ownerAt: (address: number) => Target | undefined,
): { readonly habit: EvidenceIndex['domains']; readonly others: ReadonlySet<string> } {
  const tried = new Map<string, boolean>();
  const others = new Set<string>();
  for (const { address, name } of hostNames) {
    const owner = ownerAt(address);
    const labels = domainOf(name).slice(0, -2);
    if (owner === undefined || labels.length === 0) continue;
    const { namespace } = owner;
    for (const label of labels) if (label !== namespace) others.add(label);
    if (namespace === undefined) continue;
    const holds = labels.some((label) => wordMatch(label, namespace) >= 0.8);
    tried.set(owner.key, holds || (tried.get(owner.key) ?? false));
  }
  const asked = tried.size;
  const right = [...tried.values()].filter(Boolean).length;
  // A label that is somebody's namespace is not struck off because a host of another bears it.
  for (const { address } of hostNames) {
    const namespace = ownerAt(address)?.namespace;
    if (namespace !== undefined) others.delete(namespace);
  }
  return {
    habit: { right, asked, trust: asked === 0 ? 1 : (right + 0.25) / (asked + 0.5) },
    others,
  };
}

/** One pretended external keeps few workloads from saying too much. */
function outsideWordsOf(targets: readonly Target[]): EvidenceIndex['outsideWords'] {
  const called = targets.filter(({ identity }) => identity.some(isOutsideWord));
  const inside = called.filter(({ kind }) => kind === 'workload').length;
  return { inside, share: (called.length - inside + 1) / (called.length + 1) };
}

function stemsOf(
  hostNames: readonly HostName[],
  ownerAt: (address: number) => Target | undefined,
): ReadonlyMap<string, ReadonlyMap<string, HostName>> {
  const stems = new Map<string, Map<string, HostName>>();
  for (const host of hostNames) {
    const owner = ownerAt(host.address);
    const stem = stemOf(host.name);
    if (owner === undefined || stem === '') continue;
    const owners = stems.get(stem) ?? new Map<string, HostName>();
    if (!owners.has(owner.key)) owners.set(owner.key, host);
    stems.set(stem, owners);
  }
  return stems;
}

/** One pretended example of each kind on both counts. */
function spellingOf(
  hostNames: readonly HostName[],
  { sets }: Mentions,
  estate: Pick<EvidenceIndex, 'namespaces' | 'ownerAt' | 'ownersIn' | 'target'>,
): EvidenceIndex['spelling'] {
  const hosts = { full: 1, all: 2 };
  const stems = new Set<string>();
  for (const { address, name } of hostNames) {
    const owner = estate.ownerAt(address);
    const key = `${owner?.key} ${stemOf(name)}`;
    if (owner === undefined || stems.has(key)) continue;
    stems.add(key);
    hosts.all += 1;
    if (spells(spacedStem(name, estate.namespaces), owner)) hosts.full += 1;
  }
  const groups = { full: 1, all: 2 };
  for (const { group, ranges } of sets) {
    if (group === undefined) continue;
    const [only, second] = [...estate.ownersIn(ranges).keys()];
    const owner = only === undefined || second !== undefined ? undefined : estate.target(only);
    if (owner === undefined) continue;
    groups.all += 1;
    if (spells(group.name, owner)) groups.full += 1;
  }
  return { hosts: hosts.full / hosts.all, groups: groups.full / groups.all };
}

function spells(text: string, { identity }: Target): boolean {
  const words = new Set(wordsOf(text).map(({ word }) => word));
  return identity.every((word) => words.has(word));
}
