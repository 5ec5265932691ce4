/** Lines that open the blocks aclift models: interfaces, lists, groups, time ranges and VLANs. */
import { isWord } from '../commands/command-table.ts';
import { GroupDraft } from '../device/group-draft.ts';
import { afterWords, wordAt } from '@aclift/dialect-kit';
import { interfaceHeader } from './interface-header.ts';
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
  return otherList(context, words);
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

/** Their entries stand below them, and begin with `permit` and `deny` as well. */
const OTHER_BLOCKS =
  /^(?:(?:mac|arp|ipx|appletalk) access-list|ip extcommunity-list|ip igmp profile|ipv6 mld profile)(?: |$)/;
/** Lists of one line for each entry. */
const OTHER_LINES =
  /^(?:ip as-path access-list|ip community-list|ip prefix-list|ipv6 prefix-list|netbios access-list)(?: |$)/;

/** Lists and profiles that filter no IP packets. */
export function isOtherList(words: readonly string[]): boolean {
  const line = words.slice(0, 3).join(' ');
  return OTHER_BLOCKS.test(line) || OTHER_LINES.test(line);
}

function otherList({ command }: HeaderContext, words: readonly string[]): Opened | undefined {
  if (!isOtherList(words)) return undefined;
  const opens = OTHER_BLOCKS.test(words.slice(0, 3).join(' '));
  // ip extcommunity-list 1 permit rt 65000:1 is whole in itself
  return opens && !/\s(?:permit|deny)(?:\s|$)/i.test(command.text)
    ? { fate: 'other-list', open: { kind: 'other-list' } }
    : { fate: 'other-list' };
}
