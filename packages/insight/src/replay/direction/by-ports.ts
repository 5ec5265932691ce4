/** Which of two ports is the server's. Nothing that a number alone can tell for certain, so the doubtful pairs stay open. */

/** The end of a record that opened the connection. */
export type Opener = 'source' | 'destination';

/** System ports (RFC 6335): services listen there. */
const FIRST_USER_PORT = 1024;
/** Clients' ports begin here on Linux; IANA's own range, from 49152, is part of it. */
const FIRST_CLIENT_PORT = 32768;
/** A server of FTP opens its data connections from here (RFC 959). */
const FTP_DATA = 20;

/** The two ports of a record; undefined: not recorded. */
export interface PortPair {
  readonly source: number | undefined;
  readonly destination: number | undefined;
}

/**
 * A port is a service's for certain if it is named, or a system port opposite a client's. A high port that nobody names never turns a
 * record round: it only agrees with how the record stands.
 *
 * @param named whether lists, policies or inventory name a port.
 * @returns undefined: it cannot be told.
 */
export function openerByPorts(
  { destination, source }: PortPair,
  named: (port: number) => boolean,
): Opener | undefined {
  if (source === undefined && destination === undefined) return undefined;
  if (source === undefined) {
    return isService(destination as number, named) || (destination as number) < FIRST_CLIENT_PORT
      ? 'source'
      : undefined;
  }
  if (destination === undefined) return isService(source, named) ? 'destination' : undefined;
  const [from, to] = [isService(source, named), isService(destination, named)];
  if (from && to) return betweenServices(source, destination, named);
  if (to) return 'source';
  if (from) {
    if (source === FTP_DATA) return undefined;
    return named(source) || destination >= FIRST_CLIENT_PORT ? 'destination' : undefined;
  }
  return destination < FIRST_CLIENT_PORT && source >= FIRST_CLIENT_PORT ? 'source' : undefined;
}

function isService(port: number, named: (port: number) => boolean): boolean {
  return port < FIRST_USER_PORT || named(port);
}

/** A named port among the clients' may be a client's by accident, where the other end is a service below. */
function betweenServices(
  source: number,
  destination: number,
  named: (port: number) => boolean,
): Opener | undefined {
  const [from, to] = [named(source), named(destination)];
  if (from !== to) {
    const server = from ? source : destination;
    if (server >= FIRST_CLIENT_PORT) return undefined;
    return from ? 'destination' : 'source';
  }
  const [low, high] = [Math.min(source, destination), Math.max(source, destination)];
  if (!from || low >= FIRST_USER_PORT || high < FIRST_CLIENT_PORT) return undefined;
  return low === source ? 'destination' : 'source';
}

/** The lower port as the server's, whatever it is: where the user says so. @returns undefined: they are alike, or one is missing. */
export function openerByLowerPort({ destination, source }: PortPair): Opener | undefined {
  if (source === undefined || destination === undefined || source === destination) return undefined;
  return destination < source ? 'source' : 'destination';
}
