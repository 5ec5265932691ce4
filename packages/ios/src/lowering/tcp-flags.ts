/** TCP flags: bare, or signed after `match-any` and `match-all`. */
import type { TcpFlag } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { OptionParts } from '../grammar/parts.ts';
import { wordOf } from '@aclift/dialect-kit';
import { needsTcp, type OptionDraft, optionSpan } from './option-draft.ts';
import { type Reading, spanOver } from './reading.ts';

// ack
export function lowerFlag(
  head: IToken,
  protocol: number | undefined,
  draft: OptionDraft,
  reading: Reading,
): boolean {
  if (!needsTcp(head, protocol, reading)) return false;
  if (draft.flags.length === 0) draft.flagsAt = draft.conditions.length;
  draft.flags.push({ flag: wordOf(head) as TcpFlag, token: head });
  return true;
}

// match-all +syn -ack
export function lowerMatch(
  option: OptionParts,
  protocol: number | undefined,
  draft: OptionDraft,
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

/**
 * Bare flags match if any of them is set. Beside `established` (ACK or RST) the only sensible reading is the union:
 * the command line does not let one type both, but output of that kind exists.
 */
export function closeFlags(draft: OptionDraft, reading: Reading): void {
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
