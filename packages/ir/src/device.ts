/** One device as its configuration describes it: what filters, where it is bound, and what sits behind which interface. */
import type { Span } from '@aclift/diagnostics';
import type { Acl, RemovedEntry } from './acl.ts';
import type { Family, Prefix4 } from './address.ts';
import type { PacketFilter } from './filter.ts';
import type { ObjectGroup } from './object-group.ts';

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
  /** Borrowed from another interface. */
  | { readonly kind: 'unnumbered'; readonly interface: string; readonly span: Span };

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

/** A port of layer 2: hosts of its VLANs may be behind it, and it is no way of the router by itself. */
export interface Switchport {
  /** `access`: one VLAN, untagged; `trunk`: several; absent: the text does not say (negotiated). */
  readonly mode?: 'access' | 'trunk';
  /** VLAN of an access port. Absent: 1. */
  readonly accessVlan?: number;
  /** VLANs of a trunk. Absent: all. */
  readonly trunkVlans?: readonly VlanRange[];
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

/** A routing protocol that runs on an interface. */
export interface InterfaceRouting {
  readonly protocol: string;
  /** As {@link RoutingProcess.process} has it. */
  readonly process?: string;
  readonly family: Family;
  /** The prefix is announced, but no neighbour is spoken to. */
  readonly passive: boolean;
}

export interface Interface {
  /** As written, e.g. `GigabitEthernet0/0.10`. */
  readonly name: string;
  readonly description?: string;
  readonly addresses: readonly InterfaceAddress[];
  readonly virtualAddresses: readonly VirtualAddress[];
  /** At most one per family and direction, plus a common one: a later command replaces the earlier. */
  readonly bindings: readonly Binding[];
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
  /** A port of layer 2. Absent: a routed interface. */
  readonly switchport?: Switchport;
  /** In the order in which packets meet them; lists at the interface are in `bindings`. Absent: none. */
  readonly filters?: readonly InterfaceFilter[];
  /** Bindings that could not be read. Absent: none. */
  readonly unread?: readonly UnreadBinding[];
  /** Routing protocols that run here. Absent: none. */
  readonly routing?: readonly InterfaceRouting[];
  readonly span: Span;
}

/** `ip route`. At least one of `nextHop` and `interface` is present; `Null0` counts as an interface. */
export interface StaticRoute {
  readonly family: 'ipv4';
  readonly prefix: Prefix4;
  readonly nextHop?: number;
  readonly interface?: string;
  readonly vrf?: string;
  /** Administrative distance. Absent: 1. A route with a larger one than another of its prefix is used if that one fails. */
  readonly distance?: number;
  readonly span: Span;
}

/** `ipv6 route`; addresses are canonical text. */
export interface StaticRoute6 {
  readonly family: 'ipv6';
  readonly prefix: { readonly address: string; readonly length: number };
  readonly nextHop?: string;
  readonly interface?: string;
  readonly vrf?: string;
  /** Administrative distance. Absent: 1. */
  readonly distance?: number;
  readonly span: Span;
}

/** A dynamic routing process: prefixes may lie behind interfaces that no static line tells. */
export interface RoutingProcess {
  readonly protocol: string;
  /** What follows the protocol: process number, autonomous system, VRF. Absent: nothing does. */
  readonly process?: string;
  /** `ipv6` for `ipv6 router …`. Absent: `router …`. */
  readonly family?: 'ipv6';
  /** Absent: the global table. */
  readonly vrf?: string;
  /** Sources of routes that it announces besides its own: `connected`, `static`, `bgp`, … Absent: none. */
  readonly redistributes?: readonly string[];
  /** Neighbours named by address (BGP, and others with `neighbor`): numbers or canonical IPv6 text. Absent: none. */
  readonly neighbors?: readonly (number | string)[];
  readonly span: Span;
}

/** A filter on VLANs: it sees whatever is bridged in them or routed into or out of them. */
export interface VlanFilter {
  readonly vlans: readonly VlanRange[];
  readonly filter: PacketFilter;
}

/** What may pass from one security zone to another. Between zones without a pair nothing passes. */
export interface ZonePair {
  readonly name: string;
  /** `self`: the device itself. */
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
  /** False: it switches and does not route (`no ip routing`). Absent: it routes. */
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
