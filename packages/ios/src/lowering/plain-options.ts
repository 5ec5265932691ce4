/** Options of one word: `established`, `fragments`, `routing`, `undetermined-transport`. */
import type { Span } from '@aclift/diagnostics';
import { wordOf } from '@aclift/dialect-kit';
import type { Condition, ExtensionHeader } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import { isOptionWord, PLAIN_OPTIONS, type PlainOptionWord } from '../lexer/option-words.ts';
import { misplaced, needsTcp, type OptionDraft } from './option-draft.ts';
import { type Reading, spanOf } from './reading.ts';

/** What each word means. Complete by its type: a new word does not compile until it has a meaning. */
const MEANINGS: Readonly<Record<PlainOptionWord, (span: Span) => Condition>> = {
  established: (span) => ({ kind: 'established', span }),
  fragments: (span) => ({ kind: 'fragments', span }),
  routing: header('routing'),
  mobility: header('mobility'),
  'dest-option': header('dest-option'),
  hbh: header('hbh'),
  auth: header('auth'),
  'undetermined-transport': (span) => ({ kind: 'undetermined-transport', span }),
};

function header(name: ExtensionHeader): (span: Span) => Condition {
  return (span) => ({ kind: 'extension-header', header: name, span });
}

/** @returns false after a report. */
export function lowerPlain(
  head: IToken,
  protocol: number | undefined,
  draft: OptionDraft,
  reading: Reading,
): boolean {
  const word = wordOf(head);
  if (!isOptionWord(PLAIN_OPTIONS, word)) throw new Error(`no condition for the option ${word}`);
  const place = PLAIN_OPTIONS[word];
  if (place === 'tcp' && !needsTcp(head, protocol, reading)) return false;
  if (place === 'ipv6' && reading.family === 'ipv4') return misplaced(head, reading);
  draft.conditions.push(MEANINGS[word](spanOf(reading, head)));
  return true;
}
