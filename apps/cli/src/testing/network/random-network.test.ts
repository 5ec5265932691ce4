import { describe, expect, test } from 'vitest';
import { iosCatalogue, parseIos } from '@aclift/ios';
import type { Device } from '@aclift/ir';
import { baseOf, type DeviceData, type NetworkData } from './network-data.ts';
import { networkTexts } from './network-text.ts';
import { randomNetwork, ROUTED, SWITCHED } from './random-network.ts';
import { routingTable } from './routing-table.ts';

const NETWORKS: readonly NetworkData[] = Array.from({ length: 150 }, (_, seed) => [
  randomNetwork(seed, ROUTED),
  randomNetwork(seed, SWITCHED),
]).flat();

/** The parts of a device that every reader of the text has to see, from what the text was made of. */
function fromData(device: DeviceData): object {
  return {
    hostname: device.name,
    interfaces: device.interfaces.map((data) => ({
      name: data.name,
      shutdown: data.shutdown,
      vrf: data.vrf,
      addresses: [
        ...(data.unnumbered === undefined ? [] : [`like ${data.unnumbered}`]),
        ...data.addresses.map(({ address, length }, at) => `${address}/${length} ${at > 0}`),
      ],
      virtual: data.virtual.map(({ address }) => address),
      bindings: [
        ...(data.common === undefined ? [] : [`common ${data.common} in`]),
        ...(data.listIn === undefined ? [] : [`${data.listIn} in`]),
        ...(data.listOut === undefined ? [] : [`${data.listOut} out`]),
      ],
    })),
    lists: device.lists
      .map(({ name, kind, entries }) => `${kind} ${name}: ${entries.length}`)
      .toSorted(),
    routes: device.routes.map(
      ({ prefix, nextHop, via, vrf }) =>
        `${vrf} ${baseOf(prefix)}/${prefix.length} ${nextHop} ${via ?? (nextHop === undefined ? 'Null0' : via)}`,
    ),
    protocols: [...device.ospf.map(() => 'ospf'), ...(device.bgp === undefined ? [] : ['bgp'])],
  };
}

function fromReader(device: Device): object {
  return {
    hostname: device.hostname,
    interfaces: device.interfaces.map((read) => ({
      name: read.name,
      shutdown: read.shutdown,
      vrf: read.vrf,
      addresses: read.addresses.map((own) =>
        own.kind === 'static'
          ? `${own.address}/${own.length} ${own.secondary}`
          : own.kind === 'unnumbered'
            ? `like ${own.interface}`
            : own.kind,
      ),
      virtual: read.virtualAddresses.map(({ address }) => address),
      bindings: read.bindings.map(
        ({ list, direction, common }) => `${common ? 'common ' : ''}${list} ${direction}`,
      ),
    })),
    // An entry that says what an earlier one says is refused, and still accounted for.
    lists: device.acls
      .map(({ name, type, entries }) => {
        const refused = device.removed.filter(({ list }) => list === name).length;
        return `${type} ${name}: ${entries.length + refused}`;
      })
      .toSorted(),
    routes: device.routes.map((route) =>
      route.family === 'ipv6'
        ? route.family
        : `${route.vrf} ${route.prefix.address}/${route.prefix.length} ${route.nextHop} ${route.interface}`,
    ),
    protocols: device.routing.map(({ protocol }) => protocol),
  };
}

describe('random networks', () => {
  test.each(NETWORKS)('$label: the texts say what the data say', (network) => {
    for (const [at, source] of networkTexts(network).entries()) {
      const { device, dialect, diagnostics } = parseIos(source);
      const bad = diagnostics
        .filter(({ code }) => iosCatalogue[code].severity === 'error')
        .map(({ code, span }) => `${code}: ${source.text.slice(span.start, span.end)}`);
      expect(bad).toEqual([]);
      expect(dialect.kind).toBe('ios');
      expect(fromReader(device)).toEqual(fromData(network.devices[at] as DeviceData));
    }
  });

  test('a seed gives the same network every time, and another one another', () => {
    expect(randomNetwork(7)).toEqual(randomNetwork(7));
    expect(randomNetwork(8).devices).not.toEqual(randomNetwork(7).devices);
  });

  test('a device has a name once, and in each of its tables a subnet once', () => {
    const repeated = NETWORKS.flatMap(({ devices, label }) =>
      devices.flatMap(({ interfaces }) => {
        const subnets = interfaces.flatMap(({ addresses, vrf }) =>
          addresses.map((own) => `${vrf} ${baseOf(own)}/${own.length}`),
        );
        return moreThanOnce([...subnets, ...interfaces.map(({ name }) => name)], label);
      }),
    );
    expect(repeated).toEqual([]);
  });

  test('nobody has the address of somebody else on the same segment', () => {
    const repeated = NETWORKS.flatMap((network) => {
      const taken = routingTable(network).routers.flatMap(({ attachments }) =>
        attachments.flatMap(({ segment, interface: { addresses } }) =>
          addresses.map(({ address }) => `${segment} ${address}`),
        ),
      );
      return moreThanOnce(taken, network.label);
    });
    expect(repeated).toEqual([]);
  });

  test.each([
    { what: 'secondary addresses', has: some(({ addresses }) => addresses.length > 1) },
    { what: 'shared gateways', has: some(({ virtual }) => virtual.length > 0) },
    { what: 'loopbacks', has: some(({ kind }) => kind === 'loopback') },
    { what: 'subinterfaces', has: some(({ kind }) => kind === 'subinterface') },
    { what: 'VRFs', has: some(({ vrf }) => vrf === 'BLUE') },
    { what: 'shut interfaces', has: some(({ shutdown }) => shutdown) },
    { what: 'borrowed addresses', has: some(({ unnumbered }) => unnumbered !== undefined) },
    { what: 'links of two addresses', has: some(({ addresses }) => addresses[0]?.length === 31) },
    { what: 'transit segments', has: some(({ addresses }) => addresses[0]?.length === 28) },
    { what: 'common lists', has: some(({ common }) => common !== undefined) },
    { what: 'lists that are not there', has: some(({ listIn }) => listIn === 'NOT-THERE') },
    { what: 'port lists', has: some((data) => data.kind === 'port' && data.listIn !== undefined) },
    { what: 'classes that drop', has: some(({ policyIn }) => policyIn !== undefined) },
    { what: 'policy routes', has: some(({ policyRoute }) => policyRoute !== undefined) },
    { what: 'OSPF', has: ({ ospf }: DeviceData) => ospf.length > 0 },
    { what: 'passive by default', has: ({ ospf }: DeviceData) => ospf[0]?.passiveDefault === true },
    { what: 'BGP neighbours', has: ({ bgp }: DeviceData) => (bgp?.neighbors.length ?? 0) > 0 },
    { what: 'VLAN maps', has: ({ vlanMaps }: DeviceData) => vlanMaps.length > 0 },
    { what: 'switches that do not route', has: ({ forwards }: DeviceData) => !forwards },
    {
      what: 'routes to Null0',
      has: ({ routes }: DeviceData) =>
        routes.some(({ nextHop, via }) => nextHop === undefined && via === undefined),
    },
    {
      what: 'floating routes',
      has: ({ routes }: DeviceData) => routes.some(({ distance }) => distance === 200),
    },
    {
      what: 'default routes',
      has: ({ routes }: DeviceData) => routes.some(({ prefix }) => prefix.length === 0),
    },
    {
      what: 'no routing at all',
      has: ({ routes, ospf, bgp }: DeviceData) =>
        routes.length + ospf.length === 0 && bgp === undefined,
    },
  ])('some have $what', ({ has }) => {
    expect(NETWORKS.some(({ devices }) => devices.some(has))).toBe(true);
  });
});

function some(
  has: (data: DeviceData['interfaces'][number]) => boolean,
): (device: DeviceData) => boolean {
  return ({ interfaces }) => interfaces.some(has);
}

function moreThanOnce(items: readonly string[], where: string): readonly string[] {
  return items.filter((item, at) => items.indexOf(item) !== at).map((item) => `${where}: ${item}`);
}
