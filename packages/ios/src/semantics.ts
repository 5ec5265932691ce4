/** How IOS and IOS-XE behave. */
import type { Semantics } from '@aclift/ir';

/**
 * @see Cisco IOS Security Command Reference, `ip access-group`: a list that is not defined, or has no entries, permits.
 * @see Cisco IOS IPv6 Command Reference, `ipv6 access-list`: implicit permits of nd-na and nd-ns.
 * @see Cisco IOS Security Command Reference, `access-list (IP extended)`: up to ten ports after `eq` and `neq`.
 */
export const SEMANTICS: Semantics = {
  system: 'IOS',
  emptyList: 'permits',
  ipv6End: 'nd-then-deny',
  answers: { connections: 'filtered', icmp: 'filtered' },
  addresses: 'wire',
  portsAfterEq: 10,
};
