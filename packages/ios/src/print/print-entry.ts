/** Entries of a list as the device prints them. */
import {
  type Ace,
  type AclEntry,
  type AddressMatch,
  assertNever,
  type Condition,
  type Family,
  type PortMatch,
  type ProtocolMatch,
  showIpv4,
} from '@aclift/ir';
import { icmpName, igmpName, portName, protocolName, valueName } from './names.ts';

/** One entry without indentation. Counters and states that only `show` prints are left out. */
export function printEntry(entry: AclEntry, family: Family, standard: boolean): string {
  const number = entry.sequence === undefined ? '' : `${entry.sequence} `;
  const sequence = number === '' || family === 'ipv4' ? number : `sequence ${number}`;
  switch (entry.kind) {
    case 'remark':
      return entry.text === '' ? `${sequence}remark` : `${sequence}remark ${entry.text}`;
    case 'unrecognized':
      return sequence + entry.text;
    case 'evaluate':
      return `${sequence}evaluate ${entry.name}`;
    case 'ace':
      return sequence + (standard ? printStandard(entry) : printExtended(entry, family));
    default:
      return assertNever(entry);
  }
}

// permit 10.0.0.0 0.0.0.255 log
function printStandard(ace: Ace): string {
  return [ace.action, printAddress(ace.source, true), printLog(ace)].filter(isPart).join(' ');
}

// permit tcp any host 10.0.0.1 eq www established log
function printExtended(ace: Ace, family: Family): string {
  const protocol = ace.protocol.kind === 'number' ? ace.protocol.protocol : undefined;
  const dynamic = ace.conditions.find(({ kind }) => kind === 'dynamic');
  return [
    dynamic?.kind === 'dynamic' ? printDynamic(dynamic.name, dynamic.timeout) : '',
    ace.action,
    printProtocol(ace.protocol, family),
    printAddress(ace.source, false),
    printPorts(ace.sourcePorts, protocol),
    printAddress(ace.destination, false),
    printPorts(ace.destinationPorts, protocol),
    ace.icmp === undefined ? '' : icmpName(ace.icmp.type, ace.icmp.code, family),
    ...ace.conditions.map((condition) => printCondition(condition, ace)),
    printLog(ace),
  ]
    .filter(isPart)
    .join(' ');
}

const isPart = (text: string): boolean => text !== '';

function printDynamic(name: string, timeout: number | undefined): string {
  return timeout === undefined ? `dynamic ${name}` : `dynamic ${name} timeout ${timeout}`;
}

function printProtocol(protocol: ProtocolMatch, family: Family): string {
  switch (protocol.kind) {
    case 'any':
      return family === 'ipv4' ? 'ip' : 'ipv6';
    case 'number':
      return protocolName(protocol.protocol, family);
    case 'service-group':
      return `object-group ${protocol.name}`;
    default:
      return assertNever(protocol);
  }
}

function printAddress(match: AddressMatch, standard: boolean): string {
  switch (match.kind) {
    case 'any':
      return 'any';
    case 'host':
      return standard ? showIpv4(match.address) : `host ${showIpv4(match.address)}`;
    case 'wildcard':
      return `${showIpv4(match.base)} ${showIpv4(match.wildcard)}`;
    case 'host6':
      return `host ${match.address}`;
    case 'prefix6':
      return `${match.address}/${match.length}`;
    case 'object-group':
      return `object-group ${match.name}`;
    default:
      return assertNever(match);
  }
}

/** @param protocol whose names the ports have; absent: numbers. */
export function printPorts(ports: PortMatch | undefined, protocol: number | undefined): string {
  if (ports === undefined) return '';
  const name = (port: number): string => portName(port, protocol);
  switch (ports.kind) {
    case 'eq':
    case 'neq':
      return `${ports.kind} ${ports.ports.map(name).join(' ')}`;
    case 'gt':
    case 'lt':
      return `${ports.kind} ${name(ports.port)}`;
    case 'range':
      return `range ${name(ports.from)} ${name(ports.to)}`;
    case 'portgroup':
      return `portgroup ${ports.name}`;
    default:
      return assertNever(ports);
  }
}

function printLog({ log }: Ace): string {
  if (log === undefined) return '';
  return log.cookie === undefined ? log.kind : `${log.kind} ${log.cookie}`;
}

function printCondition(condition: Condition, ace: Ace): string {
  switch (condition.kind) {
    case 'established':
    case 'fragments':
    case 'undetermined-transport':
      return condition.kind;
    case 'tcp-flags':
      return printFlags(condition, ace);
    case 'igmp':
      return igmpName(condition.index);
    case 'dscp':
    case 'precedence':
    case 'tos':
      return `${condition.kind} ${valueName(condition.kind, condition.value)}`;
    case 'ttl': {
      const { comparison } = condition;
      return comparison.operator === 'range'
        ? `ttl range ${comparison.from} ${comparison.to}`
        : `ttl ${comparison.operator} ${comparison.value}`;
    }
    case 'option':
      return condition.value === 'any'
        ? 'option any-options'
        : `option ${valueName('option', condition.value)}`;
    case 'time-range':
      return `time-range ${condition.name}`;
    case 'dynamic':
      // Stands before the action.
      return '';
    case 'reflect':
      return condition.timeout === undefined
        ? `reflect ${condition.name}`
        : `reflect ${condition.name} timeout ${condition.timeout}`;
    case 'extension-header':
      return condition.value === undefined
        ? condition.header
        : `${condition.header}-type ${
            condition.header === 'mobility'
              ? valueName('mobility', condition.value)
              : condition.value
          }`;
    case 'flow-label':
      return `flow-label ${condition.value}`;
    default:
      return assertNever(condition);
  }
}

// ack rst   match-all +syn -ack
function printFlags(condition: Extract<Condition, { kind: 'tcp-flags' }>, ace: Ace): string {
  const { flags, mode } = condition;
  // Bare flags would join with others of their kind and with established.
  const alone =
    ace.conditions.filter(({ kind }) => kind === 'tcp-flags' || kind === 'established').length ===
    1;
  if (alone && mode === 'any' && flags.every(({ set }) => set)) {
    return flags.map(({ flag }) => flag).join(' ');
  }
  const signed = flags.map(({ flag, set }) => `${set ? '+' : '-'}${flag}`);
  return `match-${mode} ${signed.join(' ')}`;
}
