/** A network while it is being made up: wires, devices, and who is attached where. */
import { Chance } from '../suggest/chance.ts';
import { ip } from './network-data.ts';
import type {
  AddressData,
  BgpData,
  DeviceData,
  InterfaceData,
  InterfaceKind,
  ListData,
  NetworkData,
  OspfData,
  PolicyMapData,
  RouteMapData,
  StaticData,
  VirtualData,
  VlanMapData,
} from './network-data.ts';

/** Addresses that no network has: they are outside, or nowhere. */
export const STRANGERS: readonly number[] = ['203.0.113.7', '192.0.2.9', '10.200.0.1'].map(ip);
/** Host parts that lists and flows use on segments of hosts. */
export const HOSTS = [10, 11, 12] as const;
/** Ports of lists and flows. */
export const PORTS = [22, 53, 80, 443, 8080] as const;

export type DraftInterface = { -readonly [K in keyof InterfaceData]: InterfaceData[K] };

export interface DraftDevice extends DeviceData {
  readonly number: number;
  readonly name: string;
  forwards: boolean;
  defaultGateway?: number;
  readonly interfaces: DraftInterface[];
  readonly lists: ListData[];
  readonly routes: StaticData[];
  readonly ospf: OspfData[];
  bgp?: BgpData;
  readonly vlanMaps: VlanMapData[];
  readonly policyMaps: PolicyMapData[];
  readonly routeMaps: RouteMapData[];
}

/** What shares one cable or VLAN. */
export interface Wire {
  readonly id: string;
  /** `uplink`: towards someone who is not listed. */
  readonly kind: 'lan' | 'link' | 'transit' | 'uplink';
  /** The first is the primary one. */
  readonly subnets: AddressData[];
  readonly vlan: number;
  /** Absent: the global table. */
  readonly vrf?: string;
}

/** An unlisted router on a wire of a device. */
export interface UnlistedRouter {
  readonly device: DraftDevice;
  readonly wire: Wire;
  readonly address: number;
}

export interface Draft {
  readonly chance: Chance;
  readonly devices: DraftDevice[];
  readonly wires: Wire[];
  /** VLAN numbers stand for one wire each, as switches need it. */
  readonly uniqueVlans: boolean;
}

export function addDevice(draft: Draft, name = `r${draft.devices.length + 1}`): DraftDevice {
  const device: DraftDevice = {
    number: draft.devices.length + 1,
    name,
    forwards: true,
    interfaces: [],
    lists: [],
    routes: [],
    ospf: [],
    vlanMaps: [],
    policyMaps: [],
    routeMaps: [],
  };
  draft.devices.push(device);
  return device;
}

export function addWire(draft: Draft, kind: Wire['kind'], subnet: AddressData, vrf?: string): Wire {
  const at = draft.wires.length;
  const wire: Wire = {
    id: `w${at}`,
    kind,
    subnets: [subnet],
    // Devices that are far apart often use the same numbers.
    vlan: draft.uniqueVlans ? 10 + at : draft.chance.between(10, 15),
    ...(vrf === undefined ? {} : { vrf }),
  };
  draft.wires.push(wire);
  return wire;
}

/** An interface of the device on the wire, with this host part in each of the subnets named. */
export function attach(
  draft: Draft,
  device: DraftDevice,
  wire: Wire,
  host: number,
  subnets: readonly AddressData[] = wire.subnets,
): DraftInterface {
  const kind = kindFor(draft, device, wire);
  const name = nameFor(device, kind, wire.vlan);
  const data: DraftInterface = {
    ...emptyInterface(name, kind),
    segment: wire.id,
    addresses: subnets.map(({ address, length }) => ({ address: address + host, length })),
    ...(wire.vrf === undefined ? {} : { vrf: wire.vrf }),
    ...(kind === 'svi' || kind === 'subinterface' ? { vlan: wire.vlan } : {}),
  };
  device.interfaces.push(data);
  return data;
}

function kindFor({ chance, uniqueVlans }: Draft, device: DraftDevice, wire: Wire): InterfaceKind {
  if (device.interfaces.some(({ vlan }) => vlan === wire.vlan)) return 'routed';
  if (wire.kind === 'lan') {
    return chance.pick(
      uniqueVlans ? ['svi', 'svi', 'subinterface'] : ['svi', 'subinterface', 'routed'],
    );
  }
  return chance.pick(['routed', 'routed', 'svi', 'subinterface']);
}

const TRUNK = 'GigabitEthernet0/9';

function nameFor(device: DraftDevice, kind: InterfaceKind, vlan: number): string {
  if (kind === 'svi') return `Vlan${vlan}`;
  if (kind === 'subinterface') {
    if (!device.interfaces.some(({ name }) => name === TRUNK)) {
      device.interfaces.push(emptyInterface(TRUNK, 'parent'));
    }
    return `${TRUNK}.${vlan}`;
  }
  const routed = device.interfaces.filter((other) => other.kind === 'routed').length;
  return `GigabitEthernet0/${routed}`;
}

export function emptyInterface(name: string, kind: InterfaceKind): DraftInterface {
  return { name, kind, addresses: [], virtual: [], shutdown: false };
}

/** First-hop redundancy on interfaces of one wire. */
export function shareGateway(
  interfaces: readonly DraftInterface[],
  protocol: VirtualData['protocol'],
  address: number,
): void {
  for (const data of interfaces) {
    data.virtual = [...data.virtual, { protocol, group: 1, address }];
  }
}

/** Who is attached to a wire with an address. */
export function membersOf(
  draft: Draft,
  wire: Wire,
): readonly { readonly device: DraftDevice; readonly at: DraftInterface }[] {
  return draft.devices.flatMap((device) =>
    device.interfaces
      .filter((at) => at.segment === wire.id && at.addresses.length > 0)
      .map((at) => ({ device, at })),
  );
}

export function finished(draft: Draft, label: string): NetworkData {
  return { label, devices: draft.devices };
}
