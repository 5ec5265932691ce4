/** Header spaces for people: a box of packets as one readable condition. */
import { type Family, lengthOfMask } from '@aclift/ir';
import { type Diagram, type Range, type Ranges, subtractRanges } from '@aclift/packet-set';
import { allAddresses, hasPorts, icmpProtocol, MAX_PORT, showAddress } from '@aclift/verify';
import type { PacketSpace } from './list-space.ts';
import type { PacketBox, PacketField } from './packet.ts';
import { protocolWord } from './protocol-words.ts';

/** Most values of one field that are spelt out. */
const MOST_VALUES = 6;

/** `tcp from 10.0.0.0/24 to any, destination port 80, 443`. A field that is not constrained is not mentioned. */
export function describeBox(family: Family, box: PacketBox): string {
  const parts = [
    `${protocols(family, box.protocol)} from ${addresses(family, box.source)} to ${addresses(family, box.destination)}`,
    service(family, box),
    box.sourcePort === undefined ? '' : `source port ${numbers(box.sourcePort, MAX_PORT)}`,
    ...header(box),
    ...unknowns(box),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Every box of a set in words, `most` of them, then how many are left. */
export function describeRegions(
  family: Family,
  space: PacketSpace,
  packets: Diagram,
  most: number,
): readonly string[] {
  const shown: string[] = [];
  for (const box of space.regions(packets)) {
    if (shown.length === most) break;
    shown.push(describeBox(family, box));
  }
  const more = space.countRegions(packets, most + MOST_COUNTED) - shown.length;
  if (more === 0) return shown;
  return [...shown, `and ${more === MOST_COUNTED ? `at least ${more}` : more} more regions`];
}

/** Regions beyond the shown ones are counted up to here. */
const MOST_COUNTED = 1_000;

function protocols(family: Family, ranges: Ranges | undefined): string {
  if (ranges === undefined) return 'any protocol';
  return fewest(ranges, { from: 0, to: 255 }, ({ from, to }) =>
    from === to ? protocolWord(family, Number(from)) : `protocols ${from}-${to}`,
  );
}

function addresses(family: Family, ranges: Ranges | undefined): string {
  if (ranges === undefined) return 'any';
  return fewest(ranges, allAddresses(family), (range) => addressRange(family, range));
}

/** A prefix where the range is one, else first and last address. */
function addressRange(family: Family, { from, to }: Range): string {
  if (from === to) return showAddress(family, from);
  const length =
    family === 'ipv4'
      ? prefixLength(BigInt(from), BigInt(to), 32)
      : prefixLength(BigInt(from), BigInt(to), 128);
  return length === undefined
    ? `${showAddress(family, from)}-${showAddress(family, to)}`
    : `${showAddress(family, from)}/${length}`;
}

function prefixLength(from: bigint, to: bigint, bits: number): number | undefined {
  const size = to - from + 1n;
  if ((size & (size - 1n)) !== 0n || from % size !== 0n) return undefined;
  if (bits === 32) return lengthOfMask(Number(0xffffffffn - (size - 1n)));
  return bits - (size.toString(2).length - 1);
}

/** The destination side: ports, ICMP messages, or both where the box leaves the protocol open. */
function service(family: Family, { protocol, service: values }: PacketBox): string {
  if (values === undefined) return '';
  const [only] = protocol ?? [];
  const single = protocol?.length === 1 && only?.from === only?.to ? Number(only?.from) : undefined;
  if (single === icmpProtocol(family)) {
    return fewest(values, { from: 0, to: MAX_PORT }, icmpMessages);
  }
  const what =
    single === undefined || !hasPorts(single) ? 'destination port or message' : 'destination port';
  return `${what} ${numbers(values, MAX_PORT)}`;
}

function icmpMessages({ from, to }: Range): string {
  const [low, high] = [Number(from), Number(to)];
  const [first, last] = [low >> 8, high >> 8];
  if (first === last) {
    if (high - low === 255) return `type ${first}`;
    return low === high
      ? `type ${first} code ${low & 255}`
      : `type ${first} codes ${low & 255}-${high & 255}`;
  }
  const wholeTypes = (low & 255) === 0 && (high & 255) === 255;
  return wholeTypes
    ? `types ${first}-${last}`
    : `type ${first} code ${low & 255} to type ${last} code ${high & 255}`;
}

function header({ protocol, undetermined, ...box }: PacketBox): readonly string[] {
  const { flags, fragment, tos, ttl, igmp, flowLabel } = box;
  return [
    transportText(protocol, undetermined),
    flags === undefined ? '' : flagsText(flags),
    fragment === undefined
      ? ''
      : fragment[0]?.from === 1
        ? 'later fragments'
        : 'no later fragments',
    tos === undefined ? '' : tosText(tos),
    ttl === undefined ? '' : `TTL ${numbers(ttl, 255)}`,
    igmp === undefined ? '' : `IGMP message ${numbers(igmp, 15)}`,
    flowLabel === undefined ? '' : `flow label ${numbers(flowLabel, 0xfffff)}`,
  ];
}

/** A packet of a named protocol has one that can be found. */
function transportText(protocol: Ranges | undefined, undetermined: Ranges | undefined): string {
  if (undetermined === undefined) return '';
  if (undetermined[0]?.from === 1) return 'in which no transport protocol can be found';
  return protocol === undefined ? 'in which a transport protocol can be found' : '';
}

/** In classes where the values are whole classes, as lists name them. */
function tosText(ranges: Ranges): string {
  const whole = (size: number): boolean =>
    ranges.every(({ from, to }) => Number(from) % size === 0 && (Number(to) + 1) % size === 0);
  if (whole(32)) return `precedence ${steps(ranges, 32, 7, String)}`;
  return whole(4) ? `DSCP ${steps(ranges, 4, 63, dscpName)}` : `TOS byte ${numbers(ranges, 255)}`;
}

function steps(ranges: Ranges, size: number, max: number, name: (value: number) => string): string {
  const scaled = ranges.map(({ from, to }) => ({
    from: Number(from) / size,
    to: (Number(to) + 1) / size - 1,
  }));
  return fewest(scaled, { from: 0, to: max }, ({ from, to }) =>
    from === to ? name(Number(from)) : `${name(Number(from))}-${name(Number(to))}`,
  );
}

/** @see RFC 2474 (cs), RFC 2597 (af), RFC 3246 (ef). */
function dscpName(value: number): string {
  if (value === 0) return 'default';
  if (value === 46) return 'ef';
  const [group, drop] = [value >> 3, value & 7];
  if (drop === 0) return `cs${group}`;
  const assured = group >= 1 && group <= 4 && drop % 2 === 0;
  return assured ? `af${group}${drop / 2}` : String(value);
}

const FLAG_NAMES = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'];

function flagsText(ranges: Ranges): string {
  const all = Array.from({ length: 64 }, (_, bits) => bits);
  const has = (bits: number): boolean => ranges.some(({ from, to }) => from <= bits && bits <= to);
  const held = all.filter(has);
  const answers = all.filter((bits) => (bits & 20) !== 0);
  if (held.length === answers.length && answers.every(has)) return 'with ACK or RST';
  if (held.length === 64 - answers.length && !answers.some(has)) return 'without ACK and RST';
  const always = FLAG_NAMES.filter((_, i) => held.every((bits) => (bits & (1 << i)) !== 0));
  const never = FLAG_NAMES.filter((_, i) => held.every((bits) => (bits & (1 << i)) === 0));
  const free = FLAG_NAMES.length - always.length - never.length;
  if (held.length === 2 ** free) {
    return [
      always.length === 0 ? '' : `with ${always.join(' and ')}`,
      never.length === 0 ? '' : `without ${never.join(' and ')}`,
    ]
      .filter((part) => part !== '')
      .join(' and ');
  }
  return `${held.length} of 64 combinations of TCP flags`;
}

function unknowns(box: PacketBox): readonly string[] {
  return (Object.entries(box) as [PacketField, Ranges][])
    .filter(([name]) => name.startsWith('when '))
    .map(([name, ranges]) => (ranges[0]?.from === 1 ? name : name.replace(/^when /, 'unless ')));
}

function numbers(ranges: Ranges, max: number): string {
  return fewest(ranges, { from: 0, to: max }, ({ from, to }) =>
    from === to ? String(from) : `${from}-${to}`,
  );
}

/** The values, or all but the others where those are fewer. */
function fewest(ranges: Ranges, all: Range, show: (range: Range) => string): string {
  const others = subtractRanges([all], ranges);
  if (others.length === 0) return 'any';
  return others.length < ranges.length ? `any but ${some(others, show)}` : some(ranges, show);
}

function some(ranges: Ranges, show: (range: Range) => string): string {
  const shown = ranges.slice(0, MOST_VALUES).map(show).join(', ');
  return ranges.length > MOST_VALUES ? `${shown} and ${ranges.length - MOST_VALUES} more` : shown;
}
