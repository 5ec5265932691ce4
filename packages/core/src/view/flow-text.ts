/** One packet as a phrase. */
import type { WitnessFlow } from '@aclift/verify';

/** `tcp from 10.0.0.1 port 50000 to 192.0.2.1 port 443`. */
export function flowText(flow: WitnessFlow): string {
  const { destination, destinationPort, icmp, protocol, source, sourcePort } = flow;
  const ports = sourcePort === undefined ? '' : ` port ${sourcePort}`;
  const to = destinationPort === undefined ? '' : ` port ${destinationPort}`;
  const message = icmp === undefined ? '' : `, type ${icmp.type} code ${icmp.code}`;
  return `${protocolText(protocol)} from ${source}${ports} to ${destination}${to}${message}`;
}

function protocolText(protocol: string): string {
  return /^\d+$/.test(protocol) ? `protocol ${protocol}` : protocol;
}
