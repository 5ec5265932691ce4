/** The port clause of an entry, from its words to the IR. */
import type { PortMatch } from '@aclift/ir';
import type { Span } from '@aclift/diagnostics';
import type { IToken } from 'chevrotain';
import { Integer, wordOf } from '@aclift/dialect-kit';
import type { PortParts } from '../grammar/parts.ts';
import { Eq, Gt, Lt, Neq, Portgroup, Range } from '../lexer/vocabulary.ts';
import { FOREIGN_TCP_PORTS, FOREIGN_UDP_PORTS, TCP_PORTS, UDP_PORTS } from '../names/port-names.ts';
import { SCTP, TCP, UDP } from '../names/protocol-names.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';

/** How many ports one `eq` or `neq` takes. */
const MOST_PORTS = 10;
const LAST_PORT = 65535;

const NO_NAMES: ReadonlyMap<string, number> = new Map();

/** Which protocols have ports, and what they call them. */
export function portNames(protocol: number): {
  readonly names: ReadonlyMap<string, number>;
  readonly foreign: ReadonlyMap<string, number>;
} {
  if (protocol === TCP) return { names: TCP_PORTS, foreign: FOREIGN_TCP_PORTS };
  if (protocol === UDP) return { names: UDP_PORTS, foreign: FOREIGN_UDP_PORTS };
  return { names: NO_NAMES, foreign: NO_NAMES };
}

export function hasPorts(protocol: number | undefined): protocol is number {
  return protocol === TCP || protocol === UDP || protocol === SCTP;
}

/**
 * @param protocol one that has ports.
 * @returns undefined after a report.
 */
export function lowerPorts(
  parts: PortParts,
  protocol: number,
  reading: Reading,
): PortMatch | undefined {
  const { operator, values } = parts;
  const [first] = values;
  const last = values.at(-1);
  if (operator === undefined || first === undefined || last === undefined) {
    throw new Error('a port clause without words got past the grammar');
  }
  const span = spanOver(reading, operator, last);
  const type = operator.tokenType;
  if (type === Portgroup) return { kind: 'portgroup', name: first.image, span };
  if (type === Eq || type === Neq) {
    if (values.length > MOST_PORTS) {
      reading.report.add('ios/too-many-ports', span, { count: values.length });
      return undefined;
    }
    const ports: number[] = [];
    for (const value of values) {
      const port = lowerPort(value, protocol, reading);
      if (port === undefined) return undefined;
      ports.push(port);
    }
    return { kind: type === Eq ? 'eq' : 'neq', ports, span };
  }
  const port = lowerPort(first, protocol, reading);
  if (port === undefined) return undefined;
  if (type === Gt || type === Lt) {
    const empty = type === Gt ? port === LAST_PORT : port === 0;
    if (empty)
      reading.report.add('ios/empty-port-range', span, { text: `${operator.image} ${port}` });
    return { kind: type === Gt ? 'gt' : 'lt', port, span };
  }
  if (type !== Range) throw new Error(`no port operator ${operator.image}`);
  const other = lowerPort(last, protocol, reading);
  if (other === undefined) return undefined;
  return orderedRange(port, other, span, reading);
}

/** The device stores a range ascending whatever was typed. */
export function orderedRange(from: number, to: number, span: Span, reading: Reading): PortMatch {
  if (from > to) reading.report.add('ios/reversed-range', span, { from, to });
  return { kind: 'range', from: Math.min(from, to), to: Math.max(from, to), span };
}

/** A port by number or by the protocol's name for it. */
export function lowerPort(token: IToken, protocol: number, reading: Reading): number | undefined {
  const { report } = reading;
  if (token.tokenType === Integer) {
    const port = Number(token.image);
    if (port <= LAST_PORT) return port;
    report.add('ios/number-out-of-range', spanOf(reading, token), {
      number: token.image,
      what: 'port',
      low: 0,
      high: LAST_PORT,
    });
    return undefined;
  }
  const name = wordOf(token);
  const { names, foreign } = portNames(protocol);
  const port = names.get(name);
  if (port !== undefined) return port;
  // What a device has printed it understands: there the name can only mean the other protocol's port.
  const guess = foreign.get(name) ?? (reading.show ? otherPortOf(name, protocol) : undefined);
  if (guess !== undefined) {
    report.add('ios/foreign-port-name', spanOf(reading, token), { name: token.image, port: guess });
    return guess;
  }
  report.add('ios/port-name-of-other-protocol', spanOf(reading, token), {
    name: token.image,
    protocol: showProtocol(protocol),
  });
  return undefined;
}

function otherPortOf(name: string, protocol: number): number | undefined {
  return (protocol === TCP ? UDP_PORTS : TCP_PORTS).get(name);
}

export function showProtocol(protocol: number): string {
  if (protocol === TCP) return 'tcp';
  if (protocol === UDP) return 'udp';
  if (protocol === SCTP) return 'sctp';
  return String(protocol);
}
