/** TrustSec applies lists of roles between groups; what they filter is no question of addresses. */
import type { Family } from '@aclift/ir';
import type { CommandContext, CommandRow, Fate } from './command.ts';
import { restOf } from './command.ts';

// cts role-based permissions from 10 to 20 ipv4 WEB LOG   cts role-based permissions default WEB
//                                          ^^^^^^^^^^^^                                      ^^^
function readPermissions(context: CommandContext): Fate {
  const { command, device, negated } = context;
  const match = /^(?:default|from\s+\S+\s+to\s+\S+)\s+(?:(ipv4|ipv6)\s+)?(\S.*)$/i.exec(
    restOf(context),
  );
  if (match === null || negated) return 'other-command';
  const [, word = 'ipv4', names = ''] = match;
  const family: Family = word.toLowerCase() === 'ipv6' ? 'ipv6' : 'ipv4';
  for (const list of names.split(/\s+/)) {
    if (/^ipv[46]$/i.test(list)) continue;
    const { span, text } = command;
    device.references.push({ list, family, use: 'other', text, span });
  }
  return 'modelled';
}

export const TRUSTSEC_COMMANDS: readonly CommandRow[] = [
  { words: ['cts', 'role-based', 'permissions'], read: readPermissions },
];
