/**
 * Switches between two parties of one segment: the list of the port at which a packet comes in, and the map of its VLAN.
 * Which host is behind which port is not known, so each port of the VLAN is one possibility, and so is somewhere beyond
 * a trunk. Listed routers are attached by their own VLAN interface or beyond a trunk; only without any trunk by a port.
 */
import { type Crossing, enterPort, passVlan } from './crossings.ts';
import type { DeviceData, InterfaceData, NetworkData, NetworkFlow } from './network-data.ts';
import type { Attachment } from './who-is-where.ts';

/** A host or a router that is not listed (`someone`), or a listed router; one that makes the packet itself is `own`. */
export type Party = 'someone' | { readonly attachment: Attachment; readonly own: boolean };

type Location =
  | { readonly kind: 'port'; readonly device: DeviceData; readonly port: InterfaceData }
  /** A port that the text does not show. */
  | { readonly kind: 'unnamed'; readonly device: DeviceData }
  | { readonly kind: 'svi'; readonly device: DeviceData; readonly own: boolean }
  | { readonly kind: 'elsewhere' };

/** The filters between two parties, one list for each possibility. Nothing switched in the text: one, without filters. */
export type LayerTwo = (
  segment: string,
  from: Party,
  to: Party,
  flow: NetworkFlow,
) => readonly (readonly Crossing[])[];

const NOTHING: readonly (readonly Crossing[])[] = [[]];

export function layerTwo(network: NetworkData): LayerTwo {
  const segments = new Map<string, Switched>();
  for (const device of network.devices) {
    for (const data of device.interfaces) {
      if (data.segment === undefined || data.shutdown) continue;
      // Whatever enters a VLAN interface came through a port of its device, if the text shows ports.
      const switching =
        mapOf(device, data.vlan) !== undefined ||
        device.interfaces.some(({ kind, shutdown }) => kind === 'port' && !shutdown);
      if (data.kind === 'port' || (data.kind === 'svi' && switching))
        segments.set(data.segment, NO_SWITCH);
    }
  }
  for (const segment of segments.keys()) segments.set(segment, switchesOf(network, segment));
  return (segment, from, to, flow) => {
    const switched = segments.get(segment);
    if (switched === undefined) return NOTHING;
    return locations(switched, from).flatMap((a) =>
      locations(switched, to).flatMap((b) => between(switched, a, b, from, to, flow)),
    );
  };
}

/** What the text shows of one VLAN. */
interface Switched {
  readonly ports: readonly (Location & { readonly kind: 'port' })[];
  readonly unnamed: readonly (Location & { readonly kind: 'unnamed' })[];
  /** Whether a switch with ports of the VLAN has a trunk. */
  readonly trunk: boolean;
  readonly vlan: number;
}

const NO_SWITCH: Switched = { ports: [], unnamed: [], trunk: false, vlan: 0 };

function switchesOf(network: NetworkData, segment: string): Switched {
  const here = network.devices.flatMap((device) =>
    device.interfaces
      .filter((data) => data.segment === segment && !data.shutdown)
      .map((data) => ({ device, data })),
  );
  const ports = here
    .filter(({ data }) => data.kind === 'port')
    .map(({ device, data }) => ({ kind: 'port', device, port: data }) as const);
  const unnamed = here
    .filter(({ device, data }) => data.kind === 'svi' && mapOf(device, data.vlan) !== undefined)
    .filter(({ device }) => !device.interfaces.some(({ kind }) => kind === 'port'))
    .map(({ device }) => ({ kind: 'unnamed', device }) as const);
  const withVlan = here.find(({ data }) => data.vlan !== undefined);
  return {
    ports,
    unnamed,
    trunk: ports.some(({ device }) => trunksOf(device).length > 0),
    vlan: withVlan?.data.vlan ?? 0,
  };
}

function trunksOf(device: DeviceData): readonly InterfaceData[] {
  return device.interfaces.filter(
    ({ kind, segment, shutdown }) => kind === 'port' && segment === undefined && !shutdown,
  );
}

function mapOf(
  device: DeviceData,
  vlan: number | undefined,
): DeviceData['vlanMaps'][number] | undefined {
  return device.vlanMaps.find(({ vlans }) => vlan !== undefined && vlans.includes(vlan));
}

function locations({ ports, unnamed, trunk }: Switched, party: Party): readonly Location[] {
  const elsewhere = trunk || ports.length === 0 ? [{ kind: 'elsewhere' } as const] : [];
  if (party === 'someone') return [...ports, ...unnamed, ...elsewhere];
  const { attachment, own } = party;
  if (attachment.interface.kind === 'svi') {
    return [{ kind: 'svi', device: attachment.router.device, own }];
  }
  return elsewhere.length > 0 ? elsewhere : ports;
}

function between(
  { vlan }: Switched,
  a: Location,
  b: Location,
  from: Party,
  to: Party,
  flow: NetworkFlow,
): readonly (readonly Crossing[])[] {
  if (a.kind === 'port' && b.kind === 'port' && a.port === b.port) {
    // Two hosts behind one port reach each other before the switch; a router has its port to itself.
    return from === 'someone' && to === 'someone' ? NOTHING : [];
  }
  const inside = (location: Location): DeviceData | undefined =>
    location.kind === 'elsewhere' ? undefined : location.device;
  const pass = (device: DeviceData): readonly Crossing[] =>
    passVlan(device, mapOf(device, vlan), vlan, flow);
  const [first, second] = [inside(a), inside(b)];
  const start = [
    ...(a.kind === 'port' ? enterPort(a.device, a.port, flow) : []),
    ...(first === undefined || (a.kind === 'svi' && a.own) ? [] : pass(first)),
  ];
  if (second === undefined || second === first) return [start];
  const trunks = trunksOf(second);
  if (trunks.length === 0) return [[...start, ...pass(second)]];
  return trunks.map((trunk) => [...start, ...enterPort(second, trunk, flow), ...pass(second)]);
}
