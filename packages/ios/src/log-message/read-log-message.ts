/**
 * Messages that access lists with `log` send to syslog: which list did what with which packets. The text before the mnemonic
 * (time stamps, hosts, sequence numbers) is whatever the collector made of it and does not matter.
 * @see Cisco IOS System Message Guide, SEC-6-IPACCESSLOG…; the IOS-XE data plane spells them FMANFP-6-….
 */
import type { LogLine, LogMessage } from '@aclift/dialect-kit';
import { type Family, parseIpv4, parseIpv6 } from '@aclift/ir';
import { PROTOCOLS, PROTOCOLS6 } from '../names/protocol-names.ts';

/** Members of a stack stand between facility and severity; some relays take off `%` and `:`. */
const MNEMONIC =
  /(?:^|[^A-Z0-9_])(?:SEC|FMANFP|IPV6_ACL|IPV6)(?:-[A-Z0-9_]+)*-\d-(?:IP|IPV6)?ACCESSLOG(P|DP|NP|RP|SP|S|RL)?\b\s*:?(.*)$/;
/** `list L/SEQ denied tcp …`; IOS-XE says before it which process speaks. */
const LIST = /\blist (\S+) (permitted|denied) (.*)$/;
const MISSED = /\bmissed (\d+) packets?/;
const ADDRESS = '([0-9a-fA-F.:]+)';
const PACKETS = /,?\s(\d+) packets?\b/;
/** `0011.2233.4455` or `00-11-22-33-44-55`: IOS-XE writes the sender's before its address. */
const MAC = '(?:[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){2} |[0-9a-fA-F]{2}(?:-[0-9a-fA-F]{2}){5} )?';
/** `log-input`: ` (Interface mac)` of IOS, ` Interface` of IOS-XE. */
const INTERFACE = '(?: ?\\([^)]*\\)| [A-Za-z][\\w./:-]*?)?';
/** `S(sp) INTERFACE -> D(dp)` or `S INTERFACE -> D (type/code)`. */
const ENDS = new RegExp(
  `^(\\S+) ${MAC}${ADDRESS}(?:\\((\\d+)\\))?${INTERFACE} ?-> ${ADDRESS}(?:\\((\\d+)\\))?(?: \\((\\d+)(?:/(\\d+))?\\))?`,
);
const SOURCE_ONLY = new RegExp(`^${ADDRESS}\\s`);

/** Messages of access lists of systems whose configurations are not read here. */
const FOREIGN: readonly (readonly [pattern: RegExp, system: string])[] = [
  [/%ACL-IPV[46]_ACL-\d-/, 'IOS XR'],
  [/%(?:ASA|FTD|PIX)-(?:[a-z]+-)?\d-106\d{3}\b/, 'ASA'],
  [/%ACLLOG-\d-/, 'NX-OS'],
  [/%ACL-\d-IP(?:V6)?ACCESS\b/, 'EOS'],
];

/** Reads one line. Never throws. */
export function readLogMessage(line: string): LogLine {
  const foreign = line.includes('%') ? FOREIGN.find(([pattern]) => pattern.test(line)) : undefined;
  if (foreign !== undefined) {
    return {
      kind: 'unreadable',
      expected: `a message of IOS or IOS-XE, not of ${foreign[1]}, which is not read`,
    };
  }
  const mnemonic = MNEMONIC.exec(line);
  if (mnemonic === null) return { kind: 'other' };
  if (mnemonic[1] === 'RL') {
    const missed = MISSED.exec(mnemonic[2] ?? '')?.[1];
    return { kind: 'other', ...(missed === undefined ? {} : { missed: Number(missed) }) };
  }
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
    return { kind: 'message', message: { ...common, family, source } };
  }
  const [, kind = '', source = '', sport, destination = '', dport, first, second] = ends;
  const family = familyOf(source);
  if (family === undefined || familyOf(destination) !== family) {
    return { kind: 'unreadable', expected: 'two addresses of one family' };
  }
  const protocol = protocolOf(family, kind);
  if (protocol === undefined) return { kind: 'unreadable', expected: `a protocol, not "${kind}"` };
  return {
    kind: 'message',
    message: {
      ...common,
      family,
      ...(protocol === 'any' ? {} : { protocol }),
      source,
      // What reached the device itself, seen by a standard list: it does not look at destinations.
      ...(protocol === 'any' && destination === '0.0.0.0' ? {} : { destination }),
      ...portOf('sourcePort', sport),
      ...portOf('destinationPort', dport),
      ...icmpOf(first, second),
    },
  };
}

/** 0: the list did not look at it. */
function portOf(
  name: 'sourcePort' | 'destinationPort',
  text: string | undefined,
): Pick<LogMessage, typeof name> {
  return text === undefined || Number(text) === 0 ? {} : { [name]: Number(text) };
}

/** `(8/0)`; some versions of IOS-XE write type and code as one number before the slash. */
function icmpOf(first: string | undefined, second: string | undefined): Pick<LogMessage, 'icmp'> {
  if (first === undefined || second === undefined) return {};
  const [type, code] = [Number(first), Number(second)];
  return { icmp: type > 255 ? { type: type >> 8, code: type & 255 } : { type, code } };
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

/** `any`: the list did not look at it; `0` is what messages of such lists have. */
function protocolOf(family: Family, word: string): number | 'any' | undefined {
  if (/^(?:0|ip|ipv6)$/i.test(word)) return 'any';
  if (/^\d{1,3}$/.test(word)) return Number(word) <= 255 ? Number(word) : undefined;
  const names = family === 'ipv4' ? PROTOCOLS : PROTOCOLS6;
  return names.get(word.toLowerCase()) ?? (word.toLowerCase() === 'icmpv6' ? 58 : undefined);
}
