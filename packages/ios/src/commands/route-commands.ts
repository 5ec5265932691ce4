/** Static routes and routing processes: what lies behind which interface. */
import {
  maskOfLength,
  parseIpv4,
  parseIpv6,
  showIpv6,
  type RoutingProcess,
  type StaticRoute,
  type StaticRoute6,
} from '@aclift/ir';
import { afterWords, wordAt } from '../framing/blanks.ts';
import { parsePrefix6, refuse } from '../lowering/address.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { parseAddressAndMask } from './interface-commands.ts';
import { readingOf, readStatement } from './statement.ts';

// ip route 10.0.0.0 255.0.0.0 10.1.1.1   no ip route 10.0.0.0 255.0.0.0
function readRoute(context: CommandContext): Fate | undefined {
  // ip route static …, ip route profile: settings
  if (!/^(?:vrf\s|\d)/i.test(restOf(context))) return 'other-command';
  const parts = readStatement(context, 'route');
  if (parts?.address === undefined) return 'diagnostic';
  const parsed = parseAddressAndMask(parts.address, parts.mask, context);
  if (parsed === undefined) return 'diagnostic';
  const nextHop = parts.nextHop === undefined ? undefined : parseIpv4(parts.nextHop.image);
  if (parts.nextHop !== undefined && nextHop === undefined) {
    refuse(parts.nextHop, readingOf(context));
    return 'diagnostic';
  }
  const prefix = {
    address: (parsed.address & maskOfLength(parsed.length)) >>> 0,
    length: parsed.length,
  };
  const vrf = parts.vrf?.image;
  const device = parts.interface?.image;
  const route: StaticRoute = {
    family: 'ipv4',
    prefix,
    ...(nextHop !== undefined && { nextHop }),
    ...(device !== undefined && { interface: device }),
    ...(vrf !== undefined && { vrf }),
    span: context.command.span,
  };
  if (context.negated) context.device.removeRoute(route);
  else context.device.addRoute(route);
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
  const hop = parts.nextHop === undefined ? undefined : parseIpv6(parts.nextHop.image);
  if (parts.nextHop !== undefined && hop === undefined) {
    refuse(parts.nextHop, readingOf(context, 'ipv6'));
    return 'diagnostic';
  }
  const nextHop = hop === undefined ? undefined : showIpv6(hop);
  const vrf = parts.vrf?.image;
  const route: StaticRoute6 = {
    family: 'ipv6',
    prefix,
    ...(nextHop !== undefined && { nextHop }),
    ...(parts.interface !== undefined && { interface: parts.interface.image }),
    ...(vrf !== undefined && { vrf }),
    span: context.command.span,
  };
  if (context.negated) context.device.removeRoute(route);
  else context.device.addRoute(route);
  return 'modelled';
}

/** `router …` of other kinds: they bring no routes of IP. */
const NOT_ROUTING = new Set(['iso-igrp', 'clns']);

// router ospf 1 vrf RED   router eigrp CORE   ipv6 router rip HOME   router isis
function readRouter(family?: 'ipv6'): CommandRow['read'] {
  return (context) => {
    const rest = restOf(context);
    const protocol = wordAt(rest).toLowerCase();
    if (protocol === '' || NOT_ROUTING.has(protocol)) {
      context.device.routers.leave();
      return 'other-command';
    }
    const process = rest.slice(afterWords(rest, 0, 1));
    const vrf = /\svrf\s+(\S+)$/i.exec(rest)?.[1];
    const router: RoutingProcess = {
      protocol,
      ...(process !== '' && { process }),
      ...(family !== undefined && { family }),
      ...(vrf !== undefined && { vrf }),
      span: context.command.span,
    };
    if (context.negated) context.device.routers.remove(router);
    else context.device.routers.enter(router);
    return 'modelled';
  };
}

export const ROUTE_COMMANDS: readonly CommandRow[] = [
  { words: ['ip', 'route'], read: readRoute },
  { words: ['ipv6', 'route'], read: readRoute6 },
  { words: ['router'], read: readRouter() },
  { words: ['ipv6', 'router'], read: readRouter('ipv6') },
];
