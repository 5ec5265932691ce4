/** What follows for a list from its role: whether it is judged as a filter, and why nothing is taken out of it. */
import type { Device, ListRole, SelectingUse } from '@aclift/ir';

/**
 * Whether a list filters packets, or nothing tells what it is for: then it is judged as a filter.
 * @param role undefined: nothing uses the list.
 */
export function mayFilter({ interfaces, references }: Device, role: ListRole | undefined): boolean {
  if (interfaces.length === 0 && references.length === 0) return true;
  return role?.filtersPackets === true;
}

/**
 * What each use is called, and what a line is there for. In a filter only the sum of the lines counts; here it is more
 * than that, or something else.
 */
const USES: Readonly<Record<SelectingUse, readonly [name: string, line: string]>> = {
  // Security associations are negotiated line by line, and a peer refuses what is wider than what it has itself.
  crypto: ['a crypto map', 'each permit line is a proxy identity that the peer mirrors'],
  nat: ['address translation', 'its permits choose what is translated'],
  'route-map': ['a route map', 'its permits choose what the map acts on, packets or routes'],
  routing: ['a routing protocol', 'its lines match routes and not packets'],
  multicast: ['multicast', 'its lines name groups or neighbours and not the senders of packets'],
  'class-map': ['a class map', 'its permits sort packets into a class'],
  inspection: ['inspection', 'its permits choose what is inspected'],
  'control-plane': ['the control plane', 'its permits choose packets for the device itself'],
  switching: ['a VLAN map', 'its permits choose what the map acts on'],
  'rate-limit': ['a rate limit', 'its permits choose what is limited'],
  other: ['another command', 'what that makes of each line is not known here'],
};

/** `it selects traffic for a crypto map: each permit line is …`. @param uses at least one. */
export function whySelected(uses: readonly SelectingUse[]): string {
  const told = uses.map((use) => USES[use]);
  return `it selects traffic for ${told.map(([name]) => name).join(' and ')}: ${told.map(([, line]) => line).join('; ')}`;
}
