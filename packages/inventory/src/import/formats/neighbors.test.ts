import { describe, expect, test } from 'vitest';
import { importTexts, leftIn, ownersIn } from '../../../testing/run-import.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;
const IOS_ARP = 'Protocol  Address          Age (min)  Hardware Addr   Type   Interface';
const NXOS_ARP = 'Address         Age       MAC Address     Interface       Flags';
const XR_ARP = 'Address         Age        Hardware Addr   State      Type  Interface';
const IOS_ND = 'IPv6 Address                              Age Link-layer Addr State Interface';
const NXOS_ND = 'Address         Age       MAC Address     Pref Source     Interface';
const MAC = 'Vlan    Mac Address       Type        Ports';

describe('hosts are called like the interface behind which they were seen', () => {
  test.each([
    { system: 'IOS', text: lines(IOS_ARP, 'Internet  10.0.0.1  4  0050.56aa.0001  ARPA  Vlan20') },
    { system: 'NX-OS', text: lines(NXOS_ARP, '10.0.0.1  00:01:02  0050.56aa.0001  Vlan20   +') },
    {
      system: 'IOS XR',
      text: lines(XR_ARP, '10.0.0.1  01:25:23  0050.56aa.0001  Dynamic  ARPA  Vlan20'),
    },
    { system: 'ASA', text: lines('        Vlan20 10.0.0.1 0050.56aa.0001 12') },
    {
      system: 'a capture of a terminal',
      text: lines(
        'r1#show ip arp',
        IOS_ARP,
        'Internet  10.0.0.1  -  0050.56aa.0001  ARPA  Vlan20',
        'r1#',
      ),
    },
  ])('show arp of $system', ({ text }) => {
    const result = importTexts(undefined, [text]);
    expect(ownersIn(result)).toEqual(['Vlan20 = 10.0.0.1']);
    expect(leftIn(result)).toEqual([]);
  });

  test.each([
    { system: 'IOS', text: lines(IOS_ND, '2001:DB8::1    3 0050.56aa.0001  STALE Vl20') },
    {
      system: 'IOS XR',
      text: lines(`${IOS_ND}   Location`, '2001:db8::1  3  0050.56aa.0001 REACH Vl20  0/0/CPU0'),
    },
    { system: 'ASA', text: lines(IOS_ND, '2001:db8::1   0 0050.56aa.0001  REACH Vlan20') },
    {
      system: 'NX-OS on one line',
      text: lines(NXOS_ND, '2001:db8::1  3w0d  0050.56aa.0001  50  icmpv6  Vlan20'),
    },
    {
      system: 'NX-OS on two lines',
      text: lines(NXOS_ND, '2001:db8::1', '     3w0d  0050.56aa.0001  50  icmpv6  Vlan20'),
    },
  ])('show ipv6 neighbors of $system', ({ text }) => {
    const result = importTexts(undefined, [text]);
    expect(ownersIn(result)).toEqual(['Vlan20 = 2001:db8::1']);
    expect(leftIn(result)).toEqual([]);
  });
});

describe('entries that name nobody', () => {
  test.each([
    {
      name: 'nobody has answered on IOS',
      text: lines(IOS_ARP, 'Internet  10.0.0.1  0  Incomplete  ARPA'),
      why: 'not-in-use',
    },
    {
      name: 'nobody has answered on NX-OS',
      text: lines(NXOS_ARP, '10.0.0.1  00:00:03  INCOMPLETE  Vlan20'),
      why: 'not-in-use',
    },
    {
      name: 'nobody has answered on IOS XR',
      text: lines(XR_ARP, '10.0.0.1  00:00:03  0000.0000.0000  Incomplete ARPA  Gi0/0'),
      why: 'not-in-use',
    },
    {
      name: 'nobody has answered over IPv6',
      text: lines(IOS_ND, '2001:db8::1  0 -  INCMP Vl20'),
      why: 'not-in-use',
    },
    {
      name: 'an address of the link alone',
      text: lines(IOS_ND, 'FE80::1  0 0050.56aa.0001  REACH Vl20'),
      why: 'special-address',
    },
    {
      name: 'a group of the router',
      text: lines(IOS_ND, '[Mcast adjacency]   - 0000.0000.0000 REACH Gi0/0   0/0/CPU0'),
      why: 'other-kind',
    },
    {
      name: 'no interface is told',
      text: lines(IOS_ARP, 'Internet  10.0.0.1  -  0050.56aa.0001  SRP-A'),
      why: 'no-name',
    },
    {
      name: 'an address of NX-OS without its second line',
      text: lines(NXOS_ND, '2001:db8::1'),
      why: 'unreadable',
    },
    {
      name: 'a line of something else',
      text: lines(IOS_ARP, '% Invalid input detected'),
      why: 'unreadable',
    },
    {
      name: 'an address with a mistake',
      text: lines(IOS_ARP, 'Internet  10.0.0.300  4  0050.56aa.0001  ARPA  Vlan20'),
      why: 'bad-address',
    },
  ])('$name', ({ text, why }) => {
    const result = importTexts('arp', [text]);
    expect(ownersIn(result)).toEqual([]);
    expect(leftIn(result)).toMatchObject([expect.stringMatching(new RegExp(`^skipped ${why}: `))]);
  });
});

describe('output that was cut off', () => {
  const row = (last: number): string =>
    `Internet  10.0.0.${last}  4  0050.56aa.000${last}  ARPA  Vlan20`;
  test.each([
    { name: 'ends at the pager of IOS', text: lines(IOS_ARP, row(1), ' --More-- '), missing: 1 },
    {
      name: 'ends at the pager of ASA',
      text: lines('  in 10.0.0.1 0050.56aa.0001 12', '<--- More --->'),
      missing: 1,
    },
    {
      name: 'goes on behind the pager',
      text: lines(IOS_ARP, row(1), ' --More-- ', row(2)),
      missing: 0,
    },
    {
      name: 'goes on on the line of the pager',
      text: lines(IOS_ARP, row(1), ` --More-- \b\b\b\b\b${row(2)}`),
      missing: 0,
    },
    {
      name: 'has fewer entries than NX-OS counted',
      text: lines(
        'Total number of entries: 3',
        NXOS_ARP,
        '10.0.0.1  00:01:02  0050.56aa.0001  Vlan20',
      ),
      missing: 1,
    },
    {
      name: 'has all that NX-OS counted',
      text: lines(
        'Total number of entries: 1',
        NXOS_ARP,
        '10.0.0.1  00:01:02  0050.56aa.0001  Vlan20',
      ),
      missing: 0,
    },
    {
      name: 'has none of what NX-OS counted',
      text: lines('Total number of entries: 2', NXOS_ARP),
      missing: 1,
    },
    {
      name: 'has fewer stations than IOS counted',
      text: lines(
        MAC,
        '  20    0050.56aa.0001    DYNAMIC     Gi1/0/7',
        'Total Mac Addresses for this criterion: 2',
      ),
      missing: 1,
    },
  ])('$name', ({ missing, text }) => {
    const left = leftIn(importTexts('arp', [text]));
    expect(left.filter((line) => line.startsWith('skipped pages-missing'))).toHaveLength(missing);
  });
});

describe('MAC address tables', () => {
  const table = lines(
    MAC,
    '----    -----------',
    '  20    0050.56aa.0001    DYNAMIC     Gi1/0/7',
    '  20    0050.56aa.0009    DYNAMIC     Gi1/0/9',
  );
  const arp = lines(IOS_ARP, 'Internet  10.0.0.1  4  0050.56aa.0001  ARPA  Vlan20');

  test('have no addresses of their own, which is no import', () => {
    const result = importTexts(undefined, [table]);
    expect(leftIn(result).map((line) => line.split(':')[0])).toEqual([
      'skipped no-address',
      'skipped no-address',
    ]);
    expect(result.fruitless).toEqual([{ file: 'f1' }]);
  });

  test.each([
    { name: 'behind it', texts: [arp, table] },
    { name: 'before it', texts: [table, arp] },
    { name: 'in the same text', texts: [`${arp}sw1#show mac address-table\n${table}`] },
  ])('are about the stations of an ARP table $name', ({ texts }) => {
    const result = importTexts('arp', texts);
    expect(ownersIn(result)).toEqual(['Vlan20 = 10.0.0.1']);
    expect(leftIn(result)).toContain(
      'merged has-owner: 20 0050.56aa.0001 DYNAMIC Gi1/0/7 10.0.0.1',
    );
    expect(result.fruitless).toEqual([]);
  });

  test.each([
    {
      system: 'IOS on chassis',
      head: '  vlan   mac address     type    learn     age              ports',
      row: '*   60  0050.56aa.0001   dynamic  Yes       3600   Te1/21',
    },
    {
      system: 'old IOS',
      head: 'Destination Address  Address Type  VLAN  Destination Port',
      row: '0050.56aa.0001       Dynamic          1  FastEthernet0/1',
    },
    {
      system: 'NX-OS',
      head: '     VLAN       MAC Address       Type     age    Secure  NTFY     Ports',
      row: '*    145        0050.56aa.0001     dynamic     -        F      F    Po10',
    },
    {
      system: 'ASA',
      head: 'interface      mac  address       type       Age(min)',
      row: 'outside        0050.56aa.0001     static     -',
    },
  ])('of $system are known', ({ head, row }) => {
    const result = importTexts(undefined, [arp, lines(head, row)]);
    expect(leftIn(result)).toMatchObject([
      expect.stringMatching(/^merged has-owner: .*10\.0\.0\.1$/),
    ]);
  });
});
