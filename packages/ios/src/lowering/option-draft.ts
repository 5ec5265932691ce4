/** What is known of an entry's options while they are lowered one by one. */
import type { Span } from '@aclift/diagnostics';
import type { Condition, IcmpMatch, Log, TcpFlag } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { OptionParts } from '../grammar/parts.ts';
import { TCP } from '../names/protocol-names.ts';
import { dialectOf } from './foreign-words.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';

export interface OptionDraft {
  conditions: Condition[];
  icmp?: IcmpMatch;
  log?: Log;
  hits?: number;
  sequence?: number;
  /** Bare TCP flags: they make one condition together. */
  flags: { flag: TcpFlag; token: IToken }[];
  /** How many conditions stood before the first of them. */
  flagsAt: number;
}

/** From the option's keyword to its last word. */
export function optionSpan(option: OptionParts, reading: Reading): Span {
  return spanOver(reading, option.head, option.values.at(-1) ?? option.head);
}

/**
 * Reports a word that has no place.
 * @returns false, for the callers to pass on.
 */
export function misplaced(token: IToken, reading: Reading): false {
  const dialect = dialectOf(token.image);
  reading.report.add('ios/unexpected-word', spanOf(reading, token), {
    word: token.image,
    expected: 'option',
    ...(dialect !== undefined && { dialect }),
  });
  return false;
}

/** @returns false after a report. */
export function needsTcp(token: IToken, protocol: number | undefined, reading: Reading): boolean {
  if (protocol === TCP) return true;
  reading.report.add('ios/option-needs-protocol', spanOf(reading, token), {
    option: token.image,
    protocol: 'tcp',
  });
  return false;
}
