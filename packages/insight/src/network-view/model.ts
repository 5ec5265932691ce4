/** The network of a run as people look at it: devices, places and links with their filters. Plain data, sorted. */
import type { Family } from '@aclift/ir';
import type { Edge } from '@aclift/network';
import type { PlaceKind } from '@aclift/verify';

/** Why nobody can say for certain what a filter does. */
export type FilterDoubt =
  /** The line that puts it there was not understood. */
  | 'unread'
  /** A list that it names is not defined or empty. */
  | 'missing'
  /** A list has entries that were not understood. */
  | 'entries'
  /** A list has entries that match only under conditions no configuration tells. */
  | 'conditions'
  /** It selects packets by something that is not known. */
  | 'selection';

/** A filter where it stands. */
export interface ViewedFilter {
  readonly kind: PlaceKind;
  readonly device: string;
  /** The list or lists, the map, the policy; of a line that was not understood the line. */
  readonly name: string;
  /** The command that puts it there. */
  readonly file: string;
  readonly line: number;
  /** The lists that it asks; `line` null: not defined. */
  readonly lists: readonly { readonly name: string; readonly line: number | null }[];
  /** Empty: it does what it says. */
  readonly doubts: readonly FilterDoubt[];
  /** Whether some flow may meet it. */
  readonly met: boolean;
}

/** A routing table of a device, or a host's interface. A device without addresses of the family is here without links. */
export interface ViewedDevice {
  readonly kind: 'device';
  /** Unique among the nodes of the family. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  /** Null: the global table. */
  readonly vrf: string | null;
  /** False: it passes no packets on. */
  readonly forwards: boolean;
}

/** Where addresses sit. */
export interface ViewedPlace {
  /** `beyond`: behind a next hop that is no device of the run; `world`: whatever no prefix holds. */
  readonly kind: 'segment' | 'beyond' | 'world';
  readonly id: string;
  /** Interfaces in a segment, or in front of what is beyond. */
  readonly name: string;
  /** `10.0.0.0/24`; of the world none. */
  readonly prefixes: readonly string[];
}

export type ViewedNode = ViewedDevice | ViewedPlace;

/** Why an interface is taken to lead to the rest of the world; the words of the network's graph. */
export type WorldEvidence = NonNullable<Edge['evidence']>;

/** An interface between a device and a place. One interface may lead to several places. */
export interface ViewedLink {
  readonly id: string;
  /** Id of the device. */
  readonly device: string;
  /** Id of the place. */
  readonly place: string;
  /** Null: nobody knows which interface, and no filter is met. */
  readonly interface: string | null;
  readonly file: string;
  /** Line of the interface; null where nobody knows which. */
  readonly line: number | null;
  /** Only towards the world. */
  readonly evidence: WorldEvidence | null;
  /** What comes from the place meets these, in order. */
  readonly in: readonly ViewedFilter[];
  /** What leaves to the place meets these, in order. */
  readonly out: readonly ViewedFilter[];
}

/** An interface on no link. */
export interface ViewedApart {
  readonly device: string;
  readonly file: string;
  readonly interface: string;
  readonly line: number;
  /** `itself`: its address is reached, and nothing is behind it; `unasked`: places do not count, as lists filter every flow. */
  readonly why: 'shutdown' | 'port' | 'channel' | 'unused' | 'no-address' | 'itself' | 'unasked';
  readonly in: readonly ViewedFilter[];
  readonly out: readonly ViewedFilter[];
}

/** The network of one family. */
export interface FamilyNetwork {
  readonly family: Family;
  /** False: no interface has an address, or the user took lists as filters of everything. Then there are no places and no links. */
  readonly placed: boolean;
  /** Devices by name, then segments and what is beyond by prefix, then the world. */
  readonly nodes: readonly ViewedNode[];
  /** By device, in the order of the file. */
  readonly links: readonly ViewedLink[];
  /** Filters at no single interface: of VLANs, zones, packets to the device, or of every flow. */
  readonly elsewhere: readonly ViewedFilter[];
  readonly apart: readonly ViewedApart[];
  /** Why it is not certain which interfaces lead to the world; empty where it is. */
  readonly uncertain: string;
}

export interface NetworkView {
  /** IPv4 first. Empty: no device has an address or a list. */
  readonly families: readonly FamilyNetwork[];
}
