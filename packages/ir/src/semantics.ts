/** What a device does where its configuration says nothing. */

/**
 * How devices of a system behave, as data: the reader of the dialect sets it, and whoever computes reads it here. Nobody asks
 * for the dialect of a device to know what it does. JSON-safe.
 */
export interface Semantics {
  /** The system in sentences: `IOS`. */
  readonly system: string;
  /** A bound list without entries lets everything through, or nothing. */
  readonly emptyList: 'permits' | 'denies';
  /**
   * How a list of IPv6 ends: with permits of neighbour advertisements and solicitations (nd-na, nd-ns) before the deny, or with
   * the deny alone.
   */
  readonly ipv6End: 'nd-then-deny' | 'deny';
  /**
   * Whether answers meet the lists as every packet does, or pass by themselves once the opening has passed. `icmp`: the same
   * for messages of ICMP.
   */
  readonly answers: {
    readonly connections: 'filtered' | 'pass';
    readonly icmp: 'filtered' | 'pass';
  };
  /** Which addresses bound lists name where an address is translated: those on the wire there, or the hosts' own. */
  readonly addresses: 'wire' | 'real';
  /** How many ports one entry takes after `eq`. */
  readonly portsAfterEq: number;
}
