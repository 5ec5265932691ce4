/** Records and flows for people. */
import type { Family } from '@aclift/ir';
import { type Flow, hasPorts, icmpProtocol, protocolName, showAddress } from '@aclift/verify';
import type { FlowRecord, PodName } from './flow-record.ts';
import { podText } from './workload-finder.ts';

/** `443/tcp`, `icmp/8`, or the protocol's number. */
export function serviceText(
  family: Family,
  { protocol, service }: Pick<Flow, 'protocol' | 'service'>,
): string {
  const name = protocolName(family, Number(protocol));
  if (hasPorts(Number(protocol))) return `${service}/${name}`;
  return protocol === icmpProtocol(family) ? `${name}/${Number(service) >> 8}` : name;
}

/** A record as it stands, for people: `10.0.0.2:9300 → 10.0.0.1:20000 tcp`. */
export function recordText(record: FlowRecord): string {
  const { destination, family = 'ipv4', pods, protocol, service, source, sourcePort } = record;
  const ports = protocol === undefined || hasPorts(protocol);
  const end = (
    address: FlowRecord['source'],
    pod: PodName | undefined,
    port: number | undefined,
  ): string => {
    const at = address === undefined ? '?' : showAddress(family, address);
    const name =
      pod === undefined ? at : address === undefined ? podText(pod) : `${at} (${podText(pod)})`;
    const shown = at.includes(':') ? `[${at}]` : name;
    return ports ? `${shown}:${port ?? '?'}` : name;
  };
  const icmp = protocol !== undefined && protocol === icmpProtocol(family);
  const name = protocol === undefined ? '?' : protocolName(family, protocol);
  const type = icmp ? `/${service === undefined ? '?' : service >> 8}` : '';
  return `${end(source, pods?.source, sourcePort)} → ${end(destination, pods?.destination, service)} ${name}${type}`;
}
