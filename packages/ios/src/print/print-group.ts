/** Object-groups as the device prints them. */
import {
  assertNever,
  maskOfLength,
  type NetworkMember,
  type ObjectGroup,
  type ServiceMember,
  showIpv4,
} from '@aclift/ir';
import { TCP, UDP } from '../names/protocol-names.ts';
import { protocolName } from './names.ts';
import { printPorts } from './print-entry.ts';

/** Lines of one group, the header first. */
export function groupLines(group: ObjectGroup): string[] {
  const description = group.description === undefined ? [] : [` description ${group.description}`];
  switch (group.kind) {
    case 'network':
      return [
        `object-group ${group.family === 'ipv4' ? 'network' : 'v6-network'} ${group.name}`,
        ...description,
        ...group.members.map((member) => ` ${printNetwork(member)}`),
      ];
    case 'service': {
      const family = group.family ?? 'ipv4';
      return [
        `object-group ${family === 'ipv4' ? 'service' : 'v6-service'} ${group.name}`,
        ...description,
        ...group.members.map((member) => ` ${printService(member, family)}`),
      ];
    }
    case 'other':
      return [`object-group ${group.type} ${group.name}`, ...description];
    default:
      return assertNever(group);
  }
}

function printNetwork(member: NetworkMember): string {
  switch (member.kind) {
    case 'host':
      return `host ${showIpv4(member.address)}`;
    case 'prefix':
      return `${showIpv4(member.address)} ${showIpv4(maskOfLength(member.length))}`;
    case 'masked':
      return `${showIpv4(member.address)} ${showIpv4(member.mask)}`;
    case 'range':
      return `range ${showIpv4(member.from)} ${showIpv4(member.to)}`;
    case 'any':
      return 'any';
    case 'host6':
      return `host ${member.address}`;
    case 'prefix6':
      return `${member.address}/${member.length}`;
    case 'group-object':
      return `group-object ${member.name}`;
    case 'unrecognized':
      return member.text;
    default:
      return assertNever(member);
  }
}

function printService(member: ServiceMember, family: 'ipv4' | 'ipv6'): string {
  switch (member.kind) {
    case 'protocol':
      if (member.protocol === undefined) return family === 'ipv4' ? 'ip' : 'ipv6';
      // These words would read as members with ports or types.
      return member.protocol === TCP || member.protocol === UDP || member.protocol === 1
        ? String(member.protocol)
        : protocolName(member.protocol, family);
    case 'ports':
      return printPortMember(member);
    case 'icmp':
      return member.type === undefined ? 'icmp' : `icmp ${member.type}`;
    case 'group-object':
      return `group-object ${member.name}`;
    case 'unrecognized':
      return member.text;
    default:
      return assertNever(member);
  }
}

function printPortMember(member: Extract<ServiceMember, { kind: 'ports' }>): string {
  const [protocol] = member.protocols;
  const both = member.protocols.length > 1;
  const word = both ? 'tcp-udp' : protocol === TCP ? 'tcp' : 'udp';
  // A name after tcp-udp must mean the same port for both: numbers always do.
  const names = both ? undefined : protocol;
  const source = printPorts(member.sourcePorts, names);
  return [word, source === '' ? '' : `source ${source}`, printPorts(member.destinationPorts, names)]
    .filter((part) => part !== '')
    .join(' ');
}
