/** What an inventory should name first: the segments, groups and addresses of the lists, by how many entries they hold up. */
import { INVENTORY_SCHEMA, type SkeletonEntry, writeInventory } from '@aclift/inventory';
import type { AddressMatch, Device, Family } from '@aclift/ir';
import { normalizeRanges, type Ranges, subtractRanges } from '@aclift/packet-set';
import type { Ends, FilterList, Topology } from '@aclift/verify';
import { addressTexts } from '../draft/address-texts.ts';
import type { LedgerEntry } from '../ledger/ledger.ts';

/** Addresses that somebody should name. JSON-safe. */
export interface SkeletonCandidate {
  /** `segment`: everything behind an interface. `group`: an object-group. `address`: as an entry says it. */
  readonly kind: 'segment' | 'group' | 'address';
  /** For people: interface, group, or the address itself. */
  readonly name: string;
  /** Hosts, CIDRs or `from-to`. */
  readonly addresses: readonly string[];
  /** How many entries of filtering lists are about it. */
  readonly entries: number;
}

/**
 * Candidates from entries that wait for names, best first. Addresses that the inventory names already are left out.
 * @param waits whether an entry would get further if somebody named its addresses.
 */
export function skeletonCandidates(
  family: Family,
  topology: Topology,
  lists: readonly FilterList[],
  ends: Ends,
  waits: (list: FilterList, rule: number) => boolean,
): readonly SkeletonCandidate[] {
  const known = normalizeRanges(
    [...ends.pods, ...ends.named].flatMap(({ addresses }) => addresses).concat(ends.virtual),
  );
  const found = new Map<string, { candidate: SkeletonCandidate; entries: Set<string> }>();
  const note = (
    kind: SkeletonCandidate['kind'],
    name: string,
    ranges: Ranges,
    entry: string,
  ): void => {
    const left = subtractRanges(ranges, known);
    if (left.length === 0) return;
    const key = `${kind} ${name}`;
    const item = found.get(key) ?? {
      candidate: { kind, name, addresses: addressTexts(family, left), entries: 0 },
      entries: new Set<string>(),
    };
    item.entries.add(entry);
    found.set(key, item);
  };
  for (const list of lists) {
    list.rules.forEach(({ entry, match }, index) => {
      if (entry?.kind !== 'ace' || !waits(list, index)) return;
      const id = `${list.id} ${index}`;
      for (const end of ['source', 'destination'] as const) {
        const said = entry[end];
        if (said.kind === 'any') continue;
        const ranges = match.may[0]?.[end] ?? [];
        if (ranges.length === 0) continue;
        if (said.kind === 'object-group') note('group', said.name, ranges, id);
        else note('address', addressName(family, said, ranges), ranges, id);
        for (const { addresses, kind, name } of topology.places) {
          const named = kind === 'segment' || kind === 'beyond';
          if (named && subtractRanges(ranges, addresses).length === 0) {
            note('segment', name, addresses, id);
          }
        }
      }
    });
  }
  const rank = { segment: 0, group: 1, address: 2 };
  return [...found.values()]
    .map(({ candidate, entries }) => ({ ...candidate, entries: entries.size }))
    .toSorted(
      (a, b) => b.entries - a.entries || rank[a.kind] - rank[b.kind] || (a.name < b.name ? -1 : 1),
    );
}

function addressName(family: Family, match: AddressMatch, ranges: Ranges): string {
  const texts = addressTexts(family, ranges);
  const [first = ''] = texts;
  return texts.length === 1 || match.kind === 'host'
    ? first
    : `${first} and ${texts.length - 1} more`;
}

/**
 * An inventory to fill in, for somebody who has none. Candidates that overlap an earlier one are left to it: the
 * format wants each address once.
 */
export function skeletonInventory(
  devices: readonly Device[],
  candidates: readonly SkeletonCandidate[],
  ledger: readonly LedgerEntry[],
): string {
  const waiting = ledger.filter(({ outcome }) => outcome === 'needs-decision').length;
  const seen = new Set<string>();
  const entries = candidates.flatMap((candidate): SkeletonEntry[] => {
    const addresses = candidate.addresses.filter((address) => !seen.has(address));
    if (addresses.length === 0) return [];
    for (const address of addresses) seen.add(address);
    const what =
      candidate.kind === 'segment'
        ? `segment ${candidate.name}`
        : candidate.kind === 'group'
          ? `object-group ${candidate.name}`
          : `address ${candidate.name}`;
    const count = candidate.entries === 1 ? '1 entry is' : `${candidate.entries} entries are`;
    return [{ kind: 'workload', addresses, comments: [`${what}: ${count} about it`] }];
  });
  const names = devices.map(({ hostname, source }) => hostname ?? source).join(', ');
  return writeInventory({
    schema: INVENTORY_SCHEMA,
    comments: [
      `Made from ${names}: ${waiting} access-list entries wait for names. Most wanted first.`,
    ],
    entries,
  });
}
