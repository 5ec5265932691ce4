import { describe, expect, test } from 'vitest';
import { readInventory } from '@aclift/inventory';
import { parseIpv4 } from '@aclift/ir';
import { NOTHING } from '@aclift/packet-set';
import { FlowCuts } from './cuts.ts';
import { endsOf } from './ends.ts';
import { TCP } from './flow.ts';
import { atPods, atVirtual } from './virtual.ts';

const inventory = readInventory({
  name: 'inventory.yaml',
  text: `version: 1
namespaces: { shop: {} }
workloads:
  - namespace: shop
    labels: { app: web }
    addresses: [10.0.0.11, 10.0.0.12]
    vips: [{ address: 10.0.0.100, ports: [{ port: 443, target: 8443 }] }]
`,
}).value;
const { pods, services } = endsOf(inventory, 'ipv4');
const host = (text: string): { from: number; to: number }[] => {
  const address = parseIpv4(text) as number;
  return [{ from: address, to: address }];
};
const tcp = (service: number) => ({
  protocol: [{ from: TCP, to: TCP }],
  service: [{ from: service, to: service }],
});
const client = { source: host('192.0.2.1') };
const toVip = { ...client, destination: host('10.0.0.100'), ...tcp(443) };
const toPods = { ...client, destination: pods[0]?.addresses ?? [], ...tcp(8443) };
const toOtherPort = { ...client, destination: host('10.0.0.100'), ...tcp(80) };
const space = new FlowCuts('ipv4')
  .boxes([toVip, toPods, toOtherPort, ...services.flatMap(({ at, leadsTo }) => [at, leadsTo])])
  .space();

describe('flows to a virtual address', () => {
  test('reach every pod behind it on the target port, from the same source', () => {
    expect(atPods(space, services, space.box(toVip))).toBe(space.box(toPods));
  });

  test('are found again from the pods', () => {
    expect(atVirtual(space, services, space.box(toPods))).toBe(space.box(toVip));
  });

  test('on a port that leads nowhere reach nobody', () => {
    expect(atPods(space, services, space.box(toOtherPort))).toBe(NOTHING);
  });
});
