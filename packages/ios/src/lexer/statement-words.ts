/**
 * The words of commands other than entries: interfaces, routes, groups and uses of lists. Kept apart from the entry
 * vocabulary, so that a log cookie or a group may be called `in` or `address`.
 */
import { createToken, Lexer, type TokenType } from 'chevrotain';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';
import {
  TCP_PORTS,
  TCP_UDP_PORTS,
  UDP_PORTS,
  FOREIGN_TCP_PORTS,
  FOREIGN_UDP_PORTS,
} from '../names/port-names.ts';
import { ICMP6_NAMES, ICMP_NAMES } from '../names/icmp-names.ts';
import {
  AnyWord,
  Comma,
  Integer,
  Ipv4,
  Ipv6,
  MessageName,
  Parenthesis,
  PortName,
  PortOperator,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
  Word,
} from '@aclift/dialect-kit';

const words = new Map<string, TokenType>();

function keyword(text: string, roles: TokenType[] = [AnyWord]): TokenType {
  const type = createToken({ name: `"${text}"`, pattern: Lexer.NA, categories: roles });
  words.set(text, type);
  return type;
}

/** `in`, `out`. */
export const DirectionWord: TokenType = createToken({
  name: 'DirectionWord',
  pattern: Lexer.NA,
  categories: [AnyWord],
});
/** `tcp`, `udp`, `tcp-udp`: what has ports. */
export const PortProtocol: TokenType = createToken({
  name: 'PortProtocol',
  pattern: Lexer.NA,
  categories: [AnyWord],
});

/** Keywords inside a command after which a list is named. */
export const ListKeyword: TokenType = createToken({
  name: 'ListKeyword',
  pattern: Lexer.NA,
  categories: [AnyWord],
});

keyword('in', [DirectionWord]);
keyword('out', [DirectionWord]);
export const Inside: TokenType = keyword('inside');
export const Outside: TokenType = keyword('outside');
export const Secondary: TokenType = keyword('secondary');
export const Vrf: TokenType = keyword('vrf');
export const Host: TokenType = keyword('host');
export const Any: TokenType = keyword('any');
export const GroupObject: TokenType = keyword('group-object');
export const NetworkObject: TokenType = keyword('network-object');
export const Source: TokenType = keyword('source');
export const Destination: TokenType = keyword('destination');
export const List: TokenType = keyword('list', [ListKeyword]);
for (const text of [
  'redirect-list',
  'group-list',
  'java-list',
  'rp-list',
  'neighbor-list',
  'accept-filter',
  'access-group',
  'boundary',
  'for',
]) {
  keyword(text, [ListKeyword]);
}
export const Static: TokenType = keyword('static');
export const Network: TokenType = keyword('network');
export const Interface: TokenType = keyword('interface');
keyword('name');
keyword('eq', [PortOperator]);
export const Neq: TokenType = keyword('neq', [PortOperator]);
export const Gt: TokenType = keyword('gt', [PortOperator]);
export const Lt: TokenType = keyword('lt', [PortOperator]);
export const Range: TokenType = keyword('range', [PortOperator]);
keyword('tcp', [PortProtocol]);
keyword('udp', [PortProtocol]);
keyword('tcp-udp', [PortProtocol]);
export const Icmp: TokenType = keyword('icmp', [AnyWord]);

const NamedPort: TokenType = createToken({
  name: 'NamedPort',
  pattern: Lexer.NA,
  categories: [PortName],
});
const NamedPortOrMessage: TokenType = createToken({
  name: 'NamedPortOrMessage',
  pattern: Lexer.NA,
  categories: [PortName, MessageName],
});
const NamedMessage: TokenType = createToken({
  name: 'NamedMessage',
  pattern: Lexer.NA,
  categories: [MessageName],
});
const NamedProtocol: TokenType = createToken({
  name: 'NamedProtocol',
  pattern: Lexer.NA,
  categories: [ProtocolName],
});

const ports = new Set(
  [TCP_PORTS, UDP_PORTS, TCP_UDP_PORTS, FOREIGN_TCP_PORTS, FOREIGN_UDP_PORTS].flatMap((names) => [
    ...names.keys(),
  ]),
);
for (const name of ports) {
  if (!words.has(name)) words.set(name, ICMP_NAMES.has(name) ? NamedPortOrMessage : NamedPort);
}
for (const name of [...ICMP_NAMES.keys(), ...ICMP6_NAMES.keys()])
  if (!words.has(name)) words.set(name, NamedMessage);
for (const name of ['ip', 'ipv6', ...PROTOCOLS.keys(), ...PROTOCOLS6.keys()])
  if (!words.has(name)) words.set(name, NamedProtocol);

/** Lower-case word to token type. */
export const STATEMENT_WORDS: ReadonlyMap<string, TokenType> = words;

/** All types, for the parsers. */
export const STATEMENT_TYPES: TokenType[] = [
  AnyWord,
  DirectionWord,
  ListKeyword,
  PortProtocol,
  ProtocolName,
  PortValue,
  PortName,
  PortOperator,
  MessageName,
  Parenthesis,
  Prefix4,
  Ipv4,
  Integer,
  Comma,
  Word,
  Ipv6,
  Prefix6,
  ...new Set(words.values()),
];
