/** Commands that open a block whose lines may use lists, and the few global ones that stand for themselves. */
import { wordAt } from '@aclift/dialect-kit';
import { isWord } from './abbreviated-words.ts';
import {
  type Block,
  type CommandContext,
  type CommandRow,
  type Fate,
  type PlainBlock,
  restOf,
} from './command.ts';

/** Blocks by the words that open them. Interfaces, lists and groups have readers of their own. */
const OPENERS: readonly { readonly words: readonly string[]; readonly block: PlainBlock }[] = [
  { words: ['line'], block: 'line' },
  { words: ['route-map'], block: 'route-map' },
  { words: ['class-map'], block: 'class-map' },
  { words: ['policy-map'], block: 'policy-map' },
  { words: ['control-plane'], block: 'control-plane' },
  { words: ['crypto', 'map'], block: 'crypto-map' },
  { words: ['crypto', 'dynamic-map'], block: 'crypto-map' },
  { words: ['crypto', 'isakmp', 'client', 'configuration', 'group'], block: 'client-group' },
  { words: ['crypto', 'ikev2', 'authorization', 'policy'], block: 'client-group' },
  { words: ['vlan', 'access-map'], block: 'vlan-map' },
  { words: ['vlan', 'configuration'], block: 'vlan-settings' },
  { words: ['router'], block: 'router' },
  { words: ['ipv6', 'router'], block: 'router' },
  { words: ['template'], block: 'template' },
  { words: ['service-template'], block: 'template' },
  { words: ['identity', 'policy'], block: 'template' },
  { words: ['zone-pair'], block: 'zone-pair' },
  { words: ['fallback', 'profile'], block: 'template' },
  { words: ['monitor', 'session'], block: 'other' },
  { words: ['ipv6', 'nd', 'raguard', 'policy'], block: 'guard-policy' },
  { words: ['ipv6', 'dhcp', 'guard', 'policy'], block: 'guard-policy' },
];

/** @returns undefined when the words open no such block. */
export function blockOpenedBy(words: readonly string[]): PlainBlock | undefined {
  return OPENERS.find((opener) => opener.words.every((word, at) => isWord(words[at] ?? '', word)))
    ?.block;
}

/** Every kind of block that a command opens. */
export function openedBlocks(): readonly Block[] {
  const modelled: readonly Block[] = ['interface', 'time-range', 'vlan', 'other-list', 'other'];
  return [...new Set([...OPENERS.map(({ block }) => block), ...modelled])].toSorted();
}

function readHostname(context: CommandContext): Fate {
  const name = wordAt(restOf(context));
  context.device.hostname = context.negated || name === '' ? undefined : name.replaceAll('"', '');
  return 'modelled';
}

// absolute start 08:00 1 January 2026 end …   periodic weekdays 8:00 to 17:00
function readPeriod(kind: 'absolute' | 'periodic'): CommandRow['read'] {
  return (context) => {
    const { command, negated, open } = context;
    if (open.kind !== 'time-range') return undefined;
    if (!negated) open.timeRange.add({ kind, text: restOf(context), span: command.span });
    return 'modelled';
  };
}

// name SERVERS
function readVlanName(context: CommandContext): Fate | undefined {
  const { command, device, negated, open } = context;
  const name = restOf(context);
  if (open.kind !== 'vlan' || name === '') return undefined;
  if (negated) device.vlans.delete(open.id);
  else device.vlans.set(open.id, { id: open.id, name, span: command.span });
  return 'modelled';
}

// service-policy input COPP, under control-plane
function readServicePolicy(context: CommandContext): Fate {
  const rest = restOf(context);
  context.device.classUses.addControlPlanePolicy(rest.slice(rest.lastIndexOf(' ') + 1));
  return 'other-command';
}

export const BLOCK_COMMANDS: readonly CommandRow[] = [
  { words: ['hostname'], read: readHostname },
  { words: ['absolute'], within: ['time-range'], read: readPeriod('absolute') },
  { words: ['periodic'], within: ['time-range'], read: readPeriod('periodic') },
  { words: ['service-policy'], within: ['control-plane'], read: readServicePolicy },
  { words: ['name'], within: ['vlan'], read: readVlanName },
];
