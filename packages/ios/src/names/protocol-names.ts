/**
 * Protocol names of access-list entries with their IP protocol numbers. `ip` and `ipv6` stand for every protocol and
 * are not here. IPv4 and IPv6 lists know different names: IPv6 `icmp` is 58.
 */

/** Names in IPv4 lists. */
export const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['ipinip', 4],
  ['tcp', 6],
  ['igrp', 9],
  ['udp', 17],
  ['gre', 47],
  ['esp', 50],
  ['ahp', 51],
  ['eigrp', 88],
  ['ospf', 89],
  ['nos', 94],
  ['pim', 103],
  ['pcp', 108],
  ['sctp', 132],
]);

/** Names in IPv6 lists. */
export const PROTOCOLS6: ReadonlyMap<string, number> = new Map([
  ['hbh', 0],
  ['tcp', 6],
  ['udp', 17],
  ['esp', 50],
  ['ahp', 51],
  ['icmp', 58],
  ['pcp', 108],
  ['sctp', 132],
]);

/** IP protocol numbers that the rules of entries speak of. */
export const ICMP = 1;
export const IGMP = 2;
export const TCP = 6;
export const UDP = 17;
export const ICMP6 = 58;
export const SCTP = 132;
