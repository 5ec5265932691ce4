/** OSPF and BGP of random routers, in the styles that people write them, and with gaps. */
import {
  type Draft,
  type DraftDevice,
  type DraftInterface,
  membersOf,
  type UnlistedRouter,
  type Wire,
} from './draft-network.ts';
import { type AddressData, type AddressRange, ip, maskOf } from './network-data.ts';

function exactly({ address }: AddressData): AddressRange {
  return { base: address, wildcard: 0 };
}

export function addOspf(draft: Draft, device: DraftDevice): void {
  const { chance } = draft;
  const global = device.interfaces.filter(
    ({ vrf, addresses }) => vrf === undefined && addresses.length > 0,
  );
  const kindOf = (data: DraftInterface): Wire['kind'] | undefined =>
    draft.wires.find(({ id }) => id === data.segment)?.kind;
  const style = chance.pick(['broad', 'all', 'exact', 'subnets', 'interfaces']);
  const chosen = global.filter((data) => chance.happens(kindOf(data) === 'lan' ? 0.8 : 0.95));
  const networks: AddressRange[] = [];
  if (style === 'broad') networks.push({ base: ip('10.0.0.0'), wildcard: 0x00ffffff });
  if (style === 'all') networks.push({ base: 0, wildcard: 0xffffffff });
  if (style === 'exact')
    networks.push(...chosen.flatMap(({ addresses }) => addresses.map(exactly)));
  if (style === 'subnets') {
    networks.push(
      ...chosen.flatMap(({ addresses }) =>
        addresses.map(({ address, length }) => ({
          base: (address & maskOf(length)) >>> 0,
          wildcard: ~maskOf(length) >>> 0,
        })),
      ),
    );
  }
  if (style === 'interfaces') for (const data of chosen) data.ospf = 1;
  const lans = global.filter((data) => kindOf(data) === 'lan').map(({ name }) => name);
  const links = global.filter((data) => kindOf(data) !== 'lan').map(({ name }) => name);
  const passive = chance.pick(['none', 'default', 'lans', 'some']);
  device.ospf.push({
    process: 1,
    networks,
    passiveDefault: passive === 'default',
    exceptions:
      passive === 'none'
        ? []
        : passive === 'default'
          ? links
          : passive === 'lans'
            ? lans
            : [...lans, ...links].filter(() => chance.happens(0.3)),
    redistributes: [
      ...(chance.happens(0.15) ? (['connected'] as const) : []),
      ...(device.routes.length > 0 && chance.happens(0.5) ? (['static'] as const) : []),
    ],
  });
}

export function addBgp(draft: Draft, exits: readonly UnlistedRouter[]): void {
  const { chance, devices } = draft;
  const links = draft.wires.filter(({ kind }) => kind === 'link');
  const silent = new Set(links.filter(() => chance.happens(0.1)));
  for (const device of devices) {
    const neighbors = links.flatMap((wire) => {
      const members = membersOf(draft, wire);
      if (silent.has(wire) || !members.some((one) => one.device === device)) return [];
      return members
        .filter((one) => one.device !== device)
        .map((one) => ({
          address: (one.at.addresses[0] as AddressData).address,
          as: 65_000 + one.device.number,
        }));
    });
    const out = exits
      .filter((exit) => exit.device === device && chance.happens(0.5))
      .map(({ address }) => ({ address, as: 64_500 }));
    const lans = draft.wires.filter(
      (wire) =>
        wire.kind === 'lan' &&
        wire.vrf === undefined &&
        membersOf(draft, wire).some((one) => one.device === device),
    );
    device.bgp = {
      as: 65_000 + device.number,
      neighbors: [...neighbors, ...out],
      networks: lans.flatMap(({ subnets }) => subnets).filter(() => chance.happens(0.8)),
      redistributes: [
        ...(chance.happens(0.2) ? (['connected'] as const) : []),
        ...(device.routes.length > 0 && chance.happens(0.4) ? (['static'] as const) : []),
      ],
    };
    if (chance.happens(0.15)) {
      addOspf(draft, device);
      device.bgp = { ...device.bgp, redistributes: [...device.bgp.redistributes, 'ospf'] };
    }
  }
}
