/** Lines that open, delete or renumber a list, and the one-line form of numbered lists. */
import type { AclType, Family } from '@aclift/ir';
import { isWord } from '../commands/command-table.ts';
import type { DeviceDraft } from '../device/device-draft.ts';
import type { ListDraft } from '../device/list-draft.ts';
import {
  afterWords,
  type Command,
  firstWords,
  type Framer,
  withoutComment,
  wordAt,
} from '@aclift/dialect-kit';
import { kindOfNumber } from '../names/list-numbers.ts';
import type { Report } from '../report.ts';
import { applyEntryLine, type EntryContext } from './list-lines.ts';
import type { Opened } from './opened.ts';
import { entryAction } from '../lowering/near-action.ts';
import { unwrapped } from './unwrap.ts';

/** `ip access-list SETTING …`: no list of that name. */
const SETTINGS: ReadonlySet<string> = new Set([
  'log-update',
  'logging',
  'persistent',
  'helper',
  'compiled',
]);

/** What reading a header needs. */
export interface HeaderContext {
  readonly command: Command;
  /** Where the words after `ip access-list` begin. */
  readonly shift: number;
  readonly negated: boolean;
  readonly device: DeviceDraft;
  readonly report: Report;
}

// ip access-list extended WEB   ip access-list standard 10   ipv6 access-list V6   no ip access-list extended WEB
//                ^^^^^^^^^^^^                           ^^                    ^^
export function readListHeader(context: HeaderContext, family: Family): Opened {
  const { command, shift, negated, device, report } = context;
  const words = firstWords(command.text, shift, 4);
  const [first = '', second, third] = words;
  if (first === '') return incomplete(context);
  const word = first.toLowerCase();
  if (word === 'match-local-traffic') {
    device.setLocalTraffic(family, !negated);
    return { fate: 'modelled' };
  }
  if (SETTINGS.has(word) && (second !== undefined || family === 'ipv4')) {
    return { fate: 'other-command' };
  }
  if (isWord(word, 'resequence') && second !== undefined) return resequence(context, words);
  if ((word === 'fqdn' || word === 'role-based') && second !== undefined) {
    // Downloaded lists of roles have blanks in their names.
    const rest = command.text.slice(afterWords(command.text, shift, 1));
    return openOther(context, family, word, word === 'fqdn' ? second : rest);
  }
  const type = typeWord(word);
  if (family === 'ipv6' && type !== undefined && second !== undefined) {
    // IPv6 lists have no types; the list is opened all the same, so that its entries have a place
    report.add('ios/unexpected-word', command.between(shift, shift + first.length), {
      word: first,
      expected: 'name',
    });
    return { ...open(context, second, family, 'extended'), fate: 'diagnostic' };
  }
  if (type !== undefined && second !== undefined) {
    return third === undefined
      ? open(context, second, family, type)
      : unreadable(context, [second], 2, family, type);
  }
  // ip access-list extended: the name is missing
  if (type !== undefined && family === 'ipv4') return incomplete(context);
  if (second !== undefined) {
    return unreadable(context, [first, second], 1, family, 'extended');
  }
  if (family === 'ipv4' && !negated) {
    report.add('ios/header-without-type', command.span, { list: first });
  }
  return open(context, first, family, 'extended');
}

function incomplete({ command, report }: HeaderContext): Opened {
  report.add('ios/incomplete-line', command.after, { expected: 'name' });
  return { fate: 'diagnostic', open: { kind: 'unread-list' } };
}

/** A header with a word too many: what stands below belongs to no list, and the lists that it may name are unknown. */
function unreadable(
  { command, device, negated, report, shift }: HeaderContext,
  names: readonly string[],
  tooMany: number,
  family: Family,
  type: AclType,
): Opened {
  const at = afterWords(command.text, shift, tooMany);
  const word = wordAt(command.text, at);
  report.add('ios/unexpected-word', command.between(at, at + word.length), {
    word,
    expected: 'end-of-line',
  });
  if (negated) return { fate: 'diagnostic' };
  const { span, text } = command;
  for (const name of names)
    device.loseList(name, family, type, { kind: 'unrecognized', text, span });
  return { fate: 'diagnostic', open: { kind: 'unread-list' } };
}

function typeWord(word: string): 'standard' | 'extended' | undefined {
  if (isWord(word, 'standard')) return 'standard';
  return isWord(word, 'extended') ? 'extended' : undefined;
}

function open(context: HeaderContext, name: string, family: Family, type: AclType): Opened {
  const { command, negated, device, report } = context;
  if (negated) {
    device.removeList(name, family, command.span);
    return { fate: 'modelled' };
  }
  const list = device.list(name, family, type, command.span, report);
  return { fate: 'modelled', open: { kind: 'list', list, show: false } };
}

/** Lists of names or of roles: what binds one must find it, but its entries are not read. */
function openOther(context: HeaderContext, family: Family, kind: string, name: string): Opened {
  const { command, negated, device, report } = context;
  if (negated) {
    device.removeOtherList(name, family);
    return { fate: 'modelled' };
  }
  const isFqdn = kind === 'fqdn';
  if (!isFqdn) report.add('ios/list-kind-out-of-scope', command.span, { list: name, kind });
  const list = device.otherList(name, family, command.span, isFqdn);
  return { fate: 'modelled', open: { kind: 'list', list, show: false } };
}

// ip access-list resequence WEB 100 10
//                           ^^^^^^^^^^
function resequence(
  { command, device, report }: HeaderContext,
  [, name = '', first = '10', step = '10']: readonly string[],
): Opened {
  const list = device.findList(name, 'ipv4');
  const numbers = /^\d{1,10}$/.test(first) && /^\d{1,10}$/.test(step);
  if (list === undefined || !numbers) {
    report.add('ios/nothing-to-remove', command.span, { list: name });
  } else {
    list.resequence(Number(first), Number(step));
  }
  return { fate: 'modelled' };
}

const NUMBERED = /^(?:no\s+|default\s+)?access-l(?:i(?:st?)?)?\s+(\S+)\s*/i;

/**
 * `access-list 101 permit …`, `access-list 10 remark …`, `no access-list 101`.
 * @returns undefined when the line is something else.
 */
export function readNumbered(
  command: Command,
  negated: boolean,
  device: DeviceDraft,
  context: EntryContext,
  framer: Framer,
): Opened | undefined {
  const match = NUMBERED.exec(command.text);
  if (match === null) return undefined;
  const [head, name = ''] = match;
  const named = /^\d+$/.test(name)
    ? undefined
    : namedLine(command, name, head.length, negated, device, context);
  if (named !== undefined) return named;
  const kind = kindOfNumber(Number(name));
  if (kind === undefined) {
    const action = negated ? undefined : entryAction(command.text.slice(head.length));
    if (action !== undefined) device.stray(command.text, action, command.span);
    const at = command.text.indexOf(name);
    context.report.add('ios/number-out-of-range', command.between(at, at + name.length), {
      number: name,
      what: 'access list',
      low: 1,
      high: 2799,
    });
    return { fate: 'diagnostic' };
  }
  if (kind.kind === 'other') {
    context.report.add('ios/list-kind-out-of-scope', command.span, { list: name, kind: kind.name });
    return { fate: 'other-list' };
  }
  if (negated) {
    const found = device.removeList(name, 'ipv4', command.span);
    if (withoutComment(command).text.length > head.trimEnd().length && found) {
      context.report.add('ios/whole-list-deleted', command.span, { list: name });
    }
    return { fate: 'modelled' };
  }
  const list = device.list(name, 'ipv4', kind.type, command.span, context.report);
  if (command.text.length > head.length) {
    const whole = framer.mayWrap
      ? (unwrapped(command, head.length, list, framer, context) ?? command)
      : command;
    return {
      fate: applyEntryLine(whole, head.length, list, context),
      command: whole,
      numbered: { prefix: head, list },
    };
  }
  // access-list 100 on a line of its own: no IOS, but entries below it have no other list
  context.report.add('ios/header-without-type', command.span, { list: name });
  return { fate: 'modelled', open: { kind: 'list', list, show: false } };
}

/** `access-list NAME extended permit …` is the firewall's spelling; `access-list compiled` is a setting. */
function namedLine(
  command: Command,
  name: string,
  shift: number,
  negated: boolean,
  device: DeviceDraft,
  context: EntryContext,
): Opened {
  const rest = command.text.slice(shift);
  const match = /^(?:line\s+\d+\s+)?(?:(standard|extended)(?:\s+|$))?(?:(permit|deny)\s|$)/i.exec(
    rest,
  );
  if (match === null || match[0] === '' || negated) return { fate: 'other-command' };
  const [, type, action] = match;
  const word = type ?? name;
  const at = type === undefined ? command.text.indexOf(name) : shift + rest.indexOf(type);
  context.report.add('ios/unexpected-word', command.between(at, at + word.length), {
    word,
    expected: type === undefined ? 'number' : 'action',
    dialect: 'Cisco ASA',
  });
  const kind = type?.toLowerCase() === 'standard' ? 'standard' : 'extended';
  const list = device.list(name, 'ipv4', kind, command.span, context.report);
  if (action === undefined) {
    return { fate: 'diagnostic', open: { kind: 'list', list, show: false } };
  }
  // What its masks mean is another matter there, so the entry is kept unread.
  addUnread(command, list, action, context);
  return { fate: 'diagnostic' };
}

function addUnread(
  command: Command,
  list: ListDraft,
  action: string,
  { report }: EntryContext,
): void {
  list.add(
    {
      kind: 'unrecognized',
      action: action.toLowerCase() === 'permit' ? 'permit' : 'deny',
      text: command.text,
      span: command.span,
    },
    report,
  );
}
