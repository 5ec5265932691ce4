/** The options of an entry, in whatever order they stand, from their words to conditions, log, message and counters. */
import type { Comparison, Condition, ExtensionHeader, IcmpMatch, Log, TcpFlag } from '@aclift/ir';
import type { Span } from '@aclift/diagnostics';
import type { IToken } from 'chevrotain';
import { wordOf } from '../lexer/lex.ts';
import type { OptionParts } from '../grammar/parts.ts';
import {
  DSCP_NAMES,
  IP_OPTION_NAMES,
  MOBILITY_NAMES,
  PRECEDENCE_NAMES,
  TOS_NAMES,
} from '../names/header-names.ts';
import { ICMP, ICMP6, IGMP, TCP } from '../names/protocol-names.ts';
import { dialectOf } from './foreign-words.ts';
import { lowerIcmp, lowerIgmp } from './message.ts';
import { inRange } from './number.ts';
import { showProtocol } from './ports.ts';
import { type Reading, spanOf, spanOver } from './reading.ts';

/** What the options of one entry say together. */
export interface Options {
  readonly conditions: readonly Condition[];
  readonly icmp?: IcmpMatch;
  readonly log?: Log;
  readonly hits?: number;
  /** IPv6: the number after `sequence`. */
  readonly sequence?: number;
}

/** Most entries have no option: they share this. */
const NONE: Options = { conditions: [] };

interface Draft {
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

/** @returns undefined after a report: an option that cannot be placed makes the whole entry unreadable. */
export function lowerOptions(
  options: readonly OptionParts[],
  protocol: number | undefined,
  reading: Reading,
): Options | undefined {
  if (options.length === 0) return NONE;
  const draft: Draft = { conditions: [], flags: [], flagsAt: 0 };
  for (const option of options) {
    if (!lowerOption(option, protocol, draft, reading)) return undefined;
  }
  closeFlags(draft, reading);
  return draft;
}

function lowerOption(
  option: OptionParts,
  protocol: number | undefined,
  draft: Draft,
  reading: Reading,
): boolean {
  if (reading.standard && option.kind !== 'log' && option.kind !== 'suffix') {
    return misplaced(option.head, reading);
  }
  switch (option.kind) {
    case 'log':
      return lowerLog(option, draft, reading);
    case 'plain':
      return lowerPlain(option.head, protocol, draft, reading);
    case 'value':
      return lowerValue(option, draft, reading);
    case 'flag':
      if (!needsTcp(option.head, protocol, reading)) return false;
      if (draft.flags.length === 0) draft.flagsAt = draft.conditions.length;
      draft.flags.push({ flag: wordOf(option.head) as TcpFlag, token: option.head });
      return true;
    case 'match':
      return lowerMatch(option, protocol, draft, reading);
    case 'ttl':
      return lowerTtl(option, draft, reading);
    case 'reflect':
      return lowerReflect(option, draft, reading);
    case 'message':
      return lowerMessage(option, protocol, draft, reading);
    case 'suffix':
      return lowerSuffix(option.head, draft, reading);
  }
}

function optionSpan(option: OptionParts, reading: Reading): Span {
  return spanOver(reading, option.head, option.values.at(-1) ?? option.head);
}

/** @returns false, for the callers to pass on. */
function misplaced(token: IToken, reading: Reading): false {
  const dialect = dialectOf(token.image);
  reading.report.add('ios/unexpected-word', spanOf(reading, token), {
    word: token.image,
    expected: 'option',
    ...(dialect !== undefined && { dialect }),
  });
  return false;
}

function needsTcp(token: IToken, protocol: number | undefined, reading: Reading): boolean {
  if (protocol === TCP) return true;
  reading.report.add('ios/option-needs-protocol', spanOf(reading, token), {
    option: token.image,
    protocol: 'tcp',
  });
  return false;
}

// log   log COOKIE   log-input
function lowerLog(option: OptionParts, draft: Draft, reading: Reading): boolean {
  if (draft.log !== undefined) return misplaced(option.head, reading);
  const cookie = option.values[0]?.image;
  draft.log = {
    kind: wordOf(option.head) === 'log' ? 'log' : 'log-input',
    ...(cookie !== undefined && { cookie }),
    span: optionSpan(option, reading),
  };
  return true;
}

// established   fragments   routing   undetermined-transport
function lowerPlain(
  head: IToken,
  protocol: number | undefined,
  draft: Draft,
  reading: Reading,
): boolean {
  const word = wordOf(head);
  const span = spanOf(reading, head);
  if (word === 'established') {
    if (!needsTcp(head, protocol, reading)) return false;
    draft.conditions.push({ kind: 'established', span });
    return true;
  }
  if (word === 'fragments') {
    draft.conditions.push({ kind: 'fragments', span });
    return true;
  }
  if (reading.family === 'ipv4') return misplaced(head, reading);
  if (word === 'undetermined-transport') {
    draft.conditions.push({ kind: 'undetermined-transport', span });
  } else {
    draft.conditions.push({ kind: 'extension-header', header: word as ExtensionHeader, span });
  }
  return true;
}

// dscp ef   precedence 5   tos min-delay   option lsr   time-range WORK   flow-label 7   sequence 30
function lowerValue(option: OptionParts, draft: Draft, reading: Reading): boolean {
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
      const header = word.slice(0, -'-type'.length) as ExtensionHeader;
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

// match-all +syn -ack
function lowerMatch(
  option: OptionParts,
  protocol: number | undefined,
  draft: Draft,
  reading: Reading,
): boolean {
  if (!needsTcp(option.head, protocol, reading)) return false;
  draft.conditions.push({
    kind: 'tcp-flags',
    mode: wordOf(option.head) === 'match-all' ? 'all' : 'any',
    flags: option.values.map(({ image }) => ({
      flag: image.slice(1).toLowerCase() as TcpFlag,
      set: image.startsWith('+'),
    })),
    span: optionSpan(option, reading),
  });
  return true;
}

// ttl eq 255   ttl range 1 5
function lowerTtl(option: OptionParts, draft: Draft, reading: Reading): boolean {
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

// reflect RETURN timeout 120
function lowerReflect(option: OptionParts, draft: Draft, reading: Reading): boolean {
  const [name, timeout] = option.values;
  if (name === undefined) throw new Error('reflect without its name got past the grammar');
  draft.conditions.push({
    kind: 'reflect',
    name: name.image,
    ...(timeout !== undefined && { timeout: Number(timeout.image) }),
    span: optionSpan(option, reading),
  });
  return true;
}

// echo   8 0   v2host-report
function lowerMessage(
  option: OptionParts,
  protocol: number | undefined,
  draft: Draft,
  reading: Reading,
): boolean {
  if (protocol === IGMP) {
    const igmp = lowerIgmp(option, reading);
    if (igmp === undefined) return false;
    draft.conditions.push(igmp);
    return true;
  }
  const isIcmp = protocol === (reading.family === 'ipv4' ? ICMP : ICMP6);
  if (!isIcmp || draft.icmp !== undefined) return misplaced(option.head, reading);
  const icmp = lowerIcmp(option, reading);
  if (icmp === undefined) return false;
  draft.icmp = icmp;
  return true;
}

// (5 matches)   (tag = WEB)   (hash = 0x75F078B9)   (active)   (time left 287)
function lowerSuffix(token: IToken, draft: Draft, reading: Reading): boolean {
  const text = token.image.slice(1, -1).trim();
  const matches = /^(\d+) (?:[a-z]+ )?match(?:es)?$/.exec(text);
  if (matches !== null) {
    draft.hits = Number(matches[1]);
    return true;
  }
  const tag = /^tag = (\S+)$/.exec(text);
  if (tag !== null && draft.log !== undefined) {
    const { kind, span } = draft.log;
    draft.log = {
      kind,
      cookie: tag[1] ?? '',
      span: { start: span.start, end: spanOf(reading, token).end },
    };
    return true;
  }
  const last = draft.conditions.at(-1);
  if ((text === 'active' || text === 'inactive') && last?.kind === 'time-range') {
    draft.conditions[draft.conditions.length - 1] = { ...last, active: text === 'active' };
    return true;
  }
  if (/^(?:hash = \S+|time left \d+)$/.test(text)) return true;
  return misplaced(token, reading);
}

/**
 * Bare flags match if any of them is set. Beside `established` (ACK or RST) the only sensible reading is the union:
 * the command line does not let one type both, but output of that kind exists.
 */
function closeFlags(draft: Draft, reading: Reading): void {
  const [first] = draft.flags;
  const last = draft.flags.at(-1);
  if (first === undefined || last === undefined) return;
  let span = spanOver(reading, first.token, last.token);
  const flags = draft.flags.map(({ flag }) => ({ flag, set: true }));
  const at = draft.conditions.findIndex(({ kind }) => kind === 'established');
  const established = draft.conditions[at];
  if (established !== undefined) {
    span = {
      start: Math.min(span.start, established.span.start),
      end: Math.max(span.end, established.span.end),
    };
    reading.report.add('ios/ambiguous-flags', span, { flags: flags.map(({ flag }) => flag) });
    draft.conditions.splice(at, 1);
    if (at < draft.flagsAt) draft.flagsAt -= 1;
    flags.unshift({ flag: 'ack', set: true }, { flag: 'rst', set: true });
  }
  draft.conditions.splice(draft.flagsAt, 0, { kind: 'tcp-flags', mode: 'any', flags, span });
}

/** The protocol's IOS word, for messages. */
export function protocolWord(protocol: number | undefined): string {
  return protocol === undefined ? 'ip' : showProtocol(protocol);
}
