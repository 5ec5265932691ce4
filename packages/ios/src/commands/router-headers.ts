/** `router …`: the line that opens the block of a routing process. */
import type { RoutingProcess } from '@aclift/ir';
import { afterWords, wordAt } from '@aclift/dialect-kit';
import { type CommandRow, restOf } from './command.ts';

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

export const ROUTER_HEADERS: readonly CommandRow[] = [
  { words: ['router'], read: readRouter() },
  { words: ['ipv6', 'router'], read: readRouter('ipv6') },
];
