/**
 * Tells equal entries: same action, protocol, addresses, ports by number, message, conditions and log, however they
 * are spelt. Sequence numbers, counters and places do not count.
 */
import type { Ace, AddressMatch, PortMatch, ProtocolMatch } from '@aclift/ir';

/** Text that two entries share exactly when they are equal. */
export function entryKey(ace: Ace): string {
  const icmp = ace.icmp === undefined ? '' : `${ace.icmp.type}/${ace.icmp.code ?? ''}`;
  return [
    ace.action,
    protocolKey(ace.protocol),
    addressKey(ace.source),
    portKey(ace.sourcePorts),
    addressKey(ace.destination),
    portKey(ace.destinationPorts),
    icmp,
    ace.conditions.length === 0 ? '' : conditionsKey(ace),
    ace.log === undefined ? '' : `${ace.log.kind} ${ace.log.cookie ?? ''}`,
  ].join('|');
}

function protocolKey(match: ProtocolMatch): string {
  if (match.kind === 'any') return '*';
  return match.kind === 'number' ? String(match.protocol) : `g ${match.name}`;
}

function addressKey(match: AddressMatch): string {
  switch (match.kind) {
    case 'any':
      return '*';
    case 'host':
      return `${match.address}/0`;
    case 'wildcard':
      return `${match.base}/${match.wildcard}`;
    case 'host6':
      return match.address;
    case 'prefix6':
      return `${match.address}/${match.length}`;
    case 'object-group':
      return `g ${match.name}`;
  }
}

function portKey(match: PortMatch | undefined): string {
  if (match === undefined) return '';
  switch (match.kind) {
    case 'eq':
    case 'neq':
      return `${match.kind} ${[...new Set(match.ports)].sort((a, b) => a - b).join(' ')}`;
    case 'gt':
    case 'lt':
      return `${match.kind} ${match.port}`;
    case 'range':
      return match.from === match.to ? `eq ${match.from}` : `range ${match.from} ${match.to}`;
    case 'portgroup':
      return `g ${match.name}`;
  }
}

/** Conditions may stand in any order. */
function conditionsKey(ace: Ace): string {
  return ace.conditions
    .map(({ span: _span, ...facts }) => JSON.stringify(facts))
    .sort()
    .join(' ');
}

/**
 * A cheap number that equal entries share; unequal ones rarely do. It decides which entries are worth comparing, so
 * that lists without duplicates never build a key.
 */
export function entryHash(ace: Ace): number {
  let hash = ace.action === 'permit' ? 1 : 2;
  hash = mix(hash, ace.protocol.kind === 'number' ? ace.protocol.protocol : 1000);
  hash = mix(hash, addressHash(ace.source));
  hash = mix(hash, addressHash(ace.destination));
  hash = mix(hash, portHash(ace.sourcePorts));
  hash = mix(hash, portHash(ace.destinationPorts));
  return mix(hash, ace.conditions.length);
}

function mix(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x9e3779b1) ^ (hash >>> 15);
}

function addressHash(match: AddressMatch): number {
  switch (match.kind) {
    case 'any':
      return 7;
    case 'host':
      return match.address | 0;
    case 'wildcard':
      return mix(match.base | 0, match.wildcard | 0);
    case 'host6':
    case 'prefix6':
      return textHash(match.address);
    case 'object-group':
      return textHash(match.name);
  }
}

function portHash(match: PortMatch | undefined): number {
  if (match === undefined) return 3;
  switch (match.kind) {
    case 'eq':
    case 'neq':
      // Order-free, as the key is. One port may be written as a range.
      return new Set(match.ports).size === 1 ? (match.ports[0] ?? 0) : 11;
    case 'gt':
    case 'lt':
      return match.port;
    case 'range':
      return match.from === match.to ? match.from : mix(match.from, match.to);
    case 'portgroup':
      return textHash(match.name);
  }
}

function textHash(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash, 31) + text.charCodeAt(at);
  return hash;
}
