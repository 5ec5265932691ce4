/** Ports and ICMP types of a rule in words, as the engine takes them. */
import {
  type CiliumEgressRule,
  type CiliumIngressRule,
  icmpTypeNumber,
  type NetworkPolicyPort,
  readCiliumPort,
} from '@aclift/policy';
import { listed } from './rule-sentence-selectors.ts';

/** Every protocol and port. */
export const ANYTHING = 'anything';

/** `TCP 443 and any UDP`. */
export function portsText(ports: readonly NetworkPolicyPort[] | undefined): string {
  if (ports === undefined || ports.length === 0) return ANYTHING;
  return listed(
    ports.map(({ protocol = 'TCP', port, endPort }) => {
      if (port === undefined) return `any ${protocol}`;
      if (typeof port === 'string') return `${protocol} port ${port}`;
      return `${protocol} ${port}${endPort === undefined || endPort <= port ? '' : `-${endPort}`}`;
    }),
    'and',
  );
}

/** The same of an item of Cilium that has `toPorts` or `icmps`; undefined: they match nothing. */
export function ciliumServicesText({
  icmps = [],
  toPorts = [],
}: Pick<CiliumIngressRule | CiliumEgressRule, 'icmps' | 'toPorts'>): string | undefined {
  const ports = toPorts.flatMap(({ ports: entries = [] }) =>
    entries.map(({ endPort = 0, port = '', protocol = 'ANY' }) => {
      // The three protocols that have ports; ICMP is not among them.
      const name = protocol === 'ANY' ? 'TCP/UDP/SCTP' : protocol;
      const read = readCiliumPort(port);
      if (read === undefined) return port === '' ? `any ${name}` : `${name} port ${port}`;
      if (read.kind === 'name') return `${name} port ${read.name}`;
      if (read.number === 0) return `any ${name}`;
      return `${name} ${read.number}${endPort > read.number ? `-${endPort}` : ''}`;
    }),
  );
  const types = icmps.flatMap(({ fields = [] }) =>
    fields.flatMap((field) => {
      if (typeof field.type === 'number' && field.type > 255) return [];
      const name = field.family === 'IPv6' ? 'ICMPv6' : 'ICMP';
      const number = icmpTypeNumber(field);
      return [number === 0 ? `any ${name}` : `${name} type ${number ?? field.type}`];
    }),
  );
  const all = [...ports, ...types];
  return all.length === 0 ? undefined : listed(all, 'and');
}
