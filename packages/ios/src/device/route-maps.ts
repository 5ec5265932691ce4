/**
 * Route maps while their lines arrive, and what they drop where interfaces route by them. Entries are tried by number; the
 * first whose clauses hold decides: a permit sends the packet where it says, a deny leaves it to the routing table.
 * @see Cisco IOS IP Routing Command Reference, `ip policy route-map`, `set interface`, `set default interface`.
 */
import type { Action, Family, PacketFilter, SelectStep } from '@aclift/ir';
import type { Quote } from './packet-filters.ts';

/** What an entry sets: where its packets go. */
export interface RouteSets {
  /** `set interface`, in order. */
  interfaces: readonly string[];
  /** `set default interface`: used where the routing table has nothing better than a default route. */
  defaultInterfaces: readonly string[];
  /** Next hops, VRFs and whatever else leads away from the routing table; by their words. */
  readonly hops: Set<string>;
}

export interface RouteMapEntry {
  readonly quote: Quote;
  action: Action;
  readonly lists: Readonly<Record<Family, Set<string>>>;
  /** Clauses that no list decides, by their words. */
  readonly others: Set<string>;
  readonly sets: RouteSets;
}

export class RouteMaps {
  readonly #maps = new Map<string, Map<number, RouteMapEntry>>();
  /** The entry whose block is open, or was the last. */
  current: RouteMapEntry | undefined;

  enter(name: string, action: Action, sequence: number, quote: Quote): void {
    let map = this.#maps.get(name);
    if (map === undefined) {
      map = new Map();
      this.#maps.set(name, map);
    }
    let entry = map.get(sequence);
    if (entry === undefined) {
      entry = {
        quote,
        action,
        lists: { ipv4: new Set(), ipv6: new Set() },
        others: new Set(),
        sets: { interfaces: [], defaultInterfaces: [], hops: new Set() },
      };
      map.set(sequence, entry);
    }
    entry.action = action;
    this.current = entry;
  }

  /** @param sequence undefined: the whole map. */
  remove(name: string, sequence: number | undefined): void {
    if (sequence === undefined) this.#maps.delete(name);
    else this.#maps.get(name)?.delete(sequence);
    this.current = undefined;
  }

  /** What the map drops of a family's packets, if anything. A map that is not in the text routes as the table says. */
  filters(name: string, family: Family, { span }: Quote): readonly PacketFilter[] {
    const steps = this.#entries(name).flatMap((entry) => stepsOf(entry, family));
    while (steps.at(-1)?.action === 'permit') steps.pop();
    if (steps.length === 0) return [];
    return [{ kind: 'policy-route', name, families: [family], steps, otherwise: 'permit', span }];
  }

  /** Whether the map sends some packets elsewhere than the routing table. */
  leadsAway(name: string): boolean {
    return this.#entries(name).some(
      ({ action, sets }) =>
        action === 'permit' &&
        (sets.hops.size > 0 ||
          [...sets.interfaces, ...sets.defaultInterfaces].some((one) => !isNull(one))),
    );
  }

  #entries(name: string): readonly RouteMapEntry[] {
    return [...(this.#maps.get(name) ?? [])]
      .toSorted(([a], [b]) => a - b)
      .map(([, entry]) => entry);
  }
}

function stepsOf(entry: RouteMapEntry, family: Family): readonly SelectStep[] {
  const { lists, others, quote } = entry;
  const own = [...lists[family]];
  const foreign = lists[family === 'ipv4' ? 'ipv6' : 'ipv4'].size > 0;
  const step = (action: Action, sure = true): SelectStep => ({
    kind: 'select',
    lists: own.map((list) => ({ list, family })),
    join: 'some',
    action,
    certain: sure && others.size === 0 && !foreign,
    text: quote.text,
    span: quote.span,
  });
  const drops = dropping(entry);
  if (drops === 'perhaps') return [step('deny', false), step('permit')];
  return [step(drops === 'all' ? 'deny' : 'permit')];
}

/** Null0 is never down, so whatever is sent there first is dropped; behind something else it may be. */
function dropping({ action, sets }: RouteMapEntry): 'all' | 'perhaps' | 'none' {
  if (action === 'deny') return 'none';
  const { defaultInterfaces, hops, interfaces } = sets;
  const [first] = interfaces;
  if (first !== undefined && isNull(first) && hops.size === 0) return 'all';
  return [...interfaces, ...defaultInterfaces].some(isNull) ? 'perhaps' : 'none';
}

function isNull(name: string): boolean {
  return /^null\d*$/i.test(name);
}
