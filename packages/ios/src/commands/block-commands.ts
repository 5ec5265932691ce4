/** Commands that open a block, and the few global ones that stand for themselves. */
import type { Block, CommandContext, CommandRow, Fate } from './command.ts';
import { restOf } from './command.ts';

/** Blocks by the words that open them. Interfaces, lists and groups have readers of their own. */
export const BLOCK_OPENERS: readonly { readonly words: string; readonly block: Block }[] = [
  { words: 'line', block: 'line' },
  { words: 'route-map', block: 'route-map' },
  { words: 'class-map', block: 'class-map' },
  { words: 'crypto map', block: 'crypto-map' },
  { words: 'crypto dynamic-map', block: 'crypto-map' },
  { words: 'crypto isakmp client configuration group', block: 'client-group' },
  { words: 'crypto ikev2 authorization policy', block: 'client-group' },
  { words: 'vlan access-map', block: 'vlan-map' },
  { words: 'router', block: 'router' },
  { words: 'ipv6 router', block: 'router' },
];

function readHostname(context: CommandContext): Fate {
  const name = restOf(context).split(/\s+/)[0] ?? '';
  context.device.hostname = context.negated || name === '' ? undefined : name.replaceAll('"', '');
  return 'modelled';
}

// absolute start 08:00 1 January 2026 end …   periodic weekdays 8:00 to 17:00
function readPeriod(kind: 'absolute' | 'periodic') {
  return (context: CommandContext): Fate | undefined => {
    const { command, timeRange } = context;
    if (timeRange === undefined) return undefined;
    if (!context.negated) timeRange.add({ kind, text: restOf(context), span: command.span });
    return 'modelled';
  };
}

// name SERVERS
function readVlanName(context: CommandContext): Fate | undefined {
  const { command, device, vlan } = context;
  const name = restOf(context);
  if (vlan === undefined || name === '') return undefined;
  device.vlans.set(vlan, { id: vlan, name, span: command.span });
  return 'modelled';
}

export const BLOCK_COMMANDS: readonly CommandRow[] = [
  { words: ['hostname'], read: readHostname },
  { words: ['absolute'], within: ['time-range'], read: readPeriod('absolute') },
  { words: ['periodic'], within: ['time-range'], read: readPeriod('periodic') },
  { words: ['name'], within: ['vlan'], read: readVlanName },
];
