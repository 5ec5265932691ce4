/** Commands under `interface` that make it a port of layer 2 and tell its VLANs. */
import type { InterfaceDraft } from '../device/interface-draft.ts';
import type { SwitchportDraft } from '../device/switchport-draft.ts';
import { ALL_VLANS, parseVlans, subtractVlans, unionVlans } from '../device/vlan-ranges.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { isShort, wordsOf } from './words.ts';

// switchport   no switchport   switchport mode access   switchport access vlan 10
function readSwitchport(context: CommandContext, { switchport: port }: InterfaceDraft): Fate {
  const { negated } = context;
  const words = wordsOf(context).map(({ text }) => text);
  const [first = '', second = ''] = words;
  if (first === '') {
    port.on = !negated;
    return 'modelled';
  }
  port.seen = true;
  if (isShort(first, 'mode', 1)) return readMode(port, negated, words.slice(1));
  const vlan = isShort(second, 'vlan', 1);
  if (isShort(first, 'access', 1) && vlan) return readAccess(context, port, words.slice(2));
  if (isShort(first, 'voice', 2) && vlan) return readVoice(port, negated, words[2]);
  if (isShort(first, 'trunk', 1)) return readTrunk(context, port, words.slice(1));
  if (isShort(first, 'private-vlan', 3)) {
    port.privateVlan = !negated;
    return 'modelled';
  }
  // Security, storm control, negotiation: nothing of it changes whose packets come by.
  return 'other-command';
}

function readMode(port: SwitchportDraft, negated: boolean, words: readonly string[]): Fate {
  const [mode = ''] = words;
  const known = isShort(mode, 'access', 1) || isShort(mode, 'trunk', 1);
  if (negated || !known) port.mode = undefined;
  else port.mode = isShort(mode, 'access', 1) ? 'access' : 'trunk';
  port.privateVlan = !negated && isShort(mode, 'private-vlan', 1);
  return 'modelled';
}

// switchport access vlan 10   switchport access vlan dynamic   switchport access vlan name SERVERS
function readAccess(
  context: CommandContext,
  port: SwitchportDraft,
  words: readonly string[],
): Fate {
  const [first = '', second = ''] = words;
  port.access = undefined;
  port.dynamicVlan = false;
  if (context.negated) return 'modelled';
  if (/^\d{1,4}$/.test(first)) port.access = Number(first);
  else if (isShort(first, 'name', 1) && second !== '') port.access = second;
  else port.dynamicVlan = true;
  return 'modelled';
}

// switchport voice vlan 30; but: switchport voice vlan dot1p
function readVoice(port: SwitchportDraft, negated: boolean, word = ''): Fate {
  port.voiceVlan = !negated && /^\d{1,4}$/.test(word) ? Number(word) : undefined;
  return 'modelled';
}

// switchport trunk allowed vlan add 30-40   switchport trunk native vlan 99
function readTrunk(context: CommandContext, port: SwitchportDraft, words: readonly string[]): Fate {
  const [what = '', , first = ''] = words;
  if (isShort(what, 'native', 1)) {
    port.nativeVlan = !context.negated && /^\d{1,4}$/.test(first) ? Number(first) : undefined;
    return 'modelled';
  }
  if (!isShort(what, 'allowed', 1)) return 'other-command';
  if (context.negated || isShort(first, 'all', 3)) {
    port.trunkVlans = undefined;
    return 'modelled';
  }
  if (isShort(first, 'none', 1)) {
    port.trunkVlans = [];
    return 'modelled';
  }
  const change = /^[a-z]/i.test(first);
  const text = words.slice(change ? 3 : 2).join(' ');
  const vlans = parseVlans(text);
  if (vlans === undefined) {
    // Whatever it may be, nothing is left out.
    port.trunkVlans = undefined;
    const { command, report } = context;
    const at = wordsOf(context)[change ? 4 : 3];
    if (at === undefined) report.add('ios/incomplete-line', command.after, { expected: 'vlan' });
    else report.add('ios/unexpected-word', at.span, { word: at.text, expected: 'vlan' });
    return 'diagnostic';
  }
  const before = port.trunkVlans ?? ALL_VLANS;
  if (!change) port.trunkVlans = vlans;
  else if (isShort(first, 'add', 2)) port.trunkVlans = unionVlans([...before, ...vlans]);
  else if (isShort(first, 'remove', 1)) port.trunkVlans = subtractVlans(before, vlans);
  else port.trunkVlans = subtractVlans(ALL_VLANS, vlans);
  return 'modelled';
}

// channel-group 1 mode active
function readChannel(context: CommandContext, at: InterfaceDraft): Fate | undefined {
  const number = /^(\d{1,4})(?:\s|$)/.exec(restOf(context))?.[1];
  if (number === undefined && !context.negated) return undefined;
  at.channelGroup = context.negated ? undefined : Number(number);
  return 'modelled';
}

function row(
  word: string,
  read: (context: CommandContext, at: InterfaceDraft) => Fate | undefined,
): CommandRow {
  return {
    words: [word],
    within: ['interface'],
    read: (context) =>
      context.open.kind === 'interface' ? read(context, context.open.interface) : undefined,
  };
}

export const SWITCHPORT_COMMANDS: readonly CommandRow[] = [
  row('switchport', readSwitchport),
  row('channel-group', readChannel),
];
