/** Features beside routing and management that name lists: multicast, security of switches, captures, queues. */
import type { IToken } from 'chevrotain';
import type { Block, CommandRow } from './command.ts';
import { afterFamily, afterWord, reversePathList, type Use, useRow } from './list-use.ts';

const anywhere: readonly Block[] = ['global', 'interface'];

/** Commands that all name their list after `list`. */
const LISTED: readonly Omit<Use, 'after'>[] = [
  { words: 'ip nat source', use: 'nat', family: 'ipv4' },
  { words: 'ip nat service', use: 'nat', family: 'ipv4' },
  { words: 'ip nat translation', use: 'nat', family: 'ipv4' },
  { words: 'nat64 v6v4', use: 'nat', family: 'ipv6' },
  { words: 'ip admission', use: 'inspection' },
  { words: 'ip auth-proxy', use: 'inspection' },
  { words: 'ip ips', use: 'inspection' },
  { words: 'ip audit', use: 'inspection' },
  { words: 'ip port-map', use: 'inspection' },
  { words: 'ip tcp intercept', use: 'inspection' },
  { words: 'queue-list', use: 'other' },
  { words: 'priority-list', use: 'other' },
  { words: 'frame-relay de-list', use: 'other' },
  { words: 'ipv6 pim accept-register', use: 'multicast', family: 'ipv6' },
  { words: 'ipv6 pim neighbor-filter', use: 'multicast', family: 'ipv6', within: ['interface'] },
];

// cts role-based permissions from 10 to 20 ipv4 WEB LOGGED   cts role-based permissions default ipv4 NOTHING
function roleLists(words: readonly IToken[]): readonly (IToken | undefined)[] {
  const from = words[0]?.image.toLowerCase() === 'from';
  const rest = words.slice(from ? 4 : 1);
  return /^(?:ipv[46]|access-list)$/i.test(rest[0]?.image ?? '') ? rest.slice(1) : rest;
}

// match access-group name WEB   match access-group input name WEB   match access-group 101
export function groupList(words: readonly IToken[]): readonly (IToken | undefined)[] {
  return [words.find(({ image }) => !/^(?:input|output|name)$/i.test(image)) ?? words[0]];
}

// ip pim vrf RED ssm range L   ip pim vrf RED rp-address 10.0.0.1 L   ip pim vrf RED accept-register list L
function pimLists(words: readonly IToken[]): readonly (IToken | undefined)[] {
  const [what, ...rest] = words.slice(1).map((word) => word);
  const text = what?.image.toLowerCase();
  if (text === 'rp-address' || text === 'accept-rp') return rpList(rest);
  return ['list', 'group-list', 'rp-list', 'range'].flatMap((word) => afterWord(word)(words));
}

// 10.0.0.1 L override   auto-rp L
function rpList([, list]: readonly IToken[]): readonly (IToken | undefined)[] {
  return list === undefined || /^(?:override|bidir)$/i.test(list.image) ? [] : [list];
}

export const FEATURE_USES: readonly CommandRow[] = [
  ...LISTED.map((use) => useRow({ ...use, after: 'list' })),

  useRow({ words: 'cts role-based permissions', use: 'other', pick: roleLists }),
  useRow({
    words: 'match ipv6 access-list',
    use: 'switching',
    within: ['guard-policy'],
    family: 'ipv6',
  }),
  useRow({
    words: 'match server access-list',
    use: 'switching',
    within: ['guard-policy'],
    family: 'ipv6',
  }),
  // Lists of ARP: no IP packet filters.
  { words: ['ip', 'arp', 'inspection', 'filter'], read: () => 'other-list' },

  useRow({ words: 'ip pim ssm range', use: 'multicast', family: 'ipv4' }),
  useRow({ words: 'ip pim accept-rp', use: 'multicast', family: 'ipv4', pick: rpList }),
  useRow({ words: 'ip pim vrf', use: 'multicast', family: 'ipv4', pick: pimLists }),
  useRow({ words: 'ip igmp ssm-map static', use: 'multicast', family: 'ipv4' }),
  useRow({
    words: 'ip igmp limit',
    use: 'multicast',
    within: anywhere,
    family: 'ipv4',
    after: 'except',
  }),
  useRow({ words: 'ip igmp immediate-leave', use: 'multicast', within: anywhere, rule: 'keyed' }),
  useRow({ words: 'ip multicast group-range', use: 'multicast', family: 'ipv4' }),
  useRow({
    words: 'ipv6 mld access-group',
    use: 'multicast',
    within: ['interface'],
    family: 'ipv6',
  }),
  useRow({
    words: 'ipv6 pim rp-address',
    use: 'multicast',
    family: 'ipv6',
    pick: rpList,
  }),

  useRow({ words: 'monitor session', use: 'other', after: 'access-group' }),
  useRow({ words: 'monitor capture', use: 'other', after: 'access-list' }),
  useRow({ words: 'filter access-group', use: 'other', within: ['other'], pick: afterFamily }),
  useRow({ words: 'filter ip access-group', use: 'other', within: ['other'], family: 'ipv4' }),
  useRow({ words: 'filter ipv6 access-group', use: 'other', within: ['other'], family: 'ipv6' }),
  // wireless profile policy P
  useRow({ words: 'ipv4 acl', use: 'other', within: ['other'], family: 'ipv4' }),
  useRow({ words: 'ipv6 acl', use: 'other', within: ['other'], family: 'ipv6' }),
  // crypto gdoi group G
  useRow({ words: 'match address ipv4', use: 'crypto', within: ['other'], family: 'ipv4' }),
  useRow({ words: 'rekey address ipv4', use: 'crypto', within: ['other'], family: 'ipv4' }),
  // ip dns view-list V
  useRow({ words: 'restrict source access-group', use: 'other', within: ['other'] }),

  useRow({ words: 'default-information in', use: 'routing', within: ['router'] }),
  useRow({ words: 'default-information out', use: 'routing', within: ['router'] }),
  useRow({ words: 'mpls ldp neighbor', use: 'other', after: 'accept' }),
  useRow({ words: 'mpls ldp session protection', use: 'other', rule: 'keyed' }),
  useRow({ words: 'mpls ldp password', use: 'other', rule: 'keyed' }),

  useRow({ words: 'ip directed-broadcast', use: 'other', within: ['interface'], family: 'ipv4' }),
  useRow({ words: 'ip nhrp interest', use: 'other', within: ['interface'], family: 'ipv4' }),
  useRow({ words: 'traffic-shape group', use: 'rate-limit', within: ['interface'] }),
  useRow({
    words: 'ip mobile arp',
    use: 'other',
    within: ['interface'],
    family: 'ipv4',
    after: 'access-group',
  }),
  useRow({
    words: 'ipv6 verify unicast',
    use: 'other',
    within: ['interface'],
    family: 'ipv6',
    pick: reversePathList,
  }),
  useRow({ words: 'ipv6 wccp', use: 'other', within: anywhere, rule: 'keyed', family: 'ipv6' }),
];
