/** Options with a value: `dscp ef`, `ttl lt 2`, `time-range WORK`, `sequence 30`. */
import { extensionHeader } from './extension-header.ts';
import type { Comparison } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { OptionParts } from '../grammar/parts.ts';
import { wordOf } from '@aclift/dialect-kit';
import {
  DSCP_NAMES,
  IP_OPTION_NAMES,
  MOBILITY_NAMES,
  PRECEDENCE_NAMES,
  TOS_NAMES,
} from '../names/header-names.ts';
import { inRange } from './number.ts';
import { misplaced, type OptionDraft, optionSpan } from './option-draft.ts';
import { type Reading, spanOf } from './reading.ts';

// dscp ef   precedence 5   tos min-delay   option lsr   time-range WORK   flow-label 7   sequence 30
export function lowerValue(option: OptionParts, draft: OptionDraft, reading: Reading): boolean {
  const { head } = option;
  const word = wordOf(head);
  const value = option.values[0];
  if (value === undefined) throw new Error(`${word} without its value got past the grammar`);
  const span = optionSpan(option, reading);
  if (word === 'time-range') {
    draft.conditions.push({ kind: 'time-range', name: value.image, span });
    return true;
  }
  const only = word === 'dscp' ? undefined : FAMILY_OF_OPTION.get(word);
  if (only !== undefined && only !== reading.family) return misplaced(head, reading);
  if (word === 'option' && wordOf(value) === 'any-options') {
    draft.conditions.push({ kind: 'option', value: 'any', span });
    return true;
  }
  const number = lowerNumber(word, value, reading);
  if (number === undefined) return false;
  switch (word) {
    case 'dscp':
    case 'precedence':
    case 'tos':
    case 'option':
    case 'flow-label':
      draft.conditions.push({ kind: word, value: number, span });
      return true;
    case 'sequence':
      draft.sequence = number;
      return true;
    default: {
      // routing-type 0   mobility-type bind-update   dest-option-type 5
      const header = extensionHeader(word.slice(0, -'-type'.length));
      if (header === undefined) throw new Error(`no condition for the option ${word}`);
      draft.conditions.push({ kind: 'extension-header', header, value: number, span });
      return true;
    }
  }
}

const NO_NAMES: ReadonlyMap<string, number> = new Map();

/** Names and highest value of each numeric option. */
const VALUES: ReadonlyMap<
  string,
  { names: ReadonlyMap<string, number>; low: number; high: number }
> = new Map([
  ['dscp', { names: DSCP_NAMES, low: 0, high: 63 }],
  ['precedence', { names: PRECEDENCE_NAMES, low: 0, high: 7 }],
  ['tos', { names: TOS_NAMES, low: 0, high: 15 }],
  ['option', { names: IP_OPTION_NAMES, low: 0, high: 255 }],
  ['flow-label', { names: NO_NAMES, low: 0, high: 1_048_575 }],
  ['routing-type', { names: NO_NAMES, low: 0, high: 255 }],
  ['mobility-type', { names: MOBILITY_NAMES, low: 0, high: 255 }],
  ['dest-option-type', { names: NO_NAMES, low: 0, high: 255 }],
  ['sequence', { names: NO_NAMES, low: 1, high: 4_294_967_294 }],
]);

const FAMILY_OF_OPTION: ReadonlyMap<string, 'ipv4' | 'ipv6'> = new Map([
  ['precedence', 'ipv4'],
  ['tos', 'ipv4'],
  ['option', 'ipv4'],
  ['flow-label', 'ipv6'],
  ['routing-type', 'ipv6'],
  ['mobility-type', 'ipv6'],
  ['dest-option-type', 'ipv6'],
  ['sequence', 'ipv6'],
]);

function lowerNumber(what: string, token: IToken, reading: Reading): number | undefined {
  const values = VALUES.get(what);
  if (values === undefined) throw new Error(`no values for ${what}`);
  if (!/^\d+$/.test(token.image)) {
    const number = values.names.get(wordOf(token));
    if (number === undefined) {
      reading.report.add('ios/unknown-value', spanOf(reading, token), { word: token.image, what });
    }
    return number;
  }
  return inRange(token, what, values.low, values.high, reading);
}

// ttl eq 255   ttl range 1 5
export function lowerTtl(option: OptionParts, draft: OptionDraft, reading: Reading): boolean {
  if (reading.family === 'ipv6') return misplaced(option.head, reading);
  const [operatorToken, first, second] = option.values;
  if (operatorToken === undefined || first === undefined) {
    throw new Error('ttl without its value got past the grammar');
  }
  const operator = wordOf(operatorToken);
  if (operator === 'portgroup') return misplaced(operatorToken, reading);
  const from = inRange(first, 'ttl', 0, 255, reading);
  const to = second === undefined ? from : inRange(second, 'ttl', 0, 255, reading);
  if (from === undefined || to === undefined) return false;
  const comparison: Comparison =
    operator === 'range'
      ? { operator, from: Math.min(from, to), to: Math.max(from, to) }
      : { operator: operator as 'eq' | 'neq' | 'gt' | 'lt', value: from };
  draft.conditions.push({ kind: 'ttl', comparison, span: optionSpan(option, reading) });
  return true;
}
