/** Options with a value: `dscp ef`, `ttl lt 2`, `time-range WORK`, `sequence 30`. */
import type { Span } from '@aclift/diagnostics';
import type { Comparison, Condition, ExtensionHeader } from '@aclift/ir';
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
import { isOptionWord, VALUE_OPTIONS, type ValueOptionWord } from '../lexer/option-words.ts';
import { inRange } from './number.ts';
import { misplaced, type OptionDraft, optionSpan } from './option-draft.ts';
import { type Reading, spanOf } from './reading.ts';

/** What a number after the word means. */
interface NumericOption {
  /** Words that stand for numbers. */
  readonly names: ReadonlyMap<string, number>;
  readonly low: number;
  readonly high: number;
  /** Undefined: the number is no condition, but the entry's own. */
  readonly condition: ((value: number, span: Span) => Condition) | undefined;
}

const NO_NAMES: ReadonlyMap<string, number> = new Map();

/** Complete by its type: a new word does not compile until it has a meaning. A time range has a name and no number. */
const NUMBERS: Readonly<Record<Exclude<ValueOptionWord, 'time-range'>, NumericOption>> = {
  dscp: {
    names: DSCP_NAMES,
    low: 0,
    high: 63,
    condition: (value, span) => ({ kind: 'dscp', value, span }),
  },
  precedence: {
    names: PRECEDENCE_NAMES,
    low: 0,
    high: 7,
    condition: (value, span) => ({ kind: 'precedence', value, span }),
  },
  tos: {
    names: TOS_NAMES,
    low: 0,
    high: 15,
    condition: (value, span) => ({ kind: 'tos', value, span }),
  },
  option: {
    names: IP_OPTION_NAMES,
    low: 0,
    high: 255,
    condition: (value, span) => ({ kind: 'option', value, span }),
  },
  'flow-label': {
    names: NO_NAMES,
    low: 0,
    high: 1_048_575,
    condition: (value, span) => ({ kind: 'flow-label', value, span }),
  },
  'routing-type': headerType('routing', NO_NAMES),
  'mobility-type': headerType('mobility', MOBILITY_NAMES),
  'dest-option-type': headerType('dest-option', NO_NAMES),
  sequence: { names: NO_NAMES, low: 1, high: 4_294_967_294, condition: undefined },
};

function headerType(header: ExtensionHeader, names: ReadonlyMap<string, number>): NumericOption {
  return {
    names,
    low: 0,
    high: 255,
    condition: (value, span) => ({ kind: 'extension-header', header, value, span }),
  };
}

// dscp ef   precedence 5   tos min-delay   option lsr   time-range WORK   flow-label 7   sequence 30
export function lowerValue(option: OptionParts, draft: OptionDraft, reading: Reading): boolean {
  const { head } = option;
  const word = wordOf(head);
  const value = option.values[0];
  if (value === undefined) throw new Error(`${word} without its value got past the grammar`);
  if (!isOptionWord(VALUE_OPTIONS, word)) throw new Error(`no condition for the option ${word}`);
  const span = optionSpan(option, reading);
  if (word === 'time-range') {
    draft.conditions.push({ kind: 'time-range', name: value.image, span });
    return true;
  }
  const place = VALUE_OPTIONS[word];
  if (place !== 'any' && place !== reading.family) return misplaced(head, reading);
  if (word === 'option' && wordOf(value) === 'any-options') {
    draft.conditions.push({ kind: 'option', value: 'any', span });
    return true;
  }
  const number = lowerNumber(word, value, reading);
  if (number === undefined) return false;
  const { condition } = NUMBERS[word];
  if (condition === undefined) draft.sequence = number;
  else draft.conditions.push(condition(number, span));
  return true;
}

function lowerNumber(
  what: keyof typeof NUMBERS,
  token: IToken,
  reading: Reading,
): number | undefined {
  const { high, low, names } = NUMBERS[what];
  if (!/^\d+$/.test(token.image)) {
    const number = names.get(wordOf(token));
    if (number === undefined) {
      reading.report.add('ios/unknown-value', spanOf(reading, token), { word: token.image, what });
    }
    return number;
  }
  return inRange(token, what, low, high, reading);
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
