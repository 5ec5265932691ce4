/**
 * Flows: what access lists and policies are compared over. A flow is the opening packet of a connection; everything
 * that follows it is replies, which policies allow by themselves.
 */
import type { Family } from '@aclift/ir';
import type { Box, FieldSpec, Point, Range, Ranges, Value } from '@aclift/packet-set';

/**
 * Fields of a flow in diagram order: the ends first, so that what hangs below them is a canonical set of services.
 * `service` is the destination port, or type × 256 + code for ICMP and ICMPv6; nothing for other protocols.
 */
export type FlowField = 'source' | 'destination' | 'protocol' | 'service' | 'sourcePort';

export type Flow = Point<FlowField>;
export type FlowBox = Box<FlowField>;

export const ICMP = 1;
export const TCP = 6;
export const UDP = 17;
export const ICMPV6 = 58;
export const SCTP = 132;
export const MAX_PORT = 65535;

/** Largest address of a family. */
export function maxAddress(family: Family): Value {
  return family === 'ipv4' ? 0xffffffff : (1n << 128n) - 1n;
}

/** Every address of a family. */
export function allAddresses(family: Family): Range {
  const max = maxAddress(family);
  return { from: typeof max === 'bigint' ? 0n : 0, to: max };
}

/** The fields of a family's flows, in diagram order. */
export function flowFields(family: Family): readonly FieldSpec<FlowField>[] {
  return [
    { name: 'source', max: maxAddress(family) },
    { name: 'destination', max: maxAddress(family) },
    { name: 'protocol', max: 255 },
    { name: 'service', max: MAX_PORT },
    { name: 'sourcePort', max: MAX_PORT },
  ];
}

/** Whether a protocol has ports. */
export function hasPorts(protocol: number): boolean {
  return protocol === TCP || protocol === UDP || protocol === SCTP;
}

/** The `service` values of an ICMP type, or of one of its codes. */
export function icmpService(type: number, code?: number): Range<number> {
  return code === undefined
    ? { from: type * 256, to: type * 256 + 255 }
    : { from: type * 256 + code, to: type * 256 + code };
}

/**
 * ICMP messages that open something: redirect, echo, router advertisement and solicitation, timestamp, information,
 * mask and traceroute requests, Photuris, extended echo. The other assigned types answer or report on something
 * already sent and pass with the connection they belong to; unassigned types are nobody's traffic.
 * @see IANA ICMP Parameters; RFC 792, RFC 6918, RFC 8335.
 */
const ICMP_OPENINGS: readonly number[] = [5, 8, 9, 10, 13, 15, 17, 30, 40, 42];

/**
 * ICMPv6 messages that are neither errors (0 to 127) nor replies and that routers forward: echo request, router
 * renumbering, node information query, mobility, extended echo request.
 * @see IANA ICMPv6 Parameters; RFC 4443, RFC 2894, RFC 4620, RFC 6275, RFC 5568, RFC 8335.
 */
const ICMPV6_OPENINGS: readonly number[] = [128, 138, 139, 144, 146, 154, 160];

/**
 * ICMPv6 messages that no router forwards: listener discovery, neighbour and router discovery, inverse discovery,
 * certification paths, router discovery for multicast, RPL, duplicate addresses. They are sent with a hop limit that only a
 * neighbour can see, or to addresses that stay on the link; clusters deal with them below their policies.
 * @see RFC 4861 §6.1 and §7.1 (hop limit 255), RFC 2710, RFC 3810, RFC 3122, RFC 3971, RFC 4286, RFC 6550, RFC 6775.
 */
export const LINK_ICMPV6: readonly number[] = [
  130, 131, 132, 133, 134, 135, 136, 137, 141, 142, 143, 148, 149, 151, 152, 153, 155, 157, 158,
];

/** Messages whose only code is 0: other codes do not exist on the wire. */
const ONE_CODE: readonly number[] = [8, 10, 13, 15, 17];
const ONE_CODE6: readonly number[] = [128, 130, 131, 132, 133, 134, 135, 136, 137, 143];

/** Types of ICMP that can open something, ascending. */
export function openingIcmpTypes(family: Family): readonly number[] {
  return family === 'ipv4' ? ICMP_OPENINGS : ICMPV6_OPENINGS;
}

/** `service` values of a type that exist on the wire. */
export function icmpTypeServices(family: Family, type: number): Range<number> {
  const oneCode = family === 'ipv4' ? ONE_CODE : ONE_CODE6;
  return oneCode.includes(type) ? icmpService(type, 0) : icmpService(type);
}

/** The ICMP protocol of a family. */
export function icmpProtocol(family: Family): number {
  return family === 'ipv4' ? ICMP : ICMPV6;
}

/**
 * Every flow that a protocol can carry as an opening: ports 1 to 65535 (RFC 6335 reserves port 0 and no target can
 * name it), and the ICMP messages that are no replies.
 */
export function openingBoxes(family: Family, protocols: readonly number[]): readonly FlowBox[] {
  return protocols.map((protocol): FlowBox => {
    const only: Ranges = [{ from: protocol, to: protocol }];
    if (hasPorts(protocol)) return { protocol: only, service: [{ from: 1, to: MAX_PORT }] };
    if (protocol === icmpProtocol(family)) {
      return {
        protocol: only,
        service: mergeTouching(openingIcmpTypes(family).map((t) => icmpTypeServices(family, t))),
      };
    }
    return { protocol: only };
  });
}

function mergeTouching(ranges: readonly Range<number>[]): Ranges<number> {
  const out: { from: number; to: number }[] = [];
  for (const { from, to } of ranges) {
    const last = out.at(-1);
    if (last !== undefined && last.to + 1 === from) last.to = to;
    else out.push({ from, to });
  }
  return out;
}

/** Every opening of every protocol. */
export function allOpenings(family: Family): readonly FlowBox[] {
  const structured = [icmpProtocol(family), TCP, UDP, SCTP].toSorted((a, b) => a - b);
  const rest: Range<number>[] = [];
  let from = 0;
  for (const protocol of [...structured, 256]) {
    if (protocol > from) rest.push({ from, to: protocol - 1 });
    from = protocol + 1;
  }
  return [...openingBoxes(family, structured), { protocol: rest }];
}
