/** Commands under `interface` for links without an address of their own, and for tunnels. */
import type { InterfaceDraft } from '../device/interface-draft.ts';
import type { CommandContext, CommandRow, Fate } from './command.ts';
import { interfaceName, isShort, wordsOf } from './words.ts';

function row(
  words: string,
  read: (context: CommandContext, at: InterfaceDraft) => Fate,
): CommandRow {
  return {
    words: words.split(' '),
    within: ['interface'],
    read: (context) =>
      context.open.kind === 'interface' ? read(context, context.open.interface) : undefined,
  };
}

// tunnel source Loopback0   tunnel destination 192.0.2.9   tunnel vrf OUTSIDE; but: tunnel mode gre ip
function readTunnel(context: CommandContext, { tunnel }: InterfaceDraft): Fate {
  const [what, ...rest] = wordsOf(context);
  const end = (['source', 'destination', 'vrf'] as const).find((word) =>
    isShort(what?.text ?? '', word, 1),
  );
  if (end === undefined) return 'other-command';
  const value = interfaceName(rest);
  if (context.negated || value === '') tunnel.delete(end);
  else tunnel.set(end, value);
  return 'modelled';
}

export const LINK_COMMANDS: readonly CommandRow[] = [
  row('ip unnumbered', (context, at) => {
    const name = interfaceName(wordsOf(context));
    if (context.negated || name === '') at.removeAddresses('ipv4');
    else at.addAddress({ kind: 'unnumbered', interface: name, span: context.command.span });
    return 'modelled';
  }),
  row('ipv6 unnumbered', (context, at) => {
    const { span } = context.command;
    const name = interfaceName(wordsOf(context));
    if (context.negated || name === '') at.removeAddresses('ipv6');
    else at.addAddress({ kind: 'unnumbered', interface: name, family: 'ipv6', span });
    return 'modelled';
  }),
  row('ipv6 enable', (context, at) => {
    at.ipv6Enabled = context.negated ? undefined : context.command.span;
    return 'modelled';
  }),
  row('tunnel', readTunnel),
];
