/** Headers of `show access-lists` and `show object-group`: the same lists and groups, as the device prints them. */
import type { AclType, Family } from '@aclift/ir';
import type { DeviceDraft } from '../device/device-draft.ts';
import type { Command } from '@aclift/dialect-kit';
import type { Report } from '../report.ts';
import type { Opened } from './opened.ts';

const LIST =
  /^(Standard|Extended|Reflexive|FQDN|Role-based) (IP|IPv6|MAC|FQDN) access[- ]list (\S+)(?: \([^()]*\))?$/i;
const LIST6 = /^IPv6 (?:(FQDN|Role-based) )?access list (\S+)(?: \([^()]*\))?$/i;
const GROUP = /^(V6-)?(Network|Service) object group (\S+)$/i;

/** Downloaded lists of roles have blanks in their names: `Permit IP-00`. */
const ROLE_LIST = /^Role-based IP(v6)? access list (\S.*?)(?: \([^()]*\))?$/i;
/** Heads what a router remembers of reflected flows, in `show … dump reflexive`. */
const REFLECTED = /^-+ ?Reflexive ACL ?-+$/i;
/** `show cts role-based permissions`: the lines below name lists, `Permit IP-00`. */
const ROLES = /^IPv[46] Role-based permissions\b/i;

/** @returns undefined when the line is no such header. */
export function readShowHeader(
  command: Command,
  device: DeviceDraft,
  report: Report,
): Opened | undefined {
  const { text, span } = command;
  const group = GROUP.exec(text);
  if (group !== null) {
    const [, six = '', kind = '', name = ''] = group;
    const draft = device.group(name, `${six}${kind}`.toLowerCase(), span);
    return draft === undefined
      ? { fate: 'other-list', open: { kind: 'other' } }
      : { fate: 'modelled', open: { kind: 'group', group: draft } };
  }
  if (REFLECTED.test(text) || ROLES.test(text)) {
    return { fate: 'other-list', open: { kind: 'other-list' } };
  }
  const six = LIST6.exec(text);
  if (six !== null) {
    const [, kind, name = ''] = six;
    return kind === undefined
      ? open(command, name, 'ipv6', 'extended', device, report)
      : other(command, name, 'ipv6', kind, device, report);
  }
  const roles = ROLE_LIST.exec(text);
  if (roles !== null) {
    const [, six = '', name = ''] = roles;
    return other(command, name, six === '' ? 'ipv4' : 'ipv6', 'role-based', device, report);
  }
  const match = LIST.exec(text);
  if (match === null) return undefined;
  const [, kind = '', protocol = '', name = ''] = match;
  if (protocol.toLowerCase() === 'mac') return { fate: 'other-list', open: { kind: 'other-list' } };
  const type = kind.toLowerCase();
  if (type === 'reflexive') {
    // Its entries come and go with the flows: what matters is the entry that reflects.
    report.add('ios/list-kind-out-of-scope', span, { list: name, kind: type });
    return { fate: 'other-list', open: { kind: 'other-list' } };
  }
  return type === 'standard' || type === 'extended'
    ? open(command, name, 'ipv4', type, device, report)
    : other(command, name, 'ipv4', type, device, report);
}

function open(
  command: Command,
  name: string,
  family: Family,
  type: AclType,
  device: DeviceDraft,
  report: Report,
): Opened {
  const list = device.list(name, family, type, command.span, report);
  return { fate: 'modelled', open: { kind: 'list', list, show: true } };
}

function other(
  command: Command,
  name: string,
  family: Family,
  kind: string,
  device: DeviceDraft,
  report: Report,
): Opened {
  const lower = kind.toLowerCase();
  const isFqdn = lower === 'fqdn';
  if (!isFqdn) report.add('ios/list-kind-out-of-scope', command.span, { list: name, kind: lower });
  const list = device.otherList(name, family, command.span, isFqdn);
  return { fate: 'modelled', open: { kind: 'list', list, show: true } };
}
