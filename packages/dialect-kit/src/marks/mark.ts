/** What gives away that a text is written for another system. */

/** Systems that are told by name and refused. Two names: their texts cannot be told apart by the line. */
export type DialectName =
  | 'Cisco ASA'
  | 'Cisco NX-OS'
  | 'Cisco IOS XR'
  | 'Cisco AireOS'
  | 'Cisco Small Business'
  | 'Arista EOS'
  | 'Juniper Junos'
  | 'VyOS'
  | 'Juniper Junos or VyOS'
  | 'Huawei VRP'
  | 'H3C Comware'
  | 'Huawei VRP or H3C Comware'
  | 'HPE ArubaOS-Switch'
  | 'HPE ArubaOS-CX'
  | 'HPE ArubaOS'
  | 'Palo Alto PAN-OS'
  | 'Fortinet FortiOS'
  | 'Nokia SR OS'
  | 'MikroTik RouterOS'
  | 'Linux iptables'
  | 'Linux nftables';

/**
 * One line that gives a system away. A sure mark is printed by one system only; of the others two are needed, because
 * a line of prose or a neighbour's habit can look like them once.
 */
export interface Mark {
  readonly dialect: DialectName;
  /** The first word of the line in lower case; it is what marks are looked up by. */
  readonly first: string;
  readonly pattern: RegExp;
  /** Absent: the mark is not sure, and this names its kind. Two kinds of one system are needed. */
  readonly sure?: true;
}

/** A mark that settles it. */
export function sure(dialect: DialectName, first: string, pattern: RegExp): Mark {
  return { dialect, first, pattern, sure: true };
}

/** A mark that needs another one beside it. */
export function hint(dialect: DialectName, first: string, pattern: RegExp): Mark {
  return { dialect, first, pattern };
}
