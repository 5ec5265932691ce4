/** Reads the inputs and finds the evidence about one cell after the other, without weights. */
import { Sources, type SourceText } from '@aclift/diagnostics';
import type { Inventory, SuggestionReview } from '@aclift/inventory';
import type { Device } from '@aclift/ir';
import { type Candidate, environmentOf, knownCandidates, newcomers } from './candidates.ts';
import type { Cell } from './cells.ts';
import { EvidenceIndex, type Target } from './evidence-index.ts';
import { type HostName, readHostNames, readNamesFiles } from './host-names.ts';
import type { Place } from './mentions.ts';
import { NameRules } from './name-rules.ts';
import { profileOf } from './profile.ts';
import { type Cite, sayingsOf } from './sayings.ts';
import { clientWords, listenerWords } from './services.ts';
import type { EvidencePlace } from './suggestion.ts';
import { Ballot } from './votes.ts';
import { togetherOf, weigh } from './weigh.ts';
import type { CellFacts, Finding } from './weigh-facts.ts';

export interface SuggestInput {
  readonly devices: readonly Device[];
  /** The texts of devices and inventory; `ip host` lines of configurations count as host names. */
  readonly sources: readonly SourceText[];
  /** Undefined: nobody is named yet. */
  readonly inventory: Inventory | undefined;
  /** Files of names: hosts files, zones, and whatever else an inventory can be imported from. */
  readonly hosts: readonly SourceText[];
  /** Absent: nothing was reviewed yet. */
  readonly reviews?: readonly SuggestionReview[];
}

/** A candidate with the evidence about it, before any weight. */
export interface WeighedCandidate {
  readonly candidate: Candidate;
  readonly findings: readonly Finding[];
}

/** A cell with all that was found about its candidates. */
export interface Weighed {
  readonly cell: Cell;
  readonly facts: CellFacts;
  readonly candidates: readonly WeighedCandidate[];
}

/** The evidence about every cell that nobody owns yet. */
export function weighAll(input: SuggestInput): {
  readonly estate: EvidenceIndex;
  readonly weighed: readonly Weighed[];
} {
  const { estate, weigh: weighCell } = weigher(input);
  return { estate, weighed: estate.cells.filter(isSubject).map(weighCell) };
}

/** Names of addresses: of files of names, and of configurations. */
export function hostNamesOf({ hosts, inventory, sources }: SuggestInput): readonly HostName[] {
  return [
    ...readNamesFiles(hosts).names,
    ...readHostNames(sources.filter(({ name }) => name !== inventory?.source)),
  ];
}

/**
 * Reads the inputs once; then finds the evidence about one cell at a time.
 * @param read an estate of the same devices, whose inventory may be another.
 */
export function weigher(
  input: SuggestInput,
  hostNames: readonly HostName[] = hostNamesOf(input),
  read?: EvidenceIndex,
): {
  readonly estate: EvidenceIndex;
  readonly rules: NameRules;
  readonly weigh: (cell: Cell) => Weighed;
} {
  const { devices, inventory } = input;
  const estate = new EvidenceIndex({
    devices,
    inventory,
    hostNames,
    ...(read === undefined ? {} : { read }),
  });
  const sources = new Sources(input.sources);
  const cited = new Map<string, EvidencePlace>();
  const cite: Cite = ({ source, span }: Place) => {
    const key = `${span.start} ${source}`;
    const before = cited.get(key);
    if (before !== undefined) return before;
    // A header's span ends with its line; an entry of an inventory is cited by its first line.
    const { line } = sources.position(source, span);
    const text = sources.text(source, sources.lines(source)?.lineSpan(line) ?? span);
    const place = { file: source, line, text: text.slice(0, 200) };
    cited.set(key, place);
    return place;
  };
  const known = knownCandidates(estate);
  const ownerAt = (address: number): Target | undefined => estate.ownerAt(address);
  const target = (key: string): Target | undefined => estate.target(key);
  const ballot = new Ballot(estate.cells, hostNames, ownerAt, target, cite);
  const rules = new NameRules(estate.cells, hostNames, ownerAt, target);
  const weighCell = (cell: Cell): Weighed => {
    const profile = profileOf([cell], estate);
    const votes = ballot.about(cell);
    const names = rules.namesFor(cell, estate.namespaces);
    const sayings = sayingsOf(cell, estate, cite);
    const facts: CellFacts = {
      cell,
      sayings,
      profile,
      votes,
      names,
      compared: estate.compare(profile),
      together: togetherOf(cell, estate),
      environment: environmentOf(cell, sayings),
      cite,
    };
    const related = relatedTo(facts, estate);
    const candidates = [
      ...known.filter(({ key }) => related.has(key)),
      ...newcomers(cell, facts.sayings, profile, estate, facts),
    ];
    return {
      cell,
      facts,
      candidates: candidates
        .map((candidate) => ({ candidate, findings: weigh(facts, candidate, estate) }))
        .filter(({ findings }) => findings.some(({ kind }) => TELLS.has(kind))),
    };
  };
  return { estate, rules, weigh: weighCell };
}

/** Owners that share less of what they may do share it with everybody. */
const SHARED = 0.03;
/** Of those that share something, so many are looked at, the most alike first. */
const MOST_ALIKE = 12;

/** Named owners that anything could speak for; the others need not be weighed. */
function relatedTo(facts: CellFacts, estate: EvidenceIndex): ReadonlySet<string> {
  const { cell, compared, profile, sayings, together, votes } = facts;
  const words = new Set(sayings.flatMap(({ words: said }) => said.map(({ word }) => word)));
  for (const service of profile.serves.keys())
    for (const word of listenerWords(service)) words.add(word);
  for (const service of profile.asks.keys())
    for (const word of clientWords(service)) words.add(word);
  const found = new Set([...together.keys(), ...votes.owner.keys()]);
  for (const word of words) for (const key of estate.alike(word)) found.add(key);
  const alike = [...compared]
    .filter(([, one]) => one.alike >= SHARED)
    .toSorted(([a, x], [b, y]) => y.alike - x.alike || (a < b ? -1 : 1))
    .slice(0, MOST_ALIKE);
  for (const [key] of alike) found.add(key);
  if (cell.segment?.kind === 'connected') {
    for (const key of estate.residents(cell.segment).keys()) found.add(key);
  }
  const group = cell.sets.find(({ group: name, size }) => name !== undefined && size > cell.size);
  if (group !== undefined) for (const key of estate.ownersIn(group.ranges).keys()) found.add(key);
  return found;
}

/** Kinds of evidence that can bring a candidate up; the others only say more about it. */
const TELLS: ReadonlySet<string> = new Set([
  'host-name',
  'host-name-sibling',
  'group-name',
  'group-description',
  'group-members',
  'listed-together',
  'remark',
  'list-name',
  'interface-description',
  'vlan-name',
  'access-profile',
  'service-role',
  'adjacent',
  'neighbours',
  'owner-voted',
  'name-voted',
  'name-rule',
]);

/** Above this, addresses that are only denied are somebody's list of bad networks. */
const WIDE = 256;

/** Whether naming the cell could help. */
export function isSubject(cell: Cell): boolean {
  if (cell.owner !== undefined) return false;
  const [narrowest] = cell.sets;
  if (narrowest === undefined) return false;
  const mentions = cell.sets.flatMap((set) => set.mentions);
  if (mentions.length === 0) return false;
  if (cell.size > WIDE && mentions.every(({ permits }) => !permits)) return false;
  if (cell.hostNames.length > 0 || narrowest.group !== undefined) return true;
  // What hosts and groups leave of a network that is named as a whole is nobody in particular. Sets that are smaller
  // than the cell are hosts that lists name one by one and treat alike.
  return narrowest.size <= cell.size || cell.segment?.kind !== 'connected';
}
