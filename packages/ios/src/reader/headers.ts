/** Lines that open the blocks aclift models: interfaces, lists, groups, time ranges and VLANs. */
import { isWord } from '../commands/command-table.ts';
import { GroupDraft } from '../device/group-draft.ts';
import { afterWords, firstWords, wordAt } from '../framing/blanks.ts';
import { type HeaderContext, readListHeader } from './list-headers.ts';
import type { Opened } from './opened.ts';

/** @param words in lower case, without a leading `no`. @returns undefined when the line opens none of these. */
export function readHeader(context: HeaderContext, words: readonly string[]): Opened | undefined {
  const [first = '', second = ''] = words;
  const { command, shift } = context;
  if (isWord(first, 'interface')) {
    return interfaceHeader({ ...context, shift: afterWords(command.text, shift, 1) });
  }
  if ((first === 'ip' || first === 'ipv6') && isWord(second, 'access-list')) {
    const rest = { ...context, shift: afterWords(command.text, shift, 2) };
    return readListHeader(rest, first === 'ip' ? 'ipv4' : 'ipv6');
  }
  if (isWord(first, 'object-group')) return groupHeader(context, words);
  if (first === 'time-range' && second !== '') return timeRangeHeader(context);
  if (first === 'vlan' && /^\d{1,4}$/.test(second)) {
    if (!context.negated) return { fate: 'modelled', open: { kind: 'vlan', id: Number(second) } };
    context.device.vlans.delete(Number(second));
    return { fate: 'modelled' };
  }
  // mac access-group, on an interface: it binds a list that filters no IP packets
  if (isOtherList(words)) return { fate: 'other-list', open: { kind: 'other-list' } };
  return undefined;
}

// interface GigabitEthernet0/1   interface GigabitEthernet 0/1   interface ATM0.1 point-to-point
//           ^^^^^^^^^^^^^^^^^^
function interfaceHeader({ command, shift, negated, device, report }: HeaderContext): Opened {
  const [first = '', second = ''] = firstWords(command.text, shift, 2);
  if (first === '') {
    report.add('ios/incomplete-line', command.after, { expected: 'name' });
    return { fate: 'diagnostic' };
  }
  // Typed text may part the number from the kind.
  const name = /^\d/.test(second) && !/\d/.test(first) ? first + second : first;
  if (first.toLowerCase() === 'range') {
    report.add('ios/interface-range', command.span, { text: command.text.slice(shift) });
    return { fate: 'diagnostic', open: { kind: 'other' } };
  }
  if (negated) {
    device.removeInterface(name);
    return { fate: 'modelled' };
  }
  return {
    fate: 'modelled',
    open: { kind: 'interface', interface: device.interface(name, command.span) },
  };
}

function timeRangeHeader({ command, shift, negated, device }: HeaderContext): Opened {
  const name = wordAt(command.text, afterWords(command.text, shift, 1));
  if (negated) {
    device.removeTimeRange(name);
    return { fate: 'modelled' };
  }
  return {
    fate: 'modelled',
    open: { kind: 'time-range', timeRange: device.timeRange(name, command.span) },
  };
}

// object-group network NAME   object-group v6-service NAME   object-group ip address NAME
//              ^^^^^^^^^^^^                ^^^^^^^^^^^^^^^                ^^^^^^^^^^^^^^^
function groupHeader(context: HeaderContext, words: readonly string[]): Opened {
  const { command, negated, device, report } = context;
  const [, typed = '', third = ''] = words;
  const twoWords = typed === 'ip' && (third === 'address' || third === 'port');
  // object-group network ipv4 NAME is how IOS XR writes it
  const shift = afterWords(command.text, context.shift, twoWords ? 3 : 2);
  const name = wordAt(command.text, shift);
  if (name === '') {
    report.add('ios/incomplete-line', command.after, { expected: 'name' });
    return { fate: 'diagnostic' };
  }
  const type = twoWords ? `ip ${third}` : groupType(typed);
  if (negated) {
    device.removeGroup(name);
    return { fate: 'modelled' };
  }
  const group = device.group(name, type, command.span);
  if (group !== undefined) return { fate: 'modelled', open: { kind: 'group', group } };
  report.add('ios/group-redefined', command.span, { group: name, type });
  const refused = new GroupDraft(name, type, command.span);
  return { fate: 'diagnostic', open: { kind: 'group', group: refused, refused: true } };
}

function groupType(typed: string): string {
  if (isWord(typed, 'network')) return 'network';
  return isWord(typed, 'service') ? 'service' : typed;
}

/** Lists that filter no IP packets. */
export function isOtherList(words: readonly string[]): boolean {
  const line = words.slice(0, 3).join(' ');
  return /^(?:mac access-list|arp access-list|ip as-path access-list|ipx access-list)/.test(line);
}
