/** Which interfaces a header stands for, and that each gets what stands below. */
import { describe, expect, test } from 'vitest';
import { parseIos } from '../parse-ios.ts';
import { namesOfRange } from './interface-header.ts';

const parsed = (text: string): ReturnType<typeof parseIos> => parseIos({ name: 'x', text });

describe('a range stands for', () => {
  test.each([
    ['GigabitEthernet0/1 - 3', ['GigabitEthernet0/1', 'GigabitEthernet0/2', 'GigabitEthernet0/3']],
    ['Gi0/1-2', ['GigabitEthernet0/1', 'GigabitEthernet0/2']],
    ['gi 1/0/9 - 10', ['GigabitEthernet1/0/9', 'GigabitEthernet1/0/10']],
    ['Gi0/1 - 2 , Vlan10', ['GigabitEthernet0/1', 'GigabitEthernet0/2', 'Vlan10']],
    ['vlan 10 - 11,vlan 20', ['Vlan10', 'Vlan11', 'Vlan20']],
    ['Gi0/0.10 - 11', ['GigabitEthernet0/0.10', 'GigabitEthernet0/0.11']],
    ['Te1/1/1 - Te1/1/2', ['TenGigabitEthernet1/1/1', 'TenGigabitEthernet1/1/2']],
    ['f0/1, f0/1', ['FastEthernet0/1']],
    ['po1 - 2', ['Port-channel1', 'Port-channel2']],
    ['Wlan-GigabitEthernet0/1', ['Wlan-GigabitEthernet0/1']],
  ])('%s', (text, names) => {
    expect(namesOfRange(text)).toEqual(names);
  });
});

test.each([
  ['nothing', ''],
  ['a macro', 'macro USERS'],
  ['a number without a kind', 'Gi0/1 , 3'],
  ['numbers backwards', 'Gi0/4 - 1'],
  ['another slot', 'Gi0/1 - 1/4'],
  ['another kind', 'Gi0/1 - Fa0/4'],
  ['more than a stack holds', 'Vlan1 - 4094'],
  ['a comma at the end', 'Gi0/1 ,'],
])('%s is no range', (_name, text) => {
  expect(namesOfRange(text)).toBeUndefined();
});

describe('below a range', () => {
  const text = [
    'interface range Gi0/1 - 2 , Vlan10 ! the users',
    ' ip access-group WEB in',
    ' ip access-group OTHER LIST out',
    ' shutdown',
    'interface GigabitEthernet0/2',
    ' ip address 192.0.2.1 255.255.255.0',
    ' no shutdown',
    'ip access-list extended WEB',
    ' permit ip any any',
  ].join('\n');

  test('each command counts for each interface, and later ones for their own', () => {
    const { device } = parsed(text);
    expect(
      device.interfaces.map(({ addresses, bindings, name, shutdown, unread }) => [
        name,
        bindings.map(({ direction, list }) => `${list} ${direction}`),
        unread?.length,
        addresses.length,
        shutdown,
      ]),
    ).toEqual([
      ['GigabitEthernet0/1', ['WEB in'], 1, 0, true],
      ['GigabitEthernet0/2', ['WEB in'], 1, 1, false],
      ['Vlan10', ['WEB in'], 1, 0, true],
    ]);
  });

  test('a fault is reported once', () => {
    expect(parsed(text).diagnostics.map(({ code }) => code)).toEqual(['ios/unexpected-word']);
  });

  test('a use of a list is one use', () => {
    const uses = parsed(
      'interface range Vlan1 - 3\n ip verify unicast reverse-path 7\naccess-list 7 permit any\n',
    );
    expect(uses.device.references).toHaveLength(1);
  });

  test('nothing remains of what a range takes away', () => {
    const { device } = parsed(`${text}\nno interface range Gi0/1 - 2\n`);
    expect(device.interfaces.map(({ name }) => name)).toEqual(['Vlan10']);
  });
});

test.each([
  ['interface Gi0/1-4'],
  ['interface Gi0/1 - 4'],
  ['interface Gi0/1, Gi0/2'],
  ['interface Gi0/1 , Gi0/2'],
  ['interface range macro USERS'],
])('%s is refused, and what it binds is the device’s', (header) => {
  const { device, diagnostics } = parsed(
    `${header}\n ip access-group WEB in\n ip address 192.0.2.1 255.255.255.0\n`,
  );
  expect(diagnostics.map(({ code }) => code)).toEqual([
    'ios/interface-range',
    'ios/unplaced-binding',
  ]);
  expect(device.interfaces).toEqual([]);
  expect(device.unread).toMatchObject([{ list: 'WEB' }]);
});

describe('one interface has many spellings:', () => {
  test.each([
    ['Gi0/1', 'GigabitEthernet0/1'],
    ['gig 0/1', 'GigabitEthernet0/1'],
    ['g0/1', 'gigabitethernet0/1'],
    ['Fa0/1', 'FastEthernet0/1'],
    ['te1/1/1', 'TenGigabitEthernet1/1/1'],
    ['vl10', 'Vlan10'],
    ['Lo0', 'Loopback0'],
    ['Po1.10', 'Port-channel1.10'],
    ['Tu1', 'Tunnel1'],
    ['se0/0/0', 'Serial0/0/0'],
  ])('%s and %s', (short, long) => {
    const { device } = parsed(
      `interface ${short}\n ip access-group A in\ninterface ${long}\n ip access-group B out\n`,
    );
    expect(device.interfaces).toHaveLength(1);
    expect(device.interfaces[0]?.bindings).toHaveLength(2);
  });

  test.each([
    ['Ethernet0/1', 'FastEthernet0/1'],
    ['Tunnel1', 'TenGigabitEthernet1'],
    ['TwoGigabitEthernet1/0/1', 'TwentyFiveGigE1/0/1'],
    ['Vlan1', 'Virtual-Template1'],
  ])('but %s is not %s', (one, other) => {
    expect(parsed(`interface ${one}\ninterface ${other}\n`).device.interfaces).toHaveLength(2);
  });
});
