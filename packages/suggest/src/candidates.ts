/** Who a cell could be: everybody whom the inventory names, and newcomers whose names the evidence gives. */
import type { Cell } from './cells.ts';
import { canonicalWords, type EvidenceIndex, type Target } from './evidence-index.ts';
import { domainOf } from './host-names.ts';
import { trustIn, type TriedRule } from './name-rules.ts';
import type { Vote, Votes } from './votes.ts';
import { type Profile } from './profile.ts';
import type { Saying } from './sayings.ts';
import { listenerWords } from './services.ts';
import type { ProposalClass } from './suggestion.ts';
import {
  bestMatch,
  isGeneric,
  isOutsideWord,
  singular,
  type Word,
  wordMatch,
  wordsOf,
} from './words.ts';

/** A possible owner of a cell. */
export interface Candidate {
  readonly class: ProposalClass;
  /** Unique among the candidates of a cell. */
  readonly key: string;
  readonly name: string;
  readonly identity: readonly string[];
  readonly context: readonly string[];
  /** Of workloads; absent: nothing tells. */
  readonly namespace?: string;
  /** Of those that the inventory names. */
  readonly target?: Target;
  /** True: nothing calls it so, the name is what its services suggest. */
  readonly namedByPort?: true;
}

const MAX_NAMES = 6;
const MAX_NAMESPACES = 4;

/** Words of environments: labels of their own, not part of what a workload is called. */
const ENVIRONMENTS: ReadonlySet<string> = new Set(['prod', 'stage', 'test', 'dev']);

/** The environment that host names and groups of a cell speak of; undefined: none, or several. */
export function environmentOf(cell: Cell, sayings: readonly Saying[]): string | undefined {
  const found = new Set<string>();
  for (const { every, kind } of sayings) {
    if (kind !== 'host-name' && kind !== 'group-name') continue;
    for (const { word } of every) if (ENVIRONMENTS.has(word)) found.add(word);
  }
  for (const { name } of cell.hostNames.slice(0, 4)) {
    for (const { word } of wordsOf(domainOf(name).join(' '))) {
      if (ENVIRONMENTS.has(word)) found.add(word);
    }
  }
  return found.size === 1 ? [...found][0] : undefined;
}

/** The environment that the labels of a target hold. */
export function environmentOfTarget({ context }: Target): string | undefined {
  return context.find((word) => ENVIRONMENTS.has(word));
}

/** Newcomers for a cell. */
export function newcomers(
  cell: Cell,
  sayings: readonly Saying[],
  profile: Profile,
  estate: EvidenceIndex,
  habits: Habits,
): readonly Candidate[] {
  const names = [...newNames(cell, sayings, profile, estate), ...namesOfHabit(cell, habits)].filter(
    ({ name }, at, all) => all.findIndex((other) => other.name === name) === at,
  );
  const voted = best(habits.votes.namespace, VOTED);
  const likely = likelyNamespaces(cell, sayings, profile, estate);
  const namespaces = [...new Set([...voted, ...likely])];
  const environment = environmentOf(cell, sayings);
  const taken = new Set(estate.targets.map(({ key }) => key));
  const out = new Map<string, Candidate>();
  for (const { byPort, name, words } of names) {
    const naming = byPort === undefined ? {} : { namedByPort: byPort };
    for (const namespace of [...namespaces, undefined]) {
      if (namespace === undefined && namespaces.length > 0) continue;
      const key = `workload ${namespace ?? '?'}/${name}`;
      if (isTaken(estate, namespace, name, environment)) continue;
      out.set(key, {
        class: 'new-workload',
        key,
        name,
        identity: words,
        context: namespace === undefined ? [] : [namespace],
        ...naming,
        ...(namespace === undefined ? {} : { namespace }),
      });
    }
    const key = `external ${name}`;
    if (!taken.has(key)) {
      out.set(key, {
        class: 'new-external',
        key,
        name,
        identity: words,
        context: [],
        ...naming,
      });
    }
  }
  return [...out.values()];
}

/** What is measured on the named owners. */
export interface Habits {
  readonly votes: Votes;
  readonly names: ReadonlyMap<string, TriedRule>;
}

const VOTED = 3;

/** Names that the rules of naming give, and those of owners that share a trait. */
function namesOfHabit({ hostNames }: Cell, { names, votes }: Habits): readonly NewName[] {
  const rules = [...names]
    .filter(([, tried]) => tried.right > 0)
    .toSorted(([a, x], [b, y]) => trustIn(y) - trustIn(x) || (a < b ? -1 : 1))
    .slice(0, hostNames.length > 0 ? VOTED : 1)
    .map(([name]) => name);
  return [...new Set([...rules, ...best(votes.name, VOTED)])].map((name) => ({
    name,
    words: canonicalWords(name),
  }));
}

function best(votes: ReadonlyMap<string, Vote>, count: number): readonly string[] {
  return [...votes]
    .toSorted(([a, x], [b, y]) => y.strength - x.strength || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([answer]) => answer);
}

/** Whether the inventory has such a workload already, unless all that it has are of other environments. */
function isTaken(
  { targets }: EvidenceIndex,
  namespace: string | undefined,
  name: string,
  environment: string | undefined,
): boolean {
  return targets.some((target) => {
    if (target.kind !== 'workload' || target.namespace !== namespace || target.name !== name) {
      return false;
    }
    const own = environmentOfTarget(target);
    return environment === undefined || own === undefined || own === environment;
  });
}

interface NewName {
  readonly name: string;
  readonly words: readonly string[];
  readonly byPort?: true;
}

/** Names that the sayings give, nearest first. */
function newNames(
  cell: Cell,
  sayings: readonly Saying[],
  profile: Profile,
  estate: EvidenceIndex,
): readonly NewName[] {
  const found = new Map<string, NewName>();
  const add = (parts: readonly Word[], plural = false, byPort?: true): void => {
    // `claims claims-db` names a namespace and a workload of it.
    const kept = parts.filter(
      ({ word }, at) => !ENVIRONMENTS.has(word) && parts.findIndex((p) => p.word === word) === at,
    );
    if (kept.length === 0 || kept.length > 3 || found.size >= MAX_NAMES) return;
    const name = kept
      .map(({ raw }) => (plural && !estate.namespaces.includes(raw) ? singular(raw) : raw))
      .join('-');
    const words = kept.map(({ word }) => word);
    const key = words.join(' ');
    if (!/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name)) return;
    if (!found.has(key)) {
      found.set(key, { name, words, ...(byPort === undefined ? {} : { byPort }) });
    }
  };
  for (const { kind, words } of sayings) {
    const whole = cell.segment !== undefined && cell.size * 2 > cell.segment.to - cell.segment.from;
    if (kind === 'list-name') continue;
    if ((kind === 'interface-description' || kind === 'vlan-name') && !whole) continue;
    if (words.length === 0) continue;
    const own = words.filter(({ word }) => bestMatch(word, estate.namespaces) < 0.8);
    const surely = own.filter(({ word }) => bestMatch(word, estate.namespaces) < 0.5);
    // `shop-db` in namespace shop is called db by some people and shop-db by others.
    // Groups speak of many, and so do remarks about several; a host is one.
    const plural = kind !== 'host-name' && (kind !== 'remark' || cell.size > 1);
    add(own, plural);
    if (surely.length < own.length && !surely.every(({ word }) => isGeneric(word)))
      add(surely, plural);
    if (own.length < words.length) add(words, plural);
    if (own.length > 1)
      add(
        own.filter(({ word }) => word !== 'app' && word !== 'service'),
        plural,
      );
  }
  const roles = new Set([...profile.serves.keys()].flatMap((service) => listenerWords(service)));
  const [role] = roles;
  if (role !== undefined) {
    const own = { raw: role, word: role };
    if (isOutsideWord(role)) add([own], false, true);
    else {
      for (const namespace of peerNamespaces(profile, estate).slice(0, 1)) {
        add([{ raw: namespace, word: namespace }, own], false, true);
      }
    }
  }
  return [...found.values()];
}

/** Namespaces with any evidence, best first. */
function likelyNamespaces(
  cell: Cell,
  sayings: readonly Saying[],
  profile: Profile,
  estate: EvidenceIndex,
): readonly string[] {
  const scores = new Map<string, number>();
  const add = (namespace: string | undefined, score: number): void => {
    if (namespace !== undefined && score > 0) {
      scores.set(namespace, (scores.get(namespace) ?? 0) + score);
    }
  };
  for (const namespace of estate.namespaces) {
    add(namespace, domainMatch(cell, namespace) * 2);
    for (const saying of sayings) add(namespace, namedIn(saying, namespace) * saying.reach);
  }
  for (const [namespace, share] of groupNamespaces(cell, estate)) add(namespace, share);
  for (const [namespace, share] of neighbourNamespaces(cell, estate)) add(namespace, share * 0.5);
  for (const namespace of peerNamespaces(profile, estate).slice(0, 2)) add(namespace, 0.3);
  for (const { name } of cell.hostNames.slice(0, 1)) {
    const [first] = domainOf(name);
    // A domain whose first label is nobody's namespace yet.
    if (first === undefined || domainOf(name).length <= 2) continue;
    if (estate.namespaces.includes(first) || estate.otherDomains.has(first)) continue;
    // An environment is none, and neither is anything where the domains of named hosts are about something else.
    const isEnvironment = wordsOf(first).some(({ word }) => ENVIRONMENTS.has(word));
    if (!isEnvironment && estate.domains.trust >= 0.5) add(first, estate.domains.trust);
  }
  return [...scores]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MAX_NAMESPACES)
    .map(([namespace]) => namespace);
}

/** How far a saying holds a namespace's name. */
export function namedIn({ every }: Pick<Saying, 'every'>, namespace: string): number {
  return every.reduce((best, { word, raw }) => {
    const match = Math.max(wordMatch(word, namespace), raw === namespace ? 1 : 0);
    return isGeneric(word) && match < 1 ? best : Math.max(best, match);
  }, 0);
}

/** How far the domains of the cell's host names hold a namespace's name. */
export function domainMatch({ hostNames }: Cell, namespace: string): number {
  let best = 0;
  for (const { name } of hostNames.slice(0, 4)) {
    for (const label of domainOf(name).slice(0, 3))
      best = Math.max(best, wordMatch(label, namespace));
  }
  return best;
}

/** Namespaces of the workloads that share the narrowest group with the cell. */
export function groupNamespaces(cell: Cell, estate: EvidenceIndex): ReadonlyMap<string, number> {
  const group = cell.sets.find((set) => set.group !== undefined && set.size > cell.size);
  return group === undefined ? new Map() : shares(estate.ownersIn(group.ranges), estate);
}

/** Namespaces of the workloads in the cell's segment. */
export function neighbourNamespaces(
  cell: Cell,
  estate: EvidenceIndex,
): ReadonlyMap<string, number> {
  const { segment } = cell;
  return segment === undefined || segment.kind !== 'connected'
    ? new Map()
    : shares(estate.residents(segment), estate);
}

function shares(
  owners: ReadonlyMap<string, number>,
  estate: EvidenceIndex,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let all = 0;
  for (const key of owners.keys()) {
    all += 1;
    const namespace = estate.target(key)?.namespace;
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
  }
  return new Map([...counts].map(([namespace, count]) => [namespace, count / all]));
}

/** Namespaces of the workloads at the other end of the cell's entries, most often first. */
export function peerNamespaces(profile: Profile, estate: EvidenceIndex): readonly string[] {
  const counts = new Map<string, number>();
  for (const [key, count] of profile.peers) {
    const namespace = estate.target(key)?.namespace;
    if (namespace !== undefined) counts.set(namespace, (counts.get(namespace) ?? 0) + count);
  }
  return [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([namespace]) => namespace);
}

/** Whom the inventory names, as candidates. */
export function knownCandidates(estate: EvidenceIndex): readonly Candidate[] {
  return estate.targets.map((target) => ({
    class: target.kind === 'workload' ? 'known-workload' : 'known-external',
    key: target.key,
    name: target.name,
    identity: target.identity,
    context: target.context,
    ...(target.namespace === undefined ? {} : { namespace: target.namespace }),
    target,
  }));
}
