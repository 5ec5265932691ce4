/** One line of a list, from tokens to the IR: the grammar reads it, this file says what it means. */
import type { Ace, Evaluate, Unrecognized } from '@aclift/ir';
import type { IToken } from 'chevrotain';
import { afterWords, Integer, lex, wordOf } from '@aclift/dialect-kit';
import type { IosStumble } from '../grammar/expected.ts';
import { VOCABULARY } from '../lexer/vocabulary.ts';
import { entryGrammar } from '../grammar/entry-grammar.ts';
import type { EntryParts } from '../grammar/parts.ts';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';
import { expand } from './abbreviations.ts';
import { actionOf, lowerAce } from './ace.ts';
import { entryAction } from './near-action.ts';
import type { Reading } from './reading.ts';
import { highestSequence, lowerSequence } from './sequence.ts';
import { reportStumble } from './stumble.ts';

/** How many abbreviated words one line may hold: more than any entry has, and a bound for hostile lines. */
const MOST_ABBREVIATIONS = 24;

/**
 * Reads the command from {@link Reading.shift} on as an entry.
 * @returns `unrecognized` after a report when any part of it cannot be read: half an entry would be a wrong one.
 */
export function readEntry(reading: Reading): Ace | Evaluate | Unrecognized {
  const { command, report, shift } = reading;
  const tokens = lex(shift === 0 ? command.text : command.text.slice(shift), VOCABULARY);
  const before = report.count;
  for (let left = MOST_ABBREVIATIONS; ; left -= 1) {
    const result = attempt(tokens, reading);
    if ('kind' in result) return result;
    const { stumble } = result;
    if (left === 0 || !expandAt(stumble, reading)) {
      if (stumble !== undefined) reportStumble(stumble, reading);
      return unrecognized(entryGrammar().parts, tokens, reading);
    }
    report.rewind(before);
  }
}

/** An entry, or where it went wrong; without a place when the reports say it already. */
function attempt(
  tokens: IToken[],
  reading: Reading,
): Ace | Evaluate | { readonly stumble: IosStumble | undefined } {
  const grammar = entryGrammar();
  const stumble = reading.standard ? grammar.readStandard(tokens) : grammar.readExtended(tokens);
  const { parts } = grammar;
  // The word stands before whatever the grammar stumbled at.
  if (isBareWord(parts, reading)) {
    return { stumble: { token: parts.serviceGroup, expected: 'protocol' } };
  }
  if (stumble !== undefined) return { stumble };
  if (parts.unexpected !== undefined) {
    return { stumble: { token: parts.unexpected, expected: 'option' } };
  }
  const entry =
    parts.evaluate === undefined ? lowerAce(parts, reading) : lowerEvaluate(parts, reading);
  return entry ?? { stumble: undefined };
}

/**
 * A word in the protocol's place that is no protocol. `show` of some images prints service groups so; in a
 * configuration the word must be the name of one.
 */
function isBareWord({ serviceGroup, serviceKeyword }: EntryParts, reading: Reading): boolean {
  if (serviceGroup === undefined || serviceKeyword !== undefined || reading.show) return false;
  return !reading.isServiceGroup(serviceGroup.image);
}

function expandAt(stumble: IosStumble | undefined, reading: Reading): boolean {
  if (stumble?.token === undefined) return false;
  const { protocol } = entryGrammar().parts;
  const number =
    protocol === undefined
      ? undefined
      : protocol.tokenType === Integer
        ? Number(protocol.image)
        : (reading.family === 'ipv4' ? PROTOCOLS : PROTOCOLS6).get(wordOf(protocol));
  return expand(stumble.token, {
    expected: stumble.expected,
    family: reading.family,
    standard: reading.standard,
    protocol: number,
  });
}

function unrecognized(
  parts: EntryParts,
  tokens: readonly IToken[],
  reading: Reading,
): Unrecognized {
  const { command } = reading;
  const action =
    actionOf(parts.action ?? tokens.find(({ image }) => /^(?:permit|deny)$/i.test(image))) ??
    entryAction(command.text.slice(reading.shift));
  const sequence = sequenceOf(parts, reading);
  // Without `access-list 101` and without the number: they are no part of the entry.
  const skipped =
    sequence === undefined || parts.sequence === undefined
      ? reading.shift
      : afterWords(command.text, reading.shift + parts.sequence.startOffset, 1);
  return {
    kind: 'unrecognized',
    ...(sequence !== undefined && { sequence }),
    ...(action !== undefined && { action }),
    text: command.text.slice(skipped),
    span: command.span,
  };
}

/** The number that the line takes in its list; undefined for numbers that no device would take. */
function sequenceOf({ sequence }: EntryParts, { family }: Reading): number | undefined {
  const number = sequence === undefined ? 0 : Number(sequence.image);
  return number >= 1 && number <= highestSequence(family) ? number : undefined;
}

function lowerEvaluate(parts: EntryParts, reading: Reading): Evaluate | undefined {
  const { evaluate } = parts;
  const [extra] = parts.options;
  if (evaluate === undefined) return undefined;
  if (extra !== undefined) {
    reportStumble({ token: extra.head, expected: 'end-of-line' }, reading);
    return undefined;
  }
  const sequence = lowerSequence(parts, undefined, reading);
  if (sequence === null) return undefined;
  return {
    kind: 'evaluate',
    ...(sequence !== undefined && { sequence }),
    name: evaluate.image,
    span: reading.command.span,
  };
}
