/**
 * Messages that access lists with `log` send to syslog: which list did what with which packets. The text before the mnemonic
 * (time stamps, hosts, sequence numbers) is whatever the collector made of it and does not matter.
 * @see Cisco IOS System Message Guide, SEC-6-IPACCESSLOG…; the IOS-XE data plane spells them FMANFP-6-….
 */
import { type Action, type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';

/** What one message says. */
export interface LogMessage {
  readonly family: Family;
  readonly list: string;
  /** Sequence number of the entry; IPv6 messages have it. */
  readonly sequence?: number;
  readonly action: Action;
  readonly protocol: number;
  readonly source: string;
  /** Absent: a standard list looks at the source only. */
  readonly destination?: string;
  /** Present with TCP, UDP and SCTP. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** Present with ICMP. */
  readonly icmp?: { readonly type: number; readonly code: number };
  /** Packets that the message sums up. */
  readonly packets: number;
}

/** A line of a log: a message about packets, something else, or a message that says less than it should. */
export type LogLine =
  | { readonly kind: 'message'; readonly message: LogMessage }
  /** No message of an access list, or one without a packet (rate limits). */
  | { readonly kind: 'other' }
  | { readonly kind: 'unreadable'; readonly expected: string };

const MNEMONIC =
  /%(?:SEC|FMANFP|IPV6_ACL|IPV6)-\d-(?:IP|IPV6)?ACCESSLOG(P|DP|NP|RP|SP|S|RL)?:\s*(.*)$/;
/** `list L/SEQ denied tcp …`; IOS-XE says before it which process speaks. */
const LIST = /\blist (\S+) (permitted|denied) (.*)$/;
const ADDRESS = '([0-9a-fA-F.:]+)';
const PACKETS = /,?\s(\d+) packets?\b/;
/** `S(sp) (Interface mac) -> D(dp)` or `S (Interface mac) -> D (type/code)`. */
const ENDS = new RegExp(
  `^(\\S+) ${ADDRESS}(?:\\((\\d+)\\))?(?: ?\\([^)]*\\))? -> ${ADDRESS}(?:\\((\\d+)\\))?(?: \\((\\d+)(?:/(\\d+))?\\))?`,
);
const SOURCE_ONLY = new RegExp(`^${ADDRESS}\\s`);

/** Reads one line. Never throws. */
export function readLogMessage(line: string): LogLine {
  const mnemonic = MNEMONIC.exec(line);
  if (mnemonic === null || mnemonic[1] === 'RL') return { kind: 'other' };
  const said = LIST.exec(mnemonic[2] ?? '');
  if (said === null) return { kind: 'unreadable', expected: '"list NAME permitted" or "denied"' };
  const [, name = '', word, rest = ''] = said;
  const packets = Number(PACKETS.exec(rest)?.[1] ?? '1');
  const common = {
    ...listOf(name),
    action: word === 'permitted' ? ('permit' as const) : ('deny' as const),
    packets,
  };
  const ends = ENDS.exec(rest);
  if (ends === null) {
    const source = SOURCE_ONLY.exec(rest)?.[1];
    const family = source === undefined ? undefined : familyOf(source);
    if (source === undefined || family === undefined) {
      return { kind: 'unreadable', expected: '"PROTOCOL SOURCE(PORT) -> DESTINATION(PORT)"' };
    }
    // A standard list: every protocol.
    return { kind: 'message', message: { ...common, family, protocol: 0, source } };
  }
  const [, kind = '', source = '', sport, destination = '', dport, first, second] = ends;
  const family = familyOf(source);
  const protocol = family === undefined ? undefined : protocolOf(family, kind);
  if (family === undefined || familyOf(destination) !== family) {
    return { kind: 'unreadable', expected: 'two addresses of one family' };
  }
  if (protocol === undefined) return { kind: 'unreadable', expected: `a protocol, not "${kind}"` };
  return {
    kind: 'message',
    message: {
      ...common,
      family,
      protocol,
      source,
      destination,
      ...(sport === undefined ? {} : { sourcePort: Number(sport) }),
      ...(dport === undefined ? {} : { destinationPort: Number(dport) }),
      ...(first === undefined || second === undefined
        ? {}
        : { icmp: { type: Number(first), code: Number(second) } }),
    },
  };
}

/** IPv6 messages name the entry too: `LIST/20`. A name may hold a slash itself. */
function listOf(name: string): Pick<LogMessage, 'list' | 'sequence'> {
  const sequence = /^(.+)\/(\d+)$/.exec(name);
  return sequence === null
    ? { list: name }
    : { list: sequence[1] ?? name, sequence: Number(sequence[2]) };
}

function familyOf(address: string): Family | undefined {
  if (parseIpv4(address) !== undefined) return 'ipv4';
  return parseIpv6(address) === undefined ? undefined : 'ipv6';
}

function protocolOf(family: Family, word: string): number | undefined {
  if (/^\d{1,3}$/.test(word)) return Number(word) <= 255 ? Number(word) : undefined;
  const names = family === 'ipv4' ? PROTOCOLS : PROTOCOLS6;
  return names.get(word.toLowerCase()) ?? (word.toLowerCase() === 'icmpv6' ? 58 : undefined);
}
