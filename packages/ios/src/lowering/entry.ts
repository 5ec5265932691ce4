/** One line of a list, from tokens to the IR: the grammar reads it, this file says what it means. */
import type { Span } from '@aclift/diagnostics';
import type {
  Ace,
  Action,
  Condition,
  Evaluate,
  Family,
  PortMatch,
  ProtocolMatch,
  Unrecognized,
} from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { Stumble } from '../grammar/line-parser.ts';
import { entryGrammar } from '../grammar/entry-grammar.ts';
import type { EntryParts, PortParts } from '../grammar/parts.ts';
import { afterWords } from '../framing/blanks.ts';
import { lex, wordOf } from '../lexer/lex.ts';
import { Integer } from '../lexer/tokens.ts';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';
import { expand } from './abbreviations.ts';
import { lowerAddress } from './address.ts';
import { dialectOf } from './foreign-words.ts';
import { inRange } from './number.ts';
import { lowerOptions, type Options, protocolWord } from './options.ts';
import { hasPorts, lowerPorts } from './ports.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';

/** How many abbreviated words one line may hold: more than any entry has, and a bound for hostile lines. */
const MOST_ABBREVIATIONS = 24;

/**
 * Reads the command from {@link Reading.shift} on as an entry.
 * @returns `unrecognized` after a report when any part of it cannot be read: half an entry would be a wrong one.
 */
export function readEntry(reading: Reading): Ace | Evaluate | Unrecognized {
  const { command, report, shift } = reading;
  const tokens = lex(shift === 0 ? command.text : command.text.slice(shift));
  const before = report.count;
  for (let left = MOST_ABBREVIATIONS; ; left -= 1) {
    const result = attempt(tokens, reading);
    if ('kind' in result) return result;
    const { stumble } = result;
    if (left === 0 || !expandAt(stumble, reading)) {
      if (stumble !== undefined) reportStumble(stumble, reading);
      return unrecognized(entryGrammar().parts, tokens, reading);
    }
    report.rewind(before);
  }
}

/** An entry, or where it went wrong; without a place when the reports say it already. */
function attempt(
  tokens: IToken[],
  reading: Reading,
): Ace | Evaluate | { readonly stumble: Stumble | undefined } {
  const grammar = entryGrammar();
  const stumble = reading.standard ? grammar.readStandard(tokens) : grammar.readExtended(tokens);
  const { parts } = grammar;
  // The word stands before whatever the grammar stumbled at.
  if (isBareWord(parts, reading)) {
    return { stumble: { token: parts.serviceGroup, expected: 'protocol' } };
  }
  if (stumble !== undefined) return { stumble };
  if (parts.unexpected !== undefined) {
    return { stumble: { token: parts.unexpected, expected: 'option' } };
  }
  const entry =
    parts.evaluate === undefined ? lowerAce(parts, reading) : lowerEvaluate(parts, reading);
  return entry ?? { stumble: undefined };
}

/**
 * A word in the protocol's place that is no protocol. `show` of some images prints service groups so; in a
 * configuration the word must be the name of one.
 */
function isBareWord({ serviceGroup, serviceKeyword }: EntryParts, reading: Reading): boolean {
  if (serviceGroup === undefined || serviceKeyword !== undefined || reading.show) return false;
  return !reading.isServiceGroup(serviceGroup.image);
}

function expandAt(stumble: Stumble | undefined, reading: Reading): boolean {
  if (stumble?.token === undefined) return false;
  const { protocol } = entryGrammar().parts;
  const number =
    protocol === undefined
      ? undefined
      : protocol.tokenType === Integer
        ? Number(protocol.image)
        : (reading.family === 'ipv4' ? PROTOCOLS : PROTOCOLS6).get(wordOf(protocol));
  return expand(stumble.token, {
    expected: stumble.expected,
    family: reading.family,
    standard: reading.standard,
    protocol: number,
  });
}

/** Says where a line stopped making sense. */
export function reportStumble({ token, expected }: Stumble, reading: Reading): void {
  const { command, report } = reading;
  if (token === undefined) {
    report.add('ios/incomplete-line', command.after, { expected });
    return;
  }
  const dialect = dialectOf(token.image);
  report.add('ios/unexpected-word', spanOf(reading, token), {
    word: token.image,
    expected,
    ...(dialect !== undefined && { dialect }),
  });
}

function unrecognized(
  parts: EntryParts,
  tokens: readonly IToken[],
  reading: Reading,
): Unrecognized {
  const { command } = reading;
  const action = actionOf(
    parts.action ?? tokens.find(({ image }) => /^(?:permit|deny)$/i.test(image)),
  );
  const sequence = sequenceOf(parts, reading);
  // Without `access-list 101` and without the number: they are no part of the entry.
  const skipped =
    sequence === undefined || parts.sequence === undefined
      ? reading.shift
      : afterWords(command.text, reading.shift + parts.sequence.startOffset, 1);
  return {
    kind: 'unrecognized',
    ...(sequence !== undefined && { sequence }),
    ...(action !== undefined && { action }),
    text: command.text.slice(skipped),
    span: command.span,
  };
}

function actionOf(token: IToken | undefined): Action | undefined {
  if (token === undefined) return undefined;
  return wordOf(token) === 'permit' ? 'permit' : 'deny';
}

/** The number that the line takes in its list; undefined for numbers that no device would take. */
function sequenceOf({ sequence }: EntryParts, { family }: Reading): number | undefined {
  const number = sequence === undefined ? 0 : Number(sequence.image);
  return number >= 1 && number <= highestSequence(family) ? number : undefined;
}

function highestSequence(family: Family): number {
  return family === 'ipv4' ? 2_147_483_647 : 4_294_967_294;
}

function lowerEvaluate(parts: EntryParts, reading: Reading): Evaluate | undefined {
  const { evaluate } = parts;
  const [extra] = parts.options;
  if (evaluate === undefined) return undefined;
  if (extra !== undefined) {
    reportStumble({ token: extra.head, expected: 'end-of-line' }, reading);
    return undefined;
  }
  const sequence = lowerSequence(parts, undefined, reading);
  if (sequence === null) return undefined;
  return {
    kind: 'evaluate',
    ...(sequence !== undefined && { sequence }),
    name: evaluate.image,
    span: reading.command.span,
  };
}

function lowerAce(parts: EntryParts, reading: Reading): Ace | undefined {
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

/** @returns null after a report. */
function lowerSequence(
  parts: EntryParts,
  trailing: number | undefined,
  reading: Reading,
): number | undefined | null {
  if (parts.sequence === undefined) return trailing;
  const high = highestSequence(reading.family);
  return inRange(parts.sequence, 'sequence number', 1, high, reading) ?? null;
}

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
    const flags = find('established') ?? find('tcp-flags') ?? find('igmp');
    if (flags !== undefined) return refuse(flags.kind, fragments);
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
