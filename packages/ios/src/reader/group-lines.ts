/** Lines inside an object-group. */
import { isWord } from '../commands/command-table.ts';
import type { Fate } from '../commands/command.ts';
import type { GroupDraft } from '../device/group-draft.ts';
import { afterWords, type Command } from '@aclift/dialect-kit';
import { readNetworkMember, readServiceMember } from '../lowering/member.ts';
import type { Report } from '../report.ts';

/** Whether a line without indentation is a member: `ip` alone is one, `ip access-list …` is not. */
export function isMemberLine(words: readonly string[], type: string): boolean {
  const [word = ''] = words;
  if (/^(?:description|group-object|host|range|any|network-object)$/.test(word)) return true;
  if (type === 'network') return /^\d+\.\d+\.\d+\.\d+/.test(word);
  if (type === 'v6-network') return word.includes(':');
  if (/^(?:tcp|udp|tcp-udp|icmp)$/.test(word)) return true;
  const alone = /^(?:\d{1,3}|ip|ahp|eigrp|esp|gre|igmp|ipinip|nos|ospf|pcp|pim)$/;
  return words.length === 1 && alone.test(word);
}

/**
 * @param shift where the member begins: after `no`, if there is one.
 * @param words in lower case, from there on.
 */
export function readGroupLine(
  command: Command,
  shift: number,
  words: readonly string[],
  group: GroupDraft,
  report: Report,
): Fate {
  const negated = shift > 0;
  if (isWord(words[0] ?? '', 'description')) {
    group.description = negated
      ? undefined
      : command.text.slice(afterWords(command.text, shift, 1));
    return 'modelled';
  }
  const reading = {
    command,
    shift,
    family: group.type.startsWith('v6') ? 'ipv6' : 'ipv4',
    standard: false,
    report,
    show: false,
    isServiceGroup: (): boolean => false,
  } as const;
  switch (group.type) {
    case 'network':
    case 'v6-network': {
      const member = readNetworkMember(reading);
      // What a removal took away that cannot be read is as unknown as a member that cannot be read.
      if (!negated || member.kind === 'unrecognized') group.addNetwork(member);
      else group.removeNetwork(member);
      return member.kind === 'unrecognized' ? 'diagnostic' : 'modelled';
    }
    case 'service':
    case 'v6-service': {
      const member = readServiceMember(reading);
      if (!negated || member.kind === 'unrecognized') group.addService(member);
      else group.removeService(member);
      return member.kind === 'unrecognized' ? 'diagnostic' : 'modelled';
    }
    default:
      return 'other-list';
  }
}
