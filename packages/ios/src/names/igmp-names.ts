/** IGMP message names with the index 0 to 15 that IOS prints. The index is IOS's own, not the type on the wire. */

/** `host-report` is the old name of `v1host-report`. */
export const IGMP_NAMES: ReadonlyMap<string, number> = new Map([
  ['host-query', 0],
  ['v1host-report', 1],
  ['host-report', 1],
  ['dvmrp', 2],
  ['pim', 3],
  ['trace', 4],
  ['v2host-report', 5],
  ['v2leave-group', 6],
  ['mtrace-resp', 7],
  ['mtrace-route', 8],
  ['v3host-report', 9],
]);
