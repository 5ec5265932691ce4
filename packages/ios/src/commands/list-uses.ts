/**
 * Commands that use a list for something other than filtering forwarded packets. Such a list is no policy: the report
 * says what it is used for, and `deny` in it means "not selected", never "dropped".
 */
import { parseIpv4, type StaticNat } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import { TCP, UDP } from '../names/protocol-names.ts';
import { type Block, type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { groupList } from './feature-uses.ts';
import { afterFamily, afterWord, all, refer, reversePathList, useRow as row } from './list-use.ts';
import { readStatement } from './statement.ts';

// snmp-server community NAME [view V] [ro|rw] [ipv6 V6] [LIST]
function snmpLists(words: readonly IToken[]): readonly (IToken | undefined)[] {
  const lists: IToken[] = [];
  for (let at = 1; at < words.length; at += 1) {
    const word = words[at];
    const text = word?.image.toLowerCase();
    if (text === 'view') at += 1;
    else if (word !== undefined && text !== 'ro' && text !== 'rw' && text !== 'ipv6')
      lists.push(word);
  }
  return lists;
}

const maps = ['route-map'] as const;
const anywhere: readonly Block[] = ['global', 'interface'];

export const LIST_USES: readonly CommandRow[] = [
  row({ words: 'access-class', use: 'device-access', within: ['line'] }),
  row({ words: 'ipv6 access-class', use: 'device-access', within: ['line'], family: 'ipv6' }),
  row({ words: 'ip access-class', use: 'device-access', within: ['line'], family: 'ipv4' }),
  row({ words: 'ip http access-class', use: 'device-access', pick: afterFamily }),
  row({ words: 'ip http secure-server access-class', use: 'device-access', pick: afterFamily }),
  row({ words: 'snmp-server community', use: 'device-access', pick: snmpLists }),
  row({ words: 'snmp-server group', use: 'device-access', pick: afterWord('access') }),
  row({ words: 'snmp-server user', use: 'device-access', pick: afterWord('access') }),
  row({ words: 'username', use: 'device-access', pick: afterWord('access-class') }),
  row({ words: 'ip receive access-list', use: 'device-access', family: 'ipv4' }),
  row({ words: 'ip receive acl', use: 'device-access', family: 'ipv4' }),
  row({ words: 'snmp-server tftp-server-list', use: 'device-access' }),
  row({ words: 'snmp-server file-transfer access-group', use: 'device-access' }),
  row({
    words: 'ntp access-group',
    use: 'device-access',
    pick: (words) => afterFamily(words).map((word) => words[words.indexOf(word as IToken) + 1]),
  }),
  row({ words: 'tftp-server', use: 'device-access', pick: (words) => words.slice(1).slice(-1) }),

  row({ words: 'match ip address', use: 'route-map', within: maps, family: 'ipv4', pick: all }),
  row({ words: 'match ipv6 address', use: 'route-map', within: maps, family: 'ipv6', pick: all }),
  row({ words: 'match ip next-hop', use: 'route-map', within: maps, family: 'ipv4', pick: all }),
  row({
    words: 'match ip route-source',
    use: 'route-map',
    within: maps,
    family: 'ipv4',
    pick: all,
  }),
  row({
    words: 'match ip address',
    use: 'switching',
    within: ['vlan-map'],
    family: 'ipv4',
    pick: all,
  }),
  row({
    words: 'match ipv6 address',
    use: 'switching',
    within: ['vlan-map'],
    family: 'ipv6',
    pick: all,
  }),
  row({ words: 'match access-group name', use: 'class-map', within: ['class-map'] }),
  row({ words: 'match access-group', use: 'class-map', within: ['class-map'], pick: groupList }),
  row({ words: 'match not access-group name', use: 'class-map', within: ['class-map'] }),
  row({
    words: 'match not access-group',
    use: 'class-map',
    within: ['class-map'],
    pick: groupList,
  }),
  row({ words: 'match address', use: 'crypto', within: ['crypto-map'] }),
  row({ words: 'set ip access-group', use: 'crypto', within: ['crypto-map'], family: 'ipv4' }),
  row({ words: 'acl', use: 'crypto', within: ['client-group'] }),
  row({
    words: 'route set access-list',
    use: 'crypto',
    within: ['client-group'],
    pick: afterFamily,
  }),
  row({ words: 'ip access-group', use: 'other', within: ['template'], family: 'ipv4' }),
  row({ words: 'ipv6 traffic-filter', use: 'other', within: ['template'], family: 'ipv6' }),
  row({ words: 'access-group', use: 'other', within: ['template'] }),

  row({ words: 'distribute-list', use: 'routing', within: ['router'] }),
  row({
    words: 'offset-list',
    use: 'routing',
    within: ['router'],
    pick: ([list]) => (list?.image === '0' ? [] : [list]),
  }),
  row({
    words: 'neighbor',
    use: 'routing',
    within: ['router'],
    pick: (words) => {
      const at = words.findIndex(({ image }) =>
        /^(?:distribute-list|filter-in-list)$/i.test(image),
      );
      return at < 0 ? [] : [words[at + 1]];
    },
  }),

  row({ words: 'rate-limit', use: 'rate-limit', within: ['interface'], rule: 'keyed' }),
  row({
    words: 'ip verify unicast',
    use: 'other',
    within: ['interface'],
    family: 'ipv4',
    pick: reversePathList,
  }),
  row({ words: 'ip igmp access-group', use: 'multicast', within: ['interface'] }),
  row({ words: 'ip multicast boundary', use: 'multicast', within: ['interface'] }),
  row({ words: 'ip dvmrp', use: 'multicast', within: ['interface'], rule: 'keyed' }),
  row({ words: 'ip pim neighbor-filter', use: 'multicast', within: ['interface'] }),
  row({
    words: 'ip pim rp-address',
    use: 'multicast',
    pick: ([, list]) =>
      list === undefined || /^(?:override|bidir)$/i.test(list.image) ? [] : [list],
  }),
  row({ words: 'ip pim', use: 'multicast', rule: 'keyed' }),
  row({ words: 'ip msdp', use: 'multicast', rule: 'keyed' }),
  row({ words: 'ip mroute', use: 'multicast', rule: 'keyed' }),
  row({ words: 'ip wccp', use: 'other', within: anywhere, rule: 'keyed' }),
  row({ words: 'ip inspect name', use: 'inspection', rule: 'keyed' }),
  row({ words: 'dialer-list', use: 'other', rule: 'keyed' }),
  row({ words: 'mpls ldp advertise-labels', use: 'other', rule: 'keyed' }),
  row({ words: 'ip dns', use: 'other', rule: 'keyed' }),
  row({
    words: 'distance',
    use: 'routing',
    within: ['router'],
    pick: (words) => words.slice(3, 4),
  }),
  { words: ['ip', 'nat'], read: readNat },
];

// ip nat inside source list 101 interface Gi0/0 overload   ip nat inside source static 10.0.0.1 192.0.2.1
function readNat(context: CommandContext): Fate | undefined {
  if (!/^(?:inside|outside)\s+(?:source|destination)\s/i.test(restOf(context)))
    return 'other-command';
  const parts = readStatement(context, 'nat');
  if (parts === undefined) return 'diagnostic';
  const [list] = parts.names;
  if (list !== undefined) return refer(context, [list], 'nat', 'ipv4');
  if (parts.address === undefined) return 'other-command';
  const nat = staticNat(context, parts);
  if (nat === undefined) return 'other-command';
  if (!context.negated) context.device.staticNat.push(nat);
  return 'modelled';
}

type NatParts = NonNullable<ReturnType<typeof readStatement>>;

function staticNat(context: CommandContext, parts: NatParts): StaticNat | undefined {
  const local = parseIpv4(parts.address?.image ?? '');
  const global = parts.global === undefined ? undefined : parseIpv4(parts.global.image);
  if (local === undefined || (parts.global !== undefined && global === undefined)) return undefined;
  const protocol = parts.protocol?.image.toLowerCase();
  const localPort = Number(parts.localPort?.image ?? Number.NaN);
  const globalPort = Number(parts.globalPort?.image ?? Number.NaN);
  const withPorts = protocol !== undefined && localPort <= 65_535 && globalPort <= 65_535;
  if (protocol !== undefined && !withPorts) return undefined;
  const length = parts.network === undefined ? undefined : networkLength(restOf(context));
  return {
    side: parts.side?.image.toLowerCase() === 'inside' ? 'inside' : 'outside',
    end: parts.end?.image.toLowerCase() === 'source' ? 'source' : 'destination',
    local,
    ...(global !== undefined && { global }),
    ...(parts.interface !== undefined && { interface: parts.interface.image }),
    ...(withPorts && { protocol: protocol === 'udp' ? UDP : TCP, localPort, globalPort }),
    ...(length !== undefined && { length }),
    span: context.command.span,
  };
}

/** `… /24` or `… 255.255.255.0`, the third word after `network`. */
function networkLength(rest: string): number | undefined {
  const last = /network\s+\S+\s+\S+\s+(\S+)/i.exec(rest)?.[1] ?? '';
  if (/^\/\d+$/.test(last)) return Number(last.slice(1));
  const mask = parseIpv4(last);
  return mask === undefined ? undefined : 32 - Math.log2((~mask >>> 0) + 1);
}
