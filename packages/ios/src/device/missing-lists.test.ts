import { expect, test } from 'vitest';
import { showFilter } from '../../testing/show-filter.ts';
import { parseIos } from '../parse-ios.ts';

const KNOWN =
  'ip access-list extended A\n permit tcp any any eq 22\nip access-list extended EMPTY\n remark nothing\n';

/** Every filter of a text. */
function filtersOf(text: string): string[] {
  const { device } = parseIos({ name: '', text: `${KNOWN}${text}` });
  return [
    ...(device.vlanFilters ?? []).map(({ filter }) => filter),
    ...device.interfaces.flatMap(({ filters = [] }) => filters.map(({ filter }) => filter)),
    ...(device.zonePairs ?? []).flatMap(({ filter }) => filter ?? []),
  ].map(showFilter);
}

test.each<readonly [string, string, readonly string[]]>([
  [
    'a clause of a VLAN map',
    'vlan access-map V 10\n match ip address NONE\n action drop\nvlan access-map V 20\nvlan filter V vlan-list 10',
    ['ipv4: perhaps deny, permit; else deny'],
  ],
  [
    'one of several lists of a clause',
    'vlan access-map V 10\n match ip address A NONE\n action forward\nvlan filter V vlan-list 10',
    ['ipv4: perhaps permit; else deny'],
  ],
  [
    'a list that only the other family has',
    'vlan access-map V 10\n match ipv6 address A\n action drop\nvlan filter V vlan-list 10',
    ['ipv6: perhaps deny; else deny'],
  ],
  [
    'a class',
    'class-map C\n match access-group name EMPTY\npolicy-map P\n class C\n  drop\ninterface X\n service-policy input P',
    ['perhaps deny; else permit'],
  ],
  [
    'a class of which the other lists are there',
    'class-map C\n match access-group name NONE\n match access-group name A\npolicy-map P\n class C\n  drop\ninterface X\n service-policy input P',
    ['perhaps deny A; else permit'],
  ],
  [
    'what a missing list does not permit',
    'class-map C\n match not access-group name NONE\n match access-group name A\npolicy-map P\n class C\n  drop\ninterface X\n service-policy input P',
    ['perhaps deny A; else permit'],
  ],
  [
    'a route map',
    'route-map R permit 10\n match ip address NONE\n set interface Null0\ninterface X\n ip policy route-map R',
    ['ipv4: perhaps deny; else permit'],
  ],
  [
    'a class of inspection',
    'class-map type inspect C\n match access-group name NONE\npolicy-map type inspect P\n class type inspect C\n  inspect\nzone-pair security Z source A destination B\n service-policy type inspect P',
    ['perhaps permit; else deny (stateful)'],
  ],
])('%s: nobody knows what the missing list takes', (_name, text, want) => {
  expect(filtersOf(`${text}\n`)).toEqual(want);
});
