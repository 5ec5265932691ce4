/** One device as its configuration describes it: what filters, where it is bound, and what sits behind which interface. */
import type { Span } from '@aclift/diagnostics';
import type { Acl, RemovedEntry } from './acl.ts';
import type { Family } from './address.ts';
import type { PacketFilter } from './filter.ts';
import type { ObjectGroup } from './object-group.ts';
import type { InterfaceRouting, RoutingProcess, StaticRoute, StaticRoute6 } from './routing.ts';
import type { Semantics } from './semantics.ts';

export type Direction = 'in' | 'out';

/** A list applied to an interface as a packet filter. The list may be undefined in the file: then it permits everything. */
export interface Binding {
  readonly list: string;
  readonly family: Family;
  readonly direction: Direction;
  /** IOS-XE `ip access-group common C [L] in`: this is C, evaluated before the interface's own list. */
  readonly common?: boolean;
  readonly span: Span;
}

export type InterfaceAddress =
  | {
      readonly kind: 'static';
      readonly address: number;
      readonly length: number;
      readonly secondary: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'static6';
      readonly address: string;
      readonly length: number;
      readonly span: Span;
    }
  /** `dhcp`, `negotiated` and the like: the address is not in the text. `family` absent: IPv4. */
  | {
      readonly kind: 'dynamic';
      readonly how: string;
      readonly family?: 'ipv6';
      readonly span: Span;
    }
  /** Borrowed from another interface, named as written. `family` absent: IPv4. */
  | {
      readonly kind: 'unnumbered';
      readonly interface: string;
      readonly family?: 'ipv6';
      readonly span: Span;
    }
  /** `ipv6 enable` and no other address of IPv6: only the one that the interface makes itself, for its link alone. */
  | { readonly kind: 'link-local'; readonly span: Span };

/** HSRP, VRRP or GLBP address of an interface. */
export interface VirtualAddress {
  readonly protocol: 'hsrp' | 'vrrp' | 'glbp';
  readonly group?: number;
  readonly family: Family;
  /** IPv4 as number, IPv6 as canonical text. */
  readonly address: number | string;
  readonly span: Span;
}

/** VLAN numbers, both ends included. */
export interface VlanRange {
  readonly from: number;
  readonly to: number;
}

/**
 * A port of layer 2: hosts of its VLANs may be behind it, and it is no way of the router by itself. An interface that says
 * nothing of itself is one if it stands on a switch: `{}`.
 */
export interface Switchport {
  /** `access`: one VLAN, untagged; `trunk`: several; absent: the text does not say (negotiated, or a tunnel of tags). */
  readonly mode?: 'access' | 'trunk';
  /** VLAN of an access port. Absent: 1. */
  readonly accessVlan?: number;
  /** The VLAN of an access port is assigned outside the text, or it is a private one: it may be any. */
  readonly unknownVlan?: true;
  /** VLAN of the phones behind an access port, besides the other. Absent: none. */
  readonly voiceVlan?: number;
  /** VLANs of a trunk. Absent: all. Empty: none. */
  readonly trunkVlans?: readonly VlanRange[];
  /** VLAN of untagged packets on a trunk. Absent: 1. */
  readonly nativeVlan?: number;
}

/** A filter other than a list, applied to an interface. */
export interface InterfaceFilter {
  readonly direction: Direction;
  readonly filter: PacketFilter;
}

/** A line that applies a list to an interface, as its words say, but could not be read: something unknown filters there. */
export interface UnreadBinding {
  /** Absent: it may be either. */
  readonly family?: Family;
  readonly direction?: Direction;
  /** The name in the line, if it shows one. */
  readonly list?: string;
  /** The line, trimmed. */
  readonly text: string;
  readonly span: Span;
}

/** Where the packets of a tunnel come out, as written. */
export interface Tunnel {
  /** An interface or an address. Absent: not said. */
  readonly source?: string;
  /** An address or a host name. Absent: not said, as in a tunnel with many ends. */
  readonly destination?: string;
  /** The table in which the destination is looked up. Absent: the global one. */
  readonly vrf?: string;
}

export interface Interface {
  /** As written, e.g. `GigabitEthernet0/0.10`. */
  readonly name: string;
  readonly description?: string;
  readonly addresses: readonly InterfaceAddress[];
  readonly virtualAddresses: readonly VirtualAddress[];
  /** At most one per family and direction, plus a common one: a later command replaces the earlier. */
  readonly bindings: readonly Binding[];
  /** What stood in the place of a binding before a later command replaced it, in the order of the text. Absent: nothing. */
  readonly replaced?: readonly Binding[];
  /** Absent: the global table. */
  readonly vrf?: string;
  readonly shutdown: boolean;
  readonly nat?: 'inside' | 'outside';
  /** `encapsulation dot1Q N` or the number of an SVI. */
  readonly vlan?: number;
  /** Member of a zone-based firewall zone: interface lists are then not the whole policy. */
  readonly zone?: string;
  /** `ip inspect NAME in|out` is present. */
  readonly inspected?: boolean;
  /** Directions of `ip inspect`: answers to what opens that way are let back past the lists. Absent: none. */
  readonly inspects?: readonly Direction[];
  /** A port of layer 2. Absent: a routed interface. Members of a channel are what the channel is. */
  readonly switchport?: Switchport;
  /** `channel-group N`: it carries packets of `Port-channelN`. Absent: of its own. */
  readonly channelGroup?: number;
  /** In the order in which packets meet them; lists at the interface are in `bindings`. Absent: none. */
  readonly filters?: readonly InterfaceFilter[];
  /**
   * Families of which some packets that come in here leave where a route map says (`ip policy` with a next hop, an
   * interface or a VRF), not where the routing table does. Absent: none.
   */
  readonly detours?: readonly Family[];
  /** Bindings that could not be read. Absent: none. */
  readonly unread?: readonly UnreadBinding[];
  /** The ends of a tunnel. Absent: it is none, or the text says nothing of its ends. */
  readonly tunnel?: Tunnel;
  /** Routing protocols that run here. Absent: none. */
  readonly routing?: readonly InterfaceRouting[];
  readonly span: Span;
}

/** A filter on VLANs: it sees whatever is bridged in them or routed into or out of them. */
export interface VlanFilter {
  readonly vlans: readonly VlanRange[];
  readonly filter: PacketFilter;
}

/**
 * What may pass from one security zone to another. Between zones without a pair nothing passes, nor between a zone and an
 * interface that is in none; inside a zone everything does. To and from the device itself everything passes that no pair
 * with `self` filters.
 */
export interface ZonePair {
  readonly name: string;
  /** `self`: the device itself; `default`: interfaces that are members of no other zone. */
  readonly source: string;
  readonly destination: string;
  /** Absent: the pair has no policy, and nothing passes. */
  readonly filter?: PacketFilter;
  readonly span: Span;
}

/** What a list is used for when it does not filter forwarded packets on an interface. */
export type ReferenceUse =
  | 'device-access'
  | 'control-plane'
  | 'class-map'
  | 'nat'
  | 'route-map'
  | 'routing'
  | 'crypto'
  | 'inspection'
  | 'switching'
  | 'multicast'
  | 'rate-limit'
  | 'other';

/** A use of a list that does not make it a filter of forwarded traffic. */
export interface ListReference {
  readonly list: string;
  /** Absent where the command does not tell. */
  readonly family?: Family;
  readonly use: ReferenceUse;
  /** The command line that refers, trimmed: `ip nat inside source list 101 interface …`. */
  readonly text: string;
  /** The command whose block the line stands in: `route-map RM permit 10`. Absent at the global level. */
  readonly within?: string;
  readonly span: Span;
}

/** `ip nat … source|destination static …`: a fixed address (and perhaps port) translation. */
export interface StaticNat {
  readonly side: 'inside' | 'outside';
  readonly end: 'source' | 'destination';
  readonly local: number;
  /** Absent: the address of `interface`. */
  readonly global?: number;
  readonly interface?: string;
  /** IP protocol with `localPort` and `globalPort`; absent: whole addresses. */
  readonly protocol?: number;
  readonly localPort?: number;
  readonly globalPort?: number;
  /** A network translation; absent: one address. */
  readonly length?: number;
  readonly span: Span;
}

/** A time range as text; the model of its periods belongs to whoever evaluates it. */
export interface TimeRange {
  readonly name: string;
  readonly periods: readonly {
    readonly kind: 'absolute' | 'periodic';
    readonly text: string;
    readonly span: Span;
  }[];
  readonly span: Span;
}

/** A VLAN's name, which often describes a subnet. */
export interface Vlan {
  readonly id: number;
  readonly name: string;
  readonly span: Span;
}

/** Everything aclift knows of one configuration text. Plain data, JSON-safe. */
export interface Device {
  /** Name of the source text. */
  readonly source: string;
  /** Id of the dialect that the text is written in: for printing in its words, not for asking how the device behaves. */
  readonly dialect: string;
  /** How the device behaves where the text says nothing. */
  readonly semantics: Semantics;
  /** Absent: the text names none. */
  readonly hostname?: string;
  readonly interfaces: readonly Interface[];
  /** In order of first appearance. One namespace per family. */
  readonly acls: readonly Acl[];
  readonly removed: readonly RemovedEntry[];
  readonly objectGroups: readonly ObjectGroup[];
  readonly routes: readonly (StaticRoute | StaticRoute6)[];
  readonly routing: readonly RoutingProcess[];
  readonly references: readonly ListReference[];
  readonly staticNat: readonly StaticNat[];
  readonly timeRanges: readonly TimeRange[];
  readonly vlans: readonly Vlan[];
  /** Filters on VLANs. Absent: none. */
  readonly vlanFilters?: readonly VlanFilter[];
  /** Security zones that the text defines. Absent: none. */
  readonly zones?: readonly string[];
  /** Absent: none. */
  readonly zonePairs?: readonly ZonePair[];
  /** Filter of packets for the device itself (`ip receive`). Absent: none. */
  readonly receive?: readonly PacketFilter[];
  /**
   * False: it switches and does not route IP. Absent: it routes. The text says so by `no ip routing`. A switch does not
   * even need to: `ip routing` is off unless its text turns it on, while routers have it on and never print it. So a text
   * with switch ports, an address on one SVI alone, `ip default-gateway` (which has no effect while routing) and nothing
   * that asks for routing is taken for such a switch.
   */
  readonly forwards?: false;
  /** Where a device that does not route sends its own packets (`ip default-gateway`). Absent: not said. */
  readonly defaultGateway?: number;
  /** Families whose `out` lists also see packets that the router itself sends. Absent: none is said to. */
  readonly filtersLocalTraffic?: readonly Family[];
  /**
   * True: the text is a whole configuration, from its `version` or `hostname` to its `end`, so what it does not define
   * the device does not have. Absent: it may be a part (a section, one interface, the output of `show access-lists`, a
   * session), and what it does not define may be on the device all the same.
   */
  readonly whole?: true;
  /**
   * Lines that apply a list of which nobody can tell the interface: it stands outside of one, or below a header that
   * could not be read. Something unknown filters somewhere on the device. Absent: none.
   */
  readonly unread?: readonly UnreadBinding[];
}
