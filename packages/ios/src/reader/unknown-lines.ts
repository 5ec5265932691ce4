/**
 * Lines that no table knows. Most are commands of IOS that no access list depends on; some are slips of the finger in
 * a line that filters, and some are entries whose list nobody can tell. None of the latter two is passed over.
 */
import type { Action } from '@aclift/ir';
import type { Fate } from '../commands/command.ts';
import { isFreeText, leavesBlock } from '../commands/known-commands.ts';
import { type Command, isExecCommand, slips } from '@aclift/dialect-kit';
import { isOtherList } from './headers.ts';
import { applyLikeness, unreadEntry } from './likely-lines.ts';
import { isEntryLine, isRemarkText } from './list-lines.ts';
import type { ReaderState } from './reader-state.ts';
import { buriedAction, entryAction, isEntryShaped } from '../lowering/near-action.ts';
import { type Likeness, likenessOf } from './shapes.ts';

/**
 * @param negation how long a leading `no` with its blank is.
 * @param words in lower case, from there on.
 * @param again reads a command as an entry of the list that is open.
 */
export function unknownLine(
  reader: ReaderState,
  command: Command,
  negation: number,
  words: readonly string[],
  again: (command: Command) => Fate,
): Fate {
  const { block, report } = reader;
  const { text } = command;
  const { current } = block;
  // do show …: the session goes on behind it
  if (words[0] === 'do' && words.length > 1) return 'prompt';
  const isOurs = !isFreeText(words) && !isExecCommand(words) && !isOtherList(words);
  const likeness = isOurs ? likenessOf(text.slice(negation)) : undefined;
  if (likeness !== undefined && !isSettled(likeness, negation)) {
    const [written, meant] = [text.slice(negation), likeness.meant];
    if (isUnplaced(likeness)) report.add('ios/unplaced-binding', command.span, { text });
    else report.add('ios/misspelled-command', command.span, { written, meant });
    return applyLikeness(reader, command, likeness, negation > 0);
  }
  if (current.kind === 'list') {
    const { list } = current;
    // A mistyped action counts as one: the line is an entry, and it keeps the list open.
    const action = negation === 0 && isOurs ? entryAction(text) : undefined;
    if (action !== undefined || block.holds(command)) {
      report.add('ios/unrecognized-line', command.span, { text, within: list.name });
      const entry = unreadEntry(command, text);
      if (action === undefined) list.addLine({ kind: 'unrecognized', text, span: command.span });
      else list.add(entry, report);
      return 'diagnostic';
    }
    reader.opened(command, { fate: 'other-command', open: { kind: 'other' } });
    if (!leavesBlock(words)) block.interrupt(list, command);
    return leftOver(reader, command, negation, words);
  }
  const stray = isOurs ? strayEntry(reader, command, negation, again) : undefined;
  if (stray !== undefined) return stray;
  if (!block.holds(command) && (current.kind !== 'interface' || leavesBlock(words))) {
    reader.opened(command, { fate: 'other-command', open: { kind: 'other' } });
  }
  return leftOver(reader, command, negation, words);
}

/** Right words in a place where another reader has had its say, or a filter that is taken away from nowhere. */
function isSettled({ exact, shape }: Likeness, negation: number): boolean {
  return exact && (shape.kind !== 'binding' || negation > 0);
}

/** Spelled right, and in no interface. */
function isUnplaced({ exact, meant, shape }: Likeness): boolean {
  return exact && shape.kind === 'binding' && shape.family !== undefined && isBinding(meant);
}

function isBinding(meant: string): boolean {
  return meant === 'ip access-group' || meant === 'ipv6 traffic-filter';
}

/** An entry where no list is open. @returns undefined for everything else. */
function strayEntry(
  reader: ReaderState,
  command: Command,
  negation: number,
  again: (command: Command) => Fate,
): Fate | undefined {
  const { block, device, report } = reader;
  const { text } = command;
  const { current, interrupted } = block;
  const isEntry = isEntryLine(text, undefined);
  if (isEntry && interrupted !== undefined) {
    const { list } = interrupted;
    const { span } = interrupted.command;
    report.add('ios/unrecognized-line', span, {
      text: interrupted.command.text,
      within: list.name,
    });
    reader.settle(interrupted.command, 'diagnostic');
    list.addLine({ kind: 'unrecognized', text: interrupted.command.text, span });
    reader.opened(interrupted.command, {
      fate: 'modelled',
      open: { kind: 'list', list, show: false },
    });
    return again(command);
  }
  if (current.kind === 'other-list') {
    return isEntry || buriedAction(text) !== undefined ? 'other-list' : undefined;
  }
  const action = negation > 0 ? undefined : strayAction(text);
  // Below other commands a lone `permit`, or a word that begins like one, is theirs.
  const counts =
    current.kind === 'unread-list' || !block.holds(command)
      ? isEntry || action !== undefined
      : action !== undefined && isEntryShaped(text);
  if (!counts) return undefined;
  // The header above has been reported; a remark below it filters nothing.
  if (current.kind === 'unread-list' && action === undefined) {
    return isRemarkText(text) ? 'comment' : 'other-command';
  }
  report.add('ios/entry-outside-list', command.span, { text });
  if (action !== undefined) device.stray(text, action, command.span);
  return 'diagnostic';
}

/** What a stray line permits or denies; undefined when it is no such line: a remark, or a word alone. */
function strayAction(text: string): Action | undefined {
  if (isRemarkText(text)) return undefined;
  const known = entryAction(text) ?? buriedAction(text);
  if (known !== undefined) return /\s/.test(text) ? known : undefined;
  const short = /^(?:\d+\s+)?(p\w*|den?\w*)\s/i.exec(text)?.[1]?.toLowerCase();
  if (short === undefined || !isEntryLine(text, undefined)) return undefined;
  return short.startsWith('p') ? 'permit' : 'deny';
}

/** Not ours, unless it speaks of access lists in a way that no table knows. */
function leftOver(
  reader: ReaderState,
  command: Command,
  negation: number,
  words: readonly string[],
): Fate {
  if (isExecCommand(words)) return 'prompt';
  const isSetting = words[0] === 'access-group' && words[1] === 'mode';
  if (negation > 0 || isSetting || isFreeText(words) || isOtherList(words)) return 'other-command';
  if (!LIST_TRACES.test(command.text) || !command.text.split(/\s+/).some(isListWord)) {
    return reader.block.current.kind === 'other-list' ? 'other-list' : 'other-command';
  }
  reader.report.add('ios/unplaced-list-use', command.span, { text: command.text });
  return 'diagnostic';
}

const LIST_WORDS = ['access-list', 'access-group', 'access-class', 'traffic-filter'];

/** What is left of such a word after any slip. */
const LIST_TRACES = /cce|ess|raf|fic|ist|oup|ass|ter/i;

/** A word that speaks of lists, one slip included. */
function isListWord(word: string): boolean {
  if (word.length < 10 || word.length > 15) return false;
  const lower = word.toLowerCase();
  return LIST_WORDS.some((known) => slips(lower, known, 1) <= 1);
}
