/**
 * Small random networks of one to five routers: the same seed gives the same network. Their addresses are few, so that
 * lists, routes and flows meet often.
 */
import { Chance } from '../suggest/chance.ts';
import {
  addDevice,
  addWire,
  attach,
  type Draft,
  type DraftDevice,
  emptyInterface,
  finished,
  membersOf,
  shareGateway,
  type UnlistedRouter,
  type Wire,
} from './draft-network.ts';
import { type AddressData, ip, type NetworkData } from './network-data.ts';
import { addLists } from './random-lists.ts';
import { addRoutes } from './random-routes.ts';
import { addSwitching } from './random-switching.ts';

export interface NetworkFeatures {
  /** Two VRFs with equal prefixes on one device. */
  readonly vrfs: boolean;
  /** Ports of switches with lists, switches that do not route, VLAN maps. */
  readonly switching: boolean;
  /** Classes that drop, policy routing to Null0. */
  readonly classes: boolean;
}

/** Routed interfaces and their lists alone. */
export const ROUTED: NetworkFeatures = { vrfs: true, switching: false, classes: false };
/** Everything that filters besides them. */
export const SWITCHED: NetworkFeatures = { vrfs: false, switching: true, classes: true };

const UNLISTED_ON_LAN = 200;

export function randomNetwork(seed: number, features: NetworkFeatures = ROUTED): NetworkData {
  const chance = new Chance(seed);
  const draft: Draft = { chance, devices: [], wires: [], uniqueVlans: features.switching };
  const count = chance.pick([1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5]);
  for (let at = 0; at < count; at += 1) addDevice(draft);
  addLans(draft);
  addLinks(draft);
  const exits = addUplinks(draft);
  if (features.vrfs && chance.happens(0.15)) addVrfs(draft);
  for (const device of draft.devices) addLoopback(draft, device);
  addRoutes(draft, exits);
  if (features.switching) addSwitching(draft);
  for (const { interfaces } of draft.devices) {
    for (const data of interfaces) data.shutdown = data.shutdown || chance.happens(0.03);
  }
  addLists(draft, features.classes);
  return finished(draft, `seed ${seed}${features.switching ? ', switched' : ''}`);
}

function addLans(draft: Draft): void {
  const { chance, devices } = draft;
  let number = 0;
  const lan = (): Wire => {
    number += 1;
    const wire = addWire(draft, 'lan', { address: ip(`10.1.${number}.0`), length: 24 });
    if (chance.happens(0.25)) wire.subnets.push({ address: ip(`10.2.${number}.0`), length: 24 });
    return wire;
  };
  for (const device of devices) {
    const own = devices.length === 1 ? chance.between(1, 4) : chance.pick([0, 1, 1, 2]);
    for (let at = 0; at < own; at += 1) attach(draft, device, lan(), device.number);
  }
  if (devices.length < 2 || !chance.happens(0.5)) return;
  const pair = chance.some(devices, chance.pick([2, 2, 2, 3]));
  for (let at = chance.pick([1, 1, 2]); at > 0; at -= 1) {
    const wire = lan();
    const attached = pair.map((device) =>
      // Not every device of a segment has an address in each of its subnets.
      attach(
        draft,
        device,
        wire,
        device.number,
        chance.happens(0.8) ? wire.subnets : wire.subnets.slice(0, 1),
      ),
    );
    if (!chance.happens(0.7)) continue;
    const protocol = chance.pick(['standby', 'standby', 'vrrp', 'glbp'] as const);
    shareGateway(attached, protocol, (wire.subnets[0] as AddressData).address + 254);
  }
}

function addLinks(draft: Draft): void {
  const { chance, devices } = draft;
  const joined = chance.some(devices, devices.length);
  let links = 0;
  const link = (a: DraftDevice, b: DraftDevice): void => {
    const short = chance.happens(0.3);
    const subnet = short
      ? { address: ip('10.0.1.0') + 2 * links, length: 31 }
      : { address: ip('10.0.0.0') + 4 * links, length: 30 };
    links += 1;
    const wire = addWire(draft, 'link', subnet);
    attach(draft, a, wire, short ? 0 : 1);
    attach(draft, b, wire, short ? 1 : 2);
  };
  let transits = 0;
  const transit = (members: readonly DraftDevice[]): void => {
    const subnet = { address: ip('10.0.2.0') + 16 * transits, length: 28 };
    transits += 1;
    const wire = addWire(draft, 'transit', subnet);
    const attached = members.map((device) => attach(draft, device, wire, device.number));
    if (chance.happens(0.15)) shareGateway(attached.slice(0, 2), 'standby', subnet.address + 13);
  };
  for (const [at, device] of joined.entries()) {
    const before = joined.slice(0, at);
    // Some are left alone: what joins them is not listed, if anything does.
    if (before.length === 0 || chance.happens(0.12)) continue;
    const other = chance.pick(before);
    if (chance.happens(0.1)) {
      const lans = draft.wires.filter(({ kind }) => kind === 'lan');
      const wire = lans.length === 0 ? undefined : chance.pick(lans);
      const taken = wire === undefined || device.interfaces.some((own) => own.segment === wire.id);
      if (!taken) attach(draft, device, wire, device.number);
      continue;
    }
    if (chance.happens(0.3))
      transit([device, other, ...before.filter(() => chance.happens(0.3))].filter(unlike));
    else link(device, other);
  }
  if (devices.length >= 2 && chance.happens(0.4)) {
    const [a, b] = chance.some(devices, 2);
    if (a !== undefined && b !== undefined) link(a, b);
  }
}

function unlike<T>(item: T, at: number, all: readonly T[]): boolean {
  return all.indexOf(item) === at;
}

function addUplinks(draft: Draft): readonly UnlistedRouter[] {
  const { chance, devices } = draft;
  const exits: UnlistedRouter[] = [];
  for (let at = chance.pick([0, 1, 1, 1, 2]); at > 0; at -= 1) {
    const device = chance.pick(devices);
    const shared = draft.wires.filter(
      (wire) => wire.kind !== 'link' && membersOf(draft, wire).some((one) => one.device === device),
    );
    if (shared.length > 0 && chance.happens(0.3)) {
      const wire = chance.pick(shared);
      const { address, length } = wire.subnets[0] as AddressData;
      exits.push({
        device,
        wire,
        address: address + (length === 28 ? 14 : length === 30 ? 1 : UNLISTED_ON_LAN),
      });
      continue;
    }
    const address = ip('198.51.100.0') + 4 * draft.wires.length;
    const wire = addWire(draft, 'uplink', { address, length: 30 });
    attach(draft, device, wire, 2);
    exits.push({ device, wire, address: address + 1 });
  }
  return exits;
}

/** Two VRFs of one device with the same addresses. */
function addVrfs(draft: Draft): void {
  const { chance } = draft;
  const device = chance.pick(draft.devices);
  for (const vrf of ['RED', 'BLUE']) {
    const both = chance.happens(0.5);
    for (const number of both ? [1, 2] : [1]) {
      const subnet = { address: ip(`10.7.${number}.0`), length: 24 };
      attach(draft, device, addWire(draft, 'lan', subnet, vrf), 1);
    }
    if (!chance.happens(0.5)) continue;
    const address = ip('198.51.100.0') + 4 * draft.wires.length;
    attach(draft, device, addWire(draft, 'uplink', { address, length: 30 }, vrf), 2);
    const none = { address: 0, length: 0 };
    device.routes.push({ prefix: none, nextHop: address + 1, vrf });
  }
}

function addLoopback({ chance }: Draft, device: DraftDevice): void {
  if (!chance.happens(0.25)) return;
  device.interfaces.push({
    ...emptyInterface('Loopback0', 'loopback'),
    segment: `loopback of ${device.name}`,
    addresses: [{ address: ip('10.255.0.0') + device.number, length: 32 }],
  });
}
