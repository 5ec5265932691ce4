/** Lists read line by line, as the device does: the first entry that matches decides, and the end denies. */
import type {
  AddressRange,
  DeviceData,
  EntryData,
  NetworkFlow,
  PolicyMapData,
  PortTest,
  RouteMapData,
  VlanMapData,
} from './network-data.ts';
import { ECHO } from './network-data.ts';

/** What became of a packet, and the line that decided. */
export interface Decision {
  /** `A:2` for the second entry of A, `A:end` for the deny at its end, or why nothing filters. */
  readonly line: string;
  readonly permits: boolean;
}

const NUMBERS = { tcp: 6, udp: 17, icmp: 1 } as const;

function matches(entry: EntryData, flow: NetworkFlow): boolean {
  // The flow is what opens a connection: it has neither ACK nor RST.
  if (entry.established) return false;
  if (entry.protocol !== 'ip' && NUMBERS[entry.protocol] !== flow.protocol) return false;
  if (entry.echo && flow.service !== ECHO) return false;
  return (
    inRange(entry.source, flow.source) &&
    inRange(entry.destination, flow.destination) &&
    portMatches(entry.sourcePort, flow.sourcePort) &&
    portMatches(entry.destinationPort, flow.service)
  );
}

/** Whether an address agrees with the base in every bit that counts. */
export function inRange({ base, wildcard }: AddressRange, address: number): boolean {
  return ((base ^ address) & ~wildcard) === 0;
}

function portMatches(test: PortTest | undefined, port: number): boolean {
  if (test === undefined) return true;
  switch (test.kind) {
    case 'eq':
      return test.ports.includes(port);
    case 'neq':
      return !test.ports.includes(port);
    case 'gt':
      return port > test.port;
    case 'lt':
      return port < test.port;
    case 'range':
      return test.from <= port && port <= test.to;
    default:
      throw new Error('no such test of ports');
  }
}

/**
 * Lists one after the other, with one end. Lists that are undefined or have no entries add none; without any entry
 * everything passes.
 */
export function decideChain(
  device: DeviceData,
  names: readonly string[],
  flow: NetworkFlow,
): Decision {
  let last: string | undefined;
  for (const name of names) {
    const list = device.lists.find((candidate) => candidate.name === name);
    for (const [at, entry] of (list?.entries ?? []).entries()) {
      last = name;
      if (matches(entry, flow)) {
        return { line: `${name}:${at + 1}`, permits: entry.action === 'permit' };
      }
    }
  }
  return last === undefined
    ? { line: `${names.join('+')}:nothing`, permits: true }
    : { line: `${last}:end`, permits: false };
}

/** Whether a list that selects packets permits this one. One without entries selects nothing. */
function selects(device: DeviceData, name: string, flow: NetworkFlow): boolean {
  const list = device.lists.find((candidate) => candidate.name === name);
  const entry = list?.entries.find((candidate) => matches(candidate, flow));
  return entry?.action === 'permit';
}

/** A map with a clause that matches lists drops what no clause takes; one without forwards it. */
export function decideVlanMap(device: DeviceData, map: VlanMapData, flow: NetworkFlow): Decision {
  for (const [at, { lists, action }] of map.clauses.entries()) {
    if (lists.length === 0 || lists.some((name) => selects(device, name, flow))) {
      return { line: `${map.name}:${at + 1}`, permits: action === 'forward' };
    }
  }
  return { line: `${map.name}:end`, permits: map.clauses.every(({ lists }) => lists.length === 0) };
}

export function decidePolicyMap(
  device: DeviceData,
  map: PolicyMapData,
  flow: NetworkFlow,
): Decision {
  for (const { name, match, lists, drop } of map.classes) {
    const taken =
      match === 'match-all'
        ? lists.every((list) => selects(device, list, flow))
        : lists.some((list) => selects(device, list, flow));
    if (taken) return { line: `${map.name}:${name}`, permits: !drop };
  }
  return { line: `${map.name}:end`, permits: true };
}

/** A packet that a clause with deny takes, or none does, goes by the routing table. */
export function decideRouteMap(device: DeviceData, map: RouteMapData, flow: NetworkFlow): Decision {
  for (const [at, { action, lists, null0 }] of map.clauses.entries()) {
    if (lists.length === 0 || lists.some((name) => selects(device, name, flow))) {
      return { line: `${map.name}:${at + 1}`, permits: action === 'deny' || !null0 };
    }
  }
  return { line: `${map.name}:end`, permits: true };
}
