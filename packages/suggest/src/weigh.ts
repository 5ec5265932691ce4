/**
 * The evidence for and against one candidate, without weights: what is there, how clearly, and where. The model turns
 * it into a confidence.
 */
import type { Range } from '@aclift/packet-set';
import {
  type Candidate,
  domainMatch,
  environmentOfTarget,
  groupNamespaces,
  namedIn,
  neighbourNamespaces,
  peerNamespaces,
} from './candidates.ts';
import type { Cell } from './cells.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import { hostPlace, type Saying } from './sayings.ts';
import { clientWords, isTelling, listenerWords } from './services.ts';
import type { EvidenceKind, EvidencePlace } from './suggestion.ts';
import { against, unique } from './weigh-against.ts';
import { habits } from './weigh-habits.ts';
import { bestMatch, isGeneric, isOutsideWord } from './words.ts';
import type { Finding, CellFacts, Add, Lazy, Together } from './weigh-facts.ts';

/** Below this a likeness of names is chance. */
const FLOOR = 0.2;

/** All evidence about `candidate`; one finding a kind, the strongest. */
export function weigh(
  facts: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
): readonly Finding[] {
  const found = new Map<EvidenceKind, Finding>();
  const add: Add = (kind, strength, says, places = []) => {
    if (strength <= 0.01 || strength <= (found.get(kind)?.strength ?? 0)) return;
    found.set(kind, new LazyFinding(kind, Math.min(1, strength), says, places));
  };
  add('prior', 1, PRIOR[candidate.class]);
  names(facts, candidate, estate, add);
  membership(facts, candidate, estate, add);
  access(facts, candidate, estate, add);
  place(facts, candidate, estate, add);
  if (candidate.class === 'new-workload') namespaceOf(facts, candidate, estate, add);
  against(facts, candidate, estate, (saying) => nameLikeness(saying, candidate, estate), add);
  habits(facts, candidate, add);
  return [...found.values()];
}

/** Most findings are about candidates that nobody sees. */
class LazyFinding implements Finding {
  readonly kind: EvidenceKind;
  readonly strength: number;
  readonly #says: Lazy<string>;
  readonly #places: Lazy<readonly EvidencePlace[]>;

  constructor(
    kind: EvidenceKind,
    strength: number,
    says: Lazy<string>,
    places: Lazy<readonly EvidencePlace[]>,
  ) {
    this.kind = kind;
    this.strength = strength;
    this.#says = says;
    this.#places = places;
  }

  get says(): string {
    return typeof this.#says === 'function' ? this.#says() : this.#says;
  }

  get places(): readonly EvidencePlace[] {
    return (typeof this.#places === 'function' ? this.#places() : this.#places).slice(0, 3);
  }
}

const PRIOR: Readonly<Record<Candidate['class'], string>> = {
  'known-workload': 'a workload of the inventory',
  'known-external': 'an external of the inventory',
  'new-workload': 'a workload that the inventory does not have',
  'new-external': 'an external that the inventory does not have',
};

const TEXT: Readonly<Record<Saying['kind'], (text: string) => string>> = {
  'host-name': (text) => `host name ${text}`,
  'group-name': (text) => `object-group ${text}`,
  'group-description': (text) => `group description "${text}"`,
  remark: (text) => `remark "${text}"`,
  'list-name': (text) => `list ${text}`,
  'interface-description': (text) => `interface description "${text}"`,
  'vlan-name': (text) => `VLAN name "${text}"`,
};

function names(facts: CellFacts, candidate: Candidate, estate: EvidenceIndex, add: Add): void {
  const agreeing = new Set<string>();
  let hostMatch = 0;
  let host: Saying | undefined;
  for (const saying of facts.sayings) {
    const alike = nameLikeness(saying, candidate, estate);
    if (saying.kind === 'host-name' && saying.words.length > 0) {
      hostMatch = Math.max(hostMatch, alike);
      host ??= saying;
    }
    if (alike < FLOOR) continue;
    add(saying.kind, alike * saying.reach, TEXT[saying.kind](saying.text), [saying.place]);
    if (alike >= 0.6) agreeing.add(saying.kind);
  }
  if (agreeing.size > 1) {
    add('agreement', (agreeing.size - 1) / 3, `${agreeing.size} kinds of names agree`);
  }
  const [named] = facts.cell.hostNames;
  if (named !== undefined) {
    const series = facts.cell.hostNames.length - 1;
    const says = `${series + 1} hosts are called alike`;
    if (candidate.class !== 'known-external') add('host-name-series', series / 3, says);
    const siblings = estate.ownersOfStem(named.name);
    const sibling = siblings.get(candidate.key);
    if (sibling !== undefined) {
      const says = `${named.name} is called like ${sibling.name}, which is ${candidate.name}`;
      add('host-name-sibling', 1 / siblings.size, says, [hostPlace(named), hostPlace(sibling)]);
    } else if (host !== undefined && hostMatch < 0.5) {
      const says = `the host name ${host.text} is about something else`;
      add('host-name-differs', 1 - hostMatch, says, [host.place]);
    }
  }
  if (candidate.namespace !== undefined && named !== undefined) {
    const match = domainMatch(facts.cell, candidate.namespace) * estate.domains.trust;
    add('host-domain', match, `domain of ${named.name}`, [hostPlace(named)]);
  }
  const { environment } = facts;
  const own = candidate.target === undefined ? undefined : environmentOfTarget(candidate.target);
  if (environment !== undefined && own !== undefined && own !== environment) {
    add('environment-differs', 1, `its names say ${environment}, and ${candidate.name} is ${own}`);
  }
  const outside = candidate.identity.filter(isOutsideWord);
  if (outside.length > 0 && candidate.class !== 'known-external') {
    const { inside, share } = estate.outsideWords;
    const says =
      inside === 0
        ? `"${outside[0]}" commonly stays outside a cluster`
        : `"${outside[0]}" commonly stays outside a cluster, but ${inside} such things are workloads here`;
    add('outside-word', share, says);
  }
  if (candidate.target === undefined && host !== undefined) {
    const whole = host.words.map(({ word }) => word).join(' ');
    const told =
      candidate.namespace !== undefined &&
      domainMatch(facts.cell, candidate.namespace) * estate.domains.trust >= 0.8;
    if (whole === candidate.identity.join(' ')) {
      const says = told
        ? `the domain of ${host.text} tells the namespace, so the rest is the name`
        : `${host.text} holds no other word`;
      add('whole-name', told ? 1 : 0.4, says, [host.place]);
    } else if (told && hostMatch >= 0.5) {
      const says = `the domain of ${host.text} tells the namespace, and its host part is not ${candidate.name}`;
      add('name-cut', 1, says, [host.place]);
    }
  }
  if (candidate.namedByPort === true) {
    add(
      'named-by-port',
      1,
      `nothing calls it ${candidate.name}: that is what its services suggest`,
    );
  }
  if (candidate.target === undefined) spelling(facts, candidate, estate, add);
  if (candidate.class === 'new-workload') {
    const habit = estate.namesHoldNamespace;
    const holds = candidate.identity.some((word) => candidate.context.includes(word));
    const says = holds
      ? 'names of the inventory hold their namespace too'
      : 'names of the inventory do not hold their namespace';
    add('naming-habit', holds ? habit : 1 - habit, says);
  }
  if (candidate.target === undefined && candidate.identity.every(isGeneric)) {
    add('generic-name', 1, `the name ${candidate.name} says only what kind of thing it is`);
  }
}

/** Whether a new name is likely to be the full one: as far as names of this estate are, and as it looks like a word. */
function spelling(
  { sayings }: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
  add: Add,
): void {
  const gives = (kind: Saying['kind']): boolean =>
    sayings.some(
      (saying) =>
        saying.kind === kind &&
        candidate.identity.every((word) => saying.words.some((other) => other.word === word)),
    );
  const share = Math.max(
    gives('host-name') ? estate.spelling.hosts : 0,
    gives('group-name') ? estate.spelling.groups : 0,
  );
  const percent = Math.round(share * 100);
  add('spelling-habit', share, `${percent} % of such names whose owner is known spell it in full`);
  const brief = candidate.identity.filter((word) => isBrief(word));
  if (brief.length > 0) add('abbreviated', 1, `"${brief[0]}" looks like an abbreviation`);
}

/** Up to three letters, or hardly a vowel: `rts`, `dnn`, `cls`. */
function isBrief(word: string): boolean {
  if (isGeneric(word) || isOutsideWord(word)) return false;
  const vowels = word.replace(/[^aeiouy]/g, '').length;
  return word.length <= 3 || vowels * 5 < word.length;
}

/**
 * How far a saying is about a candidate. Everything that the candidate is called should be in it, rare words before
 * common ones; what else is in it should be its namespace and labels.
 */
function nameLikeness(saying: Saying, candidate: Candidate, estate: EvidenceIndex): number {
  const said = saying.words.map(({ word }) => word);
  if (said.length === 0) return 0;
  const { context, identity } = candidate;
  let wanted = 0;
  let met = 0;
  for (const word of identity) {
    const worth = estate.rarity(word);
    wanted += worth;
    met += worth * bestMatch(word, said);
  }
  const recall = wanted === 0 ? 0 : met / wanted;
  const about = [...identity, ...context];
  const covered = said.reduce((sum, word) => sum + bestMatch(word, about), 0) / said.length;
  // "their databases" says what kind of thing it is, and not what that is called.
  if (candidate.target === undefined && said.every(isGeneric)) return recall * covered * 0.4;
  const isWide =
    saying.kind === 'list-name' ||
    saying.kind === 'interface-description' ||
    saying.kind === 'vlan-name';
  // Networks and lists are called after tiers and teams, so a namespace or a label counts as well.
  return isWide ? Math.max(recall * covered, covered * 0.7) : recall * (0.4 + 0.6 * covered);
}

function membership(
  { cell, cite, together }: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
  add: Add,
): void {
  const alike = together.get(candidate.key);
  if (alike !== undefined) {
    add(
      'listed-together',
      alike.own / (alike.known + 1),
      `${alike.own} of ${alike.known} mapped addresses that the list treats alike are ${candidate.name}`,
      () => (alike.place === undefined ? [] : [cite(alike.place)]),
    );
  }
  const set = cell.sets.find(({ group, size }) => group !== undefined && size > cell.size);
  if (set?.group === undefined) return;
  const owners = estate.ownersIn(set.ranges);
  const known = [...owners.values()].reduce((sum, count) => sum + count, 0);
  if (known === 0) return;
  const where = [cite(set.group.place)];
  const own = owners.get(candidate.key) ?? 0;
  if (own > 0) {
    const says = `${own} of ${known} mapped addresses of object-group ${set.group.name} are ${candidate.name}`;
    add('group-members', own / (known + 1), says, where);
  }
  if (owners.size > 1) {
    add(
      'group-mixed',
      (owners.size - 1) / owners.size,
      `object-group ${set.group.name} holds ${owners.size} different owners`,
      where,
    );
  }
}

/** Owners of hosts that a list treats alike: those that are mapped already say who the others are. */
export function togetherOf(cell: Cell, estate: EvidenceIndex): ReadonlyMap<string, Together> {
  const found = new Map<string, Together>();
  for (const set of cell.sets.slice(0, 4)) {
    for (const ids of (estate.mentions.together.get(set.id) ?? []).slice(0, 4)) {
      const owners = estate.ownersIn(ids.flatMap((id) => estate.mentions.sets[id]?.ranges ?? []));
      const known = [...owners.values()].reduce((sum, count) => sum + count, 0);
      for (const [key, own] of owners) {
        const before = found.get(key);
        if (before !== undefined && before.own / (before.known + 1) >= own / (known + 1)) continue;
        found.set(key, { own, known, place: set.mentions[0]?.place });
      }
    }
  }
  return found;
}

function access(
  { cite, compared, profile }: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
  add: Add,
): void {
  for (const [service, mention] of profile.serves) {
    const match = roleMatch(listenerWords(service), candidate);
    add('service-role', match, `listens on ${service}`, [cite(mention.place)]);
  }
  for (const [service, mention] of profile.asks) {
    const match = roleMatch(clientWords(service), candidate);
    add('service-role', match, `asks for ${service}`, [cite(mention.place)]);
  }
  if (candidate.target === undefined) return;
  const other = estate.profile(candidate.target);
  const same = compared.get(candidate.key);
  if (same !== undefined) {
    const places = (): readonly EvidencePlace[] =>
      unique(
        same.shared().map((mention) => mention.place),
        cite,
      );
    const percent = Math.round(same.alike * 100);
    add(
      'access-profile',
      same.alike,
      `${percent} % of what it or ${candidate.name} may do, both may do`,
      places,
    );
  }
  const telling = [...profile.serves].filter(([service]) => isTelling(service));
  const foreign = telling.find(([service]) => !other.serves.has(service));
  if (other.serves.size > 0 && foreign !== undefined) {
    const missing = telling.filter(([service]) => !other.serves.has(service)).length;
    add(
      'service-differs',
      missing / telling.length,
      `it listens on ${foreign[0]}, and ${candidate.name} does not`,
      [cite(foreign[1].place)],
    );
  }
}

function roleMatch(roles: readonly string[], { context, identity }: Candidate): number {
  const known = Math.max(0, ...roles.map((role) => (identity.includes(role) ? 1 : 0)));
  return known > 0 ? 1 : roles.some((role) => context.includes(role)) ? 0.6 : 0;
}

function place(
  { cell, cite }: CellFacts,
  candidate: Candidate,
  estate: EvidenceIndex,
  add: Add,
): void {
  const { segment } = cell;
  const [first] = cell.ranges;
  const local = segment?.kind === 'connected';
  if (!local) {
    const far = segment === undefined || segment.kind === 'upstream';
    const says = far
      ? 'it lies beyond every network that the configuration describes'
      : `it lies behind another router (${segment.via})`;
    add('outside', far || isPublic(first) ? 1 : 0.7, says);
  }
  const bits = Math.log2(cell.size);
  if (bits >= 5) add('wide', Math.min(1, bits / 12), `it is a network of ${cell.size} addresses`);
  const { target } = candidate;
  if (target === undefined || first === undefined) return;
  const gap = gapTo(cell.ranges, target.ranges);
  if (gap !== undefined && gap <= 16 && local) {
    add(
      'adjacent',
      1 / gap,
      gap === 1
        ? `it continues the addresses of ${candidate.name}`
        : `${gap} addresses from ${candidate.name}`,
      [cite(target.place)],
    );
  }
  if (segment === undefined || !local) return;
  const residents = estate.residents(segment);
  const own = residents.get(candidate.key) ?? 0;
  if (own > 0) {
    add(
      'neighbours',
      1 / residents.size,
      `${candidate.name} is one of ${residents.size} in the same network (${segment.via})`,
      [cite(target.place)],
    );
  }
}

/** Addresses from one set to the other, 1 when they touch; undefined: one of them is empty. */
function gapTo(a: readonly Range<number>[], b: readonly Range<number>[]): number | undefined {
  let best: number | undefined;
  for (const x of a) {
    for (const y of b) {
      const gap = x.to < y.from ? y.from - x.to : y.to < x.from ? x.from - y.to : 1;
      if (best === undefined || gap < best) best = gap;
    }
  }
  return best;
}

/** Outside the private and shared blocks. @see RFC 1918, RFC 6598 */
function isPublic(range: Range<number> | undefined): boolean {
  if (range === undefined) return false;
  const [a, b] = [range.from >>> 24, (range.from >>> 16) & 255];
  return !(
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128)
  );
}

function namespaceOf(
  facts: CellFacts,
  { namespace }: Candidate,
  estate: EvidenceIndex,
  add: Add,
): void {
  if (namespace === undefined) return;
  for (const saying of facts.sayings) {
    const match = namedIn(saying, namespace);
    add(
      'namespace-named',
      match * saying.reach,
      `${TEXT[saying.kind](saying.text)} names the namespace ${namespace}`,
      [saying.place],
    );
  }
  const elsewhere = estate.namespaces.find(
    (other) => other !== namespace && namedByHosts(facts, other) >= 0.8,
  );
  if (elsewhere !== undefined) {
    const own = namedByHosts(facts, namespace);
    add('namespace-elsewhere', 1 - own, `its host name speaks of the namespace ${elsewhere}`);
  }
  const group = groupNamespaces(facts.cell, estate).get(namespace) ?? 0;
  add('namespace-of-group', group, `members of the same object-group are in ${namespace}`);
  const near = neighbourNamespaces(facts.cell, estate).get(namespace) ?? 0;
  add('namespace-of-neighbours', near, `workloads of the same network are in ${namespace}`);
  const peers = peerNamespaces(facts.profile, estate);
  if (peers[0] === namespace) {
    add('namespace-of-peers', 1 / peers.length, `it talks mostly to ${namespace}`);
  }
  if (!estate.namespaces.includes(namespace)) {
    add('namespace-new', 1, `the inventory has no namespace ${namespace}`);
  }
}

/** How far host names, their domains included, hold a namespace's name. */
function namedByHosts({ cell, sayings }: CellFacts, namespace: string): number {
  const hosts = sayings.filter(({ kind }) => kind === 'host-name');
  return Math.max(domainMatch(cell, namespace), ...hosts.map((host) => namedIn(host, namespace)));
}
