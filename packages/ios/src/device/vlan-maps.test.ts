import { expect, test } from 'vitest';
import { showFilter } from '../../testing/show-filter.ts';
import { parseIos } from '../parse-ios.ts';
import { showVlans } from './vlan-ranges.ts';

const LISTS = [
  'ip access-list extended A',
  ' permit tcp any any eq 22',
  'ip access-list extended B',
  ' permit tcp any any eq 23',
  'ipv6 access-list SIX',
  ' permit tcp any any eq 22',
  '',
].join('\n');

function filtersOf(text: string): string[] {
  const { device, lines } = parseIos({ name: '', text: `${LISTS}${text}` });
  expect(lines.diagnostic).toBe(0);
  return (device.vlanFilters ?? []).map(
    ({ filter, vlans }) => `${filter.name} ${showVlans(vlans)} ${showFilter(filter)}`,
  );
}

const DROP_A = 'vlan access-map VM 10\n match ip address A\n action drop\n';

test.each<readonly [string, string, readonly string[]]>([
  [
    'an entry drops what its list permits, and a last one lets the rest through',
    `${DROP_A}vlan access-map VM 20\n action forward\nvlan filter VM vlan-list 10,20-30\n`,
    ['VM 10,20-30 ipv4: deny A, permit; else deny'],
  ],
  [
    'what no entry takes is dropped, since the map speaks of IP; of IPv6 it does not speak',
    'vlan access-map VM 10\n match ip address A\n action forward\nvlan filter VM vlan-list 20\n',
    ['VM 20 ipv4: permit A; else deny'],
  ],
  [
    'entries go by their numbers, and the action is forward unless said',
    'vlan filter VM vlan-list 20\nvlan access-map VM 20\n match ip address B\nvlan access-map VM 10\n match ip address A\n action drop log\n',
    ['VM 20 ipv4: deny A, permit B; else deny'],
  ],
  [
    'a clause takes what any of its lists permits',
    'vlan access-map VM 10\n match ip address A\n match ip address B\n action drop\nvlan access-map VM 20\nvlan filter VM vlan-list 20\n',
    ['VM 20 ipv4: deny A|B, permit; else deny'],
  ],
  [
    'families are filtered each by their own clauses',
    'vlan access-map VM 10\n match ip address A\n match ipv6 address SIX\n action drop\nvlan access-map VM 20\n action forward\nvlan filter VM vlan-list 20\n',
    ['VM 20 ipv4: deny A, permit; else deny', 'VM 20 ipv6: deny SIX, permit; else deny'],
  ],
  [
    'an entry for layer 2 takes no IP packets, and a map of nothing else filters none',
    'mac access-list extended M\n permit any any\nvlan access-map VM 10\n match mac address M\n action drop\nvlan filter VM vlan-list 20\n',
    [],
  ],
  [
    'an entry without a clause takes everything',
    'vlan access-map VM 10\n action drop\nvlan filter VM vlan-list 20\n',
    ['VM 20 deny; else permit'],
  ],
  [
    'a map that forwards everything filters nothing',
    'vlan access-map VM 10\nvlan filter VM vlan-list 20\n',
    [],
  ],
  [
    'what is redirected may come out anywhere',
    'vlan access-map VM 10\n match ip address A\n action redirect GigabitEthernet3/2\nvlan access-map VM 20\nvlan filter VM vlan-list 20\n',
    ['VM 20 ipv4: perhaps deny A, permit A, permit; else deny'],
  ],
  [
    'entries without a number follow the last',
    'vlan access-map VM\n match ip address A\n action drop\nvlan access-map VM\n action forward\nvlan filter VM vlan-list 20\n',
    ['VM 20 ipv4: deny A, permit; else deny'],
  ],
  [
    'clauses, actions and entries can be taken back',
    `${DROP_A} no match ip address A\n match ip address B\nvlan access-map VM 15\n action drop\n no action\nvlan access-map VM 12\n action drop\nno vlan access-map VM 12\nvlan filter VM vlan-list 20\n`,
    ['VM 20 ipv4: deny B, permit; else deny'],
  ],
  [
    'so can where it applies',
    `${DROP_A}vlan filter VM vlan-list 10-30\nno vlan filter VM vlan-list 20\n`,
    ['VM 10-19,21-30 ipv4: deny A; else deny'],
  ],
  ['all of it', `${DROP_A}vlan filter VM vlan-list 10-30\nno vlan filter VM\n`, []],
  [
    'a VLAN has one map, the later one',
    `${DROP_A}vlan access-map W 10\n match ip address B\nvlan filter VM vlan-list 10-20\nvlan filter W vlan-list 20\n`,
    ['VM 10-19 ipv4: deny A; else deny', 'W 20 ipv4: permit B; else deny'],
  ],
  ['every VLAN', `${DROP_A}vlan filter VM vlan-list all\n`, ['VM 1-4094 ipv4: deny A; else deny']],
])('%s', (_name, text, want) => {
  expect(filtersOf(text)).toEqual(want);
});

test('a map at an interface filters both directions', () => {
  const { device } = parseIos({
    name: '',
    text: `${LISTS}${DROP_A}interface Serial1/0\n ip address 192.0.2.1 255.255.255.252\nvlan filter VM interface Serial 1/0\n`,
  });
  expect(
    device.interfaces.flatMap(({ filters = [] }) =>
      filters.map(({ direction, filter }) => `${direction} ${showFilter(filter)}`),
    ),
  ).toEqual(['in ipv4: deny A; else deny', 'out ipv4: deny A; else deny']);
});

test.each([
  [
    'a map that is nowhere may drop anything, and is told',
    'vlan filter VM vlan-list 20',
    ['VM 20 perhaps deny; else permit'],
    'ios/undefined-map',
  ],
  [
    'VLANs that cannot be read may be any',
    `${DROP_A}vlan filter VM vlan-list 5000`,
    ['VM 1-4094 perhaps deny; else permit'],
    'ios/unexpected-word',
  ],
  [
    'an action that nobody knows may drop',
    `${DROP_A} action reject\nvlan filter VM vlan-list 20`,
    ['VM 20 ipv4: perhaps deny A, permit A; else deny'],
    'ios/unexpected-word',
  ],
])('%s', (_name, text, want, code) => {
  const { device, diagnostics } = parseIos({ name: '', text: `${LISTS}${text}\n` });
  expect(
    (device.vlanFilters ?? []).map(
      ({ filter, vlans }) => `${filter.name} ${showVlans(vlans)} ${showFilter(filter)}`,
    ),
  ).toEqual(want);
  expect(diagnostics.map((one) => one.code)).toContain(code);
});

test('lists of a map are used', () => {
  const { device } = parseIos({
    name: '',
    text: `${LISTS}${DROP_A} match ipv6 address SIX\nvlan filter VM vlan-list 20\n`,
  });
  expect(device.references.map(({ family, list, use }) => [family, list, use])).toEqual([
    ['ipv4', 'A', 'switching'],
    ['ipv6', 'SIX', 'switching'],
  ]);
});
