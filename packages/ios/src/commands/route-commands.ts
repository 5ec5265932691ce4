/** Static routes, and whether the device routes at all. */
import {
  maskOfLength,
  parseIpv4,
  parseIpv6,
  type RouteSettings,
  showIpv6,
  type StaticRoute,
  type StaticRoute6,
} from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { StatementParts } from '../grammar/statement-grammar.ts';
import { parsePrefix6, refuse } from '../lowering/address.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { parseAddressAndMask } from './interface-commands.ts';
import { readingOf, readStatement } from './statement.ts';

// ip route 10.0.0.0 255.0.0.0 10.1.1.1   no ip route 10.0.0.0 255.0.0.0   ip route 0.0.0.0 0.0.0.0 dhcp
function readRoute(context: CommandContext): Fate | undefined {
  const rest = restOf(context);
  const cleared = clearedRoutes(context, rest);
  if (cleared !== undefined) return cleared;
  // ip route static …, ip route profile: settings
  if (!/^(?:vrf\s|\d)/i.test(rest)) return 'other-command';
  const parts = readStatement(context, 'route');
  if (parts?.address === undefined) return 'diagnostic';
  const parsed = parseAddressAndMask(parts.address, parts.mask, context);
  if (parsed === undefined) return 'diagnostic';
  const hop = hopOf(parts);
  const nextHop = hop.address === undefined ? undefined : parseIpv4(hop.address.image);
  if (hop.address !== undefined && nextHop === undefined) {
    refuse(hop.address, readingOf(context));
    return 'diagnostic';
  }
  const prefix = {
    address: (parsed.address & maskOfLength(parsed.length)) >>> 0,
    length: parsed.length,
  };
  const byDhcp = hop.interface?.toLowerCase() === 'dhcp';
  const route: StaticRoute = {
    family: 'ipv4',
    prefix,
    ...(nextHop !== undefined && { nextHop }),
    ...(hop.interface !== undefined && !byDhcp && { interface: hop.interface }),
    ...((byDhcp || hop.rest[0]?.image.toLowerCase() === 'dhcp') && { dhcp: true }),
    ...settingsOf(parts, hop.rest),
    span: context.command.span,
  };
  if (context.negated) context.device.routes.remove(route);
  else context.device.routes.add(route);
  return 'modelled';
}

// no ip route *   no ip route vrf RED *   no ip route 10.0.0.0 255.0.0.0
function clearedRoutes(context: CommandContext, rest: string): Fate | undefined {
  if (!context.negated) return undefined;
  const match = /^(?:vrf\s+(\S+)\s+)?(?:(\*)|(\d[\d.]*)(?:\/(\d+)|\s+(\d[\d.]*)))$/i.exec(rest);
  if (match === null) return undefined;
  const [, vrf, all, address = '', bits, mask = ''] = match;
  const base = parseIpv4(address);
  const of = bits === undefined ? parseIpv4(mask) : maskOfLength(Number(bits));
  if (all === undefined && (base === undefined || of === undefined)) return undefined;
  context.device.routes.clear(
    (route) =>
      route.family === 'ipv4' &&
      route.vrf === vrf &&
      (all !== undefined ||
        (route.prefix.address === ((base ?? 0) & (of ?? 0)) >>> 0 &&
          maskOfLength(route.prefix.length) === of)),
  );
  return 'modelled';
}

// ipv6 route 2001:db8::/32 2001:db8:1::1
function readRoute6(context: CommandContext): Fate | undefined {
  if (!/^(?:vrf\s|[0-9a-f]*:)/i.test(restOf(context))) return 'other-command';
  const parts = readStatement(context, 'route');
  if (parts?.address === undefined) return 'diagnostic';
  const prefix = parsePrefix6(parts.address.image);
  if (prefix === undefined) {
    refuse(parts.address, readingOf(context, 'ipv6'));
    return 'diagnostic';
  }
  const hop = hopOf(parts);
  const address = hop.address === undefined ? undefined : parseIpv6(hop.address.image);
  if (hop.address !== undefined && address === undefined) {
    refuse(hop.address, readingOf(context, 'ipv6'));
    return 'diagnostic';
  }
  // For the reverse path of multicast: no packet is sent by it.
  if (hop.rest.some(({ image }) => image.toLowerCase() === 'multicast')) return 'other-command';
  const route: StaticRoute6 = {
    family: 'ipv6',
    prefix,
    ...(address !== undefined && { nextHop: showIpv6(address) }),
    ...(hop.interface !== undefined && { interface: hop.interface }),
    ...settingsOf(parts, hop.rest),
    span: context.command.span,
  };
  if (context.negated) context.device.routes.remove(route);
  else context.device.routes.add(route);
  return 'modelled';
}

interface Hop {
  readonly interface?: string;
  readonly address?: IToken;
  readonly rest: readonly IToken[];
}

/** Typed text may part the number of an interface from its kind: `Vlan 10 10.1.1.1`. */
function hopOf({ interface: device, nextHop, rest }: StatementParts): Hop {
  const [number, following] = rest;
  const parted =
    device !== undefined &&
    nextHop === undefined &&
    number !== undefined &&
    !/\d/.test(device.image) &&
    !/^dhcp$/i.test(device.image) &&
    /^\d[\d/.:]*$/.test(number.image);
  if (!parted) {
    return {
      ...(device !== undefined && { interface: device.image }),
      ...(nextHop !== undefined && { address: nextHop }),
      rest,
    };
  }
  const isAddress = following !== undefined && /^\d+(?:\.\d+){3}$|:/.test(following.image);
  return {
    interface: device.image + number.image,
    ...(isAddress && { address: following }),
    rest: rest.slice(isAddress ? 2 : 1),
  };
}

// 250 tag 5 track 1 name BRANCH permanent   global   nexthop-vrf RED
function settingsOf(
  { vrf }: StatementParts,
  words: readonly IToken[],
): Omit<RouteSettings, 'span'> {
  const made: {
    -readonly [Key in keyof RouteSettings]?: RouteSettings[Key];
  } = vrf === undefined ? {} : { vrf: vrf.image };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at]?.image.toLowerCase() ?? '';
    const value = words[at + 1]?.image ?? '';
    if (/^\d{1,3}$/.test(word)) made.distance = Number(word);
    else if (word === 'permanent') made.permanent = true;
    else if (word === 'global') made.nextHopIn = {};
    else if (word === 'name' || word === 'tag' || word === 'track' || word === 'nexthop-vrf') {
      at += 1;
      if (word === 'name') made.name = value;
      else if (word === 'nexthop-vrf') made.nextHopIn = value === 'default' ? {} : { vrf: value };
      else if (/^\d{1,10}$/.test(value)) made[word] = Number(value);
    }
  }
  // The default needs no saying.
  if (made.distance === 1) delete made.distance;
  return made;
}

/** The one address that follows; undefined after a report. */
function addressOf(context: CommandContext): number | undefined {
  const [word] = readStatement(context, 'words')?.names ?? [];
  if (word === undefined) return undefined;
  return parseIpv4(word.image) ?? refuse(word, readingOf(context));
}

// ip default-gateway 192.0.2.1
function readGateway(context: CommandContext): Fate {
  const address = context.negated ? undefined : addressOf(context);
  if (address === undefined && !context.negated) return 'diagnostic';
  context.device.defaultGateway = address;
  return 'modelled';
}

// ip default-network 198.51.100.0
function readDefaultNetwork(context: CommandContext): Fate {
  const network = addressOf(context);
  if (network === undefined) return 'diagnostic';
  const { defaultNetworks } = context.device.routes;
  if (context.negated) defaultNetworks.delete(network);
  else defaultNetworks.set(network, context.command.span);
  return 'modelled';
}

// ip routing   no ip routing; but: ip routing protocol purge interface
function readRouting(context: CommandContext): Fate {
  if (restOf(context) !== '') return 'other-command';
  context.device.routesIp = !context.negated;
  return 'modelled';
}

export const ROUTE_COMMANDS: readonly CommandRow[] = [
  { words: ['ip', 'route'], read: readRoute },
  { words: ['ipv6', 'route'], read: readRoute6 },
  { words: ['ip', 'default-gateway'], read: readGateway },
  { words: ['ip', 'default-network'], read: readDefaultNetwork },
  { words: ['ip', 'routing'], read: readRouting },
  {
    words: ['ipv6', 'unicast-routing'],
    read: (context) => {
      context.device.routesIpv6 = !context.negated;
      return 'modelled';
    },
  },
];
