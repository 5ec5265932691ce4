/** VLAN access maps: `vlan access-map`, what stands in it, and `vlan filter`. */
import type { VlanMapEntry } from '../device/vlan-maps.ts';
import { ALL_VLANS, parseVlans } from '../device/vlan-ranges.ts';
import { type CommandContext, type CommandRow, type Fate } from './command.ts';
import { interfaceName, isShort, type PlacedWord, wordsOf } from './words.ts';

// vlan access-map VM 10
function readHeader(context: CommandContext): Fate | undefined {
  const { command, device, negated } = context;
  const [name, number] = wordsOf(context).map(({ text }) => text);
  if (name === undefined) return undefined;
  const sequence = number !== undefined && /^\d{1,5}$/.test(number) ? Number(number) : undefined;
  if (negated) device.vlanMaps.remove(name, sequence);
  else device.vlanMaps.enter(name, sequence, command);
  return 'modelled';
}

type Reader = (context: CommandContext, entry: VlanMapEntry) => Fate | undefined;

function row(words: string, read: Reader): CommandRow {
  return {
    words: words.split(' '),
    within: ['vlan-map'],
    read: (context) => {
      const { current } = context.device.vlanMaps;
      return current === undefined ? undefined : read(context, current);
    },
  };
}

// match ip address BLOCK 101   no match ip address   match mac address NOT-IP
function readMatch(listsOf: (entry: VlanMapEntry) => Set<string>): Reader {
  return (context, entry) => {
    const lists = listsOf(entry);
    const names = wordsOf(context).map(({ text }) => text);
    if (!context.negated) for (const name of names) lists.add(name);
    else if (names.length === 0) lists.clear();
    else for (const name of names) lists.delete(name);
    // That the line uses lists is another row's business.
    return undefined;
  };
}

// action drop log   action forward capture   action redirect GigabitEthernet3/2
function readAction(context: CommandContext, entry: VlanMapEntry): Fate {
  const [first] = wordsOf(context);
  const word = first?.text ?? '';
  if (context.negated || isShort(word, 'forward', 1)) entry.action = 'forward';
  else if (isShort(word, 'drop', 1)) entry.action = 'drop';
  else if (isShort(word, 'redirect', 1)) entry.action = 'redirect';
  else return unknownAction(context, entry, first);
  return 'modelled';
}

/** Nobody knows what it does: it may drop, and may not. */
function unknownAction(
  { command, report }: CommandContext,
  entry: VlanMapEntry,
  word: PlacedWord | undefined,
): Fate {
  entry.action = 'redirect';
  const expected = 'vlan-action';
  if (word === undefined) report.add('ios/incomplete-line', command.after, { expected });
  else report.add('ios/unexpected-word', word.span, { word: word.text, expected });
  return 'diagnostic';
}

// vlan filter VM vlan-list 10,20-30   vlan filter VM vlan-list all   vlan filter VM interface Serial1/0
function readFilter(context: CommandContext): Fate {
  const { command, device, negated, report } = context;
  const [map, keyword, ...rest] = wordsOf(context);
  const { vlanMaps } = device;
  if (map === undefined || keyword === undefined) {
    if (map !== undefined && negated) {
      vlanMaps.lift(map.text, ALL_VLANS);
      return 'modelled';
    }
    report.add('ios/incomplete-line', command.after, {
      expected: map === undefined ? 'name' : 'vlan',
    });
    if (map !== undefined) vlanMaps.applySomewhere(map.text, command);
    return 'diagnostic';
  }
  if (isShort(keyword.text, 'interface', 1)) {
    const written = interfaceName(rest);
    if (negated) vlanMaps.liftAt(map.text, written);
    else vlanMaps.applyAt(map.text, written, command);
    return 'modelled';
  }
  const listed = isShort(keyword.text, 'vlan-list', 1) ? rest : [keyword, ...rest];
  const text = listed.map((word) => word.text).join(' ');
  const vlans = isShort(text, 'all', 3) ? ALL_VLANS : parseVlans(text);
  if (vlans === undefined) {
    const [at] = listed;
    if (at === undefined) report.add('ios/incomplete-line', command.after, { expected: 'vlan' });
    else report.add('ios/unexpected-word', at.span, { word: at.text, expected: 'vlan' });
    if (!negated) vlanMaps.applySomewhere(map.text, command);
    return 'diagnostic';
  }
  if (negated) vlanMaps.lift(map.text, vlans);
  else vlanMaps.apply(map.text, vlans, command);
  return 'modelled';
}

export const VLAN_MAP_COMMANDS: readonly CommandRow[] = [
  { words: ['vlan', 'access-map'], read: readHeader },
  { words: ['vlan', 'filter'], read: readFilter },
  row(
    'match ip address',
    readMatch(({ lists }) => lists.ipv4),
  ),
  row(
    'match ipv6 address',
    readMatch(({ lists }) => lists.ipv6),
  ),
  row('match mac address', (context, entry) => {
    readMatch(({ mac }) => mac)(context, entry);
    return 'other-list';
  }),
  row('action', readAction),
];
