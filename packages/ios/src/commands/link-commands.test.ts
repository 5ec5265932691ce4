import type { Interface } from '@aclift/ir';
import { expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';

function interfaceOf(...lines: readonly string[]): Interface {
  const { device, lines: account } = parseIos({
    name: '',
    text: `interface Tunnel1\n${lines.map((line) => ` ${line}\n`).join('')}`,
  });
  expect(account.diagnostic).toBe(0);
  const [at] = device.interfaces;
  if (at === undefined) throw new Error('no interface');
  return at;
}

/** Addresses without their places. */
const addressesOf = (...lines: readonly string[]): unknown[] =>
  interfaceOf(...lines).addresses.map((address) => ({ ...address, span: undefined }));

test.each<readonly [string, readonly string[], readonly unknown[]]>([
  [
    'addresses are lent by family',
    ['ip unnumbered Loopback 0', 'ipv6 unnumbered Loopback1'],
    [
      { kind: 'unnumbered', interface: 'Loopback0' },
      { kind: 'unnumbered', interface: 'Loopback1', family: 'ipv6' },
    ],
  ],
  [
    'they can be taken back by family',
    ['ip unnumbered Loopback0', 'ipv6 unnumbered Loopback1', 'no ipv6 unnumbered'],
    [{ kind: 'unnumbered', interface: 'Loopback0' }],
  ],
  ['IPv6 alone has an address for its link', ['ipv6 enable'], [{ kind: 'link-local' }]],
  [
    'with an address it needs no other',
    ['ipv6 enable', 'ipv6 address 2001:db8::1/64'],
    [{ kind: 'static6', address: '2001:db8::1', length: 64 }],
  ],
  ['IPv6 can be taken back', ['ipv6 enable', 'no ipv6 enable'], []],
])('%s', (_name, lines, want) => {
  expect(addressesOf(...lines)).toEqual(want);
});

test.each<readonly [readonly string[], Interface['tunnel']]>([
  [
    [
      'tunnel source Loopback 0',
      'tunnel destination 192.0.2.9',
      'tunnel vrf OUT',
      'tunnel mode gre ip',
    ],
    { source: 'Loopback0', destination: '192.0.2.9', vrf: 'OUT' },
  ],
  [['tunnel source 192.0.2.1', 'tunnel mode gre multipoint'], { source: '192.0.2.1' }],
  [['tunnel source 192.0.2.1', 'no tunnel source'], undefined],
])('the ends of a tunnel with %j', (lines, tunnel) => {
  expect(interfaceOf(...lines).tunnel).toEqual(tunnel);
});
