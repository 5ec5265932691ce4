/** Networks of small devices, and questions about them in plain words. */
import { type Device, type Family, parseIpv6 } from '@aclift/ir';
import { rangesHold, type Value } from '@aclift/packet-set';
import type { PairRegion } from '@aclift/verify';
import { type Network, type NetworkOptions, networkOf, WayFinder } from '../src/index.ts';
import { ip } from './devices.ts';

/** A network without lists to read: every filter is where its binding puts it. */
export function network(
  devices: readonly Device[],
  options: Partial<NetworkOptions> = {},
  family: Family = 'ipv4',
): Network {
  return networkOf(devices, family, new Map(), {
    upstream: [],
    unused: [],
    behind: new Map(),
    ...options,
  });
}

/** Whether a packet must meet a filter, may, or does not (`-`). @param flow `10.0.0.1 -> 10.0.1.1`. */
export function meets(
  { topology }: Network,
  wanted: { readonly device?: string; readonly name: string; readonly direction?: string },
  flow: string,
): 'must' | 'may' | '-' {
  const [source = '', destination = ''] = flow.split(' -> ');
  const found = topology.filters.filter(
    ({ place }) =>
      place.name === wanted.name &&
      (wanted.device === undefined || place.device === wanted.device) &&
      (wanted.direction === undefined || place.direction === wanted.direction),
  );
  const inside = ({ minus, plus }: PairRegion): boolean => {
    const holds = (pairs: PairRegion['plus']): boolean =>
      pairs.some(
        (one) =>
          rangesHold(one.sources, value(source)) &&
          rangesHold(one.destinations, value(destination)),
      );
    return holds(plus) && !holds(minus);
  };
  if (found.some(({ must }) => inside(must))) return 'must';
  return found.some(({ may }) => inside(may)) ? 'may' : '-';
}

/** The lists on the way that a packet may and must meet, in order of their names: `A` must be met, `B?` may. */
export function lists(net: Network, flow: string): string {
  const names = [...new Set(net.topology.filters.map(({ place }) => place.name))].toSorted();
  return names
    .flatMap((name) => {
      const met = meets(net, { name }, flow);
      return met === '-' ? [] : [met === 'must' ? name : `${name}?`];
    })
    .join(' ');
}

/** Where an address sits: `r1` (the router itself), a segment by its interfaces, `beyond …`, `elsewhere`. */
export function homes({ built: { graph } }: Network, address: string): readonly string[] {
  return graph.homes
    .filter(({ addresses }) => rangesHold(addresses, value(address)))
    .map(({ node }) => {
      const at = graph.nodes[node];
      if (at === undefined) throw new Error('a home that is no node');
      if (at.kind !== 'router') return at.name;
      return `${at.device.hostname}${at.vrf === undefined ? '' : ` ${at.vrf}`}`;
    });
}

/** The ways of a packet as texts: `r1 a in, r1 b out`. */
export function ways(net: Network, flow: string): readonly string[] {
  const [source = '', destination = ''] = flow.split(' -> ');
  const found = new WayFinder(net).between(value(source), value(destination));
  return found.ways.map((way) =>
    way.map((hop) => `${hop.device} ${hop.interface ?? '?'} ${hop.direction}`).join(', '),
  );
}

function value(address: string): Value {
  if (!address.includes(':')) return ip(address);
  const parsed = parseIpv6(address);
  if (parsed === undefined) throw new Error(`no address: ${address}`);
  return parsed;
}
