/** What becomes of a line that is shaped like part of a filter and cannot be read: the place it is meant for fails closed. */
import type { UnreadBinding, Unrecognized } from '@aclift/ir';
import type { Fate } from '../commands/command.ts';
import { afterWords, type Command, plainForm } from '@aclift/dialect-kit';
import { kindOfNumber } from '../names/list-numbers.ts';
import type { ReaderState } from './reader-state.ts';
import { buriedAction, entryAction } from '../lowering/near-action.ts';
import { type Likeness, type Shape } from './shapes.ts';

/**
 * Takes the line for what it is shaped like. The report has been made.
 * @param negated `no …`: what it would have removed stays.
 */
export function applyLikeness(
  reader: ReaderState,
  command: Command,
  { shape }: Likeness,
  negated: boolean,
): Fate {
  const { block } = reader;
  const { current } = block;
  if (current.kind === 'list' && block.holds(command)) {
    // Deeper than the list's header: a line of the list, as far as anybody can tell.
    const entry = unreadEntry(command, plainForm(command.text));
    if (negated || entry.action === undefined) current.list.addLine(entry);
    else current.list.add(entry, reader.report);
    return 'diagnostic';
  }
  switch (shape.kind) {
    case 'numbered':
      return numberedLine(reader, command, shape, negated);
    case 'header':
      if (!negated) {
        for (const list of shape.lists) loseList(reader, command, list, shape.family, shape.type);
      }
      return reader.opened(command, { fate: 'diagnostic', open: { kind: 'unread-list' } });
    case 'binding':
      if (!negated) addUnread(reader, command, shape);
      if (current.kind !== 'interface' && !block.holds(command)) {
        reader.opened(command, { fate: 'diagnostic', open: { kind: 'other' } });
      }
      return 'diagnostic';
    case 'group':
    case 'interface':
      return reader.opened(command, { fate: 'diagnostic', open: { kind: 'other' } });
    default:
      return shape satisfies never;
  }
}

/** Something unknown filters on the open interface, or somewhere on the device. */
export function addUnread(
  { block: { current }, device }: ReaderState,
  { span, text }: Command,
  { direction, family, list }: Extract<Shape, { kind: 'binding' }>,
): void {
  const binding: UnreadBinding = {
    ...(family !== undefined && { family }),
    ...(direction !== undefined && { direction }),
    ...(list !== undefined && { list }),
    text,
    span,
  };
  if (current.kind !== 'interface') device.unread.push(binding);
  else for (const at of [current.interface, ...(current.more ?? [])]) at.addUnread(binding);
}

// acess-list 101 deny ip any any
function numberedLine(
  reader: ReaderState,
  command: Command,
  { list, rest }: Extract<Shape, { kind: 'numbered' }>,
  negated: boolean,
): Fate {
  const { device, report } = reader;
  const action = entryAction(rest);
  const number = /^\d+$/.test(list) ? kindOfNumber(Number(list)) : undefined;
  const headsList = rest === '' && !negated;
  reader.opened(command, {
    fate: 'diagnostic',
    ...(headsList && { open: { kind: 'unread-list' } }),
  });
  if (number?.kind === 'other' || negated) return 'diagnostic';
  if (headsList) {
    loseList(reader, command, list, 'ipv4', number?.type ?? 'extended');
  } else if (action !== undefined && number !== undefined) {
    const { span, text } = command;
    const draft = device.list(list, 'ipv4', number.type, span, report);
    draft.add({ kind: 'unrecognized', action, text, span }, report);
  } else if (action !== undefined) {
    device.stray(command.text, action, command.span);
  }
  return 'diagnostic';
}

/** The list exists, and what it holds beside its entries nobody knows. */
export function loseList(
  { device }: ReaderState,
  { span, text }: Command,
  name: string,
  family: 'ipv4' | 'ipv6',
  type: 'standard' | 'extended' | 'other',
): void {
  const unquoted = name.replaceAll(/^["']|["']$/g, '');
  device.loseList(unquoted, family, type, { kind: 'unrecognized', text, span });
}

/**
 * An entry that cannot be read, with whatever its words still show.
 * @param plain the text of the command as it looks.
 */
export function unreadEntry(command: Command, plain: string): Unrecognized {
  const { span, text } = command;
  const [head = '', sequence] = /^(?:sequence\s+)?(\d{1,9})\s+/i.exec(plain) ?? [];
  const words = head.trim() === '' ? 0 : head.trim().split(/\s+/).length;
  const action = entryAction(plain) ?? buriedAction(plain);
  return {
    kind: 'unrecognized',
    ...(sequence !== undefined && { sequence: Number(sequence) }),
    ...(action !== undefined && { action }),
    text: text.slice(afterWords(text, 0, words)),
    span,
  };
}
