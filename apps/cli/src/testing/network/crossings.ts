/** What a packet meets where it enters or leaves a device: each list, map or policy with the line that decides. */
import {
  type Decision,
  decideChain,
  decidePolicyMap,
  decideRouteMap,
  decideVlanMap,
} from './match-list.ts';
import type {
  DeviceData,
  InterfaceData,
  NetworkFlow,
  PolicyMapData,
  RouteMapData,
  VlanMapData,
} from './network-data.ts';
import type { Attachment } from './who-is-where.ts';

/** One filter on the way, or an interface without any. */
export interface Crossing {
  readonly device: string;
  /** `Vlan10`; `VLAN 10` for the map of a VLAN. */
  readonly interface: string;
  readonly direction: 'in' | 'out' | 'through';
  /** The line that decides, as {@link Decision} has it. Absent: nothing filters here. */
  readonly line?: string;
  readonly permits: boolean;
}

/** Arriving at a routed interface: the list, then classes that drop, then policy routing. */
export function enter(
  { router, interface: at }: Attachment,
  flow: NetworkFlow,
): readonly Crossing[] {
  const { device } = router;
  const decisions: Decision[] = [];
  const chain = [at.common, at.listIn].filter((name) => name !== undefined);
  if (chain.length > 0) decisions.push(decideChain(device, chain, flow));
  const policy = named(device.policyMaps, at.policyIn);
  if (policy !== undefined) decisions.push(decidePolicyMap(device, policy, flow));
  const route = named(device.routeMaps, at.policyRoute);
  if (route !== undefined) decisions.push(decideRouteMap(device, route, flow));
  return crossed(device, at.name, 'in', decisions);
}

/** Leaving by a routed interface. */
export function leave(
  { router, interface: at }: Attachment,
  flow: NetworkFlow,
): readonly Crossing[] {
  const { device } = router;
  const decisions = at.listOut === undefined ? [] : [decideChain(device, [at.listOut], flow)];
  return crossed(device, at.name, 'out', decisions);
}

/** Arriving at a port of a switch. A port without a list is not worth a word. */
export function enterPort(
  device: DeviceData,
  port: InterfaceData,
  flow: NetworkFlow,
): readonly Crossing[] {
  if (port.listIn === undefined) return [];
  return crossed(device, port.name, 'in', [decideChain(device, [port.listIn], flow)]);
}

/** Going through a VLAN of a switch. */
export function passVlan(
  device: DeviceData,
  map: VlanMapData | undefined,
  vlan: number,
  flow: NetworkFlow,
): readonly Crossing[] {
  if (map === undefined) return [];
  return crossed(device, `VLAN ${vlan}`, 'through', [decideVlanMap(device, map, flow)]);
}

function named<T extends PolicyMapData | RouteMapData>(
  all: readonly T[],
  name: string | undefined,
): T | undefined {
  return name === undefined ? undefined : all.find((one) => one.name === name);
}

function crossed(
  { name: device }: DeviceData,
  at: string,
  direction: Crossing['direction'],
  decisions: readonly Decision[],
): readonly Crossing[] {
  if (decisions.length === 0) return [{ device, interface: at, direction, permits: true }];
  return decisions.map(({ line, permits }) => ({
    device,
    interface: at,
    direction,
    line,
    permits,
  }));
}

/** `r1 Vlan10 in A:2 deny`, or `r1 Vlan10 in` where nothing filters. */
export function showCrossing({
  device,
  interface: at,
  direction,
  line,
  permits,
}: Crossing): string {
  const verdict = line === undefined ? '' : ` ${line} ${permits ? 'permit' : 'deny'}`;
  return `${device} ${at} ${direction}${verdict}`;
}
