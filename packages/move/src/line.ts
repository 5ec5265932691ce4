/** Lines to be written, as boxes of flows, and as entries of a list. */
import {
  type Ace,
  type Action,
  type AddressMatch,
  type Condition,
  type Family,
  type PortMatch,
  showIpv6,
} from '@aclift/ir';
import { equalRanges, type Range, type Ranges } from '@aclift/packet-set';
import {
  allAddresses,
  type FilterList,
  type FlowBox,
  hasPorts,
  icmpProtocol,
  MAX_PORT,
  TCP,
} from '@aclift/verify';

/** An entry of some list that a line comes from. */
export interface LineOrigin {
  readonly list: FilterList;
  /** Index into the list's rules. */
  readonly rule: number;
}

/** A line to be written. */
export interface Line {
  readonly action: Action;
  /** Fields that are absent are `any`; ranges of addresses may need several entries. */
  readonly box: FlowBox;
  /** TCP packets with ACK or RST alone. */
  readonly established: boolean;
  /** Absent: no single entry is like it. */
  readonly origin?: LineOrigin;
  /** The recording list of answers, as other permits of the list have it. Absent: none. */
  readonly reflect?: string;
}

const NOWHERE = { start: 0, end: 0 } as const;

/**
 * The entries that say what a line says: one for each block of addresses and each range of ports. An end that is as in the entry that
 * the line is like is named as there, by an object-group too.
 * @param source file of the device that gets them: groups are known on their own device.
 */
export function entriesOf(line: Line, family: Family, source: string): readonly Ace[] {
  const { action, box, established, reflect } = line;
  const conditions: Condition[] = [
    ...(established ? [{ kind: 'established', span: NOWHERE } as const] : []),
    ...(reflect === undefined ? [] : [{ kind: 'reflect', name: reflect, span: NOWHERE } as const]),
  ];
  const aces: Ace[] = [];
  for (const protocol of protocolsOf(box.protocol)) {
    for (const from of endMatches(line, 'source', family, source)) {
      for (const to of endMatches(line, 'destination', family, source)) {
        for (const sourcePorts of portsOf(protocol, box.sourcePort)) {
          for (const service of servicesOf(protocol, box.service, family)) {
            aces.push({
              kind: 'ace',
              action,
              protocol:
                protocol === undefined
                  ? { kind: 'any', span: NOWHERE }
                  : { kind: 'number', protocol, span: NOWHERE },
              source: from,
              destination: to,
              ...(sourcePorts === undefined ? {} : { sourcePorts }),
              ...service,
              conditions,
              span: NOWHERE,
            });
          }
        }
      }
    }
  }
  return aces;
}

function endMatches(
  { box, origin }: Line,
  end: 'source' | 'destination',
  family: Family,
  source: string,
): readonly AddressMatch[] {
  const own = addressMatches(box[end], family);
  if (origin === undefined || origin.list.device.source !== source || own.length < 2) return own;
  const { entry, match } = origin.list.rules[origin.rule] ?? {};
  const [first] = match?.must ?? [];
  if (entry?.kind !== 'ace' || first === undefined) return own;
  return equalRanges(box[end] ?? [], first[end] ?? []) ? [entry[end]] : own;
}

/** How many entries {@link entriesOf} would make, at least; without making them. */
export function entryCount(box: FlowBox, family: Family): number {
  const blocks = (ranges: Ranges | undefined): number => addressMatches(ranges, family).length;
  const protocols = protocolsOf(box.protocol).length;
  const isIcmp = protocols === 1 && box.protocol?.[0]?.from === icmpProtocol(family);
  // Messages are written one type at a time.
  const services = (box.service ?? []).reduce(
    (sum, { from, to }) => sum + (isIcmp ? (Number(to) >> 8) - (Number(from) >> 8) + 1 : 1),
    0,
  );
  return (
    protocols *
    blocks(box.source) *
    blocks(box.destination) *
    Math.max(services, 1) *
    (box.sourcePort?.length ?? 1)
  );
}

function protocolsOf(protocols: Ranges | undefined): readonly (number | undefined)[] {
  if (protocols === undefined) return [undefined];
  const [first] = protocols;
  if (protocols.length === 1 && first?.from === 0 && first.to === 255) return [undefined];
  return protocols.flatMap(({ from, to }) =>
    Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => Number(from) + i),
  );
}

function portsOf(
  protocol: number | undefined,
  ports: Ranges | undefined,
): readonly (PortMatch | undefined)[] {
  if (ports === undefined || protocol === undefined || !hasPorts(protocol)) return [undefined];
  return ports.map((range) => portMatch(range));
}

function portMatch({ from, to }: Range): PortMatch | undefined {
  const [low, high] = [Number(from), Number(to)];
  if (low === 0 && high === MAX_PORT) return undefined;
  return low === high
    ? { kind: 'eq', ports: [low], span: NOWHERE }
    : { kind: 'range', from: low, to: high, span: NOWHERE };
}

/** Destination ports, or message types. Codes of a type that do not make whole types are written one by one. */
function servicesOf(
  protocol: number | undefined,
  services: Ranges | undefined,
  family: Family,
): readonly Pick<Ace, 'destinationPorts' | 'icmp'>[] {
  if (services === undefined || protocol === undefined) return [{}];
  if (hasPorts(protocol)) {
    return services.map((range) => {
      const destinationPorts = portMatch(range);
      return destinationPorts === undefined ? {} : { destinationPorts };
    });
  }
  if (protocol !== icmpProtocol(family)) return [{}];
  return services.flatMap(({ from, to }) => {
    const out: Pick<Ace, 'icmp'>[] = [];
    for (let at = Number(from); at <= Number(to);) {
      const type = at >> 8;
      const whole = (at & 255) === 0 && at + 255 <= Number(to);
      out.push({
        icmp: whole ? { type, span: NOWHERE } : { type, code: at & 255, span: NOWHERE },
      });
      at += whole ? 256 : 1;
    }
    return out;
  });
}

/** Addresses as entries name them: any, a host, or an aligned block. */
export function addressMatches(
  ranges: Ranges | undefined,
  family: Family,
): readonly AddressMatch[] {
  if (ranges === undefined) return [{ kind: 'any', span: NOWHERE }];
  return ranges.flatMap((range) => blocksOf(range, family));
}

function blocksOf({ from, to }: Range, family: Family): readonly AddressMatch[] {
  const all = allAddresses(family);
  if (from === all.from && to === all.to) return [{ kind: 'any', span: NOWHERE }];
  const bits = family === 'ipv4' ? 32 : 128;
  const out: AddressMatch[] = [];
  let at = BigInt(from);
  const end = BigInt(to);
  while (at <= end) {
    let size = 0;
    while (
      size < bits &&
      (at & ((1n << BigInt(size + 1)) - 1n)) === 0n &&
      at + (1n << BigInt(size + 1)) - 1n <= end
    ) {
      size += 1;
    }
    out.push(block(at, size, bits));
    at += 1n << BigInt(size);
  }
  return out;
}

function block(at: bigint, size: number, bits: number): AddressMatch {
  if (bits === 128) {
    return size === 0
      ? { kind: 'host6', address: showIpv6(at), span: NOWHERE }
      : { kind: 'prefix6', address: showIpv6(at), length: 128 - size, span: NOWHERE };
  }
  return size === 0
    ? { kind: 'host', address: Number(at), span: NOWHERE }
    : {
        kind: 'wildcard',
        base: Number(at),
        wildcard: Number((1n << BigInt(size)) - 1n),
        span: NOWHERE,
      };
}

/** Whether a box is about TCP alone. */
export function isTcp({ protocol }: FlowBox): boolean {
  return protocol?.length === 1 && protocol[0]?.from === TCP && protocol[0].to === TCP;
}
