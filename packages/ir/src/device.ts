/** One device as its configuration describes it: what filters, where it is bound, and what sits behind which interface. */
import type { Span } from '@aclift/diagnostics';
import type { Acl, RemovedEntry } from './acl.ts';
import type { Family, Prefix4 } from './address.ts';
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
  readonly span: Span;
}

/** `ip route`. At least one of `nextHop` and `interface` is present; `Null0` counts as an interface. */
export interface StaticRoute {
  readonly family: 'ipv4';
  readonly prefix: Prefix4;
  readonly nextHop?: number;
  readonly interface?: string;
  readonly vrf?: string;
  readonly span: Span;
}

/** `ipv6 route`; addresses are canonical text. */
export interface StaticRoute6 {
  readonly family: 'ipv6';
  readonly prefix: { readonly address: string; readonly length: number };
  readonly nextHop?: string;
  readonly interface?: string;
  readonly vrf?: string;
  readonly span: Span;
}

/** A dynamic routing process: prefixes may lie behind interfaces that no static line tells. */
export interface RoutingProcess {
  readonly protocol: string;
  /** What follows the protocol: process number, autonomous system, VRF. Absent: nothing does. */
  readonly process?: string;
  /** `ipv6` for `ipv6 router …`. Absent: `router …`. */
  readonly family?: 'ipv6';
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
  /** Families whose `out` lists also see packets that the router itself sends. Absent: none is said to. */
  readonly filtersLocalTraffic?: readonly Family[];
}
