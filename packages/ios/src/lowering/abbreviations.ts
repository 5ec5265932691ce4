/**
 * Typed text may shorten a keyword to a prefix that is unique where it stands. The grammar says where it stumbled and
 * what could stand there; this file finds the one word that the prefix can mean. Saved configurations never abbreviate.
 */
import type { Family } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import { Word } from '@aclift/dialect-kit';
import type { Expected } from '../grammar/expected.ts';
import { optionWordsAt } from '../lexer/option-words.ts';
import { TCP_FLAGS, VOCABULARY } from '../lexer/vocabulary.ts';
import { ICMP6_NAMES, ICMP_NAMES } from '../names/icmp-names.ts';
import { IGMP_NAMES } from '../names/igmp-names.ts';
import { ICMP, ICMP6, IGMP, PROTOCOLS, PROTOCOLS6, TCP } from '../names/protocol-names.ts';
import { hasPorts, portNames } from './ports.ts';

const OPERATORS = ['eq', 'gt', 'lt', 'neq', 'range'];
const OPTIONS = ['log', 'log-input', 'reflect', ...optionWordsAt('any')];
const OPTIONS4 = ['ttl', ...optionWordsAt('ipv4')];
const OPTIONS6 = optionWordsAt('ipv6');
const TCP_OPTIONS = ['match-all', 'match-any', ...TCP_FLAGS, ...optionWordsAt('tcp')];

/** Where in an entry the word stands. */
export interface Position {
  readonly expected: Expected;
  readonly family: Family;
  readonly standard: boolean;
  /** The entry's protocol, if it has been read and is one number. */
  readonly protocol: number | undefined;
}

/**
 * Gives the token the type and the full spelling of the word that it abbreviates.
 * @returns whether there is exactly one such word.
 */
export function expand(token: IToken, position: Position): boolean {
  if (token.tokenType !== Word) return false;
  const prefix = token.image.toLowerCase();
  const [found, another] = candidates(position).filter((word) => word.startsWith(prefix));
  const type = found === undefined || another !== undefined ? undefined : VOCABULARY.get(found);
  if (type === undefined) return false;
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
  token.payload = found;
  return true;
}

function candidates({ expected, family, standard, protocol }: Position): readonly string[] {
  switch (expected) {
    case 'action':
      return ['deny', 'dynamic', 'evaluate', 'permit'];
    case 'protocol':
      return family === 'ipv4'
        ? ['ip', 'object-group', ...PROTOCOLS.keys()]
        : ['ipv6', ...PROTOCOLS6.keys()];
    case 'address':
      return standard
        ? ['any', 'host']
        : ['any', 'host', 'object-group', ...(hasPorts(protocol) ? OPERATORS : [])];
    case 'operator':
      return OPERATORS;
    case 'port':
      return protocol === undefined ? [] : [...portNames(protocol).names.keys()];
    case 'option':
      return standard ? ['log'] : options(family, protocol);
    default:
      return [];
  }
}

function options(family: Family, protocol: number | undefined): readonly string[] {
  const words = [...OPTIONS, ...(family === 'ipv4' ? OPTIONS4 : OPTIONS6)];
  if (hasPorts(protocol)) words.push(...OPERATORS);
  if (protocol === TCP) words.push(...TCP_OPTIONS);
  if (protocol === IGMP) words.push(...IGMP_NAMES.keys());
  if (protocol === (family === 'ipv4' ? ICMP : ICMP6)) {
    words.push(...(family === 'ipv4' ? ICMP_NAMES : ICMP6_NAMES).keys());
  }
  return words;
}
