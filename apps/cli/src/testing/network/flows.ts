/** Flows worth trying in a network: between everything that has an address, by services that the lists speak of. */
import { Chance } from '../suggest/chance.ts';
import { HOSTS, PORTS, STRANGERS } from './draft-network.ts';
import {
  baseOf,
  ECHO,
  holds,
  ICMP,
  isBroadcast,
  type NetworkData,
  type NetworkFlow,
  TCP,
  UDP,
} from './network-data.ts';
import { type Home, routingTable, type RoutingTable } from './routing-table.ts';
import type { Exit } from './who-is-where.ts';

/** Addresses of a network that flows may start or end at, without repetition. */
export function endsOf(network: NetworkData): readonly number[] {
  const interfaces = network.devices.flatMap((device) => device.interfaces);
  const subnets = interfaces.flatMap(({ addresses }) => addresses);
  return [
    ...new Set([
      ...subnets
        .filter(({ length }) => length <= 28)
        .flatMap((subnet) => HOSTS.slice(0, 2).map((host) => baseOf(subnet) + host)),
      ...subnets.map(({ address }) => address),
      ...interfaces.flatMap(({ virtual }) => virtual.map(({ address }) => address)),
      // Behind the next hops of routes, or in the gaps of summaries.
      ...network.devices.flatMap(({ routes }) =>
        routes.flatMap(({ prefix }) => (prefix.length === 0 ? [] : [baseOf(prefix) + 10])),
      ),
      ...network.devices.flatMap(({ routes }) =>
        routes.flatMap(({ nextHop }) => (nextHop === undefined ? [] : [nextHop])),
      ),
      ...STRANGERS,
    ]),
  ];
}

/**
 * Whether anything can be said of packets between two places. Not said: what an address sends to itself, what unlisted
 * routers of one segment pass to each other, and who hears a broadcast on his own segment.
 */
export function isWorthAsking(table: RoutingTable, source: number, destination: number): boolean {
  if (source === destination) return false;
  const [from, to] = [table.home(source), table.home(destination)];
  if (from.outside && to.outside) return false;
  const exits = ({ outside, behind }: Home): readonly Exit[] =>
    outside ? table.upstreams : behind;
  const shared = exits(from).some((exit) =>
    exits(to).some((other) => exit.segment === other.segment),
  );
  if (shared) return false;
  // What lies behind an unlisted router reaches that router itself over nothing that is listed, and the other way round.
  const itself = (home: Home, address: number): boolean =>
    exits(home).some((exit) => exit.address === address);
  return !itself(to, source) && !itself(from, destination);
}

const CLIENT_PORTS = [1024, 40_000, 22, 80] as const;

/** Up to `count` flows, the same for the same seed. Few have a destination port that no list names. */
export function flowsOf(network: NetworkData, seed: number, count: number): readonly NetworkFlow[] {
  const chance = new Chance(seed);
  const table = routingTable(network);
  const ends = endsOf(network);
  const flows: NetworkFlow[] = [];
  // Some networks have few pairs that are worth asking about, so there is an end to trying.
  for (let tries = count * 4; tries > 0 && flows.length < count; tries -= 1) {
    const source = chance.pick(ends);
    const destination = chance.pick(ends);
    if (!isWorthAsking(table, source, destination)) continue;
    // The other end of a link is whoever leads on from there, and no host beside him.
    if (isLinkEnd(network, source) || isLinkEnd(network, destination)) continue;
    // Nobody opens a connection with a broadcast address.
    if (isBroadcastFlow(network, source, destination)) continue;
    flows.push({ source, destination, ...service(chance) });
  }
  return flows;
}

function service(chance: Chance): Pick<NetworkFlow, 'protocol' | 'sourcePort' | 'service'> {
  const kind = chance.pick(['tcp', 'tcp', 'tcp', 'udp', 'echo', 'gre'] as const);
  if (kind === 'echo') return { protocol: ICMP, sourcePort: 0, service: ECHO };
  if (kind === 'gre') return { protocol: 47, sourcePort: 0, service: 0 };
  return {
    protocol: kind === 'tcp' ? TCP : UDP,
    sourcePort: chance.pick(CLIENT_PORTS),
    service: chance.happens(0.85) ? chance.pick(PORTS) : 9999,
  };
}

/** An address in a subnet for two that no device has. */
function isLinkEnd(network: NetworkData, address: number): boolean {
  const subnets = network.devices.flatMap((device) =>
    device.interfaces.filter((one) => !one.shutdown).flatMap(({ addresses }) => addresses),
  );
  return (
    subnets.some((subnet) => subnet.length >= 30 && holds(subnet, address)) &&
    !subnets.some((subnet) => subnet.address === address)
  );
}

function isBroadcastFlow(network: NetworkData, source: number, destination: number): boolean {
  return network.devices.some((device) =>
    device.interfaces.some(({ addresses }) =>
      addresses.some((subnet) => isBroadcast(subnet, source) || isBroadcast(subnet, destination)),
    ),
  );
}
