/** Commands under `interface`: addresses, bindings and what else tells where an interface stands. */
import {
  type Direction,
  type Family,
  lengthOfMask,
  parseIpv4,
  parseIpv6,
  showIpv6,
} from '@aclift/ir';
import type { IToken } from 'chevrotain';
import type { StatementParts } from '../grammar/statement-grammar.ts';
import type { InterfaceDraft } from '../device/interface-draft.ts';
import { wordAt } from '@aclift/dialect-kit';
import { refuse } from '../lowering/address.ts';
import { bindingFacts } from './binding-facts.ts';
import { type CommandContext, type CommandRow, type Fate, restOf } from './command.ts';
import { readingOf, readStatement } from './statement.ts';

type Reader = (context: CommandContext, at: InterfaceDraft) => Fate | undefined;

const within = ['interface'] as const;

function row(words: string, read: Reader): CommandRow {
  return {
    words: words.split(' '),
    within,
    read: (context) =>
      context.open.kind === 'interface' ? read(context, context.open.interface) : undefined,
  };
}

// ip access-group WEB in   ip access-group common BASE WEB in   no ip access-group WEB in
function readBinding(context: CommandContext, at: InterfaceDraft, family: Family): Fate {
  if (context.negated) return unbind(context, at, family);
  const fate = bind(context, at, family);
  if (fate === 'diagnostic') {
    const { span, text } = context.command;
    at.addUnread({ family, ...bindingFacts(restOf(context)), text, span });
  }
  return fate;
}

/** Binds the list. @returns `diagnostic` after a report: something filters here, and nobody knows what. */
function bind(
  context: CommandContext,
  at: InterfaceDraft,
  family: Family,
): 'modelled' | 'diagnostic' {
  const parts = readStatement(context, 'binding');
  if (parts === undefined) return 'diagnostic';
  const written = directionOf(parts);
  const [first, second, third] = parts.names.map(({ image }) => image);
  // ip access-group in: the name is missing
  if (first === undefined || (written === undefined && /^(?:in|out)$/i.test(first))) {
    context.report.add('ios/incomplete-line', context.command.after, { expected: 'direction' });
    return 'diagnostic';
  }
  const direction = written ?? 'out';
  const { span } = context.command;
  if (second === undefined) {
    if (written === undefined) {
      context.report.add('ios/binding-without-direction', span, { list: first });
    }
    at.bind({ list: first, family, direction, span });
    return 'modelled';
  }
  const [, extra] = parts.names;
  const isCommon = first.toLowerCase() === 'common';
  if (!isCommon && extra !== undefined) {
    context.report.add('ios/unexpected-word', context.command.spanOf(extra, context.shift), {
      word: extra.image,
      expected: 'direction',
    });
    return 'diagnostic';
  }
  if (written === undefined) {
    context.report.add('ios/incomplete-line', context.command.after, { expected: 'direction' });
    return 'diagnostic';
  }
  at.bind({ list: second, family, direction, common: true, span });
  if (third !== undefined) at.bind({ list: third, family, direction, span });
  return 'modelled';
}

/** The direction; an abbreviated one (`i`, `ou`) is taken from the end of the names. */
function directionOf(parts: StatementParts): Direction | undefined {
  if (parts.direction !== undefined) {
    return parts.direction.image.toLowerCase() === 'in' ? 'in' : 'out';
  }
  const last = parts.names.length > 1 ? parts.names.at(-1)?.image.toLowerCase() : undefined;
  if (last !== 'i' && last !== 'o' && last !== 'ou') return undefined;
  parts.names.pop();
  return last === 'i' ? 'in' : 'out';
}

// no ip access-group   no ip access-group WEB   no ip access-group WEB in   no ipv6 traffic-filter in
function unbind(context: CommandContext, at: InterfaceDraft, family: Family): Fate {
  const words = restOf(context)
    .split(/\s+/)
    .filter((word) => word !== '');
  const last = words.at(-1)?.toLowerCase() ?? '';
  const inward = last === 'in' || (words.length > 1 && last === 'i');
  const outward = last === 'out' || (words.length > 1 && (last === 'o' || last === 'ou'));
  if (!inward && !outward && words.length > 1) {
    // The list stays: what this line would have removed nobody knows.
    const from = context.command.text.length - last.length;
    context.report.add('ios/unexpected-word', context.command.between(from, from + last.length), {
      word: last,
      expected: 'direction',
    });
    return 'diagnostic';
  }
  if (!outward) at.unbind(family, 'in');
  if (!inward) at.unbind(family, 'out');
  return 'modelled';
}

// ip address 10.0.0.1 255.255.255.0 secondary   ip address dhcp   no ip address
function readAddress(context: CommandContext, at: InterfaceDraft): Fate {
  const [first = ''] = restOf(context).split(/\s+/);
  const { span } = context.command;
  if (context.negated) {
    at.removeAddresses('ipv4', parseIpv4(first));
    return 'modelled';
  }
  const how = first.toLowerCase();
  if (how === 'dhcp' || how === 'negotiated' || how === 'pool' || how === 'slarp') {
    at.addAddress({ kind: 'dynamic', how, span });
    return 'modelled';
  }
  const parts = readStatement(context, 'address');
  if (parts?.address === undefined) return 'diagnostic';
  const parsed = parseAddressAndMask(parts.address, parts.mask, context);
  if (parsed === undefined) return 'diagnostic';
  at.addAddress({ kind: 'static', ...parsed, secondary: parts.secondary !== undefined, span });
  return 'modelled';
}

/** `A M` or `A/len`; the host bits stay. @returns undefined after a report. */
export function parseAddressAndMask(
  first: IToken,
  mask: IToken | undefined,
  context: CommandContext,
): { address: number; length: number } | undefined {
  const reading = readingOf(context);
  const [dotted = '', bits] = first.image.split('/');
  const address = parseIpv4(dotted);
  if (address === undefined) return refuse(first, reading);
  if (bits !== undefined) {
    if (Number(bits) > 32) return refuse(first, reading);
    return { address, length: Number(bits) };
  }
  const value = mask === undefined ? undefined : parseIpv4(mask.image);
  const length = value === undefined ? undefined : lengthOfMask(value);
  if (length === undefined) {
    const at = mask ?? first;
    context.report.add('ios/bad-mask', context.command.spanOf(at, context.shift), {
      text: at.image,
    });
    return undefined;
  }
  return { address, length };
}

// ipv6 address 2001:db8::1/64   ipv6 address fe80::1 link-local   ipv6 address autoconfig
function readAddress6(context: CommandContext, at: InterfaceDraft): Fate {
  const [first = ''] = restOf(context).split(/\s+/);
  const { span } = context.command;
  if (context.negated) {
    const old = parseIpv6(first.split('/')[0] ?? '');
    at.removeAddresses('ipv6', old === undefined ? undefined : showIpv6(old));
    return 'modelled';
  }
  if (!first.includes(':') || /^[A-Za-z][\w-]*$/.test(first)) {
    at.addAddress({ kind: 'dynamic', how: first.toLowerCase() || 'unknown', family: 'ipv6', span });
    return 'modelled';
  }
  const parts = readStatement(context, 'address6');
  if (parts?.address === undefined) return 'diagnostic';
  const [text = '', bits = '128'] = parts.address.image.split('/');
  const address = parseIpv6(text);
  if (address === undefined || Number(bits) > 128) {
    refuse(parts.address, readingOf(context, 'ipv6'));
    return 'diagnostic';
  }
  at.addAddress({ kind: 'static6', address: showIpv6(address), length: Number(bits), span });
  return 'modelled';
}

function readVrf(context: CommandContext, at: InterfaceDraft): Fate {
  const [name = ''] = restOf(context).split(/\s+/);
  at.vrf = context.negated || name === '' ? undefined : name;
  return 'modelled';
}

function readNat(context: CommandContext, at: InterfaceDraft): Fate | undefined {
  const side = restOf(context).toLowerCase();
  // ip nat inside source …: a global command
  if (side !== 'inside' && side !== 'outside') return undefined;
  at.nat = context.negated ? undefined : side;
  return 'modelled';
}

function readVlan(context: CommandContext, at: InterfaceDraft): Fate {
  const tag = /^dot1q (\d+)/i.exec(restOf(context))?.[1];
  if (tag === undefined) return 'other-command';
  at.vlan = context.negated ? undefined : Number(tag);
  return 'modelled';
}

// vrrp 1 address-family ipv4, and below it: address 10.0.0.1 primary
function readVrrpFamily(context: CommandContext, at: InterfaceDraft): Fate | undefined {
  const group = /^(\d+) +address-family +ipv[46]/i.exec(restOf(context))?.[1];
  if (group === undefined) return undefined;
  at.vrrpGroup = Number(group);
  return 'modelled';
}

function readVrrpAddress(context: CommandContext, at: InterfaceDraft): Fate | undefined {
  if (at.vrrpGroup === undefined || context.negated) return undefined;
  const text = wordAt(restOf(context));
  const six = text.includes(':') ? parseIpv6(text) : undefined;
  const address = six === undefined ? parseIpv4(text) : showIpv6(six);
  if (address === undefined) return undefined;
  at.addVirtual({
    protocol: 'vrrp',
    group: at.vrrpGroup,
    family: six === undefined ? 'ipv4' : 'ipv6',
    address,
    span: context.command.span,
  });
  return 'modelled';
}

// standby 10 ip 10.0.0.1   vrrp 1 ip 10.0.0.1 secondary   glbp 1 ipv6 fe80::1
function readVirtual(protocol: 'hsrp' | 'vrrp' | 'glbp'): Reader {
  return (context, at) => {
    const match = /^(?:(\d+) +)?(ip|ipv6) +(\S+)/i.exec(restOf(context));
    if (match === null || context.negated) return 'other-command';
    const [, group, word = '', text = ''] = match;
    const six = word.toLowerCase() === 'ipv6' ? parseIpv6(text.split('/')[0] ?? '') : undefined;
    const address = word.toLowerCase() === 'ip' ? parseIpv4(text) : undefined;
    if (six === undefined && address === undefined) return 'other-command';
    at.addVirtual({
      protocol,
      ...(group !== undefined && { group: Number(group) }),
      family: six === undefined ? 'ipv4' : 'ipv6',
      address: six === undefined ? (address ?? 0) : showIpv6(six),
      span: context.command.span,
    });
    return 'modelled';
  };
}

export const INTERFACE_COMMANDS: readonly CommandRow[] = [
  row('ip access-group', (context, at) => readBinding(context, at, 'ipv4')),
  row('ipv6 traffic-filter', (context, at) => readBinding(context, at, 'ipv6')),
  row('ip address', readAddress),
  row('ipv6 address', readAddress6),
  row('shutdown', (context, at) => {
    at.shutdown = !context.negated;
    return 'modelled';
  }),
  row('description', (context, at) => {
    at.description = context.negated ? undefined : restOf(context);
    return 'modelled';
  }),
  row('vrf forwarding', readVrf),
  row('ip vrf forwarding', readVrf),
  row('ip nat', readNat),
  row('encapsulation', readVlan),
  row('standby', readVirtual('hsrp')),
  row('vrrp', (context, at) => readVrrpFamily(context, at) ?? readVirtual('vrrp')(context, at)),
  row('address', readVrrpAddress),
  row('glbp', readVirtual('glbp')),
  row('zone-member security', (context, at) => {
    at.zone = context.negated ? undefined : restOf(context).split(/\s+/)[0];
    return 'modelled';
  }),
  // Lists of layer 2: no IP packet filters.
  row('mac access-group', () => 'other-list'),
  row('ip inspect', (context, at) => {
    const match = /^(\S+) +(in|out)$/i.exec(restOf(context));
    if (match === null) return undefined;
    const direction = match[2]?.toLowerCase() === 'in' ? 'in' : 'out';
    const key = `${match[1]} ${direction}`;
    if (context.negated) at.inspects.delete(key);
    else at.inspects.set(key, direction);
    return 'modelled';
  }),
];
