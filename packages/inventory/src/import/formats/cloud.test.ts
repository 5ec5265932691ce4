import { describe, expect, test } from 'vitest';
import { importTexts, leftIn, ownersIn } from '../../../testing/run-import.ts';

const json = (value: unknown): string => JSON.stringify(value);
const instance = (more: object = {}): object => ({
  InstanceId: 'i-1',
  State: { Name: 'running' },
  PrivateIpAddress: '10.0.0.1',
  Tags: [{ Key: 'Name', Value: 'web' }],
  ...more,
});

describe('aws', () => {
  test.each([
    { name: 'describe-instances', text: json({ Reservations: [{ Instances: [instance()] }] }) },
    { name: 'a query for instances', text: json([instance()]) },
    { name: 'a query that gives lists of lists', text: json([[instance()]]) },
  ])('$name is read', ({ text }) => {
    expect(ownersIn(importTexts(undefined, [text]))).toEqual(['web = 10.0.0.1']);
  });

  test('an instance without a name is called by its number', () => {
    expect(ownersIn(importTexts('aws', [json([instance({ Tags: [] })])]))).toEqual([
      'i-1 = 10.0.0.1',
    ]);
  });

  test('an instance that is gone has no address any more', () => {
    const text = json([instance({ State: { Name: 'terminated' } })]);
    expect(leftIn(importTexts('aws', [text]))).toEqual(['skipped not-in-use: web (i-1) 10.0.0.1']);
  });

  test('a block that it hands out itself is not its own', () => {
    const text = json([
      instance({ NetworkInterfaces: [{ Ipv4Prefixes: [{ Ipv4Prefix: '10.0.9.0/28' }] }] }),
    ]);
    const result = importTexts('aws', [text]);
    expect(ownersIn(result)).toEqual(['web = 10.0.0.1']);
    expect(leftIn(result)).toEqual(['skipped own-network: web (i-1) 10.0.9.0/28']);
  });

  test('a list that goes on is not all', () => {
    const text = json({ Reservations: [{ Instances: [instance()] }], NextToken: 'abc' });
    expect(leftIn(importTexts('aws', [text]))).toEqual([
      'skipped pages-missing: the list goes on (NextToken)',
    ]);
  });
});

describe('azure', () => {
  const vm = {
    name: 'web',
    resourceGroup: 'shop',
    network: {
      privateIpAddresses: ['10.0.0.1'],
      publicIpAddresses: [{ ipAddress: '203.0.113.1' }],
    },
  };
  test.each([
    { name: 'list-ip-addresses', text: json([{ virtualMachine: vm }]) },
    {
      name: 'list -d',
      text: json([
        {
          name: 'web',
          resourceGroup: 'shop',
          powerState: 'VM running',
          privateIps: '10.0.0.1',
          publicIps: '203.0.113.1',
        },
      ]),
    },
  ])('az vm $name is read', ({ text }) => {
    expect(ownersIn(importTexts(undefined, [text]))).toEqual(['web = 10.0.0.1, 203.0.113.1']);
  });
});

describe('gcp', () => {
  const gce = (more: object = {}): object => ({
    kind: 'compute#instance',
    name: 'web',
    status: 'RUNNING',
    zone: 'zones/europe-west3-a',
    networkInterfaces: [
      { networkIP: '10.0.0.1', accessConfigs: [{ natIP: '203.0.113.1' }], ...more },
    ],
  });
  test.each([
    { name: 'gcloud compute instances list', text: json([gce()]) },
    { name: 'the answer of the API', text: json({ kind: 'compute#instanceList', items: [gce()] }) },
  ])('$name is read', ({ text }) => {
    expect(ownersIn(importTexts(undefined, [text]))).toEqual(['web = 10.0.0.1, 203.0.113.1']);
  });

  test('a range for pods behind the machine is not its own, one more address is', () => {
    const text = json([
      gce({ aliasIpRanges: [{ ipCidrRange: '10.9.0.0/24' }, { ipCidrRange: '10.0.0.7/32' }] }),
    ]);
    const result = importTexts('gcp', [text]);
    expect(ownersIn(result)).toEqual(['web = 10.0.0.1, 10.0.0.7, 203.0.113.1']);
    expect(leftIn(result)).toEqual(['skipped own-network: web (europe-west3-a) 10.9.0.0/24']);
  });
});

describe('terraform', () => {
  const resource = (type: string, attributes: object, more: object = {}): object => ({
    mode: 'managed',
    type,
    name: 'x',
    instances: [{ attributes, ...more }],
  });
  const state = (resources: readonly object[], version = 4): string =>
    json({ version, terraform_version: '1.9.0', serial: 1, lineage: 'l', resources });

  test.each([
    { type: 'aws_instance', attributes: { private_ip: '10.0.0.1', tags: { Name: 'web' } } },
    {
      type: 'azurerm_linux_virtual_machine',
      attributes: { name: 'web', private_ip_address: '10.0.0.1' },
    },
    {
      type: 'google_compute_instance',
      attributes: { name: 'web', network_interface: [{ network_ip: '10.0.0.1' }] },
    },
    {
      type: 'vsphere_virtual_machine',
      attributes: { name: 'web', default_ip_address: '10.0.0.1' },
    },
    {
      type: 'openstack_compute_instance_v2',
      attributes: { name: 'web', access_ip_v4: '10.0.0.1' },
    },
    { type: 'google_compute_address', attributes: { name: 'web', address: '10.0.0.1' } },
  ])('$type of a state file is read', ({ attributes, type }) => {
    expect(ownersIn(importTexts(undefined, [state([resource(type, attributes)])]))).toEqual([
      'web = 10.0.0.1',
    ]);
  });

  test('a machine is not called like its interface, whichever comes first', () => {
    const nic = resource('azurerm_network_interface', {
      name: 'nic',
      private_ip_address: '10.0.0.1',
    });
    const vm = resource('azurerm_windows_virtual_machine', {
      name: 'erp',
      private_ip_address: '10.0.0.1',
    });
    for (const resources of [
      [nic, vm],
      [vm, nic],
    ]) {
      const result = importTexts('terraform', [state(resources)]);
      expect(ownersIn(result)).toEqual(['erp = 10.0.0.1']);
      expect(leftIn(result)).toEqual(['merged has-owner: azurerm_network_interface.x 10.0.0.1']);
    }
  });

  test('what Terraform is about to take away is not in use', () => {
    const text = state([
      resource('aws_instance', { private_ip: '10.0.0.1', tags: null }, { deposed: 'abc' }),
    ]);
    expect(leftIn(importTexts('terraform', [text]))).toEqual([
      'skipped not-in-use: aws_instance.x 10.0.0.1',
    ]);
  });

  test.each([1, 3, 5])('a state of version %d is refused by its number', (version) => {
    const [left] = leftIn(importTexts(undefined, [state([], version)]));
    expect(left).toContain(`skipped unreadable: a state of version ${version}`);
  });
});
