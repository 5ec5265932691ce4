/** What an entry matches, between two bounds, against reading it packet by packet. */
import type { Ace, AddressMatch, Condition, Device, PortMatch, ProtocolMatch } from '@aclift/ir';
import { rangesHold, type Value } from '@aclift/packet-set';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AceMatch, isAssumable, matchOf } from './ace-match.ts';
import type { FlowBox } from './flow.ts';
import { ObjectGroups } from './object-groups.ts';

const span = { start: 0, end: 0 };
const ANY: AddressMatch = { kind: 'any', span };
const NONE = new ObjectGroups({ objectGroups: [] } as unknown as Device);
const TCP_ANY: ProtocolMatch = { kind: 'number', protocol: 6, span };

function ace(parts: Partial<Ace>): Ace {
  return {
    kind: 'ace',
    action: 'permit',
    protocol: { kind: 'any', span },
    source: ANY,
    destination: ANY,
    conditions: [],
    span,
    ...parts,
  };
}

interface Packet {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePort: number;
  /** Destination port, or type and code. */
  readonly service: number;
}

const inBox = (box: FlowBox, packet: Packet): boolean =>
  (['source', 'destination', 'protocol', 'service', 'sourcePort'] as const).every(
    (field) => box[field] === undefined || rangesHold(box[field], packet[field] as Value),
  );
const within = (boxes: readonly FlowBox[], packet: Packet): boolean =>
  boxes.some((box) => inBox(box, packet));

const few = fc.nat(15);
const addressMatches: fc.Arbitrary<AddressMatch> = fc.oneof(
  fc.constant(ANY),
  few.map((address): AddressMatch => ({ kind: 'host', address, span })),
  fc.tuple(few, few).map(([base, wildcard]): AddressMatch => ({
    kind: 'wildcard',
    base: base & ~wildcard,
    wildcard,
    span,
  })),
);
const portMatches: fc.Arbitrary<PortMatch | undefined> = fc.oneof(
  fc.constant(undefined),
  fc
    .array(few, { minLength: 1, maxLength: 3 })
    .map((ports): PortMatch => ({ kind: 'eq', ports, span })),
  fc
    .array(few, { minLength: 1, maxLength: 3 })
    .map((ports): PortMatch => ({ kind: 'neq', ports, span })),
  few.map((port): PortMatch => ({ kind: 'gt', port, span })),
  few.map((port): PortMatch => ({ kind: 'lt', port, span })),
  fc.tuple(few, few).map(([a, b]): PortMatch => ({
    kind: 'range',
    from: Math.min(a, b),
    to: Math.max(a, b),
    span,
  })),
);
const protocols = fc.constantFrom(1, 6, 17, 47, 132);
const protocolMatches: fc.Arbitrary<ProtocolMatch> = fc.oneof(
  fc.constant<ProtocolMatch>({ kind: 'any', span }),
  protocols.map((protocol): ProtocolMatch => ({ kind: 'number', protocol, span })),
);
const packets: fc.Arbitrary<Packet> = fc.record({
  source: few,
  destination: few,
  protocol: protocols,
  sourcePort: few,
  service: fc.oneof(few, fc.constantFrom(0, 256, 2048, 2049)),
});

const hasAddress = (match: AddressMatch, address: number): boolean => {
  if (match.kind === 'host') return match.address === address;
  return match.kind !== 'wildcard' || (match.base | match.wildcard) === (address | match.wildcard);
};
const hasPort = (match: PortMatch | undefined, port: number): boolean => {
  switch (match?.kind) {
    case 'eq':
      return match.ports.includes(port);
    case 'neq':
      return !match.ports.includes(port);
    case 'gt':
      return port > match.port;
    case 'lt':
      return port < match.port;
    case 'range':
      return match.from <= port && port <= match.to;
    default:
      return true;
  }
};
/** An entry read as a person would, one packet at a time. */
function reads(entry: Ace, packet: Packet): boolean {
  const { protocol } = entry;
  if (!hasAddress(entry.source, packet.source)) return false;
  if (!hasAddress(entry.destination, packet.destination)) return false;
  if (protocol.kind !== 'number') return true;
  if (protocol.protocol !== packet.protocol) return false;
  if ([6, 17, 132].includes(packet.protocol)) {
    return (
      hasPort(entry.sourcePorts, packet.sourcePort) &&
      hasPort(entry.destinationPorts, packet.service)
    );
  }
  if (packet.protocol !== 1 || entry.icmp === undefined) return true;
  const { code, type } = entry.icmp;
  return packet.service >> 8 === type && (code === undefined || (packet.service & 255) === code);
}

describe('an entry without conditions', () => {
  const entries = fc
    .record({
      source: addressMatches,
      destination: addressMatches,
      protocol: protocolMatches,
      sourcePorts: portMatches,
      destinationPorts: portMatches,
      icmp: fc.constantFrom(
        undefined,
        { type: 8, span },
        { type: 8, code: 1, span },
        { type: 0, code: 0, span },
      ),
    })
    .map(({ destinationPorts, icmp, sourcePorts, ...rest }): Ace =>
      ace({
        ...rest,
        ...(sourcePorts === undefined ? {} : { sourcePorts }),
        ...(destinationPorts === undefined ? {} : { destinationPorts }),
        ...(icmp === undefined ? {} : { icmp }),
      }),
    );

  test('matches what it says, for certain and at most, and so do its answers', () => {
    fc.assert(
      fc.property(entries, fc.array(packets, { minLength: 20, maxLength: 20 }), (entry, asked) => {
        const { answersMay, answersMust, caveats, may, must } = matchOf(NONE, 'ipv4', entry);
        expect(caveats).toEqual([]);
        for (const packet of asked) {
          const want = reads(entry, packet);
          expect([within(must, packet), within(may, packet)]).toEqual([want, want]);
          const answer = want && packet.protocol === 6;
          expect([within(answersMust, packet), within(answersMay, packet)]).toEqual([
            answer,
            answer,
          ]);
        }
      }),
    );
  });
});

/** `openings answers` in the words of {@link verdict}. */
function effect(entry: Ace, ...assume: readonly Parameters<typeof matchOf>[3][]): string {
  const match = matchOf(NONE, 'ipv4', entry, ...assume);
  return `${verdict(match.must, match.may)} ${verdict(match.answersMust, match.answersMay)}`;
}
function verdict(must: readonly FlowBox[], may: readonly FlowBox[]): string {
  if (must.length > 0) return 'always';
  return may.length > 0 ? 'perhaps' : 'never';
}

describe('openings and answers of TCP that an entry matches with', () => {
  const flags = (mode: 'any' | 'all', ...words: readonly string[]): Condition => ({
    kind: 'tcp-flags',
    mode,
    flags: words.map((word) => ({
      flag: word.slice(1) as 'ack' | 'fin' | 'psh' | 'rst' | 'syn' | 'urg',
      set: word.startsWith('+'),
    })),
    span,
  });
  test.each<[string, readonly Condition[], string]>([
    ['no condition', [], 'always always'],
    ['established', [{ kind: 'established', span }], 'never always'],
    ['fragments', [{ kind: 'fragments', span }], 'never never'],
    ['undetermined-transport', [{ kind: 'undetermined-transport', span }], 'never never'],
    ['reflect', [{ kind: 'reflect', name: 'R', span }], 'always always'],
    ['dscp', [{ kind: 'dscp', value: 46, span }], 'perhaps perhaps'],
    ['precedence', [{ kind: 'precedence', value: 5, span }], 'perhaps perhaps'],
    ['tos', [{ kind: 'tos', value: 8, span }], 'perhaps perhaps'],
    ['ttl', [{ kind: 'ttl', comparison: { operator: 'eq', value: 5 }, span }], 'perhaps perhaps'],
    ['an IP option', [{ kind: 'option', value: 'any', span }], 'perhaps perhaps'],
    ['a time range', [{ kind: 'time-range', name: 'T', span }], 'perhaps perhaps'],
    ['lock and key', [{ kind: 'dynamic', name: 'D', span }], 'perhaps perhaps'],
    ['an extension header', [{ kind: 'extension-header', header: 'hbh', span }], 'perhaps perhaps'],
    ['a flow label', [{ kind: 'flow-label', value: 3, span }], 'perhaps perhaps'],
    ['an IGMP message', [{ kind: 'igmp', index: 1, span }], 'perhaps perhaps'],
    ['SYN', [flags('any', '+syn')], 'always perhaps'],
    ['SYN and no ACK', [flags('all', '+syn', '-ack')], 'always perhaps'],
    ['ACK', [flags('any', '+ack')], 'never perhaps'],
    ['ACK or RST', [flags('any', '+ack', '+rst')], 'never always'],
    ['FIN, PSH and URG', [flags('all', '+fin', '+psh', '+urg')], 'never perhaps'],
    ['neither ACK nor RST', [flags('all', '-ack', '-rst')], 'always never'],
    ['no SYN', [flags('any', '-syn')], 'never perhaps'],
    [
      'a DSCP value and established',
      [
        { kind: 'dscp', value: 1, span },
        { kind: 'established', span },
      ],
      'never perhaps',
    ],
    [
      'two that nobody can tell',
      [
        { kind: 'tos', value: 1, span },
        { kind: 'dscp', value: 1, span },
      ],
      'perhaps perhaps',
    ],
  ])('%s', (_, conditions, want) => {
    expect(effect(ace({ protocol: TCP_ANY, conditions }))).toBe(want);
  });

  test('a time range that is taken to hold, or not to', () => {
    const entry = ace({ protocol: TCP_ANY, conditions: [{ kind: 'time-range', name: 'T', span }] });
    expect(effect(entry, () => 'matches')).toBe('always always');
    expect(effect(entry, () => 'never')).toBe('never never');
    expect(effect(entry, () => undefined)).toBe('perhaps perhaps');
  });

  test('nothing can be assumed of a condition that says itself', () => {
    const entry = ace({ protocol: TCP_ANY, conditions: [{ kind: 'established', span }] });
    expect(effect(entry, () => 'matches')).toBe('never always');
    expect(isAssumable({ kind: 'established', span })).toBe(false);
    expect(isAssumable({ kind: 'dscp', value: 0, span })).toBe(true);
  });

  test('an entry about UDP has no answers with ACK', () => {
    expect(effect(ace({ protocol: { kind: 'number', protocol: 17, span } }))).toBe('always never');
    expect(effect(ace({}))).toBe('always always');
  });
});

describe('what is not certain is said', () => {
  const caveatsOf = ({ caveats }: AceMatch): readonly string[] =>
    caveats.map((one) => ('name' in one ? `${one.kind} ${one.name}` : one.kind));
  const service = (name: string): ProtocolMatch => ({ kind: 'service-group', name, span });
  test.each<[string, Partial<Ace>, readonly string[]]>([
    [
      'of a group that is not defined',
      { source: { kind: 'object-group', name: 'G', span } },
      ['object-group G'],
    ],
    [
      'of both ends',
      {
        source: { kind: 'object-group', name: 'G', span },
        destination: { kind: 'object-group', name: 'H', span },
      },
      ['object-group G', 'object-group H'],
    ],
    ['of a service group', { protocol: service('S') }, ['object-group S']],
    [
      'of a mask with too many gaps',
      { source: { kind: 'wildcard', base: 0, wildcard: 0x55555554, span } },
      ['wildcard'],
    ],
    [
      'of a port group',
      { protocol: TCP_ANY, destinationPorts: { kind: 'portgroup', name: 'P', span } },
      ['portgroup'],
    ],
    ['of a condition', { conditions: [{ kind: 'tos', value: 1, span }] }, ['condition']],
  ])('%s', (_, parts, want) => {
    const match = matchOf(NONE, 'ipv4', ace(parts));
    expect(caveatsOf(match)).toEqual(want);
    expect([match.must, match.may.length]).toEqual([[], 1]);
  });

  test('of a line that was not understood: it may match anything', () => {
    const match = matchOf(NONE, 'ipv4', {
      kind: 'unrecognized',
      action: 'permit',
      text: '?',
      span,
    });
    expect(match).toEqual({
      must: [],
      may: [{}],
      answersMust: [],
      answersMay: [{}],
      caveats: [{ kind: 'unparsed' }],
    });
  });

  test('of recorded flows: they open nothing, and may answer anything', () => {
    const match = matchOf(NONE, 'ipv4', { kind: 'evaluate', name: 'R', span });
    expect(match).toEqual({ must: [], may: [], answersMust: [], answersMay: [{}], caveats: [] });
  });
});
