/** Routing of a random network: static routes towards what there is, OSPF, BGP, or none of it, and mistakes in all of them. */
import {
  type Draft,
  type DraftDevice,
  type DraftInterface,
  emptyInterface,
  membersOf,
  type UnlistedRouter,
} from './draft-network.ts';
import { type AddressData, ip, maskOf, type StaticData } from './network-data.ts';
import { addBgp, addOspf } from './random-protocols.ts';

const EVERYTHING: AddressData = { address: 0, length: 0 };
const SUMMARIES: readonly AddressData[] = [
  { address: ip('10.1.0.0'), length: 16 },
  { address: ip('10.9.0.0'), length: 16 },
  { address: ip('10.0.0.0'), length: 8 },
];

/** @param exits Unlisted routers that lead to the rest of the world. */
export function addRoutes(draft: Draft, exits: readonly UnlistedRouter[]): void {
  const { chance } = draft;
  const mode = chance.pick(['static', 'static', 'static', 'ospf', 'ospf', 'mixed', 'bgp', 'none']);
  for (const { device, address } of exits) {
    if (!chance.happens(0.9)) continue;
    const backup = device.routes.some(
      ({ prefix, vrf }) => prefix.length === 0 && vrf === undefined,
    );
    addRoute(device, {
      prefix: EVERYTHING,
      nextHop: address,
      ...(backup && chance.happens(0.7) ? { distance: 200 } : {}),
    });
  }
  const behind = addBehind(draft, exits);
  for (const device of draft.devices) {
    const dynamic = mode === 'ospf' || mode === 'bgp' || (mode === 'mixed' && chance.happens(0.6));
    if (mode === 'none' || (dynamic && chance.happens(0.8))) continue;
    addStatic(draft, device, behind, exits, dynamic ? 200 : undefined);
  }
  for (const device of draft.devices) {
    if (mode === 'ospf' || (mode === 'mixed' && chance.happens(0.8))) addOspf(draft, device);
  }
  if (mode === 'bgp') addBgp(draft, exits);
}

/** Prefixes behind an unlisted router on a segment of a device. */
function addBehind(
  draft: Draft,
  exits: readonly UnlistedRouter[],
): readonly { readonly device: DraftDevice; readonly prefix: AddressData }[] {
  const { chance } = draft;
  const found: { device: DraftDevice; prefix: AddressData }[] = [];
  for (let at = chance.pick([0, 0, 1, 1, 2]); at > 0; at -= 1) {
    const device = chance.pick(draft.devices);
    const prefix = { address: ip(`10.9.${at}.0`), length: 24 };
    const places = draft.wires.filter(
      (wire) =>
        (wire.kind === 'lan' || wire.kind === 'transit') &&
        membersOf(draft, wire).some((one) => one.device === device),
    );
    const out = exits.find((exit) => exit.device === device);
    if (out !== undefined && chance.happens(0.3)) {
      addRoute(device, { prefix, nextHop: out.address });
    } else if (chance.happens(0.15) && addUnnumbered(device, prefix)) {
      // The route goes over the line.
    } else if (places.length > 0) {
      const wire = chance.pick(places);
      const { address, length } = wire.subnets[0] as AddressData;
      const route = {
        prefix,
        nextHop: address + (length === 28 ? 12 : 201),
        ...(wire.vrf === undefined ? {} : { vrf: wire.vrf }),
      };
      addRoute(device, route);
      for (const other of membersOf(draft, wire)) {
        if (other.device !== device && chance.happens(0.5)) addRoute(other.device, route);
      }
    } else if (!addUnnumbered(device, prefix)) continue;
    found.push({ device, prefix });
  }
  return found;
}

/** A serial line that borrows the address of a loopback, and a route over it. False: there is no loopback, or a line already. */
function addUnnumbered(device: DraftDevice, prefix: AddressData): boolean {
  const name = 'Serial0/1/0';
  const loopback = device.interfaces.find(({ kind }) => kind === 'loopback');
  if (loopback === undefined || device.interfaces.some((own) => own.name === name)) return false;
  device.interfaces.push({
    ...emptyInterface(name, 'routed'),
    segment: `serial line of ${device.name}`,
    unnumbered: loopback.name,
  });
  addRoute(device, { prefix, via: name });
  return true;
}

/** The device keeps one of two equal lines. */
function addRoute(device: DraftDevice, route: StaticData): void {
  const same = device.routes.some(
    (own) =>
      own.prefix.address === route.prefix.address &&
      own.prefix.length === route.prefix.length &&
      own.nextHop === route.nextHop &&
      own.via === route.via &&
      own.vrf === route.vrf,
  );
  if (!same) device.routes.push(route);
}

interface Hop {
  readonly at: DraftInterface;
  readonly mine: DraftInterface;
  readonly device: DraftDevice;
}

/** Neighbours of a device in the global table. */
function neighboursOf(draft: Draft, device: DraftDevice): readonly Hop[] {
  return draft.wires
    .filter(({ vrf }) => vrf === undefined)
    .flatMap((wire) => {
      const members = membersOf(draft, wire);
      const mine = members.find((one) => one.device === device)?.at;
      if (mine === undefined) return [];
      return members.filter((one) => one.device !== device).map((one) => ({ ...one, mine }));
    });
}

/** Neighbours that are nearest to any of the targets, nearest first; none: no way leads there. */
function towards(draft: Draft, from: DraftDevice, targets: readonly DraftDevice[]): readonly Hop[] {
  const distance = new Map(targets.map((device) => [device, 0]));
  for (const [device, far] of distance) {
    for (const { device: next } of neighboursOf(draft, device)) {
      if (!distance.has(next)) distance.set(next, far + 1);
    }
  }
  return neighboursOf(draft, from)
    .filter(({ device }) => distance.has(device))
    .toSorted((a, b) => (distance.get(a.device) ?? 0) - (distance.get(b.device) ?? 0));
}

function addStatic(
  draft: Draft,
  device: DraftDevice,
  behind: readonly { readonly device: DraftDevice; readonly prefix: AddressData }[],
  exits: readonly UnlistedRouter[],
  floating: number | undefined,
): void {
  const { chance } = draft;
  const lazy = chance.happens(0.25);
  const targets = [
    ...draft.wires
      .filter(({ kind, vrf }) => vrf === undefined && kind === 'lan')
      .flatMap((wire) =>
        wire.subnets.map((prefix) => ({
          prefix,
          devices: membersOf(draft, wire)
            .filter(({ at }) => at.addresses.some(({ address }) => inSubnet(prefix, address)))
            .map((one) => one.device),
        })),
      ),
    ...behind.map(({ device: home, prefix }) => ({ prefix, devices: [home] })),
    ...draft.devices.flatMap((home) =>
      home.interfaces
        .filter(({ kind }) => kind === 'loopback')
        .flatMap(({ addresses }) => addresses.map((prefix) => ({ prefix, devices: [home] }))),
    ),
  ];
  for (const { prefix, devices } of targets) {
    if (devices.includes(device) || lazy || chance.happens(0.1)) continue;
    toTarget(draft, device, prefix, devices, floating);
  }
  const leaders = exits.map((exit) => exit.device);
  if (!leaders.includes(device) && chance.happens(0.75)) {
    toTarget(draft, device, EVERYTHING, leaders, undefined);
  }
  if (chance.happens(0.1)) {
    const prefix = chance.pick(SUMMARIES);
    addRoute(device, { prefix, ...(chance.happens(0.3) ? { distance: 250 } : {}) });
  }
}

function inSubnet({ address, length }: AddressData, other: number): boolean {
  return ((address ^ other) & maskOf(length)) === 0;
}

function toTarget(
  draft: Draft,
  device: DraftDevice,
  prefix: AddressData,
  devices: readonly DraftDevice[],
  floating: number | undefined,
): void {
  const { chance } = draft;
  const hops = towards(draft, device, devices);
  const [first] = hops;
  if (first === undefined) return;
  const hop = chance.happens(0.85) ? first : chance.pick(hops);
  const target = chance.happens(0.08) && prefix.length > 0 ? chance.pick(SUMMARIES) : prefix;
  const distance = floating === undefined ? {} : { distance: floating };
  addRoute(device, { prefix: target, ...nextHop(draft, device, hop), ...distance });
  if (prefix.length > 0 && chance.happens(0.1)) {
    // By an address of the far end, which another route has to find.
    const far = devices[0]?.interfaces.flatMap(({ addresses, vrf }) =>
      vrf === undefined ? addresses : [],
    );
    const address = far?.find((own) => !inSubnet(prefix, own.address))?.address;
    if (address !== undefined) addRoute(device, { prefix, nextHop: address, ...distance });
  }
  if (chance.happens(0.15)) {
    const other = chance.pick(hops);
    addRoute(device, { prefix: target, ...nextHop(draft, device, other), distance: 200 });
  }
}

function nextHop(
  { chance }: Draft,
  device: DraftDevice,
  { at, mine }: Hop,
): Pick<StaticData, 'nextHop' | 'via'> {
  const virtual = at.virtual.find(
    ({ address }) => !mine.virtual.some((own) => own.address === address),
  );
  const near = at.addresses.filter(({ address }) =>
    mine.addresses.some((own) => inSubnet(own, address)),
  );
  const address =
    virtual !== undefined && chance.happens(0.6)
      ? virtual.address
      : (near[0] ?? at.addresses[0])?.address;
  const named = chance.happens(0.12) && device.interfaces.includes(mine) ? { via: mine.name } : {};
  return { ...named, ...(address === undefined ? {} : { nextHop: address }) };
}
