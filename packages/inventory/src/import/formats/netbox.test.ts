import { describe, expect, test } from 'vitest';
import { importTexts, leftIn, ownersIn } from '../../../testing/run-import.ts';

const csv = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;
const page = (objects: readonly object[], more: object = {}): string =>
  JSON.stringify({ count: objects.length, next: null, previous: null, results: objects, ...more });
const address = (id: number, text: string, more: object = {}): object => ({
  id,
  url: `https://nb.example/api/ipam/ip-addresses/${id}/`,
  address: text,
  status: { value: 'active', label: 'Active' },
  dns_name: '',
  description: '',
  ...more,
});

describe('each kind of object has a name of its own', () => {
  test.each([
    {
      name: 'a virtual machine is not called like the device that runs it',
      text: csv(
        'Name,Status,Cluster,Device,Tenant,IP Address',
        'vm1,Active,c1,esx1,Shop,10.0.0.1/24',
      ),
      want: ['vm1 = 10.0.0.1'],
    },
    {
      name: 'a device has its own name and its out-of-band address',
      text: page([
        {
          id: 1,
          url: 'https://nb.example/api/dcim/devices/1/',
          name: 'sw1',
          primary_ip4: { address: '10.0.0.1/24' },
          oob_ip: { address: '10.9.0.1/24' },
          status: { value: 'active' },
        },
      ]),
      want: ['sw1 = 10.0.0.1, 10.9.0.1'],
    },
    {
      name: 'whether an address is assigned is no name',
      text: csv(
        'IP Address,VRF,Status,Tenant,Assigned,DNS Name,Description',
        '10.0.0.1/24,Global,Active,Shop,True,,spare a',
        '10.0.0.2/24,Global,Active,Shop,418,,spare b',
      ),
      want: ['spare a = 10.0.0.1', 'spare b = 10.0.0.2'],
    },
    {
      name: 'an address is called by DNS before the machine that has it',
      text: page([
        address(1, '10.0.0.1/24', {
          dns_name: 'web.example',
          assigned_object: { device: { name: 'd' } },
        }),
        address(2, '10.0.0.2/24', {
          assigned_object: { virtual_machine: { name: 'vm' } },
          description: 'x',
        }),
        address(3, '10.0.0.3/24', { description: 'the third' }),
      ]),
      want: ['the third = 10.0.0.3', 'vm = 10.0.0.2', 'web.example = 10.0.0.1'],
    },
    {
      name: 'a prefix is called by its VLAN, without the number',
      text: csv(
        'Prefix,Status,VRF,Tenant,VLAN,Role,Description',
        '10.0.0.0/24,Active,Global,,Web (70),Prod,',
      ),
      want: ['Web = 10.0.0.0/24'],
    },
  ])('$name', ({ text, want }) => {
    expect(ownersIn(importTexts('netbox', [text]))).toEqual(want);
  });
});

describe('what is not in use', () => {
  test.each([
    {
      kind: 'an address',
      head: 'IP Address,VRF,Status,Tenant,DNS Name',
      row: '10.0.0.1/24,Global,STATUS,,web',
      states: ['Reserved', 'Deprecated'],
    },
    {
      kind: 'a prefix',
      head: 'Prefix,VRF,Status,Tenant,Description',
      row: '10.0.0.0/24,Global,STATUS,,lan',
      states: ['Reserved', 'Deprecated', 'Available'],
    },
    {
      kind: 'a range',
      head: 'Start address,End address,VRF,Status,Tenant,Description',
      row: '10.0.0.1/24,10.0.0.9/24,Global,STATUS,,pool',
      states: ['Reserved', 'Deprecated'],
    },
    {
      kind: 'a machine',
      head: 'Name,Status,Cluster,Tenant,IP Address',
      row: 'vm,STATUS,c,,10.0.0.1/24',
      states: ['Decommissioning', 'Planned'],
    },
  ])('$kind is skipped by its status', ({ head, row, states }) => {
    for (const status of states) {
      const left = leftIn(importTexts('netbox', [csv(head, row.replace('STATUS', status))]));
      expect(left).toMatchObject([expect.stringMatching(/^skipped not-in-use/)]);
    }
    expect(leftIn(importTexts('netbox', [csv(head, row.replace('STATUS', 'Active'))]))).toEqual([]);
  });

  test('the status of JSON counts for prefixes too, and containers only hold others', () => {
    const prefix = (id: number, text: string, status: string): object => ({
      id,
      url: `https://nb.example/api/ipam/prefixes/${id}/`,
      prefix: text,
      status: { value: status },
      description: `p${id}`,
    });
    const text = page([
      prefix(1, '10.0.0.0/8', 'container'),
      prefix(2, '10.0.2.0/24', 'reserved'),
      prefix(3, '10.0.3.0/24', 'deprecated'),
      prefix(4, '10.0.4.0/24', 'active'),
    ]);
    const result = importTexts('netbox', [text]);
    expect(ownersIn(result)).toEqual(['p4 = 10.0.4.0/24']);
    expect(leftIn(result).map((line) => line.split(':')[0])).toEqual([
      'skipped container',
      'skipped not-in-use',
      'skipped not-in-use',
    ]);
  });
});

describe('pages of the API', () => {
  const url = 'https://nb.example/api/ipam/ip-addresses/';
  const first = page([address(1, '10.0.0.1/24', { dns_name: 'a' })], {
    count: 2,
    next: `${url}?limit=1&offset=1`,
  });
  const second = page([address(2, '10.0.0.2/24', { dns_name: 'b' })], {
    count: 2,
    previous: `${url}?limit=1`,
  });

  test.each([
    { name: 'the first page alone is not all', texts: [first], want: 1 },
    { name: 'the last page alone is not all', texts: [second], want: 1 },
    { name: 'both are all', texts: [first, second], want: 0 },
    { name: 'both in another order are all', texts: [second, first], want: 0 },
    { name: 'the first page twice is not all', texts: [first, first], want: 2 },
    {
      name: 'fewer objects than are counted are not all',
      texts: [page([address(1, '10.0.0.1/24')], { count: 9 })],
      want: 1,
    },
  ])('$name', ({ texts, want }) => {
    const missing = leftIn(importTexts('netbox', texts)).filter((line) =>
      line.includes('pages-missing'),
    );
    expect(missing).toHaveLength(want);
  });

  test('the message says which page comes next', () => {
    expect(leftIn(importTexts('netbox', [first]))).toEqual([
      `skipped pages-missing: 1 of 2 objects are here, the next page is ${url}?limit=1&offset=1`,
    ]);
  });
});

test('one address in two VRFs with two names is a conflict, not one host', () => {
  const text = csv(
    'IP Address,VRF,Status,Tenant,DNS Name,Description',
    '10.0.0.1/24,red,Active,,a.example,',
    '10.0.0.1/24,blue,Active,,b.example,',
  );
  expect(leftIn(importTexts('netbox', [text]))).toEqual([
    'conflict other-owner: 10.0.0.1/24 b.example (a.example)',
  ]);
});
