/** What the inputs call a cell: every name, remark and description that is about it, in words. */
import type { Cell } from './cells.ts';
import type { EvidenceIndex } from './evidence-index.ts';
import { domainOf, type HostName, spacedStem, stemOf } from './host-names.ts';
import type { Mention } from './mentions.ts';
import type { EvidencePlace } from './suggestion.ts';
import { type Word, wordsOf } from './words.ts';
import type { Place } from './mentions.ts';

/** Kinds of evidence that are texts. */
export type SayingKind =
  | 'host-name'
  | 'group-name'
  | 'group-description'
  | 'remark'
  | 'list-name'
  | 'interface-description'
  | 'vlan-name';

/** A text about a cell. */
export interface Saying {
  readonly kind: SayingKind;
  /** Without words of habit. */
  readonly words: readonly Word[];
  /** With them: a namespace may be one. */
  readonly every: readonly Word[];
  /** 1: it is about this cell and nothing else; less: about more than it. */
  readonly reach: number;
  /** The text that people wrote. */
  readonly text: string;
  readonly place: EvidencePlace;
}

/** Turns places into lines. */
export type Cite = (place: Place) => EvidencePlace;

/** Sets above this size are networks: a remark about one says little about a host in it. */
const NETWORK = 256;
const MAX_PER_KIND = 8;

/** All sayings of a cell, the nearest of each kind first. */
export function sayingsOf(cell: Cell, estate: EvidenceIndex, cite: Cite): readonly Saying[] {
  return [
    ...hostSayings(cell, estate),
    ...groupSayings(cell, cite),
    ...remarkSayings(cell, cite),
    ...listSayings(cell, cite),
    ...segmentSayings(cell, cite),
  ];
}

/** The line of a host name. */
export function hostPlace({ file, line, text }: HostName): EvidencePlace {
  return { file, line, text };
}

function hostSayings(
  { hostNames }: Cell,
  { habits, namespaces }: EvidenceIndex,
): readonly Saying[] {
  const stems = new Map<string, HostName>();
  for (const host of hostNames) {
    const key = [stemOf(host.name), ...domainOf(host.name)].join('.');
    if (!stems.has(key)) stems.set(key, host);
  }
  return [...stems.values()].slice(0, MAX_PER_KIND).map((host) => {
    const every = wordsOf(spacedStem(host.name, namespaces));
    return {
      kind: 'host-name',
      words: every.filter(({ word }) => !habits.has(word)),
      every,
      reach: 1 / stems.size,
      text: host.name,
      place: hostPlace(host),
    };
  });
}

function groupSayings({ sets }: Cell, cite: Cite): readonly Saying[] {
  const sayings: Saying[] = [];
  let rank = 0;
  for (const { group } of sets) {
    if (group === undefined) continue;
    rank += 1;
    if (rank > 4) break;
    const reach = (group.direct ? 1 : 0.6) / rank;
    const place = cite(group.place);
    sayings.push({
      kind: 'group-name',
      ...spoken(group.name),
      reach,
      text: group.name,
      place,
    });
    if (group.description !== undefined) {
      sayings.push({
        kind: 'group-description',
        ...spoken(group.description),
        reach,
        text: group.description,
        place: cite(group.place),
      });
    }
  }
  return sayings;
}

function remarkSayings({ sets }: Cell, cite: Cite): readonly Saying[] {
  const found = new Map<string, Saying>();
  for (const [rank, set] of sets.entries()) {
    if (set.size > NETWORK && rank > 0) break;
    for (const mention of set.mentions) {
      for (const { distance, phrase, place } of mention.remarks) {
        if (!isAbout(phrase.end, mention)) continue;
        const reach = (phrase.end === 'either' ? 0.8 : 1) / (1 + rank) / (1 + distance * 0.25);
        const key = `${place.source} ${place.span.start} ${phrase.text}`;
        if ((found.get(key)?.reach ?? 0) >= reach) continue;
        found.set(key, {
          kind: 'remark',
          ...spoken(phrase.text),
          reach,
          text: phrase.text,
          place: cite(place),
        });
      }
    }
  }
  return [...found.values()].toSorted((a, b) => b.reach - a.reach).slice(0, MAX_PER_KIND);
}

/** A phrase about no end in particular is about the one that is not `any`, or else about who is served. */
function isAbout(end: 'source' | 'destination' | 'either', mention: Mention): boolean {
  if (end !== 'either') return end === mention.end;
  return mention.peer === undefined || mention.serves;
}

function listSayings({ sets }: Cell, cite: Cite): readonly Saying[] {
  const found = new Map<string, Saying>();
  for (const { list, listPlace } of sets[0]?.mentions ?? []) {
    if (/^\d+$/.test(list) || found.has(list)) continue;
    found.set(list, {
      kind: 'list-name',
      ...spoken(list),
      reach: 1,
      text: list,
      place: cite(listPlace),
    });
  }
  const all = [...found.values()].slice(0, MAX_PER_KIND);
  return all.map((saying) => ({ ...saying, reach: 1 / all.length }));
}

function segmentSayings({ segment }: Cell, cite: Cite): readonly Saying[] {
  if (segment === undefined || segment.kind === 'upstream') return [];
  return segment.names.slice(0, MAX_PER_KIND).map(({ kind, place, text }) => ({
    kind,
    ...spoken(text),
    reach: 1,
    text,
    place: cite(place),
  }));
}

function spoken(text: string): Pick<Saying, 'words' | 'every'> {
  const words = wordsOf(text);
  return { words, every: words };
}
