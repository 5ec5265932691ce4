/**
 * Small networks as plain data, for judging: what each device would do, with nothing left to read.
 * Knows no configuration text and shares nothing with the packages, so that a fault there cannot hide here.
 */

/** The opening packet of a connection: addresses as unsigned 32-bit numbers. */
export interface NetworkFlow {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePort: number;
  /** Destination port, or type × 256 + code for ICMP; 0 for other protocols. */
  readonly service: number;
}

/** An address with the length of its subnet. */
export interface AddressData {
  readonly address: number;
  readonly length: number;
}

/** Everything whose bits agree with `base` where `wildcard` has a 0. */
export interface AddressRange {
  readonly base: number;
  readonly wildcard: number;
}

export type PortTest =
  | { readonly kind: 'eq' | 'neq'; readonly ports: readonly number[] }
  | { readonly kind: 'gt' | 'lt'; readonly port: number }
  | { readonly kind: 'range'; readonly from: number; readonly to: number };

export interface EntryData {
  readonly action: 'permit' | 'deny';
  readonly protocol: 'ip' | 'tcp' | 'udp' | 'icmp';
  readonly source: AddressRange;
  /** Absent: every port. */
  readonly sourcePort?: PortTest;
  readonly destination: AddressRange;
  /** Absent: every port. */
  readonly destinationPort?: PortTest;
  /** ICMP echo requests only. */
  readonly echo?: true;
  /** TCP with ACK or RST: never an opening. */
  readonly established?: true;
}

export interface ListData {
  readonly name: string;
  /** Standard lists look at the source alone. */
  readonly kind: 'standard' | 'extended';
  readonly entries: readonly EntryData[];
}

export interface VirtualData {
  readonly protocol: 'standby' | 'vrrp' | 'glbp';
  readonly group: number;
  readonly address: number;
}

/** `port`: layer 2, of the segment's VLAN, or a trunk when it has no segment. `parent`: carries subinterfaces, nothing else. */
export type InterfaceKind = 'routed' | 'svi' | 'subinterface' | 'loopback' | 'port' | 'parent';

export interface InterfaceData {
  readonly name: string;
  readonly kind: InterfaceKind;
  /** The wire or VLAN it is attached to. */
  readonly segment?: string;
  /** The first is the primary one. */
  readonly addresses: readonly AddressData[];
  /** Name of the interface whose address it borrows. */
  readonly unnumbered?: string;
  readonly virtual: readonly VirtualData[];
  /** Absent: the global table. */
  readonly vrf?: string;
  readonly shutdown: boolean;
  readonly vlan?: number;
  readonly listIn?: string;
  readonly listOut?: string;
  /** Evaluated before `listIn`, with which it forms one chain. */
  readonly common?: string;
  /** `service-policy input`. */
  readonly policyIn?: string;
  /** `ip policy route-map`. */
  readonly policyRoute?: string;
  /** `ip ospf P area 0` on the interface itself. */
  readonly ospf?: number;
}

/** `ip route`. Neither `nextHop` nor `via`: Null0. */
export interface StaticData {
  readonly prefix: AddressData;
  readonly nextHop?: number;
  readonly via?: string;
  readonly vrf?: string;
  /** Absent: 1. */
  readonly distance?: number;
}

export interface OspfData {
  readonly process: number;
  readonly vrf?: string;
  readonly networks: readonly AddressRange[];
  readonly passiveDefault: boolean;
  /** Exceptions from the default: passive interfaces, or those that are not. */
  readonly exceptions: readonly string[];
  readonly redistributes: readonly ('connected' | 'static' | 'bgp')[];
}

export interface BgpData {
  readonly as: number;
  readonly neighbors: readonly { readonly address: number; readonly as: number }[];
  readonly networks: readonly AddressData[];
  readonly redistributes: readonly ('connected' | 'static' | 'ospf')[];
}

/** One `vlan access-map`: the first clause whose lists permit a packet takes it. */
export interface VlanMapData {
  readonly name: string;
  readonly vlans: readonly number[];
  /** No lists: every packet. */
  readonly clauses: readonly {
    readonly lists: readonly string[];
    readonly action: 'drop' | 'forward';
  }[];
}

/** A policy map with its class maps written out: the first class that takes a packet decides. */
export interface PolicyMapData {
  readonly name: string;
  readonly classes: readonly {
    readonly name: string;
    readonly match: 'match-any' | 'match-all';
    readonly lists: readonly string[];
    readonly drop: boolean;
  }[];
}

/** A route map of `ip policy`: the first clause whose lists permit a packet takes it. */
export interface RouteMapData {
  readonly name: string;
  readonly clauses: readonly {
    readonly action: 'permit' | 'deny';
    /** No lists: every packet. */
    readonly lists: readonly string[];
    readonly null0: boolean;
  }[];
}

export interface DeviceData {
  readonly name: string;
  /** False: it switches only (`no ip routing`). */
  readonly forwards: boolean;
  readonly defaultGateway?: number;
  readonly interfaces: readonly InterfaceData[];
  readonly lists: readonly ListData[];
  readonly routes: readonly StaticData[];
  readonly ospf: readonly OspfData[];
  readonly bgp?: BgpData;
  readonly vlanMaps: readonly VlanMapData[];
  readonly policyMaps: readonly PolicyMapData[];
  readonly routeMaps: readonly RouteMapData[];
}

export interface NetworkData {
  /** What made it, for messages: a seed, or the name of a case. */
  readonly label: string;
  readonly devices: readonly DeviceData[];
}

export const TCP = 6;
export const UDP = 17;
export const ICMP = 1;
export const ECHO: number = 8 * 256;

/** The bits of a prefix length as an unsigned number. */
export function maskOf(length: number): number {
  return length === 0 ? 0 : (0xffffffff << (32 - length)) >>> 0;
}

/** The first address of the subnet. */
export function baseOf({ address, length }: AddressData): number {
  return (address & maskOf(length)) >>> 0;
}

/** Whether an address lies in the subnet. */
export function holds({ address, length }: AddressData, other: number): boolean {
  return ((address ^ other) & maskOf(length)) === 0;
}

export function sameSubnet(a: AddressData, b: AddressData): boolean {
  return a.length === b.length && holds(a, b.address);
}

/** Whether it is the broadcast address of the subnet. Links of two addresses and single addresses have none. */
export function isBroadcast(subnet: AddressData, address: number): boolean {
  return subnet.length <= 30 && (baseOf(subnet) | ~maskOf(subnet.length)) >>> 0 === address;
}

/** Dotted text to number. Throws on anything else: it is written in tests and generators only. */
export function ip(text: string): number {
  const parts = text.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) {
    throw new Error(`${text} is no address`);
  }
  return parts.reduce((value, part) => value * 256 + part, 0);
}

export function showIp(address: number): string {
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 255).join('.');
}
