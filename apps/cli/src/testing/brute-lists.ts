/**
 * Access lists read line by line, packet by packet: the slow and obvious meaning that the sets are checked against.
 * Shares nothing with the packages but the IR's types.
 */
import type { Ace, Acl, AddressMatch, Device, Interface, PortMatch } from '@aclift/ir';

/** The opening packet of a connection. */
export interface Packet {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePort: number;
  /** Port, or type × 256 + code. */
  readonly service: number;
}

/** `permit`, `deny`, or `unfiltered` for an undefined or empty list. */
export function decideList(acl: Acl | undefined, device: Device, packet: Packet): string {
  const aces = (acl?.entries ?? []).filter((entry) => entry.kind === 'ace');
  if (aces.length === 0) return 'unfiltered';
  return aces.find((ace) => matches(ace, device, packet))?.action ?? 'deny';
}

function matches(ace: Ace, device: Device, packet: Packet): boolean {
  if (ace.conditions.some(({ kind }) => kind === 'established')) return false;
  if (ace.protocol.kind === 'number' && ace.protocol.protocol !== packet.protocol) return false;
  if (ace.icmp !== undefined) {
    const { type, code } = ace.icmp;
    if (packet.service >> 8 !== type || (code ?? packet.service & 255) !== (packet.service & 255))
      return false;
  }
  return (
    addressMatches(ace.source, device, packet.source) &&
    addressMatches(ace.destination, device, packet.destination) &&
    portMatches(ace.sourcePorts, packet.sourcePort) &&
    portMatches(ace.destinationPorts, packet.service)
  );
}

function addressMatches(match: AddressMatch, device: Device, address: number): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'host':
      return match.address === address;
    case 'wildcard':
      return ((address ^ match.base) & ~match.wildcard) === 0;
    case 'object-group':
      return device.objectGroups
        .filter((group) => group.kind === 'network' && group.name === match.name)
        .flatMap((group) => (group.kind === 'network' ? group.members : []))
        .some(
          (member) =>
            (member.kind === 'host' && member.address === address) ||
            (member.kind === 'range' && member.from <= address && address <= member.to) ||
            (member.kind === 'prefix' && (address ^ member.address) >>> (32 - member.length) === 0),
        );
    default:
      return false;
  }
}

function portMatches(match: PortMatch | undefined, port: number): boolean {
  switch (match?.kind) {
    case undefined:
      return true;
    case 'eq':
      return match.ports.includes(port);
    case 'neq':
      return !match.ports.includes(port);
    case 'gt':
      return port > match.port;
    case 'lt':
      return port < match.port;
    case 'range':
      return match.from <= port && port <= match.to;
    default:
      return false;
  }
}

/** The interface that an address sits behind: longest connected or routed prefix. */
export function interfaceOf(device: Device, address: number): Interface | undefined {
  const holds = (base: number, length: number): boolean =>
    length === 0 || (address ^ base) >>> (32 - length) === 0;
  let best: { length: number; via: Interface } | undefined;
  for (const via of device.interfaces) {
    for (const own of via.addresses) {
      if (
        own.kind === 'static' &&
        holds(own.address, own.length) &&
        own.length > (best?.length ?? -1)
      ) {
        best = { length: own.length, via };
      }
    }
  }
  for (const route of device.routes) {
    if (route.family !== 'ipv4' || route.nextHop === undefined) continue;
    const { address: base, length } = route.prefix;
    const via = interfaceOf({ ...device, routes: [] }, route.nextHop);
    if (via !== undefined && holds(base, length) && length > (best?.length ?? -1))
      best = { length, via };
  }
  return best?.via;
}

/** Whether today's network lets the packet through, and whether any list saw it. */
export function decideToday(device: Device, packet: Packet): { passes: boolean; seen: boolean } {
  const from = interfaceOf(device, packet.source);
  const to = interfaceOf(device, packet.destination);
  if (from !== undefined && from === to) return { passes: true, seen: false };
  const verdicts = [
    ...(from?.bindings ?? []).filter(({ direction }) => direction === 'in'),
    ...(to?.bindings ?? []).filter(({ direction }) => direction === 'out'),
  ].map(({ list }) =>
    decideList(
      device.acls.find(({ name }) => name === list),
      device,
      packet,
    ),
  );
  return {
    passes: !verdicts.includes('deny'),
    seen: verdicts.some((verdict) => verdict !== 'unfiltered'),
  };
}
