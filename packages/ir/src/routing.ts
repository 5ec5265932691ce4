/** Routes that a configuration writes down, and the protocols that bring others. */
import type { Span } from '@aclift/diagnostics';
import type { Family, Prefix4 } from './address.ts';

/**
 * A routing protocol that runs on an interface. Where the text does not tell on which interfaces a process runs, it runs
 * on all that are up, stand in its VRF and have an address of the family.
 */
export interface InterfaceRouting {
  readonly protocol: string;
  /** As {@link RoutingProcess.process} has it. */
  readonly process?: string;
  readonly family: Family;
  /** The prefix is announced, but no neighbour is spoken to. Loopbacks always are passive. */
  readonly passive: boolean;
  /**
   * Passive, but routes that neighbours send are taken in: RIP and IGRP. Absent: what is passive learns nothing.
   * @see IOS IP Routing Command Reference, `passive-interface`.
   */
  readonly listens?: true;
}

/** What static routes of both families may say besides prefix and next hop. */
export interface RouteSettings {
  /** The table that the route is in. Absent: the global one. */
  readonly vrf?: string;
  /** The table in which next hop or interface is looked up, if it is another than the route's own; empty: the global one. */
  readonly nextHopIn?: { readonly vrf?: string };
  /** Administrative distance. Absent: 1. A route with a larger one than another of its prefix is used if that one fails. */
  readonly distance?: number;
  readonly tag?: number;
  readonly name?: string;
  /** Number of the object that has to be up for the route to be used. Absent: none. */
  readonly track?: number;
  /** Stays in the table when its interface goes down. */
  readonly permanent?: true;
  readonly span: Span;
}

/**
 * `ip route`. At least one of `nextHop`, `interface` and `dhcp` is present; `Null0` counts as an interface. `ip
 * default-network` is here as a default route by the next hops of that network.
 */
export interface StaticRoute extends RouteSettings {
  readonly family: 'ipv4';
  readonly prefix: Prefix4;
  readonly nextHop?: number;
  readonly interface?: string;
  /** The next hop is the one that DHCP tells. With `interface`: there; without: on any interface that asks for an address. */
  readonly dhcp?: true;
}

/** `ipv6 route`; addresses are canonical text. */
export interface StaticRoute6 extends RouteSettings {
  readonly family: 'ipv6';
  readonly prefix: { readonly address: string; readonly length: number };
  readonly nextHop?: string;
  readonly interface?: string;
}

/**
 * A dynamic routing process: prefixes may lie behind interfaces that no static line tells. A process that serves several
 * VRFs (`address-family ipv4 vrf RED`) is here once for each, and processes that are shut down are not here.
 */
export interface RoutingProcess {
  readonly protocol: string;
  /** What follows the protocol, as written: process number, autonomous system, name, VRF. Absent: nothing does. */
  readonly process?: string;
  /** `ipv6` for `ipv6 router …`. Absent: `router …`. */
  readonly family?: 'ipv6';
  /** Absent: the global table. */
  readonly vrf?: string;
  /** Sources of routes that it announces besides its own: `connected`, `static`, `bgp`, … Absent: none. */
  readonly redistributes?: readonly string[];
  /**
   * Neighbours named by address (BGP, and others with `neighbor`) that are not shut down: numbers or canonical IPv6
   * text. Absent: none.
   */
  readonly neighbors?: readonly (number | string)[];
  readonly span: Span;
}
