/** Flows for people: addresses, names and services instead of numbers. */
import { type Family, showIpv4, showIpv6 } from '@aclift/ir';
import { rangesHold, type Value } from '@aclift/packet-set';
import type { Ends } from './ends.ts';
import { type Flow, hasPorts, icmpProtocol, SCTP, TCP, UDP } from './flow.ts';

/** One concrete flow in words. JSON-safe. */
export interface WitnessFlow {
  readonly source: string;
  readonly destination: string;
  /** `tcp`, `udp`, `sctp`, `icmp`, `icmpv6`, or the number. */
  readonly protocol: string;
  /** Present with TCP, UDP and SCTP. */
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** Present with ICMP. */
  readonly icmp?: { readonly type: number; readonly code: number };
}

/** An address as text. */
export function showAddress(family: Family, address: Value): string {
  return family === 'ipv4' ? showIpv4(Number(address)) : showIpv6(BigInt(address));
}

/** Name of an IP protocol as IOS and Kubernetes people say it, else its number. */
export function protocolName(family: Family, protocol: number): string {
  if (protocol === icmpProtocol(family)) return family === 'ipv4' ? 'icmp' : 'icmpv6';
  return (
    new Map([
      [TCP, 'tcp'],
      [UDP, 'udp'],
      [SCTP, 'sctp'],
    ]).get(protocol) ?? String(protocol)
  );
}

export function describeFlow(family: Family, flow: Flow): WitnessFlow {
  const protocol = Number(flow.protocol);
  const service = Number(flow.service);
  return {
    source: showAddress(family, flow.source),
    destination: showAddress(family, flow.destination),
    protocol: protocolName(family, protocol),
    ...(hasPorts(protocol)
      ? { sourcePort: Number(flow.sourcePort), destinationPort: service }
      : {}),
    ...(protocol === icmpProtocol(family)
      ? { icmp: { type: service >> 8, code: service & 255 } }
      : {}),
  };
}

/** The name that the inventory gives an address: a workload, an external, or `(unnamed)`. */
export function endName(ends: Ends, address: Value): string {
  return (
    ends.pods.find((pod) => rangesHold(pod.addresses, address))?.workload.id ??
    ends.named.find(({ addresses }) => rangesHold(addresses, address))?.name ??
    UNNAMED
  );
}

/** What an address is called that no inventory entry holds. */
export const UNNAMED = '(unnamed)';
