/** Names of values in the IP header that entries can ask for: DSCP, precedence, type of service and IP options. */

/** Values 0 to 63. */
export const DSCP_NAMES: ReadonlyMap<string, number> = new Map([
  ['default', 0],
  ['cs1', 8],
  ['af11', 10],
  ['af12', 12],
  ['af13', 14],
  ['cs2', 16],
  ['af21', 18],
  ['af22', 20],
  ['af23', 22],
  ['cs3', 24],
  ['af31', 26],
  ['af32', 28],
  ['af33', 30],
  ['cs4', 32],
  ['af41', 34],
  ['af42', 36],
  ['af43', 38],
  ['cs5', 40],
  ['ef', 46],
  ['cs6', 48],
  ['cs7', 56],
]);

/** Values 0 to 7. */
export const PRECEDENCE_NAMES: ReadonlyMap<string, number> = new Map([
  ['routine', 0],
  ['priority', 1],
  ['immediate', 2],
  ['flash', 3],
  ['flash-override', 4],
  ['critical', 5],
  ['internet', 6],
  ['network', 7],
]);

/** Values 0 to 15. */
export const TOS_NAMES: ReadonlyMap<string, number> = new Map([
  ['normal', 0],
  ['min-monetary-cost', 1],
  ['max-reliability', 2],
  ['max-throughput', 4],
  ['min-delay', 8],
]);

/** Option numbers. `any-options` is not here: it means a header with any option. */
export const IP_OPTION_NAMES: ReadonlyMap<string, number> = new Map([
  ['eool', 0],
  ['no-op', 1],
  ['record-route', 7],
  ['zsu', 10],
  ['mtup', 11],
  ['mtur', 12],
  ['encode', 15],
  ['timestamp', 68],
  ['traceroute', 82],
  ['security', 130],
  ['lsr', 131],
  ['ext-security', 133],
  ['com-security', 134],
  ['stream-id', 136],
  ['ssr', 137],
  ['visa', 142],
  ['imitd', 144],
  ['ext-ip', 145],
  ['add-ext', 147],
  ['router-alert', 148],
  ['sdb', 149],
  ['nsapa', 150],
  ['dps', 151],
  ['ump', 152],
  ['finn', 205],
]);

/** IPv6 mobility header types. */
export const MOBILITY_NAMES: ReadonlyMap<string, number> = new Map([
  ['bind-refresh', 0],
  ['hoti', 1],
  ['coti', 2],
  ['hot', 3],
  ['cot', 4],
  ['bind-update', 5],
  ['bind-acknowledgement', 6],
  ['bind-error', 7],
]);
