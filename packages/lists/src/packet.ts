/**
 * The packet of the list analyser: a flow, plus every part of the header that some entry asks about. Wider than the
 * flow that policies are compared over, because an entry that matches answers or fragments only is alive nonetheless.
 *
 * What the text does not tell (the hours of a time range, who has authenticated, the members of an undefined group) is
 * a free variable: a field of one bit named after it. Whatever holds for all its values holds on the device.
 */
import type { Family } from '@aclift/ir';
import type { Box, FieldSpec } from '@aclift/packet-set';
import { flowFields, type FlowField } from '@aclift/verify';

/** Header fields beyond the flow. */
export type HeaderField =
  /** FIN 1, SYN 2, RST 4, PSH 8, ACK 16, URG 32. */
  | 'flags'
  /** 1: not the first fragment, so without ports, flags and message type. */
  | 'fragment'
  /** 1: no transport protocol can be found in it. */
  | 'undetermined'
  /** The whole byte: DSCP is its upper six bits, precedence its upper three, TOS the four after those. */
  | 'tos'
  | 'ttl'
  /** Message by IOS index, not the wire type. */
  | 'igmp'
  | 'flowLabel';

/** A free variable; the rest of the name is the condition as people read it. */
export type Unknown = `when ${string}`;

export type PacketField = FlowField | HeaderField | Unknown;
export type PacketBox = Box<PacketField>;

const HEADER_MAX: Readonly<Record<HeaderField, number>> = {
  flags: 63,
  fragment: 1,
  undetermined: 1,
  tos: 255,
  ttl: 255,
  igmp: 15,
  flowLabel: 0xfffff,
};

/** Protocol first: it is what entries differ in most, and keeps the diagrams small. */
const FLOW_ORDER: readonly FlowField[] = [
  'protocol',
  'source',
  'destination',
  'service',
  'sourcePort',
];

/** Every field that one of `boxes` asks about, in diagram order, and the whole flow. */
export function packetFields(
  family: Family,
  boxes: readonly PacketBox[],
): readonly FieldSpec<PacketField>[] {
  const used = new Set(boxes.flatMap((box) => Object.keys(box) as PacketField[]));
  const flow = flowFields(family).toSorted(
    (a, b) => FLOW_ORDER.indexOf(a.name) - FLOW_ORDER.indexOf(b.name),
  );
  const header = (Object.entries(HEADER_MAX) as [HeaderField, number][])
    .filter(([name]) => used.has(name))
    .map(([name, max]) => ({ name, max }));
  const unknown = [...used]
    .filter((name): name is Unknown => name.startsWith('when '))
    .toSorted()
    .map((name) => ({ name, max: 1 }));
  return [...flow, ...header, ...unknown];
}
