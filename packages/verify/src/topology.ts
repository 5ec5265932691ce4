/**
 * Where filters stand in a network, as pairs of ends: which flows may meet a filter on their way, and which must. Plain sets of
 * addresses; how they follow from devices, links and routes is no matter of this package.
 */
import type { Span } from '@aclift/diagnostics';
import type { Action, Direction, Family, FilterKind } from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';

/** Every source with every destination. */
export interface EndPairs {
  readonly sources: Ranges;
  readonly destinations: Ranges;
}

/** Pairs of ends: those of some of `plus` and of none of `minus`. Equal arrays may be shared between regions. */
export interface PairRegion {
  readonly plus: readonly EndPairs[];
  readonly minus: readonly EndPairs[];
}

/** What makes a filter where it stands. */
export type PlaceKind =
  /** Lists at a routed interface. */
  | 'access-group'
  /** Lists at a port of layer 2. */
  | 'port'
  /** A line that binds something and could not be read. */
  | 'unread'
  /** Lists that the user takes as filters of every flow. */
  | 'detached'
  | FilterKind;

/** Where a filter stands, for people. */
export interface FilterPlace {
  readonly kind: PlaceKind;
  /** The file of the device. */
  readonly source: string;
  /** The device's name, or its file. */
  readonly device: string;
  /** Absent: no single interface. */
  readonly interface?: string;
  /** Absent: both, or none. */
  readonly direction?: Direction;
  /** The list, map or policy; of an unread line the line. */
  readonly name: string;
  /** The command that puts it there. */
  readonly span: Span;
}

/** One step of a filter; the first that takes a packet decides. */
export type PlacedStep =
  /** The entries of a list, by id; a packet that none of them matches goes on. */
  | { readonly kind: 'entries'; readonly list: string }
  /** What lists permit gets the action; the rest goes on. See `SelectStep` of the IR. */
  | {
      readonly kind: 'select';
      /** Empty: every packet. */
      readonly lists: readonly { readonly list: string; readonly negated: boolean }[];
      readonly join: 'every' | 'some';
      readonly action: Action;
      readonly certain: boolean;
    }
  /** Something that nobody could read: it may drop any packet, or none. `list`: the id of a list that the text leaves out. */
  | { readonly kind: 'unknown'; readonly list?: string };

/** A filter at its place. */
export interface PlacedFilter {
  readonly place: FilterPlace;
  /** Which end enforces it between two pods: `in` the one that opens, `out` the other; `everywhere` as detached lists are. */
  readonly role: 'in' | 'out' | 'everywhere';
  readonly steps: readonly PlacedStep[];
  /** What becomes of a packet that no step takes. */
  readonly otherwise: Action;
  /** Pairs with some possible way through the filter. */
  readonly may: PairRegion;
  /** Pairs with no way around it; part of `may`. */
  readonly must: PairRegion;
  /**
   * Pairs with an address of a device itself at an end, which the filter does not see although it sees the addresses around
   * that one. Absent: none.
   */
  readonly spared?: readonly EndPairs[];
}

/**
 * Pairs of ends with several ways, where every way is known: a flow passes if it passes all filters of some of them.
 */
export interface WayChoice {
  readonly pairs: readonly EndPairs[];
  /** Pairs of which this is not said all the same. */
  readonly except: readonly EndPairs[];
  /** Indexes into the filters; at least two ways, and none of them without a filter. */
  readonly ways: readonly (readonly number[])[];
}

/** A place that addresses sit at. */
export interface AddressPlace {
  /** For people: devices and interfaces, or what is known instead. */
  readonly name: string;
  /**
   * `segment`: a connected subnet, whose addresses reach each other without a router; `beyond`: behind a next hop that is no
   * device of the run; `own`: of a device itself; `rest`: whatever no prefix holds.
   */
  readonly kind: 'segment' | 'beyond' | 'own' | 'rest';
  readonly addresses: Ranges;
  /** Addresses of devices in a segment's prefixes: its hosts reach them directly, past no filter but inbound ones. Absent: none. */
  readonly devices?: Ranges;
  /**
   * Addresses of a segment that are no host's: those of its IPv4 prefixes themselves, those for all hosts, and next hops of
   * routes. Absent: none.
   */
  readonly noHosts?: Ranges;
}

/** What is known of a network, for one family. An address at no place meets no filter. */
export interface Topology {
  readonly family: Family;
  readonly filters: readonly PlacedFilter[];
  readonly choices: readonly WayChoice[];
  /** An address may sit at several places. */
  readonly places: readonly AddressPlace[];
}

/** Every set of addresses that the topology tells apart. */
export function* topologyAddresses({ choices, filters, places }: Topology): Iterable<Ranges> {
  const seen = new Set<Ranges>();
  const once = function* (pairs: readonly EndPairs[]): Iterable<Ranges> {
    for (const { destinations, sources } of pairs) {
      for (const ranges of [sources, destinations]) {
        if (seen.has(ranges)) continue;
        seen.add(ranges);
        yield ranges;
      }
    }
  };
  for (const { addresses, devices = [] } of places) {
    yield addresses;
    yield devices;
  }
  for (const { may, must, spared = [] } of filters) {
    yield* once(spared);
    for (const { minus, plus } of [may, must]) {
      yield* once(plus);
      yield* once(minus);
    }
  }
  for (const { except, pairs } of choices) {
    yield* once(pairs);
    yield* once(except);
  }
}
