/**
 * What one ACE matches, as boxes. Where the model cannot tell exactly (a time-range, a DSCP value, an undefined group),
 * it gives two bounds: what the entry matches for certain and what it may match at most. Whoever computes with them
 * can then fail closed.
 */
import {
  type Ace,
  type AddressMatch,
  type Condition,
  type Evaluate,
  type Family,
  parseIpv6,
  type TcpFlag,
  type Unrecognized,
} from '@aclift/ir';
import type { Ranges } from '@aclift/packet-set';
import { allAddresses, type FlowBox, hasPorts, icmpProtocol, icmpService, TCP } from './flow.ts';
import {
  type Bounds,
  exactly,
  type ObjectGroups,
  prefix6Range,
  type ServiceAlternative,
} from './object-groups.ts';
import { portRanges } from './ports.ts';
import { wildcardHull, wildcardRanges } from './wildcard.ts';

/** Why an entry is not exact, or opens nothing. */
export type AceCaveat =
  /** A condition that policies do not have. */
  | { readonly kind: 'condition'; readonly condition: Condition }
  /** Object-group that is undefined, cyclic, of the wrong kind or partly unreadable. */
  | { readonly kind: 'object-group'; readonly name: string }
  /** A wildcard that scatters into too many blocks. */
  | { readonly kind: 'wildcard' }
  /** A Catalyst port group. */
  | { readonly kind: 'portgroup' }
  /** The line was not understood. */
  | { readonly kind: 'unparsed' };

/** Packets of an entry. `must` lies inside `may`; without caveats about certainty they are the same array. */
export interface AceMatch {
  /** Openings that the entry matches for certain. */
  readonly must: readonly FlowBox[];
  /** Openings that it may match. */
  readonly may: readonly FlowBox[];
  /** TCP packets with ACK or RST that it matches for certain and at most: they open nothing. */
  readonly answersMust: readonly FlowBox[];
  readonly answersMay: readonly FlowBox[];
  readonly caveats: readonly AceCaveat[];
}

/** An entry that takes part in evaluation. Remarks do not. */
export type FilterEntry = Ace | Evaluate | Unrecognized;

/**
 * What a condition of an entry is taken to do, for conditions that nobody can evaluate: `matches` always, `never`.
 * Undefined: nothing is assumed.
 */
export type Assume = (ace: Ace, condition: Condition) => 'matches' | 'never' | undefined;

/** What `entry` of a list of `family` matches; `groups` are those of its device. */
export function matchOf(
  groups: ObjectGroups,
  family: Family,
  entry: FilterEntry,
  assume: Assume = () => undefined,
): AceMatch {
  const everything: FlowBox[] = [{}];
  if (entry.kind === 'evaluate') {
    // The return traffic of recorded flows: no openings, and which answers nobody can tell.
    return { must: [], may: [], answersMust: [], answersMay: everything, caveats: [] };
  }
  if (entry.kind === 'unrecognized') {
    return {
      must: [],
      may: everything,
      answersMust: [],
      answersMay: everything,
      caveats: [{ kind: 'unparsed' }],
    };
  }
  return matchOfAce(groups, family, entry, assume);
}

function matchOfAce(groups: ObjectGroups, family: Family, ace: Ace, assume: Assume): AceMatch {
  const caveats: AceCaveat[] = [];
  const source = addressBounds(groups, family, ace.source, caveats);
  const destination = addressBounds(groups, family, ace.destination, caveats);
  const services = serviceAlternatives(groups, family, ace, caveats);

  const must: FlowBox[] = [];
  const may: FlowBox[] = [];
  for (const service of services) {
    const { uncertain, ...fields } = service;
    may.push({ ...boxFields(fields), source: source.may, destination: destination.may });
    if (uncertain !== true && source.must.length > 0 && destination.must.length > 0) {
      must.push({ ...boxFields(fields), source: source.must, destination: destination.must });
    }
  }

  // Conditions: which openings and which answers are left, for certain and at most.
  let openings: Verdict = 'always';
  let answers: Verdict = 'always';
  for (const condition of ace.conditions) {
    const effect = assumedEffect(conditionEffect(condition), assume(ace, condition));
    openings = both(openings, effect.openings);
    answers = both(answers, effect.answers);
    if (effect.openings === 'perhaps') {
      caveats.push({ kind: 'condition', condition });
    }
  }
  return {
    must: openings === 'always' ? must : [],
    may: openings === 'never' ? [] : may,
    answersMust: answers === 'always' ? tcpOnly(must) : [],
    answersMay: answers === 'never' ? [] : tcpOnly(may),
    caveats,
  };
}

type Verdict = 'always' | 'perhaps' | 'never';

function both(a: Verdict, b: Verdict): Verdict {
  if (a === 'never' || b === 'never') return 'never';
  return a === 'perhaps' || b === 'perhaps' ? 'perhaps' : 'always';
}

function assumedEffect(effect: Effect, assumed: ReturnType<Assume>): Effect {
  if (assumed === undefined || effect.openings !== 'perhaps') return effect;
  const verdict = assumed === 'matches' ? 'always' : 'never';
  return { openings: verdict, answers: verdict };
}

interface Effect {
  readonly openings: Verdict;
  readonly answers: Verdict;
}

/** Whether drafts need somebody to say what a condition is taken to do: it may hold for an opening, or not. */
export function isAssumable(condition: Condition): boolean {
  return conditionEffect(condition).openings === 'perhaps';
}

/** How a condition treats opening packets, and TCP packets with ACK or RST. */
function conditionEffect(condition: Condition): Effect {
  switch (condition.kind) {
    case 'established':
      return { openings: 'never', answers: 'always' };
    case 'fragments':
    case 'undetermined-transport':
      // Later fragments, and packets in which no protocol can be found, have no ports and open nothing: a packet whose
      // protocol is known is never among them.
      return { openings: 'never', answers: 'never' };
    case 'tcp-flags': {
      // A connection opens with SYN alone (RFC 9293, 3.5).
      const opens = holdsFor(condition, ['syn']);
      return { openings: opens ? 'always' : 'never', answers: answersByFlags(condition) };
    }
    case 'reflect':
      return { openings: 'always', answers: 'always' };
    case 'igmp':
    case 'dscp':
    case 'precedence':
    case 'tos':
    case 'ttl':
    case 'option':
    case 'time-range':
    case 'dynamic':
    case 'extension-header':
    case 'flow-label':
      return { openings: 'perhaps', answers: 'perhaps' };
  }
}

type FlagCondition = Extract<Condition, { kind: 'tcp-flags' }>;

const FLAGS: readonly TcpFlag[] = ['ack', 'fin', 'psh', 'rst', 'syn', 'urg'];

/** Whether a packet with just these flags meets the condition. */
function holdsFor({ flags, mode }: FlagCondition, present: readonly TcpFlag[]): boolean {
  const holds = flags.map(({ flag, set }) => present.includes(flag) === set);
  return mode === 'all' ? holds.every(Boolean) : holds.some(Boolean);
}

/** Which of the packets with ACK or RST meet the condition: all, none, or some. */
function answersByFlags(condition: FlagCondition): Verdict {
  const met = new Set<boolean>();
  for (let bits = 0; bits < 2 ** FLAGS.length; bits += 1) {
    const present = FLAGS.filter((_, i) => (bits & (1 << i)) !== 0);
    if (present.includes('ack') || present.includes('rst')) met.add(holdsFor(condition, present));
  }
  return met.size > 1 ? 'perhaps' : met.has(true) ? 'always' : 'never';
}

function tcpOnly(boxes: readonly FlowBox[]): FlowBox[] {
  const tcp: Ranges = [{ from: TCP, to: TCP }];
  return boxes.flatMap((box) => {
    if (box.protocol === undefined) return [{ ...box, protocol: tcp }];
    return box.protocol.some(({ from, to }) => from <= TCP && TCP <= to)
      ? [{ ...box, protocol: tcp }]
      : [];
  });
}

function boxFields({ protocol, service, sourcePort }: ServiceAlternative): FlowBox {
  return {
    ...(protocol === undefined ? {} : { protocol: [{ from: protocol, to: protocol }] }),
    ...(service === undefined ? {} : { service }),
    ...(sourcePort === undefined ? {} : { sourcePort }),
  };
}

function serviceAlternatives(
  groups: ObjectGroups,
  family: Family,
  ace: Ace,
  caveats: AceCaveat[],
): readonly ServiceAlternative[] {
  const { protocol } = ace;
  if (protocol.kind === 'service-group') {
    const alternatives = groups.services(protocol.name);
    if (alternatives.some(({ uncertain }) => uncertain === true)) {
      caveats.push({ kind: 'object-group', name: protocol.name });
    }
    return alternatives;
  }
  if (protocol.kind === 'any') return [{}];
  const number = protocol.protocol;
  if (number === icmpProtocol(family) && ace.icmp !== undefined) {
    return [{ protocol: number, service: [icmpService(ace.icmp.type, ace.icmp.code)] }];
  }
  if (!hasPorts(number)) return [{ protocol: number }];
  const service = portRanges(ace.destinationPorts);
  const sourcePort = portRanges(ace.sourcePorts);
  const uncertain = service?.uncertain === true || sourcePort?.uncertain === true;
  if (uncertain) caveats.push({ kind: 'portgroup' });
  return [
    {
      protocol: number,
      ...(service === undefined ? {} : { service: service.may }),
      ...(sourcePort === undefined ? {} : { sourcePort: sourcePort.may }),
      ...(uncertain ? { uncertain } : {}),
    },
  ];
}

function addressBounds(
  groups: ObjectGroups,
  family: Family,
  match: AddressMatch,
  caveats: AceCaveat[],
): Bounds {
  switch (match.kind) {
    case 'any':
      return exactly([allAddresses(family)]);
    case 'host':
      return exactly([{ from: match.address, to: match.address }]);
    case 'host6': {
      const address = parseIpv6(match.address);
      if (address === undefined) throw new Error(`${match.address} is no IPv6 address`);
      return exactly([{ from: address, to: address }]);
    }
    case 'prefix6':
      return exactly([prefix6Range(match.address, match.length)]);
    case 'wildcard': {
      const ranges = wildcardRanges(match.base, match.wildcard);
      if (ranges !== undefined) return exactly(ranges);
      caveats.push({ kind: 'wildcard' });
      return { must: [], may: [wildcardHull(match.base, match.wildcard)] };
    }
    case 'object-group': {
      const bounds = groups.addresses(match.name, family);
      if (bounds.must !== bounds.may) caveats.push({ kind: 'object-group', name: match.name });
      return bounds;
    }
  }
}
