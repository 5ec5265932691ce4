/**
 * What lists say about addresses: every set of addresses that an entry or an object-group names, and in which entries,
 * as which end, for which services. IPv4 only, as drafts are.
 */
import type { Span } from '@aclift/diagnostics';
import type { Ace, Device } from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';
import { type FilterList, filterList, type FlowBox, ObjectGroups } from '@aclift/verify';
import { commonPrefix, type RemarkPhrase, remarkPhrases } from './remark-phrases.ts';

/** Where something stands. */
export interface Place {
  readonly source: string;
  readonly span: Span;
}

/** An object-group by name. */
export interface GroupName {
  readonly name: string;
  readonly description?: string;
  /** False: addresses come in through another group. */
  readonly direct: boolean;
  readonly place: Place;
}

/** Addresses that the text names together. */
export interface AddressSet {
  /** Index in {@link Mentions.sets}. */
  readonly id: number;
  readonly ranges: Ranges<number>;
  readonly size: number;
  /** The object-group, when the text names the set so. */
  readonly group?: GroupName;
  readonly mentions: Mention[];
}

/** A remark with what it says about one end of an entry. `distance` entries stand between the two; 0: none. */
export interface RemarkAbove {
  readonly phrase: RemarkPhrase;
  readonly distance: number;
  readonly place: Place;
}

/** One end of one entry. */
export interface Mention {
  readonly end: 'source' | 'destination';
  readonly permits: boolean;
  /** `tcp/5432`, `udp/1000-2000`, `icmp`, `ip`; empty: the entry is about answers, and says nothing about services. */
  readonly services: readonly string[];
  /** Whether the services are this end's own. The destination's, unless the entry names source ports. */
  readonly serves: boolean;
  /** The set at the other end; undefined: any. */
  readonly peer: number | undefined;
  readonly list: string;
  readonly listPlace: Place;
  readonly remarks: readonly RemarkAbove[];
  readonly place: Place;
}

export interface Mentions {
  readonly sets: readonly AddressSet[];
  /**
   * By id of a set: the ids of sets that a list gives the same service to or from the same peer, fewest first; only
   * sets that do not have groups.
   */
  readonly together: ReadonlyMap<number, readonly (readonly number[])[]>;
}

/** More distinct sets than this are left out: they would come from generated lists that nobody names by hand. */
const MAX_SETS = 50_000;

/** Everything that lists and groups of `devices` name, but for `any`. */
export function mentionsOf(devices: readonly Device[]): Mentions {
  const sets: AddressSet[] = [];
  const byKey = new Map<string, AddressSet>();
  const setOf = (
    key: string,
    ranges: Ranges<number>,
    group?: GroupName,
  ): AddressSet | undefined => {
    const known = byKey.get(key);
    if (known !== undefined) return known;
    const size = ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
    if (size === 0 || size >= 2 ** 32 || sets.length >= MAX_SETS) return undefined;
    const set = {
      id: sets.length,
      ranges,
      size,
      mentions: [],
      ...(group === undefined ? {} : { group }),
    };
    sets.push(set);
    byKey.set(key, set);
    return set;
  };
  for (const device of devices) {
    const groups = new ObjectGroups(device);
    for (const group of device.objectGroups) {
      if (group.kind !== 'network' || group.family !== 'ipv4') continue;
      const { may, must } = groups.addresses(group.name, 'ipv4');
      // A group that is not known exactly might hold anything.
      if (may !== must) continue;
      setOf(`group ${device.source} ${group.name}`, may as Ranges<number>, {
        name: group.name,
        ...(group.description === undefined ? {} : { description: group.description }),
        direct: group.members.every(({ kind }) => kind !== 'group-object'),
        place: { source: device.source, span: group.span },
      });
    }
    const prefix = commonPrefix(
      device.acls.flatMap(({ entries }) =>
        entries.flatMap((entry) => (entry.kind === 'remark' ? [entry.text.trim()] : [])),
      ),
    );
    for (const acl of device.acls) {
      if (acl.family === 'ipv4') noteList(filterList(device, groups, acl), prefix, setOf);
    }
  }
  return { sets, together: togetherOf(sets) };
}

/** More than these in one place are a whole network's hosts. */
const MAX_TOGETHER = 32;

function togetherOf(sets: readonly AddressSet[]): Mentions['together'] {
  const alike = new Map<string, Set<number>>();
  for (const { group, id, mentions } of sets) {
    if (group !== undefined) continue;
    for (const { end, list, listPlace, peer, permits, services } of mentions) {
      if (!permits || services.length === 0 || peer === undefined) continue;
      const key = [listPlace.source, list, end, services.join(','), peer].join(' ');
      const known = alike.get(key);
      if (known === undefined) alike.set(key, new Set([id]));
      else known.add(id);
    }
  }
  const together = new Map<number, (readonly number[])[]>();
  for (const ids of alike.values()) {
    if (ids.size < 2 || ids.size > MAX_TOGETHER) continue;
    for (const id of ids) together.set(id, [...(together.get(id) ?? []), [...ids]]);
  }
  for (const all of together.values()) all.sort((a, b) => a.length - b.length);
  return together;
}

type SetOf = (key: string, ranges: Ranges<number>) => AddressSet | undefined;

function noteList(list: FilterList, prefix: string, setOf: SetOf): void {
  const { acl, device } = list;
  const remarks = remarksAbove(list, prefix);
  const listPlace = { source: device.source, span: acl.span };
  for (const rule of list.rules) {
    const { entry, match } = rule;
    if (entry?.kind !== 'ace') continue;
    const ends = (['source', 'destination'] as const).map((end) => {
      const said = entry[end];
      const ranges = (match.may[0] ?? match.answersMay[0])?.[end] as Ranges<number> | undefined;
      if (said.kind === 'any' || ranges === undefined) return { end, set: undefined };
      const key =
        said.kind === 'object-group'
          ? `group ${device.source} ${said.name}`
          : ranges.map(({ from, to }) => `${from}-${to}`).join(',');
      return { end, set: setOf(key, ranges) };
    });
    const { services, servedBy } = servicesOf(entry, match.may);
    for (const { end, set } of ends) {
      set?.mentions.push({
        end,
        permits: rule.action === 'permit',
        services,
        serves: servedBy === end,
        peer: ends.find((other) => other.end !== end)?.set?.id,
        list: acl.name,
        listPlace,
        remarks: remarks.get(entry) ?? [],
        place: { source: device.source, span: entry.span },
      });
    }
  }
}

/** The remarks above each entry: each reaches down to the next one. */
function remarksAbove(list: FilterList, prefix: string): ReadonlyMap<Ace, readonly RemarkAbove[]> {
  const above = new Map<Ace, readonly RemarkAbove[]>();
  let open: { readonly phrases: readonly RemarkPhrase[]; readonly place: Place }[] = [];
  let distance = 0;
  let last: 'remark' | 'entry' = 'entry';
  for (const entry of list.acl.entries) {
    if (entry.kind === 'remark') {
      if (last === 'entry') open = [];
      open.push({
        phrases: remarkPhrases(entry.text.trim(), prefix),
        place: { source: list.device.source, span: entry.span },
      });
      distance = 0;
      last = 'remark';
      continue;
    }
    last = 'entry';
    if (entry.kind === 'ace') {
      above.set(
        entry,
        open.flatMap(({ phrases, place }) =>
          phrases.map((phrase) => ({ phrase, distance, place })),
        ),
      );
    }
    distance += 1;
  }
  return above;
}

/** Names of the services of an entry, and whose they are. */
function servicesOf(
  ace: Ace,
  boxes: readonly FlowBox[],
): { readonly services: readonly string[]; readonly servedBy: 'source' | 'destination' } {
  if (boxes.length === 0) return { services: [], servedBy: 'destination' };
  // `permit tcp host A eq 5432 any`: the answers of a server, written without `established`.
  const answers = ace.sourcePorts !== undefined && ace.destinationPorts === undefined;
  const names = new Set<string>();
  for (const box of boxes) {
    const ports = answers ? box.sourcePort : box.service;
    for (const protocol of box.protocol ?? [undefined]) {
      const name = protocolName(protocol?.from as number | undefined);
      if (ports === undefined || name === 'icmp') names.add(name);
      else
        for (const { from, to } of ports)
          names.add(`${name}/${from === to ? from : `${from}-${to}`}`);
    }
  }
  return { services: [...names].slice(0, 64), servedBy: answers ? 'source' : 'destination' };
}

const PROTOCOLS: ReadonlyMap<number, string> = new Map([
  [1, 'icmp'],
  [6, 'tcp'],
  [17, 'udp'],
]);

function protocolName(protocol: number | undefined): string {
  return protocol === undefined ? 'ip' : (PROTOCOLS.get(protocol) ?? `proto-${protocol}`);
}
