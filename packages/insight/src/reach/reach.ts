/**
 * How far an inventory reaches: which addresses of access lists it names, which entries wait for names, and how much of
 * what the lists permit lies between ends that have one. Judges no entry: `migrate` does.
 */
import { Sources, type SourceText } from '@aclift/diagnostics';
import { addressMap, type Inventory } from '@aclift/inventory';
import { type Ace, type AddressMatch, type Device, type Family, ListRoles } from '@aclift/ir';
import { type DeviceList, deviceLists, mayFilter, modelLists, PERMIT } from '@aclift/lists';
import {
  countRanges,
  DiagramBudgetError,
  intersectRanges,
  normalizeRanges,
  type Ranges,
  subtractRanges,
  unionRanges,
} from '@aclift/packet-set';
import { addressTexts } from '@aclift/core/stages';

export interface ReachInput {
  readonly devices: readonly Device[];
  readonly inventory: Inventory;
  /** The texts of the devices and of the inventory. */
  readonly sources: readonly SourceText[];
  /** Most diagram nodes of one list. Default 30 million, about 1 GB. */
  readonly nodeLimit?: number;
}

/** A line of a file, from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Addresses that entries name and the inventory does not. */
export interface UnnamedAddresses {
  readonly family: Family;
  /** Null: the entries say the addresses themselves. */
  readonly group: string | null;
  /** Hosts, CIDRs or `from-to`; of what is said only what has no name. At most 64. */
  readonly addresses: readonly string[];
  /** How many entries name them: those wait. */
  readonly entries: number;
  /** The first ones, at most five. */
  readonly places: readonly Place[];
}

/** A workload or external in the inventory. */
export interface NamedEntry extends Place {
  readonly kind: 'workload' | 'external';
  /** Id of a workload, name of an external. */
  readonly name: string;
}

/**
 * Packets that the lists permit between addresses that permit entries name: an `any` on either side would drown all else.
 * Summed over the lists; as text, because the counts exceed what JSON numbers hold.
 */
export interface PermittedSpace {
  readonly permitted: string;
  /** Of these, packets between two named ends. */
  readonly bothNamed: string;
  /** Packets with exactly one named end. */
  readonly oneNamed: string;
  /** Shares of `permitted`, 0 to 100 with one decimal; null when nothing is permitted. */
  readonly bothPercent: number | null;
  readonly onePercent: number | null;
}

/** Figures over all lists that filter. The four kinds of entries add up to `entries`. */
export interface Reach {
  readonly lists: number;
  readonly entries: number;
  /** Both ends are named, or one is and the other is `any`. */
  readonly named: number;
  readonly partlyNamed: number;
  readonly unnamed: number;
  /** `any` on both ends, or a line that was not understood: nobody to name. */
  readonly withoutAddresses: number;
  /** Addresses that the entries name; whole networks count with all their addresses. */
  readonly addresses: { readonly said: string; readonly named: string };
  readonly space: PermittedSpace;
  /** Lists whose permitted space could not be computed; they are missing from `space` alone. */
  readonly tooTangled: readonly string[];
  /** Most entries first. */
  readonly unnamedAddresses: readonly UnnamedAddresses[];
  /** Entries of the inventory with addresses that no entry of a list is about; in the inventory's order. */
  readonly unmentioned: readonly NamedEntry[];
  /** Ids of workloads without addresses: no list can be about them. */
  readonly withoutOwnAddresses: readonly string[];
}

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];
const MOST_PLACES = 5;
const NODE_LIMIT = 30_000_000;

/** Counts over every list that filters, or may: lists bound to interfaces, and all lists of a text that binds none. */
export function inventoryReach(input: ReachInput): Reach {
  const { devices, inventory, nodeLimit = NODE_LIMIT } = input;
  const sources = new Sources(input.sources);
  const known = Object.fromEntries(
    FAMILIES.map((family) => [family, normalizeRanges(addressMap(inventory, family))]),
  ) as Record<Family, Ranges>;
  const lists = devices.flatMap((device) => {
    const roles = new ListRoles(device);
    return deviceLists(device).filter(({ list }) => mayFilter(device, roles.of(list.acl)));
  });
  const counts = { entries: 0, named: 0, partlyNamed: 0, unnamed: 0, withoutAddresses: 0 };
  const said: Record<Family, Ranges> = { ipv4: [], ipv6: [] };
  const permittedEnds: Record<Family, Ranges> = { ipv4: [], ipv6: [] };
  const waiting = new Waiting();
  for (const { list } of lists) {
    const { family } = list.acl;
    for (const { action, entry, match } of list.rules) {
      if (entry === undefined || entry.kind === 'evaluate') continue;
      counts.entries += 1;
      const ends = entry.kind === 'ace' ? endsOfEntry(entry, match.may[0]) : [];
      const place = {
        file: list.device.source,
        line: sources.line(list.device.source, entry.span),
      };
      let missing = 0;
      let met = 0;
      for (const end of ends) {
        said[family] = unionRanges(said[family], end.ranges);
        if (action === 'permit') {
          permittedEnds[family] = unionRanges(permittedEnds[family], end.ranges);
        }
        const left = subtractRanges(end.ranges, known[family]);
        if (left.length > 0) {
          missing += 1;
          waiting.add(family, end.match, left, place);
        }
        if (intersectRanges(end.ranges, known[family]).length > 0) met += 1;
      }
      if (ends.length === 0) counts.withoutAddresses += 1;
      else if (missing === 0) counts.named += 1;
      else if (met > 0) counts.partlyNamed += 1;
      else counts.unnamed += 1;
    }
  }
  const { space, tooTangled } = permittedSpace(lists, permittedEnds, known, nodeLimit);
  return {
    lists: lists.length,
    ...counts,
    addresses: {
      said: total(FAMILIES.map((family) => said[family])),
      named: total(FAMILIES.map((family) => intersectRanges(said[family], known[family]))),
    },
    space,
    tooTangled,
    unnamedAddresses: waiting.all(),
    ...mentions(inventory, said, sources),
  };
}

/** The ends of an entry that say addresses. */
function endsOfEntry(
  entry: Ace,
  box: { readonly source?: Ranges; readonly destination?: Ranges } | undefined,
): readonly { readonly match: AddressMatch; readonly ranges: Ranges }[] {
  return (['source', 'destination'] as const).flatMap((end) => {
    const match = entry[end];
    const ranges = box?.[end];
    if (match.kind === 'any' || ranges === undefined || ranges.length === 0) return [];
    return [{ match, ranges }];
  });
}

/** Unnamed addresses by what the entries say. */
class Waiting {
  readonly #found = new Map<
    string,
    { family: Family; group: string | null; left: Ranges; places: Map<string, Place> }
  >();

  add(family: Family, match: AddressMatch, left: Ranges, place: Place): void {
    const group = match.kind === 'object-group' ? match.name : null;
    const key =
      group === null
        ? `${family} ${left.map(({ from, to }) => `${from}-${to}`).join(',')}`
        : `${place.file} ${group}`;
    const item = this.#found.get(key) ?? { family, group, left, places: new Map() };
    item.places.set(`${place.file}:${place.line}`, place);
    this.#found.set(key, item);
  }

  all(): readonly UnnamedAddresses[] {
    return [...this.#found.values()]
      .map(({ family, group, left, places }) => ({
        family,
        group,
        addresses: addressTexts(family, left),
        entries: places.size,
        places: [...places.values()].slice(0, MOST_PLACES),
      }))
      .toSorted((a, b) => b.entries - a.entries);
  }
}

function permittedSpace(
  lists: readonly DeviceList[],
  ends: Readonly<Record<Family, Ranges>>,
  known: Readonly<Record<Family, Ranges>>,
  nodeLimit: number,
): { readonly space: PermittedSpace; readonly tooTangled: readonly string[] } {
  let [permitted, both, one] = [0n, 0n, 0n];
  const tooTangled: string[] = [];
  for (const list of lists) {
    const { family } = list.list.acl;
    const within = { source: ends[family], destination: ends[family] };
    const source = { source: known[family] };
    const destination = { destination: known[family] };
    try {
      const [model] = modelLists([list], [within, source, destination], nodeLimit);
      if (model === undefined || model.lines.length === 0) continue;
      const { space, tree } = model;
      const permits = space.mapTerminals(tree.whole, (value) => (value === PERMIT ? 1 : 0));
      const passes = space.intersect(permits, space.box(within));
      const from = space.box(source);
      const to = space.box(destination);
      const ofBoth = space.count(space.intersect(passes, space.intersect(from, to)));
      permitted += space.count(passes);
      both += ofBoth;
      one += space.count(space.intersect(passes, space.union(from, to))) - ofBoth;
    } catch (error) {
      if (!(error instanceof DiagramBudgetError)) throw error;
      tooTangled.push(list.list.acl.name);
    }
  }
  return {
    space: {
      permitted: String(permitted),
      bothNamed: String(both),
      oneNamed: String(one),
      bothPercent: percent(both, permitted),
      onePercent: percent(one, permitted),
    },
    tooTangled,
  };
}

function percent(part: bigint, whole: bigint): number | null {
  return whole === 0n ? null : Number((part * 1000n) / whole) / 10;
}

function total(sets: readonly Ranges[]): string {
  return String(sets.reduce((sum, ranges) => sum + BigInt(countRanges(ranges)), 0n));
}

function mentions(
  inventory: Inventory,
  said: Readonly<Record<Family, Ranges>>,
  sources: Sources,
): Pick<Reach, 'unmentioned' | 'withoutOwnAddresses'> {
  const seen = new Set<string>();
  const owning = new Set<string>();
  for (const family of FAMILIES) {
    for (const { from, to, owner } of addressMap(inventory, family)) {
      const key =
        owner.kind === 'external'
          ? `external ${owner.name}`
          : `workload ${owner.kind === 'vip' ? owner.workload : owner.id}`;
      owning.add(key);
      if (intersectRanges([{ from, to }], said[family]).length > 0) seen.add(key);
    }
  }
  const all = [
    ...inventory.workloads.map(({ id, span }) => ({ kind: 'workload' as const, name: id, span })),
    ...inventory.externals.map(({ name, span }) => ({ kind: 'external' as const, name, span })),
  ];
  const file = inventory.source;
  return {
    unmentioned: all
      .filter(({ kind, name }) => owning.has(`${kind} ${name}`) && !seen.has(`${kind} ${name}`))
      .map(({ kind, name, span }) => ({ kind, name, file, line: sources.line(file, span) })),
    withoutOwnAddresses: inventory.workloads
      .filter(({ addresses, vips }) => addresses.length === 0 && vips.length === 0)
      .map(({ id }) => id),
  };
}
