/** Route maps: `route-map`, its clauses, and `ip policy route-map` on interfaces. */
import type { Family } from '@aclift/ir';
import type { RouteMapEntry } from '../device/route-maps.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { interfaceName, isShort, type PlacedWord, wordsOf } from './words.ts';

const textsOf = (context: CommandContext): readonly string[] =>
  wordsOf(context).map(({ text }) => text);

// route-map RM permit 10   route-map RM deny 20   route-map RM   no route-map RM permit 10
function readHeader(context: CommandContext): Fate | undefined {
  const { command, device, negated } = context;
  const [name, ...rest] = textsOf(context);
  if (name === undefined) return undefined;
  const number = rest.find((word) => /^\d{1,5}$/.test(word));
  const denies = rest[0] !== undefined && isShort(rest[0], 'deny', 1);
  if (negated) {
    device.routeMaps.remove(name, number === undefined ? undefined : Number(number));
  } else {
    device.routeMaps.enter(name, denies ? 'deny' : 'permit', Number(number ?? 10), command);
  }
  return 'modelled';
}

type Reader = (context: CommandContext, entry: RouteMapEntry) => Fate | undefined;

function row(words: string, read: Reader): CommandRow {
  return {
    words: words.split(' '),
    within: ['route-map'],
    read: (context) => {
      const { current } = context.device.routeMaps;
      return current === undefined ? undefined : read(context, current);
    },
  };
}

// match ip address NOTEL 101; but: match ip address prefix-list P
function readLists(family: Family): Reader {
  return (context, { lists, others }) => {
    const [first = '', ...rest] = textsOf(context);
    const own = lists[family];
    if (first.toLowerCase() === 'prefix-list') {
      const key = restOf(context);
      if (context.negated) others.delete(key);
      else others.add(key);
    } else if (!context.negated) for (const name of [first, ...rest]) own.add(name);
    else if (first === '') own.clear();
    else for (const name of [first, ...rest]) own.delete(name);
    // That the line uses lists is another row's business.
    return undefined;
  };
}

// match length 3 200   match ip next-hop 5
const readOther: Reader = (context, { others }) => {
  const key = restOf(context);
  if (context.negated) others.delete(key);
  else others.add(key);
  return undefined;
};

/** `Null0 GigabitEthernet 0/1`: names whose numbers may stand apart. */
function interfaceNames(words: readonly PlacedWord[]): readonly string[] {
  return words.flatMap((word, at) =>
    /^\d/.test(word.text) ? [] : [interfaceName(words.slice(at, at + 2))],
  );
}

// set ip next-hop 192.0.2.1   set vrf RED   set ip dscp ef
const readSet: Reader = (context, { sets }) => {
  const rest = restOf(context);
  if (!/\bnext-hop\b|^(?:ip |ipv6 )?(?:vrf|global)\b/i.test(rest)) return 'other-command';
  if (context.negated) sets.hops.delete(rest);
  else sets.hops.add(rest);
  return 'modelled';
};

// ip policy route-map RM
function policy(family: Family): CommandRow {
  return {
    words: [family === 'ipv4' ? 'ip' : 'ipv6', 'policy', 'route-map'],
    within: ['interface'],
    read: (context) => {
      const { command, negated, open } = context;
      if (open.kind !== 'interface') return undefined;
      const [name] = textsOf(context);
      if (negated) open.interface.policyRoutes.delete(family);
      else if (name !== undefined)
        open.interface.policyRoutes.set(family, { name, quote: command });
      else {
        context.report.add('ios/incomplete-line', command.after, { expected: 'name' });
        return 'diagnostic';
      }
      return 'modelled';
    },
  };
}

export const ROUTE_MAP_COMMANDS: readonly CommandRow[] = [
  { words: ['route-map'], read: readHeader },
  row('match ip address', readLists('ipv4')),
  row('match ipv6 address', readLists('ipv6')),
  row('match', readOther),
  row('match ip next-hop', readOther),
  row('match ip route-source', readOther),
  row('set interface', (context, { sets }) => {
    sets.interfaces = context.negated ? [] : interfaceNames(wordsOf(context));
    return 'modelled';
  }),
  row('set default interface', (context, { sets }) => {
    sets.defaultInterfaces = context.negated ? [] : interfaceNames(wordsOf(context));
    return 'modelled';
  }),
  row('set', readSet),
  policy('ipv4'),
  policy('ipv6'),
];
