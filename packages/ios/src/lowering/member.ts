/** Members of object-groups, from tokens to the IR. */
import {
  lengthOfMask,
  maskOfLength,
  type NetworkMember,
  parseIpv4,
  parseIpv6,
  type PortMatch,
  type ServiceMember,
  showIpv4,
  showIpv6,
} from '@aclift/ir';
import type { IToken } from 'chevrotain';
import { memberGrammar, type MemberParts } from '../grammar/member-grammar.ts';
import type { PortParts } from '../grammar/parts.ts';
import { Integer, lex, Prefix4, Prefix6 } from '@aclift/dialect-kit';
import {
  Any,
  Gt,
  GroupObject,
  Host,
  Icmp,
  Lt,
  Neq,
  PortProtocol,
  Range,
  STATEMENT_WORDS,
} from '../lexer/statement-words.ts';
import { ICMP6_NAMES, ICMP_GROUP_NAMES, ICMP_NAMES, type IcmpName } from '../names/icmp-names.ts';
import { TCP_UDP_PORTS } from '../names/port-names.ts';
import { PROTOCOLS, PROTOCOLS6, TCP, UDP } from '../names/protocol-names.ts';
import { parsePrefix6, refuse } from './address.ts';
import { reportStumble } from './stumble.ts';
import { inRange } from './number.ts';
import { lowerPort, orderedRange } from './ports.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';

/** @returns `unrecognized` after a report. */
export function readNetworkMember(reading: Reading): NetworkMember {
  const { command, shift } = reading;
  const grammar = memberGrammar();
  const stumble = grammar.readNetwork(lex(command.text.slice(shift), STATEMENT_WORDS));
  if (stumble !== undefined) reportStumble(stumble, reading);
  const member = stumble === undefined ? lowerNetwork(grammar.parts, reading) : undefined;
  return member ?? { kind: 'unrecognized', text: command.text, span: command.span };
}

/** @returns `unrecognized` after a report. */
export function readServiceMember(reading: Reading): ServiceMember {
  const { command, shift } = reading;
  const grammar = memberGrammar();
  const stumble = grammar.readService(lex(command.text.slice(shift), STATEMENT_WORDS));
  if (stumble !== undefined) reportStumble(stumble, reading);
  const member = stumble === undefined ? lowerService(grammar.parts, reading) : undefined;
  return member ?? { kind: 'unrecognized', text: command.text, span: command.span };
}

function lowerNetwork(parts: MemberParts, reading: Reading): NetworkMember | undefined {
  const { head, first, second } = parts;
  const { span } = reading.command;
  if (head === undefined) throw new Error('a member without words got past the grammar');
  const type = head.tokenType;
  if (type === Any) return { kind: 'any', span };
  if (type === GroupObject && first !== undefined) {
    return { kind: 'group-object', name: first.image, span };
  }
  if (type === Host && first !== undefined) return lowerHost(first, reading);
  if (type === Range && first !== undefined && second !== undefined) {
    const from = parseIpv4(first.image);
    const to = parseIpv4(second.image);
    if (from === undefined) return refuse(first, reading);
    if (to === undefined) return refuse(second, reading);
    if (from > to)
      reading.report.add('ios/reversed-range', span, { from: first.image, to: second.image });
    return { kind: 'range', from: Math.min(from, to), to: Math.max(from, to), span };
  }
  if (reading.family === 'ipv6') {
    const prefix = type === Prefix6 ? parsePrefix6(head.image) : undefined;
    return prefix === undefined ? refuse(head, reading) : { kind: 'prefix6', ...prefix, span };
  }
  if (type === Prefix4) return lowerPrefix(head, reading);
  const address = parseIpv4(head.image);
  const mask = first === undefined ? undefined : parseIpv4(first.image);
  if (address === undefined) return refuse(head, reading);
  if (mask === undefined) return refuse(first ?? head, reading);
  if (isWildcard(address, mask)) {
    reading.report.add('ios/wildcard-as-netmask', spanOver(reading, head, first ?? head), {
      written: `${head.image} ${showIpv4(mask)}`,
      meant: inverted(address, mask),
    });
    return undefined;
  }
  const length = lengthOfMask(mask);
  const kept = (address & mask) >>> 0;
  return length === undefined
    ? { kind: 'masked', address: kept, mask, span }
    : { kind: 'prefix', address: kept, length, span };
}

/**
 * Whether a mask can only be meant as a wildcard: its first bit is clear, and it would make the group hold addresses
 * from all over the world. `0.0.0.0 0.0.0.0` is every address either way.
 */
function isWildcard(address: number, mask: number): boolean {
  if (mask === 0) return address !== 0;
  return mask >>> 31 === 0 || (mask === 0xffffffff && address === 0);
}

/** The member that was probably meant, in words of IOS. */
function inverted(address: number, wildcard: number): string {
  if (wildcard === 0) return `host ${showIpv4(address)}`;
  const mask = ~wildcard >>> 0;
  return mask === 0 ? 'any' : `${showIpv4((address & mask) >>> 0)} ${showIpv4(mask)}`;
}

function lowerHost(token: IToken, reading: Reading): NetworkMember | undefined {
  const { span } = reading.command;
  if (reading.family === 'ipv6') {
    const address = parseIpv6(token.image);
    return address === undefined
      ? refuse(token, reading)
      : { kind: 'host6', address: showIpv6(address), span };
  }
  const address = parseIpv4(token.image);
  return address === undefined ? refuse(token, reading) : { kind: 'host', address, span };
}

function lowerPrefix(head: IToken, reading: Reading): NetworkMember | undefined {
  const slash = head.image.indexOf('/');
  const address = parseIpv4(head.image.slice(0, slash));
  const length = Number(head.image.slice(slash + 1));
  if (address === undefined || length > 32) return refuse(head, reading);
  return {
    kind: 'prefix',
    address: (address & maskOfLength(length)) >>> 0,
    length,
    span: reading.command.span,
  };
}

function lowerService(parts: MemberParts, reading: Reading): ServiceMember | undefined {
  const { head, first } = parts;
  const { span } = reading.command;
  if (head === undefined) throw new Error('a member without words got past the grammar');
  if (head.tokenType === GroupObject && first !== undefined) {
    return { kind: 'group-object', name: first.image, span };
  }
  if (head.tokenType === Icmp) return lowerIcmpMember(first, reading);
  if (head.tokenType.CATEGORIES?.includes(PortProtocol) === true) {
    return lowerPortMember(head, parts, reading);
  }
  if (head.tokenType === Integer) {
    const protocol = inRange(head, 'protocol', 0, 255, reading);
    return protocol === undefined ? undefined : { kind: 'protocol', protocol, span };
  }
  const word = head.image.toLowerCase();
  if (word === 'ip' || word === 'ipv6') return { kind: 'protocol', span };
  const protocol = (reading.family === 'ipv4' ? PROTOCOLS : PROTOCOLS6).get(word);
  if (protocol === undefined) {
    reportStumble({ token: head, expected: 'protocol' }, reading);
    return undefined;
  }
  return { kind: 'protocol', protocol, span };
}

// icmp   icmp echo   icmp 8
function lowerIcmpMember(token: IToken | undefined, reading: Reading): ServiceMember | undefined {
  const { span } = reading.command;
  if (token === undefined) return { kind: 'icmp', span };
  if (token.tokenType === Integer) {
    const type = inRange(token, 'ICMP type', 0, 255, reading);
    return type === undefined ? undefined : { kind: 'icmp', type, span };
  }
  const word = token.image.toLowerCase();
  const name = reading.family === 'ipv4' ? groupMessage(word) : ICMP6_NAMES.get(word);
  if (name === undefined) {
    reading.report.add('ios/unknown-value', spanOf(reading, token), {
      word: token.image,
      what: 'ICMP type of a service group',
    });
    return undefined;
  }
  return { kind: 'icmp', type: name.type, span };
}

/** Service groups know the names of types only. */
function groupMessage(word: string): IcmpName | undefined {
  return ICMP_GROUP_NAMES.has(word) ? ICMP_NAMES.get(word) : undefined;
}

function lowerPortMember(
  head: IToken,
  parts: MemberParts,
  reading: Reading,
): ServiceMember | undefined {
  const word = head.image.toLowerCase();
  const protocols = word === 'tcp' ? [TCP] : word === 'udp' ? [UDP] : [TCP, UDP];
  const sourcePorts = lowerMemberPorts(parts.sourcePorts, protocols, reading);
  const destinationPorts = lowerMemberPorts(parts.ports, protocols, reading);
  if (sourcePorts === null || destinationPorts === null) return undefined;
  return {
    kind: 'ports',
    protocols,
    ...(sourcePorts !== undefined && { sourcePorts }),
    ...(destinationPorts !== undefined && { destinationPorts }),
    span: reading.command.span,
  };
}

/** @returns undefined where none was written, null after a report. */
function lowerMemberPorts(
  { operator, values }: PortParts,
  protocols: readonly number[],
  reading: Reading,
): PortMatch | undefined | null {
  const [first, second] = values;
  if (first === undefined) return undefined;
  if (operator?.tokenType === Neq) {
    reportStumble({ token: operator, expected: 'port' }, reading);
    return null;
  }
  const span = spanOver(reading, operator ?? first, second ?? first);
  const [protocol = TCP] = protocols;
  const stray = protocols.length > 1 ? values.find(isOfOneProtocol) : undefined;
  if (stray !== undefined) {
    reading.report.add('ios/port-name-of-other-protocol', spanOf(reading, stray), {
      name: stray.image,
      protocol: 'tcp-udp',
    });
    return null;
  }
  const port = lowerPort(first, protocol, reading);
  if (port === undefined) return null;
  if (operator?.tokenType === Range) {
    if (second === undefined) {
      reading.report.add('ios/incomplete-line', reading.command.after, { expected: 'port' });
      return null;
    }
    const to = lowerPort(second, protocol, reading);
    return to === undefined ? null : orderedRange(port, to, span, reading);
  }
  if (second !== undefined) {
    reportStumble({ token: second, expected: 'end-of-line' }, reading);
    return null;
  }
  if (operator?.tokenType === Gt) return { kind: 'gt', port, span };
  if (operator?.tokenType === Lt) return { kind: 'lt', port, span };
  return { kind: 'eq', ports: [port], span };
}

/** A name after `tcp-udp` must mean the same port for both. */
function isOfOneProtocol({ image, tokenType }: IToken): boolean {
  return tokenType !== Integer && !TCP_UDP_PORTS.has(image.toLowerCase());
}
