/**
 * Commands of a session that the device answered. One that it refused is not in force: `% Invalid input detected` below
 * an entry says that the list has no such entry.
 */
import type { Unrecognized } from '@aclift/ir';
import type { Fate } from '../commands/command.ts';
import {
  type Command,
  firstWords,
  isExecCommand,
  plainForm,
  type Reply,
  withoutComment,
} from '@aclift/dialect-kit';
import { addUnread, unreadEntry } from './likely-lines.ts';
import { isEntryLine } from './list-lines.ts';
import type { ReaderState } from './reader-state.ts';
import { buriedAction, entryAction } from '../lowering/near-action.ts';
import { likenessOf, type Shape } from './shapes.ts';

/**
 * @param raw the command as typed, without its prompt.
 * @returns undefined when it is to be read as if there were no answer.
 */
export function answeredLine(reader: ReaderState, raw: Command, reply: Reply): Fate | undefined {
  if (reply.kind === 'notice') return undefined;
  const words = firstWords(raw.text, 0, 3).map((word) => word.toLowerCase());
  if (isExecCommand(words)) return undefined;
  const command = withoutComment(raw);
  const plain = plainForm(command.text);
  const negation = /^(?:no|default)\s+/i.exec(plain)?.[0].length ?? 0;
  const shape = likenessOf(plain.slice(negation))?.shape;
  const place = placeOf(reader, plain, shape);
  const facts = { reply: reply.text };
  if (reply.kind === 'refused') {
    reader.report.add('ios/refused-by-device', command.span, facts);
    const action = entryAction(plain) ?? buriedAction(plain);
    if (place !== undefined && action !== undefined && negation === 0) {
      const { span, text } = command;
      const entry: Unrecognized = { kind: 'unrecognized', action, text, span };
      reader.device.refuse(place.list, place.family, entry, reply.span);
    }
    return 'diagnostic';
  }
  reader.report.add('ios/unclear-reply', command.span, facts);
  return unclear(reader, command, plain, negation > 0, shape);
}

/** The list that an entry was typed for. Undefined: the line is no entry. */
function placeOf(
  { block: { current } }: ReaderState,
  plain: string,
  shape: Shape | undefined,
): { readonly list: string; readonly family: 'ipv4' | 'ipv6' } | undefined {
  if (shape?.kind === 'numbered') return { list: shape.list, family: 'ipv4' };
  if (shape !== undefined) return undefined;
  if (current.kind === 'list') return { list: current.list.name, family: current.list.family };
  return entryAction(plain) === undefined ? undefined : { list: '', family: 'ipv4' };
}

/** Whether the device took the line nobody can tell: an entry counts as unreadable, a binding as one of unknown effect. */
function unclear(
  reader: ReaderState,
  command: Command,
  plain: string,
  negated: boolean,
  shape: Shape | undefined,
): Fate | undefined {
  const { current } = reader.block;
  if (negated) return 'diagnostic';
  if (shape?.kind === 'binding') {
    addUnread(reader, command, shape);
    return 'diagnostic';
  }
  if (current.kind === 'list' && isEntryLine(plain, current.list)) {
    const entry = unreadEntry(command, plain);
    if (entry.action !== undefined) current.list.add(entry, reader.report);
    return 'diagnostic';
  }
  return undefined;
}
