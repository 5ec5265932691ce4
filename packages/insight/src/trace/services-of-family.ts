/** The same question in either family: echoes and answers. */
import type { Family } from '@aclift/ir';
import type { TracedService } from './read-service.ts';
import { type Flow, ICMP, icmpProtocol, ICMPV6, TCP, UDP } from '@aclift/verify';

/** An echo is an echo in both families. */
export function serviceIn(
  family: Family,
  { protocol, service }: TracedService,
): Pick<Flow, 'protocol' | 'service'> {
  if (family === 'ipv6' && protocol === ICMP && service === ECHO.ipv4) {
    return { protocol: ICMPV6, service: ECHO.ipv6 };
  }
  return { protocol, service };
}

const ECHO: { readonly [F in Family]: number } = { ipv4: 8 * 256, ipv6: 128 * 256 };
const ECHO_REPLY: { readonly [F in Family]: number } = { ipv4: 0, ipv6: 129 * 256 };

/** The answer that a flow waits for; undefined: its protocol has none that is told apart. */
export function answerTo(family: Family, flow: Flow): Flow | undefined {
  const ends = { source: flow.destination, destination: flow.source, protocol: flow.protocol };
  if (flow.protocol === TCP || flow.protocol === UDP) {
    return { ...ends, service: flow.sourcePort, sourcePort: flow.service };
  }
  const isEcho = flow.protocol === icmpProtocol(family) && flow.service === ECHO[family];
  return isEcho ? { ...ends, service: ECHO_REPLY[family], sourcePort: 0 } : undefined;
}
