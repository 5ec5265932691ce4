/** Lines that open, delete or renumber a list, and the one-line form of numbered lists. */
import type { AclType, Family } from '@aclift/ir';
import type { Block, Fate } from './commands/command.ts';
import { isWord } from './commands/command-table.ts';
import type { DeviceDraft } from './device/device-draft.ts';
import type { ListDraft } from './device/list-draft.ts';
import type { Command } from './framing/command.ts';
import { applyEntryLine, type EntryContext } from './list-lines.ts';
import { kindOfNumber } from './names/list-numbers.ts';
import type { Report } from './report.ts';

/** What a header did. */
export interface Opened {
  readonly fate: Fate;
  /** The list whose entries follow. */
  readonly list?: ListDraft;
  readonly block?: Block;
}

/** `ip access-list SETTING …`: no list of that name. */
const SETTINGS = new Set([
  'log-update',
  'logging',
  'match-local-traffic',
  'persistent',
  'helper',
  'compiled',
]);

// ip access-list extended WEB   ip access-list standard 10   ipv6 access-list V6   no ip access-list extended WEB
//                ^^^^^^^^^^^^
export function readListHeader(
  command: Command,
  shift: number,
  negated: boolean,
  family: Family,
  device: DeviceDraft,
  report: Report,
): Opened {
  const words = command.text
    .slice(shift)
    .split(/\s+/)
    .filter((word) => word !== '');
  const [first = '', second] = words;
  if (first === '') {
    report.add('ios/incomplete-line', command.after, { expected: 'name' });
    return { fate: 'diagnostic' };
  }
  const word = first.toLowerCase();
  if (SETTINGS.has(word) && second !== undefined) return { fate: 'other-command' };
  if (SETTINGS.has(word) && word !== 'logging' && family === 'ipv4')
    return { fate: 'other-command' };
  if (isWord(word, 'resequence') && words.length >= 2) {
    return resequence(command, words, device, report);
  }
  if ((word === 'fqdn' || word === 'role-based') && second !== undefined) {
    report.add('ios/list-kind-out-of-scope', command.span, { list: second, kind: word });
    return { fate: 'other-list', block: 'other-list' };
  }
  const type = typeWord(word);
  if (second !== undefined && type !== undefined) {
    return open(command, second, family, type, negated, device, report);
  }
  if (type !== undefined && family === 'ipv4') {
    // ip access-list extended: the name is missing
    report.add('ios/incomplete-line', command.after, { expected: 'name' });
    return { fate: 'diagnostic' };
  }
  if (second !== undefined) {
    const at = command.text.indexOf(second, shift + first.length);
    report.add('ios/unexpected-word', command.between(at, at + second.length), {
      word: second,
      expected: 'end-of-line',
    });
    return { fate: 'diagnostic' };
  }
  if (family === 'ipv4' && !negated) {
    report.add('ios/header-without-type', command.span, { list: first });
  }
  return open(command, first, family, 'extended', negated, device, report);
}

function typeWord(word: string): 'standard' | 'extended' | undefined {
  if (isWord(word, 'standard')) return 'standard';
  return isWord(word, 'extended') ? 'extended' : undefined;
}

function open(
  command: Command,
  name: string,
  family: Family,
  type: AclType,
  negated: boolean,
  device: DeviceDraft,
  report: Report,
): Opened {
  if (negated) {
    device.removeList(name, family, command.span);
    return { fate: 'modelled' };
  }
  return { fate: 'modelled', list: device.list(name, family, type, command.span, report) };
}

// ip access-list resequence WEB 100 10
function resequence(
  command: Command,
  [, name = '', first = '10', step = '10']: readonly string[],
  device: DeviceDraft,
  report: Report,
): Opened {
  const list = device.findList(name, 'ipv4');
  if (list === undefined || !/^\d+$/.test(first) || !/^\d+$/.test(step)) {
    report.add('ios/nothing-to-remove', command.span, { list: name });
    return { fate: 'modelled' };
  }
  list.resequence(Number(first), Number(step));
  return { fate: 'modelled' };
}

const NUMBERED = /^(?:no\s+|default\s+)?access-l\S*\s+(\S+)\s*/i;

/**
 * `access-list 101 permit …`, `access-list 10 remark …`, `no access-list 101`.
 * @returns undefined when the line is something else.
 */
export function readNumbered(
  command: Command,
  negated: boolean,
  device: DeviceDraft,
  context: EntryContext,
): Opened | undefined {
  const match = NUMBERED.exec(command.text);
  if (match === null) return undefined;
  const [head, name = ''] = match;
  const rest = command.text.slice(head.length);
  if (!/^\d+$/.test(name))
    return namedLine(command, name, rest, head.length, negated, device, context);
  const kind = kindOfNumber(Number(name));
  if (kind === undefined) {
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
    if (rest !== '' && found) {
      context.report.add('ios/whole-list-deleted', command.span, { list: name });
    }
    return { fate: 'modelled' };
  }
  const list = device.list(name, 'ipv4', kind.type, command.span, context.report);
  if (rest === '') {
    // access-list 100 on a line of its own: no IOS, but entries below it have no other list
    context.report.add('ios/header-without-type', command.span, { list: name });
    return { fate: 'modelled', list };
  }
  return { fate: applyEntryLine(command, head.length, list, context) };
}

/** `access-list NAME extended permit …` is the firewall's spelling; `access-list compiled` is a setting. */
function namedLine(
  command: Command,
  name: string,
  rest: string,
  shift: number,
  negated: boolean,
  device: DeviceDraft,
  context: EntryContext,
): Opened {
  const match = /^(standard|extended)(?:\s+(permit|deny)\s|\s*$)/i.exec(rest);
  if (match === null || negated) return { fate: 'other-command' };
  const [, type = '', action] = match;
  context.report.add('ios/unexpected-word', command.between(shift, shift + type.length), {
    word: type,
    expected: 'action',
    dialect: 'Cisco ASA',
  });
  const kind = type.toLowerCase() === 'standard' ? 'standard' : 'extended';
  const list = device.list(name, 'ipv4', kind, command.span, context.report);
  if (action === undefined) return { fate: 'diagnostic', list };
  list.add(
    {
      kind: 'unrecognized',
      action: action.toLowerCase() === 'permit' ? 'permit' : 'deny',
      text: command.text,
      span: command.span,
    },
    context.report,
  );
  return { fate: 'diagnostic' };
}
