/** One packet of a set, as usual as the set allows: what people try. */
import type { Family } from '@aclift/ir';
import type { Diagram } from '@aclift/packet-set';
import { describeFlow, hasPorts, TCP, type WitnessFlow } from '@aclift/verify';
import type { PacketSpace } from './list-space.ts';

/** Documentation addresses. @see RFC 5737, RFC 3849. */
const ENDS = {
  ipv4: { source: 0xc0000201, destination: 0xc6336401 },
  ipv6: { source: (0x20010db8n << 96n) | 1n, destination: (0x20010db8n << 96n) | 2n },
} as const;
const USUAL = { sourcePort: 50_000, flags: 2, ttl: 64, fragment: 0, undetermined: 0, tos: 0 };

/** @returns undefined for the empty set. */
export function examplePacket(
  space: PacketSpace,
  family: Family,
  packets: Diagram,
): WitnessFlow | undefined {
  const usual = { ...USUAL, ...ENDS[family], protocol: TCP };
  const first = space.witness(packets, usual);
  const ported = first !== undefined && hasPorts(Number(first.protocol));
  const packet = ported ? space.witness(packets, { ...usual, service: 443 }) : first;
  return packet === undefined ? undefined : describeFlow(family, packet);
}
