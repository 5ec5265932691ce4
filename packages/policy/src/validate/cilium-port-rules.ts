/** The services of one item of a Cilium policy: ports, protocols and ICMP types. */
import { readCiliumPort } from '../api/cilium-port.ts';
import type { ICMPRule, PortProtocol } from '../api/cilium.ts';
import { icmpTypeNumber } from '../api/icmp-type.ts';
import type { ObjectPath } from '../path.ts';
import { judgeLayer7 } from './cilium-layer7-rules.ts';
import type { CiliumItem } from './cilium-peer-rules.ts';
import type { Judge } from './judge.ts';
import type { Surroundings } from './surroundings.ts';

const MOST_PORTS = 40;
const MOST_ICMP_FIELDS = 40;
/** Without the agent flag `enable-extended-ip-protocols` a policy with one of these is refused. */
const EXTENDED: ReadonlySet<string> = new Set(['VRRP', 'IGMP', 'GRE', 'IPIP', 'IPV6', 'ESP', 'AH']);

export function judgeServices(
  item: CiliumItem,
  path: ObjectPath,
  surroundings: Surroundings,
  judge: Judge,
): void {
  const { toPorts = [], icmps = [] } = item;
  if (toPorts.length > 0 && icmps.length > 0) judge.add('policy/ports-with-icmp', path, {});
  for (const [at, rule] of toPorts.entries()) {
    const place = [...path, 'toPorts', at];
    const { ports = [] } = rule;
    if (ports.length === 0) judge.add('policy/matches-nothing', place, {});
    if (ports.length > MOST_PORTS) {
      const count = ports.length;
      judge.add('policy/too-many-ports', [...place, 'ports'], { count, most: MOST_PORTS });
    }
    for (const [index, port] of ports.entries()) judgePort(port, [...place, 'ports', index], judge);
    judgeLayer7(rule, place, surroundings, judge);
  }
  judgeIcmp(icmps, [...path, 'icmps'], judge);
}

function judgePort(entry: PortProtocol, path: ObjectPath, judge: Judge): void {
  const { port: text = '', protocol = 'ANY' } = entry;
  const extended = EXTENDED.has(protocol);
  if (extended) {
    const withoutPort = text === '';
    judge.add('policy/protocol-needs-flag', [...path, 'protocol'], {
      value: protocol,
      withoutPort,
    });
  }
  if (text === '') {
    if (!extended) judge.add('policy/missing-port', path, {});
    return;
  }
  const port = readCiliumPort(text);
  const place = [...path, 'port'];
  if (port === undefined) judge.add('policy/bad-port', place, { value: text });
  else if (extended && (port.kind === 'name' || port.number !== 0)) {
    judge.add('policy/protocol-with-port', place, { value: text, protocol });
  } else if (port.kind === 'number' && !port.plain) {
    judge.add('policy/port-leading-zero', place, { value: text, meaning: port.number });
  }
  judgeEndPort(entry, port, [...path, 'endPort'], judge);
}

function judgeEndPort(
  { endPort = 0 }: PortProtocol,
  port: ReturnType<typeof readCiliumPort>,
  path: ObjectPath,
  judge: Judge,
): void {
  if (endPort === 0 || port === undefined) return;
  if (port.kind === 'name')
    judge.add('policy/end-port-ignored', path, { endPort, reason: 'named' });
  else if (port.number === 0) judge.add('policy/port-zero-range', path, { endPort });
  else if (endPort < port.number) {
    judge.add('policy/end-port-ignored', path, { endPort, reason: 'below' });
  }
}

function judgeIcmp(rules: readonly ICMPRule[], path: ObjectPath, judge: Judge): void {
  for (const [at, { fields = [] }] of rules.entries()) {
    const place = [...path, at, 'fields'];
    if (fields.length > MOST_ICMP_FIELDS) {
      const count = fields.length;
      judge.add('policy/too-many-ports', place, { count, most: MOST_ICMP_FIELDS });
    }
    for (const [index, field] of fields.entries()) {
      const number = icmpTypeNumber(field);
      const type = [...place, index, 'type'];
      // The definition checks text, not numbers.
      if (typeof field.type === 'number' && field.type > 255) {
        judge.add('policy/icmp-type-too-large', type, { value: String(field.type) });
      } else if (number === undefined) {
        const { family = 'IPv4', type: value } = field;
        judge.add('policy/bad-icmp-type', type, { value: String(value), family });
      }
      if (number === 0) judge.add('policy/icmp-type-zero', type, {});
    }
  }
}
