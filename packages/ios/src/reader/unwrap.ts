/** Entries that a terminal cut at its right margin. */
import { blockOpenedBy } from '../commands/block-commands.ts';
import { leavesBlock } from '../commands/known-commands.ts';
import type { ListDraft } from '../device/list-draft.ts';
import { type Command, firstWords, type Framer, promptLength } from '@aclift/dialect-kit';
import { canRead, type EntryContext, isEntryLine, isRemark } from './list-lines.ts';

/**
 * The entry with its rest from the next line, if the next line can be nothing else and the whole makes sense. The
 * lines that it takes are consumed.
 * @param shift where the entry begins in the command.
 */
export function unwrapped(
  command: Command,
  shift: number,
  list: ListDraft,
  framer: Framer,
  context: EntryContext,
): Command | undefined {
  const next = framer.upcoming;
  if (next === undefined || next === '' || canStandAlone(next, list)) return undefined;
  // Any text goes on a remark: without signs of a terminal the next line is no part of it.
  if (isRemark(command, shift) && !framer.isCaptured) return undefined;
  const whole = framer.joined(command);
  if (whole === undefined || !canRead(whole, shift, list, context)) return undefined;
  framer.take();
  return whole;
}

function canStandAlone(text: string, list: ListDraft): boolean {
  if (text.startsWith('!') || isEntryLine(text, list) || promptLength(text) !== undefined)
    return true;
  const words = firstWords(text, 0, 3).map((word) => word.toLowerCase());
  return (
    leavesBlock(words) ||
    blockOpenedBy(words) !== undefined ||
    /^(?:no|default|exit|end|interface|access-list|object-group)$/.test(words[0] ?? '')
  );
}
