/** Ports with lists, switches that do not route, and maps of VLANs, added to a random network. */
import {
  addDevice,
  type Draft,
  type DraftDevice,
  emptyInterface,
  membersOf,
  type Wire,
} from './draft-network.ts';
import type { AddressData } from './network-data.ts';
import { addList } from './random-lists.ts';

const SWITCH_HOST = 240;

export function addSwitching(draft: Draft): void {
  const { chance } = draft;
  const vlans = draft.wires.filter((wire) => {
    const members = membersOf(draft, wire);
    // The text tells the VLAN of the segment, and everyone on it says the same.
    return (
      wire.kind === 'lan' && members.length > 0 && members.every(({ at }) => at.vlan === wire.vlan)
    );
  });
  for (const wire of vlans) {
    for (const { device, at } of membersOf(draft, wire)) {
      if (at.kind !== 'svi') continue;
      if (chance.happens(0.6)) addPorts(draft, device, wire);
      if (chance.happens(0.4)) addMap(draft, device, wire);
    }
    if (chance.happens(0.25)) addAccessSwitch(draft, wire);
  }
}

/** Ports of the VLAN, some with lists; a trunk where the VLAN has anything beyond the device. */
function addPorts(draft: Draft, device: DraftDevice, wire: Wire): void {
  const { chance } = draft;
  const alone = membersOf(draft, wire).length === 1 && device.forwards;
  const before = device.interfaces.filter(({ kind }) => kind === 'port').length;
  const count = chance.between(1, 3);
  for (let at = 1; at <= count; at += 1) {
    const listed = chance.happens(0.6);
    const list = `port${chance.between(1, 2)}`;
    if (listed) addList(draft, device, list);
    device.interfaces.push({
      ...emptyInterface(`GigabitEthernet1/0/${before + at}`, 'port'),
      segment: wire.id,
      vlan: wire.vlan,
      ...(listed ? { listIn: list } : {}),
    });
  }
  const trunk = 'GigabitEthernet1/1/1';
  if (device.interfaces.some(({ name }) => name === trunk) || (alone && chance.happens(0.5)))
    return;
  const listed = chance.happens(0.1);
  if (listed) addList(draft, device, 'trunk');
  device.interfaces.push({
    ...emptyInterface(trunk, 'port'),
    ...(listed ? { listIn: 'trunk' } : {}),
  });
}

function addMap(draft: Draft, device: DraftDevice, wire: Wire): void {
  const { chance } = draft;
  const before = device.vlanMaps[0];
  if (before !== undefined && chance.happens(0.4)) {
    device.vlanMaps[0] = { ...before, vlans: [...before.vlans, wire.vlan] };
    return;
  }
  addList(draft, device, 'inside');
  addList(draft, device, 'worm');
  device.vlanMaps.push({
    name: `VM${device.vlanMaps.length + 1}`,
    vlans: [wire.vlan],
    clauses: [
      {
        lists: chance.some(['inside', 'worm'], chance.pick([1, 1, 2])),
        action: chance.pick(['drop', 'drop', 'forward'] as const),
      },
      ...(chance.happens(0.7) ? [{ lists: [], action: 'forward' } as const] : []),
    ],
  });
}

/** A switch that does not route, with a VLAN interface of its own for those who manage it. */
function addAccessSwitch(draft: Draft, wire: Wire): void {
  const { chance } = draft;
  const { address, length } = wire.subnets[0] as AddressData;
  const members = membersOf(draft, wire);
  const device = addDevice(draft, `sw${draft.devices.length + 1}`);
  device.forwards = false;
  if (chance.happens(0.6)) {
    const near = chance.pick(members).at.addresses[0];
    device.defaultGateway =
      chance.happens(0.8) && near !== undefined ? near.address : address + 251;
  }
  // With an interface in the VLAN, or with nothing but ports in it.
  if (chance.happens(0.7)) {
    device.interfaces.push({
      ...emptyInterface(`Vlan${wire.vlan}`, 'svi'),
      segment: wire.id,
      vlan: wire.vlan,
      addresses: [{ address: address + SWITCH_HOST + (device.number % 8), length }],
    });
  }
  addPorts(draft, device, wire);
  if (chance.happens(0.3)) addMap(draft, device, wire);
}
