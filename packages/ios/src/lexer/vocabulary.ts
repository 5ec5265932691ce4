/**
 * Every word of the entry grammar with its token type. A word that plays several roles has one type with several
 * categories, so that the grammar stays LL(1) and each position asks for the role that it wants.
 */
import type { TcpFlag } from '@aclift/ir';
import { createToken, Lexer, type TokenType } from 'chevrotain';
import {
  ICMP6_NAMES,
  ICMP_NAMES,
  NEWER_ICMP6_NAMES,
  NEWER_ICMP_NAMES,
} from '../names/icmp-names.ts';
import { IGMP_NAMES } from '../names/igmp-names.ts';
import { FOREIGN_TCP_PORTS, FOREIGN_UDP_PORTS, TCP_PORTS, UDP_PORTS } from '../names/port-names.ts';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';
import { PLAIN_OPTIONS, VALUE_OPTIONS, type ValueOptionWord } from './option-words.ts';
import {
  ActionWord,
  AnyWord,
  Comma,
  Flag,
  GroupWord,
  Integer,
  Ipv4,
  Ipv6,
  LogWord,
  MatchWord,
  MessageName,
  Parenthesis,
  PlainOption,
  PortName,
  PortOperator,
  PortValue,
  Prefix4,
  Prefix6,
  ProtocolName,
  SignedFlag,
  ValueOption,
  Word,
} from '@aclift/dialect-kit';

const words = new Map<string, TokenType>();

function keyword(text: string, roles: TokenType[] = []): TokenType {
  const type = createToken({
    name: `'${text}'`,
    pattern: Lexer.NA,
    categories: [AnyWord, ...roles],
  });
  words.set(text, type);
  return type;
}

/** A keyword that a table has made. */
function typeOf(word: ValueOptionWord): TokenType {
  const type = words.get(word);
  if (type === undefined) throw new Error(`no keyword ${word}`);
  return type;
}

keyword('permit', [ActionWord]);
keyword('deny', [ActionWord]);
export const Dynamic: TokenType = keyword('dynamic');
export const Evaluate: TokenType = keyword('evaluate');
export const Timeout: TokenType = keyword('timeout');

// hbh is the name of a protocol too.
for (const word of Object.keys(PLAIN_OPTIONS)) {
  keyword(word, PROTOCOLS6.has(word) ? [ProtocolName, PlainOption] : [PlainOption]);
}
for (const word of Object.keys(VALUE_OPTIONS)) keyword(word, [ValueOption]);
export const Sequence: TokenType = typeOf('sequence');

keyword('ip', [ProtocolName]);
keyword('ipv6', [ProtocolName]);
keyword('tcp', [ProtocolName]);
keyword('udp', [ProtocolName]);
keyword('tcp-udp');
keyword('icmp', [ProtocolName]);

export const Any: TokenType = keyword('any');
export const Host: TokenType = keyword('host');
export const ObjectGroup: TokenType = keyword('object-group', [GroupWord]);
keyword('addrgroup', [GroupWord]);
export const Wildcard: TokenType = keyword('wildcard');
export const Bits: TokenType = keyword('bits');

export const Eq: TokenType = keyword('eq', [PortOperator]);
export const Neq: TokenType = keyword('neq', [PortOperator]);
export const Gt: TokenType = keyword('gt', [PortOperator]);
export const Lt: TokenType = keyword('lt', [PortOperator]);
export const Range: TokenType = keyword('range', [PortOperator]);
export const Portgroup: TokenType = keyword('portgroup', [PortOperator]);
keyword('source');

keyword('match-any', [MatchWord]);
keyword('match-all', [MatchWord]);
export const Ttl: TokenType = keyword('ttl');
keyword('log', [LogWord]);
keyword('log-input', [LogWord]);
export const Reflect: TokenType = keyword('reflect');

keyword('group-object');

/** Words with a meaning of their own, apart from those that only name a value. */
export const ENTRY_KEYWORDS: readonly string[] = [...words.keys()];

export const TCP_FLAGS: readonly TcpFlag[] = ['ack', 'fin', 'psh', 'rst', 'syn', 'urg'];
for (const flag of TCP_FLAGS) {
  words.set(flag, Flag);
  words.set(`+${flag}`, SignedFlag);
  words.set(`-${flag}`, SignedFlag);
}

/** Words that only name a value, by the roles they play together: one token type per combination of roles. */
const combinations = new Map<string, TokenType>();

function addNames(): void {
  const roles = new Map<string, Set<TokenType>>();
  const add = (names: Iterable<string>, role: TokenType): void => {
    for (const name of names) {
      const known = roles.get(name);
      if (known === undefined) roles.set(name, new Set([role]));
      else known.add(role);
    }
  };
  add(PROTOCOLS.keys(), ProtocolName);
  add(PROTOCOLS6.keys(), ProtocolName);
  for (const names of [TCP_PORTS, UDP_PORTS, FOREIGN_TCP_PORTS, FOREIGN_UDP_PORTS]) {
    add(names.keys(), PortName);
  }
  for (const names of [ICMP_NAMES, NEWER_ICMP_NAMES, ICMP6_NAMES, NEWER_ICMP6_NAMES]) {
    add(names.keys(), MessageName);
  }
  add(IGMP_NAMES.keys(), MessageName);
  for (const [name, played] of roles) {
    if (words.has(name)) continue;
    const types = [...played];
    const key = types.map((type) => type.name).join('+');
    let type = combinations.get(key);
    if (type === undefined) {
      type = createToken({ name: `Name:${key}`, pattern: Lexer.NA, categories: types });
      combinations.set(key, type);
    }
    words.set(name, type);
  }
}
addNames();

/** Lower-case word to token type. */
export const VOCABULARY: ReadonlyMap<string, TokenType> = words;

/** All types, for the parsers. */
export const TOKEN_TYPES: TokenType[] = [
  AnyWord,
  ActionWord,
  ProtocolName,
  PortValue,
  PortName,
  PortOperator,
  MessageName,
  PlainOption,
  ValueOption,
  LogWord,
  MatchWord,
  GroupWord,
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
