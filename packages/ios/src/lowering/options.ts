/** The options of an entry, in whatever order they stand, from their words to conditions, log, message and counters. */
import type { Condition, IcmpMatch, Log } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { OptionParts } from '../grammar/parts.ts';
import { wordOf } from '@aclift/dialect-kit';
import { ICMP, ICMP6, IGMP } from '../names/protocol-names.ts';
import { lowerIcmp, lowerIgmp } from './message.ts';
import { misplaced, type OptionDraft, optionSpan } from './option-draft.ts';
import { lowerTtl, lowerValue } from './option-values.ts';
import { lowerPlain } from './plain-options.ts';
import { showProtocol } from './ports.ts';
import { type Reading, spanOf } from './reading.ts';
import { closeFlags, lowerFlag, lowerMatch } from './tcp-flags.ts';

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

/** @returns undefined after a report: an option that cannot be placed makes the whole entry unreadable. */
export function lowerOptions(
  options: readonly OptionParts[],
  protocol: number | undefined,
  reading: Reading,
): Options | undefined {
  if (options.length === 0) return NONE;
  const draft: OptionDraft = { conditions: [], flags: [], flagsAt: 0 };
  for (const option of options) {
    if (!lowerOption(option, protocol, draft, reading)) return undefined;
  }
  closeFlags(draft, reading);
  return draft;
}

function lowerOption(
  option: OptionParts,
  protocol: number | undefined,
  draft: OptionDraft,
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
      return lowerFlag(option.head, protocol, draft, reading);
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

// log   log COOKIE   log-input
function lowerLog(option: OptionParts, draft: OptionDraft, reading: Reading): boolean {
  if (draft.log !== undefined) return misplaced(option.head, reading);
  const cookie = option.values[0]?.image;
  draft.log = {
    kind: wordOf(option.head) === 'log' ? 'log' : 'log-input',
    ...(cookie !== undefined && { cookie }),
    span: optionSpan(option, reading),
  };
  return true;
}

// reflect RETURN timeout 120
function lowerReflect(option: OptionParts, draft: OptionDraft, reading: Reading): boolean {
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
  draft: OptionDraft,
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
function lowerSuffix(token: IToken, draft: OptionDraft, reading: Reading): boolean {
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

/** The protocol's IOS word, for messages. */
export function protocolWord(protocol: number | undefined): string {
  return protocol === undefined ? 'ip' : showProtocol(protocol);
}
