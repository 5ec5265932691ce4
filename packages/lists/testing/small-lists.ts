/**
 * Random lists over a universe so small that every packet can be tried, and their meaning by trying. Shares nothing with
 * the analyser but the IR.
 */
import type {
  Ace,
  AddressMatch,
  Condition,
  Device,
  Family,
  NetworkGroup,
  PortMatch,
  TcpFlag,
} from '@aclift/ir';

const SPAN = { start: 0, end: 0 };

/** Deterministic numbers from 0 to below 1 (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface SmallPacket {
  readonly source: number;
  readonly destination: number;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly port: number;
  /** Of TCP: SYN 2, RST 4, ACK 16; no other flag is ever asked for. Else 0. */
  readonly flags: number;
  readonly later: boolean;
}

/**
 * Every packet of the universe. In each field some value stands for all that no list names: the largest, and 2 among the
 * destinations.
 */
export function everyPacket(family: Family): readonly SmallPacket[] {
  const out: SmallPacket[] = [];
  for (const source of [0, 1, 2, 3, 4])
    for (const destination of [0, 1, 2, 3])
      for (const protocol of [6, 17, 99])
        for (const sourcePort of [0, 1, 2])
          for (const port of [0, 1, 2, 3, 4])
            for (const flags of protocol === 6 ? EVERY_FLAGS : [0])
              for (const later of family === 'ipv4' ? [false, true] : [false])
                out.push({ source, destination, protocol, sourcePort, port, flags, later });
  return out;
}

const FLAG_BIT = { syn: 2, rst: 4, ack: 16 } as const;
const FLAGS = Object.keys(FLAG_BIT) as readonly (keyof typeof FLAG_BIT)[];
const EVERY_FLAGS = [0, 2, 4, 6].flatMap((low) => [low, low + FLAG_BIT.ack]);

/** What random lists may name; each holds some of the universe's addresses, and one holds another. */
const GROUPS: readonly NetworkGroup[] = [
  {
    kind: 'network',
    family: 'ipv4',
    name: 'ENDS',
    members: [
      { kind: 'host', address: 0, span: SPAN },
      { kind: 'host', address: 3, span: SPAN },
    ],
    span: SPAN,
  },
  {
    kind: 'network',
    family: 'ipv4',
    name: 'MORE',
    members: [
      { kind: 'group-object', name: 'ENDS', span: SPAN },
      { kind: 'range', from: 1, to: 1, span: SPAN },
    ],
    span: SPAN,
  },
];

const HELD: Readonly<Record<string, readonly number[]>> = { ENDS: [0, 3], MORE: [0, 1, 3] };

/** A list of one to `most` lines; its device is what the analyser gets. */
export function randomList(random: () => number, family: Family, most: number): readonly Ace[] {
  const below = (n: number): number => Math.floor(random() * n);
  const fragments = family === 'ipv4' && below(4) === 0;
  const length = 1 + below(most);
  const list = Array.from({ length }, () => randomAce(below, family, fragments));
  const repeated = list[below(length)];
  if (repeated === undefined || below(3) > 0) return list;
  // The same once more with "log", as devices accept it.
  const at = below(length + 1);
  return list.toSpliced(at, 0, { ...repeated, log: { kind: 'log', span: SPAN } });
}

function randomAce(below: (n: number) => number, family: Family, fragments: boolean): Ace {
  const protocol = [undefined, 6, 6, 17][below(4)];
  const ported = protocol !== undefined;
  const sourcePorts = ported && below(4) === 0 ? randomPorts(below, 2) : undefined;
  const destinationPorts = ported && below(3) > 0 ? randomPorts(below, 4) : undefined;
  const asksFragments = fragments && sourcePorts === undefined && destinationPorts === undefined;
  return {
    kind: 'ace',
    action: below(2) === 0 ? 'permit' : 'deny',
    protocol:
      protocol === undefined
        ? { kind: 'any', span: SPAN }
        : { kind: 'number', protocol, span: SPAN },
    source: randomAddress(below, family, 2),
    destination: randomAddress(below, family, 1),
    ...(sourcePorts === undefined ? {} : { sourcePorts }),
    ...(destinationPorts === undefined ? {} : { destinationPorts }),
    conditions:
      asksFragments && below(2) === 0
        ? [{ kind: 'fragments', span: SPAN }]
        : protocol === 6 && below(3) === 0
          ? [randomFlags(below)]
          : [],
    span: SPAN,
  };
}

function randomFlags(below: (n: number) => number): Condition {
  if (below(3) === 0) return { kind: 'established', span: SPAN };
  const flags = FLAGS.filter(() => below(2) === 0).map((flag) => ({ flag, set: below(3) > 0 }));
  const some = flags.length === 0 ? [{ flag: 'ack' as const, set: true }] : flags;
  return { kind: 'tcp-flags', mode: below(2) === 0 ? 'any' : 'all', flags: some, span: SPAN };
}

function randomAddress(below: (n: number) => number, family: Family, bits: number): AddressMatch {
  const size = 2 ** bits;
  if (below(3) === 0) return { kind: 'any', span: SPAN };
  if (family === 'ipv6') {
    const free = below(bits + 1);
    const base = below(size) & ~(2 ** free - 1);
    return {
      kind: 'prefix6',
      address: `::${base === 0 ? '' : base}`,
      length: 128 - free,
      span: SPAN,
    };
  }
  if (below(5) === 0) {
    return { kind: 'object-group', name: below(2) === 0 ? 'ENDS' : 'MORE', span: SPAN };
  }
  const wildcard = below(size);
  return { kind: 'wildcard', base: below(size) & ~wildcard, wildcard, span: SPAN };
}

function randomPorts(below: (n: number) => number, size: number): PortMatch {
  const [a, b] = [below(size), below(size)].toSorted((x, y) => x - y) as [number, number];
  switch (below(5)) {
    case 0:
      return { kind: 'lt', port: a, span: SPAN };
    case 1:
      return { kind: 'gt', port: a, span: SPAN };
    case 2:
      return { kind: 'neq', ports: [a], span: SPAN };
    case 3:
      return { kind: 'eq', ports: [a, b], span: SPAN };
    default:
      return { kind: 'range', from: a, to: b, span: SPAN };
  }
}

/** Whether a line matches a packet, by the table of the reference and nothing else. */
function matches(ace: Ace, packet: SmallPacket): boolean {
  if (ace.protocol.kind === 'number' && ace.protocol.protocol !== packet.protocol) return false;
  if (!holdsAddress(ace.source, packet.source)) return false;
  if (!holdsAddress(ace.destination, packet.destination)) return false;
  if (ace.conditions.some(({ kind }) => kind === 'fragments')) return packet.later;
  const byFlags = ace.conditions.length > 0;
  const layer4 = byFlags || ace.sourcePorts !== undefined || ace.destinationPorts !== undefined;
  if (packet.later && layer4) return ace.action === 'permit';
  return (
    ace.conditions.every((condition) => holdsFlags(condition, packet.flags)) &&
    holdsPort(ace.sourcePorts, packet.sourcePort) &&
    holdsPort(ace.destinationPorts, packet.port)
  );
}

function holdsFlags(condition: Condition, bits: number): boolean {
  if (condition.kind === 'established') return (bits & (FLAG_BIT.ack | FLAG_BIT.rst)) !== 0;
  if (condition.kind !== 'tcp-flags') throw new Error(`no random list has ${condition.kind}`);
  const holds = condition.flags.map(({ flag, set }) => ((bits & bitOf(flag)) !== 0) === set);
  return condition.mode === 'all' ? !holds.includes(false) : holds.includes(true);
}

function bitOf(flag: TcpFlag): number {
  if (flag !== 'syn' && flag !== 'rst' && flag !== 'ack')
    throw new Error(`no random list has ${flag}`);
  return FLAG_BIT[flag];
}

function holdsAddress(match: AddressMatch, address: number): boolean {
  switch (match.kind) {
    case 'any':
      return true;
    case 'wildcard':
      return ((match.base ^ address) & ~match.wildcard) === 0;
    case 'prefix6':
      // Only ever ::0 to ::3, so the last digit is the address.
      return (
        Number(match.address.slice(2)) >> (128 - match.length) === address >> (128 - match.length)
      );
    case 'object-group':
      return HELD[match.name]?.includes(address) === true;
    default:
      throw new Error(`no random list has ${match.kind}`);
  }
}

function holdsPort(match: PortMatch | undefined, port: number): boolean {
  switch (match?.kind) {
    case undefined:
      return true;
    case 'eq':
      return match.ports.includes(port);
    case 'neq':
      return !match.ports.includes(port);
    case 'lt':
      return port < match.port;
    case 'gt':
      return port > match.port;
    case 'range':
      return match.from <= port && port <= match.to;
    case 'portgroup':
      throw new Error('no random list has a port group');
  }
}

/** A list tried on every packet of the universe. */
export class TriedList {
  readonly list: readonly Ace[];
  readonly #matches: readonly (readonly boolean[])[];
  readonly #packets: number;

  /** Packets are whole unless the list asks for fragments. */
  constructor(list: readonly Ace[], universe: readonly SmallPacket[]) {
    const asks = list.some(({ conditions }) => conditions.some(({ kind }) => kind === 'fragments'));
    const packets = asks ? universe : universe.filter(({ later }) => !later);
    this.list = list;
    this.#packets = packets.length;
    this.#matches = list.map((ace) => packets.map((packet) => matches(ace, packet)));
  }

  /** How many packets line `k` matches. */
  matched(k: number): number {
    return this.#matches[k]?.filter(Boolean).length ?? 0;
  }

  /** For each packet the first line among `lines` that matches it; -1 at the end of the list. */
  deciders(lines: readonly number[] = this.list.map((_, k) => k)): readonly number[] {
    const out: number[] = [];
    for (let packet = 0; packet < this.#packets; packet += 1) {
      out.push(lines.find((k) => this.#matches[k]?.[packet] === true) ?? -1);
    }
    return out;
  }

  /** Whether the list does the same with `lines` only. `implicit`: its end counts as a deny. */
  sameWith(lines: readonly number[], implicit: boolean): boolean {
    const end = implicit ? 'deny' : undefined;
    const action = (k: number): Ace['action'] | undefined => this.list[k]?.action ?? end;
    const all = this.deciders();
    return this.deciders(lines).every((k, packet) => action(k) === action(all[packet] as number));
  }

  /** Whether a later permit matches some packet that line `k` decides. */
  stopsPermit(k: number): boolean {
    const later = this.list.flatMap((ace, index) =>
      index > k && ace.action === 'permit' ? [index] : [],
    );
    const next = this.deciders(later);
    return this.deciders().some((index, packet) => index === k && next[packet] !== -1);
  }

  /** Every line but one. */
  without(k: number): readonly number[] {
    return this.list.flatMap((_, index) => (index === k ? [] : [index]));
  }
}

/** A device with nothing but one extended list. */
export function deviceWith(entries: readonly Ace[], family: Family = 'ipv4'): Device {
  return {
    source: 'small.cfg',
    dialect: 'ios',
    semantics: {
      system: 'IOS',
      emptyList: 'permits',
      ipv6End: 'nd-then-deny',
      answers: { connections: 'filtered', icmp: 'filtered' },
      addresses: 'wire',
      portsAfterEq: 10,
    },
    interfaces: [],
    acls: [{ name: 'SET', family, type: 'extended', entries, span: SPAN }],
    removed: [],
    objectGroups: GROUPS,
    routes: [],
    routing: [],
    references: [],
    staticNat: [],
    timeRanges: [],
    vlans: [],
  };
}
