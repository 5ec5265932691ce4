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

/** Where an address sits: behind an interface, in a connected subnet of it or beyond a next hop. */
interface Spot {
  readonly via: Interface;
  /** The subnet, or the next hop: two addresses with one spot reach each other without the router. */
  readonly at: string;
}

function holds(base: number, length: number, address: number): boolean {
  return length === 0 || (address ^ base) >>> (32 - length) === 0;
}

/** Longest connected or routed prefix. */
function spotOf(device: Device, address: number): Spot | undefined {
  let best: { length: number; spot: Spot } | undefined;
  for (const via of device.interfaces) {
    for (const own of via.addresses) {
      if (own.kind !== 'static' || own.length <= (best?.length ?? -1)) continue;
      if (!holds(own.address, own.length, address)) continue;
      const base = own.length === 0 ? 0 : (own.address >>> (32 - own.length)) << (32 - own.length);
      best = { length: own.length, spot: { via, at: `${base >>> 0}/${own.length}` } };
    }
  }
  for (const route of device.routes) {
    if (route.family !== 'ipv4' || route.nextHop === undefined) continue;
    const { address: base, length } = route.prefix;
    const { via } = spotOf({ ...device, routes: [] }, route.nextHop) ?? {};
    if (via !== undefined && holds(base, length, address) && length > (best?.length ?? -1))
      best = { length, spot: { via, at: `beyond ${route.nextHop}` } };
  }
  return best?.spot;
}

function isOwn(device: Device, address: number): boolean {
  return device.interfaces.some(({ addresses }) =>
    addresses.some((own) => own.kind === 'static' && own.address === address),
  );
}

/**
 * Whether today's network lets the packet through, and whether any list saw it. What the router sends itself meets no list; what
 * is for the router itself meets the inbound list of the interface that it comes in by.
 */
export function decideToday(device: Device, packet: Packet): { passes: boolean; seen: boolean } {
  const from = spotOf(device, packet.source);
  const to = spotOf(device, packet.destination);
  if (isOwn(device, packet.source)) return { passes: true, seen: false };
  const arrives = isOwn(device, packet.destination);
  if (!arrives && from !== undefined && from.at === to?.at) return { passes: true, seen: false };
  const verdicts = [
    ...(from?.via.bindings ?? []).filter(({ direction }) => direction === 'in'),
    ...(arrives ? [] : (to?.via.bindings ?? []).filter(({ direction }) => direction === 'out')),
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
