import { expect, test } from 'vitest';
import { showFilter } from '../../testing/show-filter.ts';
import { parseIos } from '../parse-ios.ts';

const LISTS = [
  'ip access-list extended A',
  ' permit tcp any any eq 23',
  'ip access-list extended B',
  ' permit tcp any any eq 22',
  'ipv6 access-list SIX',
  ' permit tcp any any eq 23',
  'ip prefix-list P permit 0.0.0.0/0',
  '',
].join('\n');

const APPLIED =
  'interface Vlan10\n ip address 192.0.2.1 255.255.255.0\n ip policy route-map R\n ipv6 policy route-map R\n';

/** An entry of route map R. */
const entry = (head: string, ...lines: readonly string[]): string =>
  [`route-map R ${head}`, ...lines.map((line) => ` ${line}`), ''].join('\n');

const DROP_A = entry('permit 10', 'match ip address A', 'set interface Null0');

function read(text: string): { filters: string[]; detours: readonly string[] } {
  const { device, lines } = parseIos({ name: '', text: `${LISTS}${text}${APPLIED}` });
  expect(lines.diagnostic).toBe(0);
  const [at] = device.interfaces;
  return {
    filters: (at?.filters ?? []).map(
      ({ direction, filter }) => `${direction} ${showFilter(filter)}`,
    ),
    detours: at?.detours ?? [],
  };
}

/** The filter of IPv4 alone. */
const four = (text: string): string[] =>
  read(text).filters.filter((filter) => !filter.includes('ipv6:'));

test.each<readonly [string, string, readonly string[]]>([
  [
    'an entry that sends to Null0 drops what its list permits',
    DROP_A,
    ['in ipv4: deny A; else permit'],
  ],
  [
    'a clause takes what any of its lists permits',
    entry('permit 10', 'match ip address A', 'match ip address B', 'set interface null 0'),
    ['in ipv4: deny A|B; else permit'],
  ],
  [
    'entries go by their numbers, and the first decides',
    entry('permit 30', 'match ip address A', 'set interface Null0') +
      entry('permit 10', 'match ip address B', 'set ip next-hop 192.0.2.9'),
    ['in ipv4: permit B, deny A; else permit'],
  ],
  [
    'an entry that denies leaves its packets to the routing table',
    entry('deny 5', 'match ip address B') + DROP_A,
    ['in ipv4: permit B, deny A; else permit'],
  ],
  [
    'an entry without a clause takes everything',
    entry('permit 10', 'set interface Null0'),
    ['in ipv4: deny; else permit'],
  ],
  [
    'behind a next hop Null0 may be used',
    entry('permit 10', 'match ip address A', 'set ip next-hop 192.0.2.9', 'set interface Null0'),
    ['in ipv4: perhaps deny A; else permit'],
  ],
  [
    'behind another interface too',
    entry('permit 10', 'match ip address A', 'set interface GigabitEthernet0/1 Null0'),
    ['in ipv4: perhaps deny A; else permit'],
  ],
  [
    'as a default it is used where there is no route',
    entry('permit 10', 'match ip address A', 'set default interface Null0'),
    ['in ipv4: perhaps deny A; else permit'],
  ],
  [
    'a clause that no list decides makes it uncertain',
    entry('permit 10', 'match ip address A', 'match length 3 200', 'set interface Null0'),
    ['in ipv4: perhaps deny A; else permit'],
  ],
  [
    'a prefix list is such a clause',
    entry('permit 10', 'match ip address prefix-list P', 'set interface Null0'),
    ['in ipv4: perhaps deny; else permit'],
  ],
  [
    'a map that drops nothing is no filter',
    entry('permit 10', 'match ip address A', 'set ip next-hop 192.0.2.9'),
    [],
  ],
  ['a map that is nowhere routes as the table says', '', []],
  [
    'clauses, sets, entries and maps can be taken back',
    `${DROP_A} no match ip address A\n match ip address B\nroute-map R permit 20\n set interface Null0\n no set interface\nroute-map R permit 5\n set interface Null0\nno route-map R permit 5\n`,
    ['in ipv4: deny B; else permit'],
  ],
  ['a whole map too', `${DROP_A}no route-map R\n`, []],
  [
    'without a number it is 10, without an action a permit',
    'route-map R\n match ip address A\n set interface Null0\n',
    ['in ipv4: deny A; else permit'],
  ],
])('%s', (_name, text, want) => {
  expect(four(text)).toEqual(want);
});

test('families have their own clauses', () => {
  expect(read(entry('permit 10', 'match ipv6 address SIX', 'set interface Null0')).filters).toEqual(
    ['in ipv4: perhaps deny; else permit', 'in ipv6: deny SIX; else permit'],
  );
});

test.each<readonly [string, string, readonly string[]]>([
  [
    'a next hop leads away',
    entry('permit 10', 'match ip address A', 'set ip next-hop 192.0.2.9'),
    ['ipv4', 'ipv6'],
  ],
  ['so does a VRF', entry('permit 10', 'set vrf RED'), ['ipv4', 'ipv6']],
  ['so does an interface', entry('permit 10', 'set interface Tunnel1'), ['ipv4', 'ipv6']],
  ['Null0 does not', DROP_A, []],
  ['nor does a marking', entry('permit 10', 'set ip precedence 5'), []],
  ['nor what an entry that denies sets', entry('deny 10', 'set ip next-hop 192.0.2.9'), []],
])('%s', (_name, text, want) => {
  expect(read(text).detours).toEqual(want);
});

test('no ip policy takes it from the interface', () => {
  const { device } = parseIos({
    name: '',
    text: `${LISTS}${DROP_A}${APPLIED} no ip policy route-map R\n no ipv6 policy route-map\n`,
  });
  expect(device.interfaces[0]?.filters).toBeUndefined();
});
