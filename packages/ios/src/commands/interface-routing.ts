/** Commands under `interface` that make a routing protocol run there. */
import type { RoutingStatement } from '../device/place-routing.ts';
import { type CommandContext, type CommandRow, type Fate } from './command.ts';
import { wordsOf } from './words.ts';

type Parse = (words: readonly string[]) => RoutingStatement | undefined;

function row(command: string, parse: Parse): CommandRow {
  return {
    words: command.split(' '),
    within: ['interface'],
    read: (context: CommandContext): Fate | undefined => {
      if (context.open.kind !== 'interface') return undefined;
      const statement = parse(wordsOf(context).map(({ text }) => text));
      if (statement === undefined) return undefined;
      if (context.negated) context.open.interface.stopRouting(statement);
      else context.open.interface.runRouting(statement);
      return 'modelled';
    },
  };
}

// ip ospf 1 area 0   ipv6 ospf 1 area 0; but: ip ospf cost 10
const area =
  (family: RoutingStatement['family']): Parse =>
  ([process = '', word = '']) =>
    /^\d+$/.test(process) && word.toLowerCase() === 'area'
      ? { protocol: 'ospf', process, family }
      : undefined;

// ospfv3 1 ipv6 area 0   ospfv3 1 area 0 ipv4   ospfv3 1 area 0
const ospfv3: Parse = ([process = '', ...words]) => {
  const rest = words.map((word) => word.toLowerCase());
  if (!/^\d+$/.test(process) || !rest.includes('area')) return undefined;
  return { protocol: 'ospfv3', process, family: rest.includes('ipv4') ? 'ipv4' : 'ipv6' };
};

const isis =
  (family: RoutingStatement['family']): Parse =>
  ([process]) => ({ protocol: 'isis', ...(process !== undefined && { process }), family });

export const INTERFACE_ROUTING: readonly CommandRow[] = [
  row('ip ospf', area('ipv4')),
  row('ipv6 ospf', area('ipv6')),
  row('ospfv3', ospfv3),
  row('ip router isis', isis('ipv4')),
  row('ipv6 router isis', isis('ipv6')),
  // ipv6 rip NAME enable; but: ipv6 rip NAME default-information …
  row('ipv6 rip', ([process = '', word = '']) =>
    word.toLowerCase() === 'enable' ? { protocol: 'rip', process, family: 'ipv6' } : undefined,
  ),
  // ipv6 eigrp 100
  row('ipv6 eigrp', ([process = '', ...rest]) =>
    /^\d+$/.test(process) && rest.length === 0
      ? { protocol: 'eigrp', process, family: 'ipv6' }
      : undefined,
  ),
];
