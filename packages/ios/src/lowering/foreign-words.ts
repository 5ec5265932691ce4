/** Words that are no IOS but belong to a neighbour: the message can then say where the line comes from. */
import type { ForeignDialect } from '../diagnostics.ts';

const FOREIGN_WORDS: ReadonlyMap<string, ForeignDialect> = new Map([
  ['any4', 'Cisco ASA'],
  ['any6', 'Cisco ASA'],
  ['object', 'Cisco ASA'],
  ['inactive', 'Cisco ASA'],
  ['interval', 'Cisco ASA'],
  ['disable', 'Cisco ASA'],
  ['user', 'Cisco ASA'],
  ['packet-length', 'Cisco NX-OS'],
  ['net-group', 'Cisco IOS XR'],
  ['port-group', 'Cisco IOS XR'],
  ['ipv4', 'Cisco IOS XR'],
  ['icmpv6', 'Cisco IOS XR'],
  ['capture', 'Cisco IOS XR'],
  ['icmp-off', 'Cisco IOS XR'],
  ['nexthop1', 'Cisco IOS XR'],
  ['tracked', 'Arista EOS'],
  ['vlan', 'Arista EOS'],
]);

/** @returns undefined for words that give no hint. */
export function dialectOf(word: string): ForeignDialect | undefined {
  return FOREIGN_WORDS.get(word.toLowerCase());
}
