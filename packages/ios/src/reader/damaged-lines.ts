/**
 * Lines that hold a character which only looks like one of IOS: `ip access–group` with an en dash. The device refuses
 * them, and whoever pasted them means them, so they count as what they look like and fail closed.
 */
import type { Unrecognized } from '@aclift/ir';
import { isWord, rowsFor } from '../commands/command-table.ts';
import type { Fate } from '../commands/command.ts';
import { isFreeText } from '../commands/known-commands.ts';
import type { ListDraft } from '../device/list-draft.ts';
import {
  type Command,
  firstWords,
  isAscii,
  oddCharacters,
  plainForm,
  promptLength,
  withoutComment,
} from '@aclift/dialect-kit';
import { isMemberLine } from './group-lines.ts';
import { applyLikeness, unreadEntry } from './likely-lines.ts';
import { isEntryLine, isRemarkText } from './list-lines.ts';
import type { ReaderState } from './reader-state.ts';
import { entryAction } from '../lowering/near-action.ts';
import { likenessOf } from './shapes.ts';

const NEGATION = /^(?:no|default)\s+/i;

/** @returns undefined when the line is to be read as usual. */
export function damagedLine(reader: ReaderState, raw: Command): Fate | undefined {
  if (isAscii(raw.text) || promptLength(raw.text) !== undefined || isProse(raw.text)) {
    return undefined;
  }
  const command = withoutComment(raw);
  const odd = oddCharacters(command.text);
  if (odd.length === 0) return undefined;
  const plain = plainForm(command.text);
  const negation = NEGATION.exec(plain)?.[0].length ?? 0;
  const report = (): void => {
    const [{ at } = { at: 0 }] = odd;
    const titles = [...new Set(odd.map(({ title }) => title))];
    reader.report.add('ios/look-alike-character', command.between(at, at + 1), {
      characters: titles.slice(0, MOST_TITLES),
      looksLike: plain,
    });
  };
  const { current } = reader.block;
  if (current.kind === 'list' && (isEntryLine(plain, current.list) || entryAction(plain))) {
    report();
    if (negation === 0) addDamaged(command, plain, current.list, reader);
    return 'diagnostic';
  }
  if (current.kind === 'group' && isMember(plain, negation, current.group.type, command, reader)) {
    report();
    const member = { kind: 'unrecognized', text: command.text, span: command.span } as const;
    current.group.addNetwork(member);
    current.group.addService(member);
    return 'diagnostic';
  }
  const likeness = likenessOf(plain.slice(negation));
  if (likeness !== undefined) {
    report();
    return applyLikeness(reader, command, likeness, negation > 0);
  }
  const action = entryAction(plain);
  if (action !== undefined && current.kind !== 'other-list') {
    report();
    reader.device.stray(command.text, action, command.span);
    return 'diagnostic';
  }
  // An address, a route, a use of a list: nothing filters by it, but it must not be passed over either.
  if (isKnown(command.text, negation, reader) || !isKnown(plain, negation, reader)) {
    return undefined;
  }
  report();
  return 'diagnostic';
}

/** Whether a table knows a command with these words here. */
function isKnown(text: string, from: number, { block }: ReaderState): boolean {
  const words = firstWords(text, from, 6).map((word) => word.toLowerCase());
  const kinds = ['global', block.current.kind] as const;
  return kinds.some((kind) => rowsFor(kind, words).next().done !== true);
}

/** How many characters a message names. */
const MOST_TITLES = 3;

/** Remarks and descriptions may hold any character. */
function isProse(text: string): boolean {
  const words = firstWords(text, 0, 3).map((word) => word.toLowerCase());
  const [first = '', , third = ''] = words;
  if (isFreeText(words) || isWord(first, 'description') || isRemarkText(text)) return true;
  return isWord(first, 'access-list') && /^r(?:e(?:m(?:a(?:rk?)?)?)?)?$/.test(third);
}

/** An entry takes its place; a remark with a damaged keyword does no harm. */
function addDamaged(command: Command, plain: string, list: ListDraft, reader: ReaderState): void {
  if (isRemarkText(plain)) return;
  const entry: Unrecognized = unreadEntry(command, plain);
  if (entry.action === undefined) list.addLine(entry);
  else list.add(entry, reader.report);
}

function isMember(
  plain: string,
  negation: number,
  type: string,
  command: Command,
  { block }: ReaderState,
): boolean {
  const words = firstWords(plain, negation, 6).map((word) => word.toLowerCase());
  return block.holds(command) || isMemberLine(words, type);
}
