/**
 * VLAN access maps while their lines arrive, and the filters that they are. A list in a match clause selects what it
 * permits; the entry's action says what becomes of it. Packets of a family that the map has clauses for are dropped if no
 * entry takes them.
 * @see Catalyst 3750-X and 3560-X Software Configuration Guide, "Configuring VLAN Maps".
 */
import type { Family, FilterStep, PacketFilter, VlanFilter, VlanRange } from '@aclift/ir';
import { forFamilies, perhaps, type Quote } from './packet-filters.ts';
import { ALL_VLANS, unionVlans } from './vlan-ranges.ts';

/** `redirect`: sent to a port, and what happens there is not in the text. */
export type VlanMapAction = 'forward' | 'drop' | 'redirect';

/** One entry of a map. */
export interface VlanMapEntry {
  readonly quote: Quote;
  readonly lists: Readonly<Record<Family, Set<string>>>;
  /** Lists of layer 2: the entry then concerns packets that are not IP. */
  readonly mac: Set<string>;
  action: VlanMapAction;
}

interface VlanMap {
  readonly entries: Map<number, VlanMapEntry>;
  /** The largest number so far. */
  last: number;
}

interface Applied {
  readonly map: string;
  readonly quote: Quote;
}

export class VlanMaps {
  readonly #maps = new Map<string, VlanMap>();
  /** By VLAN: the map that was applied last. */
  readonly #applied: (Applied | undefined)[] = [];
  readonly #somewhere: Applied[] = [];
  /** By interface as written. */
  readonly #atInterfaces = new Map<string, Applied>();
  /** The entry whose block is open, or was the last. */
  current: VlanMapEntry | undefined;

  /** `vlan access-map VM 10`. Without a number: ten more than the last. */
  enter(name: string, sequence: number | undefined, quote: Quote): void {
    let map = this.#maps.get(name);
    if (map === undefined) {
      map = { entries: new Map(), last: 0 };
      this.#maps.set(name, map);
    }
    const number = sequence ?? map.last + 10;
    map.last = Math.max(map.last, number);
    let entry = map.entries.get(number);
    if (entry === undefined) {
      entry = {
        quote,
        lists: { ipv4: new Set(), ipv6: new Set() },
        mac: new Set(),
        action: 'forward',
      };
      map.entries.set(number, entry);
    }
    this.current = entry;
  }

  /** `no vlan access-map VM [10]`. */
  remove(name: string, sequence: number | undefined): void {
    if (sequence === undefined) this.#maps.delete(name);
    else this.#maps.get(name)?.entries.delete(sequence);
    this.current = undefined;
  }

  /** A VLAN has one map: the later one stays. */
  apply(map: string, vlans: readonly VlanRange[], quote: Quote): void {
    const applied = { map, quote };
    for (const { from, to } of vlans) {
      for (let vlan = from; vlan <= to; vlan += 1) this.#applied[vlan] = applied;
    }
  }

  /** On VLANs that could not be read: every VLAN is perhaps filtered. */
  applySomewhere(map: string, quote: Quote): void {
    this.#somewhere.push({ map, quote });
  }

  lift(map: string, vlans: readonly VlanRange[]): void {
    for (const { from, to } of vlans) {
      for (let vlan = from; vlan <= to; vlan += 1) {
        if (this.#applied[vlan]?.map === map) this.#applied[vlan] = undefined;
      }
    }
  }

  applyAt(map: string, written: string, quote: Quote): void {
    this.#atInterfaces.set(written, { map, quote });
  }

  liftAt(map: string, written: string): void {
    if (this.#atInterfaces.get(written)?.map === map) this.#atInterfaces.delete(written);
  }

  /** @param undefinedMap is told of maps that are applied and not in the text. */
  finish(undefinedMap: (name: string, quote: Quote) => void): readonly VlanFilter[] {
    const vlansOf = new Map<Applied, VlanRange[]>();
    for (const [vlan, one] of this.#applied.entries()) {
      if (one === undefined) continue;
      const known = vlansOf.get(one);
      if (known === undefined) vlansOf.set(one, [{ from: vlan, to: vlan }]);
      else known.push({ from: vlan, to: vlan });
    }
    const applied = [...vlansOf]
      .toSorted(([a], [b]) => a.quote.span.start - b.quote.span.start)
      .flatMap(([{ map, quote }, vlans]) => {
        if (!this.#maps.has(map)) undefinedMap(map, quote);
        return this.#filters(map, quote).map((filter) => ({ vlans: unionVlans(vlans), filter }));
      });
    const somewhere = this.#somewhere.flatMap(({ map, quote }) =>
      forFamilies(() => unknownFilter(map, quote)).map((filter) => ({ vlans: ALL_VLANS, filter })),
    );
    return [...applied, ...somewhere];
  }

  /** Filters of single interfaces, by their names as written. They see packets in both directions. */
  atInterfaces(
    undefinedMap: (name: string, quote: Quote) => void,
  ): ReadonlyMap<string, readonly PacketFilter[]> {
    return new Map(
      [...this.#atInterfaces].map(([written, { map, quote }]) => {
        if (!this.#maps.has(map)) undefinedMap(map, quote);
        return [written, this.#filters(map, quote)];
      }),
    );
  }

  #filters(name: string, quote: Quote): readonly PacketFilter[] {
    const map = this.#maps.get(name);
    return forFamilies((family) => {
      if (map === undefined) return unknownFilter(name, quote);
      const entries = [...map.entries].toSorted(([a], [b]) => a - b).map(([, entry]) => entry);
      const steps = entries.flatMap((entry) => stepsOf(entry, family));
      const closed = entries.some(({ lists }) => lists[family].size > 0);
      const otherwise = closed ? 'deny' : 'permit';
      if (otherwise === 'permit' && steps.every(({ action }) => action === 'permit')) {
        return undefined;
      }
      return { kind: 'vlan-map', name, steps, otherwise, span: quote.span };
    });
  }
}

function unknownFilter(name: string, quote: Quote): Omit<PacketFilter, 'families'> {
  const steps = [perhaps('deny', quote)];
  return { kind: 'vlan-map', name, steps, otherwise: 'permit', span: quote.span };
}

type Select = Extract<FilterStep, { kind: 'select' }>;

function stepsOf({ action, lists, mac, quote }: VlanMapEntry, family: Family): readonly Select[] {
  const own = [...lists[family]];
  const other = lists[family === 'ipv4' ? 'ipv6' : 'ipv4'];
  // An entry that names only lists of another kind takes no packet of this family.
  if (own.length === 0 && (other.size > 0 || mac.size > 0)) return [];
  const step: Select = {
    kind: 'select',
    lists: own.map((list) => ({ list, family })),
    join: 'some',
    action: action === 'drop' ? 'deny' : 'permit',
    certain: true,
    text: quote.text,
    span: quote.span,
  };
  if (action !== 'redirect') return [step];
  return [{ ...step, action: 'deny', certain: false }, step];
}
