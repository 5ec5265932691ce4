/** A small network, a flow, and the ways that it has by the reference: worked out by hand, never taken from a run. */
import { ECHO, ICMP, ip, type NetworkFlow, TCP, UDP } from './network-data.ts';

export interface HandCase {
  readonly name: string;
  /** Devices by name, in the notation of `hand-network.ts`. */
  readonly network: Readonly<Record<string, string>>;
  /** `tcp SOURCE DESTINATION PORT`, `udp …`, or `echo SOURCE DESTINATION`. */
  readonly flow: string;
  /** As `showWay` prints them, in any order. A way passes if it has no `deny`. None: nothing leads there. */
  readonly ways: readonly string[];
}

/** The flow of a case; the client's port is 40000. */
export function handFlow(text: string): NetworkFlow {
  const [protocol, source = '', destination = '', port] = text.split(' ');
  const ends = { source: ip(source), destination: ip(destination) };
  if (protocol === 'echo') return { ...ends, protocol: ICMP, sourcePort: 0, service: ECHO };
  return {
    ...ends,
    protocol: protocol === 'udp' ? UDP : TCP,
    sourcePort: 40_000,
    service: Number(port),
  };
}
