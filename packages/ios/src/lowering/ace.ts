/** One permit or deny line, from its words to the IR. */
import type { Span } from '@aclift/diagnostics';
import type { Ace, Action, Condition, PortMatch, ProtocolMatch } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { EntryParts, PortParts } from '../grammar/parts.ts';
import { Integer, wordOf } from '@aclift/dialect-kit';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';
import { lowerAddress } from './address.ts';
import { inRange } from './number.ts';
import { lowerOptions, type Options, protocolWord } from './options.ts';
import { hasPorts, lowerPorts } from './ports.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';
import { lowerSequence } from './sequence.ts';
import { reportStumble } from './stumble.ts';

/** @returns undefined after a report: half an entry would be a wrong one. */
export function lowerAce(parts: EntryParts, reading: Reading): Ace | undefined {
  const action = actionOf(parts.action);
  if (action === undefined) throw new Error('an entry without action got past the grammar');
  const source = lowerAddress(parts.source, reading);
  if (source === undefined) return undefined;
  const protocol = reading.standard ? unwritten(source.span.start) : lowerProtocol(parts, reading);
  if (protocol === undefined) return undefined;
  const destination = reading.standard
    ? unwritten(source.span.end)
    : lowerAddress(parts.destination, reading);
  if (destination === undefined) return undefined;
  const number = protocol.kind === 'number' ? protocol.protocol : undefined;
  const sourcePorts = lowerPortClause(parts.sourcePorts, protocol, reading);
  const destinationPorts = lowerPortClause(parts.destinationPorts, protocol, reading);
  if (sourcePorts === null || destinationPorts === null) return undefined;
  const options = lowerOptions(parts.options, number, reading);
  if (options === undefined) return undefined;
  const sequence = lowerSequence(parts, options.sequence, reading);
  if (sequence === null) return undefined;
  const conditions = withDynamic(parts, options.conditions, reading);
  if (!fitsTogether(parts, action, conditions, options, reading)) return undefined;
  const hits = options.hits ?? (reading.show ? 0 : undefined);
  // Assigned one by one: spreading optional parts costs more than all the rest of this function.
  const ace: Mutable<Ace> = {
    kind: 'ace',
    action,
    protocol,
    source,
    destination,
    conditions,
    span: reading.command.span,
  };
  if (sequence !== undefined) ace.sequence = sequence;
  if (sourcePorts !== undefined) ace.sourcePorts = sourcePorts;
  if (destinationPorts !== undefined) ace.destinationPorts = destinationPorts;
  if (options.icmp !== undefined) ace.icmp = options.icmp;
  if (options.log !== undefined) ace.log = options.log;
  if (hits !== undefined) ace.hits = hits;
  return ace;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** Standard entries say nothing of protocol and destination: every one, and an empty span where the word would be. */
function unwritten(at: number): { kind: 'any'; span: Span } {
  return { kind: 'any', span: { start: at, end: at } };
}

function lowerProtocol(parts: EntryParts, reading: Reading): ProtocolMatch | undefined {
  const { protocol, serviceGroup, serviceKeyword } = parts;
  if (serviceGroup !== undefined) {
    const span = spanOver(reading, serviceKeyword ?? serviceGroup, serviceGroup);
    return { kind: 'service-group', name: serviceGroup.image, span };
  }
  if (protocol === undefined) throw new Error('an entry without protocol got past the grammar');
  const span = spanOf(reading, protocol);
  if (protocol.tokenType === Integer) {
    const number = inRange(protocol, 'protocol', 0, 255, reading);
    if (number === undefined) return undefined;
    if (number === 0) reading.report.add('ios/protocol-zero', span, { protocol: protocol.image });
    return { kind: 'number', protocol: number, span };
  }
  const word = wordOf(protocol);
  if (word === (reading.family === 'ipv4' ? 'ip' : 'ipv6')) return { kind: 'any', span };
  const number = (reading.family === 'ipv4' ? PROTOCOLS : PROTOCOLS6).get(word);
  if (number === undefined) {
    reportStumble({ token: protocol, expected: 'protocol' }, reading);
    return undefined;
  }
  return { kind: 'number', protocol: number, span };
}

/** @returns undefined where none was written, null after a report. */
function lowerPortClause(
  ports: PortParts,
  protocol: ProtocolMatch,
  reading: Reading,
): PortMatch | undefined | null {
  if (ports.operator === undefined) return undefined;
  const number = protocol.kind === 'number' ? protocol.protocol : undefined;
  if (!hasPorts(number)) {
    const last = ports.values.at(-1) ?? ports.operator;
    reading.report.add('ios/ports-without-protocol', spanOver(reading, ports.operator, last), {
      protocol: protocol.kind === 'service-group' ? 'object-group' : protocolWord(number),
    });
    return null;
  }
  return lowerPorts(ports, number, reading) ?? null;
}

// dynamic LOCK timeout 60 permit …
function withDynamic(
  { dynamic, dynamicTimeout }: EntryParts,
  conditions: readonly Condition[],
  reading: Reading,
): readonly Condition[] {
  if (dynamic === undefined) return conditions;
  const condition: Condition = {
    kind: 'dynamic',
    name: dynamic.image,
    ...(dynamicTimeout !== undefined && { timeout: Number(dynamicTimeout.image) }),
    span: spanOver(reading, dynamic, dynamicTimeout ?? dynamic),
  };
  return [condition, ...conditions];
}

/**
 * Whether a condition looks at what only the first fragment has, so that the command line refuses it beside `fragments`.
 * Complete by its type.
 */
const NEEDS_HEADER: Readonly<Record<Condition['kind'], boolean>> = {
  established: true,
  'tcp-flags': true,
  igmp: true,
  fragments: false,
  dscp: false,
  precedence: false,
  tos: false,
  ttl: false,
  option: false,
  'time-range': false,
  dynamic: false,
  reflect: false,
  'extension-header': false,
  'flow-label': false,
  'undetermined-transport': false,
};

/** Combinations that the command line refuses: what the device would do with them is unknown. */
function fitsTogether(
  parts: EntryParts,
  action: Action,
  conditions: readonly Condition[],
  options: Options,
  reading: Reading,
): boolean {
  if (conditions.length === 0) return true;
  const find = (kind: Condition['kind']): Condition | undefined =>
    conditions.find((condition) => condition.kind === kind);
  const refuse = (first: string, second: Condition): false => {
    reading.report.add('ios/conflicting-options', second.span, { first, second: second.kind });
    return false;
  };
  const fragments = find('fragments');
  if (fragments !== undefined) {
    if (parts.sourcePorts.operator ?? parts.destinationPorts.operator)
      return refuse('ports', fragments);
    if (options.icmp !== undefined) return refuse('icmp', fragments);
    const inFirst = conditions.find(({ kind }) => NEEDS_HEADER[kind]);
    if (inFirst !== undefined) return refuse(inFirst.kind, fragments);
  }
  const dscp = find('dscp');
  const older = find('precedence') ?? find('tos');
  if (dscp !== undefined && older !== undefined) return refuse(older.kind, dscp);
  const reflect = find('reflect');
  if (reflect !== undefined && action === 'deny') return refuse('deny', reflect);
  for (const kind of ['dscp', 'precedence', 'tos', 'ttl', 'time-range', 'igmp'] as const) {
    const twice = conditions.filter((condition) => condition.kind === kind)[1];
    if (twice !== undefined) return refuse(kind, twice);
  }
  return true;
}

/** `permit` or `deny`, however it is spelt. */
export function actionOf(token: IToken | undefined): Action | undefined {
  if (token === undefined) return undefined;
  return wordOf(token) === 'permit' ? 'permit' : 'deny';
}
